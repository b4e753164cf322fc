//! The scorer: logistic regression over the features of `features.rs`, a row of weights for *verifiable* and one for *worth*
//! of either manner of text, and one for each kind. `models/claims.bin` holds them as bytes; `training` writes it.
//!
//! Layout: for each of the twelve rows bias, scale, Platt slope and Platt offset (f32, little endian); the weights (i8) of the
//! named features, a row after the other; then those of the words and pairs that are known, as a table (`weights.rs`). A word that
//! is not in it weighs nothing: words that shared their weights would lend strangers theirs.

use super::features::NAMED;
use crate::analysis::ClaimKind;
use crate::weights::{Reader, Table, encode_table};
use std::sync::LazyLock;

static FILE: &[u8] = include_bytes!("../../models/claims.bin");
/// A file that cannot be read finds nothing; a test reads the one that is shipped.
static SHIPPED: LazyLock<Model> = LazyLock::new(|| Model::decode(FILE).unwrap_or_default());

/// Rows before the kinds: verifiable and worth of news, then of speech.
pub const SCORES: usize = 4;
/// Rows: the scores, the kinds.
pub const ROWS: usize = SCORES + KINDS.len();

/// The kinds, in the order of their rows.
pub const KINDS: [ClaimKind; 8] = [
    ClaimKind::Quantity,
    ClaimKind::Comparison,
    ClaimKind::Cause,
    ClaimKind::Law,
    ClaimKind::Prediction,
    ClaimKind::Record,
    ClaimKind::Allegation,
    ClaimKind::Event,
];

/// How a text is told: what is worth checking in a debate is a small part of what would be in an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// An article.
    News,
    /// A speech, a debate, or a sentence or two without an article around.
    Speech,
}

/// What the model says of a sentence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scores {
    /// 0..1, calibrated.
    pub verifiable: f32,
    /// 0..1, calibrated; never above `verifiable`.
    pub worth: f32,
    /// The likeliest kind.
    pub kind: ClaimKind,
}

/// Scores a sentence by its features.
pub fn score(features: &[u32], manner: Manner) -> Scores {
    let margins = SHIPPED.margins(features);
    let row = 2 * usize::from(manner == Manner::Speech);
    let verifiable = SHIPPED.probability(row, &margins);
    let worth = SHIPPED.probability(row + 1, &margins).min(verifiable);
    let kind = KINDS
        .iter()
        .zip(margins.iter().skip(SCORES))
        .max_by(|a, b| a.1.total_cmp(b.1))
        .map_or(ClaimKind::Event, |(kind, _)| *kind);
    Scores { verifiable, worth, kind }
}

/// What stands before the weights of a row.
#[derive(Debug, Default, Clone, Copy)]
pub struct Head {
    /// Added to every sum.
    pub bias: f32,
    /// What a step of a weight is worth.
    pub scale: f32,
    /// Slope and offset that make a margin a likelihood (Platt scaling); the kinds have none.
    pub platt: (f32, f32),
}

/// Steps of the weights, one a row.
pub type Steps = [u8; ROWS];

/// Everything that was trained.
#[derive(Debug, Default)]
struct Model {
    heads: [Head; ROWS],
    named: Vec<Steps>,
    words: Table<ROWS>,
}

impl Model {
    fn decode(bytes: &[u8]) -> Result<Self, String> {
        let mut bytes = Reader(bytes);
        let mut heads = [Head::default(); ROWS];
        for head in &mut heads {
            let Head { bias, scale, platt } = head;
            for field in [bias, scale, &mut platt.0, &mut platt.1] {
                *field = f32::from_le_bytes(bytes.array()?);
            }
        }
        let mut named = vec![[0; ROWS]; NAMED];
        for row in 0..ROWS {
            for (steps, weight) in named.iter_mut().zip(bytes.take(NAMED)?) {
                steps.iter_mut().skip(row).take(1).for_each(|step| *step = *weight);
            }
        }
        Ok(Model { heads, named, words: bytes.table()? })
    }

    fn margins(&self, features: &[u32]) -> [f32; ROWS] {
        let mut sums = [0; ROWS];
        for feature in features {
            if let Some(steps) = self.named.get(*feature as usize).or_else(|| self.words.get(*feature)) {
                sums.iter_mut().zip(steps).for_each(|(sum, step)| *sum += i32::from(*step as i8));
            }
        }
        let mut margins = [0.0; ROWS];
        for ((margin, head), sum) in margins.iter_mut().zip(&self.heads).zip(sums) {
            *margin = head.bias + head.scale * sum as f32;
        }
        margins
    }

    fn probability(&self, row: usize, margins: &[f32; ROWS]) -> f32 {
        let (Some(head), Some(margin)) = (self.heads.get(row), margins.get(row)) else { return 0.0 };
        1.0 / (1.0 + (-head.platt.0 * margin - head.platt.1).exp())
    }
}

/// Writes a model file, for the crate `training`. `words` ascend by key, without doubles.
pub fn encode(heads: &[Head; ROWS], named: &[Steps; NAMED], words: &[(u32, Steps)]) -> Vec<u8> {
    let fields = heads.iter().flat_map(|h| [h.bias, h.scale, h.platt.0, h.platt.1]);
    let mut file: Vec<u8> = fields.flat_map(f32::to_le_bytes).collect();
    for row in 0..ROWS {
        file.extend(named.iter().filter_map(|steps| steps.get(row)));
    }
    encode_table(words, &mut file);
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_file_is_whole() {
        let model = Model::decode(FILE).unwrap();
        assert!(model.named.iter().flatten().any(|step| *step != 0));
        for length in [0, 100, FILE.len() / 2, FILE.len() - 1] {
            assert!(Model::decode(&FILE[..length]).unwrap_err().starts_with("cut short"), "{length}");
        }
    }

    #[test]
    fn what_was_written_is_read() {
        let mut heads = [Head { scale: 0.5, platt: (1.0, 0.0), ..Head::default() }; ROWS];
        heads[1].bias = 2.0;
        let mut named = [[0; ROWS]; NAMED];
        named[7][1] = 4;
        let words = [(800, [255; ROWS]), (1 << 25, [2; ROWS])];
        let model = Model::decode(&encode(&heads, &named, &words)).unwrap();
        assert_eq!(model.margins(&[7, 801])[..3], [0.0, 4.0, 0.0]);
        assert_eq!(model.margins(&[800, 1 << 25])[..2], [0.5, 2.5]);
    }
}
