//! Mends the tagger's names with what the rest of the document says of the same words: titles are cut off, one string
//! means one kind of thing unless its surroundings speak, and repeats of what was found elsewhere are found too. It adds
//! no name that the tagger did not find at least once, but for the word after a “Mr.”.

use super::keys;
use super::titles::{Address, Title};
use super::{Name, NameKind};
use crate::text::{Text, TokenKind};
use std::collections::HashMap;
use std::ops::Range;

table!(GROUPS, "entities_groups");

/// The names of `text`, mended; sorted and not overlapping, as they came.
pub(super) fn mend(text: &Text, mut names: Vec<Name>) -> Vec<Name> {
    for name in &mut names {
        trim(text, name);
    }
    names.retain(|n| !n.tokens.is_empty());
    let keys: Vec<String> = names.iter().map(|n| keys::words(text, n.tokens.clone()).join(" ")).collect();
    agree(text, &mut names, &keys);
    repeats(text, names, &keys)
}

/// Cuts forms of address and possessive endings off people's names.
fn trim(text: &Text, name: &mut Name) {
    let possessive = |i: usize| text.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Possessive);
    // Of “Lord’s” and “Sotheby’s” it is part.
    while name.kind == NameKind::Person && name.tokens.len() > 1 && possessive(name.tokens.end - 1) {
        name.tokens.end -= 1;
    }
    let address = |i: usize| Title::of(text.word(i)).is_some_and(Title::is_form_of_address);
    while name.kind == NameKind::Person && name.tokens.len() > 1 && address(name.tokens.start) {
        name.tokens.start += 1;
    }
}

/// Votes by kind.
#[derive(Default, Clone, Copy)]
struct Votes([usize; 4]);

fn slot(kind: NameKind) -> usize {
    match kind {
        NameKind::Person => 0,
        NameKind::Organization => 1,
        NameKind::Location => 2,
        NameKind::Misc => 3,
    }
}

/// Where one string was tagged differently, most mentions decide; a mention whose own surroundings speak keeps its kind.
fn agree(text: &Text, names: &mut [Name], keys: &[String]) {
    let mut votes: HashMap<&str, Votes> = HashMap::new();
    for (name, key) in names.iter().zip(keys) {
        let votes = votes.entry(key.as_str()).or_default();
        if let Some(n) = votes.0.get_mut(slot(name.kind)) {
            *n += if certain(text, name, key) == Some(name.kind) { 3 } else { 1 };
        }
    }
    for (name, key) in names.iter_mut().zip(keys) {
        let Some(Votes(votes)) = votes.get(key.as_str()) else { continue };
        if let Some(kind) = certain(text, name, key) {
            name.kind = kind;
            continue;
        }
        let own = votes.get(slot(name.kind)).copied().unwrap_or(0);
        let kinds = [NameKind::Person, NameKind::Organization, NameKind::Location, NameKind::Misc];
        let best = kinds.into_iter().zip(votes).max_by_key(|(_, n)| **n);
        if let Some((kind, &n)) = best
            && n > own
        {
            name.kind = kind;
        }
    }
}

/// What the words themselves or the title before them leave no doubt of.
fn certain(text: &Text, name: &Name, key: &str) -> Option<NameKind> {
    if GROUPS.get(key).is_some_and(|g| g.is_empty()) && name.kind != NameKind::Person {
        return Some(NameKind::Misc);
    }
    let courtesy = Address::before(text, name.tokens.start).needs_surname;
    (courtesy && name.tokens.len() < 4).then_some(NameKind::Person)
}

/// Adds untagged repeats: of names of several words, of known surnames inside sentences, and what follows “Mr.”.
fn repeats(text: &Text, names: Vec<Name>, keys: &[String]) -> Vec<Name> {
    let mut several: HashMap<&str, Vec<(Range<usize>, NameKind)>> = HashMap::new();
    let mut surnames: HashMap<&str, ()> = HashMap::new();
    let mut seen: HashMap<&str, ()> = HashMap::new();
    for (name, key) in names.iter().zip(keys) {
        if name.tokens.len() < 2 || seen.insert(key.as_str(), ()).is_some() {
            continue;
        }
        let list = several.entry(text.word(name.tokens.start)).or_default();
        // Few names share a first word; where hundreds do, the text is a list.
        if list.len() < 8 {
            list.push((name.tokens.clone(), name.kind));
        }
        let last = text.word(name.tokens.end - 1);
        if name.kind == NameKind::Person && last.chars().count() > 2 {
            surnames.insert(last, ());
        }
    }
    let mut all = Vec::with_capacity(names.len());
    let mut at = 0;
    for name in names {
        between(text, at..name.tokens.start, &several, &surnames, &mut all);
        at = name.tokens.end;
        all.push(name);
    }
    between(text, at..text.tokens.len(), &several, &surnames, &mut all);
    all
}

/// The repeats in a gap between two names.
fn between(
    text: &Text,
    gap: Range<usize>,
    several: &HashMap<&str, Vec<(Range<usize>, NameKind)>>,
    surnames: &HashMap<&str, ()>,
    all: &mut Vec<Name>,
) {
    let mut at = gap.start;
    while at < gap.end {
        let word = text.word(at);
        let mut end = at + 1;
        if word.starts_with(|c: char| !c.is_lowercase())
            && text.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Word)
        {
            let whole = several.get(word).into_iter().flatten().find(|(tokens, _)| {
                at + tokens.len() <= gap.end
                    && (0..tokens.len()).all(|i| text.word(at + i) == text.word(tokens.start + i))
            });
            if let Some((tokens, kind)) = whole {
                end = at + tokens.len();
                all.push(Name { tokens: at..end, kind: *kind });
            } else if is_surname(text, at, surnames) {
                all.push(Name { tokens: at..end, kind: NameKind::Person });
            }
        }
        at = end;
    }
}

/// A capitalised word after “Mr.”, or a surname met before, inside a sentence and not part of something longer.
fn is_surname(text: &Text, at: usize, surnames: &HashMap<&str, ()>) -> bool {
    let word = text.word(at);
    let capital = word.starts_with(char::is_uppercase);
    if capital && Address::before(text, at).needs_surname && Title::of(word).is_none() {
        return word.chars().count() > 1;
    }
    let first = text.tokens.get(at).and_then(|t| text.sentences.get(text.sentence_at(t.span.start)));
    let first = first.map_or(at, |s| s.tokens.start);
    let capitalised = |i: usize| i > first && text.word(i).starts_with(char::is_uppercase);
    capital && surnames.contains_key(word) && at > first && !capitalised(at + 1) && !capitalised(at - 1)
}

#[cfg(test)]
mod tests {
    use crate::entities::tests::{check, entities};

    #[test]
    fn titles_and_endings_are_cut() {
        check("[P Mr. Vell's] dog. [P Sir Anton Vell] left.", &["Anton Vell: Vell, Anton Vell"]);
    }

    #[test]
    fn repeats_are_found() {
        check(
            "[P Mara Vell] left. Then Vell and Mara Vell met Mr. Brandt.",
            &["Mara Vell: Mara Vell, Vell, Mara Vell", "Brandt: Brandt"],
        );
        check("The [O Grain Board] met. The Grain Board left.", &["Grain Board: Grain Board, Grain Board"]);
    }

    #[test]
    fn one_string_one_kind() {
        let all =
            entities("[O Vell] won. [O Vell] lost. [L Vell] drew. Mr. [O Brandt] left the [O Polish] side.");
        let kinds: Vec<String> = all.iter().map(|(e, m)| format!("{:?} {}", e.kind, m.len())).collect();
        assert_eq!(kinds, ["Organization 3", "Person 1", "Group 1"]);
    }
}
