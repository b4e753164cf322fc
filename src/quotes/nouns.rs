//! Noun phrases, read off the closed-class words around them: the phrase that ends at a token, the phrase that starts at
//! one, the role beside a name. No parser: a phrase runs as far as no word stands in it that cannot.

use super::outline::Outline;
use crate::text::TokenKind;
use std::ops::Range;

/// A noun phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Phrase {
    pub tokens: Range<usize>,
}

/// Longest phrase that is read, in tokens.
const LONGEST: usize = 24;

/// The text of a token range.
pub(super) fn text_of(outline: &Outline, tokens: Range<usize>) -> String {
    outline.text.slice(outline.text.span_of(tokens)).to_string()
}

/// Whether a possessive ending stands at `i`.
pub(super) fn is_possessor(outline: &Outline, i: usize) -> bool {
    outline.kind(i) == Some(TokenKind::Possessive)
        || matches!(outline.word(i), "’" | "'")
            && outline.word_before(i).ends_with('s')
            && outline.text.tokens.get(i).is_some_and(|t| !t.space_before)
            && outline.text.tokens.get(i + 1).is_some_and(|t| t.kind == TokenKind::Word)
}

/// Whether token `i` can stand inside a noun phrase.
fn is_nominal(outline: &Outline, i: usize) -> bool {
    outline.is_outside(i)
        && match outline.kind(i) {
            Some(TokenKind::Word) => matches!(outline.class(i), "" | "title" | "org" | "det"),
            Some(TokenKind::Number | TokenKind::Address | TokenKind::Possessive) => true,
            Some(TokenKind::Punctuation) => matches!(outline.word(i), "-" | "&" | "/"),
            Some(TokenKind::Mark) => is_possessor(outline, i),
            None => false,
        }
}

/// The phrase that ends right before token `end`, not before `low`; `name..end` surely belongs to it. Reads back over `of`, `for` and the like where the
/// phrase behind it has its own determiner or name.
pub(super) fn ending_at(
    outline: &Outline,
    name: usize,
    end: usize,
    low: usize,
    is_verb: impl Fn(usize) -> bool,
) -> Option<Phrase> {
    let mut start = name;
    while start > low && end - start < LONGEST {
        let i = start - 1;
        let class = outline.class(i);
        if class == "join" && start < end && i > low && joins(outline, i, end) {
            start = i;
        } else if is_nominal(outline, i) && (outline.is_capital(i) || !is_verb(i)) {
            start = i;
            let opens = class == "det" && !(i > low && matches!(outline.class(i - 1), "det"));
            if opens && !(i > low && outline.class(i - 1) == "join" && joins(outline, i - 1, end)) {
                break;
            }
        } else {
            break;
        }
    }
    while start < end && matches!(outline.class(start), "join") {
        start += 1;
    }
    let word = outline.word(start);
    (start < end
        && !(end - start == 1 && matches!(class_of(word), "det"))
        && outline.kind(start) != Some(TokenKind::Possessive))
    .then_some(Phrase { tokens: start..end })
}

fn class_of(word: &str) -> &'static str {
    super::outline::class(word)
}

/// Whether the preposition at `i` joins two noun phrases into one: a noun that takes one stands before it.
fn joins(outline: &Outline, i: usize, _end: usize) -> bool {
    let before = outline.word_before(i);
    let noun = i > 0
        && is_nominal(outline, i - 1)
        && outline.class(i - 1) != "det"
        && outline.kind(i - 1) == Some(TokenKind::Word);
    noun && match outline.word(i) {
        "of" | "for" => true,
        _ => !before.starts_with(char::is_uppercase) && is_person_noun(before),
    }
}

/// Nouns for those who speak, by their endings: officials in Kyiv, a volunteer at the shelter.
pub(super) fn is_person_noun(word: &str) -> bool {
    const THINGS: [&str; 16] = [
        "letter",
        "order",
        "paper",
        "newspaper",
        "number",
        "answer",
        "banner",
        "folder",
        "newsletter",
        "chapter",
        "poster",
        "register",
        "document",
        "parliament",
        "monitor",
        "event",
    ];
    let stem = word.strip_suffix('s').unwrap_or(word);
    if THINGS.contains(&stem) || stem.ends_with("ment") {
        return false;
    }
    [
        "er",
        "or",
        "ist",
        "ian",
        "man",
        "woman",
        "person",
        "ant",
        "ent",
        "ee",
        "official",
        "people",
        "source",
        "authoritie",
        "aide",
        "analyst",
        "critic",
        "expert",
        "nurse",
        "witnesse",
        "priest",
        "mayor",
        "coach",
        "midwife",
        "advocate",
        "chef",
        "pilot",
        "forward",
        "veteran",
        "champion",
        "chair",
        "cabbie",
        "boss",
        "monarch",
        "captain",
        "mum",
        "mate",
        "keeper",
        "guard",
        "victim",
        "native",
        "star",
    ]
    .iter()
    .any(|end| stem.ends_with(end) || word.ends_with(end))
}

/// The phrase that starts at token `start`, not past `high`. A phrase without a name goes on over prepositions and
/// relative clauses ("a person familiar with the talks who was not allowed to speak").
pub(super) fn starting_at(
    outline: &Outline,
    start: usize,
    high: usize,
    is_verb: impl Fn(usize) -> bool,
) -> Option<Phrase> {
    let named = outline.is_capital(start) || outline.class(start) == "title";
    if !is_nominal(outline, start) || outline.kind(start) == Some(TokenKind::Possessive) {
        return None;
    }
    let mut end = start;
    let mut relative = false;
    while end < high && end - start < LONGEST && outline.is_outside(end) {
        let class = outline.class(end);
        let capital_next = outline.is_capital(end + 1);
        let goes_on = match class {
            "join" => {
                end > start
                    && (!named && !matches!(outline.word(end), "on")
                        || matches!(outline.word(end), "of" | "for"))
            }
            "conj" => outline.word(end) == "and" && capital_next && outline.is_capital(end - 1),
            "rel" if !named && end > start => {
                relative = true;
                true
            }
            "aux" | "neg" | "stop" | "pron" => {
                relative
                    && outline.kind(end) == Some(TokenKind::Word)
                    && !matches!(outline.word(end), "as" | "after" | "when" | "while" | "during")
            }
            _ => {
                is_nominal(outline, end)
                    && (relative || end == start || !is_verb(end) || named && outline.is_capital(end))
            }
        };
        if !goes_on
            || class == "det"
                && end > start
                && class_of(outline.word_before(end)) != "join"
                && !relative
                && class_of(outline.word_before(end)) != "det"
        {
            break;
        }
        end += 1;
    }
    while end > start && matches!(outline.class(end - 1), "join" | "conj" | "rel" | "det") {
        end -= 1;
    }
    (end > start).then_some(Phrase { tokens: start..end })
}

/// The phrase as it is shown: without a relative clause or apposition.
pub(super) fn shown(outline: &Outline, tokens: Range<usize>) -> Range<usize> {
    let end =
        tokens.clone().find(|&t| outline.word(t) == "," || outline.class(t) == "rel").unwrap_or(tokens.end);
    tokens.start..end.max((tokens.start + 1).min(tokens.end))
}

/// The words right before a name that can be its role: "foreign minister", "NATO Secretary-General".
pub(super) fn role_before(outline: &Outline, name: usize) -> Range<usize> {
    let low = outline.unit(name).start;
    let mut start = name;
    while start > low
        && name - start < 6
        && outline.is_outside(start - 1)
        && (outline.kind(start - 1) == Some(TokenKind::Word)
            && matches!(outline.class(start - 1), "" | "title" | "org")
            || outline.word(start - 1) == "-")
    {
        start -= 1;
    }
    start..name
}

/// The apposition right after a name: ", the alliance’s secretary general,".
pub(super) fn role_after(outline: &Outline, after: usize) -> Range<usize> {
    let high = outline.unit(after.saturating_sub(1)).end;
    if outline.word(after) != "," {
        return after..after;
    }
    let start = after + 1;
    let opens = outline.class(start) == "det"
        || outline.word(start).starts_with(char::is_lowercase) && is_nominal(outline, start);
    let mut end = start;
    while opens
        && end < high
        && end - start < 12
        && (is_nominal(outline, end) || outline.class(end) == "join")
    {
        end += 1;
    }
    // Only the head: what stands behind a possessor is the role ("the alliance’s secretary general").
    let head = (start..end).rev().find(|&t| is_possessor(outline, t)).map_or(start, |t| t + 1);
    head..end
}

/// The phrase across the comma before a name: "One midwife, Mira Holt, said".
pub(super) fn role_across(outline: &Outline, name: usize) -> Range<usize> {
    let low = outline.unit(name).start;
    let mut comma = name;
    while comma > low && outline.class(comma - 1) == "title" {
        comma -= 1;
    }
    if comma <= low + 1 || outline.word(comma - 1) != "," {
        return name..name;
    }
    let phrase = ending_at(outline, comma - 1, comma - 1, low, |_| false);
    let Some(phrase) = phrase else { return name..name };
    let start = phrase.tokens.start;
    // "Writing in a blog post, Ada Mica": what a preposition governs is no role.
    let free = start == low
        || matches!(outline.class(start - 1), "conj" | "stop")
        || matches!(outline.word(start - 1), "," | "—" | "–");
    if !free || outline.class(start) != "det" || phrase.tokens.len() > 8 {
        return name..name;
    }
    start + 1..comma - 1
}
