//! Speech or not: whether what stands between marks was said, or is a title, a nickname, a sign, a word, or words that
//! the writer holds at arm's length.

use super::outline::{Outline, lookup};
use super::speakers::Link;
use crate::text::TokenKind;

table!(INTRODUCERS, "quotes_introducers");

/// What is seen of a segment.
#[derive(Debug, Clone, Copy)]
struct Shape {
    words: usize,
    /// All words of more than three letters are capitalised.
    title_case: bool,
    /// Ends in `.`, `?`, `!` or `,` inside the marks.
    stopped: bool,
    /// Begins a sentence.
    opens_unit: bool,
    /// Holds I, we, you or a contraction: somebody talks.
    talks: bool,
}

/// Number of words in segment `k`.
pub(super) fn words(outline: &Outline, k: usize) -> usize {
    outline.segments.get(k).map_or(0, |s| {
        s.tokens.clone().filter(|&t| matches!(outline.kind(t), Some(TokenKind::Word | TokenKind::Number))).count()
    })
}

fn shape(outline: &Outline, k: usize) -> Option<Shape> {
    let segment = outline.segments.get(k)?;
    let inner = segment.tokens.start + 1..segment.tokens.end.saturating_sub(usize::from(segment.closed));
    let mut title_case = true;
    let mut capitals = 0;
    let mut talks = false;
    for t in inner.clone().filter(|&t| outline.kind(t) == Some(TokenKind::Word)) {
        let word = outline.word(t);
        let capital = word.starts_with(char::is_uppercase);
        capitals += usize::from(capital);
        title_case &= capital || word.len() <= 4 && capitals > 0 && outline.class(t) != "";
        talks |= matches!(word, "I" | "we" | "We" | "you" | "You" | "my" | "our" | "us" | "me" | "I’m" | "I'm" | "It’s" | "it’s" | "it's" | "It's");
    }
    let last = outline.word(inner.end.saturating_sub(1));
    Some(Shape {
        words: words(outline, k),
        title_case: title_case && capitals > 0,
        stopped: matches!(last, "." | "?" | "!" | "," | "…" | "..." | "—"),
        opens_unit: outline.unit(segment.tokens.start).start == segment.tokens.start,
        talks,
    })
}

/// Whether segment `k` is no speech, given how it was linked.
pub(super) fn is_scare(outline: &Outline, k: usize, link: Option<&Link>) -> bool {
    let (Some(shape), Some(segment)) = (shape(outline, k), outline.segments.get(k)) else { return true };
    let start = segment.tokens.start;
    if shape.words == 0 {
        return true;
    }
    match link {
        Some(Link::Unsaid) => return true,
        Some(Link::Report(_) | Link::Lead(_) | Link::Same(_)) => return false,
        Some(Link::Fragment(_)) => return shape.title_case && shape.words <= 4 && !shape.talks,
        None => {}
    }
    if is_nickname(outline, segment.tokens.clone()) || introduced(outline, start) {
        return true;
    }
    if segment.continues || !segment.closed {
        return false;
    }
    let ends_unit = segment.tokens.end >= outline.unit(start).end || outline.is_stop(segment.tokens.end);
    if shape.opens_unit && (shape.stopped || ends_unit) {
        return shape.title_case && shape.words > 1 && !shape.stopped;
    }
    if shape.title_case {
        return true;
    }
    !(shape.talks && shape.words >= 4 || shape.words >= 6)
}

/// The word before the marks says that a name, a title or a sign follows.
fn introduced(outline: &Outline, start: usize) -> bool {
    let low = outline.unit(start).start;
    let mut before = start;
    while before > low && matches!(outline.word(before - 1), "," | ":" | "as" | "the" | "a" | "simply" | "of") && start - before < 2 {
        before -= 1;
    }
    before > low && lookup(&INTRODUCERS, outline.word(before - 1)).is_some()
        || start > low + 2 && outline.word(start - 1) == "called" && outline.word(start - 2) == "-"
}

/// Robert “Bobby” Scott: capitalised words on both sides, a short name between.
fn is_nickname(outline: &Outline, tokens: std::ops::Range<usize>) -> bool {
    tokens.start > 0
        && tokens.len() <= 5
        && outline.is_capital(tokens.start - 1)
        && outline.is_capital(tokens.end)
        && outline.is_capital(tokens.start + 1)
        && outline.unit_at(tokens.start - 1) == outline.unit_at(tokens.end)
}
