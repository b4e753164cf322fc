//! Whose turn it is where only the layout tells: answers of interviews, names in front of transcripts and posts. One block
//! at a time; it does not decide what becomes a quotation.

use super::outline::Outline;
use crate::text::TokenKind;
use std::ops::Range;

/// Where the words begin behind `A:` or `A.` at token `start` of a block.
pub(super) fn label(outline: &Outline, start: usize) -> Option<usize> {
    match (outline.word(start), outline.word(start + 1)) {
        ("A." | "A:", _) => Some(start + 1),
        ("A", ":" | ".") => Some(start + 2),
        _ => None,
    }
}

/// The answer in a block of an interview: behind `A:`, or after a question where somebody speaks of themselves.
pub(super) fn answer(outline: &Outline, start: usize, end: usize, asked: bool) -> Option<Range<usize>> {
    if let Some(from) = label(outline, start) {
        let segment = outline.segment_at(from).and_then(|k| outline.segments.get(k));
        let quoted = segment.is_some_and(|s| s.tokens == (from..end));
        return (end > from && !quoted).then_some(from..end);
    }
    let own = |t: usize| {
        outline.is_outside(t)
            && matches!(outline.word(t), "I" | "I’m" | "I'm" | "I’ve" | "I've" | "we" | "We" | "my" | "me")
    };
    (asked
        && outline.is_outside(start)
        && outline.word(end - 1) != "?"
        && (start..end.min(start + 120)).any(own))
    .then_some(start..end)
}

/// The name at the start of a block of a transcript or post: `MARTA SILVA:` or `@handle:`.
pub(super) fn turn(outline: &Outline, start: usize, end: usize) -> Option<Range<usize>> {
    let colon = (start..end.min(start + 6)).find(|&t| outline.word(t) == ":")?;
    let capitals = (start..colon).all(|t| {
        let word = outline.word(t);
        outline.kind(t) == Some(TokenKind::Word) && word.len() > 1 && !word.contains(char::is_lowercase)
    });
    let handle = colon == start + 1
        && outline.kind(start) == Some(TokenKind::Address)
        && outline.word(start).starts_with('@');
    (colon > start && end > colon + 2 && (capitals || handle)).then_some(start..colon)
}
