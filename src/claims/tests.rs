//! Tests of the claims stage: kinds and reasons of clear cases, the budget, and that no text breaks it.

use super::*;
use crate::analysis::{BlockKind, Span};
use crate::document::{Block, Document};
use crate::entities::{Name, NameKind};
use proptest::prelude::*;

fn document(text: &str) -> Document {
    let mut blocks = Vec::new();
    let mut at = 0;
    for part in text.split("\n\n") {
        blocks.push(Block { span: Span::new(at, at + part.len()), kind: BlockKind::Paragraph });
        at += part.len() + 2;
    }
    Document { text: text.to_string(), verbatim: true, blocks, declared_language: None, remarks: Vec::new() }
}

fn all(text: &str) -> Vec<Claim> {
    find(&Text::new(&document(text)), &[], &[], &Options { all_claims: true, ..Options::default() })
}

fn marked(text: &str, budget: f32) -> Vec<Claim> {
    find(&Text::new(&document(text)), &[], &[], &Options { claim_budget: budget, all_claims: false })
}

/// `better` is more worth checking than `worse`.
fn check_order(better: &str, worse: &str) {
    let worth = |text: &str| all(text).first().map_or(0.0, |c| c.worth);
    assert!(worth(better) > worth(worse), "{} {better} / {} {worse}", worth(better), worth(worse));
}

fn check_reason(sentence: &str, label: &str) {
    let claims = all(sentence);
    let labels: Vec<&str> = claims.iter().flat_map(|c| &c.reasons).map(|r| r.label.as_str()).collect();
    assert!(labels.contains(&label), "{labels:?} has no {label}");
}

#[test]
fn statistics_outrank_greetings() {
    check_order(
        "Unemployment rose to 9 percent, the highest rate in ten years.",
        "I am so glad that you came.",
    );
    check_order("The blast killed 40 people, police said.", "What a day that was!");
    check_order("Exports fell by $3 billion because of the drought.", "He smiled and waved.");
}

/// The reasons of a sentence whose source is named, in any order, with amounts from the entity stage.
fn check_reasons(sentence: &str, expected: &[&str]) {
    let document = document(sentence);
    let text = Text::new(&document);
    let entities = crate::entities::from_names(&text, Vec::new());
    let options = Options { all_claims: true, ..Options::default() };
    let claims = find(&text, &entities, &[], &options);
    let mut labels: Vec<&str> = claims.iter().flat_map(|c| &c.reasons).map(|r| r.label.as_str()).collect();
    labels.retain(|l| *l != "no source named");
    labels.sort_unstable();
    assert_eq!(labels, expected, "{sentence}");
}

#[test]
fn amounts_stay_whole() {
    check_reasons("The state spent $90 billion.", &["statistic: $90 billion"]);
    check_reasons("Nine out of them left.", &[]);
    check_reasons("They cited Article 5 of the treaty.", &["law: Article 5", "law: treaty"]);
    check_reasons("They scored 5 with ease.", &[]);
    check_reasons("Rain fell on 14 June 2021.", &["change: fell"]);
    check_reasons("One in 200 cars leaks.", &["statistic: One in 200 cars"]);
    check_reasons("It hurt 40 sailors.", &["statistic: 40 sailors"]);
}

#[test]
fn ambiguous_words_are_no_reason() {
    check_reasons("It has guarantees and bills and support.", &[]);
    check_reasons("Her promise and his will were read.", &[]);
    check_reasons("We guarantee the wages.", &["pledge: guarantee"]);
    check_reasons(
        "Rents rose because of rust, because of rot and because of rats.",
        &["cause: because of", "change: rose"],
    );
}

#[test]
fn words_that_mean_something_else_are_no_reason() {
    check_reasons("The price shot up.", &["change: shot up"]);
    check_reasons("He was shot at the gate.", &["event: shot"]);
    check_reasons("She took a bank shot.", &[]);
    check_reasons("It is the fastest-growing town.", &["comparison: fastest-growing"]);
    check_reasons("It is the second-largest town.", &["comparison: second-largest"]);
    check_reasons("A non-profit made the film.", &[]);
    check_reasons("They declined to pay.", &[]);
    check_reasons("It rained in the first week of June.", &[]);
    check_reasons("It was the first default there.", &["comparison: the first default"]);
    check_reasons("It happened twice.", &[]);
    check_reasons("It cost twice as much.", &["comparison: twice"]);
    check_reasons("A smaller park was built.", &[]);
    check_reasons("The park is smaller than the old one.", &["comparison: smaller"]);
    check_reasons("They own 400 high-powered rifles.", &["statistic: 400"]);
    check_reasons("They own 28 licensed guns.", &[]);
}

#[test]
fn words_in_a_name_are_no_reason() {
    let sentence = "Ann Bell of the Supreme Court died.";
    let document = document(sentence);
    let text = Text::new(&document);
    let names = vec![Name { tokens: 4..6, kind: NameKind::Organization }];
    let entities = crate::entities::from_names(&text, names);
    let options = Options { all_claims: true, ..Options::default() };
    let claims = find(&text, &entities, &[], &options);
    let labels: Vec<&str> = claims.iter().flat_map(|c| &c.reasons).map(|r| r.label.as_str()).collect();
    assert_eq!(labels, ["event: died", "no source named"]);
}

#[test]
fn reasons_quote_the_text() {
    check_reason("The state spent $90 billion on roads.", "statistic: $90 billion");
    check_reason("The bridge fell because of rust.", "cause: because of");
    check_reason("It is the largest dam of the valley.", "comparison: largest");
    check_reason("Rust is among the most common causes of leaks.", "comparison: the most common");
    check_reason("Under Article 5 of the treaty, members help.", "law: Article 5");
    check_reason("The road will open in May.", "prediction: will");
    check_reason("About 12 percent of homes burned.", "statistic: 12 percent");
}

#[test]
fn only_running_text_is_marked() {
    let text = "Prices rose 40 percent\n\nPrices rose 40 percent in May.";
    let mut document = document(text);
    document.blocks[0].kind = BlockKind::Heading;
    let options = Options { all_claims: true, ..Options::default() };
    let claims = find(&Text::new(&document), &[], &[], &options);
    assert_eq!(claims.iter().map(|c| c.span.start).collect::<Vec<_>>(), [24]);
}

#[test]
fn short_texts_have_one_claim_at_most() {
    let strong = "Unemployment rose to 9 percent in 2023, the highest rate in ten years.";
    assert!(marked(&format!("{strong} {strong} {strong}"), 0.25).len() <= 1);
    assert_eq!(marked("She smiled.", 0.25).len(), 0);
    assert_eq!(marked("", 0.25).len(), 0);
}

#[test]
fn long_texts_have_a_few() {
    let text = "Exports fell by $3 billion last year because of the drought. ".repeat(200);
    assert_eq!(marked(&text, 0.25).len(), TOP);
    assert_eq!(marked(&text, f32::NAN).len(), TOP);
    assert_eq!(marked(&text, 0.0).len(), 0);
}

/// Every line of the labels that has an example is shown to a reader as it says.
#[test]
fn labels_are_shown() {
    for (class, told, example) in rows_of_labels() {
        let label = told.split(", ").next().unwrap_or_default();
        let claims = all(example);
        let found =
            claims.iter().flat_map(|c| &c.reasons).any(|r| r.label.starts_with(&format!("{label}: ")));
        assert!(found, "{class}: {example} gives no {label}: {claims:?}");
    }
}

fn rows_of_labels() -> &'static [(&'static str, &'static str, &'static str)] {
    rows!(LABELS, "claims_labels");
    LABELS
}

fn manner_of(text: &str) -> Manner {
    manner(&read(&Text::new(&document(text))))
}

#[test]
fn speeches_are_told_from_articles() {
    let news = "The mayor spoke. The bridge was closed. Rain fell. Trains ran late. The town slept.";
    assert_eq!(manner_of(news), Manner::News);
    assert_eq!(manner_of("I thank you. We won. You did it. We will cut taxes. It rained."), Manner::Speech);
    assert_eq!(manner_of("Rents rose 4 percent."), Manner::Speech);
}

#[test]
fn poems_and_lists_have_no_claims() {
    let poem = "O moon, whose silver feet\nHave crossed the sleeping hill,\n\nCome softly down the street,\nMy heart is waiting still.\n\nSing, nightingale, for me.\n\nThe night is kind and deep.\n\nO let the world go free,\nAnd let the weary sleep.";
    assert!(marked(poem, 0.25).is_empty());
    let menu = "Home\n\nSport\n\nWeather\n\nContact us\n\nSign in\n\nSubscribe";
    assert!(marked(menu, 0.25).is_empty());
}

#[test]
fn a_transcript_marks_its_figure_first() {
    let text = "Thank you all for coming.\n\nI am glad to see you.\n\nWe created 40,000 jobs last year, more than any other state.\n\nAnd I love this town.\n\nYou know that.\n\nLet us go on.\n\nGod bless you.\n\nGood night.";
    let spans: Vec<&str> =
        marked(text, 0.25).iter().map(|c| text.get(c.span.start..c.span.end).unwrap()).collect();
    assert_eq!(spans.first().map(|s| s.contains("40,000")), Some(true), "{spans:?}");
}

#[test]
fn a_book_is_read_within_the_budget() {
    let text = "The port shipped 40 percent more grain than in any year before. He smiled. ".repeat(7_000);
    assert_eq!(marked(&text, 0.25).len(), TOP);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn spans_and_budget_hold(
        parts in proptest::collection::vec("[A-Za-z0-9 .,%$\"“”’\\-é—\n]{0,60}|\\PC{0,30}", 0..12),
        budget in -1.0f32..2.0,
    ) {
        let text = parts.join(" ");
        let document = document(&text);
        let read = Text::new(&document);
        let sentences = prose(&read).len();
        let few = find(&read, &[], &[], &Options { claim_budget: budget, all_claims: false });
        prop_assert!(few.len() <= (sentences / 4).clamp(1, TOP));
        let all = find(&read, &[], &[], &Options { claim_budget: budget, all_claims: true });
        prop_assert_eq!(all.len(), sentences);
        for claim in few.iter().chain(&all) {
            prop_assert!(text.get(claim.span.start..claim.span.end).is_some());
            prop_assert!((0.0..=1.0).contains(&claim.worth) && claim.worth <= claim.verifiable);
            prop_assert!(!claim.reasons.is_empty());
            for reason in &claim.reasons {
                prop_assert!(claim.span.contains(reason.span));
                prop_assert!(text.get(reason.span.start..reason.span.end).is_some());
            }
        }
    }
}
