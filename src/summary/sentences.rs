//! Key sentences: a linear model orders the prose sentences by their features, and a greedy walk takes the best that say
//! something new. The weights come from `training summary`; see `models/summary.md`.

use super::features::{COUNT, Candidate, candidates, shared};
use crate::analysis::{Entity, KeySentence, Quote};
use crate::text::Text;

/// What each feature is worth, in the order of [`super::FEATURES`].
pub const WEIGHTS: [f32; COUNT] = [
    -0.75, 0.26, 1.05, 1.47, 0.6, 0.12, -0.47, 0.28, 1.46, 0.08, 0.33, 0.54, 0.14, 0.27, -0.98, -0.27, 0.26,
    -0.06, -0.7, -0.14, -0.51, -0.4, 0.0, -0.07,
];

/// Words after which no further sentence is taken (once there are two): what is read in ten seconds.
const ENOUGH: usize = 35;
/// The most sentences.
const MOST: usize = 4;
/// An article of more sentences than this gets another one if it is about as good as the second: by at most [`GAP`] worse, and
/// at most [`FULL`] words together.
const LONG: usize = 12;
/// See [`LONG`].
const GAP: f32 = 0.5;
/// See [`LONG`].
const FULL: usize = 75;
/// Sentences that share this much of their words say the same.
const SAME: f32 = 0.5;
/// Below it, what is shared counts against a sentence so much.
const TOLD: f32 = 0.5;

/// The key sentences of `text`, in document order.
pub(super) fn key(text: &Text, entities: &[Entity], quotes: &[Quote]) -> Vec<KeySentence> {
    let candidates = candidates(text, entities, quotes);
    let scores: Vec<f32> = candidates.iter().map(|c| score(c, &WEIGHTS)).collect();
    let low = scores.iter().copied().fold(f32::INFINITY, f32::min);
    let high = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let taken = select(&candidates, &WEIGHTS);
    let mut before = None;
    let mut sentences = Vec::with_capacity(taken.len());
    for (candidate, score) in taken.iter().filter_map(|i| candidates.get(*i).zip(scores.get(*i))) {
        // A "But" may stay where the reader sees what it answers.
        let follows = before.is_some_and(|b: usize| b + 1 == candidate.sentence);
        before = Some(candidate.sentence);
        let span = if follows { candidate.shown } else { candidate.bare };
        let score = if high > low { (score - low) / (high - low) } else { 1.0 };
        sentences.push(KeySentence { span, score, antecedent: candidate.antecedent });
    }
    sentences
}

fn score(candidate: &Candidate, weights: &[f32; COUNT]) -> f32 {
    candidate.features.iter().zip(weights).map(|(f, w)| f * w).sum()
}

/// Takes the best candidates that say something new: indexes into `candidates`, in order.
pub fn select(candidates: &[Candidate], weights: &[f32; COUNT]) -> Vec<usize> {
    let scores: Vec<f32> = candidates.iter().map(|c| score(c, weights)).collect();
    // How much of each candidate the taken ones say already.
    let mut told = vec![0.0f32; candidates.len()];
    let mut taken: Vec<usize> = Vec::new();
    let (mut words, mut second) = (0, f32::NEG_INFINITY);
    while taken.len() < MOST {
        let worth =
            |i: usize| scores.get(i).zip(told.get(i)).map_or(f32::NEG_INFINITY, |(s, t)| s - TOLD * t);
        let fits = |(i, candidate): &(usize, &Candidate)| {
            let follows = || i.checked_sub(1).is_some_and(|before| taken.contains(&before));
            !taken.contains(i) && told.get(*i).is_some_and(|t| *t < SAME) && (!candidate.leans || follows())
        };
        let best = candidates
            .iter()
            .enumerate()
            .filter(fits)
            .max_by(|a, b| worth(a.0).total_cmp(&worth(b.0)).then(b.0.cmp(&a.0)));
        let Some((best, candidate)) = best else { break };
        if taken.len() >= 2 && words >= ENOUGH {
            let as_good = candidates.len() > LONG && worth(best) >= second - GAP;
            if !as_good || words + candidate.length > FULL {
                break;
            }
        }
        if taken.len() < 2 {
            second = worth(best);
        }
        words += candidate.length;
        for (told, other) in told.iter_mut().zip(candidates) {
            *told = told.max(shared(candidate, other));
        }
        taken.push(best);
    }
    if taken.is_empty() && !candidates.is_empty() {
        taken.push(0);
    }
    taken.sort_unstable();
    taken
}
