//! What a number counts, in the text's own words: what stands behind it ("people killed", "of the bill", "a carton"), or before
//! it with a mark where the number goes ("repairs backlog of …"). Reads the words of one sentence; it judges no number.

use crate::analysis::Span;
use crate::text::{FUNCTION_WORDS, Sentence, Text, TokenKind};
use std::ops::Range;

table!(COUNTING, "summary_counting");

/// What a figure counts is told in at most this many words.
const COUNTED: usize = 5;
/// What stands before it in this many that say something.
const MEASURED: usize = 4;

/// A name so many tokens away does not tell whose number it is.
const FAR: usize = 12;

/// The class of a word in `counting.txt`; empty where it has none.
pub(super) fn class(word: &str) -> &'static str {
    COUNTING.get(word.to_lowercase().as_str()).copied().unwrap_or_default()
}

/// Whether a word names people.
pub(super) fn is_people(word: &str) -> bool {
    class(word) == "people" || word.eq_ignore_ascii_case("dead")
}

fn is_empty(word: &str) -> bool {
    word != "people" && FUNCTION_WORDS.contains_key(word) || matches!(word, "without" | "within" | "than")
}

/// Whether what stands behind a number does not say of what it is: "a carton", "higher".
pub(super) fn is_half(counted: &str) -> bool {
    matches!(counted.split(' ').next(), Some("a" | "an" | "per" | "each" | "every"))
        || class(counted) == "change"
}

/// What stands behind a number as far as it says what is counted: "people", "in American weapons", "a carton".
pub(super) fn behind(text: &Text, from: usize, sentence: &Sentence) -> String {
    let last = sentence.tokens.end;
    let word = |i: usize| if i < last { text.word(i).to_lowercase() } else { String::new() };
    let kind = |i: usize| text.tokens.get(i).filter(|_| i < last).map(|t| t.kind);
    let is_rate = |i: usize| matches!(word(i).as_str(), "a" | "an" | "per" | "each" | "every");
    // "$1,100 a carton", but not "$40 a week ago".
    if is_rate(from) && kind(from + 1) == Some(TokenKind::Word) && word(from + 2) != "ago" {
        let two = matches!(word(from + 1).as_str(), "metric" | "square" | "cubic" | "kilowatt");
        let end = from + 2 + usize::from(two && kind(from + 2) == Some(TokenKind::Word));
        return text.slice(text.span_of(from..end)).to_string();
    }
    let (mut end, mut content) = (from, 0);
    while end < last && content < COUNTED {
        let word_here = word(end);
        let here = word_here.as_str();
        if is_day(here) || crate::claims::is_month(here) {
            break;
        }
        let opens = matches!(here, "of" | "in" | "for" | "from" | "on") && content == 0;
        let article = matches!(here, "the" | "a") && (content == 1 || word(end - 1) == "of" && content == 2);
        let inner = opens || here == "of" && content == 1 || article;
        let possessive = kind(end) == Some(TokenKind::Possessive) && content > 0;
        let joins = possessive || here == "-" && content > 0;
        // "260" in "of the town’s 260 homes".
        let inside = kind(end) == Some(TokenKind::Number) && kind(end - 1) == Some(TokenKind::Possessive);
        // "supermarkets identified …", "women tending …": the clause goes on.
        let clause = here.len() > 4 && here.ends_with("ed")
            || here.len() > 5
                && here.ends_with("ing")
                && (is_people(&word(end - 1)) || word(end - 1).ends_with('s'));
        let verb = content > 0 && (clause || class(here) == "verb");
        if !(kind(end) == Some(TokenKind::Word) || joins || inside) || is_empty(here) && !inner || verb {
            break;
        }
        content += usize::from(!joins);
        end += 1;
    }
    // A preposition or article that nothing follows says nothing.
    let dangles = |i: usize| kind(i) == Some(TokenKind::Possessive) || text.word(i) == "-";
    while end > from
        && (dangles(end - 1)
            || super::figures::is_number_word(text.word(end - 1))
            || is_empty(&word(end - 1)))
    {
        end -= 1;
    }
    if end > from && is_people(text.word(end - 1)) {
        end = state(text, end..last).unwrap_or(end);
    }
    // "90 kilometres an hour".
    let time = |i: usize| is_duration(&word(i)) || matches!(word(i).as_str(), "person" | "head");
    if end > from && is_rate(end) && time(end + 1) && word(end + 2) != "ago" {
        end += 2;
    }
    text.slice(text.span_of(from..end)).to_string()
}

/// Where it ends what became of the people counted: "were killed", "still missing", "dead".
fn state(text: &Text, range: Range<usize>) -> Option<usize> {
    let first = range.clone().take(4).find(|i| class(text.word(*i)) != "link")?;
    (class(text.word(first)) == "state").then_some(first + 1)
}

/// What stands before a number that nothing follows, with a mark where the number goes: "repairs backlog of …". `names` are
/// the people and organisations (bytes, in order): where little else is said, the one before tells whose number it is.
pub(super) fn before(text: &Text, number: usize, sentence: &Sentence, names: &[Span]) -> String {
    let (mut start, mut content) = (number, 0);
    let low = sentence.tokens.start;
    // A word with hyphens stays whole.
    let joined = |at: usize| text.word(at) == "-" || at > low && text.word(at - 1) == "-";
    while start > low && (content < MEASURED || joined(start)) && number - start < 2 * COUNTED {
        let Some(token) = text.tokens.get(start - 1) else { break };
        let word = text.word(start - 1);
        // "Ice Exchange (ICE) have lost 41 per cent".
        let brackets = || (low..start - 1).rev().take(4).find(|i| text.word(*i) == "(");
        if let Some(open) = Some(word).filter(|w| *w == ")").and_then(|_| brackets()) {
            start = open;
            continue;
        }
        // "between 0 and 2 per cent".
        let low_end = content == 0 && word == "and" && start >= low + 3 && text.word(start - 3) == "between";
        if low_end {
            start -= 3;
            continue;
        }
        let amount = super::figures::magnitude(word) || matches!(word, "and" | "or");
        // A number in a name, "S&P 500", or a year; a mark or a comma right before the number, ", at 0.6 per cent".
        let year = word.len() == 4 && word.starts_with(['1', '2']);
        let named = token.kind == TokenKind::Number
            && start - 1 > low
            && (year || text.word(start - 2).starts_with(char::is_uppercase));
        let opens = content == 0
            && (token.kind == TokenKind::Mark
                || word == "," && matches!(text.word(start), "at" | "to" | "of"));
        let is_word =
            matches!(token.kind, TokenKind::Word | TokenKind::Possessive) || word == "-" || opens || named;
        // “10-year”: whatever stands before a hyphen goes with it.
        if text.word(start) != "-" && (amount || !is_word) {
            break;
        }
        start -= 1;
        content += usize::from(token.kind == TokenKind::Word && !is_empty(&word.to_lowercase()));
    }
    // It opens with a word that says something.
    while start < number && text.word(start + 1) != "-" && is_loose(text.word(start)) {
        start += 1;
    }
    let words = text.slice(text.span_of(start..number)).replace(['“', '"', '‘'], "");
    let at = text.tokens.get(start.min(number)).map_or(0, |t| t.span.start);
    let near = names.get(..names.partition_point(|n| n.end <= at)).and_then(<[_]>::last);
    let last = text.word(number.saturating_sub(1)).to_lowercase();
    let holds = content < 2 && !matches!(last.as_str(), "of" | "to" | "from" | "by" | "for" | "and" | "in");
    let whose = near.filter(|n| {
        holds && n.start >= sentence.span.start && text.tokens_in(Span::new(n.end, at)).len() <= FAR
    });
    let whose = whose.map(|n| text.slice(*n));
    let parts = [whose.unwrap_or_default(), words.trim(), "…"];
    match parts {
        ["", "", _] => String::new(),
        _ => parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" "),
    }
}

fn is_loose(word: &str) -> bool {
    let pronoun = || matches!(word.to_lowercase().as_str(), "he" | "she" | "it" | "they" | "we" | "you");
    is_empty(&word.to_lowercase()) || pronoun() || !word.starts_with(char::is_alphanumeric)
}

/// Whether the words behind a bare number name what it counts: not "in hospital" alone, nor "speaking French".
pub(super) fn is_nominal(counted: &str) -> bool {
    let first = counted.split_whitespace().next().unwrap_or_default().to_lowercase();
    let clause = first.len() > 6 && first.ends_with("ing") && class(&first) != "state";
    !(first.is_empty()
        || clause
        || matches!(first.as_str(), "in" | "for" | "from" | "on")
        || class(&first) == "verb")
}

/// "days", "weeks of talks": how long, not how many.
pub(super) fn is_duration(counted: &str) -> bool {
    let first = counted.split_whitespace().next().unwrap_or_default();
    matches!(
        first.trim_end_matches('s'),
        "second" | "minute" | "hour" | "day" | "week" | "month" | "year" | "decade" | "century"
    )
}

fn is_day(word: &str) -> bool {
    matches!(word, "today" | "yesterday" | "tomorrow" | "tonight") || DAYS.contains(&word)
}

const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
