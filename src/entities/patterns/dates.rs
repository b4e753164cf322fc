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
    when: |clues| clues.capital || clues.number,
    regex: LazyLock::new(|| {
        let month = r"(?: January|February|March|April|May|June|July|August|September|October|November|December
            |(?:Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec)\.? )";
        let day = r"(?: (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day )";
        let nth = r"[0-3]?[0-9](?:st|nd|rd|th)?";
        let year = r"(?: 1[0-9]{3} | 20[0-9]{2} )";
        compile(&format!(
            r"(?: (?:{day},?\x20)? {month}\x20{nth} (?:\x20?[-–]\x20?{nth})? (?:,?\x20{year})?
              | (?:{day},?\x20)? (?:{nth}\x20?[-–]\x20?)? {nth}\x20(?:of\x20)?{month} (?:,?\x20{year})?
              | (?:[Ll]ast|[Nn]ext|[Tt]his)\x20(?:{day}|{month})
              | {month},?\x20(?:of\x20)?{year}
              | {day}s? (?:\x20(?:morning|afternoon|evening|night))?
              | {month}
              | {year}-[01][0-9]-[0-3][0-9] | [0-3]?[0-9]/[0-3]?[0-9]/(?:{year}|[0-9]{{2}}) | [0-3]?[0-9]\.[01]?[0-9]\.{year}
              | (?:mid-)?{year}s | {year}[-–/](?:{year}|[0-9]{{2}}) | {year} | [’'‘][0-9]0s
              | [0-9]{{1,2}}(?:st|nd|rd|th)[\x20-](?:century|centuries)
              | (?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)\x20(?:of\x20)?{year} )"
        ))
    }),
    fit,
};

/// “last autumn”, “next year”, “this week”, “yesterday”.
pub(super) static RELATIVE: Rule = Rule {
    kind: EntityType::Date,
    when: |_| true,
    regex: LazyLock::new(|| {
        compile(
            r"(?: (?:[Ll]ast|[Nn]ext|[Tt]his)\x20
                  (?:spring|summer|autumn|fall|winter|week|weekend|month|quarter|year|decade|century)
              | (?:[Ll]ate[r]?|[Ee]arl(?:y|ier))\x20(?:this|last|next)\x20(?:week|month|year)
              | [Tt]oday | [Yy]esterday | [Tt]omorrow | [Tt]onight
              | (?:NUM|WORDNUM|[Aa])\x20(?:days?|weeks?|months?|years?|decades?|century|centuries)\x20ago )",
        )
    }),
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
        ],
    );
}
