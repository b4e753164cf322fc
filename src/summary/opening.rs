//! How a sentence opens, for a reader who sees it alone: the dateline before it and the "But" at its start can go, a pronoun
//! needs its antecedent, and some words only make sense behind the sentence before. Looks at the first few words only.

use crate::analysis::Span;
use crate::claims::is_month;
use crate::text::{Sentence, Text, TokenKind};

table!(OPENERS, "summary_openers");
rows!(ASIDES, "summary_asides");

/// A dateline ends within so many tokens ("SAN TELMO, Quezon, Philippines, Feb. 3, 2025 (Wire) —").
const DATELINE: usize = 18;

/// Whose turn it is in an interview.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    Question,
    Answer,
}

/// What stands at the start of a sentence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Opening {
    /// The first token that belongs to the sentence itself.
    pub from: usize,
    /// The same without a word that only ties it to the sentence before.
    pub bare: usize,
    /// What the next word needs: `connective`, or a pronoun by what it can stand for; nothing where empty.
    pub needs: &'static str,
    /// In an interview with marks, whose turn begins here.
    pub turn: Option<Turn>,
    /// Words about the page or its author: nothing that the article says.
    pub aside: bool,
}

/// Reads the start of `sentence`. `place` is the name of a place that it opens with; empty where it does not.
pub(super) fn read(text: &Text, sentence: &Sentence, place: Span) -> Opening {
    let range = sentence.tokens.clone();
    let turn = turn(text, sentence);
    let from = turn
        .map_or_else(|| range.start + dateline(text, sentence, place), |(_, length)| range.start + length);
    let first = (from..range.end).find(|&i| is_word(text, i)).unwrap_or(from);
    let (kind, length) = tie(text, first);
    let comma = text.word(first + length) == ",";
    let drops = kind == "drop" || kind == "comma" && comma;
    let bare = if drops && first == from { first + length + usize::from(comma) } else { from };
    let needs = if drops { tie(text, bare).0 } else { kind };
    let needs = if matches!(needs, "drop" | "comma") { "" } else { needs };
    Opening { from, bare, needs, turn: turn.map(|(turn, _)| turn), aside: is_aside(text, sentence) }
}

/// The kind of the opener at `token`, and its length in tokens; the longest that is known.
fn tie(text: &Text, token: usize) -> (&'static str, usize) {
    const LONGEST: usize = 4;
    let mut phrase = String::new();
    let mut found = ("", 0);
    for length in 1..=LONGEST {
        if length > 1 {
            phrase.push(' ');
        }
        phrase.extend(text.word(token + length - 1).chars().flat_map(char::to_lowercase));
        if let Some(kind) = OPENERS.get(phrase.as_str()) {
            found = (*kind, length);
        }
    }
    found
}

fn is_word(text: &Text, token: usize) -> bool {
    text.tokens.get(token).is_some_and(|t| matches!(t.kind, TokenKind::Word | TokenKind::Number))
}

fn is_dash(word: &str) -> bool {
    matches!(word, "—" | "–" | "-")
}

fn is_aside(text: &Text, sentence: &Sentence) -> bool {
    let words = text.slice(sentence.span);
    let opens = |phrase: &str| {
        let head = words.get(..phrase.len()).filter(|head| head.eq_ignore_ascii_case(phrase));
        head.is_some()
            && !words.get(phrase.len()..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
    };
    ASIDES.iter().any(|(phrase, ..)| opens(phrase))
}

/// "Q: …" and "A. …": whose turn, and the length of the mark in tokens.
fn turn(text: &Text, sentence: &Sentence) -> Option<(Turn, usize)> {
    let at = sentence.tokens.start;
    let length = match (text.word(at), text.word(at + 1)) {
        ("Q" | "A", ":" | "." | "-" | "—") => 2,
        ("Q." | "A.", _) => 1,
        _ => return None,
    };
    Some((if text.word(at).starts_with('Q') { Turn::Question } else { Turn::Answer }, length))
}

/// The length in tokens of the dateline that `sentence` opens with: "KYIV, Ukraine (AP) —", "(CNN)", "SINGAPORE -".
/// A dash that was cut off from its dateline counts as one.
fn dateline(text: &Text, sentence: &Sentence, place: Span) -> usize {
    let range = sentence.tokens.clone();
    let is_place =
        |end: usize| place.end > 0 && place.end >= text.span_of(range.start..range.start + end).end;
    let word = |i: usize| if i < range.end { text.word(range.start + i) } else { "" };
    let dashes = |from: usize| (from..).take_while(|i| is_dash(word(*i))).count();
    if dashes(0) > 0 {
        return dashes(0);
    }
    let (mut inside, mut agency, mut loud) = (false, 0, false);
    for i in 0..DATELINE {
        let word = word(i);
        let spaced = |i: usize| text.tokens.get(range.start + i).is_some_and(|t| t.space_before);
        match word {
            "" => break,
            "(" => inside = true,
            ")" => {
                inside = false;
                agency = i + 1;
            }
            "," | "/" => {}
            // "KYIV - …", not "CHINA-led"; a plain dash must have the look of a dateline before it.
            _ if is_dash(word) && (word == "—" || spaced(i) || dashes(i) > 1) => {
                let is_dateline = loud || agency > 0 && agency + 1 >= i;
                return if is_dateline { i + dashes(i) } else { 0 };
            }
            "-" => {}
            _ if inside => {}
            _ if word.starts_with(|c: char| c.is_ascii_digit()) => {}
            // "KARVIK: …", but not "CLAIM: …".
            ":" if loud && is_place(i) => return i + 1,
            _ if word.starts_with(char::is_uppercase) => {
                // "Karvik, March 22, 2024 - …" has no capitals, but a date.
                let shouted = word.len() > 2 && !word.contains(char::is_lowercase);
                loud |= shouted || i > 0 && is_month(&word.to_lowercase());
            }
            _ => break,
        }
    }
    // "(CNN)Share, and …", "Karvik (CNN)Share …": without a dash, and without a blank.
    let glued = agency > 0 && text.tokens.get(range.start + agency).is_some_and(|t| !t.space_before);
    let agency_at = word(agency.saturating_sub(2));
    let initials = agency_at.len() > 1 && !agency_at.contains(char::is_lowercase);
    if glued && initials || agency == 3 && word(0) == "(" && initials { agency } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::BlockKind;
    use crate::document::{Block, Document};

    /// What is left of the first sentence of `text` without and with its tie to the sentence before, and what it needs.
    fn check(text: &str, left: &str, needs: &str) {
        let blocks = vec![Block { span: Span::new(0, text.len()), kind: BlockKind::Paragraph }];
        let document = Document {
            text: text.to_string(),
            verbatim: true,
            blocks,
            declared_language: None,
            remarks: Vec::new(),
        };
        let read_text = Text::new(&document);
        let sentence = &read_text.sentences[0];
        let place = text.strip_prefix("KARVIK").map(|rest| Span::new(0, text.len() - rest.len()));
        let opening = read(&read_text, sentence, place.unwrap_or_default());
        let words = read_text.slice(read_text.span_of(opening.bare..sentence.tokens.end));
        assert_eq!((words, opening.needs), (left, needs), "{text}");
    }

    #[test]
    fn datelines_go() {
        check("KARVIK, Norway (AP) — Nobody came.", "Nobody came.", "");
        check("SINGAPORE - The bridge fell.", "The bridge fell.", "");
        check("KARVIK/OSLO, Aug 19 (Wire) - The bridge fell.", "The bridge fell.", "");
        check("(CNN)The bridge fell.", "The bridge fell.", "");
        check("Karvik (CNN)The bridge fell.", "The bridge fell.", "");
        check("Karvik (NB) fell.", "Karvik (NB) fell.", "");
        check("(CNN) -- The bridge fell.", "The bridge fell.", "");
        check("Karvik (AFP) — The bridge fell.", "The bridge fell.", "");
        check("KARVIK: The bridge fell.", "The bridge fell.", "");
        check("Karvik, March 22, 2024 - The bridge fell.", "The bridge fell.", "");
        check("— The bridge fell.", "The bridge fell.", "");
        check("The bridge — an old one — fell.", "The bridge — an old one — fell.", "");
        check("Ann Bell — a clerk — left.", "Ann Bell — a clerk — left.", "");
        check("CLAIM: The bridge fell.", "CLAIM: The bridge fell.", "");
        check("NATO-led troops left - at last.", "NATO-led troops left - at last.", "");
    }

    #[test]
    fn ties_go_and_needs_are_told() {
        check("But nobody came.", "nobody came.", "");
        check("However, nobody came.", "nobody came.", "");
        check("However hard they pulled, it stood.", "However hard they pulled, it stood.", "");
        check("But he refused.", "he refused.", "he");
        check("She agreed.", "She agreed.", "she");
        check("Otherwise the bridge falls.", "Otherwise the bridge falls.", "connective");
        check("That order came late.", "That order came late.", "connective");
        check("A: The bridge is old.", "The bridge is old.", "");
    }

    /// Every example of the data files opens with its own words.
    #[test]
    fn examples_open_with_their_words() {
        rows!(ROWS, "summary_openers");
        for (phrase, _, example) in ASIDES {
            assert!(example.to_lowercase().starts_with(phrase), "{phrase}");
        }
        for (word, kind, example) in ROWS.iter().filter(|row| !row.2.is_empty()) {
            assert!(example.to_lowercase().starts_with(word), "{word}");
            assert!(
                matches!(*kind, "connective" | "drop" | "comma" | "he" | "she" | "they" | "it"),
                "{kind}"
            );
        }
    }
}
