//! Laws and treaties by number (“Article 5”, “Directive 2019/790”, “H.R. 1234”) or by name (“the Clean Air Act”, “Treaty of
//! Lisbon”). A law that only its own country calls by another word (a *Gesetz*) is left to the tagger.

use super::{Rule, as_is, compile};
use crate::analysis::{BlockKind, EntityType};
use crate::text::Text;
use std::ops::Range;
use std::sync::LazyLock;

/// “Article 5”, “Section 230”, “Title IX”, “H.R. 1234”.
pub(super) static NUMBERED: Rule = Rule {
    kind: EntityType::Law,
    when: |clues| clues.capital,
    regex: LazyLock::new(|| {
        compile(
            r"(?: (?:Articles?|Sections?|Directive|Regulation|Resolution|Proposition|Prop\.|Amendment|Decree|Ordinance)
                  \x20(?:\(EU\)\x20|No\.?\x20)? [0-9]{1,5}(?:/[0-9]{1,5})?[A-Z]?(?:\([0-9a-z]{1,3}\)){0,3}
                  (?:\x20of\x20the\x20(?:[A-Z][a-z]+\x20){0,3}(?:Constitution|Treaty|Act|Charter|Convention))?
              | Title\x20(?:IX|VI|VII|X)
              | (?:H\.R\.|H\.\x20Res\.|S\.\x20Res\.|HB|SB|S\.)\x20?[0-9]{1,5} )",
        )
    }),
    fit: as_is,
};

/// “Clean Air Act of 1970”, “Treaty of Lisbon”, “Convention on Biological Diversity”.
pub(super) static NAMED: Rule = Rule {
    kind: EntityType::Law,
    when: |clues| clues.capital,
    regex: LazyLock::new(|| {
        // One capitalised word; the small words of names may stand between two.
        let word = r"[A-Z][A-Za-zÀ-ɏ’'-]*";
        let small = r"(?: (?:of|for|on|to|with|against|from)\x20(?:the\x20)? | and\x20 )?";
        compile(&format!(
            r"(?: (?:The\x20)?(?:Treaty|Convention|Charter|Declaration|Protocol|Statute|Bill|Treaties)\x20of\x20(?:the\x20)?
                {word}(?:\x20{small}{word}){{0,3}}
              | (?:The\x20)?(?:(?:Framework|Geneva|Vienna|Hague)\x20)?(?:Treaty|Convention|Declaration|Directive|Regulation)
                \x20on\x20(?:the\x20)?{word}(?:\x20{small}{word}){{0,6}}
              | (?:{word},?\x20{small}){{1,7}} (?: Act | Bill | Treaty | Accords? | Convention | Protocol | Amendment
                  | Ordinance | Statute | Regulation | Directive | Constitution ) (?:\x20(?:of\x20)?[12][0-9]{{3}})? )"
        ))
    }),
    fit: trim,
};

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
            "Under [Article 5], and [Section 230], it may act.",
            "The [Clean Air Act] and the [Treaty of Lisbon] say so.",
            "It cited [Directive 2019/790] and [H.R. 1234].",
            "They signed the [Convention on Biological Diversity] in May.",
            "The Act was passed; Bill stayed in Section D.",
        ],
    );
}
