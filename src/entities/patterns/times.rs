//! Times of day and durations: “4:30 p.m.”, “noon”, “two weeks”, “20-minute”. Ages (“84-year-old”) are neither.

use super::{Rule, as_is, compile};
use crate::analysis::EntityType;
use crate::text::Text;
use std::ops::Range;
use std::sync::LazyLock;

pub(super) static CLOCK: Rule = Rule {
    kind: EntityType::Time,
    regex: LazyLock::new(|| compile("(?:P|[156] ?A)(?: [ZY])?|6(?: [ZY])?|[48] [ZH]|[12] O|N")),
    fit: as_is,
};

pub(super) static DURATION: Rule = Rule {
    kind: EntityType::Time,
    regex: LazyLock::new(|| {
        compile("(?:NUM|WORDNUM)(?:(?:-| [ir] )(?:NUM|WORDNUM))?(?: j a h)?[ -][cHwyz]|U")
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
