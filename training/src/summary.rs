//! Searches the dozen weights of the key-sentence model: coordinate search for the mean of ROUGE-1 and ROUGE-2 F1 (without
//! stemming) on the first half of a set of articles with highlights, checked on the second. Prints the weights; they
//! stand in `src/summary/sentences.rs`. Nothing of the articles goes into the project but these numbers.

use crate::{Arguments, data};
use serde::Deserialize;
use standfirst::analysis::{BlockKind, Span};
use standfirst::document::Block;
use standfirst::quotes;
use standfirst::summary::{Candidate, FEATURES, WEIGHTS, candidates, select};
use standfirst::text::Text;
use std::collections::HashMap;

#[derive(Deserialize)]
struct Line {
    text: String,
    highlights: Vec<String>,
}

struct Article {
    candidates: Vec<Candidate>,
    sentences: Vec<Vec<String>>,
    gold: Vec<String>,
}

/// `summary --data DIR`
pub fn run(arguments: &Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let path = arguments.data.join("summary/cnndm_dev500.jsonl");
    let mut articles = Vec::new();
    for line in std::fs::read_to_string(path)?.lines() {
        articles.push(read(serde_json::from_str(line)?));
    }
    let (first, second) = articles.split_at(articles.len() / 2);
    let mut weights = WEIGHTS;
    println!("start {:.4} {:.4}", quality(first, &weights), quality(second, &weights));
    for step in [0.8f32, 0.4, 0.2, 0.1] {
        for at in (0..FEATURES).chain(0..FEATURES) {
            let old = weights[at];
            let mut best = (quality(first, &weights) + 1e-4, old);
            for value in [old - step, old + step] {
                weights[at] = value;
                best =
                    if quality(first, &weights) > best.0 { (quality(first, &weights), value) } else { best };
            }
            weights[at] = best.1;
        }
        println!("step {step}: {:.4} {:.4}", quality(first, &weights), quality(second, &weights));
    }
    println!("{weights:?}");
    Ok(())
}

fn read(line: Line) -> Article {
    let span = Span::new(0, line.text.len());
    let blocks = vec![Block { span, kind: BlockKind::Paragraph }];
    let document = data::of_blocks(line.text, blocks);
    let text = Text::new(&document);
    let candidates = candidates(&text, &[], &quotes::find(&text, &[]));
    let sentences = candidates.iter().map(|c| words(text.slice(text.sentences[c.sentence].span))).collect();
    Article { candidates, sentences, gold: words(&line.highlights.join(" ")) }
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty());
    words.map(str::to_lowercase).collect()
}

fn quality(articles: &[Article], weights: &[f32; FEATURES]) -> f32 {
    let sum: f32 = articles
        .iter()
        .map(|a| {
            let taken = select(&a.candidates, weights);
            let got: Vec<String> = taken.iter().flat_map(|i| a.sentences[*i].clone()).collect();
            rouge(&got, &a.gold, 1) + rouge(&got, &a.gold, 2)
        })
        .sum();
    sum / 2.0 / articles.len() as f32
}

/// ROUGE-N F1 (Lin, "ROUGE: A Package for Automatic Evaluation of Summaries", 2004).
fn rouge(got: &[String], gold: &[String], n: usize) -> f32 {
    let mut left: HashMap<&[String], usize> = HashMap::new();
    gold.windows(n).for_each(|w| *left.entry(w).or_default() += 1);
    let mut common = 0;
    for window in got.windows(n) {
        if let Some(count) = left.get_mut(window).filter(|c| **c > 0) {
            *count -= 1;
            common += 1;
        }
    }
    2.0 * common as f32 / (got.windows(n).len() + gold.windows(n).len()).max(1) as f32
}
