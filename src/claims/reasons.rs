//! Why a statement is checkable, in a reader's words and pointing at the text's own: "statistic: $90 billion".

use super::cues::CLASSES;
use super::features::{Number, Signals};
use crate::analysis::{Claim, ClaimKind, Reason};
use crate::text::{Text, TokenKind};
use std::ops::Range;

/// No more than this many reasons a claim.
const MOST: usize = 4;

/// The reasons for `claim`, those that speak for its kind first. `sourced`: whether the text says who states it.
pub(super) fn of(text: &Text, claim: &Claim, signals: &Signals, sourced: bool) -> Vec<Reason> {
    let mut reasons: Vec<(bool, Reason)> = Vec::new();
    let mut push = |tokens: Range<usize>, name: &str, kind: Option<ClaimKind>| {
        let span = text.span_of(tokens);
        // A unit may stand in the next sentence: then it is none.
        if !span.is_empty()
            && claim.span.contains(span)
            && !reasons.iter().any(|(_, r)| r.span.overlaps(span))
        {
            let label = format!("{name}: {}", text.slice(span));
            reasons.push((kind != Some(claim.kind), Reason { span, label }));
        }
    };
    // "Article 5" is a law, not a statistic.
    let laws = signals.cues.iter().filter(|c| CLASSES.get(c.class) == Some(&"law"));
    for tokens in laws.map(|c| c.tokens.clone()) {
        let numbered = law(text, tokens.clone(), "law");
        if numbered != tokens {
            push(numbered, "law", Some(ClaimKind::Law));
        }
    }
    for &(token, number) in &signals.numbers {
        if !matches!(number, Number::Date | Number::Clock | Number::Ordinal) {
            push(amount(text, token), "statistic", Some(ClaimKind::Quantity));
        }
    }
    for cue in &signals.cues {
        if let Some((name, kind)) = CLASSES.get(cue.class).and_then(|class| told(class)) {
            push(law(text, cue.tokens.clone(), name), name, kind);
        }
    }
    reasons.sort_by_key(|(other, _)| *other);
    let mut reasons: Vec<Reason> = reasons.into_iter().map(|(_, reason)| reason).take(MOST).collect();
    if reasons.len() < MOST && !sourced && !signals.cues.iter().any(|c| is_source(c.class)) {
        reasons.push(Reason { span: claim.span, label: "no source named".to_string() });
    }
    reasons
}

/// The number at `token` with its currency sign, magnitude, unit or per cent.
fn amount(text: &Text, token: usize) -> Range<usize> {
    let before = token.checked_sub(1).map_or("", |b| text.word(b));
    let start = if matches!(before, "$" | "€" | "£" | "¥" | "₹") { token - 1 } else { token };
    let mut end = token + 1;
    while end < token + 4 && is_unit(&text.word(end).to_lowercase()) {
        end += 1;
    }
    start..end
}

fn is_unit(word: &str) -> bool {
    const UNITS: [&str; 20] = [
        "%",
        "percent",
        "per",
        "cent",
        "percentage",
        "points",
        "hundred",
        "thousand",
        "million",
        "billion",
        "trillion",
        "crore",
        "lakh",
        "dollars",
        "euros",
        "pounds",
        "yen",
        "yuan",
        "rupees",
        "bn",
    ];
    UNITS.contains(&word)
}

/// "Article" with its number.
fn law(text: &Text, tokens: Range<usize>, name: &str) -> Range<usize> {
    let numbered = text.tokens.get(tokens.end).is_some_and(|t| t.kind == TokenKind::Number);
    if name == "law" && numbered { tokens.start..tokens.end + 1 } else { tokens }
}

fn is_source(class: usize) -> bool {
    matches!(
        CLASSES.get(class),
        Some(&("source" | "source_document" | "source_statement" | "speech" | "finding" | "hedge_source"))
    )
}

/// What a reader is told of a cue class, and the kind it speaks for; nothing for those that only the scorer needs.
fn told(class: &str) -> Option<(&'static str, Option<ClaimKind>)> {
    let (name, kind) = match class {
        "statistic" | "magnitude" => ("statistic", ClaimKind::Quantity),
        "change" => ("change", ClaimKind::Quantity),
        "comparison" | "superlative" => ("comparison", ClaimKind::Comparison),
        "cause" | "cause_blame" => ("cause", ClaimKind::Cause),
        "law" | "law_court" => ("law", ClaimKind::Law),
        "prediction" | "warning" => ("prediction", ClaimKind::Prediction),
        "pledge" => ("pledge", ClaimKind::Prediction),
        "record" | "record_position" | "record_absolute" => ("record", ClaimKind::Record),
        "allegation" | "allegation_court" => ("allegation", ClaimKind::Allegation),
        "denial" => ("denial", ClaimKind::Allegation),
        "wrongdoing" => ("alleged wrong", ClaimKind::Allegation),
        "violence" | "disaster" => ("event", ClaimKind::Event),
        "finding" => return Some(("finding", None)),
        "hedge_source" => return Some(("unconfirmed", None)),
        _ => return None,
    };
    Some((name, Some(kind)))
}
