//! The scorer: logistic regression over the features of `features.rs`, one row of weights for *verifiable*, one for *worth*,
//! and one for each kind (a smaller table). `models/claims.bin` holds them as bytes; `training` writes it.
//!
//! Layout: for each of the ten rows bias, scale, Platt slope and Platt offset (f32, little endian), then the weights (i8):
//! two rows of [`SIZE`], eight of [`KIND_SIZE`].

use super::features::SIZE;
use crate::analysis::ClaimKind;

static WEIGHTS: &[u8] = include_bytes!("../../models/claims.bin");

/// Weights of one kind; the features are folded onto them.
pub const KIND_SIZE: usize = 1 << 11;
/// Rows: verifiable, worth, the kinds.
pub const ROWS: usize = 2 + KINDS.len();
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
pub fn score(features: &[u32]) -> Scores {
    let verifiable = probability(0, features);
    let worth = probability(1, features).min(verifiable);
    let kind = KINDS
        .iter()
        .enumerate()
        .map(|(i, kind)| (margin(2 + i, features), *kind))
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map_or(ClaimKind::Event, |(_, kind)| kind);
    Scores { verifiable, worth, kind }
}

/// Where feature `feature` stands in a row of kind weights. The cue and shape features keep their places.
pub fn fold(feature: u32) -> usize {
    let feature = feature as usize;
    if feature < KIND_SIZE / 2 { feature } else { KIND_SIZE / 2 + feature % (KIND_SIZE / 2) }
}

fn probability(row: usize, features: &[u32]) -> f32 {
    let x = head(row, 2) * margin(row, features) + head(row, 3);
    1.0 / (1.0 + (-x).exp())
}

fn margin(row: usize, features: &[u32]) -> f32 {
    let weight = |at: usize| WEIGHTS.get(HEAD + at).map_or(0, |b| i32::from(*b as i8));
    let sum: i32 = match row.checked_sub(2) {
        None => features.iter().map(|f| weight(row * SIZE + *f as usize)).sum(),
        Some(kind) => features.iter().map(|f| weight(2 * SIZE + kind * KIND_SIZE + fold(*f))).sum(),
    };
    head(row, 0) + head(row, 1) * sum as f32
}

fn head(row: usize, field: usize) -> f32 {
    let at = row * 16 + field * 4;
    WEIGHTS.get(at..at + 4).and_then(|b| b.try_into().ok()).map_or(0.0, f32::from_le_bytes)
}
