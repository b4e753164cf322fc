//! The numbers that carry the story, each with what it counts in the text's own words. Sums and shares as the names stage found
//! them; digits, number words before "million" and the like, and number words that count people or are above ten. Dates, times,
//! ages, ordinals, durations and numbers in lists of results are left alone.

use super::{counted, is_source};
use crate::analysis::{Entity, EntityType, Figure, KeySentence, Span};
use crate::text::{Sentence, Text, TokenKind};
use std::collections::HashSet;
use std::ops::Range;

/// No more than this many figures.
const MOST: usize = 6;

/// How much more telling a number is that says what became of people: more than any other count.
const TOLL: u32 = 5;

/// The most telling figures first.
pub(super) fn find(text: &Text, entities: &[Entity], key: &[KeySentence]) -> Vec<Figure> {
    let mentions = |wanted: &[EntityType]| {
        let of = entities.iter().filter(|e| wanted.contains(&e.kind));
        let mut spans: Vec<Span> = of.flat_map(|e| e.mentions.iter().copied()).collect();
        spans.sort_unstable();
        spans
    };
    let amounts = Amounts { text, sums: mentions(&[EntityType::Money, EntityType::Percent]) };
    let names = mentions(&[EntityType::Person, EntityType::Organization]);
    let mut found: Vec<(u32, Figure)> = Vec::new();
    let mut seen: HashSet<String> = HashSet::new();
    for (number, sentence) in text.sentences.iter().enumerate() {
        if !text.block_of(number).is_some_and(|b| is_source(b.kind)) {
            continue;
        }
        let is_key = key.iter().any(|k| sentence.span.contains(k.span));
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let Some((range, strength)) = amounts.at(at, sentence) else {
                at += 1;
                continue;
            };
            let range = amounts.whole(range, strength, sentence);
            at = range.end;
            let Some((counts, telling)) = told(text, &range, strength, sentence, &names) else { continue };
            // "Two doctors" of the background.
            if strength == 1 && telling < TOLL && !is_key && is_number_word(text.word(range.start)) {
                continue;
            }
            let span = text.span_of(range);
            let words = text.slice(span).to_string();
            if !seen.insert(words.to_lowercase()) {
                continue;
            }
            let early = 3u32.saturating_sub(number as u32 / 4);
            let telling = telling + early + 4 * u32::from(is_key);
            found.push((telling, Figure { span, text: words, counts, sentence: sentence.span }));
        }
    }
    found.sort_by_key(|(telling, figure)| (std::cmp::Reverse(*telling), figure.span.start));
    found.truncate(MOST);
    found.into_iter().map(|(_, figure)| figure).collect()
}

/// What the amount `range` counts and how telling that makes it; `None` where nothing says what it counts.
fn told(
    text: &Text,
    range: &Range<usize>,
    strength: u32,
    sentence: &Sentence,
    names: &[Span],
) -> Option<(String, u32)> {
    let mut counts = counted::behind(text, range.end, sentence);
    if strength < 3 && (counted::is_duration(&counts) || counted::is_duration(text.word(range.end))) {
        return None;
    }
    let has = |counts: &str, wanted: &[&str]| counts.split(' ').any(|w| wanted.contains(&counted::class(w)));
    let mut toll = has(&counts, &["state"]);
    if strength > 1 && (counts.is_empty() || counted::is_half(&counts)) {
        // "rented the brand for … a carton", "index closed … higher"
        let half = counts;
        counts = counted::before(text, range.start, sentence, names);
        counts = [counts, half].into_iter().filter(|c| !c.is_empty()).collect::<Vec<_>>().join(" ");
        if counts.is_empty() {
            return None;
        }
    } else if strength < 2 && !counted::is_nominal(&counts) {
        // "The number of dead rose to 31."
        counts = Some(counted::before(text, range.start, sentence, &[])).filter(|c| has(c, &["toll"]))?;
        toll = true;
    }
    let far = strength < 3 && counts.split(' ').next().is_some_and(|w| counted::class(w) == "length");
    let telling = 2 * strength + if toll { TOLL } else { 0 };
    Some((counts, telling.saturating_sub(2 * u32::from(far))))
}

/// The amounts of a text: the sums and shares of the names stage, by start, and what is a number besides.
struct Amounts<'a> {
    text: &'a Text<'a>,
    sums: Vec<Span>,
}

impl Amounts<'_> {
    /// The amount that starts at token `at`, and how telling its kind is: 3 money, per cent, millions; 2 hundreds and
    /// more; 1 any other count.
    fn at(&self, at: usize, sentence: &Sentence) -> Option<(Range<usize>, u32)> {
        let start = self.text.tokens.get(at)?.span.start;
        let sum = self.sums.binary_search_by_key(&start, |s| s.start).ok().and_then(|i| self.sums.get(i));
        sum.map(|s| at..self.text.tokens_in(*s).end)
            .filter(|range| range.end > at && range.end <= sentence.tokens.end)
            .map(|range| (range, 3))
            .or_else(|| count(self.text, at, sentence))
    }

    /// An amount with what belongs to it: thousands behind a blank ("N$4 000"), and the other end of a range ("46% to 44%").
    fn whole(&self, range: Range<usize>, strength: u32, sentence: &Sentence) -> Range<usize> {
        let (text, last) = (self.text, sentence.tokens.end);
        let word = |i: usize| if i < last { text.word(i) } else { "" };
        let digits = |word: &str| word.bytes().rev().take_while(u8::is_ascii_digit).count();
        let mut end = range.end;
        if range
            .clone()
            .last()
            .is_some_and(|i| (1..=3).contains(&digits(word(i))) && !word(i).contains(['.', ',']))
        {
            let is_group = |i: &usize| word(*i).len() == 3 && digits(word(*i)) == 3;
            end += (end..last).take_while(is_group).count();
        }
        let between = range.start > sentence.tokens.start && text.word(range.start - 1) == "between";
        if strength == 3 && matches!(word(end), "to" | "–") || strength > 1 && between && word(end) == "and"
        {
            let other = self.at(end + 1, sentence).filter(|(_, other)| *other >= strength);
            end = other.map_or(end, |(range, _)| range.end);
        }
        range.start..end
    }
}

/// The number that starts at token `at` and is no sum.
fn count(text: &Text, at: usize, sentence: &Sentence) -> Option<(Range<usize>, u32)> {
    let word = |i: usize| if i < sentence.tokens.end { text.word(i) } else { "" };
    let digits = text.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Number) && at < sentence.tokens.end;
    let spelled = is_number_word(word(at)) && magnitude(word(at + 1));
    if !(digits || spelled) {
        return spelled_out(text, at, sentence).map(|end| (at..end, 1));
    }
    if word(at).starts_with('0') && !word(at).starts_with("0.") {
        return None;
    }
    if magnitude(word(at + 1)) {
        return Some((at..at + 2, 3));
    }
    if word(at + 1) == "percentage" && word(at + 2).starts_with("point") {
        return Some((at..at + 3, 3));
    }
    let before = at.checked_sub(1).filter(|b| *b >= sentence.tokens.start).map_or("", |b| text.word(b));
    // "One in 200 cars": half of an amount tells nothing.
    if before == "in" && at.checked_sub(2).is_some_and(|b| is_number_word(text.word(b))) {
        return None;
    }
    plain(word(at), before, word(at + 1), word(at + 2)).map(|strength| (at..at + 1, strength))
}

/// The end of a number in words that counts people or is above ten: "Twenty-nine people", "three soldiers".
fn spelled_out(text: &Text, at: usize, sentence: &Sentence) -> Option<usize> {
    let word = |i: usize| if i < sentence.tokens.end { text.word(i).to_lowercase() } else { String::new() };
    let first = word(at);
    let tens = first.ends_with("ty") && SPELLED.contains(&first.as_str());
    let end = if tens && word(at + 1) == "-" { at + 3 } else { at + 1 };
    let people = counted::is_people(&word(end));
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

/// Whether a bare number counts something.
fn plain(number: &str, before: &str, after: &str, then: &str) -> Option<u32> {
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let bare = number.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.'));
    let dated = matches!(before, "in" | "In" | "by" | "By" | "since" | "Since" | "until" | "of");
    let year = digits == 4
        && !number.contains([',', '.'])
        && (number.starts_with("19") || number.starts_with("20") || dated && number.starts_with('1'));
    let age = before == "," && matches!(after, "," | ".") || matches!(after, "-") && then.starts_with("year");
    let score =
        matches!(after, "-" | "–" | "/" | ":") || matches!(before, "-" | "–" | "/" | "#" | "." | ":" | "(");
    let date =
        crate::claims::is_month(&before.to_lowercase()) || crate::claims::is_month(&after.to_lowercase());
    let clock = matches!(after.to_lowercase().as_str(), "a.m." | "p.m." | "am" | "pm" | "o’clock" | "gmt");
    // "S&P 500", "KMX 500".
    let letters = || before.chars().filter(|c| c.is_alphabetic());
    let shouted = letters().count() > 0 && letters().all(char::is_uppercase) && !matches!(before, "A" | "I");
    let named = before.starts_with(char::is_uppercase)
        && (before.len() > 3 || shouted)
        && !matches!(before, "Some" | "About" | "Nearly" | "Only" | "Over");
    if !bare || year || age || score || date || clock || named {
        return None;
    }
    Some(if digits > 3 || number.contains(',') { 2 } else { 1 })
}

pub(super) fn magnitude(word: &str) -> bool {
    matches!(
        word,
        "hundred" | "thousand" | "million" | "billion" | "trillion" | "crore" | "lakh" | "m" | "bn" | "tn"
    )
}

pub(super) fn is_number_word(word: &str) -> bool {
    const WORDS: [&str; 14] = [
        "a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twenty",
        "fifty", "several",
    ];
    WORDS.contains(&word.to_lowercase().as_str())
}
