//! Laws and treaties by number (“Article 5”, “Directive 2019/790”, “H.R. 1234”) or by name (“the Clean Air Act”, “Treaty of
//! Lisbon”). A law that only its own country calls by another word (a *Gesetz*) is left to the tagger.

use super::{Rule, as_is, compile, letters};
use crate::analysis::{BlockKind, EntityType};
use crate::text::{Text, Token, TokenKind};
use std::ops::Range;
use std::sync::LazyLock;

/// “Article 5”, “Section 230”, “Title IX”, “H.R. 1234”.
pub(super) static NUMBERED: Rule = Rule {
    kind: EntityType::Law,
    regex: LazyLock::new(|| {
        compile(concat!(
            r"[ABC] (?:\([A-Z]\) |N\.? )?[123](?:/[12])?(?:\([123a-z]\)){0,3}(?: o t (?:[A-X] ){0,3}[DFP])?",
            r"|T I|(?:S|L\.|[HS] R\.?) ?[12]",
        ))
    }),
    fit: as_is,
};

/// “Clean Air Act of 1970”, “Treaty of Lisbon”, “Convention on Biological Diversity”.
pub(super) static NAMED: Rule = Rule {
    kind: EntityType::Law,
    regex: LazyLock::new(|| {
        // One capitalised word; the small words of names may stand between two.
        let word = "[A-Z](?:-[A-Za-z]|')*";
        let small = "(?:[opq] (?:t )?|a )?";
        compile(&format!(
            "(?:U )?[DEFG] o (?:t )?{word}(?: {small}{word}){{0,3}}\
             |(?:U )?(?:V )?[DEB] q (?:t )?{word}(?: {small}{word}){{0,6}}\
             |(?:{word},? {small}){{1,7}}[BCDGP](?: (?:o )?2)?"
        ))
    }),
    fit: trim,
};

table!(pub(super) WORDS, "entities_laws");

/// The letters of laws: `1` a number of up to five digits, `2` of four that may be a year, `3` a number with a letter; those
/// of `data/laws.txt`; for other words `W`, `Y` (`NATO`) or `w` by their case.
pub(super) fn letter(token: &Token, word: &str) -> u8 {
    match token.kind {
        TokenKind::Number => {
            let digits = word.trim_end_matches(|c: char| c.is_ascii_uppercase());
            match (digits.len(), digits.bytes().all(|b| b.is_ascii_digit())) {
                (4, true) if digits.len() == word.len() && digits.starts_with(['1', '2']) => b'2',
                (1..=5, true) => b"13".get(word.len() - digits.len()).copied().unwrap_or(b'_'),
                _ => b'_',
            }
        }
        TokenKind::Word => WORDS.get(word).and_then(|letter| letter.bytes().next()).unwrap_or_else(|| {
            let mut chars = word.chars();
            match chars.next().is_some_and(char::is_uppercase) {
                true if chars.next().is_some_and(char::is_uppercase) => b'Y',
                true => b'W',
                false => b'w',
            }
        }),
        TokenKind::Possessive => b'\'',
        _ => letters::punctuation(word),
    }
}

/// Words that are capitalised only because they start a sentence or a headline.
const STARTERS: [&str; 40] = [
    "The",
    "A",
    "An",
    "This",
    "That",
    "Under",
    "In",
    "On",
    "By",
    "With",
    "And",
    "But",
    "Its",
    "His",
    "Her",
    "Their",
    "Our",
    "When",
    "If",
    "As",
    "For",
    "Of",
    "To",
    "New",
    "Both",
    "Since",
    "After",
    "Before",
    "Unlike",
    "Without",
    "Senate",
    "House",
    "Congress",
    "Parliament",
    "Mr.",
    "Ms.",
    "Draft",
    "Proposed",
    "Controversial",
    "Violating",
];

fn trim(text: &Text, tokens: Range<usize>) -> Option<Range<usize>> {
    // In a headline every word may be capitalised: “Holdout Sinks Broadband Bill”.
    let at = text.tokens.get(tokens.start).map(|t| text.sentence_at(t.span.start))?;
    if text.block_of(at).is_some_and(|block| block.kind == BlockKind::Title) {
        return None;
    }
    let mut start = tokens.start;
    while start + 1 < tokens.end {
        let word = text.word(start);
        let small = word.starts_with(char::is_lowercase) || word == ",";
        if !small && !STARTERS.contains(&word) {
            break;
        }
        start += 1;
    }
    (tokens.end - start > 1).then_some(start..tokens.end)
}

#[cfg(test)]
#[test]
fn examples() {
    super::tests::check(
        EntityType::Law,
        &[
            "Under [Article 5], and [Section 230], it may act; [Section 17(a)] of the [BRCD Act].",
            "The [Clean Air Act] and the [Treaty of Lisbon] say so.",
            "It cited [Directive 2019/790] and [H.R. 1234].",
            "They signed the [Convention on Biological Diversity] in May.",
            "The Act was passed; Bill stayed in Section D.",
        ],
    );
}
