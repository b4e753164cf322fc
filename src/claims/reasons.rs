//! Why a statement is checkable, in a reader's words and pointing at the text's own: "statistic: $90 billion". Made of cues,
//! numbers and the amounts among the entities; cue words that say too little by themselves (`data/quiet.txt`) or stand in a
//! name ("Bureau of Labor Statistics") are not shown.
//! What a reader is told of each class of cue stands in `data/labels.txt`.

use super::cues::CLASSES;
use super::features::{Number, Signals};
use super::model::KINDS;
use crate::analysis::{Claim, ClaimKind, Entity, EntityType, Reason, Span};
use crate::entities::NOT_COUNTED;
use crate::text::{FUNCTION_WORDS, Text, Token, TokenKind};
use std::collections::HashSet;
use std::ops::Range;

table!(QUIET, "claims_quiet");
table!(LABELS, "claims_labels");
table!(OPENERS, "claims_openers");
table!(UNITS, "claims_units");

/// No more than this many reasons a claim.
const MOST: usize = 3;
/// How many words a "than" may stand behind what compares.
const NEAR: usize = 5;

/// Amounts, dates and names of a text, by start: no reason splits one.
pub(super) struct Amounts {
    /// Money, percentages, quantities.
    amounts: Vec<Span>,
    /// Dates and times: their numbers count nothing.
    dates: Vec<Span>,
    /// People, bodies, places, works: their words are no cues.
    names: Vec<Span>,
}

impl Amounts {
    pub(super) fn new(entities: &[Entity]) -> Amounts {
        use EntityType::{
            Date, Location, Money, Organization, Percent, Person, Product, Quantity, Time, Work,
        };
        let of = |kinds: &[EntityType]| {
            let found = entities.iter().filter(|e| kinds.contains(&e.kind));
            let mut spans: Vec<Span> =
                found.flat_map(|e| e.mentions.iter().map(|m| Span::new(m.start, m.end))).collect();
            spans.sort_by_key(|s| s.start);
            spans
        };
        Amounts {
            amounts: of(&[Money, Percent, Quantity]),
            dates: of(&[Date, Time]),
            names: of(&[Person, Organization, Location, Product, Work]),
        }
    }

    /// `span` with the amount that covers or touches it.
    fn widen(&self, span: Span) -> Span {
        let before = self.amounts.partition_point(|a| a.start <= span.end + 1);
        let near = before.checked_sub(1).and_then(|last| self.amounts.get(last));
        match near.filter(|a| a.end + 1 >= span.start) {
            Some(amount) => Span::new(amount.start.min(span.start), amount.end.max(span.end)),
            None => span,
        }
    }

    fn is_date(&self, span: Span) -> bool {
        covers(&self.dates, span)
    }

    fn is_name(&self, span: Span) -> bool {
        covers(&self.names, span)
    }
}

/// Whether the last of `spans` that starts before `span` reaches into it.
fn covers(spans: &[Span], span: Span) -> bool {
    let before = spans.partition_point(|s| s.start <= span.start);
    before.checked_sub(1).and_then(|last| spans.get(last)).is_some_and(|s| s.overlaps(span))
}

/// Reasons as they are found: none overlaps another or says the same.
struct Found<'a> {
    claim: &'a Claim,
    labels: HashSet<String>,
    /// Whether it speaks for another kind than the claim's, and the reason.
    reasons: Vec<(bool, Reason)>,
}

impl Found<'_> {
    fn add(&mut self, text: &Text, span: Span, name: &str, kind: Option<ClaimKind>) {
        // More would not be shown; and a sentence may be as long as a book.
        let other = kind != Some(self.claim.kind);
        if self.reasons.iter().filter(|(o, _)| *o == other).count() >= MOST {
            return;
        }
        // A unit may stand in the next sentence: then it is none.
        let free = !span.is_empty()
            && self.claim.span.contains(span)
            && !self.reasons.iter().any(|(_, r)| r.span.overlaps(span));
        let label = format!("{name}: {}", text.slice(span));
        if free && self.labels.insert(label.to_lowercase()) {
            self.reasons.push((other, Reason { span, label }));
        }
    }
}

/// The reasons for `claim`, those that speak for its kind first. `sourced`: whether the text says who states it.
pub(super) fn of(
    text: &Text,
    claim: &Claim,
    signals: &Signals,
    amounts: &Amounts,
    sourced: bool,
) -> Vec<Reason> {
    let mut found = Found { claim, labels: HashSet::new(), reasons: Vec::new() };
    // "Article 5" is a law, not a statistic.
    for cue in signals.cues.iter().filter(|c| CLASSES.get(c.class) == Some(&"law")) {
        if text.tokens.get(cue.tokens.end).is_some_and(|t| t.kind == TokenKind::Number) {
            let span = text.span_of(cue.tokens.start..cue.tokens.end + 1);
            found.add(text, span, "law", Some(ClaimKind::Law));
        }
    }
    for &(token, number) in &signals.numbers {
        let dated = text.tokens.get(token).is_some_and(|t| amounts.is_date(t.span));
        if let Some(tokens) = amount(text, token, number).filter(|_| !dated) {
            let span = amounts.widen(text.span_of(tokens));
            found.add(text, span, "statistic", Some(ClaimKind::Quantity));
        }
    }
    for cue in &signals.cues {
        let Some((name, kind)) = CLASSES.get(cue.class).and_then(|class| told(class)) else { continue };
        if amounts.is_name(text.span_of(cue.tokens.clone())) {
            continue;
        }
        let Some(tokens) = compound(text, &cue.tokens, kind) else { continue };
        let span = text.span_of(followed(text, tokens));
        let wide = if name == "statistic" { amounts.widen(span) } else { span };
        if speaks(text, &cue.tokens, wide != span) {
            found.add(text, wide, name, kind);
        }
    }
    let mut reasons = found.reasons;
    reasons.sort_by_key(|(other, _)| *other);
    let mut reasons: Vec<Reason> = reasons.into_iter().map(|(_, reason)| reason).take(MOST).collect();
    if reasons.len() < MOST && !sourced && !signals.cues.iter().any(|c| is_source(c.class)) {
        reasons.push(Reason { span: claim.span, label: "no source named".to_string() });
    }
    // No claim goes without a reason: where no word speaks for itself, the whole sentence does.
    if reasons.is_empty() {
        reasons.push(Reason { span: claim.span, label: plain(claim.kind).1.to_string() });
    }
    reasons
}

/// The name of a kind in the data files, and what a claim of it says, for a reader.
fn plain(kind: ClaimKind) -> (&'static str, &'static str) {
    match kind {
        ClaimKind::Quantity => ("quantity", "gives an amount"),
        ClaimKind::Comparison => ("comparison", "compares"),
        ClaimKind::Cause => ("cause", "says that one thing led to another"),
        ClaimKind::Law => ("law", "says what a rule does"),
        ClaimKind::Prediction => ("prediction", "says what is to come"),
        ClaimKind::Record => ("record", "says what someone did or stood for"),
        ClaimKind::Allegation => ("allegation", "accuses someone"),
        ClaimKind::Event => ("event", "says that something happened"),
    }
}

/// A cue with the words that a hyphen ties to it: "worst-hit"; none where it only ends such a word ("non-profit"), unless it
/// compares ("second-largest").
fn compound(text: &Text, tokens: &Range<usize>, kind: Option<ClaimKind>) -> Option<Range<usize>> {
    let mut tokens = tokens.clone();
    if let Some(before) = tokens.start.checked_sub(2).filter(|_| hyphen(text, tokens.start - 1)) {
        if kind != Some(ClaimKind::Comparison) {
            return None;
        }
        tokens.start = before;
    }
    while hyphen(text, tokens.end) {
        tokens.end += 2;
    }
    Some(tokens)
}

/// Whether the token is a hyphen between two words, without gaps.
fn hyphen(text: &Text, token: usize) -> bool {
    let span = |at: Option<usize>| at.and_then(|at| text.tokens.get(at)).map(|t| t.span);
    match (span(token.checked_sub(1)), span(Some(token)), span(Some(token + 1))) {
        (Some(a), Some(b), Some(c)) => text.word(token) == "-" && a.end == b.start && b.end == c.start,
        _ => false,
    }
}

/// "The most" and "the first" alone say too little: with the word behind.
fn followed(text: &Text, tokens: Range<usize>) -> Range<usize> {
    let last = tokens.end.checked_sub(1).map_or(String::new(), |last| text.word(last).to_lowercase());
    let open = matches!(last.as_str(), "most" | "least" | "first");
    let next = text.tokens.get(tokens.end).filter(|t| open && t.kind == TokenKind::Word);
    tokens.start..tokens.end + usize::from(next.is_some())
}

/// Whether a cue says enough to be shown; `counted`: an amount stands with it.
fn speaks(text: &Text, tokens: &Range<usize>, counted: bool) -> bool {
    let word = |at: Option<usize>| at.map_or(String::new(), |at| text.word(at).to_lowercase());
    let phrase = tokens.clone().map(|i| word(Some(i))).collect::<Vec<_>>().join(" ");
    let (before, after) = (word(tokens.start.checked_sub(1)), word(Some(tokens.end)));
    let Some(when) = QUIET.get(format!("{phrase} {after}").as_str()).or_else(|| QUIET.get(phrase.as_str()))
    else {
        return true;
    };
    match when.split_once(' ').unwrap_or((when, "")) {
        ("alone", _) => counted,
        ("verb", _) => opens("verb", &before),
        // "Will" inside a sentence is a name.
        ("noun", _) => !opens("noun", &before) && !text.word(tokens.start).starts_with(char::is_uppercase),
        ("before", some) => some.split(' ').any(|w| w == after),
        ("after", some) => some.split(' ').any(|w| w == before),
        ("unless", some) => !some.split(' ').any(|w| w == before),
        ("than", _) => (tokens.end..tokens.end + NEAR).any(|at| text.word(at) == "than"),
        _ => false,
    }
}

/// Whether a word of that class (`verb`, `noun`) follows `word`.
fn opens(class: &str, word: &str) -> bool {
    OPENERS.get(word) == Some(&class)
}

/// The number at `token` with what belongs to it: currency sign, magnitude, unit, per cent, or the noun it counts.
/// Nothing for dates, ages, places in a list ("Flight 7") and small bare numbers.
fn amount(text: &Text, token: usize, number: Number) -> Option<Range<usize>> {
    let before = token.checked_sub(1).map_or("", |b| text.word(b));
    let start = if matches!(before, "$" | "€" | "£" | "¥" | "₹") { token - 1 } else { token };
    let mut end = token + 1;
    while end < token + 4 && UNITS.contains_key(text.word(end).to_lowercase().as_str()) {
        end += 1;
    }
    match number {
        Number::Date | Number::Clock | Number::Ordinal => return None,
        Number::Percent | Number::Money => return Some(start..end),
        Number::Amount | Number::Plain => {}
    }
    let named = before.len() > 3
        && before.starts_with(char::is_uppercase)
        && token.checked_sub(2).is_some_and(|b| !matches!(text.word(b), "." | "”" | "\"" | "“"));
    let after = text.word(end);
    let listed = matches!(before, "-" | "–" | "/" | "#" | "(") || matches!(after, "-" | "–" | "/" | ")");
    let age = before == "," && matches!(after, "," | ".");
    if named || listed || age {
        return None;
    }
    let plain = text.word(token).bytes().all(|b| !b.is_ascii_alphabetic());
    if plain && end == token + 1 && is_counted(text, end) {
        end += 1;
    }
    let digits = text.word(token).bytes().filter(u8::is_ascii_digit).count();
    // "One in 200 cars" is one amount.
    let of = token.checked_sub(2).map_or(String::new(), |b| text.word(b).to_lowercase());
    if before == "in" && matches!(of.as_str(), "one" | "two" | "three" | "four" | "five" | "nine") {
        return Some(token - 2..end);
    }
    (end > token + 1 || digits > 2).then_some(start..end)
}

/// Whether the word at `token` may name what a number counts.
fn is_counted(text: &Text, token: usize) -> bool {
    let word = text.word(token);
    let participle = word.len() > 4 && word.ends_with("ed") && !word.ends_with("eed");
    text.tokens.get(token).is_some_and(|t: &Token| t.kind == TokenKind::Word)
        && !participle
        && !hyphen(text, token + 1)
        && word.chars().all(char::is_lowercase)
        && !NOT_COUNTED.contains_key(word)
        && (word == "people" || !FUNCTION_WORDS.contains_key(word))
}

fn is_source(class: usize) -> bool {
    matches!(
        CLASSES.get(class),
        Some(&("source" | "source_document" | "source_statement" | "speech" | "finding" | "hedge_source"))
    )
}

/// What a reader is told of a cue class, and the kind it speaks for; nothing for those that only the scorer needs.
fn told(class: &str) -> Option<(&'static str, Option<ClaimKind>)> {
    let (label, kind) = LABELS.get(class)?.split_once(", ")?;
    Some((label, KINDS.into_iter().find(|k| plain(*k).0 == kind)))
}
