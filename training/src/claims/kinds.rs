//! The kinds: one softmax over eight rows of weights (AdaGrad, L2), the mean of a few that saw the claims in other orders; learned
//! from the claims alone: those that readers marked, and those of the pool as far as the teacher holds them for claims.

use super::{EPOCHS, NAMED_SHARE, Row, RowWeights};
use standfirst::claims::{self, KINDS};

const COUNT: usize = KINDS.len();
const RATE: f32 = 0.08;
/// How many trainings are averaged.
const SEEDS: u64 = 3;

struct Example {
    features: Vec<u32>,
    shares: [f32; COUNT],
    weight: f32,
}

fn example(row: &Row, share: f32) -> Option<Example> {
    if row.kinds.is_empty() {
        return None;
    }
    let mut shares = [0.0; COUNT];
    for (kind, share) in &row.kinds {
        shares[*kind] += share;
    }
    Some(Example { features: row.features.clone(), shares, weight: share * row.weight * row.worth? })
}

/// A row of weights for each kind. `balance`: 0 leaves rare kinds rare, 1 lets every kind count the same.
pub(super) fn fit(sources: &[(&Vec<Row>, f32)], size: usize, l2: f32, balance: f32) -> Vec<RowWeights> {
    let mut examples: Vec<Example> =
        sources.iter().flat_map(|(rows, s)| rows.iter().filter_map(|r| example(r, *s))).collect();
    let mut totals = [0.0f32; COUNT];
    for example in &examples {
        totals.iter_mut().zip(example.shares).for_each(|(t, s)| *t += s * example.weight);
    }
    let mean = totals.iter().sum::<f32>() / COUNT as f32;
    for example in &mut examples {
        let factor: f32 = totals.iter().zip(example.shares).map(|(t, s)| s * (mean / t).powf(balance)).sum();
        example.weight *= factor;
    }
    let (mut weights, mut bias) = (vec![[0.0f32; COUNT]; size], [0.0f32; COUNT]);
    let add = |sum: &mut [f32; COUNT], one: [f32; COUNT]| {
        sum.iter_mut().zip(one).for_each(|(s, o)| *s += o / SEEDS as f32);
    };
    for seed in 0..SEEDS {
        let one = train(&examples, size, l2, super::Random::seeded(seed));
        weights.iter_mut().zip(one.0).for_each(|(sum, one)| add(sum, one));
        add(&mut bias, one.1);
    }
    let row = |kind: usize| RowWeights { bias: bias[kind], row: weights.iter().map(|w| w[kind]).collect() };
    (0..COUNT).map(row).collect()
}

/// One training: the weights of every feature for each kind, and the biases.
fn train(
    examples: &[Example],
    size: usize,
    l2: f32,
    mut random: super::Random,
) -> (Vec<[f32; COUNT]>, [f32; COUNT]) {
    let mut weights = vec![[0.0f32; COUNT]; size];
    let mut squares = vec![[1e-2f32; COUNT]; size];
    let (mut bias, mut bias_squares) = ([0.0f32; COUNT], [1e-2f32; COUNT]);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    for _ in 0..EPOCHS {
        random.shuffle(&mut order);
        for example in order.iter().map(|i| &examples[*i]) {
            let mut margins = bias;
            for feature in &example.features {
                margins.iter_mut().zip(weights[*feature as usize]).for_each(|(m, w)| *m += w);
            }
            let most = margins.iter().fold(f32::MIN, |a, b| a.max(*b));
            let powers = margins.map(|m| (m - most).exp());
            let sum: f32 = powers.iter().sum();
            let gradient: [f32; COUNT] =
                std::array::from_fn(|k| example.weight * (powers[k] / sum - example.shares[k]));
            let step = |weights: &mut [f32; COUNT], squares: &mut [f32; COUNT]| {
                for k in 0..COUNT {
                    squares[k] += gradient[k] * gradient[k];
                    weights[k] -= RATE * gradient[k] / squares[k].sqrt();
                }
            };
            step(&mut bias, &mut bias_squares);
            for feature in &example.features {
                step(&mut weights[*feature as usize], &mut squares[*feature as usize]);
            }
        }
        for (at, (weights, squares)) in weights.iter_mut().zip(&squares).enumerate() {
            let l2 = if at < claims::NAMED { l2 * NAMED_SHARE } else { l2 };
            weights.iter_mut().zip(squares).for_each(|(w, s)| *w /= 1.0 + RATE * l2 / s.sqrt());
        }
    }
    (weights, bias)
}
