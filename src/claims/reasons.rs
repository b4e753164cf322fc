//! Why a statement is checkable, in a reader's words and pointing at the text's own: "statistic: $90 billion".

use super::cues::CLASSES;
use super::features::{Number, Signals};
use crate::analysis::{Claim, Reason, Span};
use crate::text::Text;

/// No more than this many reasons a claim.
const MOST: usize = 4;

/// The reasons for `claim`.
pub(super) fn of(text: &Text, claim: &Claim, signals: &Signals) -> Vec<Reason> {
    let mut reasons: Vec<Reason> = Vec::new();
    let _ = claim;
    for &(token, number) in &signals.numbers {
        if !matches!(number, Number::Percent | Number::Money | Number::Amount | Number::Plain) {
            continue;
        }
        push(text, text.span_of(token..token + 1), "statistic", &mut reasons);
    }
    for cue in &signals.cues {
        if let Some(name) = CLASSES.get(cue.class).and_then(|c| name(c)) {
            push(text, text.span_of(cue.tokens.clone()), name, &mut reasons);
        }
    }
    reasons.truncate(MOST);
    reasons
}

fn push(text: &Text, span: Span, name: &str, reasons: &mut Vec<Reason>) {
    if reasons.iter().any(|r| r.span.overlaps(span)) {
        return;
    }
    reasons.push(Reason { span, label: format!("{name}: {}", text.slice(span)) });
}

/// What a reader is told of a cue class; nothing for those that only the scorer needs.
fn name(class: &str) -> Option<&'static str> {
    Some(match class {
        "statistic" | "magnitude" => "statistic",
        "comparison" | "superlative" => "comparison",
        "cause" => "cause",
        "law" => "law",
        "prediction" | "pledge" => "prediction",
        "record" | "record_position" => "record",
        "allegation" | "denial" => "allegation",
        "violence" => "event",
        _ => return None,
    })
}
