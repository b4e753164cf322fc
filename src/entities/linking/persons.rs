//! People: full names make the entities; surnames, given names, initials and nicknames find them. Where a surname fits two
//! people, gender and title decide, then who was named more. No nickname is guessed that neither the table
//! (`data/nicknames.txt`) nor the text gives.

use super::{Cluster, Named, another_name};
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
    /// By parts of their words: halves of double names, beginnings of given names. Asked last.
    by_part: HashMap<&'a str, Vec<usize>>,
    by_name: HashMap<&'a [String], usize>,
}

struct Person<'a> {
    words: &'a [String],
    gender: Option<Gender>,
    titles: Vec<&'static str>,
    /// How often named so far.
    named: usize,
    /// Index of the first full name.
    first: usize,
}

/// The clusters of all people.
pub(super) fn link(text: &Text, names: &[Named]) -> Vec<Cluster> {
    let mut all = People::default();
    let mut person_of: HashMap<usize, usize> = HashMap::new();
    let persons = || names.iter().enumerate().filter(|(_, n)| n.kind == NameKind::Person);
    // The fullest names first, so that each shorter one finds them wherever it stands.
    let letters = |n: &Named| n.words.iter().map(String::len).sum::<usize>();
    let mut full: Vec<(usize, &Named)> = persons().filter(|(_, n)| core(&n.words).len() > 1).collect();
    full.sort_by_key(|(_, n)| std::cmp::Reverse((n.words.len(), letters(n))));
    for (i, name) in full {
        let id = all.same(name).unwrap_or_else(|| all.create(name, i));
        if let Some(person) = all.people.get_mut(id) {
            person.first = person.first.min(i);
            person.address(name);
        }
        // “Nestan Vell” may have become “Nestan Vell-Orb”: both surnames are hers.
        name.words.iter().for_each(|word| file(&mut all.by_word, word, id));
        person_of.insert(i, id);
    }
    for (i, name) in persons() {
        let id = person_of
            .get(&i)
            .copied()
            .or_else(|| all.short(text, name))
            .unwrap_or_else(|| all.create(name, i));
        if let Some(person) = all.people.get_mut(id) {
            person.named += 1;
            person.address(name);
        }
        if let Some(cluster) = all.clusters.get_mut(id) {
            cluster.members.push(i);
        }
        // “Ann Bell, known as Tito”: Tito is hers from here on.
        if let Some(other) = another_name(text, names, i)
            && let Some(named) = names.get(other)
            && all.short(text, named).is_none()
        {
            all.by_name.insert(&named.words, id);
            person_of.insert(other, id);
        }
    }
    for (cluster, person) in all.clusters.iter_mut().zip(&all.people) {
        cluster.gender = person.gender;
        cluster.known_as = person.family_name(text, names, cluster);
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

impl Person<'_> {
    fn address(&mut self, name: &Named) {
        self.gender = self.gender.or(name.address.gender);
        let title = name.address.title;
        if !title.is_empty() && !self.titles.contains(&title) {
            self.titles.push(title);
        }
    }

    fn gender(&self) -> Option<Gender> {
        self.gender.or_else(|| gender::of_given(self.words))
    }

    /// “Hale family” for “the Hales”.
    fn family_name(&self, text: &Text, names: &[Named], cluster: &Cluster) -> Option<String> {
        let [_] = self.words else { return None };
        let plural = |name: &Named| {
            let the =
                name.tokens.start.checked_sub(1).is_some_and(|i| text.word(i).eq_ignore_ascii_case("the"));
            (the && name.words == self.words).then(|| text.slice(text.span_of(name.tokens.clone())))
        };
        let form = cluster.members.iter().filter_map(|&m| names.get(m)).find_map(plural)?;
        let es = ["ses", "xes", "zes", "ches", "shes"].iter().any(|end| form.ends_with(end));
        let surname = form.strip_suffix(if es { "es" } else { "s" })?;
        Some(format!("{surname} family"))
    }
}

impl<'a> People<'a> {
    fn create(&mut self, name: &'a Named, first: usize) -> usize {
        let id = self.people.len();
        let words = core(&name.words);
        self.people.push(Person { words, gender: None, titles: Vec::new(), named: 0, first });
        self.clusters.push(Cluster::default());
        self.by_name.insert(&name.words, id);
        for word in words {
            file(&mut self.by_word, word, id);
            if let Some((head, tail)) = word.split_once('-') {
                file(&mut self.by_part, head, id);
                file(&mut self.by_part, tail, id);
            }
        }
        if let [given, _, ..] = words {
            let ends = given.char_indices().map(|(at, _)| at).skip(3).take(5);
            ends.filter_map(|end| given.get(..end)).for_each(|start| file(&mut self.by_part, start, id));
        }
        id
    }

    /// The person that a name of several words means, where a longer form is known already.
    fn same(&self, name: &Named) -> Option<usize> {
        if let Some(&id) = self.by_name.get(name.words.as_slice()) {
            return Some(id);
        }
        let words = core(&name.words);
        let last = words.last()?.as_str();
        let lists = [self.by_word.get(last), self.by_part.get(last)];
        lists.into_iter().flatten().flatten().copied().find(|&id| {
            let full = self.people.get(id).map(|p| p.words).unwrap_or_default();
            // “Rivers III” is not “Rivers Jr.”.
            (words.len() == name.words.len() || words.len() < full.len()) && stands_for(words, full)
        })
    }

    /// The person that a single name means.
    fn short(&self, text: &Text, name: &Named) -> Option<usize> {
        if let Some(&id) = self.by_name.get(name.words.as_slice()) {
            return Some(id);
        }
        let words = core(&name.words);
        let word = words.first().filter(|_| words.len() == 1)?.as_str();
        let known = self.by_word.get(word).into_iter().flatten().copied();
        known.filter_map(|id| Some((self.fit(id, word, name)?, id))).max().map(|(_, id)| id).or_else(|| {
            let the =
                name.tokens.start.checked_sub(1).is_some_and(|i| text.word(i).eq_ignore_ascii_case("the"));
            let full = NICKNAMES.get(word).map(|full| full.split(' ')).into_iter().flatten();
            let by_nickname = full.filter_map(|f| self.by_word.get(f));
            let mut parts = by_nickname.chain(self.by_part.get(word)).flatten().copied();
            // Only where one person alone comes in question.
            let one = parts.next();
            let one =
                one.filter(|&one| !the && parts.all(|p| p == one) && self.fit(one, word, name).is_some());
            one.or_else(|| self.by_given(word, name))
        })
    }

    /// “Mr Kamol” for Kamol Rattana, where courtesy goes with given names: one person alone bears it, and was named before.
    fn by_given(&self, word: &str, name: &Named) -> Option<usize> {
        let bears = |&id: &usize| {
            self.people.get(id).is_some_and(|p| {
                let clash = name.address.gender.is_some_and(|g| p.gender().is_some_and(|known| known != g));
                p.words.len() > 1 && p.named > 0 && !clash && p.words.first().is_some_and(|w| w == word)
            })
        };
        let mut bearers = self.by_word.get(word).into_iter().flatten().copied().filter(bears);
        let one = bearers.next()?;
        (name.address.needs_surname && bearers.next().is_none()).then_some(one)
    }

    /// How well the person fits a short name, best last; nothing where the two exclude each other.
    fn fit(&self, id: usize, word: &str, name: &Named) -> Option<impl Ord + use<>> {
        let person = self.people.get(id)?;
        let surname = person.words.last().is_some_and(|w| w.split('-').any(|part| part == word) || w == word);
        let given = person.words.first().is_some_and(|w| w == word) && person.words.len() > 1;
        let (asked, known) = (name.address.gender, person.gender());
        let clash = asked.is_some() && known.is_some() && asked != known;
        if clash || given && !surname && name.address.needs_surname && person.words.len() == 2 {
            return None;
        }
        let same_gender = asked.is_some() && asked == known;
        let same_title = person.titles.contains(&name.address.title);
        Some((
            same_gender,
            same_title,
            surname,
            person.named > 0,
            given,
            person.named,
            std::cmp::Reverse(person.first),
        ))
    }
}

fn file<'a>(map: &mut HashMap<&'a str, Vec<usize>>, word: &'a str, id: usize) {
    let list = map.entry(word).or_default();
    if list.len() < CANDIDATES && !list.contains(&id) {
        list.push(id);
    }
}

/// Whether `short` is a form of `full`: its words in order among the full ones, initials and nicknames allowed, and the
/// first word first or the last word last.
fn stands_for(short: &[String], full: &[String]) -> bool {
    let mut rest = full.iter();
    let in_order = short.iter().all(|s| rest.any(|f| matches(s, f)));
    let ends = |a: Option<&String>, b: Option<&String>| matches!((a, b), (Some(a), Some(b)) if matches(a, b));
    in_order && (ends(short.first(), full.first()) || ends(short.last(), full.last()))
}

fn matches(short: &str, full: &str) -> bool {
    short == full
        || short.chars().count() == 1 && full.starts_with(short)
        || full.split_once('-').is_some_and(|(head, tail)| short == head || short == tail)
        || NICKNAMES.get(short).is_some_and(|names| names.split(' ').any(|n| n == full))
}

#[cfg(test)]
#[test]
fn keys_are_folded() {
    crate::entities::keys::tests::check_folded(&NICKNAMES);
}
