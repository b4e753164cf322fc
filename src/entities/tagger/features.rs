//! What the tagger sees of a text: each distinct word worked out once, and for every token the keys of its features.
//!
//! A feature is the hash of its template number and its parts, nothing is ever looked up by name. Sentences in capitals
//! and texts without any are read by lower-cased words, headlines in title case get shapes of their own, so that a capital
//! counts only where it means something. It does not weigh anything: that is [`super::model`].

use super::case::Case;
use super::topic;
use crate::text::{Text, TokenKind};
use crate::weights::{KEY_BITS, Table};
use std::collections::HashMap;
use std::ops::Range;

/// The lists that features look at together: given and family names, cities and parts of their names, countries. What a
/// word is on any other list counts by itself.
const FIRST_LISTS: u64 = 0x1F;

/// How many tokens to either side a token looks at word by word.
pub const REACH: usize = 2;

/// A distinct word and all that is known of it alone.
#[derive(Debug, Default)]
pub struct Word {
    form: u64,
    lower: u64,
    shape: u64,
    prefixes: [u64; 4],
    suffixes: [u64; 4],
    /// Its word cluster from the lexicon, 0 for none.
    cluster: u64,
    /// Bits of the lexicon's lists.
    lists: u64,
    length: u64,
    /// Whether it starts with a capital, in a sentence where that means something.
    pub capital: bool,
    letters: bool,
    /// Whether it speaks of sport.
    sport: bool,
    /// Number of its lower-case form, an index into [`Sheet::lowered`].
    pub folded: usize,
}

/// How a lower-case form is written in the document's running text.
#[derive(Debug, Default, Clone, Copy)]
pub struct Written {
    small: u32,
    capital: u32,
    capital_at_start: u32,
}

/// A text as the tagger sees it.
#[derive(Debug)]
pub struct Sheet<'t> {
    text: &'t Text<'t>,
    /// The distinct words; the first stands for whatever lies beyond a sentence.
    pub words: Vec<Word>,
    /// The word of each token, an index into `words`.
    pub tokens: Vec<u32>,
    /// By [`Word::folded`].
    pub lowered: Vec<Written>,
    /// By sentence.
    cases: Vec<Case>,
    /// By sentence: see [`topic::level`].
    topics: Vec<u64>,
    /// By token: its sentence.
    sentence: Vec<u32>,
    /// By token: the run of capitalised words around it, as a range of tokens; empty outside.
    runs: Vec<(u32, u32)>,
    /// By token: whether a sentence or a quotation starts here.
    starts: Vec<bool>,
    /// By token: the lists that hold it together with the next one.
    pairs: Vec<u16>,
}

fn mix(a: u64, b: u64) -> u64 {
    let x = (a.rotate_left(26) ^ b).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    x ^ (x >> 29)
}

fn key(template: u64, a: u64, b: u64) -> u32 {
    let x = mix(mix(mix(0x517C_C1B7, template), a), b).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    (x >> (64 - KEY_BITS)) as u32
}

/// The key of a feature of [`super::memory`].
pub fn key_of_memory(template: u64, a: u64, b: u64) -> u32 {
    key(2000 + template, a, b)
}

/// The hash of a string of bytes.
fn hash(bytes: impl IntoIterator<Item = u8>) -> u64 {
    bytes.into_iter().fold(0xCBF2_9CE4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01B3))
}

/// The key of a lower-case word in the lexicon.
pub fn lexicon_key(word: &str) -> u32 {
    key(0, hash(word.bytes()), 0)
}

/// The key of a pair of lower-case words in the lexicon.
pub fn pair_key(first: &str, second: &str) -> u32 {
    key_of_pair(hash(first.bytes()), hash(second.bytes()))
}

fn key_of_pair(first: u64, second: u64) -> u32 {
    key(1, first, second)
}

/// What a row of the lexicon says: a word cluster (10 bits, 0 for none) and the lists that hold it, a bit each.
fn known(lexicon: &Table<3>, key: u32) -> (u64, u64) {
    let [a, b, c] = lexicon.get(key).copied().unwrap_or_default();
    let row = u64::from(u32::from_le_bytes([a, b, c, 0]));
    (row & 0x3FF, row >> 10)
}

/// The numbers of the bits that are set.
fn bits(mut set: u64) -> impl Iterator<Item = u64> {
    std::iter::from_fn(move || {
        let bit = u64::from(set.trailing_zeros());
        (set != 0).then(|| set &= set - 1)?;
        Some(bit)
    })
}

/// Runs of the same class of character count once: `Xx`, `X.X.`, `d`.
fn shape(word: &str, case: Case, kind: TokenKind) -> u64 {
    let mut last = 0;
    let mut shape = kind as u64 + 1;
    for c in word.chars().take(24) {
        let class = match c {
            c if c.is_uppercase() && case != Case::Caseless => 1,
            c if c.is_alphabetic() => 2,
            c if c.is_numeric() => 3,
            '\'' | '’' => 4,
            '.' | '&' => 5,
            c => 8 + u64::from(c),
        };
        if class != last || class == 5 {
            shape = mix(shape, class);
        }
        last = class;
    }
    mix(shape, case as u64)
}

impl Word {
    fn new(word: &str, lower: &str, case: Case, kind: TokenKind, folded: usize, lexicon: &Table<3>) -> Self {
        let form = if case == Case::Caseless { lower } else { word };
        let mut prefixes = [0; 4];
        let mut suffixes = [0; 4];
        let length = lower.chars().count();
        for (n, (prefix, suffix)) in prefixes.iter_mut().zip(&mut suffixes).enumerate() {
            if length > n + 1 {
                let end = form.char_indices().nth(n + 1).map_or(form.len(), |(at, _)| at);
                let start = form.char_indices().rev().nth(n).map_or(0, |(at, _)| at);
                *prefix = hash(form.bytes().take(end));
                *suffix = hash(form.bytes().skip(start));
            }
        }
        let (cluster, lists) = known(lexicon, lexicon_key(lower.strip_suffix('.').unwrap_or(lower)));
        Word {
            form: hash(form.bytes()),
            lower: hash(lower.bytes()),
            shape: shape(word, case, kind),
            prefixes,
            suffixes,
            cluster,
            lists,
            length: length.min(12) as u64,
            capital: case != Case::Caseless && word.starts_with(char::is_uppercase),
            letters: kind == TokenKind::Word,
            sport: topic::SPORT_WORDS.contains_key(lower),
            folded,
        }
    }

    /// Whether it is written like a name where it stands.
    pub fn is_name_like(&self) -> bool {
        self.letters && self.capital
    }

    /// The features of this word alone, for the token that stands `REACH - place` after it.
    pub fn features(&self, place: usize, emit: &mut impl FnMut(u32)) {
        let at = place as u64 * 64;
        let mut say = |template: u64, a: u64, b: u64| emit(key(at + template, a, b));
        say(1, self.lower, 0);
        say(2, self.shape, 0);
        if self.cluster != 0 {
            say(3, self.cluster, 0);
            say(4, self.cluster, u64::from(self.capital));
        }
        if self.lists & FIRST_LISTS != 0 {
            say(5, self.lists & FIRST_LISTS, u64::from(self.capital));
        }
        if place.abs_diff(REACH) > 1 {
            return;
        }
        for bit in bits(self.lists >> 5) {
            say(32 + bit, u64::from(self.capital), 0);
        }
        let [_, _, s3, _] = self.suffixes;
        say(6, s3, self.shape);
        if place != REACH {
            return;
        }
        say(0, 0, 0);
        say(7, self.form, 0);
        say(8, self.length, self.shape);
        for (n, (&prefix, &suffix)) in self.prefixes.iter().zip(&self.suffixes).enumerate() {
            if prefix != 0 {
                say(10 + n as u64, prefix, 0);
                say(20 + n as u64, suffix, 0);
            }
        }
        say(30, self.cluster, self.shape);
        say(31, self.cluster, s3);
    }
}

impl<'t> Sheet<'t> {
    /// Works out every distinct word of `text`.
    pub fn new(text: &'t Text<'t>, lexicon: &Table<3>) -> Self {
        let count = text.tokens.len();
        let mut sheet = Sheet {
            text,
            words: vec![Word::default()],
            tokens: Vec::with_capacity(count),
            lowered: vec![Written::default()],
            cases: Vec::with_capacity(text.sentences.len()),
            topics: Vec::new(),
            sentence: Vec::with_capacity(count),
            runs: vec![(0, 0); count],
            starts: Vec::with_capacity(count),
            pairs: vec![0; count],
        };
        sheet.find_cases();
        sheet.intern(lexicon);
        for sentence in &text.sentences {
            sheet.find_runs(sentence.tokens.clone());
        }
        sheet.find_pairs(lexicon);
        sheet.find_topics();
        sheet
    }

    /// The token ranges of the sentences.
    pub fn sentences(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        self.text.sentences.iter().map(|s| s.tokens.clone())
    }

    /// How the capitals of token `i`'s sentence are to be read.
    pub fn case(&self, i: usize) -> Case {
        let sentence = self.sentence.get(i).map_or(usize::MAX, |&s| s as usize);
        self.cases.get(sentence).copied().unwrap_or(Case::Cased)
    }

    fn find_cases(&mut self) {
        let words = |range: Range<usize>| {
            range
                .filter_map(|i| self.text.tokens.get(i))
                .filter(|t| t.kind == TokenKind::Word)
                .map(|t| self.text.slice(t.span))
        };
        let (mut all, mut capital) = (0usize, 0usize);
        for word in words(0..self.text.tokens.len()) {
            all += 1;
            capital += usize::from(word.starts_with(char::is_uppercase));
        }
        let small_text = capital * 50 < all;
        self.cases = self.sentences().map(|range| Case::of(words(range), small_text)).collect();
    }

    fn intern(&mut self, lexicon: &Table<3>) {
        let text = self.text;
        let mut known: HashMap<(&str, Case), u32> = HashMap::new();
        let mut folded: HashMap<String, usize> = HashMap::new();
        for (number, (sentence, &case)) in text.sentences.iter().zip(&self.cases).enumerate() {
            let mut start = true;
            for token in text.tokens.get(sentence.tokens.clone()).unwrap_or_default() {
                let form = text.slice(token.span);
                let id = *known.entry((form, case)).or_insert_with(|| {
                    let lower = form.to_lowercase().replace('’', "'");
                    let next = folded.len() + 1;
                    let fold = *folded.entry(lower.clone()).or_insert(next);
                    self.words.push(Word::new(form, &lower, case, token.kind, fold, lexicon));
                    (self.words.len() - 1) as u32
                });
                self.lowered.resize(folded.len() + 1, Written::default());
                if let Some(word) = self.words.get(id as usize)
                    && let Some(written) = self.lowered.get_mut(word.folded)
                    && case == Case::Cased
                {
                    match (word.capital, start) {
                        (false, _) => written.small += 1,
                        (true, false) => written.capital += 1,
                        (true, true) => written.capital_at_start += 1,
                    }
                }
                self.tokens.push(id);
                self.sentence.push(number as u32);
                self.starts.push(start);
                start = token.kind == TokenKind::Mark
                    || start && token.kind == TokenKind::Punctuation
                    || form == ":";
            }
        }
    }

    /// Capitalised words that stand together, small joints between two of them included.
    fn find_runs(&mut self, sentence: Range<usize>) {
        let is_capital =
            |sheet: &Self, i: usize| i < sentence.end && sheet.word(i).is_some_and(|w| w.capital);
        let is_joint = |sheet: &Self, i: usize| {
            i < sentence.end
                && matches!(
                    sheet.text.word(i),
                    "of" | "for"
                        | "and"
                        | "the"
                        | "de"
                        | "al"
                        | "&"
                        | "-"
                        | "del"
                        | "la"
                        | "bin"
                        | "von"
                        | "van"
                )
        };
        let mut i = sentence.start;
        while i < sentence.end {
            if !is_capital(self, i) {
                i += 1;
                continue;
            }
            let mut end = i + 1;
            loop {
                if is_capital(self, end) {
                    end += 1;
                } else if is_joint(self, end) && is_capital(self, end + 1) {
                    end += 2;
                } else if is_joint(self, end) && is_joint(self, end + 1) && is_capital(self, end + 2) {
                    end += 3;
                } else {
                    break;
                }
            }
            if let Some(runs) = self.runs.get_mut(i..end) {
                runs.fill((i as u32, end as u32));
            }
            i = end;
        }
    }

    fn find_pairs(&mut self, lexicon: &Table<3>) {
        let pairs = (0..self.tokens.len()).map(|i| {
            let (Some(word), Some(next)) = (self.near(i, 0), self.near(i, 1)) else { return 0 };
            let like_name =
                word.letters && next.letters && (word.capital && next.capital || self.case(i) != Case::Cased);
            if like_name { known(lexicon, key_of_pair(word.lower, next.lower)).1 as u16 } else { 0 }
        });
        self.pairs = pairs.collect();
    }

    fn find_topics(&mut self) {
        let of_sport = |range: Range<usize>| range.filter(|&i| self.word(i).is_some_and(|w| w.sport)).count();
        let (all, whole) = (self.tokens.len(), of_sport(0..self.tokens.len()));
        self.topics = self.sentences().map(|range| topic::level(all, whole, of_sport(range) > 0)).collect();
    }

    /// The word of token `i`.
    pub fn word(&self, i: usize) -> Option<&Word> {
        self.tokens.get(i).and_then(|&id| self.words.get(id as usize))
    }

    /// The word `offset` tokens from token `i`, an index into [`Sheet::words`]; 0 beyond the sentence.
    pub fn neighbour(&self, i: usize, offset: isize) -> usize {
        let Some(at) = i.checked_add_signed(offset) else { return 0 };
        if self.sentence.get(at) != self.sentence.get(i) {
            return 0;
        }
        self.tokens.get(at).map_or(0, |&id| id as usize)
    }

    /// Whether the token at `offset` from token `i` is a round bracket.
    pub fn is_bracket(&self, i: usize, offset: isize) -> bool {
        i.checked_add_signed(offset).is_some_and(|at| matches!(self.text.word(at), "(" | ")"))
    }

    fn near(&self, i: usize, offset: isize) -> Option<&Word> {
        self.words.get(self.neighbour(i, offset))
    }

    /// The features of token `i` that more than one word makes.
    pub fn context(&self, i: usize, emit: &mut impl FnMut(u32)) {
        let (Some(ll), Some(l), Some(w), Some(r), Some(rr)) =
            (self.near(i, -2), self.near(i, -1), self.near(i, 0), self.near(i, 1), self.near(i, 2))
        else {
            return;
        };
        let case = self.case(i) as u64;
        let mut say = |template: u64, a: u64, b: u64| emit(key(1000 + template, a, b));
        say(1, l.lower, w.lower);
        say(2, w.lower, r.lower);
        say(3, l.lower, r.lower);
        say(4, l.cluster, w.cluster);
        say(5, w.cluster, r.cluster);
        say(6, mix(l.cluster, w.shape), r.cluster);
        say(7, mix(l.shape, w.shape), r.shape);
        say(8, mix(ll.shape, l.shape), mix(w.shape, mix(r.shape, rr.shape)));
        say(9, mix(l.cluster, w.cluster), r.cluster);
        say(10, ll.lower, l.lower);
        say(11, r.lower, rr.lower);
        say(12, mix(ll.cluster, l.cluster), w.shape);
        say(13, mix(r.cluster, rr.cluster), w.shape);
        say(
            30,
            mix(l.lists & FIRST_LISTS, w.lists & FIRST_LISTS),
            (r.lists & FIRST_LISTS) * 2 + u64::from(w.capital),
        );
        say(31, mix(l.lists & FIRST_LISTS, w.lists & FIRST_LISTS), mix(l.shape, w.shape));
        say(32, mix(w.lists & FIRST_LISTS, r.lists & FIRST_LISTS), mix(w.shape, r.shape));
        for bit in bits(self.pairs.get(i).copied().unwrap_or(0).into()) {
            say(40 + bit, 0, 0);
        }
        let ends =
            i.checked_sub(1).filter(|_| self.neighbour(i, -1) != 0).and_then(|last| self.pairs.get(last));
        for bit in bits(ends.copied().unwrap_or(0).into()) {
            say(60 + bit, 0, 0);
        }
        let start = u64::from(self.starts.get(i).copied().unwrap_or(false));
        say(14, start, w.shape);
        say(15, mix(start, case), w.lower);
        if !w.letters {
            return;
        }
        let written = self.lowered.get(w.folded).copied().unwrap_or_default();
        let habit = written.habit() << 2 | u64::from(w.capital) << 1 | start;
        say(16, habit, case);
        say(17, habit, w.cluster);
        let (from, to) = self.runs.get(i).map_or((0, 0), |&(from, to)| (from as usize, to as usize));
        if from < to {
            let (before, after) = (self.beyond(i, from.checked_sub(1)), self.beyond(i, Some(to)));
            let (head, first) = (self.word(to - 1), self.word(from));
            let (Some(before), Some(after), Some(head), Some(first)) = (before, after, head, first) else {
                return;
            };
            let place = ((to - i).min(4) * 8 + (i - from).min(4)) as u64;
            say(18, head.lower, case);
            say(19, head.cluster, place);
            say(20, first.lower, case);
            say(21, first.cluster, place);
            say(22, before.lower, place);
            say(23, after.lower, place);
            say(24, before.cluster, place);
            say(25, after.cluster, place);
            say(26, before.cluster, after.cluster);
            say(27, place, case);
            say(28, head.cluster, first.cluster);
            let sentence = self.sentence.get(i).map_or(usize::MAX, |&s| s as usize);
            let topic = self.topics.get(sentence).copied().unwrap_or(0);
            if topic != 0 {
                let place = topic * 2 + u64::from(i == from);
                say(80, place, (to - from).min(3) as u64);
                say(81, place, before.lower);
                say(82, place, after.lower);
                say(83, place, after.cluster);
                say(84, place, before.cluster);
                say(85, place, head.lists & FIRST_LISTS);
                say(86, place, mix(before.shape, after.shape));
                say(87, place, head.cluster);
            }
        }
    }

    /// The word of token `at` where it stands in the sentence of token `i`, otherwise the word for beyond.
    fn beyond(&self, i: usize, at: Option<usize>) -> Option<&Word> {
        let id =
            at.filter(|at| self.sentence.get(*at) == self.sentence.get(i)).and_then(|at| self.tokens.get(at));
        self.words.get(id.map_or(0, |&id| id as usize))
    }
}

impl Written {
    /// Seldom or often, small or capital.
    fn habit(self) -> u64 {
        let bucket = |n: u32| u64::from(n.min(2));
        bucket(self.small) * 9 + bucket(self.capital) * 3 + bucket(self.capital_at_start)
    }
}
