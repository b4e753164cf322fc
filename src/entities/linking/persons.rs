//! People: full names make the entities, surnames, given names and initials find them. Where a surname fits two people the
//! title's gender decides, then who was named last. No nickname is guessed that neither the table nor the text gives.

use super::{Cluster, Named};
use crate::analysis::Gender;
use crate::entities::NameKind;
use crate::entities::gender;
use crate::text::Text;
use std::collections::HashMap;

table!(NICKNAMES, "entities_nicknames");

/// No more people than this are tried for one word: texts that name hundreds of Smiths are lists.
const CANDIDATES: usize = 16;

/// Not a surname, though it ends a name.
const SUFFIXES: [&str; 7] = ["jr", "sr", "ii", "iii", "iv", "md", "phd"];

#[derive(Default)]
struct People<'a> {
    clusters: Vec<Cluster>,
    people: Vec<Person<'a>>,
    by_word: HashMap<&'a str, Vec<usize>>,
    by_name: HashMap<&'a [String], usize>,
}

struct Person<'a> {
    words: &'a [String],
    gender: Option<Gender>,
    /// The last name of theirs so far, else the first to come.
    seen: Option<usize>,
    first: usize,
}

/// The clusters of all people.
pub(super) fn link(text: &Text, names: &[Named]) -> Vec<Cluster> {
    let mut all = People::default();
    let mut person_of: HashMap<usize, usize> = HashMap::new();
    let persons = || names.iter().enumerate().filter(|(_, n)| n.kind == NameKind::Person);
    // The fullest names first, so that each shorter one finds them wherever it stands.
    let mut full: Vec<(usize, &Named)> = persons().filter(|(_, n)| core(&n.words).len() > 1).collect();
    let letters = |n: &Named| n.words.iter().map(String::len).sum::<usize>();
    full.sort_by_key(|(_, n)| std::cmp::Reverse((n.words.len(), letters(n))));
    for (i, name) in full {
        let id = all.same(name).unwrap_or_else(|| all.create(name, i));
        if let Some(person) = all.people.get_mut(id) {
            person.gender = person.gender.or(name.address.gender);
            person.first = person.first.min(i);
        }
        person_of.insert(i, id);
    }
    for (i, name) in persons() {
        let id = match person_of.get(&i) {
            Some(&id) => id,
            None => all.short(text, name).unwrap_or_else(|| all.create(name, i)),
        };
        if let Some(person) = all.people.get_mut(id) {
            person.seen = Some(i);
            person.gender = person.gender.or(name.address.gender);
        }
        if let Some(cluster) = all.clusters.get_mut(id) {
            cluster.members.push(i);
        }
    }
    for (cluster, person) in all.clusters.iter_mut().zip(&all.people) {
        cluster.gender = person.gender;
    }
    all.clusters
}

/// The name without `Jr.` and the like.
fn core(words: &[String]) -> &[String] {
    match words {
        [head @ .., last] if !head.is_empty() && SUFFIXES.contains(&last.as_str()) => head,
        _ => words,
    }
}

impl<'a> People<'a> {
    fn create(&mut self, name: &'a Named, first: usize) -> usize {
        let id = self.people.len();
        let words = core(&name.words);
        self.people.push(Person { words, gender: name.address.gender, seen: None, first });
        self.clusters.push(Cluster::default());
        self.by_name.insert(words, id);
        for word in words {
            let list = self.by_word.entry(word.as_str()).or_default();
            if list.len() < CANDIDATES && list.last() != Some(&id) {
                list.push(id);
            }
        }
        id
    }

    /// The person that a name of several words means, where a longer form is known already.
    fn same(&self, name: &Named) -> Option<usize> {
        let words = core(&name.words);
        if let Some(&id) = self.by_name.get(words) {
            return Some(id);
        }
        let candidates = words.last().and_then(|w| self.by_word.get(w.as_str())).into_iter();
        candidates
            .flatten()
            .copied()
            .find(|&id| self.people.get(id).is_some_and(|p| stands_for(words, p.words)))
    }

    /// The person that a single name means.
    fn short(&self, text: &Text, name: &Named) -> Option<usize> {
        let words = core(&name.words);
        let word = words.first()?.as_str();
        let mut candidates = self.by_word.get(word).cloned().unwrap_or_default();
        if candidates.is_empty() {
            candidates = self.plural_or_nickname(text, name, word);
        }
        let fit = |id: &usize| {
            let person = self.people.get(*id)?;
            let surname = person.words.last().is_some_and(|w| w == word);
            let given = person.words.first().is_some_and(|w| w == word) && person.words.len() > 1;
            if clash(name.address.gender, person.gender.or_else(|| gender::of_given(person.words)))
                || given && !surname && name.address.needs_surname && person.words.len() == 2
            {
                return None;
            }
            // Seen people before those to come, the latest of the seen, the first of those to come.
            let recency = person.seen.map_or(-(person.first as isize) - 1, |s| s as isize);
            Some((surname, person.seen.is_some(), given, recency))
        };
        candidates.into_iter().filter_map(|id| Some((fit(&id)?, id))).max().map(|(_, id)| id)
    }

    fn plural_or_nickname(&self, _text: &Text, _name: &Named, word: &str) -> Vec<usize> {
        let full = NICKNAMES.get(word).map(|full| full.split(' ')).into_iter().flatten();
        full.filter_map(|f| self.by_word.get(f)).flatten().copied().collect()
    }
}

fn clash(a: Option<Gender>, b: Option<Gender>) -> bool {
    matches!((a, b), (Some(a), Some(b)) if a != b)
}

/// Whether `short` is a form of `full`: its words in order among the full ones, initials and nicknames allowed, and the
/// first word first or the last word last.
fn stands_for(short: &[String], full: &[String]) -> bool {
    let mut rest = full.iter();
    let in_order = short.iter().all(|s| rest.any(|f| matches(s, f)));
    let ends = |a: Option<&String>, b: Option<&String>| matches!((a, b), (Some(a), Some(b)) if matches(a, b));
    in_order && (ends(short.first(), full.first()) || ends(short.last(), full.last()) && short.len() > 1)
}

fn matches(short: &str, full: &str) -> bool {
    short == full
        || short.chars().count() == 1 && full.starts_with(short)
        || NICKNAMES.get(short).is_some_and(|names| names.split(' ').any(|n| n == full))
}
