//! What a name of the tagger's fourth class is: a group, an event, a law, a work or a product. Read off the name's own
//! words (`data/groups.txt`, `data/head_words.txt`) and the marks around it.

use super::evidence::GROUPS;
use super::linking::{Cluster, Named};
use super::{NameKind, titles};
use crate::analysis::EntityType;
use crate::text::{Text, TokenKind};

table!(HEAD_WORDS, "entities_head_words");

/// The type of the entity that `cluster` makes.
pub(super) fn of(text: &Text, names: &[Named], cluster: &Cluster) -> EntityType {
    let members = || cluster.members.iter().filter_map(|&m| names.get(m));
    match members().next().map(|n| n.kind) {
        Some(NameKind::Person) => EntityType::Person,
        Some(NameKind::Organization) => EntityType::Organization,
        Some(NameKind::Location) => EntityType::Location,
        _ => {
            let longest = members().max_by_key(|n| n.words.len());
            longest
                .and_then(|n| by_words(&n.words))
                .or_else(|| members().find_map(|n| by_context(text, n)))
                .unwrap_or(if longest.is_some_and(|n| looks_like_people(&n.words)) {
                    EntityType::Group
                } else {
                    EntityType::Product
                })
        }
    }
}

fn by_words(words: &[String]) -> Option<EntityType> {
    let last = words.last()?;
    if is_group(last) && words.len() <= 3 {
        return Some(EntityType::Group);
    }
    // The last word says most (“Clean Air Act”), then the first (“Hurricane Ida”), then those between.
    let order = words.iter().rev().take(1).chain(words.iter().take(8));
    order.filter_map(|w| HEAD_WORDS.get(w.as_str())).find_map(|&kind| match kind {
        "event" => Some(EntityType::Event),
        "law" => Some(EntityType::Law),
        "work" => Some(EntityType::Work),
        "product" => Some(EntityType::Product),
        _ => None,
    })
}

/// The singular of a people's or party's name (“Houthis” → “houthi”), where `word` is one's plural.
pub(super) fn singular(word: &str) -> Option<&str> {
    word.strip_suffix('s').filter(|w| GROUPS.contains_key(*w))
}

fn is_group(word: &str) -> bool {
    let singular =
        word.strip_suffix("es").filter(|w| GROUPS.contains_key(*w)).or_else(|| word.strip_suffix('s'));
    GROUPS.contains_key(word)
        || singular.is_some_and(|w| GROUPS.contains_key(w))
        || word.split_once('-').is_some_and(|(_, tail)| is_group(tail))
}

/// What stands around the name: marks (“‘The Long Wall’,”), a word before it (“the film The Long Wall”) or behind it (“the
/// Yari clans”, “Yari-speaking”), the year of a work (“Long Wall (1996)”).
fn by_context(text: &Text, name: &Named) -> Option<EntityType> {
    let after = match text.word(name.tokens.end) {
        "-" => text.word(name.tokens.end + 1),
        word => word,
    };
    if HEAD_WORDS.get(after) == Some(&"people") {
        return Some(EntityType::Group);
    }
    let article = |at: &usize| matches!(text.word(*at), "The" | "A" | "An");
    let start = name.tokens.start.checked_sub(1).filter(article).unwrap_or(name.tokens.start);
    let mark = |at: usize| text.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Mark);
    let before = start.checked_sub(1);
    let closed =
        mark(name.tokens.end) || matches!(text.word(name.tokens.end), "," | ".") && mark(name.tokens.end + 1);
    if before.is_some_and(mark) && closed {
        return Some(EntityType::Work);
    }
    let year = text.word(name.tokens.end + 1);
    if after == "("
        && text.word(name.tokens.end + 2) == ")"
        && year.len() == 4
        && year.parse::<u16>().is_ok_and(|year| (1400..2100).contains(&year))
    {
        return Some(EntityType::Work);
    }
    let word = before.map(|at| text.word(at)).unwrap_or_default();
    if titles::Title::of(word).is_some() {
        return None;
    }
    match HEAD_WORDS.get(word).copied() {
        Some("work") => Some(EntityType::Work),
        Some("event") => Some(EntityType::Event),
        _ => None,
    }
}

/// Endings of peoples and languages that no list holds.
fn looks_like_people(words: &[String]) -> bool {
    const ENDINGS: [&str; 9] = ["ian", "ians", "ese", "ish", "ist", "ists", "ite", "ites", "ans"];
    matches!(words, [word] if word.len() > 4 && ENDINGS.iter().any(|e| word.ends_with(e)))
}

#[cfg(test)]
#[test]
fn keys_are_folded() {
    crate::entities::keys::tests::check_folded(&GROUPS);
    crate::entities::keys::tests::check_folded(&HEAD_WORDS);
}
