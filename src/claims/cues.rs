//! Cue phrases: the words in `data/*.txt` and where they stand in a sentence. Each belongs to one [`Class`]; what a class
//! is worth is learned (see `model`), so a new cue is one line in a data file and needs no number.
//!
//! Lower-case matching of whole tokens; it knows no syntax, so `may` the month and `may` the verb are the same cue.

use crate::analysis::Span;
use crate::text::{Text, Token};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

rows!(QUANTITY, "claims_quantity");
rows!(COMPARISON, "claims_comparison");
rows!(CAUSE, "claims_cause");
rows!(LAW, "claims_law");
rows!(PREDICTION, "claims_prediction");
rows!(RECORD, "claims_record");
rows!(ALLEGATION, "claims_allegation");
rows!(EVENT, "claims_event");
rows!(TONE, "claims_tone");

/// The classes, by the names that the data files use. Only append: their places are feature numbers of the model.
pub(super) const CLASSES: &[&str] = &[
    "statistic",
    "change",
    "magnitude",
    "vague",
    "approximate",
    "small_number",
    "unit",
    "money",
    "comparison",
    "superlative",
    "superlative_weak",
    "cause",
    "cause_weak",
    "cause_blame",
    "law",
    "law_weak",
    "law_court",
    "prediction",
    "prediction_weak",
    "conditional",
    "pledge",
    "pledge_weak",
    "horizon",
    "schedule",
    "warning",
    "hedge_modal",
    "modal",
    "record",
    "record_weak",
    "record_position",
    "record_call",
    "record_criticism",
    "record_career",
    "record_result",
    "record_absolute",
    "announcement",
    "allegation",
    "denial",
    "allegation_court",
    "allegation_probe",
    "wrongdoing",
    "wrongdoing_weak",
    "evidence",
    "violence",
    "disaster",
    "finding",
    "source",
    "source_document",
    "source_statement",
    "first_person",
    "first_plural",
    "first_plural_weak",
    "second_person",
    "opinion",
    "wish",
    "feeling",
    "courtesy",
    "value",
    "ought",
    "ought_weak",
    "hedge",
    "hedge_source",
    "speech",
    "ask",
    "negation",
    "meeting",
    "day",
    "month",
    "question_word",
    "condition",
];

/// Index into [`CLASSES`].
pub(super) type Class = usize;

/// The class of that name; past the end where there is none.
pub(super) fn class(name: &str) -> Class {
    CLASSES.iter().position(|c| *c == name).unwrap_or(CLASSES.len())
}

/// A cue in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cue {
    /// What it speaks for.
    pub class: Class,
    /// Its tokens, indexes into [`Text::tokens`].
    pub tokens: Range<usize>,
}

struct Phrase {
    rest: Vec<&'static str>,
    class: Class,
}

/// All phrases by their first word, longer ones first.
static INDEX: OnceLock<HashMap<String, Vec<Phrase>>> = OnceLock::new();

fn all() -> impl Iterator<Item = &'static (&'static str, &'static str, &'static str)> {
    [QUANTITY, COMPARISON, CAUSE, LAW, PREDICTION, RECORD, ALLEGATION, EVENT, TONE].into_iter().flatten()
}

fn index() -> &'static HashMap<String, Vec<Phrase>> {
    INDEX.get_or_init(|| {
        let mut index: HashMap<String, Vec<Phrase>> = HashMap::new();
        for (phrase, name, _) in all() {
            let mut words = phrase.split(' ');
            let first = words.next().unwrap_or_default();
            let rest: Vec<_> = words.collect();
            let forms = first.strip_suffix('~').map_or_else(|| vec![first.to_string()], forms);
            for form in forms {
                let phrases = index.entry(form).or_default();
                // The first line wins, so an explicit form goes before one that `~` makes.
                if !phrases.iter().any(|p| p.rest == rest) {
                    phrases.push(Phrase { rest: rest.clone(), class: class(name) });
                }
            }
        }
        index.values_mut().for_each(|phrases| phrases.sort_by_key(|p| std::cmp::Reverse(p.rest.len())));
        index
    })
}

/// The regular forms of an English verb or noun: cause, causes, caused, causing.
fn forms(word: &str) -> Vec<String> {
    let (stem, s, ed) = match word.strip_suffix('e') {
        Some(stem) => (stem, "es", "ed"),
        None => match word.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u'])) {
            Some(stem) => {
                return vec![word.into(), format!("{stem}ies"), format!("{stem}ied"), format!("{word}ing")];
            }
            None if word.ends_with(['s', 'x', 'z', 'h']) => (word, "es", "ed"),
            None => (word, "s", "ed"),
        },
    };
    let mut forms = vec![word.to_string(), format!("{stem}{s}"), format!("{stem}{ed}"), format!("{stem}ing")];
    if word.ends_with('h') {
        forms.push(format!("{word}s"));
    }
    if let Some(last) =
        word.chars().next_back().filter(|c| matches!(c, 'b' | 'm' | 'n' | 'p' | 't' | 'g' | 'l'))
    {
        forms.push(format!("{word}{last}ed"));
        forms.push(format!("{word}{last}ing"));
    }
    forms
}

/// Collects the cues in `tokens`, given the lower-case word of each (`words[0]` is the word of `tokens.start`). Where
/// two could stand, the longer takes the place.
pub(super) fn find(words: &[String], offset: usize, cues: &mut Vec<Cue>) {
    let index = index();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let found = index.get(word.as_str()).and_then(|phrases| {
            phrases.iter().find(|p| {
                p.rest.iter().enumerate().all(|(i, w)| words.get(at + 1 + i).is_some_and(|word| word == w))
            })
        });
        let length = found.map_or(1, |p| 1 + p.rest.len());
        if let Some(phrase) = found {
            cues.push(Cue { class: phrase.class, tokens: offset + at..offset + at + length });
        }
        at += length;
    }
}

/// The words of `tokens`, lower case.
pub(super) fn words(text: &Text, tokens: Range<usize>) -> Vec<String> {
    let tokens: &[Token] = text.tokens.get(tokens).unwrap_or_default();
    tokens.iter().map(|t| lower(text, t.span)).collect()
}

fn lower(text: &Text, span: Span) -> String {
    text.slice(span).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_names_a_known_class() {
        for (phrase, name, _) in all() {
            assert!(CLASSES.contains(name), "{phrase}: no class {name}");
        }
    }

    #[test]
    fn examples_hold_their_cue() {
        use crate::analysis::BlockKind;
        use crate::document::{Block, Document};
        for (phrase, name, example) in all().filter(|row| !row.2.is_empty()) {
            let document = Document {
                text: example.to_string(),
                verbatim: true,
                blocks: vec![Block { span: Span::new(0, example.len()), kind: BlockKind::Paragraph }],
                declared_language: None,
                remarks: Vec::new(),
            };
            let text = Text::new(&document);
            let mut cues = Vec::new();
            find(&words(&text, 0..text.tokens.len()), 0, &mut cues);
            assert!(cues.iter().any(|c| c.class == class(name)), "{example}: no {phrase}");
        }
    }

    #[test]
    fn forms_are_regular() {
        assert_eq!(forms("cause"), ["cause", "causes", "caused", "causing"]);
        assert_eq!(forms("deny"), ["deny", "denies", "denied", "denying"]);
        assert!(forms("plan").contains(&"planned".to_string()));
        assert!(forms("reach").contains(&"reaches".to_string()));
    }
}
