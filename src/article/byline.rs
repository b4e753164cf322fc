//! Lines that say who wrote an article, where and when: "By Mara Okafor", "Published May 2, 2025". Looks at one line at a
//! time, by the word classes of `data/bylines.txt`; knows no names. [`is_credit`] is for lines between a headline and the
//! first sentence only, where a bare name or place is no heading.

use super::line::{Line, words};

table!(WORDS, "article_bylines");

/// Longest byline in words.
const LONGEST: usize = 16;

/// Whether the line is a byline or a date line wherever it stands.
pub(super) fn is_byline(line: &Line) -> bool {
    match line.words {
        0 => false,
        1..=LONGEST => is_by_line(line.text) || is_date_line(line.text, 0) || is_meta(line.text),
        words => words <= 2 * LONGEST && is_date_line(line.text, 0),
    }
}

/// Whether the line is one where it stands right below a headline: a bare name, role or place.
pub(super) fn is_credit(line: &Line) -> bool {
    if line.words > 10 || line.stop && line.words > 4 || line.text.ends_with([',', ':']) {
        return false;
    }
    let role = parts(line.text).any(|w| class(w) == Some("role"));
    if is_heading(line.text) {
        return false;
    }
    let capitals = parts(line.text).all(|w| class(w) == Some("link") || !starts_lower(w));
    let place = line.words <= 3 && line.text.chars().all(|c| !c.is_lowercase());
    role && (capitals || line.words <= 6)
        || place
        || capitals && (2..=5).contains(&line.words) && !line.stop
        || is_date_line(line.text, 4)
}

/// Whether a line of at most `longest` words may be anything that pages put around a byline: no sentence, no heading, no
/// time of day that opens the entry of a live report.
pub(super) fn is_scrap(line: &Line, longest: usize) -> bool {
    (2..=longest).contains(&line.words)
        && !line.stop
        && !line.text.ends_with([',', ';', ':'])
        && !line.text.starts_with(|c: char| c.is_ascii_digit())
        && !line.is_speech()
        && !is_heading(line.text)
}

/// Headings that open an article's own summary.
fn is_heading(text: &str) -> bool {
    matches!(
        text.to_lowercase().trim_end_matches('s'),
        "summary" | "key point" | "background" | "highlight" | "key fact"
    )
}

/// Whether the line is a labelled fact as pages put them under a headline: "Label: Parlour Moth. Released: 11 April".
pub(super) fn is_label(line: &Line) -> bool {
    line.words <= LONGEST
        && !line.is_speech()
        && line.text.split_once(": ").is_some_and(|(label, _)| {
            words(label) <= 2 && !starts_lower(label) && !label.contains(['“', '"', '.', ','])
        })
}

/// "By Ada Mensah and Tom Lind, staff writers".
fn is_by_line(text: &str) -> bool {
    let by = ["By ", "BY ", "by ", "By: ", "Words by ", "WORDS BY "];
    let of = |prefixes: &[&str]| prefixes.iter().find_map(|p| text.strip_prefix(p));
    let (rest, from) = match (of(&by), of(&["From ", "Words "])) {
        (Some(rest), _) => (rest.trim(), false),
        (None, Some(rest)) => (rest.trim(), true),
        (None, None) => return false,
    };
    let has_role = parts(rest).any(|w| class(w) == Some("role"));
    let all_dates = parts(rest).all(|w| class(w) == Some("date") || is_number(w));
    let mut lower = 0;
    let named = parts(rest).any(|w| !starts_lower(w) && class(w) != Some("date") && class(w) != Some("link"));
    for word in parts(rest) {
        lower += usize::from(starts_lower(word) && !matches!(class(word), Some("link" | "role" | "date")));
    }
    let ends = rest.ends_with(['.', '?', '!', ':']) && !rest.ends_with("r.");
    (named || has_role)
        && !all_dates
        && !ends
        && (lower == 0 || has_role && lower <= 2)
        // "From Lagos to London" is a headline; "From our correspondents in …" is not.
        && (!from || has_role || rest.contains("  "))
}

/// Whether all words are dates and numbers, but for at most `others` words (a place, a newspaper).
fn is_date_line(text: &str, others: usize) -> bool {
    let (mut dates, mut numbers, mut rest) = (0, 0, 0);
    let mut year_like = false;
    for word in parts(text) {
        if is_number(word) {
            numbers += 1;
            year_like |= is_full_date(word);
        } else if class(word) == Some("date") {
            dates += 1;
        } else if class(word) != Some("link") {
            rest += 1;
        }
    }
    let enough =
        numbers >= 1 && dates >= 1 && dates + numbers >= 3 || numbers >= 1 && (dates >= 2 || year_like);
    let short = numbers == 1 && dates == 1 && others > 0;
    (enough || short) && rest <= others && (rest == 0 || rest <= dates + numbers)
}

/// "3 min read", "14 comments", "1 of 9. A truck …".
fn is_meta(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut parts = parts(&lower);
    let Some(first) = parts.next() else { return false };
    let rest: Vec<_> = parts.take(5).collect();
    let length = words(text);
    let counted = is_number(first)
        && length <= 6
        && matches!(
            rest.first().copied(),
            Some("comments" | "comment" | "likes" | "like" | "shares" | "views" | "replies" | "viewing")
        );
    let reading = length <= 7 && rest.contains(&"read") && rest.iter().any(|w| w.starts_with("min"))
        || lower.starts_with("reading time");
    let dated = matches!(first, "published" | "updated" | "posted" | "last")
        && length <= 14
        && matches!(rest.first().copied(), Some("updated" | "modified" | "reviewed" | "at" | "on" | "by"))
        && lower.contains(|c: char| c.is_ascii_digit())
        && !super::line::ends_sentence(text.trim_end_matches("m."));
    let comments = first == "comments" && rest.first().is_none_or(|w| is_number(w)) && length <= 3;
    counted || reading || dated || comments
}

/// The words of a line, marks at their ends dropped.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || matches!(c, '—' | '–' | '/' | '|' | '·' | '•'))
        .map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|w| !w.is_empty())
}

fn class(word: &str) -> Option<&'static str> {
    if word.len() > 16 {
        return None;
    }
    WORDS.get(word.to_lowercase().as_str()).copied()
}

fn starts_lower(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_lowercase)
}

/// "14", "5:00", "12th", "9:41pm".
fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
        && word
            .trim_end_matches(|c: char| c.is_ascii_alphabetic())
            .chars()
            .all(|c| c.is_ascii_digit() || ".:-/,".contains(c))
        && word.len() <= 20
}

/// "2024-05-22", "03/11/2026", "16.01.2025".
fn is_full_date(word: &str) -> bool {
    let mut fields = word.split(['-', '/', '.']);
    let digits = |f: Option<&str>| f.is_some_and(|f| !f.is_empty() && f.chars().all(|c| c.is_ascii_digit()));
    word.len() >= 8
        && digits(fields.next())
        && digits(fields.next())
        && digits(fields.next())
        && fields.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(test: fn(&Line) -> bool, yes: &[&str], no: &[&str]) {
        for text in yes {
            assert!(test(&Line::new(text)), "{text}");
        }
        for text in no {
            assert!(!test(&Line::new(text)), "{text}");
        }
    }

    #[test]
    fn bylines_anywhere() {
        check(
            is_byline,
            &[
                "By Mara Okafor",
                "BY MARA OKAFOR and TOM LIND",
                "By Mara Okafor, Science correspondent",
                "By our energy desk",
                "Words by Mara Okafor",
                "Words by Mara Okafor Photographs by Tom Lind",
                "by Coast Staff",
                "Published Oct. 9, 2024. Updated 9:41 p.m. ET",
                "Saturday, September 12, 2015",
                "June 4, 2025 GMT",
                "Nov. 3, 2024",
                "3 min read",
                "14 comments",
                "Last updated 14 minutes ago",
                "Sun Jun 8, 2025 12:00 AM Last update on: Sun Jun 8, 2025 09:44 AM",
            ],
            &[
                "By Friday",
                "By May 2026",
                "By then the river had risen",
                "By Monday the town had emptied.",
                "By Sea and by Land We Came.",
                "From Lagos to London",
                "Words by which we live",
                "May 2025",
                "In 2019",
                "12 people were hurt",
                "March on Rome",
                "",
            ],
        );
    }

    #[test]
    fn credits_below_a_headline() {
        check(
            is_credit,
            &[
                "Political editor",
                "KALYANPUR",
                "Ada Mensah",
                "Sofia, July 3, 2024",
                "Our Correspondent, Sunamganj",
                "ROME, May 13",
            ],
            &[
                "Committee rejects plan by four votes",
                "The move follows weeks of talks",
                "It rained all day on Monday.",
            ],
        );
    }
}
