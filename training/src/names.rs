//! The name tagger from data to `models/names.bin`: read the sets, train parts of them to label the rest (so that memory
//! is as wrong in training as it will be later), train on everything several times over, take the mean, keep the features
//! that matter, round, score.

use crate::crf::{Crf, Instance, Plan};
use crate::data::{self, Example, Pools, Random};
use crate::{Arguments, lexicon, score};
use standfirst::entities::Tagger;
use standfirst::entities::tagger::decode::{self, LABELS, Transitions};
use standfirst::entities::tagger::features::{REACH, Sheet};
use standfirst::entities::tagger::memory::Memory;
use standfirst::entities::tagger::model::{self, Model};
use standfirst::text::Text;
use standfirst::weights::KEY_BITS;
use std::path::Path;
use std::time::Instant;

type Anything = Box<dyn std::error::Error>;

/// File, weight, whether it marks the fourth kind, whether it gets a copy with changed capitals.
const TRAINING: [(&str, f32, bool, bool); 16] = [
    ("newswire.train", 1.0, true, true),
    ("newswire_silver.train", 0.5, true, false),
    ("written", 3.0, true, true),
    ("texts", 2.0, true, true),
    ("wikinews", 3.0, true, true),
    ("crossner_politics.train", 1.0, true, true),
    ("crossner_politics.dev", 1.0, true, false),
    ("crossner_literature.train", 0.5, true, false),
    ("crossner_literature.dev", 0.5, true, false),
    ("crossner_music.dev", 0.5, true, false),
    ("crossner_science.dev", 0.5, true, false),
    ("btc.a", 0.5, false, false),
    ("btc.b", 0.5, false, false),
    ("btc.e", 0.5, false, false),
    ("btc.g", 0.5, false, false),
    ("wnut17.train", 0.5, false, false),
];
const TUNING: [&str; 4] = ["newswire.dev", "written", "worldwide.dev", "uner_ewt.dev"];
/// Weights are kept in steps of a 32nd.
const UNIT: f32 = 32.0;
const FOLDS: usize = 2;

/// Does what the arguments ask for.
pub fn run(arguments: &Arguments) -> Result<(), Anything> {
    if let Some(set) = &arguments.errors {
        let tagger = Tagger::load(&std::fs::read(&arguments.out)?)?;
        score::print_errors(&tagger, &tuning(arguments, set)?);
        return Ok(());
    }
    if !arguments.score {
        train(arguments)?;
    }
    print_scores(arguments)
}

fn path(arguments: &Arguments, set: &str) -> std::path::PathBuf {
    let folder = if set == "written" { "written" } else { "entities" };
    arguments.data.join(folder).join(format!("{set}.jsonl"))
}

/// Of the texts written for this project a fifth is for tuning alone.
fn is_held_out(example: &Example) -> bool {
    example.id.ends_with(['0', '5'])
}

fn tuning(arguments: &Arguments, set: &str) -> Result<Vec<Example>, Anything> {
    let mut examples = data::read(&path(arguments, set), 1.0, true)?;
    if set == "written" {
        examples.retain(is_held_out);
    }
    Ok(examples)
}

fn training(arguments: &Arguments) -> Result<Vec<Example>, Anything> {
    let mut all = Vec::new();
    let mut random = Random(7);
    let renamed = arguments.setting("renamed", 0.5);
    for (set, weight, has_misc, copy) in TRAINING {
        let weight = arguments.setting(set.split('.').next().unwrap_or(set), weight);
        if weight == 0.0 {
            continue;
        }
        let mut examples = if set == "texts" {
            data::read_texts(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/texts")), weight)?
        } else {
            data::read(&path(arguments, set), weight, has_misc)?
        };
        if set == "written" {
            examples.retain(|e| !is_held_out(e));
        }
        if copy && renamed > 0.0 && matches!(set, "written" | "texts" | "wikinews") {
            let pools = Pools::new(examples.iter());
            let mut others: Vec<_> = examples.iter().map(|e| e.renamed(&pools, &mut random)).collect();
            for example in &mut others {
                example.weight *= renamed;
            }
            all.extend(others);
        }
        if copy {
            let mut copies: Vec<_> = examples.iter().map(|e| e.mangled(&mut random)).collect();
            for example in examples.iter_mut().chain(&mut copies) {
                example.weight /= 2.0;
            }
            all.extend(copies);
        }
        all.extend(examples);
    }
    Ok(all)
}

/// Feature keys to consecutive numbers.
struct Index {
    counts: Vec<u8>,
    numbers: Vec<u32>,
    keys: Vec<u32>,
}

fn train(arguments: &Arguments) -> Result<(), Anything> {
    let start = Instant::now();
    let lexicon = lexicon::read(
        &path(arguments, "x").with_file_name("word-clusters.tsv.gz"),
        arguments.lists.as_deref(),
    )?;
    let empty = Model::decode(&model::encode(&lexicon, &[], &[[0; LABELS]; LABELS + 1]))?;
    let examples = training(arguments)?;
    let mut index =
        Index { counts: vec![0; 1 << KEY_BITS], numbers: vec![u32::MAX; 1 << KEY_BITS], keys: Vec::new() };
    let mut instances: Vec<Instance> = examples.iter().map(|e| instance(e, &empty, &mut index)).collect();
    let tokens: usize = instances.iter().map(|i| i.allowed.len()).sum();
    index.number(arguments.setting("least", 3.0) as u8);
    for instance in &mut instances {
        index.translate(&mut instance.features, &mut instance.starts);
    }
    eprintln!(
        "{:.0?} {tokens} tokens, {} words in the lexicon, {} features",
        start.elapsed(),
        lexicon.len(),
        index.keys.len()
    );

    let plan = Plan {
        epochs: arguments.setting("epochs", 8.0) as usize,
        rate: arguments.setting("rate", 0.1),
        l1: arguments.setting("l1", 0.0002),
        seed: arguments.setting("seed", 1.0) as u64,
        dropout: arguments.setting("dropout", 0.25),
        without: None,
        memory: true,
    };
    let labels =
        labels_by_folds(&instances, index.keys.len(), plan, arguments.setting("fold-epochs", 2.0) as usize);
    eprintln!("{:.0?} folds done", start.elapsed());
    for ((example, instance), first) in examples.iter().zip(&mut instances).zip(&labels) {
        remember(example, instance, first, &empty, &mut index);
    }
    index.number(3);
    for instance in &mut instances {
        index.translate(&mut instance.memory, &mut instance.memory_starts);
    }
    let crf = mean_of_seeds(&instances, index.keys.len(), plan, arguments.setting("seeds", 3.0) as u64);
    eprintln!("{:.0?} trained", start.elapsed());
    let bytes = pack(&crf, &index, &lexicon, arguments.setting("keep", 370_000.0) as usize);
    std::fs::write(&arguments.out, bytes)?;
    Ok(())
}

/// The mean of models that saw the documents in different orders: what they do not agree on is noise.
fn mean_of_seeds(instances: &[Instance], features: usize, plan: Plan, seeds: u64) -> Crf {
    let train = |seed: u64| {
        let mut crf = Crf::new(features);
        crf.train(instances, Plan { seed: plan.seed + seed, ..plan }, seed == 0);
        crf
    };
    let mut mean = train(0);
    std::thread::scope(|scope| {
        let threads: Vec<_> = (1..seeds).map(|seed| scope.spawn(move || train(seed))).collect();
        threads.into_iter().for_each(|t| mean.add(&t.join().unwrap()));
    });
    mean.scale(1.0 / seeds.max(1) as f32);
    mean
}

fn instance(example: &Example, model: &Model, index: &mut Index) -> Instance {
    let text = Text::new(&example.document);
    let sheet = Sheet::new(&text, &model.lexicon);
    let fold = example.id.bytes().fold(0usize, |h, b| h.wrapping_mul(31).wrapping_add(b.into())) % FOLDS;
    let mut instance =
        Instance { weight: example.weight, allowed: example.allowed(&text), fold, ..Instance::default() };
    instance.sentences = text.sentences.iter().map(|s| s.tokens.start as u32).collect();
    instance.sentences.push(text.tokens.len() as u32);
    for i in 0..text.tokens.len() {
        instance.starts.push(instance.features.len() as u32);
        let mut emit = |key: u32| index.see(key, &mut instance.features);
        for place in 0..=2 * REACH {
            let id = sheet.neighbour(i, place as isize - REACH as isize);
            sheet.words[id].features(place, &mut emit);
        }
        sheet.context(i, &mut emit);
    }
    instance.starts.push(instance.features.len() as u32);
    instance
}

fn remember(example: &Example, instance: &mut Instance, labels: &[u8], model: &Model, index: &mut Index) {
    let text = Text::new(&example.document);
    let sheet = Sheet::new(&text, &model.lexicon);
    let memory = Memory::new(&sheet, labels);
    for i in 0..labels.len() {
        instance.memory_starts.push(instance.memory.len() as u32);
        memory.features(&sheet, labels, i, &mut |key| index.see(key, &mut instance.memory));
    }
    instance.memory_starts.push(instance.memory.len() as u32);
}

/// Labels for every document by a model that has not seen its fold.
fn labels_by_folds(instances: &[Instance], features: usize, plan: Plan, epochs: usize) -> Vec<Vec<u8>> {
    let by_fold: Vec<Vec<(usize, Vec<u8>)>> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..FOLDS)
            .map(|fold| {
                scope.spawn(move || {
                    let mut crf = Crf::new(features);
                    crf.train(instances, Plan { without: Some(fold), epochs, memory: false, ..plan }, false);
                    let ours = instances.iter().enumerate().filter(|(_, instance)| instance.fold == fold);
                    ours.map(|(i, instance)| (i, labels(&crf, instance))).collect()
                })
            })
            .collect();
        threads.into_iter().map(|t| t.join().unwrap()).collect()
    });
    let mut all = vec![Vec::new(); instances.len()];
    for (i, labels) in by_fold.into_iter().flatten() {
        all[i] = labels;
    }
    all
}

fn labels(crf: &Crf, instance: &Instance) -> Vec<u8> {
    let scores = crf.scores(instance, false, UNIT);
    let transitions = crf.transitions(UNIT);
    let mut labels = Vec::new();
    for pair in instance.sentences.windows(2) {
        decode::viterbi(&scores[pair[0] as usize..pair[1] as usize], &transitions, &mut labels);
    }
    labels
}

impl Index {
    fn see(&mut self, key: u32, features: &mut Vec<u32>) {
        self.counts[key as usize] = self.counts[key as usize].saturating_add(1);
        features.push(key);
    }

    /// Numbers the keys seen at least `least` times that have no number yet.
    fn number(&mut self, least: u8) {
        for key in 0..1 << KEY_BITS {
            if self.counts[key] >= least && self.numbers[key] == u32::MAX {
                self.numbers[key] = self.keys.len() as u32;
                self.keys.push(key as u32);
            }
        }
    }

    /// Keys to numbers; drops what has none.
    fn translate(&self, features: &mut Vec<u32>, starts: &mut [u32]) {
        let mut kept = 0;
        let mut at = 0;
        for start in starts.iter_mut() {
            while at < *start as usize {
                let number = self.numbers[features[at] as usize];
                if number != u32::MAX {
                    features[kept] = number;
                    kept += 1;
                }
                at += 1;
            }
            *start = kept as u32;
        }
        features.truncate(kept);
        features.shrink_to_fit();
    }
}

/// The model file: the `keep` features with the largest weights, rounded.
fn pack(crf: &Crf, index: &Index, lexicon: &[lexicon::Entry], keep: usize) -> Vec<u8> {
    let mut rows: Vec<(u32, [u8; LABELS], i32)> = Vec::new();
    for (number, key) in index.keys.iter().enumerate() {
        let row = crf.weights[number].map(|w| (w * UNIT).round().clamp(-127.0, 127.0) as i8);
        // A feature matters by how far it tells labels apart and by how often it is seen.
        let spread = i32::from(*row.iter().max().unwrap_or(&0)) - i32::from(*row.iter().min().unwrap_or(&0));
        let often = 4 + i32::from(index.counts[*key as usize]).ilog2() as i32;
        if spread > 2 {
            rows.push((*key, row.map(|w| w as u8), spread * often));
        }
    }
    eprintln!("{} features with weight", rows.len());
    rows.sort_by_key(|row| -row.2);
    rows.truncate(keep);
    rows.sort_by_key(|row| row.0);
    let rows: Vec<_> = rows.into_iter().map(|(key, row, _)| (key, row)).collect();
    let transitions: Transitions = crf.transitions(UNIT);
    model::encode(lexicon, &rows, &transitions)
}

fn print_scores(arguments: &Arguments) -> Result<(), Anything> {
    let bytes = std::fs::read(&arguments.out)?;
    let tagger = Tagger::load(&bytes)?;
    println!("{} bytes", bytes.len());
    for set in TUNING {
        let examples = tuning(arguments, set)?;
        let [all, per, org, loc] = score::score(&tagger, &examples).f1();
        println!("{set:24} F1 {all:5.2}   PER {per:5.1} ORG {org:5.1} LOC {loc:5.1}");
    }
    let mut random = Random(99);
    let copies: Vec<_> = tuning(arguments, "written")?.iter().map(|e| e.mangled(&mut random)).collect();
    println!("{:24} F1 {:5.2}", "written, case changed", score::score(&tagger, &copies).f1()[0]);
    let examples = tuning(arguments, "worldwide.dev")?;
    let start = Instant::now();
    let words: usize = examples
        .iter()
        .map(|e| {
            score::names(&tagger, e);
            e.document.text.split_whitespace().count()
        })
        .sum();
    println!("{:.0} words/s", words as f64 / start.elapsed().as_secs_f64());
    Ok(())
}
