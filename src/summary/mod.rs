//! What it comes down to: key sentences, who speaks, the numbers that carry the story, where, when, and how long it takes
//! to read. It only picks from what the article says; it writes no sentence of its own.

mod counted;
mod features;
mod figures;
mod opening;
mod sentences;

use crate::analysis::{BlockKind, Entity, EntityType, Quote, QuoteKind, Summary, Voice};
use crate::text::{Text, TokenKind};
pub use features::{COUNT, Candidate, FEATURES, candidates};
pub use sentences::{WEIGHTS, select};
use std::collections::HashMap;

/// Words that a reader reads in a minute (Brysbaert, "How many words do we read per minute?", 2019: 238 for prose).
const WORDS_PER_MINUTE: usize = 230;
/// No more than this many places, and as many dates.
const MOST_PLACES: usize = 6;
/// A place of the key sentences is shown before one that weighs so much more.
const KEY_PLACE: f32 = 0.3;
/// With so many dates that a calendar knows, "this year" says nothing more.
const FEW_DATES: usize = 3;
/// A report of fewer words is a slip: "The money, they say, …".
const FEWEST_REPORTED: usize = 3;

table!(VOICELESS, "summary_voiceless");

/// Sums up `text`.
pub fn make(text: &Text, entities: &[Entity], quotes: &[Quote]) -> Summary {
    let sentences = sentences::key(text, entities, quotes);
    let figures = figures::find(text, entities, &sentences);
    let is_key = |e: &Entity| e.mentions.iter().any(|m| sentences.iter().any(|s| s.span.contains(*m)));
    let mut places: Vec<&Entity> = of_type(entities, EntityType::Location).collect();
    let weight = |e: &Entity| e.salience + if is_key(e) { KEY_PLACE } else { 0.0 };
    places.sort_by(|a, b| weight(b).total_cmp(&weight(a)));
    let dates = dates(entities, is_key);
    Summary {
        sentences,
        figures,
        voices: voices(text, entities, quotes),
        places: places.iter().take(MOST_PLACES).map(|e| e.id).collect(),
        dates,
        minutes: minutes(text),
    }
}

fn of_type(entities: &[Entity], kind: EntityType) -> impl Iterator<Item = &Entity> {
    entities.iter().filter(move |e| e.kind == kind)
}

/// The dates that matter most, in document order: first those of the key sentences, then those that a calendar knows; "this
/// year" and the like only where there are few others.
fn dates(entities: &[Entity], is_key: impl Fn(&Entity) -> bool) -> Vec<usize> {
    let known = |e: &&Entity| {
        let is_day = |w: &str| {
            w.ends_with("day") && !matches!(w, "today" | "yesterday") || w.bytes().any(|b| b.is_ascii_digit())
        };
        e.name.split(' ').map(str::to_lowercase).any(|w| is_day(&w) || crate::claims::is_month(&w))
    };
    let all: Vec<&Entity> = of_type(entities, EntityType::Date).collect();
    let (fixed, loose): (Vec<&Entity>, Vec<&Entity>) = all.into_iter().partition(known);
    let (key, rest): (Vec<&Entity>, Vec<&Entity>) = fixed.into_iter().partition(|e| is_key(e));
    let few = FEW_DATES.saturating_sub(key.len() + rest.len());
    let mut dates: Vec<&Entity> = key.into_iter().chain(rest).take(MOST_PLACES).collect();
    dates.extend(loose.into_iter().take(few));
    dates.sort_by_key(|e| e.mentions.first().map_or(0, |m| m.start));
    dates.iter().map(|e| e.id).collect()
}

/// Whole minutes, at least one where there is anything to read.
fn minutes(text: &Text) -> usize {
    let words = text.tokens.iter().filter(|t| matches!(t.kind, TokenKind::Word | TokenKind::Number)).count();
    let minutes = (words + WORDS_PER_MINUTE / 2) / WORDS_PER_MINUTE;
    if words == 0 { 0 } else { minutes.max(1) }
}

/// Everyone who speaks, the most quoted first (by quotations, then people, then by words).
fn voices(text: &Text, entities: &[Entity], quotes: &[Quote]) -> Vec<Voice> {
    let mut voices: Vec<(Voice, usize)> = Vec::new();
    let mut places: HashMap<(Option<usize>, String), usize> = HashMap::new();
    for (index, quote) in quotes.iter().enumerate().filter(|(_, q)| !q.scare) {
        let Some(speaker) = &quote.speaker else { continue };
        let slip = quote.kind == QuoteKind::Indirect && text.tokens_in(quote.span).len() < FEWEST_REPORTED;
        if slip || speaker.entity.is_none() && !is_voice(&speaker.name) {
            continue;
        }
        let unnamed = if speaker.entity.is_none() { speaker.name.to_lowercase() } else { String::new() };
        let place = *places.entry((speaker.entity, unnamed)).or_insert_with(|| {
            let voice =
                Voice { entity: speaker.entity, name: speaker.name.clone(), quotes: Vec::new(), best: index };
            voices.push((voice, 0));
            voices.len() - 1
        });
        if let Some((voice, length)) = voices.get_mut(place) {
            *length += quote.span.len();
            voice.quotes.push(index);
            let best = quotes.get(voice.best).map_or(0, |q| showing(text, q));
            if showing(text, quote) > best {
                voice.best = index;
            }
        }
    }
    // Of those quoted as often, a person comes before an organisation or a paper.
    let person = |voice: &Voice| {
        voice.entity.and_then(|e| entities.get(e)).is_some_and(|e| e.kind == EntityType::Person)
    };
    voices.sort_by_key(|(voice, length)| std::cmp::Reverse((voice.quotes.len(), person(voice), *length)));
    voices.into_iter().map(|(voice, _)| voice).collect()
}

/// Whether an unnamed speaker's description can be shown alone: "a neighbour", "Residents", not "minister" out of a headline,
/// "Three weeks", nor "that former executives".
fn is_voice(name: &str) -> bool {
    let words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
    let pronoun = ["i", "you", "we", "he", "she", "it", "they", "that", "which", "who"]
        .contains(&first.split(['’', '\'']).next().unwrap_or_default());
    let alone = words.len() == 1;
    let joined = words.iter().position(|w| matches!(w.as_str(), "of" | "at" | "from" | "with" | "in"));
    let head = joined.and_then(|at| words.get(at.checked_sub(1)?)).unwrap_or(last);
    let clause = !alone && (last.len() > 4 && last.ends_with("ed") || counted::class(last) == "verb");
    let loud = !alone && !name.contains(char::is_lowercase);
    !pronoun
        && !clause
        && !loud
        && !VOICELESS.contains_key(head.as_str())
        && !VOICELESS.contains_key(last.as_str())
        && (!alone || first.ends_with('s') || matches!(first.as_str(), "police" | "staff"))
}

/// How well a quotation shows its speaker: own words first, whole sentences, long enough to say something, short enough to be
/// read.
fn showing(text: &Text, quote: &Quote) -> usize {
    let words = text.tokens_in(quote.span).len();
    let begins =
        text.slice(quote.span).chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase());
    let length = if words > 60 { 20 } else { words.min(35) } + if begins { 10 } else { 0 };
    // Two words and the marks around them say less than a report does.
    match quote.kind {
        QuoteKind::Direct | QuoteKind::Mixed if words < 5 => length,
        QuoteKind::Direct => 120 + length,
        QuoteKind::Mixed => 70 + length,
        QuoteKind::Indirect => 20 + length,
    }
}

/// Blocks that key sentences and figures come from.
fn is_source(kind: BlockKind) -> bool {
    kind.is_prose()
}

#[cfg(test)]
mod tests;
