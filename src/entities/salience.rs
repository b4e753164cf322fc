//! How much an article is about each of its entities, 0..1: named in the headline, named early, named often (after the
//! features of Dunietz and Gillick, 2014, without their model). Values weigh little: nobody's article is about a Monday.

use crate::analysis::Entity;
use crate::text::Text;

/// Fills in the salience of every entity.
pub(super) fn weigh(text: &Text, entities: &mut [Entity]) {
    let most =
        entities.iter().filter(|e| e.kind.is_name()).map(|e| e.mentions.len()).max().unwrap_or(1).max(1);
    let length = text.sentences.len().max(1) as f32;
    let title = text.document.title().map(|b| b.span);
    for entity in entities {
        let first = entity.mentions.first().copied().unwrap_or_default();
        let in_title = title.is_some_and(|t| entity.mentions.iter().any(|m| t.contains(*m)));
        let early = 1.0 - (text.sentence_at(first.start) as f32 / length.min(20.0)).min(1.0);
        let often = (1.0 + entity.mentions.len() as f32).ln() / (1.0 + most as f32).ln();
        let weight = 0.3 * f32::from(u8::from(in_title)) + 0.25 * early + 0.45 * often.min(1.0);
        entity.salience = if entity.kind.is_name() { weight } else { weight * 0.25 };
    }
}
