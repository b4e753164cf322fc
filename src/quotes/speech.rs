//! Speech or not: whether what stands between marks was said, or is a title, a nickname, a sign, a word, or words that
//! the writer holds at arm's length.

use super::outline::{Outline, class, lookup};
use super::speakers::Link;
use crate::analysis::BlockKind;
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
        s.tokens
            .clone()
            .filter(|&t| matches!(outline.kind(t), Some(TokenKind::Word | TokenKind::Number)))
            .count()
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
        title_case &= capital || word.len() <= 4 && capitals > 0 && !outline.class(t).is_empty();
        talks |= matches!(
            word,
            "I" | "we"
                | "We"
                | "you"
                | "You"
                | "my"
                | "our"
                | "us"
                | "me"
                | "I’m"
                | "I'm"
                | "It’s"
                | "it’s"
                | "it's"
                | "It's"
        );
    }
    let last = outline.word(inner.end.saturating_sub(1));
    Some(Shape {
        words: words(outline, k),
        title_case: title_case && capitals > 0,
        stopped: matches!(last, "." | "?" | "!" | "," | "…" | "..." | "—"),
        opens_unit: outline.unit(segment.tokens.start).start == segment.tokens.start
            || segment.tokens.start > 0 && outline.is_stop(segment.tokens.start - 1),
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
    if is_nickname(outline, segment.tokens.clone()) || introduced(outline, start) || is_title(outline, k) {
        return true;
    }
    if segment.continues || !segment.closed {
        return false;
    }
    if in_heading(outline, k) {
        return shape.words < 3;
    }
    let ends_unit = segment.tokens.end >= outline.unit(start).end || outline.is_stop(segment.tokens.end);
    // A source in a list: “Bridge closed for a week” — Harbour Times.
    if !shape.stopped && matches!(outline.word(segment.tokens.end), "—" | "–" | "-") {
        return true;
    }
    if shape.opens_unit && (shape.stopped || ends_unit) {
        return shape.title_case && shape.words > 1 && !shape.stopped;
    }
    if shape.title_case {
        return true;
    }
    !(shape.talks && shape.words >= 4 || shape.words >= 6)
}

/// Whether segment `k` is a title: capitalised words behind a possessor, a preposition or what introduces one ("on CBS’s
/// “Face the Day,”", "in her book, “Mud,”"), whatever stop stands in the marks.
pub(super) fn is_title(outline: &Outline, k: usize) -> bool {
    let (Some(shape), Some(segment)) = (shape(outline, k), outline.segments.get(k)) else { return false };
    let start = segment.tokens.start;
    let owned = start > 0
        && (outline.kind(start - 1) == Some(TokenKind::Possessive)
            || matches!(outline.word(start - 1), "on" | "of" | "in" | "for")
            || introduced(outline, start));
    owned && segment.closed && shape.title_case && shape.words > 1 && shape.words <= 8 && !shape.talks
}

/// What bears words that nobody says.
pub(super) fn is_sign(word: &str) -> bool {
    const SIGNS: [&str; 16] = [
        "sign",
        "signs",
        "banner",
        "banners",
        "placard",
        "placards",
        "plaque",
        "plate",
        "poster",
        "posters",
        "billboard",
        "graffiti",
        "sticker",
        "mural",
        "inscription",
        "t-shirt",
    ];
    SIGNS.contains(&word)
}

/// Whether the quotation is one word that stands before the noun it describes.
pub(super) fn modifies(outline: &Outline, start: usize, end: usize) -> bool {
    end - start == 3
        && outline.word(start + 1).starts_with(char::is_lowercase)
        && outline.kind(end) == Some(TokenKind::Word)
        && outline.class(end).is_empty()
        && outline.word(end).starts_with(char::is_lowercase)
}

/// Whether segment `k`, inside a reported clause, is a name, a title or a word held at arm's length.
pub(super) fn is_mention(outline: &Outline, k: usize) -> bool {
    let (Some(shape), Some(segment)) = (shape(outline, k), outline.segments.get(k)) else { return false };
    let (start, end) = (segment.tokens.start, segment.tokens.end);
    modifies(outline, start, end)
        || introduced(outline, start)
        || is_title(outline, k)
        || shape.title_case && !shape.talks && !shape.stopped && shape.words <= 6
}

/// Whether a short segment `k` inside a clause is a quotation of its own, not only words of the clause: it holds its own
/// stop, is a noun phrase or opens with a preposition, or the sentence goes on behind it.
pub(super) fn stands_alone(outline: &Outline, k: usize) -> bool {
    let Some(segment) = outline.segments.get(k) else { return false };
    let inner = segment.tokens.start + 1..segment.tokens.end;
    let opens = inner.start > 1 && outline.class(inner.start - 2) == "det"
        || class(outline.word(inner.start)) == "det";
    let stopped = matches!(outline.word(inner.end.saturating_sub(2)), "." | "?" | "!" | ",");
    let adverbial = matches!(class(outline.word(inner.start)), "join" | "stop");
    stopped
        || adverbial
        || goes_on(outline, segment.tokens.end)
        || opens && inner.clone().all(|t| !matches!(class(outline.word(t)), "aux" | "neg" | "pron"))
}

/// Whether the sentence goes on at token `end`, right behind a quotation, with more than another one joined to it.
pub(super) fn goes_on(outline: &Outline, end: usize) -> bool {
    let unit = outline.unit(end.saturating_sub(1));
    let next = (end..unit.end).find(|&t| !matches!(outline.word(t), "," | "and" | "or" | "but"));
    next.is_some_and(|t| outline.is_outside(t) && !outline.is_stop(t))
}

/// Whether the word introduces a name, a title or a sign.
pub(super) fn introduces(word: &str) -> bool {
    lookup(&INTRODUCERS, word).is_some()
}

/// Whether segment `k` stands in a heading: the first block, or a short one without a full stop.
pub(super) fn in_heading(outline: &Outline, k: usize) -> bool {
    let Some(segment) = outline.segments.get(k) else { return false };
    let block = outline.text.document.blocks.get(segment.block);
    let Some(block) = block else { return false };
    let text = outline.text.document.slice(block.span);
    matches!(block.kind, BlockKind::Title | BlockKind::Heading)
        || text.len() < 160 && !text.ends_with(['.', '?', '!', '”', '"', ':', ')', ',']) && segment.block < 2
}

/// The word before the marks says that a name, a title or a sign follows.
fn introduced(outline: &Outline, start: usize) -> bool {
    let low = outline.unit(start).start;
    let mut before = start;
    while before > low
        && matches!(outline.word(before - 1), "," | ":" | "as" | "the" | "a" | "simply" | "of")
        && start - before < 2
    {
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
