//! Sentences that a teacher labelled: newswire and the texts written for this project, cut by the engine's own splitter. The labels
//! stand in `claims-silver.tsv`, one document a line: its id, a tab, and five characters for each sentence: how likely it
//! is *worth* checking and *verifiable* in 25ths as letters from `a`, the numbers of its two likeliest kinds and the share of the
//! first among the two.
//! `teacher.py` writes them from the sentences that `write` gives it.

use super::{FOLDS, Result, Row, lines};
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

/// The pool, without sentences that a reader has labelled.
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

/// The rows of the pool with the teacher's labels. A document that is cut otherwise than when it was labelled is left out.
pub(super) fn read(data: &Path) -> Result<Vec<Row>> {
    #[derive(Deserialize)]
    struct Labelled {
        text: String,
    }
    let labelled: HashSet<String> = lines::<Labelled>(&data.join("claims/newswire_claims.train.jsonl"))?
        .into_iter()
        .map(|l| l.text)
        .collect();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/claims-silver.tsv");
    let file = std::fs::read_to_string(path).map_err(|e| format!("{path}: {e}"))?;
    let labels: HashMap<&str, &str> = file.lines().filter_map(|l| l.split_once('\t')).collect();
    let mut rows = Vec::new();
    for document in pool(data)? {
        let marks = labels.get(document.id.as_str()).map_or(&[][..], |m| m.as_bytes());
        if marks.len() != MARKS * document.sentences.len() {
            println!("{}: no labels that fit", document.id);
            continue;
        }
        for ((text, features), mark) in document.sentences.into_iter().zip(marks.chunks(MARKS)) {
            if labelled.contains(&text) {
                continue;
            }
            let share = |at: usize| f32::from(mark[at] - b'a') / STEPS;
            let kind = |at: usize| usize::from(mark[at] - b'0').min(KINDS.len() - 1);
            let kinds = vec![(kind(2), share(4)), (kind(3), 1.0 - share(4))];
            rows.push(Row {
                features,
                verifiable: Some(share(1)),
                worth: Some(share(0)),
                kinds: if share(0) >= CLAIM { kinds } else { Vec::new() },
                weight: 1.0,
                fold: FOLDS,
                doc: document.id.clone(),
                text,
            });
        }
    }
    Ok(rows)
}

/// Writes what the teacher learns from (`set` news or debates) and what it labels (`set` pool), a sentence a line.
pub(super) fn write(arguments: &Arguments, news: &[Row], debates: &[Row]) -> Result<()> {
    let mut file = std::io::BufWriter::new(std::fs::File::create(&arguments.out)?);
    for (set, rows) in [("news", news), ("debates", debates)] {
        for row in rows {
            let line = serde_json::json!({"set": set, "doc": row.doc, "text": row.text, "verifiable": row.verifiable,
                "worth": row.worth, "kind": row.kinds.first().map(|k| k.0)});
            writeln!(file, "{line}")?;
        }
    }
    for document in pool(&arguments.data)? {
        for (text, _) in document.sentences {
            writeln!(file, "{}", serde_json::json!({"set": "pool", "doc": document.id, "text": text}))?;
        }
    }
    Ok(())
}
