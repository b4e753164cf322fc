//! Which tokens name a person, an organisation, a place or something else: the trained tagger.
//!
//! A linear-chain conditional random field (Lafferty, McCallum & Pereira 2001) over BIO labels with hashed features, run
//! twice over a document: the second pass also sees what the first one called the same words elsewhere (two-stage
//! decoding, Krishnan & Manning 2006). Weights come from `models/names.bin`, which the crate `training` writes; features
//! are made here alone, so that training and reading cannot disagree. It does not know who is meant: that is linking.

mod case;
pub mod decode;
pub mod features;
pub mod memory;
pub mod model;
#[cfg(test)]
mod tests;
mod topic;

use crate::text::Text;
use decode::{LABELS, Scores};
use features::{REACH, Sheet};
use memory::Memory;
use model::Model;
pub use model::ModelError;
use std::ops::Range;

/// One name, before anybody asks which entity it belongs to.
#[derive(Debug, Clone, PartialEq)]
pub struct Name {
    /// Its tokens, indexes into [`Text::tokens`]. Without titles, articles and possessive endings.
    pub tokens: Range<usize>,
    /// What it names.
    pub kind: NameKind,
}

/// The four classes of the CoNLL-2003 tradition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum NameKind {
    Person,
    Organization,
    Location,
    /// Nationalities, events, laws, works, products.
    Misc,
}

/// How many tokens a token looks at word by word, itself included.
const WINDOW: usize = 2 * REACH + 1;
/// What a word says at each place in the window, where that was asked already.
type Parts = [Option<Scores>; WINDOW];

/// The trained tagger.
#[derive(Debug)]
pub struct Tagger {
    model: Model,
}

impl Tagger {
    /// Reads the weights.
    ///
    /// # Errors
    /// Where the bytes are cut short, damaged or not a model of this version.
    pub fn load(bytes: &[u8]) -> Result<Self, ModelError> {
        Ok(Tagger { model: Model::decode(bytes)? })
    }

    /// The names in `text`, in order, not overlapping.
    pub fn tag(&self, text: &Text) -> Vec<Name> {
        let sheet = Sheet::new(text, &self.model.lexicon);
        let mut scores = self.scores(&sheet);
        let first = self.decode(&sheet, &scores);
        let memory = Memory::new(&sheet, &first);
        let mut keys = Vec::new();
        for (i, score) in scores.iter_mut().enumerate() {
            keys.clear();
            memory.features(&sheet, &first, i, &mut |key| keys.push(key));
            self.model.add(&keys, score);
        }
        decode::names(&self.decode(&sheet, &scores), &sheet)
    }

    /// What the features without memory say of every token. Those of a word alone are summed once for each distinct word
    /// and place in the window.
    fn scores(&self, sheet: &Sheet) -> Vec<Scores> {
        let mut cache: Vec<Parts> = vec![[None; WINDOW]; sheet.words.len()];
        let mut keys = Vec::new();
        (0..sheet.tokens.len()).map(|i| self.score(sheet, i, &mut cache, &mut keys)).collect()
    }

    /// One token's. A function of its own, so that a browser can put a faster version in its place while a text is read.
    #[inline(never)]
    fn score(&self, sheet: &Sheet, i: usize, cache: &mut [Parts], keys: &mut Vec<u32>) -> Scores {
        let mut sum = [0; LABELS];
        for place in 0..WINDOW {
            let id = sheet.neighbour(i, place as isize - REACH as isize);
            let (Some(slot), Some(word)) =
                (cache.get_mut(id).and_then(|c| c.get_mut(place)), sheet.words.get(id))
            else {
                continue;
            };
            let part = slot.get_or_insert_with(|| {
                let mut part = [0; LABELS];
                keys.clear();
                word.features(place, &mut |key| keys.push(key));
                self.model.add(keys, &mut part);
                part
            });
            decode::add(&mut sum, part);
        }
        keys.clear();
        sheet.context(i, &mut |key| keys.push(key));
        self.model.add(keys, &mut sum);
        sum
    }

    fn decode(&self, sheet: &Sheet, scores: &[Scores]) -> Vec<u8> {
        let mut labels = Vec::with_capacity(scores.len());
        for sentence in sheet.sentences() {
            decode::viterbi(scores.get(sentence).unwrap_or_default(), &self.model.transitions, &mut labels);
        }
        labels
    }
}
