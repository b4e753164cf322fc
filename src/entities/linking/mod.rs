//! Which names are one entity. Works on [`Named`] mentions in text order and gives each a cluster; a cluster's name is the
//! fullest form that the text gives. People are told apart in [`persons`], everything else in [`bodies`]. Both look names
//! up in hash maps by their folded words: the time grows with the text, not with its square.
//!
//! It knows the text and a few plain tables, no encyclopaedia: two bodies of one name are one entity.

mod bodies;
mod persons;

use super::keys;
use super::titles::Address;
use super::{Name, NameKind};
use crate::analysis::Gender;
use crate::text::Text;
use std::ops::Range;

/// A name ready to be linked.
#[derive(Debug)]
pub(super) struct Named {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What it names.
    pub kind: NameKind,
    /// Its folded words.
    pub words: Vec<String>,
    /// The title before it, as far as it matters for linking.
    pub address: Address,
}

/// Names that mean one entity.
#[derive(Debug, Default)]
pub(super) struct Cluster {
    /// Indexes of its names, in order.
    pub members: Vec<usize>,
    /// A better name than any in the text, where one is known.
    pub known_as: Option<String>,
    /// What titles say.
    pub gender: Option<Gender>,
}

/// Prepares the names of `text`; those without a word are left out.
pub(super) fn prepare(text: &Text, names: Vec<Name>) -> Vec<Named> {
    names
        .into_iter()
        .filter_map(|Name { tokens, kind }| {
            let words = in_reading_order(text, &tokens, kind);
            let address = if kind == NameKind::Person {
                Address::before(text, tokens.start)
            } else {
                Address::default()
            };
            (!words.is_empty()).then_some(Named { tokens, kind, words, address })
        })
        .collect()
}

/// The folded words, a leading “the” left out, a person's given names first even where a list has them last (“Bell, Ann”).
fn in_reading_order(text: &Text, tokens: &Range<usize>, kind: NameKind) -> Vec<String> {
    let comma = tokens.clone().find(|&t| text.word(t) == ",");
    let mut words = match comma {
        Some(comma) if kind == NameKind::Person => {
            let mut words = keys::words(text, comma + 1..tokens.end);
            words.extend(keys::words(text, tokens.start..comma));
            words
        }
        _ => keys::words(text, tokens.clone()),
    };
    if words.len() > 1 && words.first().is_some_and(|w| w == "the") {
        words.remove(0);
    }
    words
}

/// Puts every name into a cluster, clusters by first name.
pub(super) fn link(text: &Text, names: &[Named]) -> Vec<Cluster> {
    let mut clusters = persons::link(text, names);
    clusters.extend(bodies::link(text, names));
    clusters.retain(|c| !c.members.is_empty());
    clusters.sort_by_key(|c| c.members.first().copied());
    clusters
}

/// The fullest form among the members of `cluster`: most words, then most letters, spelled out rather than in capitals.
pub(super) fn fullest(text: &Text, names: &[Named], cluster: &Cluster) -> String {
    if let Some(known) = &cluster.known_as {
        return known.clone();
    }
    let forms = cluster.members.iter().filter_map(|&m| names.get(m)).map(|n| {
        let form = tidy(text.slice(text.span_of(n.tokens.clone())));
        let shouted = form.chars().all(|c| !c.is_lowercase());
        let plain = !form.contains(',') && !n.words.is_empty();
        ((plain, n.words.len(), !shouted, form.chars().count()), form)
    });
    // The first of equals: the form that the reader meets first.
    forms
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
        .map(|(_, form)| form)
        .unwrap_or_default()
}

/// White space as a reader sees it: single spaces.
fn tidy(form: &str) -> String {
    form.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The index of the name, one or two further on, that the text itself gives as another name of name `i`: “Federal
/// Communications Commission (FCC)”, “the Space Institute, or INPE”, “Wisly Delcéus, known as Ti Zo”.
fn another_name(text: &Text, names: &[Named], i: usize) -> Option<usize> {
    (i + 1..i + 3).find(|&other| gives_as_other(text, names, i, other))
}

fn gives_as_other(text: &Text, names: &[Named], i: usize, other: usize) -> bool {
    const FAR: usize = 9;
    let (Some(name), Some(next)) = (names.get(i), names.get(other)) else { return false };
    if next.tokens.start.saturating_sub(name.tokens.end) > FAR {
        return false;
    }
    let between: Vec<&str> = (name.tokens.end..next.tokens.start).map(|t| text.word(t)).collect();
    let same_kind = name.kind == next.kind;
    let acronym = is_acronym(text, next) || is_acronym(text, name);
    let (one, several) =
        (name.words.len() == 1 || next.words.len() == 1, name.words.len() > 1 || next.words.len() > 1);
    match between.as_slice() {
        ["("] | ["(", "the"] => {
            let closed = text.word(next.tokens.end) == ")";
            let letters = || bodies::initials(&name.words).contains(&next.words.join(""));
            let body = matches!(name.kind, NameKind::Organization | NameKind::Misc);
            closed && (one || acronym) && several && (same_kind && (body || acronym) || letters())
        }
        ["(", .., ":"] => same_kind && acronym && text.word(next.tokens.end) == ")",
        [",", "or"] => same_kind && acronym && several && one,
        [first, ..] => {
            let has = |words: &[&str]| between.iter().any(|b| words.contains(b));
            let told =
                has(&["known"]) && has(&["as", "by"]) || has(&["nicknamed", "alias", "aka", "a.k.a.", "née"]);
            let same_sentence = !between.iter().any(|w| matches!(*w, "." | ";" | ":" | "and"));
            same_kind && told && same_sentence && matches!(*first, "," | "(" | "known" | "alias" | "also")
        }
        [] => false,
    }
}

/// Whether the name is one run of capitals such as `FCC`, `PUCSL`, `MDAH.O` or `BoE`.
fn is_acronym(text: &Text, name: &Named) -> bool {
    let form = text.slice(text.span_of(name.tokens.clone()));
    let capitals = form.chars().filter(|c| c.is_uppercase()).count();
    capitals >= 2
        && form.chars().filter(|c| c.is_lowercase()).count() <= 1
        && !form.contains(char::is_whitespace)
}
