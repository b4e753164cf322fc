//! Shares and changes in hundredths: “90 percent”, “3.5 %”, “five per cent”, “two percentage points”.

use super::{Rule, as_is, compile};
use crate::analysis::EntityType;
use std::sync::LazyLock;

pub(super) static PERCENT: Rule = Rule {
    kind: EntityType::Percent,
    regex: LazyLock::new(|| {
        compile("(?:[+-]?NUM(?:(?:-| i )NUM)?|WORDNUM(?: i WORDNUM)?|a)(?: ?%|[ -](?:V I|E|Q J))")
    }),
    fit: as_is,
};

#[cfg(test)]
#[test]
fn examples() {
    super::tests::check(
        EntityType::Percent,
        &[
            "It fixed [90 percent] of them.",
            "Prices rose [3.5 %], then fell [5%].",
            "Some [five per cent] left, [twenty-one percent] stayed.",
            "It gained [two percentage points], then [25 basis points].",
            "Between [15 to 35 percent] of voters.",
            "One in five voters stayed.",
        ],
    );
}
