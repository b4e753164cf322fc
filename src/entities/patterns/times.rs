//! Times of day and durations: “4:30 p.m.”, “noon”, “two weeks”, “20-minute”. Ages (“84-year-old”) are neither.

use super::{Rule, as_is, compile};
use crate::analysis::EntityType;
use crate::text::Text;
use std::ops::Range;
use std::sync::LazyLock;

pub(super) static CLOCK: Rule = Rule {
    kind: EntityType::Time,
    when: |_| true,
    regex: LazyLock::new(|| {
        compile(
            r"(?: [0-2]?[0-9](?:[:.][0-5][0-9])? \x20? (?:[ap]\.m\.?|[ap]m|AM|PM|A\.M\.|P\.M\.)
                  (?:\x20(?:ET|EST|EDT|CT|CST|PT|PST|PDT|GMT|UTC|BST|CET|CEST|IST|WAT|EAT|Eastern))?
              | [0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])? (?:\x20(?:ET|EST|EDT|GMT|UTC|BST|CET|CEST|IST|WAT|EAT))?
              | [0-2][0-9][0-5][0-9]\x20(?:GMT|UTC|BST|hours)
              | [0-9]{1,2}\x20o[’']clock | noon | midnight )",
        )
    }),
    fit: as_is,
};

pub(super) static DURATION: Rule = Rule {
    kind: EntityType::Time,
    when: |_| true,
    regex: LazyLock::new(|| {
        compile(
            r"(?: NUM | WORDNUM ) (?: (?:-|–|\x20(?:to|or)\x20) (?:NUM|WORDNUM) )? (?: \x20and\x20a\x20half )?
              (?: [\x20-] (?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|centuries)
                | \x20?(?:mins?|hrs?|secs?) )",
        )
    }),
    fit: |text: &Text, tokens: Range<usize>| {
        let age = matches!(text.word(tokens.end), "old" | "-")
            && text.word(tokens.end + 1).starts_with("old")
            || text.word(tokens.end) == "old"
            || text.word(tokens.end) == "of" && text.word(tokens.end + 1) == "age";
        (!age).then_some(tokens)
    },
};

#[cfg(test)]
#[test]
fn examples() {
    super::tests::check(
        EntityType::Time,
        &[
            "It opened at [4 p.m.] and closed at [9:41 p.m. ET], not at [noon].",
            "Ready within [two weeks], after a [20-minute] talk.",
            "It took [eleven minutes] to undo [8 months] of work, or [two and a half years].",
            "An 84-year-old man, two years old, [22-year] veteran.",
        ],
    );
}
