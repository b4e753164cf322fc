//! The outline of a document as this stage reads it: quotations as closed boxes, and *units* (sentences that do not end
//! inside a quotation). Also the lookups of closed-class words. Knows nothing of speakers.

use super::marks::{self, Segment};
use crate::text::{Text, TokenKind};
use std::ops::Range;

table!(CLOSED, "quotes_closed");

/// The class of a closed-class word (`data/closed.txt`), or "".
pub(super) fn class(word: &str) -> &'static str {
    lookup(&CLOSED, word).unwrap_or("")
}

/// Looks `word` up in a table of lower-case words.
pub(super) fn lookup(table: &'static crate::tables::Table, word: &str) -> Option<&'static str> {
    if word.len() > 20 {
        return None;
    }
    if word.starts_with(|c: char| c.is_uppercase()) {
        return table.get(word.to_lowercase().as_str()).copied();
    }
    table.get(word).copied()
}

/// Ends a quotation that nothing closes before the report that stands in it: “Nobody warned us, Carla Diaz said.
fn shorten(text: &Text, segments: &mut [Segment]) {
    for k in 0..segments.len() {
        let followed = segments.get(k + 1).is_some_and(|next| next.continues);
        let Some(segment) = segments.get_mut(k).filter(|s| !s.closed && !followed) else { continue };
        let mut comma = None;
        for i in segment.tokens.clone().skip(2) {
            let word = text.word(i);
            if matches!(word, "," | "?" | "!") {
                comma = Some(i);
            } else if let Some(at) = comma
                && matches!(
                    word,
                    "said" | "says" | "told" | "asked" | "added" | "recalled" | "explained" | "wrote"
                )
            {
                let subject = at + 1..i;
                let next = text.word(i + 1);
                let named = subject
                    .clone()
                    .all(|t| !matches!(class(text.word(t)), "stop" | "neg" | "conj" | "rel") && t - at < 8);
                // "said acting director Ada Mica": lower-case words, then a name.
                let inverted = (i + 1..i + 6)
                    .take_while(|&t| class(text.word(t)).is_empty() || class(text.word(t)) == "title")
                    .any(|t| text.word(t).starts_with(char::is_uppercase));
                if named && (!subject.is_empty() || next.starts_with(char::is_uppercase) || inverted) {
                    segment.tokens.end = at + 1;
                    break;
                }
            }
        }
    }
}

/// A document with its quotations and units.
pub(super) struct Outline<'a> {
    pub text: &'a Text<'a>,
    pub segments: Vec<Segment>,
    /// Sentences outside quotations, as token ranges, in order.
    pub units: Vec<Range<usize>>,
    /// For each token one more than the segment that it stands in, 0 outside.
    inside: Vec<u32>,
    /// For each token its unit.
    unit_of: Vec<u32>,
    /// For each unit its block.
    blocks: Vec<usize>,
}

impl<'a> Outline<'a> {
    pub fn new(text: &'a Text<'a>) -> Self {
        let mut segments = marks::find(text);
        shorten(text, &mut segments);
        let mut inside = vec![0; text.tokens.len()];
        for (k, segment) in segments.iter().enumerate() {
            for slot in inside.get_mut(segment.tokens.clone()).into_iter().flatten() {
                *slot = k as u32 + 1;
            }
        }
        let mut outline =
            Outline { text, segments, units: Vec::new(), inside, unit_of: Vec::new(), blocks: Vec::new() };
        outline.cut();
        outline
    }

    fn cut(&mut self) {
        let mut block = usize::MAX;
        for sentence in &self.text.sentences {
            let start = sentence.tokens.start;
            let within = self
                .segment_at(start)
                .is_some_and(|k| self.segments.get(k).is_some_and(|s| s.tokens.start != start));
            if sentence.block != block || !within {
                self.units.push(sentence.tokens.clone());
                self.blocks.push(sentence.block);
            } else if let Some(unit) = self.units.last_mut() {
                unit.end = sentence.tokens.end;
            }
            block = sentence.block;
        }
        self.cut_at_quotations();
        for (u, unit) in self.units.iter().enumerate() {
            self.unit_of.extend(std::iter::repeat_n(u as u32, unit.len()));
        }
    }

    /// A quotation behind a full stop opens a unit, whatever its mark.
    fn cut_at_quotations(&mut self) {
        let mut starts = self
            .segments
            .iter()
            .map(|s| s.tokens.start)
            .filter(|&s| {
                s > 0
                    && self.inside.get(s - 1) == Some(&0)
                    && matches!(self.text.word(s - 1), "." | "!" | "?")
            })
            .peekable();
        let mut units = Vec::with_capacity(self.units.len());
        let mut blocks = Vec::with_capacity(self.units.len());
        for (unit, &block) in self.units.iter().zip(&self.blocks) {
            let mut from = unit.start;
            while starts.next_if(|&s| s <= from).is_some() {}
            while let Some(start) = starts.next_if(|&s| s < unit.end) {
                units.push(from..start);
                blocks.push(block);
                from = start;
            }
            units.push(from..unit.end);
            blocks.push(block);
        }
        (self.units, self.blocks) = (units, blocks);
    }

    pub fn word(&self, i: usize) -> &'a str {
        self.text.word(i)
    }

    /// The word before token `i`; "" at the start.
    pub fn word_before(&self, i: usize) -> &'a str {
        i.checked_sub(1).map_or("", |b| self.text.word(b))
    }

    /// The class of the word at `i`; a capital inside a sentence makes most of them a name ("Per", "Will").
    pub fn class(&self, i: usize) -> &'static str {
        let class = class(self.word(i));
        if matches!(class, "stop" | "neg" | "aux" | "join")
            && self.is_capital(i)
            && self.is_outside(i)
            && self.unit(i).start != i
            && self.is_capital(i + 1)
        {
            return "";
        }
        class
    }

    pub fn kind(&self, i: usize) -> Option<TokenKind> {
        self.text.tokens.get(i).map(|t| t.kind)
    }

    /// The segment that token `i` stands in.
    pub fn segment_at(&self, i: usize) -> Option<usize> {
        self.inside.get(i).copied().unwrap_or(0).checked_sub(1).map(|k| k as usize)
    }

    /// Whether token `i` exists and stands outside all quotations.
    pub fn is_outside(&self, i: usize) -> bool {
        self.inside.get(i) == Some(&0)
    }

    pub fn unit_at(&self, i: usize) -> usize {
        self.unit_of.get(i).copied().unwrap_or_default() as usize
    }

    /// The tokens of the unit of token `i`.
    pub fn unit(&self, i: usize) -> Range<usize> {
        self.units.get(self.unit_at(i)).cloned().unwrap_or(i..i)
    }

    pub fn block_of_unit(&self, unit: usize) -> usize {
        self.blocks.get(unit).copied().unwrap_or(usize::MAX)
    }

    /// One past the last token of the block of token `i`, as far as units reach.
    pub fn same_block(&self, a: usize, b: usize) -> bool {
        self.block_of_unit(self.unit_at(a)) == self.block_of_unit(self.unit_at(b))
            && b < self.text.tokens.len()
    }

    pub fn is_capital(&self, i: usize) -> bool {
        self.kind(i) == Some(TokenKind::Word) && self.word(i).starts_with(char::is_uppercase)
    }

    /// Whether token `i` ends a clause for sure.
    pub fn is_stop(&self, i: usize) -> bool {
        matches!(self.word(i), "." | "!" | "?" | ";" | "" | "…" | "...")
    }
}
