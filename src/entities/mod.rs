//! Everyone and everything named: mentions, and which of them are one entity.
//!
//! ```text
//! tagger ─ names ─▶ evidence ─▶ linking ─▶ roles, gender, salience ─▶ entities
//! patterns ─ laws ─┘   └─ dates, money … ─────────────────────────────┘
//! ```
//! It works on one article and remembers nothing of others.

mod evidence;
mod gender;
mod keys;
mod linking;
mod patterns;
mod roles;
mod salience;
mod subtypes;
#[doc(hidden)]
pub mod tagger;
mod titles;

use crate::analysis::{Entity, EntityType, Span};
use crate::text::Text;
pub(crate) use patterns::NOT_COUNTED;
use patterns::Shape;
use std::collections::HashMap;
pub use tagger::{ModelError, Name, NameKind, Tagger};

/// Whether somebody may be called by the lower-case `word`: a role, an office, a trade (`data/titles.txt`).
pub(crate) fn is_role(word: &str) -> bool {
    titles::Title::of(word).is_some_and(titles::Title::is_role)
}

/// Finds the entities of `text`, by first mention.
pub fn find(text: &Text, tagger: &Tagger) -> Vec<Entity> {
    from_names(text, tagger.tag(text))
}

/// The same from the tagger's names on (sorted, not overlapping).
pub fn from_names(text: &Text, names: Vec<Name>) -> Vec<Entity> {
    let (laws, values) = patterns::find(text).into_iter().partition(|s| s.kind == EntityType::Law);
    let names = with_laws(text, evidence::mend(text, names), laws);
    let names = without_dates(names, &values);
    let values = without_names(values, &names);
    let names = linking::prepare(text, names);
    let mut entities: Vec<Entity> = linking::link(text, &names)
        .iter()
        .map(|cluster| {
            let kind = subtypes::of(text, &names, cluster);
            let members = || cluster.members.iter().filter_map(|&m| names.get(m));
            let person = kind == EntityType::Person;
            let (role, by_role) = if person { roles::of(text, members()) } else { None }.unzip();
            let given = || members().find_map(|n| gender::of_given(&n.words));
            let next = || gender::by_next(text, &names, &cluster.members);
            let pronouns = || gender::by_pronouns(text, &names, &cluster.members);
            Entity {
                id: 0,
                name: linking::fullest(text, &names, cluster),
                kind,
                role,
                salience: 0.0,
                mentions: members().map(|n| text.span_of(n.tokens.clone())).collect(),
                gender: if person {
                    cluster.gender.or(by_role.flatten()).or_else(next).or_else(given).or_else(pronouns)
                } else {
                    None
                },
            }
        })
        .collect();
    entities.extend(value_entities(text, values));
    entities.retain(|e| !e.mentions.is_empty());
    entities.sort_by_key(|e| e.mentions.first().map(|m| m.start));
    for (id, entity) in entities.iter_mut().enumerate() {
        entity.id = id;
    }
    salience::weigh(text, &mut entities);
    entities
}

/// Puts laws among the names: a law takes the names inside it in, but gives way to a name that only overlaps it or that
/// is a person's.
fn with_laws(text: &Text, names: Vec<Name>, laws: Vec<Shape>) -> Vec<Name> {
    let mut all = Vec::with_capacity(names.len() + laws.len());
    let mut laws = laws.into_iter().peekable();
    let mut names = names.into_iter().filter(|n| !text.span_of(n.tokens.clone()).is_empty()).peekable();
    let law = |shape: Shape| Name { tokens: shape.tokens, kind: NameKind::Misc };
    while let Some(name) = names.peek() {
        match laws.peek() {
            Some(next) if next.tokens.end <= name.tokens.start => all.extend(laws.next().map(law)),
            Some(next) if next.tokens.start < name.tokens.end => {
                let inside = next.tokens.start <= name.tokens.start && name.tokens.end <= next.tokens.end;
                let whole = name.tokens.end == next.tokens.end && name.kind == NameKind::Person;
                if inside && !whole {
                    names.next();
                } else {
                    laws.next();
                }
            }
            _ => all.extend(names.next()),
        }
    }
    all.extend(laws.map(law));
    all
}

/// The names that are not the beginning of a date: “September 11” is what happened then, “September 11, 2001” the day.
fn without_dates(mut names: Vec<Name>, values: &[Shape]) -> Vec<Name> {
    let mut dates = values.iter().filter(|value| value.kind == EntityType::Date).peekable();
    names.retain(|name| {
        while dates.next_if(|date| date.tokens.end <= name.tokens.start).is_some() {}
        let begins =
            |date: &&Shape| date.tokens.start == name.tokens.start && date.tokens.end > name.tokens.end;
        name.kind != NameKind::Misc || !dates.peek().is_some_and(begins)
    });
    names
}

/// The values that no name overlaps.
fn without_names(mut values: Vec<Shape>, names: &[Name]) -> Vec<Shape> {
    let mut names = names.iter().peekable();
    values.retain(|value| {
        while names.next_if(|n| n.tokens.end <= value.tokens.start).is_some() {}
        names.peek().is_none_or(|n| n.tokens.start >= value.tokens.end)
    });
    values
}

/// One entity for each value that reads the same.
fn value_entities(text: &Text, values: Vec<Shape>) -> Vec<Entity> {
    let mut entities: Vec<Entity> = Vec::new();
    let mut by_form: HashMap<(EntityType, String), usize> = HashMap::new();
    for Shape { tokens, kind } in values {
        let span: Span = text.span_of(tokens);
        let name = text.slice(span).split_whitespace().collect::<Vec<_>>().join(" ");
        let at = *by_form.entry((kind, name.to_lowercase())).or_insert(entities.len());
        match entities.get_mut(at) {
            Some(entity) => entity.mentions.push(span),
            None => entities.push(Entity {
                id: 0,
                name,
                kind,
                role: None,
                salience: 0.0,
                mentions: vec![span],
                gender: None,
            }),
        }
    }
    entities
}

#[cfg(test)]
mod tests;
