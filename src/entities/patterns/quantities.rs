//! A number with what it counts or measures: “100,000 troops”, “32 members”, “5.5 km”. A bare number counts only where
//! it is large or exact enough to be news (“about 100,000”, “3.5 million”); dates, money, percentages and durations went
//! before. The noun is read off its ending, as no parser stands behind this.

use super::{Rule, compile};
use crate::analysis::EntityType;
use crate::text::{Text, TokenKind};
use std::ops::Range;
use std::sync::LazyLock;

table!(UNITS, "entities_units");
table!(pub(crate) NOT_COUNTED, "entities_not_counted");

pub(super) static QUANTITY: Rule = Rule {
    kind: EntityType::Quantity,
    regex: LazyLock::new(|| compile("NUM(?:[ -][mx])?|(?:WORDNUM|a)(?:[ -]m){1,2}|s f(?: s f)?")),
    fit,
};

fn fit(text: &Text, tokens: Range<usize>) -> Option<Range<usize>> {
    let before = tokens.start.checked_sub(1).map(|i| text.word(i)).unwrap_or_default();
    // Scores, ranges, ordinals: “3-2”, “No. 4”.
    let glued = text.tokens.get(tokens.start).is_some_and(|t| !t.space_before);
    if matches!(before, "No." | "#") || glued && matches!(before, "-" | "–" | "/" | "+" | "." | ":") {
        return None;
    }
    let end = tokens.end;
    if text.word(end) == "-" && text.tokens.get(end).is_some_and(|t| !t.space_before) {
        let compound = is_plain(text, end + 1) && text.tokens.get(end + 1).is_some_and(|t| !t.space_before);
        return (compound && text.word(end + 2) != "-").then_some(tokens.start..end + 2);
    }
    if let Some(noun) = noun(text, end) {
        return Some(tokens.start..noun);
    }
    let number = text.word(tokens.start);
    let telling = tokens.len() > 1 && !text.word(end - 1).eq("of")
        || number.contains(',')
        || number.len() > 4 && !number.contains('.');
    (telling && number.chars().all(|c| !c.is_alphabetic())
        || tokens.len() > 1 && !text.word(end - 1).eq("of"))
    .then_some(tokens)
}

/// One past the noun that starts at token `at`, its adjective included.
fn noun(text: &Text, at: usize) -> Option<usize> {
    if UNITS.contains_key(text.word(at)) {
        return Some(at + 1);
    }
    if !is_plain(text, at) {
        return None;
    }
    if is_plural(text.word(at)) {
        return Some(at + 1);
    }
    (is_plain(text, at + 1) && is_plural(text.word(at + 1))).then_some(at + 2)
}

/// A lower-case word that may be part of what is counted.
fn is_plain(text: &Text, at: usize) -> bool {
    let word = text.word(at);
    text.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Word)
        && word.starts_with(char::is_lowercase)
        && !NOT_COUNTED.contains_key(word)
}

fn is_plural(word: &str) -> bool {
    UNITS.contains_key(word)
        || word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us")
}

#[cfg(test)]
#[test]
fn examples() {
    super::tests::check(
        EntityType::Quantity,
        &[
            "Some [100,000 troops] of [32 members] came.",
            "A town of [1,600], with [47 yes votes] and [3.5 million people].",
            "A [32-member] alliance ran [5.5 km] at 3-2.",
            "Check your freezer: [1.2 million bags] are back – [40 tons] of fruit.",
            "He was 7 when 4 of the [58 boats] sank.",
            "Between them [two hundred sheep] and [thousands of trees].",
        ],
    );
}
