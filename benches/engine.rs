//! Speed of the engine and of each stage, in words a second (criterion calls them elements): over all articles of
//! `tests/corpus/`, one document each, over one document of 100,000 words made of them, and over 100,000 quotation marks in one
//! paragraph. The rates of a stage stay near each other as long as it is linear.
//!
//! `cargo bench --bench engine`, or `-- entities` for one stage.

#![allow(missing_docs, clippy::expect_used)] // criterion_group! writes an undocumented function

#[path = "../tests/common/mod.rs"]
mod common;

use criterion::{
    BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main, measurement::WallTime,
};
use standfirst::analysis::{Entity, Quote};
use standfirst::entities::Tagger;
use standfirst::text::Text;
use standfirst::{Document, Input, Options, article, claims, entities, quotes, summary};
use std::hint::black_box;
use std::time::Duration;

const LONG: usize = 100_000;

/// One text with the result of every stage, so that each can be timed alone.
struct Prepared<'a> {
    input: &'a Input,
    document: &'a Document,
    text: Text<'a>,
    entities: Vec<Entity>,
    quotes: Vec<Quote>,
}

fn prepare<'a>(input: &'a Input, document: &'a Document, tagger: &Tagger) -> Prepared<'a> {
    let text = Text::new(document);
    let entities = entities::find(&text, tagger);
    let quotes = quotes::find(&text, &entities);
    Prepared { input, document, text, entities, quotes }
}

fn words(texts: &[String]) -> usize {
    texts.iter().map(|text| text.split_whitespace().count()).sum()
}

/// The articles again and again, until it is long.
fn long(texts: &[String]) -> String {
    let rounds = LONG / words(texts).max(1) + 1;
    let all = std::iter::repeat_n(texts, rounds).flatten().flat_map(|text| text.split_inclusive(' '));
    all.take(LONG).collect::<Vec<_>>().concat()
}

fn engine(criterion: &mut Criterion) {
    let texts: Vec<String> = common::articles().into_iter().map(|article| article.text + "\n\n").collect();
    let long = vec![long(&texts)];
    stages(criterion, "corpus", &texts);
    stages(criterion, "100,000 words", &long);
    // One paragraph that is nothing but quotations, with 100,000 marks.
    stages(criterion, "100,000 marks", &["“We go,” said Ann Vell. ".repeat(50_000)]);
}

fn stages(criterion: &mut Criterion, name: &str, texts: &[String]) {
    let tagger = Tagger::load(common::NAMES).expect("the shipped model loads");
    let inputs: Vec<Input> = texts.iter().cloned().map(Input::Text).collect();
    let documents: Vec<Document> = inputs.iter().map(article::read).collect();
    let prepared: Vec<_> = inputs.iter().zip(&documents).map(|(i, d)| prepare(i, d, &tagger)).collect();
    let options = Options::default();
    let mut group = criterion.benchmark_group(name);
    group.throughput(Throughput::Elements(words(texts) as u64));
    stage(&mut group, "engine", &prepared, |p| common::engine().analyze(p.input, &options));
    stage(&mut group, "article", &prepared, |p| article::read(p.input));
    stage(&mut group, "text", &prepared, |p| Text::new(p.document).tokens.len());
    stage(&mut group, "entities", &prepared, |p| entities::find(&p.text, &tagger));
    stage(&mut group, "quotes", &prepared, |p| quotes::find(&p.text, &p.entities));
    stage(&mut group, "claims", &prepared, |p| claims::find(&p.text, &p.entities, &p.quotes, &options));
    stage(&mut group, "summary", &prepared, |p| summary::make(&p.text, &p.entities, &p.quotes));
    group.finish();
}

fn stage<'a, T>(
    group: &mut BenchmarkGroup<WallTime>,
    name: &str,
    prepared: &'a [Prepared<'a>],
    run: impl Fn(&'a Prepared<'a>) -> T,
) {
    group.bench_function(name, |bencher| {
        bencher.iter(|| prepared.iter().for_each(|p| drop(black_box(run(black_box(p))))));
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2)).without_plots();
    targets = engine
}
criterion_main!(benches);
