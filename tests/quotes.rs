//! The quotation challenge: 72 short made-up texts, one phenomenon each (`tests/quotes/challenge.jsonl`, spans in code
//! points). An item passes when its quotations are found, one to one, and each is given to the right name. Items that are
//! known to fail stand in a list; one that starts to pass must leave it.

#![allow(clippy::indexing_slicing, clippy::string_slice)] // a test may fail loudly

use serde::Deserialize;
use standfirst::{Engine, Input, Options, Span, text::Offsets};

/// Items that fail, and why.
const KNOWN_FAILURES: &[(&str, &str)] = &[];

#[derive(Deserialize)]
struct Item {
    id: String,
    text: String,
    quotes: Vec<Gold>,
    phen: String,
}

#[derive(Deserialize)]
struct Gold {
    start: usize,
    end: usize,
    speaker_name: Option<String>,
}

#[test]
fn challenge() {
    let engine = Engine::new(include_bytes!("../models/names.bin")).unwrap();
    let mut failed = Vec::new();
    let mut healed = Vec::new();
    for line in include_str!("quotes/challenge.jsonl").lines() {
        let item: Item = serde_json::from_str(line).unwrap();
        let got = read(&engine, &item.text);
        let passes = matches(&item, &got);
        let known = KNOWN_FAILURES.iter().any(|(id, _)| *id == item.id);
        if !passes && !known {
            failed.push(format!("{} ({}): {}\n    got {got:?}", item.id, item.phen, item.text));
        }
        if passes && known {
            healed.push(item.id);
        }
    }
    assert!(failed.is_empty(), "{} items fail:\n{}", failed.len(), failed.join("\n"));
    assert!(healed.is_empty(), "these pass now, take them out of KNOWN_FAILURES: {healed:?}");
}

/// What the engine finds: spans in code points, with the names of the speakers.
fn read(engine: &Engine, text: &str) -> Vec<(usize, usize, Option<String>)> {
    let analysis = engine.analyze(&Input::Text(text.into()), &Options::default());
    let offsets = Offsets::new(text);
    let points = |unit: usize| text[..offsets.byte(unit)].chars().count();
    let quotes = analysis.quotes.into_iter().filter(|q| !q.scare);
    quotes.map(|q| (points(q.span.start), points(q.span.end), q.speaker.map(|s| s.name))).collect()
}

fn matches(item: &Item, got: &[(usize, usize, Option<String>)]) -> bool {
    let text: Vec<char> = item.text.chars().collect();
    item.quotes.len() == got.len()
        && item.quotes.iter().all(|gold| {
            let span = trimmed(&text, gold.start, gold.end);
            got.iter().any(|(start, end, name)| {
                overlap(span, trimmed(&text, *start, *end)) >= 0.8
                    && same_name(gold.speaker_name.as_deref(), name.as_deref())
            })
        })
}

/// Without marks, punctuation and spaces at its ends.
fn trimmed(text: &[char], mut start: usize, mut end: usize) -> Span {
    let outer = |c: char| !c.is_alphanumeric();
    while start < end && outer(text[start]) {
        start += 1;
    }
    while end > start && outer(text[end - 1]) {
        end -= 1;
    }
    Span::new(start, end)
}

/// Intersection over union.
fn overlap(a: Span, b: Span) -> f64 {
    let common = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    common as f64 / (a.end.max(b.end) - a.start.min(b.start)) as f64
}

/// The same name, or one in the other; titles do not count.
fn same_name(gold: Option<&str>, got: Option<&str>) -> bool {
    let Some(gold) = gold else { return true };
    let plain = |name: &str| {
        let words = name.to_lowercase();
        let words = words
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !matches!(*w, "" | "the" | "mr" | "ms" | "judge" | "mayor"));
        format!(" {} ", words.collect::<Vec<_>>().join(" "))
    };
    let (gold, got) = (plain(gold), plain(got.unwrap_or_default()));
    got.trim() != "" && (gold.contains(&got) || got.contains(&gold))
}
