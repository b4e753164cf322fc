//! The scorer: logistic regression over the features of `features.rs`, a row of weights for *verifiable* and one for *worth*
//! of either manner of text, and one for each kind (a smaller table). `models/claims.bin` holds them as bytes; `training`
//! writes it.
//!
//! Layout: for each of the twelve rows bias, scale, Platt slope and Platt offset (f32, little endian), then the weights
//! (i8): four rows of [`SIZE`] (news: verifiable, worth; speech: verifiable, worth), eight of [`KIND_SIZE`].

use super::features::{PAIRS, SIZE};
use crate::analysis::ClaimKind;

static WEIGHTS: &[u8] = include_bytes!("../../models/claims.bin");

/// Slots that pairs share in a row of kind weights.
const KIND_PAIRS: usize = 3 * 1024;
/// Weights of one kind: cues, shapes, single words and, in fewer slots, pairs.
pub const KIND_SIZE: usize = PAIRS + KIND_PAIRS;
/// Rows before the kinds: verifiable and worth of news, then of speech.
pub const SCORES: usize = 4;
/// Rows: the scores, the kinds.
pub const ROWS: usize = SCORES + KINDS.len();
/// Bytes before the weights.
pub const HEAD: usize = ROWS * 16;

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
    let row = 2 * usize::from(manner == Manner::Speech);
    let verifiable = probability(row, features);
    let worth = probability(row + 1, features).min(verifiable);
    let kind = KINDS
        .iter()
        .enumerate()
        .map(|(i, kind)| (margin(SCORES + i, features), *kind))
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map_or(ClaimKind::Event, |(_, kind)| kind);
    Scores { verifiable, worth, kind }
}

/// Where a feature stands in a row of kind weights.
pub fn fold(feature: u32) -> usize {
    let feature = feature as usize;
    feature.checked_sub(PAIRS).map_or(feature, |pair| PAIRS + pair % KIND_PAIRS)
}

fn probability(row: usize, features: &[u32]) -> f32 {
    let x = head(row, 2) * margin(row, features) + head(row, 3);
    1.0 / (1.0 + (-x).exp())
}

fn margin(row: usize, features: &[u32]) -> f32 {
    let weight = |at: usize| WEIGHTS.get(HEAD + at).map_or(0, |b| i32::from(*b as i8));
    let sum: i32 = match row.checked_sub(SCORES) {
        None => features.iter().map(|f| weight(row * SIZE + *f as usize)).sum(),
        Some(kind) => features.iter().map(|f| weight(SCORES * SIZE + kind * KIND_SIZE + fold(*f))).sum(),
    };
    head(row, 0) + head(row, 1) * sum as f32
}

fn head(row: usize, field: usize) -> f32 {
    let at = row * 16 + field * 4;
    WEIGHTS.get(at..at + 4).and_then(|b| b.try_into().ok()).map_or(0.0, f32::from_le_bytes)
}
