//! A sentence as its outline: one letter a token, a blank where white space stands before it. “on June 4, 2025” is
//! `_ M 1, 4`. The patterns run over outlines: these are a sixth of the text, and what a word may be is looked up in a
//! table instead of being spelled out in an automaton that has to be built in every browser first.
//!
//! Which letter a token has is told by `letters.rs`, and by `laws.rs` for laws.

use crate::text::{Sentence, Text, Token};
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
