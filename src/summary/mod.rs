//! What it comes down to: key sentences, who speaks, the numbers that carry the story, where, when, and how long it takes
//! to read. It only picks from what the article says; it writes no sentence of its own.

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

/// Sums up `text`.
pub fn make(text: &Text, entities: &[Entity], quotes: &[Quote]) -> Summary {
    let sentences = sentences::key(text, entities, quotes);
    let figures = figures::find(text, entities, &sentences);
    let mut places: Vec<&Entity> = of_type(entities, EntityType::Location).collect();
    places.sort_by(|a, b| b.salience.total_cmp(&a.salience));
    Summary {
        sentences,
        figures,
        voices: voices(text, entities, quotes),
        places: places.iter().take(MOST_PLACES).map(|e| e.id).collect(),
        dates: of_type(entities, EntityType::Date).take(MOST_PLACES).map(|e| e.id).collect(),
        minutes: minutes(text),
    }
}

fn of_type(entities: &[Entity], kind: EntityType) -> impl Iterator<Item = &Entity> {
    entities.iter().filter(move |e| e.kind == kind)
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
        if speaker.entity.is_none() && !is_voice(&speaker.name) {
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

/// Whether an unnamed speaker's description can be shown alone: "a neighbour", "Residents", not "minister" out of a headline.
fn is_voice(name: &str) -> bool {
    let mut words = name.split_whitespace();
    let first = words.next().unwrap_or_default().to_lowercase();
    let alone = words.next().is_none();
    let pronoun = ["i", "you", "we", "he", "she", "it", "they"]
        .contains(&first.split(['’', '\'']).next().unwrap_or_default());
    !pronoun && (!alone || first.ends_with('s') || matches!(first.as_str(), "police" | "staff"))
}

/// How well a quotation shows its speaker: own words first, whole sentences, long enough to say something, short enough to be
/// read.
fn showing(text: &Text, quote: &Quote) -> usize {
    let words = text.tokens_in(quote.span).len();
    let begins =
        text.slice(quote.span).chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase());
    let length = if words > 60 { 20 } else { words.min(35) } + if begins { 10 } else { 0 };
    match quote.kind {
        QuoteKind::Direct => 100 + length,
        QuoteKind::Mixed => 50 + length,
        QuoteKind::Indirect => length,
    }
}

/// Blocks that key sentences and figures come from.
fn is_source(kind: BlockKind) -> bool {
    kind.is_prose()
}

#[cfg(test)]
mod tests;
