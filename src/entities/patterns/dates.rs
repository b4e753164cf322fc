//! Days, months, seasons, years and centuries, as dates or named from today. Whether “May” or “March” is a month is read
//! off the words around it. Durations are in [`super::times`]; what day “Monday” was is not worked out.

use super::{Rule, compile};
use crate::analysis::EntityType;
use crate::text::Text;
use std::ops::Range;
use std::sync::LazyLock;

/// “June 4, 2025”, “4 June”, “Monday”, “February”, “2024-06-04”, “1949”, “the 1990s”.
pub(super) static CALENDAR: Rule = Rule {
    kind: EntityType::Date,
    regex: LazyLock::new(|| {
        compile(
            &[
                r"(?:d,? )?M [13](?: ?- ?[13])?(?:,? 4)?",        // June 4-6, 2025
                r"(?:d,? )?(?:[13] ?- ?)?[13] (?:f )?M(?:,? 4)?", // 4th of June
                r"l [dM]",                                        // last Monday
                r"M,? (?:f )?4",                                  // June 2025
                r"d(?: p)?",                                      // Monday morning
                r"M",
                r"4-1-1|1/1/[124]|D",        // 2025-06-04
                r"(?:b-)?0|4[-/][124]|4|'7", // mid-1990s, 2024/25
                r"3[ -]z",                   // 19th century
                r"q (?:f )?4",               // spring 2024
            ]
            .join("|"),
        )
    }),
    fit,
};

/// “last autumn”, “next year”, “this week”, “yesterday”.
pub(super) static RELATIVE: Rule = Rule {
    kind: EntityType::Date,
    regex: LazyLock::new(|| compile("l [qykz]|v l y|T|(?:NUM|WORDNUM|a) [wyz] g")),
    fit: super::as_is,
};

/// Words before which or after which a bare month or year is one.
const BEFORE: [&str; 34] = [
    "in", "since", "until", "till", "by", "last", "next", "this", "early", "late", "mid", "from", "to",
    "and", "of", "before", "after", "through", "during", "between", "for", "around", "every", "each", "or",
    "-", "–", "circa", "c.", "(", "/", "late-", "mid-", "past",
];

fn fit(text: &Text, tokens: Range<usize>) -> Option<Range<usize>> {
    let before = tokens.start.checked_sub(1).map(|i| text.word(i)).unwrap_or_default();
    let after = text.word(tokens.end);
    let word = text.word(tokens.start);
    if tokens.len() > 1 {
        return Some(tokens);
    }
    match word {
        "May" | "March" | "Mar" | "Sep" | "Jan" | "Dec" | "Nov" | "Oct" | "Apr" | "Feb" | "Aug" | "Sept" => {
            BEFORE.contains(&before.to_lowercase().as_str()).then_some(tokens)
        }
        // A year, unless it counts something or is part of a larger number.
        _ if word.len() == 4 && word.starts_with(['1', '2']) => {
            let counted = matches!(
                before,
                "about"
                    | "some"
                    | "nearly"
                    | "over"
                    | "than"
                    | "least"
                    | "almost"
                    | "roughly"
                    | "approximately"
                    | "only"
                    | "$"
                    | "€"
                    | "£"
                    | "#"
                    | "No."
                    | "Flight"
                    | "Highway"
                    | "Room"
                    | "."
                    | ","
            ) && before != ","
                || matches!(
                    after,
                    "%" | "percent"
                        | "people"
                        | "metres"
                        | "meters"
                        | "feet"
                        | "miles"
                        | "km"
                        | "million"
                        | "billion"
                        | "hours"
                        | "GMT"
                        | "calories"
                        | "kg"
                        | "m"
                        | "euros"
                        | "dollars"
                        | "votes"
                        | "tons"
                        | "tonnes"
                );
            let year = word
                .parse::<u16>()
                .is_ok_and(|y| (1500..2100).contains(&y) || y >= 1000 && BEFORE.contains(&before));
            (!counted && year).then_some(tokens)
        }
        _ => Some(tokens),
    }
}

#[cfg(test)]
#[test]
fn examples() {
    super::tests::check(
        EntityType::Date,
        &[
            "They met on [Monday] and again on [June 4, 2025].",
            "Published [9 October 2024], updated [Oct. 9].",
            "It had fought it since [last autumn], in [February] or [May].",
            "During the [2024] presidential campaign, as in [1949] and the [1990s].",
            "March on, May said; he may come in [March].",
            "About 2000 people came on [2024-06-04].",
            "A [19th century] house, sold [two years ago].",
            "Within two weeks they left, [yesterday].",
            "From [June 2007] until [May 24], [4-6 June] or the [4th of July] excepted, and on [Sunday] nights.",
        ],
    );
}
