//! Organisations, places and everything else that is not a person: one entity for the full name, its short forms, its
//! acronym and its known aliases. A short form that fits two full names in the text stays by itself.

use super::{Cluster, Named, another_name, is_acronym};
use crate::entities::{NameKind, keys, subtypes};
use crate::text::Text;
use std::collections::HashMap;

table!(ALIASES, "entities_aliases");
table!(CORPORATE, "entities_corporate");
table!(PLACE_WORDS, "entities_place_words");

/// Longer names have no short forms that are looked for: keeps the number of keys linear.
const LONGEST: usize = 12;

/// Words inside names that carry no meaning of their own: no short form ends or starts with one, and an acronym may skip
/// them.
const SMALL: [&str; 22] = [
    "of", "the", "and", "for", "in", "on", "at", "to", "de", "la", "le", "du", "des", "del", "da", "di", "y",
    "e", "et", "a", "&", "und",
];

/// A short form of some cluster; `None` where it fits two.
type Short = HashMap<(NameKind, String), Option<usize>>;

#[derive(Default)]
struct Index {
    clusters: Vec<Cluster>,
    full: HashMap<(NameKind, String), usize>,
    short: Short,
    acronyms: HashMap<String, Option<usize>>,
    /// Places that go by a short name only with “the”.
    waters: HashMap<String, Option<usize>>,
}

/// The clusters of all names that are not people.
pub(super) fn link(text: &Text, names: &[Named]) -> Vec<Cluster> {
    let mut index = Index::default();
    // Full names first, so that a short form finds them wherever it stands; equal lengths in text order.
    let mut order: Vec<usize> =
        (0..names.len()).filter(|&i| names.get(i).is_some_and(|n| n.kind != NameKind::Person)).collect();
    order.sort_by_key(|&i| std::cmp::Reverse(names.get(i).map_or(0, |n| n.words.len())));
    let mut cluster_of = HashMap::new();
    let mut others = HashMap::new();
    for (i, other) in (0..names.len()).filter_map(|i| Some((i, another_name(text, names, i)?))) {
        others.insert(i, other);
        others.insert(other, i);
    }
    for &i in &order {
        let Some(name) = names.get(i) else { continue };
        let cluster = index.find(text, name).unwrap_or_else(|| index.create(text, name));
        cluster_of.insert(i, cluster);
        if let Some(other) = others.get(&i).and_then(|&o| names.get(o)) {
            index.full.entry((other.kind, key(&other.words))).or_insert(cluster);
            index.acronyms.entry(key(&other.words)).or_insert(Some(cluster));
        }
    }
    for i in 0..names.len() {
        if let Some(cluster) = cluster_of.get(&i).and_then(|&c| index.clusters.get_mut(c)) {
            cluster.members.push(i);
        }
    }
    index.clusters
}

fn key(words: &[String]) -> String {
    words.join(" ")
}

impl Index {
    fn find(&self, text: &Text, name: &Named) -> Option<usize> {
        // What the text says of its acronyms goes before what everybody knows.
        let own = (name.kind, key(&name.words));
        if let Some(&cluster) = self.full.get(&own) {
            return Some(cluster);
        }
        if is_acronym(text, name)
            && let Some(&Some(cluster)) = self.acronyms.get(&own.1)
        {
            return Some(cluster);
        }
        let at = (name.kind, canonical(&name.words));
        if let Some(&cluster) = self.full.get(&at) {
            return Some(cluster);
        }
        let short = self.short.get(&at).copied().flatten();
        // “the Isfara” is the river, “Jordan” is not.
        short.or_else(|| {
            let the =
                name.tokens.start.checked_sub(1).is_some_and(|i| text.word(i).eq_ignore_ascii_case("the"));
            if the { self.waters.get(&at.1).copied().flatten() } else { None }
        })
    }

    fn create(&mut self, text: &Text, name: &Named) -> usize {
        let id = self.clusters.len();
        let words = name.words.as_slice();
        self.clusters.push(Cluster {
            known_as: ALIASES.get(key(words).as_str()).filter(|n| !n.starts_with('=')).map(|n| n.to_string()),
            ..Cluster::default()
        });
        self.full.insert((name.kind, canonical(words)), id);
        if words.len() < 2 || words.len() > LONGEST {
            return id;
        }
        if name.kind == NameKind::Location {
            for (short, with_the) in place_forms(words) {
                if with_the {
                    claim(&mut self.waters, key(short), id);
                } else {
                    claim(&mut self.short, (name.kind, key(short)), id);
                }
            }
        } else {
            if let Some(bare) = without_corporate(words) {
                self.full.entry((name.kind, key(bare))).or_insert(id);
            }
            for short in ends(words, name.kind) {
                claim(&mut self.short, (name.kind, key(short)), id);
            }
        }
        if !is_acronym(text, name) {
            // The “U.S.” of “U.S. Federal Trade Commission” has no letter in FTC.
            let tail = words.get(1..).filter(|tail| tail.len() > 2).unwrap_or_default();
            for letters in initials(words).into_iter().chain(initials(tail)) {
                claim(&mut self.acronyms, letters, id);
            }
        }
        id
    }
}

/// Registers `key` for `id`; a second taker makes it ambiguous.
fn claim<K: std::hash::Hash + Eq>(map: &mut HashMap<K, Option<usize>>, key: K, id: usize) {
    map.entry(key).and_modify(|taken| *taken = taken.filter(|&t| t == id)).or_insert(Some(id));
}

/// The words under which a name is filed: those of the name that it is an alias of.
fn canonical(words: &[String]) -> String {
    let key = key(words);
    match ALIASES.get(key.as_str()) {
        Some(name) => name.trim_start_matches('=').split(' ').map(keys::fold).collect::<Vec<_>>().join(" "),
        None => subtypes::singular(&key).unwrap_or(&key).to_string(),
    }
}

/// “Arden Rail Ltd” without its last words.
fn without_corporate(words: &[String]) -> Option<&[String]> {
    let mut bare = words;
    while let [head @ .., last] = bare
        && !head.is_empty()
        && (CORPORATE.contains_key(last.as_str()) || SMALL.contains(&last.as_str()))
    {
        bare = head;
    }
    (bare.len() < words.len()).then_some(bare)
}

/// Every beginning and end of a name that may stand for it: “Jadewell” for “Jadewell Properties”, “Foreign Ministry” for
/// “Russian Foreign Ministry”.
fn ends(words: &[String], kind: NameKind) -> impl Iterator<Item = &[String]> {
    let small = |w: Option<&String>| w.is_none_or(|w| SMALL.contains(&w.as_str()));
    let least = if kind == NameKind::Misc { 2 } else { 1 };
    (least..words.len())
        .flat_map(move |n| [words.get(..n), words.get(words.len() - n..)])
        .flatten()
        .filter(move |short| !(short.len() == 1 && words.first() == short.first() && is_chamber(short)))
        .filter(move |short| !small(short.first()) && !small(short.last()))
}

/// A body of which other bodies are parts: “House” is not short for “House Science Committee”.
fn is_chamber(words: &[String]) -> bool {
    const CHAMBERS: [&str; 10] = [
        "house",
        "senate",
        "congress",
        "parliament",
        "army",
        "navy",
        "government",
        "ministry",
        "state",
        "council",
    ];
    words.first().is_some_and(|w| CHAMBERS.contains(&w.as_str()))
}

/// “Isfara” for “Isfara River”, and whether it needs “the” before it.
fn place_forms(words: &[String]) -> Vec<(&[String], bool)> {
    let side = |w: &String| PLACE_WORDS.get(w.as_str()).copied().unwrap_or_default();
    let mut forms = Vec::new();
    if let [head @ .., last] = words {
        match side(last) {
            "after" => forms.push((head, false)),
            "after with the" | "both" => forms.push((head, true)),
            _ => {}
        }
    }
    if let [first, tail @ ..] = words
        && matches!(side(first), "before" | "both")
    {
        forms.push((tail, false));
    }
    if let [head @ .., international, airport] = words
        && airport == "airport"
        && international == "international"
    {
        forms.push((head, false));
    }
    forms.retain(|(form, _)| !form.is_empty());
    forms
}

/// The acronyms that the name's initials make, with and without its small words.
pub(super) fn initials(words: &[String]) -> Vec<String> {
    let letters = |small: bool| -> String {
        words
            .iter()
            .filter(|w| small || !SMALL.contains(&w.as_str()))
            .filter_map(|w| w.chars().next())
            .collect()
    };
    let mut all = vec![letters(true), letters(false)];
    all.dedup();
    all.retain(|a| a.len() > 1);
    all
}
