//! The model file's refusals, the decoder, the features; the shipped weights on invented people.

use super::case::Case;
use super::decode::{LABELS, viterbi};
use super::features::Sheet;
use super::model::{Model, encode};
use super::{NameKind, Tagger};
use crate::analysis::{BlockKind, Span};
use crate::document::{Block, Document};
use crate::text::Text;
use proptest::prelude::*;
use std::sync::LazyLock;

static SHIPPED: LazyLock<Tagger> =
    LazyLock::new(|| Tagger::load(include_bytes!("../../../models/names.bin")).unwrap());

fn document(text: &str) -> Document {
    let block = Block { span: Span::new(0, text.len()), kind: BlockKind::Paragraph };
    Document {
        text: text.to_string(),
        verbatim: true,
        blocks: vec![block],
        declared_language: None,
        remarks: Vec::new(),
    }
}

fn small_model() -> Vec<u8> {
    let mut transitions = [[0; LABELS]; LABELS + 1];
    transitions[0][1] = -3;
    encode(&[(5, [1, 2, 0]), (300, [3, 4, 5])], &[(7, [1; LABELS]), (70_000, [255; LABELS])], &transitions)
}

fn refusal(bytes: &[u8]) -> String {
    Tagger::load(bytes).map(|_| ()).unwrap_err().to_string()
}

#[test]
fn what_was_written_is_read() {
    let model = Model::decode(&small_model()).unwrap();
    assert_eq!(model.lexicon.get(300), Some(&[3, 4, 5]));
    assert_eq!(model.lexicon.get(6), None);
    assert_eq!(model.transitions[0][1], -3);
    let mut sum = [0; LABELS];
    model.add(&[70_000, 8], &mut sum);
    assert_eq!(sum, [-1; LABELS]);
}

#[test]
fn a_short_file_is_refused() {
    let whole = small_model();
    for length in 0..whole.len() {
        assert!(refusal(&whole[..length]).contains("cut short"), "{length}");
    }
}

#[test]
fn flipped_bits_are_refused() {
    let whole = small_model();
    for at in 0..whole.len() {
        for bit in 0..8 {
            let mut bytes = whole.clone();
            bytes[at] ^= 1 << bit;
            assert!(Tagger::load(&bytes).is_err(), "bit {bit} of byte {at}");
        }
    }
    let mut bytes = whole;
    *bytes.last_mut().unwrap() ^= 1;
    assert!(refusal(&bytes).contains("checksum"));
}

#[test]
fn strangers_are_refused() {
    let mut bytes = small_model();
    bytes[4] = 9;
    assert!(refusal(&bytes).contains("version 9"));
    assert!(refusal(b"<!doctype html>").contains("not a model"));
    let mut longer = small_model();
    longer.push(0);
    assert!(refusal(&longer).contains("damaged"));
}

#[test]
fn inside_follows_only_its_own_kind() {
    // The second token would be inside an organisation, were it alone.
    let mut scores = [[0; LABELS]; 2];
    scores[0][1] = 9;
    scores[1][4] = 9;
    scores[1][2] = 4;
    let mut labels = Vec::new();
    viterbi(&scores, &[[0; LABELS]; LABELS + 1], &mut labels);
    assert_eq!(labels, [1, 2]);
}

#[test]
fn capitals_are_read_by_sentence() {
    let check = |text: &str, expected: Case| {
        let document = document(text);
        let text = Text::new(&document);
        let model = Model::decode(&small_model()).unwrap();
        assert_eq!(Sheet::new(&text, &model.lexicon).case(0), expected, "{:?}", document.text);
    };
    check("The mayor of Tollbridge met Ana Ruel.", Case::Cased);
    check("Council Backs Harbour Plan After Heated Debate", Case::Title);
    check("COUNCIL BACKS HARBOUR PLAN", Case::Caseless);
    check("the council backs a plan by ana ruel", Case::Caseless);
    check("NATO", Case::Cased);
}

/// The names that the shipped weights find, as `text/kind` with the first letter of the kind.
fn found(text: &str) -> Vec<String> {
    let document = document(text);
    let text = Text::new(&document);
    let letter = |kind| match kind {
        NameKind::Person => 'P',
        NameKind::Organization => 'O',
        NameKind::Location => 'L',
        NameKind::Misc => 'M',
    };
    SHIPPED
        .tag(&text)
        .iter()
        .map(|n| format!("{}/{}", text.slice(text.span_of(n.tokens.clone())), letter(n.kind)))
        .collect()
}

#[test]
fn names_come_without_titles_articles_and_endings() {
    let check = |text: &str, expected: &[&str]| assert_eq!(found(text), expected, "{text}");
    check(
        "President Maria Kovalenko met Mr. Brandt in Geneva.",
        &["Maria Kovalenko/P", "Brandt/P", "Geneva/L"],
    );
    check("Germany's parliament and the European Union agreed.", &["Germany/L", "European Union/O"]);
    check("U.S.-led forces left Baghdad on Monday.", &["U.S./L", "Baghdad/L"]);
}

#[test]
fn nothing_comes_of_nothing() {
    assert_eq!(found(""), [""; 0]);
    assert_eq!(found("12 + 4 = 16 …"), [""; 0]);
}

proptest! {
    #[test]
    fn any_text_gives_ordered_names(text in "(\\PC|[A-Z][a-z]+ |\n){0,80}") {
        let document = document(&text);
        let text = Text::new(&document);
        let names = SHIPPED.tag(&text);
        for pair in names.windows(2) {
            prop_assert!(pair[0].tokens.end <= pair[1].tokens.start);
        }
        for name in &names {
            prop_assert!(!name.tokens.is_empty() && name.tokens.end <= text.tokens.len());
        }
    }
}
