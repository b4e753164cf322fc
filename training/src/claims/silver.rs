//! The pool: sentences of newswire and of the texts written for this project, cut by the engine's own splitter, which were labelled
//! for the training alone. `claims-read.tsv`: by language models that read them by the guide of the newswire claims (the readers
//! below), one document a line: its id, a tab, and one character for each sentence: `-` not verifiable, `v` not worth it, or the
//! kind's letter, a capital where much hangs on it; then, for some, another tab and an earlier reading without capitals.
//! `claims-silver.tsv`: all others, by the teacher (`teacher.py`, from the sentences that `write` gives it), five characters for
//! each sentence: how likely it is *worth* checking and *verifiable* in 25ths as letters from `a`, the numbers of its two
//! likeliest kinds and the share of the first among the two.

use super::{Result, Row, lines};
use crate::{Arguments, data};
use serde::Deserialize;
use standfirst::claims::{self, KINDS};
use standfirst::text::Text;
use std::collections::{HashMap, HashSet};
use std::io::Write;
use std::path::Path;

/// Characters of a sentence.
const MARKS: usize = 5;
/// Steps of a likelihood.
const STEPS: f32 = 25.0;
/// A sentence less likely a claim than this teaches no kind.
const CLAIM: f32 = 0.3;
/// What a reader writes for each of the kinds.
const LETTERS: &[u8; KINDS.len()] = b"qculprae";
/// What share of the newswire claims mixed in unseen were worth checking by their own labels (counted when most was read): where a
/// reader set a capital, a small letter, a letter in the reading without grades, a `v`.
const SURELY: f32 = 0.93;
const PERHAPS: f32 = 0.52;
const UNGRADED: f32 = 0.81;
const NOT_WORTH: f32 = 0.06;

#[derive(Deserialize)]
struct Plain {
    id: String,
    text: String,
}

/// A document of the pool and the features of each of its sentences.
struct Document {
    id: String,
    sentences: Vec<(String, Vec<u32>)>,
}

/// The documents of the pool.
fn pool(data: &Path) -> Result<Vec<Document>> {
    let texts = data::read_texts(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/texts")), 1.0)?;
    let mut plain: Vec<Plain> =
        texts.into_iter().map(|e| Plain { id: e.id, text: e.document.text }).collect();
    for set in ["entities/newswire_silver.train.jsonl", "entities/newswire.train.jsonl"] {
        plain.extend(lines::<Plain>(&data.join(set))?);
    }
    let of = |plain: Plain| {
        let document = data::document(plain.text);
        let text = Text::new(&document);
        let sentences = claims::features(&text)
            .into_iter()
            .map(|(number, features)| (text.slice(text.sentences[number].span).to_string(), features));
        Document { id: plain.id, sentences: sentences.collect() }
    };
    Ok(plain.into_iter().map(of).collect())
}

/// The rows of the pool: of the documents that a reader has labelled, and of the others with the teacher's labels. A document that
/// is cut otherwise than when it was labelled is left out.
pub(super) fn read(data: &Path) -> Result<(Vec<Row>, Vec<Row>)> {
    let (readers, teacher) = (labels("claims-read.tsv")?, labels("claims-silver.tsv")?);
    let known = known(data)?;
    let (mut read, mut pool) = (Vec::new(), Vec::new());
    for document in self::pool(data)? {
        let count = document.sentences.len();
        let of_readers = readers.get(&document.id).and_then(|marks| by_readers(marks, count));
        let of_teacher = teacher.get(&document.id).and_then(|marks| by_teacher(marks, count));
        let (rows, labels) = match (of_readers, of_teacher) {
            (Some(labels), _) => (&mut read, labels),
            (None, Some(labels)) => (&mut pool, labels),
            (None, None) => {
                println!("{}: no labels that fit", document.id);
                continue;
            }
        };
        for ((text, features), (verifiable, worth, kinds)) in document.sentences.into_iter().zip(labels) {
            if known.contains(&text) {
                continue;
            }
            rows.push(Row {
                features,
                verifiable: Some(verifiable),
                worth: Some(worth),
                kinds,
                weight: 1.0,
                fold: super::fold_of(&document.id),
                doc: document.id.clone(),
                text,
            });
        }
    }
    Ok((read, pool))
}

/// The labels of each document.
fn labels(file: &str) -> Result<HashMap<String, String>> {
    let path = format!("{}/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).map_err(|e| format!("{path}: {e}"))?;
    Ok(text
        .lines()
        .filter_map(|l| l.split_once('\t'))
        .map(|(id, m)| (id.to_string(), m.to_string()))
        .collect())
}

/// The newswire claims, whose own labels go before.
fn known(data: &Path) -> Result<HashSet<String>> {
    #[derive(Deserialize)]
    struct Labelled {
        text: String,
    }
    let lines = lines::<Labelled>(&data.join("claims/newswire_claims.train.jsonl"))?;
    Ok(lines.into_iter().map(|l| l.text).collect())
}

/// How likely a sentence is verifiable and worth checking, and its kinds with their shares.
type Labels = (f32, f32, Vec<(usize, f32)>);

/// The mean of the readings, a column each: the first with grades, the second, where there is one, without.
fn by_readers(marks: &str, count: usize) -> Option<Vec<Labels>> {
    let readings: Vec<&[u8]> = marks.split('\t').map(str::as_bytes).collect();
    if readings.iter().any(|r| r.len() != count) {
        return None;
    }
    let share = 1.0 / readings.len() as f32;
    let of = |at: usize| {
        let mut labels = (0.0, 0.0, Vec::new());
        for (column, reading) in readings.iter().enumerate() {
            let mark = reading[at];
            let kind = LETTERS.iter().position(|l| *l == mark.to_ascii_lowercase());
            labels.0 += if mark == b'-' { 0.0 } else { share };
            labels.1 += share
                * match (kind, column) {
                    (None, _) if mark == b'-' => 0.0,
                    (None, _) => NOT_WORTH,
                    (Some(_), 0) if mark.is_ascii_uppercase() => SURELY,
                    (Some(_), 0) => PERHAPS,
                    (Some(_), _) => UNGRADED,
                };
            labels.2.extend(kind.map(|k| (k, share)));
        }
        let all: f32 = labels.2.iter().map(|k| k.1).sum();
        labels.2.iter_mut().for_each(|k| k.1 /= all);
        labels
    };
    Some((0..count).map(of).collect())
}

fn by_teacher(marks: &str, count: usize) -> Option<Vec<Labels>> {
    let of = |mark: &[u8]| {
        let share = |at: usize| f32::from(mark[at] - b'a') / STEPS;
        let kind = |at: usize| usize::from(mark[at] - b'0').min(KINDS.len() - 1);
        let kinds = vec![(kind(2), share(4)), (kind(3), 1.0 - share(4))];
        (share(1), share(0), if share(0) >= CLAIM { kinds } else { Vec::new() })
    };
    (marks.len() == MARKS * count).then(|| marks.as_bytes().chunks(MARKS).map(of).collect())
}

/// Writes what the teacher learns from (news, written articles, debates) and what it labels (`set` pool), a sentence a line.
pub(super) fn write(arguments: &Arguments, sets: &[(&str, &[Row])]) -> Result<()> {
    let mut file = std::io::BufWriter::new(std::fs::File::create(&arguments.out)?);
    for (set, rows) in sets {
        for row in *rows {
            let line = serde_json::json!({"set": set, "doc": row.doc, "fold": row.fold, "text": row.text,
                "verifiable": row.verifiable, "worth": row.worth, "kind": row.kinds.first().map(|k| k.0)});
            writeln!(file, "{line}")?;
        }
    }
    let readers = labels("claims-read.tsv")?;
    for document in pool(&arguments.data)? {
        if readers.contains_key(&document.id) {
            continue;
        }
        for (text, _) in document.sentences {
            writeln!(file, "{}", serde_json::json!({"set": "pool", "doc": document.id, "text": text}))?;
        }
    }
    Ok(())
}
