//! Bytes to UTF-16 code units and back: the one place that converts.
//!
//! A text is mapped once, in one pass; a lookup counts from the nearest of the checkpoints that stand every 64 bytes, so it
//! takes constant time however long the text. Lone surrogates cannot stand in a Rust string: the JavaScript edge replaces
//! each by U+FFFD, which is one code unit as well, so offsets agree on both sides.

use crate::analysis::Span;

const STEP: usize = 64;

/// The offset table of one text.
#[derive(Debug)]
pub struct Offsets<'a> {
    text: &'a str,
    /// Code units before byte `i * STEP` (characters that start before it are counted whole); empty for ASCII.
    checkpoints: Vec<usize>,
}

impl<'a> Offsets<'a> {
    /// Maps `text`.
    pub fn new(text: &'a str) -> Self {
        let mut checkpoints = Vec::new();
        if !text.is_ascii() {
            checkpoints.reserve(text.len() / STEP + 1);
            let mut units = 0;
            for (i, byte) in text.bytes().enumerate() {
                if i % STEP == 0 {
                    checkpoints.push(units);
                }
                units += units_started_by(byte);
            }
        }
        Offsets { text, checkpoints }
    }

    /// Code units before byte `offset`. An offset inside a character counts that character whole, one past the end gives
    /// the length.
    pub fn utf16(&self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        if self.checkpoints.is_empty() {
            return offset;
        }
        let nearest = (offset / STEP).min(self.checkpoints.len() - 1);
        let rest = self.text.as_bytes().get(nearest * STEP..offset).unwrap_or_default();
        self.checkpoints.get(nearest).copied().unwrap_or_default()
            + rest.iter().map(|&b| units_started_by(b)).sum::<usize>()
    }

    /// Byte at which code unit `units` starts; inside a surrogate pair, the byte after the character; the length past the
    /// end.
    pub fn byte(&self, units: usize) -> usize {
        if self.checkpoints.is_empty() {
            return units.min(self.text.len());
        }
        let nearest = self.checkpoints.partition_point(|&c| c <= units).saturating_sub(1);
        let mut seen = self.checkpoints.get(nearest).copied().unwrap_or_default();
        let bytes = self.text.as_bytes();
        let mut at = nearest * STEP;
        while at < bytes.len() && (seen < units || !self.text.is_char_boundary(at)) {
            seen += bytes.get(at).map_or(0, |&b| units_started_by(b));
            at += 1;
        }
        at
    }

    /// A byte span in code units.
    pub fn to_utf16(&self, span: Span) -> Span {
        Span::new(self.utf16(span.start), self.utf16(span.end))
    }

    /// A span of code units in bytes.
    pub fn to_bytes(&self, span: Span) -> Span {
        Span::new(self.byte(span.start), self.byte(span.end))
    }
}

/// How many code units the character has that starts with this byte: 0 for continuation bytes.
fn units_started_by(byte: u8) -> usize {
    match byte {
        0x80..=0xBF => 0,
        0xF0..=0xFF => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn counts_pairs_and_marks() {
        let offsets = Offsets::new("a😀e\u{301}“");
        assert_eq!([0, 1, 5, 6, 8, 11].map(|b| offsets.utf16(b)), [0, 1, 3, 4, 5, 6]);
        assert_eq!([0, 1, 2, 3, 4, 5, 6, 99].map(|u| offsets.byte(u)), [0, 1, 5, 5, 6, 8, 11, 11]);
    }

    /// Strings of the characters that make trouble, long enough to cross checkpoints.
    fn texts() -> impl Strategy<Value = String> {
        let troublesome = prop::sample::select(vec![
            'a',
            ' ',
            '\n',
            '“',
            '’',
            'é',
            '\u{301}',
            '\u{200d}',
            '😀',
            '👩',
            '中',
            'ا',
            '\u{FFFD}',
            '\0',
            '\u{10FFFF}',
        ]);
        prop::collection::vec(prop_oneof![troublesome, any::<char>()], 0..300).prop_map(String::from_iter)
    }

    proptest! {
        #[test]
        fn agrees_with_counting(text in texts()) {
            let offsets = Offsets::new(&text);
            let mut units = 0;
            for (byte, c) in text.char_indices() {
                prop_assert_eq!(offsets.utf16(byte), units);
                prop_assert_eq!(offsets.byte(units), byte);
                if c.len_utf16() == 2 {
                    prop_assert_eq!(offsets.byte(units + 1), byte + c.len_utf8());
                }
                units += c.len_utf16();
            }
            prop_assert_eq!(offsets.utf16(text.len()), units);
            prop_assert_eq!(offsets.utf16(usize::MAX), units);
            prop_assert_eq!(offsets.byte(units), text.len());
            prop_assert_eq!(offsets.byte(usize::MAX), text.len());
        }

        #[test]
        fn lone_surrogates_keep_their_place(units in prop::collection::vec(any::<u16>(), 0..200)) {
            // What the JavaScript edge does: every lone surrogate becomes U+FFFD.
            let text = String::from_utf16_lossy(&units);
            prop_assert_eq!(Offsets::new(&text).utf16(text.len()), units.len());
        }
    }
}
