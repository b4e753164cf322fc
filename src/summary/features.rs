//! What is known of a sentence that may be taken as a key sentence: two dozen numbers between 0 and 1, its content words, and
//! whether it leans on the sentence before. Linear in the text: centrality is overlap with the document's own word counts
//! (Nenkova & Vanderwende, "The Impact of Frequency on Summarization", 2005), not a comparison of all pairs.

use super::is_source;
use super::opening::{self, Opening, Turn};
use crate::analysis::{BlockKind, Entity, EntityType, Gender, Quote, QuoteKind, Span};
use crate::text::{FUNCTION_WORDS, Sentence, Text, TokenKind};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Names of the features, in their order.
pub const FEATURES: [&str; 24] = [
    "first",
    "second",
    "rank",
    "early",
    "central",
    "relative centrality",
    "rare words",
    "content",
    "headline",
    "names",
    "main names",
    "number",
    "numbers",
    "day",
    "own words",
    "opens quoted",
    "reported",
    "short",
    "long",
    "leans",
    "asks",
    "like the first",
    "item",
    "self",
];
/// Number of features.
pub const COUNT: usize = FEATURES.len();

/// A sentence of fewer words says too little to be a key sentence.
const FEWEST_WORDS: usize = 6;

/// So many paragraphs that end in a question make an interview.
const QUESTIONS: usize = 3;
/// A sentence of which more is a quotation does not say whose.
const WHOLLY: f32 = 0.95;
/// In a list or a table fewer words than this share are in lower case.
const LOWER: f32 = 0.5;

/// A sentence that may be taken.
#[derive(Debug, Clone, Default)]
pub struct Candidate {
    /// Index into [`Text::sentences`].
    pub sentence: usize,
    /// In the order of [`FEATURES`].
    pub features: [f32; COUNT],
    /// Its content words, sorted.
    pub words: Vec<u64>,
    /// How many words it has.
    pub length: usize,
    /// Whether it leans on the sentence before and nothing says on whom.
    pub leans: bool,
    /// Whom its opening pronoun stands for.
    pub antecedent: Option<usize>,
    /// What a reader is to see of it (bytes): the sentence without its dateline.
    pub shown: Span,
    /// The same without the word that ties it to the sentence before, for a reader who does not see that.
    pub bare: Span,
}

/// Every prose sentence with its features.
pub fn candidates(text: &Text, entities: &[Entity], quotes: &[Quote]) -> Vec<Candidate> {
    let mut named = Named::new(entities);
    let mut prose: Vec<(usize, Opening)> = Vec::new();
    let interview = questions(text);
    // The block in which an interviewer asks.
    let mut asking = None;
    for (index, sentence) in text.sentences.iter().enumerate() {
        let opening = opening::read(text, sentence, named.place_at(sentence.span.start));
        let is_prose = text.block_of(index).is_some_and(|b| is_source(b.kind));
        match opening.turn {
            Some(Turn::Question) => asking = Some(sentence.block),
            Some(Turn::Answer) => asking = None,
            None => {}
        }
        let asked = asking == Some(sentence.block) || interview.contains(&sentence.block);
        if is_prose && !opening.aside && !asked && is_full(text, opening.from..sentence.tokens.end) {
            prose.push((index, opening));
        }
    }
    named.next = 0;
    let words: Vec<Vec<u64>> = prose.iter().map(|(i, _)| content_words(text, *i)).collect();
    let mut counts: HashMap<u64, u32> = HashMap::new();
    words.iter().flatten().for_each(|w| *counts.entry(*w).or_default() += 1);
    let article = Article {
        text,
        title: title_words(text),
        lead: words.first().cloned().unwrap_or_default(),
        counts,
        count: prose.len(),
    };
    let mut quoted = Quoted { quotes, next: 0 };
    let mut candidates: Vec<Candidate> = Vec::with_capacity(article.count);
    for (rank, (sentence, words)) in prose.into_iter().zip(words).enumerate() {
        candidates.extend(article.candidate(rank, sentence, words, &mut named, &mut quoted));
    }
    // Centrality is relative to the most central sentence.
    for feature in [CENTRAL, CENTRAL + 1] {
        let of = |c: &Candidate| c.features.get(feature).copied().unwrap_or_default();
        let highest = candidates.iter().map(of).fold(f32::MIN_POSITIVE, f32::max);
        candidates.iter_mut().filter_map(|c| c.features.get_mut(feature)).for_each(|f| *f /= highest);
    }
    candidates
}

/// Where centrality stands among the features: first by all its words, then by their mean.
const CENTRAL: usize = 4;

/// What the sentences of an article are compared with.
struct Article<'a> {
    text: &'a Text<'a>,
    /// Content words of the headline and of the first sentence, sorted.
    title: Vec<u64>,
    lead: Vec<u64>,
    /// In how many sentences a content word stands.
    counts: HashMap<u64, u32>,
    /// How many sentences there are.
    count: usize,
}

impl Article<'_> {
    fn candidate(
        &self,
        rank: usize,
        (index, opening): (usize, Opening),
        words: Vec<u64>,
        named: &mut Named,
        quoted: &mut Quoted,
    ) -> Option<Candidate> {
        let text = self.text;
        let sentence = text.sentences.get(index)?;
        let length = sentence.tokens.end.saturating_sub(opening.from);
        let numbers = kinds(text, sentence).filter(|k| *k == TokenKind::Number).count();
        let (names, main) = named.inside(sentence.span);
        let said = quoted.shares(sentence);
        let repeats = || words.iter().filter_map(|w| self.counts.get(w));
        let many = words.len() as f32;
        let features = [
            flag(rank == 0),
            flag(rank == 1),
            1.0 / (1 + rank) as f32,
            1.0 - rank as f32 / self.count as f32,
            repeats().map(|c| (*c as f32).ln()).sum::<f32>() / (many + 4.0).sqrt(),
            repeats().map(|c| (c - 1) as f32).sum::<f32>() / (many + 4.0),
            repeats().filter(|c| **c == 1).count() as f32 / many.max(1.0),
            (many / 20.0).min(1.5),
            overlap(&self.title, &words),
            (names as f32 / 4.0).min(1.0),
            main,
            flag(numbers > 0),
            (numbers as f32 / 4.0).min(1.0),
            flag(sentence.tokens.clone().any(|t| is_day(text.word(t)))),
            said.own,
            flag(text.tokens.get(opening.from).is_some_and(|t| t.kind == TokenKind::Mark)),
            said.reported,
            ((12.0 - length as f32) / 12.0).clamp(0.0, 1.0),
            ((length as f32 - 30.0) / 30.0).clamp(0.0, 1.0),
            flag(!opening.needs.is_empty()),
            flag(asks(text, sentence)),
            if rank == 0 { 0.0 } else { overlap(&self.lead, &words) },
            flag(text.block_of(index).is_some_and(|b| b.kind == BlockKind::Item)),
            flag(said.own < 0.5 && sentence.tokens.clone().any(|t| is_self(text.word(t)))),
        ];
        let antecedent = named.before(sentence, opening.needs);
        // Nothing stands before the first sentence that it could lean on; an expletive "it" leans on nothing.
        let needs = !opening.needs.is_empty() && antecedent.is_none() && rank > 0;
        let span = |from: usize| text.span_of(from..sentence.tokens.end);
        Some(Candidate {
            sentence: index,
            features,
            words,
            length,
            leans: needs || said.cut,
            antecedent,
            shown: span(opening.from),
            bare: span(opening.bare),
        })
    }
}

fn flag(yes: bool) -> f32 {
    f32::from(u8::from(yes))
}

/// Which share of the content words of the shorter one stands in the other too.
pub(super) fn shared(a: &Candidate, b: &Candidate) -> f32 {
    let (short, long) = if a.words.len() < b.words.len() { (a, b) } else { (b, a) };
    overlap(&short.words, &long.words)
}

fn overlap(words: &[u64], others: &[u64]) -> f32 {
    let common = words.iter().filter(|w| others.binary_search(w).is_ok()).count();
    common as f32 / words.len().max(1) as f32
}

fn kinds<'a>(text: &'a Text, sentence: &Sentence) -> impl Iterator<Item = TokenKind> + 'a {
    text.tokens.get(sentence.tokens.clone()).unwrap_or_default().iter().map(|t| t.kind)
}

/// Whether a sentence has enough words to say something, and is one: a line of a table or a byline has no end, and few words
/// in lower case.
fn is_full(text: &Text, tokens: Range<usize>) -> bool {
    let (mut words, mut lower) = (0, 0);
    for token in text.tokens.get(tokens.clone()).unwrap_or_default() {
        words += usize::from(matches!(token.kind, TokenKind::Word | TokenKind::Number));
        lower += usize::from(text.slice(token.span).starts_with(char::is_lowercase));
    }
    let ends = || last_mark(text, tokens).is_some_and(|w| matches!(w, "." | "?" | "!" | "…" | "..."));
    words >= FEWEST_WORDS && (lower as f32 >= LOWER * words as f32 || ends())
}

/// The last token that is no closing mark; the full stop of an abbreviation ends its own word.
fn last_mark<'a>(text: &'a Text, tokens: Range<usize>) -> Option<&'a str> {
    let mut last = tokens.rev().map(|i| text.word(i));
    last.find(|w| !matches!(*w, "”" | "\"" | "’" | "'" | ")" | "''"))
        .map(|w| if w.ends_with('.') { "." } else { w })
}

fn asks(text: &Text, sentence: &Sentence) -> bool {
    last_mark(text, sentence.tokens.clone()).is_some_and(|w| matches!(w, "?" | "!" | ":"))
}

/// The blocks in which an interviewer asks, where there are no marks: at least [`QUESTIONS`] that end in a question and hold no
/// quotation.
fn questions(text: &Text) -> HashSet<usize> {
    let quoted = |s: &Sentence| text.tokens.get(s.tokens.start).is_some_and(|t| t.kind == TokenKind::Mark);
    let asks = |s: &Sentence| last_mark(text, s.tokens.clone()) == Some("?");
    let paragraphs = text.sentences.chunk_by(|a, b| a.block == b.block);
    let asked = paragraphs.filter(|p| p.last().is_some_and(asks) && !p.iter().any(quoted));
    let blocks: HashSet<usize> = asked.filter_map(|p| p.first()).map(|s| s.block).collect();
    if blocks.len() < QUESTIONS { HashSet::new() } else { blocks }
}

/// A word for a day: news is dated, scenes and background seldom are.
fn is_day(word: &str) -> bool {
    matches!(
        word,
        "Monday"
            | "Tuesday"
            | "Wednesday"
            | "Thursday"
            | "Friday"
            | "Saturday"
            | "Sunday"
            | "yesterday"
            | "today"
            | "tonight"
            | "Yesterday"
            | "Today"
    )
}

fn is_self(word: &str) -> bool {
    matches!(
        word,
        "I" | "me"
            | "my"
            | "My"
            | "we"
            | "We"
            | "us"
            | "our"
            | "Our"
            | "you"
            | "You"
            | "your"
            | "Your"
            | "I’m"
            | "I'm"
            | "I’ve"
            | "I've"
    )
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

/// Walks the quotations along with the sentences.
struct Quoted<'a> {
    quotes: &'a [Quote],
    next: usize,
}

/// How much of a sentence is said by somebody.
#[derive(Debug, Clone, Copy, Default)]
struct Said {
    /// Which share of it is somebody's own words, and which is reported.
    own: f32,
    reported: f32,
    /// Whether it is a piece of a longer quotation, or one that does not say whose.
    cut: bool,
}

impl Quoted<'_> {
    fn shares(&mut self, sentence: &Sentence) -> Said {
        while self.quotes.get(self.next).is_some_and(|q| q.span.end <= sentence.span.start) {
            self.next += 1;
        }
        let span = sentence.span;
        let (mut own, mut reported, mut cut) = (0, 0, false);
        let inside = self.quotes.iter().skip(self.next).take_while(|q| q.span.start < span.end);
        for quote in inside.filter(|q| !q.scare) {
            let covered = quote.span.end.min(span.end).saturating_sub(quote.span.start.max(span.start));
            *(if quote.kind == QuoteKind::Direct { &mut own } else { &mut reported }) += covered;
            cut |= quote.kind != QuoteKind::Indirect && !span.contains(quote.span);
        }
        let share = |covered: usize| (covered as f32 / span.len().max(1) as f32).min(1.0);
        Said { own: share(own), reported: share(reported), cut: cut || share(own) > WHOLLY }
    }
}

/// Who and what is named where.
struct Named<'a> {
    entities: &'a [Entity],
    /// (start, entity) of every name, by start.
    mentions: Vec<(usize, usize)>,
    next: usize,
    /// Salience of the three weightiest names together.
    weight: f32,
}

impl<'a> Named<'a> {
    fn new(entities: &'a [Entity]) -> Self {
        let names = || entities.iter().enumerate().filter(|(_, e)| e.kind.is_name());
        let mut mentions: Vec<(usize, usize)> =
            names().flat_map(|(i, e)| e.mentions.iter().map(move |m| (m.start, i))).collect();
        mentions.sort_unstable();
        let mut weights: Vec<f32> = names().map(|(_, e)| e.salience).collect();
        weights.sort_by(|a, b| b.total_cmp(a));
        Named {
            entities,
            mentions,
            next: 0,
            weight: weights.iter().take(3).sum::<f32>().max(f32::MIN_POSITIVE),
        }
    }

    /// The name of a place that begins at byte `start`. Starts come in order.
    fn place_at(&mut self, start: usize) -> Span {
        while self.mentions.get(self.next).is_some_and(|m| m.0 < start) {
            self.next += 1;
        }
        let here = self.mentions.get(self.next).filter(|m| m.0 == start);
        let entity = here.and_then(|m| self.entities.get(m.1)).filter(|e| e.kind == EntityType::Location);
        let mention = |e: &Entity| {
            let at = e.mentions.partition_point(|m| m.start < start);
            e.mentions.get(at).copied()
        };
        entity.and_then(mention).unwrap_or_default()
    }

    /// How many are named in `span`, and how much they weigh in the article, 0 to 1. Spans come in order.
    fn inside(&mut self, span: Span) -> (usize, f32) {
        while self.mentions.get(self.next).is_some_and(|m| m.0 < span.start) {
            self.next += 1;
        }
        let mut seen: Vec<usize> = Vec::new();
        for (_, entity) in self.mentions.iter().skip(self.next).take_while(|m| m.0 < span.end) {
            if !seen.contains(entity) && seen.len() < 8 {
                seen.push(*entity);
            }
        }
        let weight: f32 = seen.iter().filter_map(|e| self.entities.get(*e)).map(|e| e.salience).sum();
        (seen.len(), (weight / self.weight).min(1.0))
    }

    /// The person whom the pronoun of `sentence` stands for: the only one named in the stretch before it who can.
    fn before(&self, sentence: &Sentence, pronoun: &str) -> Option<usize> {
        let gender = match pronoun {
            "he" => Gender::Male,
            "she" => Gender::Female,
            _ => return None,
        };
        const REACH: usize = 400;
        let end = self.mentions.partition_point(|m| m.0 < sentence.span.start);
        let from = sentence.span.start.saturating_sub(REACH);
        let near = self.mentions.get(..end)?.iter().rev().take_while(|m| m.0 >= from).take(50);
        let fits = |i: usize| {
            self.entities
                .get(i)
                .is_some_and(|e| e.kind == EntityType::Person && e.gender.is_none_or(|g| g == gender))
        };
        let people: HashSet<usize> = near.map(|m| m.1).filter(|i| fits(*i)).collect();
        match people.len() {
            1 => people.into_iter().next(),
            _ => None,
        }
    }
}
