//! What the scorer sees of a sentence: numbered features, each with a meaning that can be told. Three regions: how many
//! cues of each class stand in it, its shape (numbers, marks, length, place), and words and word pairs, as hashes.
//! One pass over the sentence's tokens; it knows neither entities nor quotes, so the scores do not shift with them.

use super::cues::{self, CLASSES, Cue};
use crate::text::{Sentence, Text, TokenKind};
use crate::weights::KEY_BITS;

/// Slots a cue class takes: one or more, two or more, three or more, and "within the first three tokens".
const CUE_SLOTS: usize = 4;
/// First shape feature; room for 80 cue classes before it.
const SHAPES: usize = 320;
/// How many cue and shape features there are, room for 448 shapes; words and pairs come behind, up to [`KEY_BITS`] bits.
pub const NAMED: usize = 768;

/// Where a sentence stands among the prose sentences of its article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Its number, from 0.
    pub index: usize,
    /// How many there are.
    pub count: usize,
}

/// Adds what the sentences around tell: in an article about accusations a sentence is read otherwise than in one about a
/// match. For each group of cue classes, how many of the other sentences hold one, and whether the neighbours do.
pub(super) fn add_context(all: &mut [Signals]) {
    let groups: Vec<u32> = all.iter().map(Signals::groups).collect();
    let mut counts = [0usize; GROUPS];
    for group in &groups {
        for (bit, count) in counts.iter_mut().enumerate() {
            *count += (group >> bit & 1) as usize;
        }
    }
    for (i, signals) in all.iter_mut().enumerate() {
        let own = groups.get(i).copied().unwrap_or(0);
        let near = |at: Option<usize>| at.and_then(|at| groups.get(at)).copied().unwrap_or(0);
        let (before, after) = (near(i.checked_sub(1)), near(Some(i + 1)));
        let mut features = Features(std::mem::take(&mut signals.features));
        for (bit, count) in counts.iter().enumerate() {
            let has = |group: u32| (group >> bit & 1) as usize;
            let others = groups.len().saturating_sub(1);
            if others >= 3 {
                let share = 10 * (count - has(own)) / others;
                let step = [1, 2, 3, 5].iter().filter(|&&s| share >= s).count();
                features.shape(200 + bit * 10 + step + 5 * has(own));
            }
            if has(before) == 1 {
                features.shape(400 + 2 * bit);
            }
            if has(after) == 1 {
                features.shape(401 + 2 * bit);
            }
        }
        signals.features = features.0;
    }
}

/// How many groups of cue classes the context looks at.
const GROUPS: usize = 9;

/// A number in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Number {
    /// With %, "percent" or "per cent" behind it.
    Percent,
    /// With a currency sign or word.
    Money,
    /// With a magnitude, a unit, or inner commas, or a fraction.
    Amount,
    /// A year or a day of a month.
    Date,
    /// A time of day or a score.
    Clock,
    /// `20th`, `U.S. 5th`.
    Ordinal,
    /// Anything else.
    Plain,
}

/// What is known of a sentence.
#[derive(Debug, Default)]
pub(super) struct Signals {
    /// Numbers of the features that are present, each once.
    pub features: Vec<u32>,
    /// The cues that were found, in order.
    pub cues: Vec<Cue>,
    /// Tokens that are numbers, and what they count.
    pub numbers: Vec<(usize, Number)>,
}

impl Signals {
    /// Whether someone speaks of himself or to someone.
    pub(super) fn is_personal(&self) -> bool {
        let classes = ["first_person", "first_plural", "second_person"];
        self.cues.iter().any(|cue| CLASSES.get(cue.class).is_some_and(|c| classes.contains(c)))
    }

    /// A bit for each group of cue classes that has a cue here.
    fn groups(&self) -> u32 {
        let group = |class: usize| match *CLASSES.get(class).unwrap_or(&"") {
            "statistic" | "change" | "magnitude" | "money" => 0,
            "comparison" | "superlative" => 1,
            "cause" | "cause_blame" => 2,
            "law" | "law_court" => 3,
            "prediction" | "pledge" => 4,
            "allegation" | "denial" | "allegation_court" | "allegation_probe" | "wrongdoing" => 5,
            "violence" | "disaster" => 6,
            "first_person" | "first_plural" | "second_person" | "opinion" => 7,
            "finding" | "source" | "source_document" => 8,
            _ => 31,
        };
        self.cues.iter().map(|cue| 1u32 << group(cue.class)).fold(0, |a, b| a | b)
    }
}

/// Reads one sentence.
pub(super) fn read(text: &Text, sentence: &Sentence, place: Place) -> Signals {
    let words = cues::words(text, sentence.tokens.clone());
    let mut signals = Signals::default();
    cues::find(&words, sentence.tokens.start, &mut signals.cues);
    signals.numbers = numbers(text, sentence, &words);
    let mut features = Features(Vec::with_capacity(4 * words.len()));
    cue_features(&signals, sentence, &mut features);
    shape_features(text, sentence, &words, &signals, place, &mut features);
    word_features(text, sentence, &words, &mut features);
    features.0.sort_unstable();
    features.0.dedup();
    signals.features = features.0;
    signals
}

struct Features(Vec<u32>);

impl Features {
    fn cue(&mut self, class: usize, slot: usize) {
        self.0.push((class * CUE_SLOTS + slot.min(CUE_SLOTS - 1)).min(SHAPES - 1) as u32);
    }

    fn shape(&mut self, number: usize) {
        self.0.push((SHAPES + number).min(NAMED - 1) as u32);
    }

    fn word(&mut self, hash: u64) {
        self.0.push((NAMED + mix(hash) % ((1 << KEY_BITS) - NAMED)) as u32);
    }

    fn pair(&mut self, salt: u64, a: u64, b: u64) {
        let hash = salt.wrapping_add(a).wrapping_mul(0xD6E8_FEB8_6659_FD93).rotate_left(23) ^ b;
        self.word(hash.wrapping_mul(0xD6E8_FEB8_6659_FD93));
    }
}

/// The upper bits of a multiplicative hash are the mixed ones.
fn mix(hash: u64) -> usize {
    ((hash ^ (hash >> 29)).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize
}

/// Whether a cue of comparison is among the features of a sentence: for training.
pub fn compares(features: &[u32]) -> bool {
    let slots = ["comparison", "superlative"].map(|name| (cues::class(name) * CUE_SLOTS) as u32);
    features.iter().any(|f| slots.contains(f))
}

fn cue_features(signals: &Signals, sentence: &Sentence, features: &mut Features) {
    let mut counts = [0u8; CLASSES.len() + 1];
    for cue in &signals.cues {
        if let Some(count) = counts.get_mut(cue.class) {
            *count = count.saturating_add(1);
        }
        if cue.tokens.start < sentence.tokens.start + 3 {
            features.cue(cue.class, 3);
        }
    }
    let mut present = Vec::new();
    for (class, &count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        (0..usize::from(count.min(3))).for_each(|slot| features.cue(class, slot));
        present.push(class as u64);
    }
    let number = number_code(signals) as u64;
    for (i, &a) in present.iter().enumerate().take(16) {
        features.pair(0xC0, a, number);
        for &b in present.iter().skip(i + 1).take(16) {
            features.pair(0xC1, a, b);
        }
    }
}

/// 0 none, 1 date or clock only, 2 plain, 3 amount, 4 money, 5 percent.
fn number_code(signals: &Signals) -> usize {
    signals.numbers.iter().map(|(_, n)| strength(*n)).max().unwrap_or(0)
}

fn strength(number: Number) -> usize {
    match number {
        Number::Date | Number::Clock => 1,
        Number::Ordinal | Number::Plain => 2,
        Number::Amount => 3,
        Number::Money => 4,
        Number::Percent => 5,
    }
}

fn shape_features(
    text: &Text,
    sentence: &Sentence,
    words: &[String],
    signals: &Signals,
    place: Place,
    features: &mut Features,
) {
    // Length, in steps.
    let length = [4, 7, 10, 14, 18, 23, 28, 35, 45, 60].iter().filter(|&&l| words.len() > l).count();
    (0..length).for_each(|step| features.shape(step));
    // Place in the article.
    if place.index < 4 {
        features.shape(20 + place.index);
    }
    if place.index + 1 == place.count {
        features.shape(25);
    }
    features.shape(26 + (4 * place.index / place.count.max(1)).min(3));
    // Numbers: the strongest kind, how many of each.
    features.shape(40 + number_code(signals));
    let mut kinds = [0usize; 6];
    for (_, number) in &signals.numbers {
        if let Some(count) = kinds.get_mut(strength(*number)) {
            *count += 1;
        }
    }
    for (kind, &count) in kinds.iter().enumerate() {
        (0..count.min(3)).for_each(|n| features.shape(50 + 3 * kind + n));
    }
    // Marks and ends.
    let (quoted, marks) = quoted_share(text, sentence);
    features.shape(80 + quoted);
    if marks == 1 {
        features.shape(88);
    }
    let last = words.iter().rev().find(|w| w.chars().any(|c| !super::is_closing(c)));
    let ending = match last.map(String::as_str) {
        Some("?") => 0,
        Some("!") => 1,
        Some(":") => 2,
        Some(w) if w.starts_with('.') => 3,
        Some(w) if w.ends_with('.') => 3,
        _ => 4,
    };
    features.shape(90 + ending);
    for (i, mark) in ["“", "\"", "(", ":", ";", "—", "–", "$", "%"].iter().enumerate() {
        if words.iter().any(|w| w == mark) {
            features.shape(100 + i);
        }
    }
    // Capitals: names, roughly.
    let tokens = text.tokens.get(sentence.tokens.clone()).unwrap_or_default();
    let capitals = tokens
        .iter()
        .skip(1)
        .filter(|t| t.kind == TokenKind::Word && text.slice(t.span).starts_with(char::is_uppercase))
        .count();
    (0..capitals.min(8)).for_each(|n| features.shape(120 + n));
    if capitals * 3 > words.len() {
        features.shape(130);
    }
    if let Some(first) = words.first() {
        features.pair(0xF1, 0, fnv(first));
    }
}

/// How much of the sentence stands between quotation marks, in fifths (0 none, 5 all), and how many marks there are.
fn quoted_share(text: &Text, sentence: &Sentence) -> (usize, usize) {
    let tokens = text.tokens.get(sentence.tokens.clone()).unwrap_or_default();
    let (mut inside, mut quoted, mut marks) = (false, 0, 0);
    for token in tokens {
        if token.kind == TokenKind::Mark && matches!(text.slice(token.span), "“" | "”" | "\"" | "‘") {
            marks += 1;
            inside = match text.slice(token.span) {
                "”" => {
                    // A closing mark without an opening one: the quotation began in a sentence before.
                    quoted = if inside || marks > 1 { quoted } else { tokens.len() };
                    false
                }
                "\"" => !inside,
                _ => true,
            };
        } else if inside {
            quoted += 1;
        }
    }
    let share = if quoted == 0 { 0 } else { 1 + 4 * quoted.min(tokens.len()) / tokens.len().max(1) };
    (share, marks)
}

fn word_features(text: &Text, sentence: &Sentence, words: &[String], features: &mut Features) {
    let tokens = text.tokens.get(sentence.tokens.clone()).unwrap_or_default();
    let (mut before, mut previous) = (0, 0);
    for (token, word) in tokens.iter().zip(words) {
        let code = match token.kind {
            TokenKind::Number => 1,
            TokenKind::Word => fnv(stem(word)),
            TokenKind::Mark => continue,
            _ => fnv(word),
        };
        features.word(code);
        if previous != 0 {
            features.pair(0xB1, previous, code);
        }
        if before != 0 {
            features.pair(0xB2, before, code);
            // Three in a row: the one between goes with the salt.
            features.pair(0xB3 ^ previous.rotate_left(17), before, code);
        }
        (before, previous) = (previous, code);
    }
}

/// The word without a regular ending: enough to bring forms together, nothing to show.
fn stem(word: &str) -> &str {
    let strip = |ending: &str| word.strip_suffix(ending).filter(|stem| stem.len() >= 4);
    strip("ing").or_else(|| strip("ed")).or_else(|| strip("es")).or_else(|| strip("s")).unwrap_or(word)
}

fn numbers(text: &Text, sentence: &Sentence, words: &[String]) -> Vec<(usize, Number)> {
    let tokens = text.tokens.get(sentence.tokens.clone()).unwrap_or_default();
    let word = |at: usize| words.get(at).map_or("", String::as_str);
    let mut numbers = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let kind = match token.kind {
            TokenKind::Number => number(word(at.wrapping_sub(1)), word(at), word(at + 1), word(at + 2)),
            _ => continue,
        };
        numbers.push((sentence.tokens.start + at, kind));
    }
    numbers
}

/// What a number token counts, by its neighbours.
fn number(before: &str, number: &str, after: &str, then: &str) -> Number {
    let class = |word: &str| match word {
        "million" | "billion" | "trillion" | "thousand" | "hundred" | "crore" | "lakh" => 1,
        "dollars" | "dollar" | "euros" | "euro" | "pounds" | "yen" | "yuan" | "rupees" | "cents" => 2,
        _ => 0,
    };
    if matches!(after, "%" | "percent" | "percentage" | "pc") || after == "per" && then == "cent" {
        return Number::Percent;
    }
    if matches!(before, "$" | "€" | "£" | "¥" | "₹")
        || class(after) == 2
        || class(then) == 2 && class(after) == 1
    {
        return Number::Money;
    }
    if class(after) == 1 {
        return Number::Amount;
    }
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    if number.contains(':') {
        return Number::Clock;
    }
    if number.contains(',')
        || number.contains('.')
        || matches!(after, "-" | "/") && digits < 4 && then.starts_with(|c: char| c.is_ascii_digit())
    {
        return Number::Amount;
    }
    if number.ends_with("th") || number.ends_with("st") || number.ends_with("nd") || number.ends_with("rd") {
        return Number::Ordinal;
    }
    let year = digits == 4 && number.len() <= 5 && (number.starts_with("19") || number.starts_with("20"));
    if year || super::is_month(before) || super::is_month(after) {
        return Number::Date;
    }
    if matches!(after, "a.m." | "p.m." | "am" | "pm") {
        return Number::Clock;
    }
    Number::Plain
}

fn fnv(word: &str) -> u64 {
    word.bytes().fold(0xCBF2_9CE4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01B3))
}
