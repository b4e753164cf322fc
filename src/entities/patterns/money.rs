//! Sums of money, with a currency sign, a currency code or a currency word. No exchange rates, no budgets without a sum.

use super::{Rule, as_is, compile};
use crate::analysis::EntityType;
use std::sync::LazyLock;

/// “$90 billion”, “£3.5m”, “RM640,000”, “USD 5 million”.
pub(super) static SIGNED: Rule = Rule {
    kind: EntityType::Money,
    regex: LazyLock::new(|| {
        compile(r"(?:(?:[FKBa]?\$|B) ?(?:NUM|G)(?:(?:-| i )\$?(?:NUM|G))?|R)(?:[ -]?[mn])?(?: m)?")
    }),
    // Of the letters that are currencies some number rooms and roads as well.
    fit: |text, tokens| {
        let word = text.word(tokens.start);
        let code = tokens.len() == 1 && word.len() <= 3 && word.starts_with(|c: char| c.is_ascii_uppercase());
        (!code).then_some(tokens)
    },
};

/// “90 billion dollars”, “20 cents”, “five euros”, “half a million pounds”.
pub(super) static WORDED: Rule = Rule {
    kind: EntityType::Money,
    regex: LazyLock::new(|| {
        compile("(?:NUM|WORDNUM|a m|s f)(?:[ -](?:m|s f)){0,2}[ -](?:(?:K ){0,2}(?:[CJ]|L S)|m W)")
    }),
    fit: as_is,
};

#[cfg(test)]
#[test]
fn examples() {
    super::tests::check(
        EntityType::Money,
        &[
            "It plans to buy [$90 billion] in weapons.",
            "The club paid [£3.5m], up from [€20 million].",
            "He lost [90 billion dollars] and [20 cents].",
            "A ticket costs [five euros], or [US$5.40].",
            "He packed [RM640,000] in cash; bail was [R20,000].",
            "They own [$2-$3 million] and [half a million dollars].",
            "It owes [87 billion won] and won 3 seats.",
            "A [$30] monthly plan, [$9 Billion] more, [R41m] for a pipeline, [K4.7 billion] for roads, [P47,000] each.",
            "Room R2 on the A4 road has 20 seats.",
        ],
    );
}
