//! Features as the trainer counts them: the named ones as they are, then the words and pairs that stand in enough sentences,
//! numbered in the order of their keys. And the choice of those that are worth their room in the model.

use super::{Row, RowWeights};
use standfirst::claims::{Head, NAMED, ROWS, Steps, encode};
use std::collections::HashMap;

/// A word or pair in fewer sentences is not learned.
const LEAST: usize = 3;
/// Weights of so few steps are left out: what they tell is noise, and packed they take room.
const DUST: u8 = 1;

pub(super) struct Index {
    /// Of every word and pair, ascending.
    keys: Vec<u32>,
    /// In how many sentences each stands.
    counts: Vec<usize>,
}

impl Index {
    /// Of what stands in `sets`.
    pub(super) fn new(sets: &[&[Row]]) -> Self {
        let mut counts: HashMap<u32, usize> = HashMap::new();
        for feature in sets.iter().copied().flatten().flat_map(|row| &row.features) {
            *counts.entry(*feature).or_default() += 1;
        }
        let mut known: Vec<(u32, usize)> =
            counts.into_iter().filter(|(key, count)| *key as usize >= NAMED && *count >= LEAST).collect();
        known.sort_unstable();
        let (keys, counts) = known.into_iter().unzip();
        Index { keys, counts }
    }

    /// How many features there are.
    pub(super) fn size(&self) -> usize {
        NAMED + self.keys.len()
    }

    /// Makes keys numbers; what is not known goes.
    pub(super) fn number(&self, rows: &mut [Row]) {
        for row in rows {
            let numbers = row.features.iter().filter_map(|&key| {
                if (key as usize) < NAMED {
                    return Some(key);
                }
                self.keys.binary_search(&key).ok().map(|at| (NAMED + at) as u32)
            });
            row.features = numbers.collect();
        }
    }

    /// Leaves the `most` words and pairs that tell most in any row (weight by the root of their number, beside the row's others)
    /// their weights, rounded as the model file has them.
    pub(super) fn prune(&self, rows: &mut [RowWeights], most: usize) {
        let mut telling = vec![0.0f32; self.keys.len()];
        for row in rows.iter() {
            let tells = row.row[NAMED..].iter().zip(&self.counts).map(|(w, n)| w.abs() * (*n as f32).sqrt());
            let tells: Vec<f32> = tells.collect();
            let mean =
                (tells.iter().map(|t| t * t).sum::<f32>() / tells.len() as f32).sqrt().max(f32::MIN_POSITIVE);
            telling.iter_mut().zip(tells).for_each(|(all, one)| *all = all.max(one / mean));
        }
        let mut ranks: Vec<usize> = (0..telling.len()).collect();
        ranks.sort_by(|a, b| telling[*b].total_cmp(&telling[*a]).then(a.cmp(b)));
        for row in rows {
            ranks.iter().skip(most).for_each(|at| row.row[NAMED + at] = 0.0);
            let scale = scale(row);
            row.row.iter_mut().for_each(|w| *w = scale * f32::from(step(*w, scale)));
        }
    }

    /// The model file of rows that were pruned, with their Platt scaling.
    pub(super) fn encode(&self, rows: &[(RowWeights, (f32, f32))]) -> Vec<u8> {
        let heads: [Head; ROWS] = std::array::from_fn(|row| {
            let (weights, platt) = &rows[row];
            Head { bias: weights.bias, scale: scale(weights), platt: *platt }
        });
        let steps = |at: usize| -> Steps {
            std::array::from_fn(|row| step(rows[row].0.row[at], heads[row].scale) as u8)
        };
        let words = self.keys.iter().enumerate().map(|(at, key)| (*key, steps(NAMED + at)));
        let words: Vec<(u32, Steps)> = words.filter(|(_, steps)| steps.iter().any(|s| *s != 0)).collect();
        println!("{} named features, {} words and pairs", NAMED, words.len());
        encode(&heads, &std::array::from_fn(steps), &words)
    }
}

/// What a step of a row's weights is worth.
fn scale(row: &RowWeights) -> f32 {
    row.row.iter().fold(1e-6f32, |most, w| most.max(w.abs())) / 127.0
}

fn step(weight: f32, scale: f32) -> i8 {
    Some((weight / scale).round() as i8).filter(|s| s.unsigned_abs() > DUST).unwrap_or(0)
}
