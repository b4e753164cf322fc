//! A sentence as its outline: one letter a token, a blank where white space stands before it. “on June 4, 2025” is
//! `_ M 1, 4`. The patterns run over outlines: these are a sixth of the text, and what a word may be is looked up in a
//! table instead of being spelled out in an automaton that has to be built in every browser first.
//!
//! Letters of words stand in `data/shapes.txt` and `data/laws.txt`. Numbers have digits by their shape, see [`number`].
//! ASCII punctuation stands for itself, `-` also for an en dash and a minus, `'` for every mark and possessive, `$` for
//! every currency sign; everything else is `_`.

use crate::text::{Sentence, Text, Token, TokenKind};
use std::ops::Range;

/// What [`Outline::draw`] puts for a token, given the token and its text. ASCII only.
pub(super) type Letter = fn(&Token, &str) -> u8;

/// One sentence. Kept and drawn anew for the next, to spare the memory.
#[derive(Default)]
pub(super) struct Outline {
    pub letters: String,
    /// The token that each byte of `letters` belongs to; a blank belongs to the token after it.
    tokens: Vec<usize>,
}

impl Outline {
    /// Draws `sentence`.
    pub fn draw(&mut self, text: &Text, sentence: &Sentence, letter: Letter) {
        self.letters.clear();
        self.tokens.clear();
        for (index, token) in
            sentence.tokens.clone().zip(text.tokens.get(sentence.tokens.clone()).unwrap_or_default())
        {
            if token.space_before && !self.letters.is_empty() {
                self.letters.push(' ');
                self.tokens.push(index);
            }
            self.letters.push(char::from(letter(token, text.slice(token.span))));
            self.tokens.push(index);
        }
    }

    /// The tokens of a match; matches neither start nor end with a blank.
    pub fn tokens(&self, hit: Range<usize>) -> Option<Range<usize>> {
        Some(*self.tokens.get(hit.start)?..self.tokens.get(hit.end.checked_sub(1)?)? + 1)
    }
}

table!(SHAPES, "entities_shapes");

/// Letters whose words may be capitalised: “Two weeks ago”, “Last year”, but not “May” for “may” or “Won” for “won”.
const ANY_CASE: &[u8] = b"aehijlmoqrstvT";

/// The letters of dates, times, money, shares and quantities.
pub(super) fn value(token: &Token, word: &str) -> u8 {
    match token.kind {
        TokenKind::Number => number(word),
        TokenKind::Word => known(word).or_else(|| coded(word)).unwrap_or(b'_'),
        _ => punctuation(word),
    }
}

fn known(word: &str) -> Option<u8> {
    let letter = |key: &str| SHAPES.get(key)?.bytes().next();
    letter(word).or_else(|| {
        let capitalised = word.starts_with(|c: char| c.is_ascii_uppercase());
        (capitalised && word.len() <= LONGEST)
            .then(|| letter(&word.to_ascii_lowercase()))?
            .filter(|found| ANY_CASE.contains(found))
    })
}

/// Bytes of the longest key that [`ANY_CASE`] is about.
const LONGEST: usize = 9;

/// `R`: a currency and its sum in one token, `RM640`, `R41m`.
fn coded(word: &str) -> Option<u8> {
    let (code, sum) = word.split_at_checked(word.find(|c: char| c.is_ascii_digit())?)?;
    (SHAPES.get(code) == Some(&"B") && matches!(number(sum), b'1' | b'2' | b'4' | b'5' | b'8' | b'9' | b'G'))
        .then_some(b'R')
}

/// A number by its shape, as it could be read:
///
/// | | |
/// | --- | --- |
/// | `1` | a day of a month, an hour: up to 39 |
/// | `2` | other two digits |
/// | `4` | a year, 1000 to 2099 |
/// | `5`, `6` | `5.30`, `5:30` |
/// | `8` | `2130`, which is a time but no year |
/// | `9` | any other number |
/// | `3` | `19th` |
/// | `0`, `7` | `1990s`, `90s` |
/// | `D` | `4.6.2024` |
/// | `P` | `5pm` |
/// | `U` | `30mins` |
/// | `G` | `3.5m` |
fn number(word: &str) -> u8 {
    let (digits, tail) =
        word.split_at_checked(word.find(char::is_alphabetic).unwrap_or(word.len())).unwrap_or((word, ""));
    let digit = shape(digits);
    match tail {
        "" => digit,
        "st" | "nd" | "rd" | "th" if digit == b'1' => b'3',
        "s" if digit == b'4' => b'0',
        "s" if digits.len() == 2 && digits.ends_with('0') => b'7',
        "am" | "pm" | "AM" | "PM" if matches!(digit, b'1' | b'5' | b'6') => b'P',
        "min" | "mins" | "hr" | "hrs" | "sec" | "secs" if digit.is_ascii_digit() => b'U',
        "m" | "k" | "b" | "M" | "K" | "B" | "mn" | "bn" | "tn" | "mln" | "bln" | "mil" | "million"
        | "billion" | "trillion"
            if digit.is_ascii_digit() =>
        {
            b'G'
        }
        _ => b'_',
    }
}

fn shape(digits: &str) -> u8 {
    let plain = digits.bytes().all(|b| b.is_ascii_digit());
    let minutes = |part: &str| part.len() == 2 && part < "60";
    let hours = |part: &str| matches!(part.len(), 1 | 2) && part.parse::<u8>().is_ok_and(|hour| hour < 30);
    match digits.len() {
        0 => b'_',
        1 | 2 if plain => match digits.parse::<u8>() {
            Ok(0..40) => b'1',
            _ => b'2',
        },
        4 if plain => match digits.parse::<u16>() {
            Ok(1000..2100) => b'4',
            Ok(0..3000) if digits.get(2..).is_some_and(minutes) => b'8',
            _ => b'9',
        },
        _ if plain => b'9',
        _ => {
            let clock = |mark| digits.split_once(mark).is_some_and(|(h, m)| hours(h) && minutes(m));
            let date = || {
                let parts = digits.splitn(4, '.').map(|part| (part.len(), part.parse::<u16>().ok()));
                matches!(
                    parts.collect::<Vec<_>>()[..],
                    [(1 | 2, Some(0..40)), (1 | 2, Some(0..20)), (4, Some(1000..2100))]
                )
            };
            match () {
                () if clock('.') => b'5',
                () if digits.contains(':') => match digits.rsplit_once(':') {
                    Some((start, seconds)) if start.contains(':') && minutes(seconds) => b'6',
                    _ if clock(':') => b'6',
                    _ => b'_',
                },
                () if date() => b'D',
                () if digits.bytes().all(|b| matches!(b, b'0'..=b'9' | b'.' | b',')) => b'9',
                () => b'_',
            }
        }
    }
}

pub(super) fn punctuation(word: &str) -> u8 {
    match word {
        "–" | "−" => b'-',
        "£" | "€" | "¥" | "₹" | "₩" | "₦" | "₽" | "₺" | "₪" | "₫" | "฿" | "₱" | "₴" | "₵" | "₡" => {
            b'$'
        }
        "’" | "‘" => b'\'',
        _ => match word.as_bytes() {
            [byte] if byte.is_ascii_punctuation() => *byte,
            _ => b'_',
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_shapes() {
        for (words, letter) in [
            ("4 04 31 39", '1'),
            ("40 99", '2'),
            ("1949 2024", '4'),
            ("5.30 05.59", '5'),
            ("5:30 10:30:15", '6'),
            ("2130 0930", '8'),
            ("100 1,600 3.5 5.75 100,000", '9'),
            ("4th 21st", '3'),
            ("1990s", '0'),
            ("90s", '7'),
            ("4.6.2024", 'D'),
            ("5pm 5.30pm 10:30AM", 'P'),
            ("30mins", 'U'),
            ("3.5m 20bn", 'G'),
            ("737s 12:99 ½ 3x 1.2.3.4.5:", '_'),
        ] {
            for word in words.split(' ') {
                assert_eq!(char::from(number(word)), letter, "{word}");
            }
        }
    }

    #[test]
    fn every_key_of_any_case_is_looked_up() {
        let keys = SHAPES.entries().filter(|(_, letter)| letter.bytes().all(|b| ANY_CASE.contains(&b)));
        assert!(keys.into_iter().all(|(key, _)| key.len() <= LONGEST && key.is_ascii()));
    }
}
