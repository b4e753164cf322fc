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
use crate::text::{Text, TokenKind};
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
            let words = keys::words(text, tokens.clone());
            let address = Address::before(text, tokens.start);
            (!words.is_empty()).then_some(Named { tokens, kind, words, address })
        })
        .collect()
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

/// The name that follows name `i` in brackets at once, as in “Federal Communications Commission (FCC)”.
fn in_brackets(text: &Text, names: &[Named], i: usize) -> Option<usize> {
    let (name, next) = (names.get(i)?, names.get(i + 1)?);
    let open = name.tokens.end;
    let adjacent =
        text.word(open) == "(" && next.tokens.start == open + 1 && text.word(next.tokens.end) == ")";
    let known = name.words.len() > 1 || next.words.len() > 1;
    (adjacent && known).then_some(i + 1)
}

/// Whether the token is one capitalised run of letters such as `FCC`, `PUCSL` or `Nammeat`.
fn is_acronym(text: &Text, name: &Named) -> bool {
    let mut tokens = name.tokens.clone().filter_map(|i| text.tokens.get(i));
    let one = tokens.next().filter(|t| t.kind == TokenKind::Word);
    let form = one.map(|t| text.slice(t.span)).unwrap_or_default();
    let capitals = form.chars().filter(|c| c.is_uppercase()).count();
    tokens.next().is_none() && capitals >= 2 && form.chars().filter(|c| c.is_lowercase()).count() <= 1
}
