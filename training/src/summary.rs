//! Fits the weights of the key-sentence model to key sentences that a reader chose (`key-sentences.tsv`, of the articles in
//! `written/written.jsonl`) and prints them; they stand in `src/summary/sentences.rs`. A softmax over the sentences of an
//! article, pulled towards [`PRIOR`]; articles whose number ends in 0 or 5 are only measured. See `models/summary.md`.

use crate::Arguments;
use serde::Deserialize;
use standfirst::analysis::Span;
use standfirst::entities::{self, Tagger};
use standfirst::summary::{COUNT, Candidate, FEATURES, candidates, select};
use standfirst::text::Text;
use standfirst::{Input, article, quotes};
use std::collections::HashMap;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// What is thought of a feature before anything is learned; set by hand, in round numbers.
const PRIOR: [(&str, f32); 15] = [
    ("first", -0.6),
    ("headline", 1.5),
    ("early", 1.5),
    ("rank", 1.2),
    ("second", 0.4),
    ("central", 0.7),
    ("relative centrality", 0.3),
    ("day", 0.3),
    ("number", 0.3),
    ("main names", 0.3),
    ("rare words", -0.6),
    ("own words", -0.8),
    ("long", -0.8),
    ("like the first", -0.4),
    ("asks", -0.5),
];
/// The two sentences that a reader put first, and the others.
const VALUE: [f32; 2] = [1.0, 0.7];
const STEPS: usize = 4000;

#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
}

struct Example {
    id: String,
    candidates: Vec<Candidate>,
    /// How good a choice each candidate is; all together 1.
    target: Vec<f32>,
}

/// `summary --data DIR [--set pull=16]`
pub fn run(arguments: &Arguments) -> Result<()> {
    let tagger = Tagger::load(&std::fs::read("models/names.bin")?)?;
    let chosen = chosen()?;
    let mut examples = Vec::new();
    for line in std::fs::read_to_string(arguments.data.join("written/written.jsonl"))?.lines() {
        let line: Line = serde_json::from_str(line)?;
        if let Some(places) = chosen.get(&line.id) {
            examples.push(example(line, places, &tagger));
        }
    }
    let (held, learned): (Vec<Example>, Vec<Example>) =
        examples.into_iter().partition(|e| e.id.ends_with(['0', '5']));
    let weights = fit(&learned, arguments.setting("pull", 16.0));
    for (name, weight) in FEATURES.iter().zip(weights) {
        println!("{name:20} {weight:6.2}");
    }
    println!("{:?}", weights.map(|w| (w * 100.0).round() / 100.0));
    for (name, set) in [("learned from", &learned), ("held out", &held)] {
        println!(
            "{name}: {} articles; precision, recall, sentences: model {}; first two {}; first three {}",
            set.len(),
            score(set, |c| select(c, &weights)),
            score(set, |c| (0..c.len().min(2)).collect()),
            score(set, |c| (0..c.len().min(3)).collect()),
        );
    }
    Ok(())
}

/// Where the chosen sentences of each article are (code points).
fn chosen() -> Result<HashMap<String, Vec<usize>>> {
    let mut chosen = HashMap::new();
    let lines = std::fs::read_to_string("training/key-sentences.tsv")?;
    for line in lines.lines().filter(|l| !l.starts_with('#')) {
        let (id, places) = line.split_once('\t').ok_or("a line is article, tab, offsets")?;
        let places: std::result::Result<_, _> = places.split(' ').map(str::parse).collect();
        chosen.insert(id.to_string(), places?);
    }
    Ok(chosen)
}

fn example(line: Line, places: &[usize], tagger: &Tagger) -> Example {
    let bytes: Vec<usize> = line.text.char_indices().map(|(i, _)| i).collect();
    let document = article::read(&Input::Text(line.text));
    let text = Text::new(&document);
    let entities = entities::find(&text, tagger);
    let quotes = quotes::find(&text, &entities);
    let candidates = candidates(&text, &entities, &quotes);
    let value = |span: Span| {
        let place = places.iter().position(|p| (span.start..span.end).contains(&bytes[*p]));
        place.map_or(0.0, |rank| VALUE[usize::from(rank > 1)])
    };
    let target: Vec<f32> = candidates.iter().map(|c| value(text.sentences[c.sentence].span)).collect();
    let sum = target.iter().sum::<f32>().max(f32::MIN_POSITIVE);
    Example { id: line.id, candidates, target: target.into_iter().map(|t| t / sum).collect() }
}

/// Gradient descent on cross-entropy plus `pull` times the squared distance from [`PRIOR`]. The problem is convex.
fn fit(examples: &[Example], pull: f32) -> [f32; COUNT] {
    let prior: HashMap<&str, f32> = HashMap::from(PRIOR);
    assert!(prior.keys().all(|name| FEATURES.contains(name)), "a prior for a feature that is not there");
    let prior = FEATURES.map(|name| prior.get(name).copied().unwrap_or_default());
    let mut weights = prior;
    let step = 0.5 / (pull + examples.len() as f32);
    for _ in 0..STEPS {
        let mut gradient = [0.0; COUNT];
        for (slot, (weight, prior)) in gradient.iter_mut().zip(weights.iter().zip(prior)) {
            *slot = 2.0 * pull * (weight - prior);
        }
        for Example { candidates, target, .. } in
            examples.iter().filter(|e| e.target.iter().sum::<f32>() > 0.5)
        {
            let scores: Vec<f32> = candidates.iter().map(|c| dot(&c.features, &weights)).collect();
            let highest = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let raised: Vec<f32> = scores.iter().map(|s| (s - highest).exp()).collect();
            let sum: f32 = raised.iter().sum();
            for ((candidate, raised), target) in candidates.iter().zip(raised).zip(target) {
                let error = raised / sum - target;
                gradient.iter_mut().zip(candidate.features).for_each(|(g, f)| *g += error * f);
            }
        }
        weights.iter_mut().zip(gradient).for_each(|(w, g)| *w -= step * g);
    }
    weights
}

fn dot(features: &[f32; COUNT], weights: &[f32; COUNT]) -> f32 {
    features.iter().zip(weights).map(|(f, w)| f * w).sum()
}

/// Mean precision and recall against the reader's choice, and how many sentences are taken.
fn score(examples: &[Example], take: impl Fn(&[Candidate]) -> Vec<usize>) -> String {
    let (mut precision, mut recall, mut many) = (0.0, 0.0, 0);
    for example in examples {
        let taken = take(&example.candidates);
        let right = taken.iter().filter(|i| example.target[**i] > 0.0).count() as f32;
        precision += right / taken.len().max(1) as f32;
        recall += right / example.target.iter().filter(|t| **t > 0.0).count().max(1) as f32;
        many += taken.len();
    }
    let count = examples.len().max(1) as f32;
    format!("{:.3} {:.3} {:.2}", precision / count, recall / count, many as f32 / count)
}
