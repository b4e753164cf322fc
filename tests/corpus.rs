//! The engine on the articles of `tests/corpus/`. Two tests and those of the markup: the analysis of each is the one in `ID.expected`, and the marks
//! come as near to the annotation as `floors.txt` says. Both print what is wrong with all articles before they fail.
//!
//! `UPDATE_EXPECTED=1 cargo test --test corpus` writes the analyses of today as the expected ones: read the diff before
//! committing it. `cargo run --release --example corpus scores` prints the scores.

#![allow(clippy::panic, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice)]

mod common;

use common::{markup, render, scores};
use similar::TextDiff;
use standfirst::Span;
use std::path::Path;

#[test]
fn analyses_are_the_expected_ones() {
    let update = std::env::var("UPDATE_EXPECTED").is_ok_and(|v| v == "1");
    let mut different = Vec::new();
    for case in common::cases() {
        let file = common::folder().join(format!("{}.expected", case.article.id));
        let analysis = render::render(&case);
        if update {
            std::fs::write(&file, analysis).expect("tests/corpus is writable");
        } else if let Some(difference) = difference(&file, &analysis) {
            println!("{difference}");
            different.push(case.article.id);
        }
    }
    assert!(
        different.is_empty(),
        "{} analyses differ ({}). If the new ones are better: UPDATE_EXPECTED=1 cargo test --test corpus",
        different.len(),
        different.join(" ")
    );
}

/// The changed lines between the expectation in `file` and the `analysis` of today, each with its neighbours.
fn difference(file: &Path, analysis: &str) -> Option<String> {
    let expected = std::fs::read_to_string(file).unwrap_or_default();
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let diff = TextDiff::from_lines(expected.as_str(), analysis);
    let changed = expected != analysis;
    changed.then(|| {
        diff.unified_diff().context_radius(1).header(&format!("{name} (expected)"), "today").to_string()
    })
}

#[test]
fn scores_stay_above_their_floors() {
    let cases = common::cases();
    let floors = scores::floors();
    println!("{}", scores::table(&cases, &floors));
    let names: Vec<_> = floors.iter().map(|(name, _)| name.as_str()).collect();
    let measured: Vec<_> = scores::MEASURES.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, measured, "floors.txt has a line for every measure, in the order of the table");
    for ((name, measure), (_, floor)) in scores::MEASURES.iter().zip(&floors) {
        let value = scores::total(*measure, &cases);
        assert!(value >= *floor, "{name}: {value:.1}, but its floor is {floor}");
    }
}

#[test]
fn reads_every_mark() {
    let article = markup::parse(
        "### z01 | test | wire\n# Mayor [PER o|Okafor] resigns\n@ o = Mara Okafor; mayor\n~ By A. Writer\n\n\
         ^event^Ms. [PER o|Okafor] said <<o|the {{scare|“deal”}} stood>>. {{o|“Go,”}} she said. {{/a man/|“No.”}}",
    )
    .expect("good markup");
    let slice = |span: Span| &article.text[span.start..span.end];
    assert_eq!(article.title.as_deref(), Some("Mayor Okafor resigns"));
    assert_eq!(article.names["o"], ("Mara Okafor".into(), "mayor".into()));
    assert_eq!(article.mentions.iter().map(|m| slice(m.span)).collect::<Vec<_>>(), ["Okafor", "Okafor"]);
    let quotes: Vec<_> =
        article.quotes.iter().map(|q| (slice(q.span), q.indirect, q.name(&article))).collect();
    let mara = Some("Mara Okafor");
    assert_eq!(quotes, [("the “deal” stood", true, mara), ("“Go,”", false, mara), ("“No.”", false, None)]);
    assert_eq!(article.scare.iter().map(|&s| slice(s)).collect::<Vec<_>>(), ["“deal”"]);
    assert_eq!(slice(article.claims[0].0), "Ms. Okafor said the “deal” stood.");
    assert_eq!(article.clutter.iter().map(|&s| slice(s)).collect::<Vec<_>>(), ["By A. Writer"]);
}

#[test]
fn refuses_slips() {
    for (source, message) in [
        ("{{o|“Go”", "line 1: `o|` is never closed by `}}`"),
        ("[PER o|Okafor]", "`o` has no @ line"),
        ("a } b", "line 1: stray mark: } b"),
        ("[PRE o|Okafor]", "line 1: no such type of name: [PRE o|Okafor]"),
    ] {
        assert_eq!(markup::parse(source).map(|_| ()), Err(message.to_string()));
    }
}
