//! The trainer: a linear-chain conditional random field by stochastic gradient descent with AdaGrad step sizes (Duchi,
//! Hazan & Singer 2011) and an L1 shrinkage at every touch, on sentences of which some labels may be unknown.

use crate::data::Random;
use standfirst::entities::tagger::decode::{LABELS, Scores, Transitions, allowed};

/// What the sum of squared gradients starts from: no first step is a leap.
const START: f32 = 0.5;

/// The weights are the mean of those after each of the last epochs.
const AVERAGED: usize = 3;

type Row = [f32; LABELS];

/// A document as numbers: for each token the features without and with memory, and the labels that are allowed.
#[derive(Debug, Default)]
pub struct Instance {
    /// Where each sentence starts; one more than there are sentences.
    pub sentences: Vec<u32>,
    /// Feature numbers of all tokens.
    pub features: Vec<u32>,
    /// Where the features of each token start in `features`; one more than there are tokens.
    pub starts: Vec<u32>,
    /// Features of memory, the same way.
    pub memory: Vec<u32>,
    /// Where those of each token start.
    pub memory_starts: Vec<u32>,
    /// Bits of the allowed labels of each token.
    pub allowed: Vec<u16>,
    /// What an error costs.
    pub weight: f32,
    /// Which part of the data it belongs to when parts are labelled by models of the others.
    pub fold: usize,
}

impl Instance {
    fn features(&self, token: usize, memory: bool, noise: Noise) -> impl Iterator<Item = usize> + '_ {
        let own = self.starts[token] as usize..self.starts[token + 1] as usize;
        let more = if memory && !self.memory_starts.is_empty() {
            self.memory_starts[token] as usize..self.memory_starts[token + 1] as usize
        } else {
            0..0
        };
        self.features[own]
            .iter()
            .chain(&self.memory[more])
            .filter(move |f| noise.keeps(**f))
            .map(|&f| f as usize)
    }
}

/// Features that a step must do without, so that no feature leans on another (Wang & Manning 2013).
#[derive(Debug, Clone, Copy, Default)]
struct Noise {
    seed: u32,
    /// Share that is left out, of 256.
    share: u32,
}

impl Noise {
    fn keeps(self, feature: u32) -> bool {
        (feature ^ self.seed).wrapping_mul(0x9E37_79B1) >> 24 >= self.share
    }
}

/// How to train.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// Times through the data.
    pub epochs: usize,
    /// First step size.
    pub rate: f32,
    /// Shrinkage.
    pub l1: f32,
    /// Seed of the order.
    pub seed: u64,
    /// Share of the features that each step leaves out.
    pub dropout: f32,
    /// Leave this fold out.
    pub without: Option<usize>,
    /// Show memory every other time.
    pub memory: bool,
}

/// Weights in training.
#[derive(Debug)]
pub struct Crf {
    /// By feature number.
    pub weights: Vec<Row>,
    squares: Vec<Row>,
    /// By previous label, the last row for the start.
    pub transitions: [Row; LABELS + 1],
    transition_squares: [Row; LABELS + 1],
}

#[derive(Default)]
struct Lattice {
    scores: Vec<Row>,
    forward: Vec<Row>,
    backward: Vec<Row>,
    scale: Vec<f32>,
    gradient: Vec<Row>,
    jumps: [Row; LABELS + 1],
}

impl Crf {
    /// No weight yet.
    pub fn new(features: usize) -> Self {
        Crf {
            weights: vec![[0.0; LABELS]; features],
            squares: vec![[START; LABELS]; features],
            transitions: [[0.0; LABELS]; LABELS + 1],
            transition_squares: [[START; LABELS]; LABELS + 1],
        }
    }

    /// Goes through `data` as `plan` says.
    pub fn train(&mut self, data: &[Instance], plan: Plan, log: bool) {
        let mut order: Vec<usize> = (0..data.len()).filter(|&i| plan.without != Some(data[i].fold)).collect();
        let mut random = Random(plan.seed);
        let mut lattice = Lattice::default();
        let (mut sums, mut transition_sums, mut gathered) = (Vec::new(), [[0.0; LABELS]; LABELS + 1], 0.0);
        for epoch in 0..plan.epochs {
            random.shuffle(&mut order);
            let rate = plan.rate * (1.0 - epoch as f32 / plan.epochs as f32 * 0.9);
            let mut loss = 0.0;
            for &i in &order {
                let memory = plan.memory && (i + epoch) % 2 == 0;
                for pair in data[i].sentences.windows(2) {
                    let noise = Noise { seed: random.next() as u32, share: (plan.dropout * 256.0) as u32 };
                    let sentence = pair[0] as usize..pair[1] as usize;
                    loss += self.step(&data[i], sentence, memory, rate, plan.l1, noise, &mut lattice);
                }
            }
            if log {
                eprintln!("  epoch {epoch}: loss {loss:.0}");
            }
            if plan.memory && epoch + AVERAGED >= plan.epochs {
                self.gather(&mut sums, &mut transition_sums);
                gathered += 1.0;
            }
        }
        if gathered > 0.0 {
            self.weights = sums.into_iter().map(|row| row.map(|w| w / gathered)).collect();
            self.transitions = transition_sums.map(|row| row.map(|w| w / gathered));
        }
    }

    /// Adds the weights of another model of the same features.
    pub fn add(&mut self, other: &Crf) {
        let rows = self.weights.iter_mut().chain(&mut self.transitions);
        for (row, more) in rows.zip(other.weights.iter().chain(&other.transitions)) {
            row.iter_mut().zip(more).for_each(|(w, m)| *w += m);
        }
    }

    /// Multiplies all weights.
    pub fn scale(&mut self, factor: f32) {
        let rows = self.weights.iter_mut().chain(&mut self.transitions);
        rows.flatten().for_each(|w| *w *= factor);
    }

    /// Adds the weights as they are.
    fn gather(&self, sums: &mut Vec<Row>, transition_sums: &mut [Row; LABELS + 1]) {
        sums.resize(self.weights.len(), [0.0; LABELS]);
        let rows = sums.iter_mut().chain(transition_sums).zip(self.weights.iter().chain(&self.transitions));
        for (s, w) in rows.flat_map(|(sum, row)| sum.iter_mut().zip(row)) {
            *s += w;
        }
    }

    #[allow(clippy::too_many_arguments)] // the inner loop: everything it needs, nothing to look up
    fn step(
        &mut self,
        data: &Instance,
        sentence: std::ops::Range<usize>,
        memory: bool,
        rate: f32,
        l1: f32,
        noise: Noise,
        lattice: &mut Lattice,
    ) -> f64 {
        lattice.scores.clear();
        lattice.scores.extend(sentence.clone().map(|t| self.score(data, t, memory, noise)));
        lattice.gradient.clear();
        lattice.gradient.resize(sentence.len(), [0.0; LABELS]);
        lattice.jumps = [[0.0; LABELS]; LABELS + 1];
        let table = self.table();
        let (Some(all), Some(gold)) = (
            lattice.expect(&table, |_| crate::data::ANY, -1.0),
            lattice.expect(&table, |t| data.allowed[sentence.start + t], 1.0),
        ) else {
            return 0.0;
        };
        for (n, token) in sentence.enumerate() {
            let gradient = lattice.gradient[n].map(|g| g * data.weight);
            if gradient.iter().all(|g| g.abs() < 2e-3) {
                continue;
            }
            for feature in data.features(token, memory, noise) {
                update(&mut self.weights[feature], &mut self.squares[feature], &gradient, rate, l1);
            }
        }
        for ((row, squares), jumps) in
            self.transitions.iter_mut().zip(&mut self.transition_squares).zip(&lattice.jumps)
        {
            update(row, squares, &jumps.map(|g| g * data.weight), rate, 0.0);
        }
        f64::from(data.weight) * (all - gold)
    }

    fn score(&self, data: &Instance, token: usize, memory: bool, noise: Noise) -> Row {
        let mut sum = [0.0; LABELS];
        for feature in data.features(token, memory, noise) {
            for (s, w) in sum.iter_mut().zip(&self.weights[feature]) {
                *s += w;
            }
        }
        sum.map(|s| s * 256.0 / (256 - noise.share) as f32)
    }

    fn table(&self) -> [Row; LABELS + 1] {
        let mut table = [[0.0; LABELS]; LABELS + 1];
        for (previous, row) in table.iter_mut().enumerate() {
            for (next, cell) in row.iter_mut().enumerate() {
                *cell = if allowed(previous, next) {
                    self.transitions[previous][next].clamp(-12.0, 12.0).exp()
                } else {
                    0.0
                };
            }
        }
        table
    }

    /// The scores of every token of `data`, in steps of `1 / unit`.
    pub fn scores(&self, data: &Instance, memory: bool, unit: f32) -> Vec<Scores> {
        (0..data.starts.len() - 1)
            .map(|t| self.score(data, t, memory, Noise::default()).map(|s| (s * unit) as i16))
            .collect()
    }

    /// The transitions in steps of `1 / unit`.
    pub fn transitions(&self, unit: f32) -> Transitions {
        self.transitions.map(|row| row.map(|w| (w * unit).round() as i16))
    }
}

fn update(weights: &mut Row, squares: &mut Row, gradient: &Row, rate: f32, l1: f32) {
    for ((w, s), g) in weights.iter_mut().zip(squares).zip(gradient) {
        *s += g * g;
        let step = rate / s.sqrt();
        let new = *w + step * g;
        *w = new.signum() * (new.abs() - step * l1).max(0.0);
    }
}

impl Lattice {
    /// Adds `sign` times the expected labels, among the allowed ones, to the gradient; gives the log of their sum.
    fn expect(
        &mut self,
        table: &[Row; LABELS + 1],
        allowed: impl Fn(usize) -> u16,
        sign: f32,
    ) -> Option<f64> {
        let length = self.scores.len();
        let mut log_sum = 0f64;
        self.forward.clear();
        self.scale.clear();
        let mut local = Vec::with_capacity(length);
        for (t, scores) in self.scores.iter().enumerate() {
            let bits = allowed(t);
            let top = (0..LABELS).filter(|l| bits >> l & 1 == 1).map(|l| scores[l]).fold(f32::MIN, f32::max);
            let mut here = [0.0; LABELS];
            for (l, h) in here.iter_mut().enumerate() {
                *h = if bits >> l & 1 == 1 { (scores[l] - top).max(-60.0).exp() } else { 0.0 };
            }
            let mut now = [0.0; LABELS];
            if t == 0 {
                now.copy_from_slice(&table[LABELS]);
            } else {
                for (a, row) in self.forward[t - 1].iter().zip(table) {
                    for (n, p) in now.iter_mut().zip(row) {
                        *n += a * p;
                    }
                }
            }
            for (n, h) in now.iter_mut().zip(&here) {
                *n *= h;
            }
            let sum: f32 = now.iter().sum();
            if sum <= 1e-24 || sum.is_nan() {
                return None; // no sequence fits the annotation, as where two names overlap
            }
            log_sum += f64::from(sum.ln()) + f64::from(top);
            self.forward.push(now.map(|n| n / sum));
            self.scale.push(sum);
            local.push(here);
        }
        self.backward.clear();
        self.backward.resize(length, [1.0; LABELS]);
        for t in (0..length).rev() {
            let ahead: Row = std::array::from_fn(|l| self.backward[t][l] * local[t][l] / self.scale[t]);
            for l in 0..LABELS {
                self.gradient[t][l] += sign * self.forward[t][l] * self.backward[t][l];
            }
            if t == 0 {
                for l in 0..LABELS {
                    self.jumps[LABELS][l] += sign * table[LABELS][l] * ahead[l];
                }
                continue;
            }
            for (previous, row) in table.iter().take(LABELS).enumerate() {
                let mut sum = 0.0;
                for l in 0..LABELS {
                    let path = row[l] * ahead[l];
                    sum += path;
                    self.jumps[previous][l] += sign * self.forward[t - 1][previous] * path;
                }
                self.backward[t - 1][previous] = sum;
            }
        }
        Some(log_sum)
    }
}
