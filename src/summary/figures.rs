//! The numbers that carry the story, each with what it counts in the text's own words. Sums and shares as the names stage found
//! them; digits, number words before "million" and the like, and number words that count people or are above ten. Dates, times,
//! ages, ordinals, durations and numbers in lists of results are left alone.

use super::is_source;
use crate::analysis::{Entity, EntityType, Figure, KeySentence, Span};
use crate::text::{FUNCTION_WORDS, Sentence, Text, TokenKind};
use std::collections::HashSet;
use std::ops::Range;

/// No more than this many figures.
const MOST: usize = 6;
/// What a figure counts is told in at most this many words.
const COUNTED: usize = 5;

/// The most telling figures first.
pub(super) fn find(text: &Text, entities: &[Entity], key: &[KeySentence]) -> Vec<Figure> {
    let mut sums: Vec<Span> = entities
        .iter()
        .filter(|e| matches!(e.kind, EntityType::Money | EntityType::Percent))
        .flat_map(|e| e.mentions.iter().copied())
        .collect();
    sums.sort_unstable();
    let mut sums = sums.into_iter().peekable();
    let mut found: Vec<(u32, Figure)> = Vec::new();
    let mut seen: HashSet<String> = HashSet::new();
    for (number, sentence) in text.sentences.iter().enumerate() {
        if !text.block_of(number).is_some_and(|b| is_source(b.kind)) {
            continue;
        }
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let start = text.tokens.get(at).map_or(0, |t| t.span.start);
            while sums.next_if(|s| s.start < start).is_some() {}
            let sum = sums.peek().filter(|s| s.start == start).map(|s| (at..text.tokens_in(*s).end, 3));
            let found_here = sum.filter(|(r, _)| r.end > at && r.end <= sentence.tokens.end);
            let Some((range, strength)) = found_here.or_else(|| amount(text, at, sentence)) else {
                at += 1;
                continue;
            };
            at = range.end;
            let mut counted = counts(text, range.end, sentence);
            if strength < 3 && is_duration(&counted) {
                continue;
            }
            if counted.is_empty() && strength > 1 {
                counted = measured(text, range.start, sentence);
            }
            let span = text.span_of(range);
            let words = text.slice(span).to_string();
            if strength < 2 && !is_nominal(&counted) || !seen.insert(words.to_lowercase()) {
                continue;
            }
            let is_key = key.iter().any(|k| sentence.span.contains(k.span));
            let early = 3u32.saturating_sub(number as u32 / 4);
            let telling = 2 * strength + early + 4 * u32::from(is_key) + 2 * u32::from(!counted.is_empty());
            found.push((telling, Figure { span, text: words, counts: counted, sentence: sentence.span }));
        }
    }
    found.sort_by_key(|(telling, figure)| (std::cmp::Reverse(*telling), figure.span.start));
    found.truncate(MOST);
    found.into_iter().map(|(_, figure)| figure).collect()
}

/// The amount that starts at token `at`, and how telling its kind is: 3 money, per cent, millions; 2 hundreds and
/// more; 1 any other count.
fn amount(text: &Text, at: usize, sentence: &Sentence) -> Option<(Range<usize>, u32)> {
    let word = |i: usize| if i < sentence.tokens.end { text.word(i) } else { "" };
    let currency = matches!(word(at), "$" | "€" | "£" | "¥" | "₹");
    let number = if currency { at + 1 } else { at };
    let digits =
        text.tokens.get(number).is_some_and(|t| t.kind == TokenKind::Number) && number < sentence.tokens.end;
    let spelled = is_number_word(word(number)) && magnitude(word(number + 1));
    if !(digits || spelled) {
        return spelled_out(text, at, sentence).map(|end| (at..end, 1));
    }
    if word(number).starts_with('0') && !word(number).starts_with("0.") {
        return None;
    }
    let mut end = number + 1;
    let large = magnitude(word(end)) || word(number).ends_with(['m', 'n', 'k']) && currency;
    end += usize::from(magnitude(word(end)));
    let money = currency || matches!(word(end), "dollars" | "euros" | "pounds" | "yen" | "yuan" | "rupees");
    end += usize::from(!currency && money);
    let percent = match word(end) {
        "%" | "percent" => 1,
        "per" if word(end + 1) == "cent" => 2,
        "percentage" if word(end + 1).starts_with("point") => 2,
        _ => 0,
    };
    end += percent;
    if money || percent > 0 || large {
        return Some((at..end, 3));
    }
    let before = number.checked_sub(1).filter(|b| *b >= sentence.tokens.start).map_or("", |b| text.word(b));
    // "One in 200 cars": half of an amount tells nothing.
    if before == "in" && number.checked_sub(2).is_some_and(|b| is_number_word(text.word(b))) {
        return None;
    }
    plain(word(number), before, word(number + 1), word(number + 2)).map(|strength| (at..end, strength))
}

/// The end of a number in words that counts people or is above ten: "Twenty-nine people", "three soldiers".
fn spelled_out(text: &Text, at: usize, sentence: &Sentence) -> Option<usize> {
    let word = |i: usize| if i < sentence.tokens.end { text.word(i).to_lowercase() } else { String::new() };
    let first = word(at);
    let tens = first.ends_with("ty") && SPELLED.contains(&first.as_str());
    let end = if tens && word(at + 1) == "-" { at + 3 } else { at + 1 };
    let people = matches!(
        word(end).as_str(),
        "people"
            | "men"
            | "women"
            | "children"
            | "soldiers"
            | "civilians"
            | "dead"
            | "passengers"
            | "victims"
            | "residents"
            | "workers"
            | "patients"
            | "others"
    );
    (SPELLED.contains(&first.as_str())
        || people && is_number_word(&first) && !matches!(first.as_str(), "a" | "one" | "several"))
    .then_some(end)
}

const SPELLED: [&str; 17] = [
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
];

/// What stands before a number that nothing follows, with a mark where the number goes: "repairs backlog of …".
fn measured(text: &Text, number: usize, sentence: &Sentence) -> String {
    let mut start = number;
    let mut content = 0;
    // A word with hyphens stays whole.
    let joined = |at: usize| text.word(at) == "-" || at > 0 && text.word(at - 1) == "-";
    while start > sentence.tokens.start && (content < 3 || joined(start)) && number - start < 2 * COUNTED {
        let Some(token) = text.tokens.get(start - 1) else { break };
        let word = text.word(start - 1);
        let amount = magnitude(word) || matches!(word, "and" | "or");
        let is_word = matches!(token.kind, TokenKind::Word | TokenKind::Possessive) || word == "-";
        // “10-year”: whatever stands before a hyphen goes with it.
        if text.word(start) != "-" && (amount || !is_word) {
            break;
        }
        start -= 1;
        content += usize::from(!FUNCTION_WORDS.contains_key(text.word(start).to_lowercase().as_str()));
    }
    // It opens with a word that says something.
    while start < number
        && text.word(start + 1) != "-"
        && FUNCTION_WORDS.contains_key(text.word(start).to_lowercase().as_str())
    {
        start += 1;
    }
    let words = text.slice(text.span_of(start..number));
    if words.is_empty() { String::new() } else { format!("{words} …") }
}

/// Whether a bare number counts something.
fn plain(number: &str, before: &str, after: &str, then: &str) -> Option<u32> {
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let bare = number.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.'));
    let year =
        digits == 4 && !number.contains([',', '.']) && (number.starts_with("19") || number.starts_with("20"));
    let age = before == "," && matches!(after, "," | ".") || matches!(after, "-") && then.starts_with("year");
    let score =
        matches!(after, "-" | "–" | "/" | ":") || matches!(before, "-" | "–" | "/" | "#" | "." | ":" | "(");
    let date =
        crate::claims::is_month(&before.to_lowercase()) || crate::claims::is_month(&after.to_lowercase());
    let clock = matches!(after.to_lowercase().as_str(), "a.m." | "p.m." | "am" | "pm" | "o’clock" | "gmt");
    let shouted = before.chars().all(char::is_uppercase) && !matches!(before, "" | "A" | "I");
    let named = before.starts_with(char::is_uppercase)
        && (before.len() > 3 || shouted)
        && !matches!(before, "Some" | "About" | "Nearly" | "Only" | "Over");
    if !bare || year || age || score || date || clock || named {
        return None;
    }
    Some(if digits > 3 || number.contains(',') { 2 } else { 1 })
}

/// What stands behind a number as far as it says what is counted: "people", "in American weapons".
fn counts(text: &Text, from: usize, sentence: &Sentence) -> String {
    let mut end = from;
    let mut content = 0;
    while end < sentence.tokens.end && content < COUNTED {
        let Some(token) = text.tokens.get(end) else { break };
        let word = text.slice(token.span).to_lowercase();
        if is_day(&word) || crate::claims::is_month(&word) {
            break;
        }
        let opens = matches!(word.as_str(), "of" | "in" | "for" | "from" | "on") && content == 0;
        let inner =
            opens || word == "of" && content == 1 || matches!(word.as_str(), "the" | "a") && content == 1;
        let possessive = token.kind == TokenKind::Possessive && content > 0;
        let joins = possessive || word == "-" && content > 0;
        // "260" in "of the town’s 260 homes".
        let inside = token.kind == TokenKind::Number
            && text.tokens.get(end - 1).is_some_and(|t| t.kind == TokenKind::Possessive);
        let empty = FUNCTION_WORDS.contains_key(word.as_str()) && word != "people";
        // "supermarkets identified …": the clause goes on.
        let verb = content > 0 && word.len() > 4 && word.ends_with("ed");
        if !(token.kind == TokenKind::Word || joins || inside) || empty && !inner || verb {
            break;
        }
        content += usize::from(!joins);
        end += 1;
    }
    // A preposition or article that nothing follows says nothing.
    let empty = |word: &str| word != "people" && FUNCTION_WORDS.contains_key(word);
    let dangles = |at: usize| {
        text.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Possessive) || text.word(at) == "-"
    };
    while end > from
        && (dangles(end - 1)
            || is_number_word(text.word(end - 1))
            || empty(text.word(end - 1).to_lowercase().as_str()))
    {
        end -= 1;
    }
    text.slice(text.span_of(from..end)).to_string()
}

/// Whether the words behind a bare number name what it counts: not "in hospital" alone.
fn is_nominal(counted: &str) -> bool {
    let first = counted.split_whitespace().next().unwrap_or_default().to_lowercase();
    !first.is_empty() && !matches!(first.as_str(), "in" | "for" | "from" | "on")
}

/// "days", "weeks of talks": how long, not how many.
fn is_duration(counted: &str) -> bool {
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

fn magnitude(word: &str) -> bool {
    matches!(
        word,
        "hundred" | "thousand" | "million" | "billion" | "trillion" | "crore" | "lakh" | "m" | "bn" | "tn"
    )
}

fn is_number_word(word: &str) -> bool {
    const WORDS: [&str; 14] = [
        "a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twenty",
        "fifty", "several",
    ];
    WORDS.contains(&word.to_lowercase().as_str())
}
