//! The numbers that carry the story, each with what it counts in the text's own words. Digits, and number words before
//! "million" and the like; dates, times, ages, ordinals and numbers in lists of results are left alone.

use super::is_source;
use crate::analysis::{Figure, KeySentence};
use crate::text::{FUNCTION_WORDS, Sentence, Text, TokenKind};
use std::collections::HashSet;
use std::ops::Range;

/// No more than this many figures.
const MOST: usize = 6;
/// What a figure counts is told in at most this many words.
const COUNTED: usize = 5;

/// The most telling figures first.
pub(super) fn find(text: &Text, key: &[KeySentence]) -> Vec<Figure> {
    let mut found: Vec<(u32, Figure)> = Vec::new();
    let mut seen: HashSet<String> = HashSet::new();
    for (number, sentence) in text.sentences.iter().enumerate() {
        if !text.block_of(number).is_some_and(|b| is_source(b.kind)) {
            continue;
        }
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let Some((range, strength)) = amount(text, at, sentence) else {
                at += 1;
                continue;
            };
            at = range.end;
            let counted = counts(text, range.end, sentence);
            let span = text.span_of(range);
            let words = text.slice(span).to_string();
            if strength < 2 && !is_nominal(&counted) || !seen.insert(words.to_lowercase()) {
                continue;
            }
            let is_key = key.iter().any(|k| k.span == sentence.span);
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
    let named = before.starts_with(char::is_uppercase)
        && before.len() > 3
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
        let inner = matches!(word.as_str(), "of" | "in" | "for" | "from" | "on")
            && content == end - from
            && content < 2
            || matches!(word.as_str(), "the" | "a") && content == 1;
        let hyphen = word == "-" && content > 0;
        let empty = FUNCTION_WORDS.contains_key(word.as_str()) && word != "people";
        if !(token.kind == TokenKind::Word || hyphen) || empty && !inner {
            break;
        }
        content += usize::from(!hyphen);
        end += 1;
    }
    // A preposition or article that nothing follows says nothing.
    let empty = |word: &str| word != "people" && FUNCTION_WORDS.contains_key(word);
    while end > from && empty(text.word(end - 1).to_lowercase().as_str()) {
        end -= 1;
    }
    text.slice(text.span_of(from..end)).to_string()
}

/// Whether the words behind a bare number name what it counts: not "in hospital" alone.
fn is_nominal(counted: &str) -> bool {
    let first = counted.split_whitespace().next().unwrap_or_default().to_lowercase();
    !first.is_empty() && !matches!(first.as_str(), "in" | "for" | "from" | "on")
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
