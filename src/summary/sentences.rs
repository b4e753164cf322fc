//! Key sentences: each prose sentence gets a dozen features between 0 and 1, a linear model orders them, and a greedy walk
//! takes the best that say something new. Linear in the text: centrality is overlap with the document's own word counts
//! (Nenkova & Vanderwende, "The Impact of Frequency on Summarization", 2005), not a comparison of all pairs.
//!
//! The weights are a handful of numbers set by coordinate search (`training summary`); nothing else is learned.

use super::is_source;
use crate::analysis::{BlockKind, Entity, EntityType, Gender, KeySentence, Quote};
use crate::text::{FUNCTION_WORDS, Sentence, Text, TokenKind};
use std::collections::{HashMap, HashSet};

table!(OPENERS, "summary_openers");

/// Number of features.
pub const FEATURES: usize = 14;

/// What each feature is worth, in the order of [`Candidate::features`].
pub const WEIGHTS: [f32; FEATURES] =
    [1.0, 2.0, 0.9, 1.0, 0.5, 0.3, 0.2, -0.3, -1.4, -0.3, -0.5, -1.0, -0.7, -0.2];

/// Words after which no further sentence is taken (once there are two).
const ENOUGH: usize = 48;
/// The most sentences.
const MOST: usize = 4;
/// An article of more sentences than this has at least [`SEVERAL`] key sentences, one of them from its later parts.
const LONG: usize = 12;
/// See [`LONG`].
const SEVERAL: usize = 3;
/// A sentence of fewer words says too little to be a key sentence.
const FEWEST_WORDS: usize = 6;
/// Sentences that share this much of their words say the same.
const SAME: f32 = 0.5;

/// A sentence that may be taken.
#[derive(Debug, Clone, Default)]
pub struct Candidate {
    /// Index into [`Text::sentences`].
    pub sentence: usize,
    /// first, 1/rank, earliness, centrality, title overlap, names, number, quoted share, too short, too long,
    /// pronoun opener, question or exclamation, overlap with the first sentence, list item.
    pub features: [f32; FEATURES],
    /// Its content words, sorted.
    pub words: Vec<u64>,
    /// How many words it has.
    pub length: usize,
    /// Whether it leans on the sentence before and nothing says on whom.
    pub leans: bool,
    /// Whom its opening pronoun stands for.
    pub antecedent: Option<usize>,
}

/// The key sentences of `text`, in document order.
pub(super) fn key(text: &Text, entities: &[Entity], quotes: &[Quote]) -> Vec<KeySentence> {
    let candidates = candidates(text, entities, quotes);
    let scores: Vec<f32> = candidates.iter().map(|c| score(c, &WEIGHTS)).collect();
    let low = scores.iter().copied().fold(f32::INFINITY, f32::min);
    let high = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    select(&candidates, &WEIGHTS)
        .into_iter()
        .filter_map(|i| {
            let (candidate, score) = (candidates.get(i)?, scores.get(i)?);
            let score = if high > low { (score - low) / (high - low) } else { 1.0 };
            let span = text.sentences.get(candidate.sentence)?.span;
            Some(KeySentence { span, score, antecedent: candidate.antecedent })
        })
        .collect()
}

fn score(candidate: &Candidate, weights: &[f32; FEATURES]) -> f32 {
    candidate.features.iter().zip(weights).map(|(f, w)| f * w).sum()
}

/// Takes the best candidates that say something new: indexes into `candidates`, in order.
pub fn select(candidates: &[Candidate], weights: &[f32; FEATURES]) -> Vec<usize> {
    let mut order: Vec<(f32, usize)> = candidates.iter().map(|c| score(c, weights)).zip(0..).collect();
    order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut taken: Vec<usize> = Vec::new();
    let mut words = 0;
    let long = candidates.len() > LONG;
    let least = if long { SEVERAL } else { 2 };
    while taken.len() < MOST && (taken.len() < least || words < ENOUGH) {
        // Two sentences stand where they may; in a long article the next come from parts that are not told yet.
        let part = candidates.len() / SEVERAL;
        let from = if long && taken.len() >= 2 && taken.iter().all(|t| *t < part) { part } else { 0 };
        let fits = |i: usize| {
            let Some(candidate) = candidates.get(i) else { return false };
            let follows = || i.checked_sub(1).is_some_and(|before| taken.contains(&before));
            i >= from
                && !taken.contains(&i)
                && (!candidate.leans || follows())
                && taken.iter().all(|&t| candidates.get(t).is_none_or(|t| shared(t, candidate) < SAME))
        };
        let Some(best) = order.iter().map(|(_, i)| *i).find(|i| fits(*i)) else { break };
        taken.push(best);
        words += candidates.get(best).map_or(0, |c| c.length);
    }
    if taken.is_empty() && !candidates.is_empty() {
        taken.push(0);
    }
    taken.sort_unstable();
    taken
}

/// Which share of the content words of the shorter one stands in the other too.
fn shared(a: &Candidate, b: &Candidate) -> f32 {
    let (short, long) = if a.words.len() < b.words.len() { (a, b) } else { (b, a) };
    overlap(&short.words, &long.words)
}

fn overlap(words: &[u64], others: &[u64]) -> f32 {
    let common = words.iter().filter(|w| others.binary_search(w).is_ok()).count();
    common as f32 / words.len().max(1) as f32
}

/// Every prose sentence with its features.
pub fn candidates(text: &Text, entities: &[Entity], quotes: &[Quote]) -> Vec<Candidate> {
    let prose: Vec<usize> = (0..text.sentences.len())
        .filter(|&i| text.block_of(i).is_some_and(|b| is_source(b.kind)) && is_full(text, i))
        .collect();
    let words: Vec<Vec<u64>> = prose.iter().map(|&i| content_words(text, i)).collect();
    let mut counts: HashMap<u64, u32> = HashMap::new();
    words.iter().flatten().for_each(|w| *counts.entry(*w).or_default() += 1);
    let title = title_words(text);
    let lead = words.first().cloned().unwrap_or_default();
    let people = People::new(text, entities);
    let mut quoted = Quoted { quotes, next: 0 };
    let count = prose.len();
    let mut candidates: Vec<Candidate> = Vec::with_capacity(count);
    for (rank, (sentence, words)) in prose.into_iter().zip(words).enumerate() {
        let Some(found) = text.sentences.get(sentence) else { continue };
        let mut candidate = Candidate { sentence, length: found.tokens.len(), words, ..Candidate::default() };
        let opener = opener(text, found);
        candidate.antecedent = opener.and_then(|kind| people.before(sentence, found, kind));
        candidate.leans = opener.is_some() && candidate.antecedent.is_none();
        let centrality: u32 = candidate.words.iter().filter_map(|w| counts.get(w)).map(|c| c - 1).sum();
        let length = candidate.length as f32;
        candidate.features = [
            f32::from(u8::from(rank == 0)),
            1.0 / (1 + rank) as f32,
            1.0 - rank as f32 / count as f32,
            centrality as f32 / (candidate.words.len() + 4) as f32,
            overlap(&title, &candidate.words),
            (capitals(text, found) as f32 / 5.0).min(1.0),
            f32::from(u8::from(kinds(text, found).any(|k| k == TokenKind::Number))),
            quoted.share(found),
            ((10.0 - length) / 10.0).clamp(0.0, 1.0),
            ((length - 30.0) / 30.0).clamp(0.0, 1.0),
            f32::from(u8::from(opener.is_some())),
            f32::from(u8::from(asks(text, found))),
            if rank == 0 { 0.0 } else { overlap(&lead, &candidate.words) },
            f32::from(u8::from(text.block_of(sentence).is_some_and(|b| b.kind == BlockKind::Item))),
        ];
        candidates.push(candidate);
    }
    // Centrality is relative to the most central sentence.
    let highest = candidates.iter().map(|c| c.features[3]).fold(f32::MIN_POSITIVE, f32::max);
    candidates.iter_mut().for_each(|c| c.features[3] /= highest);
    candidates
}

fn kinds<'a>(text: &'a Text, sentence: &Sentence) -> impl Iterator<Item = TokenKind> + 'a {
    text.tokens.get(sentence.tokens.clone()).unwrap_or_default().iter().map(|t| t.kind)
}

/// Whether a sentence has enough words to say something.
fn is_full(text: &Text, sentence: usize) -> bool {
    let words = |s| kinds(text, s).filter(|k| matches!(k, TokenKind::Word | TokenKind::Number)).count();
    text.sentences.get(sentence).is_some_and(|s| words(s) >= FEWEST_WORDS)
}

/// Capitalised words after the first: names, roughly.
fn capitals(text: &Text, sentence: &Sentence) -> usize {
    let tokens = text.tokens.get(sentence.tokens.clone()).unwrap_or_default();
    tokens
        .iter()
        .skip(1)
        .filter(|t| t.kind == TokenKind::Word && text.slice(t.span).starts_with(char::is_uppercase))
        .count()
}

fn asks(text: &Text, sentence: &Sentence) -> bool {
    let mut last = sentence.tokens.clone().rev().map(|i| text.word(i));
    last.find(|w| !matches!(*w, "”" | "\"" | "’" | "'" | ")")).is_some_and(|w| matches!(w, "?" | "!" | ":"))
}

/// The distinct content words of a sentence as hashes of their stems, sorted.
fn content_words(text: &Text, sentence: usize) -> Vec<u64> {
    let tokens = text.sentences.get(sentence).map(|s| s.tokens.clone()).unwrap_or_default();
    let mut words: Vec<u64> = tokens.filter_map(|i| content_word(text, i)).collect();
    words.sort_unstable();
    words.dedup();
    words
}

fn title_words(text: &Text) -> Vec<u64> {
    let is_title = |i: &usize| text.block_of(*i).is_some_and(|b| b.kind == BlockKind::Title);
    let mut words: Vec<u64> =
        (0..text.sentences.len()).filter(is_title).flat_map(|i| content_words(text, i)).collect();
    words.sort_unstable();
    words.dedup();
    words
}

fn content_word(text: &Text, token: usize) -> Option<u64> {
    let kind = text.tokens.get(token)?.kind;
    if !matches!(kind, TokenKind::Word | TokenKind::Number) {
        return None;
    }
    let word = text.word(token).to_lowercase();
    if word.len() < 2 || word.len() <= 8 && FUNCTION_WORDS.contains_key(word.as_str()) {
        return None;
    }
    let stem = ["ing", "ed", "es", "s"]
        .iter()
        .find_map(|e| word.strip_suffix(e).filter(|stem| stem.len() >= 4))
        .unwrap_or(&word);
    Some(
        stem.bytes()
            .fold(0xCBF2_9CE4_8422_2325, |h: u64, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01B3)),
    )
}

/// What kind of leaning word the sentence opens with.
fn opener(text: &Text, sentence: &Sentence) -> Option<&'static str> {
    let first = sentence.tokens.clone().find(|&i| {
        text.tokens.get(i).is_some_and(|t| matches!(t.kind, TokenKind::Word | TokenKind::Number))
    })?;
    OPENERS.get(text.word(first).to_lowercase().as_str()).copied()
}

/// Walks the quotations along with the sentences.
struct Quoted<'a> {
    quotes: &'a [Quote],
    next: usize,
}

impl Quoted<'_> {
    /// Which share of the sentence is somebody's words.
    fn share(&mut self, sentence: &Sentence) -> f32 {
        while self.quotes.get(self.next).is_some_and(|q| q.span.end <= sentence.span.start) {
            self.next += 1;
        }
        let inside = self.quotes.iter().skip(self.next).take_while(|q| q.span.start < sentence.span.end);
        let covered: usize = inside
            .map(|q| q.span.end.min(sentence.span.end).saturating_sub(q.span.start.max(sentence.span.start)))
            .sum();
        (covered as f32 / sentence.span.len().max(1) as f32).min(1.0)
    }
}

/// Who was named where: for opening pronouns.
struct People<'a> {
    entities: &'a [Entity],
    /// (start, entity) of every mention of someone or something a pronoun may stand for, by start.
    mentions: Vec<(usize, usize)>,
}

impl<'a> People<'a> {
    fn new(text: &Text, entities: &'a [Entity]) -> Self {
        let _ = text;
        let mut mentions: Vec<(usize, usize)> = entities
            .iter()
            .enumerate()
            .filter(|(_, e)| e.kind == EntityType::Person)
            .flat_map(|(i, e)| e.mentions.iter().map(move |m| (m.start, i)))
            .collect();
        mentions.sort_unstable();
        People { entities, mentions }
    }

    /// The person whom the pronoun of `sentence` stands for: the only one named in the stretch before it who can.
    fn before(&self, _index: usize, sentence: &Sentence, pronoun: &str) -> Option<usize> {
        let gender = match pronoun {
            "he" => Gender::Male,
            "she" => Gender::Female,
            _ => return None,
        };
        const REACH: usize = 400;
        let end = self.mentions.partition_point(|m| m.0 < sentence.span.start);
        let from = sentence.span.start.saturating_sub(REACH);
        let near = self.mentions.get(..end)?.iter().rev().take_while(|m| m.0 >= from).take(50);
        let fits = |i: usize| self.entities.get(i).is_some_and(|e| e.gender.is_none_or(|g| g == gender));
        let people: HashSet<usize> = near.map(|m| m.1).filter(|i| fits(*i)).collect();
        match people.len() {
            1 => people.into_iter().next(),
            _ => None,
        }
    }
}
