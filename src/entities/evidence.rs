//! Mends the tagger's names with what stands around them and what the rest of the document says of the same words: titles are
//! cut off, left-out given names and the halves of double names taken in, one string means one kind of thing unless its
//! surroundings speak, and repeats of what was found elsewhere are found too. It adds
//! no name that the tagger did not find at least once, but for the word after a “Mr.”.

use super::gender::GIVEN_NAMES;
use super::keys;
use super::titles::{Address, Title};
use super::{Name, NameKind};
use crate::text::{Text, TokenKind};
use std::collections::HashMap;
use std::ops::Range;

table!(pub(super) GROUPS, "entities_groups");
table!(BODY_WORDS, "entities_body_words");

/// The names of `text`, mended; sorted and not overlapping, as they came.
pub(super) fn mend(text: &Text, mut names: Vec<Name>) -> Vec<Name> {
    grow(text, &mut names);
    for name in &mut names {
        trim(text, name);
    }
    names.retain(|n| !n.tokens.is_empty());
    let mut names = national_bodies(text, part(text, joined(text, names)));
    let keys: Vec<String> = names.iter().map(|n| key(text, &n.tokens)).collect();
    agree(text, &mut names, &keys);
    repeats(text, names, &keys)
}

/// Takes in what the tagger left out in front of a name: the first half of “Vell-Brandt”, and a given name that opens the
/// sentence, where its capital says nothing.
fn grow(text: &Text, names: &mut [Name]) {
    const NOT_HALVES: [&str; 12] =
        ["Anti", "Pro", "Ex", "Non", "Post", "Pre", "Mid", "All", "Then", "Co", "Vice", "Trans"];
    let capital = |i: usize| text.word(i).starts_with(char::is_uppercase);
    let glued = |i: usize| text.tokens.get(i).is_some_and(|t| !t.space_before);
    let opens = |i: usize| {
        let at = text.tokens.get(i).map_or(0, |t| t.span.start);
        text.sentences.get(text.sentence_at(at)).is_some_and(|s| s.tokens.start == i)
    };
    let mut free = 0;
    for name in names {
        let start = name.tokens.start;
        let half = start.saturating_sub(2);
        let given = start.saturating_sub(1);
        if start >= free + 2
            && text.word(given) == "-"
            && glued(given)
            && glued(start)
            && capital(half)
            && capital(start)
            && !NOT_HALVES.contains(&text.word(half))
            && name.kind == NameKind::Person
        {
            name.tokens.start = half;
        } else if start > free
            && name.kind == NameKind::Person
            && name.tokens.len() == 1
            && opens(given)
            && capital(given)
            && text.word(given) != "Will"
            && GIVEN_NAMES.contains_key(keys::fold(text.word(given)).as_str())
        {
            name.tokens.start = given;
        }
        free = name.tokens.end;
    }
}

/// Cuts forms of address and possessive endings off people's names.
fn trim(text: &Text, name: &mut Name) {
    let possessive = |i: usize| text.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Possessive);
    // Of “Lord’s” and “Sotheby’s” it is part.
    while name.kind == NameKind::Person && name.tokens.len() > 1 && possessive(name.tokens.end - 1) {
        name.tokens.end -= 1;
    }
    let address = |i: usize| Title::of(text.word(i)).is_some_and(Title::is_prefix);
    while name.kind == NameKind::Person && name.tokens.len() > 1 && address(name.tokens.start) {
        name.tokens.start += 1;
    }
    let role = |i: usize| {
        let word = text.word(i);
        Title::of(word).is_some_and(Title::is_cut) && !GIVEN_NAMES.contains_key(keys::fold(word).as_str())
    };
    while name.kind == NameKind::Person && name.tokens.len() > 2 && role(name.tokens.start) {
        name.tokens.start += 1;
    }
}

fn key(text: &Text, tokens: &Range<usize>) -> String {
    keys::words(text, tokens.clone()).join(" ")
}

/// Joins what a nickname in marks parts, “Mara | “Red” | Vell”, and the halves of a double name, “Vell | - | Brandt”.
fn joined(text: &Text, names: Vec<Name>) -> Vec<Name> {
    const LONGEST: usize = 3;
    let mark = |i: usize| text.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Mark);
    let capital = |i: usize| text.word(i).starts_with(char::is_uppercase);
    let glued = |i: usize| text.tokens.get(i).is_some_and(|t| !t.space_before);
    let halves = |left: &Name, right: &Name| {
        let hyphen = left.tokens.end;
        right.tokens.start == hyphen + 1 && text.word(hyphen) == "-" && glued(hyphen) && glued(hyphen + 1)
    };
    let joins = |left: &Name, right: &Name| {
        let inner = left.tokens.end + 1..right.tokens.start.saturating_sub(1);
        (1..=LONGEST).contains(&inner.len())
            && mark(inner.start - 1)
            && mark(inner.end)
            && inner.clone().all(|i| !mark(i))
            && capital(inner.start)
    };
    let person = |n: &Name| n.kind == NameKind::Person;
    let mut all: Vec<Name> = Vec::with_capacity(names.len());
    for name in names {
        // The nickname itself may have been tagged, or not.
        let left = all.iter().rev().take(2).position(|l| person(l) && (joins(l, &name) || halves(l, &name)));
        match left {
            Some(back) if person(&name) => {
                all.truncate(all.len() - back);
                if let Some(left) = all.last_mut() {
                    left.tokens.end = name.tokens.end;
                }
            }
            _ => all.push(name),
        }
    }
    all
}

/// Parts “Vell-Brandt meeting” where both are named elsewhere, the one and the other.
fn part(text: &Text, names: Vec<Name>) -> Vec<Name> {
    let hyphen = |n: &Name| {
        let at = n.tokens.clone().find(|&i| text.word(i) == "-")?;
        (n.tokens.len() == 3 && at == n.tokens.start + 1).then_some(at)
    };
    if !names.iter().any(|n| hyphen(n).is_some()) {
        return names;
    }
    let mut known: HashMap<String, NameKind> = HashMap::new();
    for name in names.iter().filter(|n| hyphen(n).is_none()) {
        known.entry(key(text, &name.tokens)).or_insert(name.kind);
        if name.kind == NameKind::Person {
            known.entry(keys::fold(text.word(name.tokens.end - 1))).or_insert(name.kind);
        }
    }
    let mut all = Vec::with_capacity(names.len());
    for name in names {
        let halves = hyphen(&name).and_then(|at| {
            let (left, right) = (name.tokens.start..at, at + 1..name.tokens.end);
            Some([(*known.get(&key(text, &left))?, left), (*known.get(&key(text, &right))?, right)])
        });
        match halves {
            Some(halves) => all.extend(halves.map(|(kind, tokens)| Name { tokens, kind })),
            None => all.push(name),
        }
    }
    all
}

/// Joins a nationality and the public body behind it: “European | Commission” is one organisation's name.
fn national_bodies(text: &Text, names: Vec<Name>) -> Vec<Name> {
    const LONGEST: usize = 4;
    let body = |i: usize| {
        let word = text.word(i);
        word.starts_with(char::is_uppercase) && BODY_WORDS.contains_key(word.to_lowercase().as_str())
    };
    let plain = |i: usize| {
        text.word(i).starts_with(char::is_uppercase) || matches!(text.word(i), "of" | "and" | "for")
    };
    let mut all = Vec::with_capacity(names.len());
    let mut names = names.into_iter().peekable();
    while let Some(mut name) = names.next() {
        if name.kind == NameKind::Misc
            && name.tokens.len() == 1
            && GROUPS.contains_key(&key(text, &name.tokens))
        {
            let end = name.tokens.end;
            // Up to the next name; an organisation that ends with such a word is taken in.
            let next = names.peek().map_or(usize::MAX, |n| n.tokens.start);
            let joined = names.next_if(|n| {
                n.kind == NameKind::Organization
                    && n.tokens.start == end
                    && n.tokens.len() <= LONGEST
                    && body(n.tokens.end - 1)
            });
            let run = end..next.min(end + LONGEST).min(text.tokens.len());
            let last = joined
                .map(|n| n.tokens.end - 1)
                .or_else(|| run.take_while(|&i| plain(i)).filter(|&i| body(i)).last());
            if let Some(last) = last {
                name = Name { tokens: name.tokens.start..last + 1, kind: NameKind::Organization };
            }
        }
        all.push(name);
    }
    all
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
        let certain = certain(text, name, key);
        if let Some(n) = votes.0.get_mut(slot(certain.unwrap_or(name.kind))) {
            *n += if certain.is_some() { 3 } else { 1 };
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
            && !(name.kind == NameKind::Location && kind == NameKind::Person && is_placed(text, name))
        {
            name.kind = kind;
        }
    }
}

/// “in Jordan” stays a place, however often Mr. Jordan speaks.
fn is_placed(text: &Text, name: &Name) -> bool {
    let before = name.tokens.start.checked_sub(1).map(|i| text.word(i)).unwrap_or_default();
    matches!(before, "in" | "near" | "at" | "from" | "In" | "Near" | "At" | "From")
}

/// What the words themselves or the title before them leave no doubt of.
fn certain(text: &Text, name: &Name, key: &str) -> Option<NameKind> {
    if GROUPS.get(key).is_some_and(|g| g.is_empty()) && name.kind != NameKind::Person {
        return Some(NameKind::Misc);
    }
    let courtesy = Address::before(text, name.tokens.start).needs_surname;
    if courtesy && name.tokens.len() < 4 {
        return Some(NameKind::Person);
    }
    is_dateline(text, name).then_some(NameKind::Location)
}

/// Whether the name opens a dateline: “PORT ELLERY — Rain fell”, “NAIROBI, Kenya (Agency) — Rain fell”.
fn is_dateline(text: &Text, name: &Name) -> bool {
    const LONGEST: usize = 8;
    let span = text.span_of(name.tokens.clone());
    let capitals = !text.slice(span).contains(char::is_lowercase);
    let opens = || {
        text.sentences.get(text.sentence_at(span.start)).is_some_and(|s| s.tokens.start == name.tokens.start)
    };
    let lower = |i: &usize| text.word(*i).starts_with(char::is_lowercase);
    let dash = |i: usize| matches!(text.word(i), "—" | "–" | "--");
    let behind = name.tokens.end..name.tokens.end + LONGEST;
    capitals && opens() && behind.take_while(|i| !lower(i)).any(dash)
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
    let month = matches!(word, "April" | "May" | "June" | "July" | "August" | "March");
    capital
        && !month
        && surnames.contains_key(word)
        && at > first
        && !capitalised(at + 1)
        && !capitalised(at - 1)
}

#[cfg(test)]
mod tests {
    use crate::entities::tests::{check, entities};

    #[test]
    fn titles_and_endings_are_cut() {
        check("[P Mr. Vell's] dog. [P Sir Anton Vell] left.", &["Anton Vell: Vell, Anton Vell"]);
    }

    #[test]
    fn what_was_left_out_in_front_is_taken_in() {
        check(
            "Vell-[P Brandt] left. Grace [P Orb] won. Anti-[P Orb] songs, Gen [P Orb] said.",
            &["Vell-Brandt: Vell-Brandt", "Grace Orb: Grace Orb, Orb, Orb"],
        );
        check("[P Vell]-[P Orb] left.", &["Vell-Orb: Vell-Orb"]);
        check("[P Gen Mara Vell] left.", &["Mara Vell: Mara Vell"]);
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
    fn nationality_and_body() {
        check(
            "The [M European] Commission President [P Una Ley] met the [M Polish] [O Foreign Ministry].",
            &[
                "European Commission: European Commission",
                "Una Ley: Una Ley",
                "Polish Foreign Ministry: Polish Foreign Ministry",
            ],
        );
        check(
            "The [M Polish] [O Gazmir] and a [M Polish] court.",
            &["Polish: Polish, Polish", "Gazmir: Gazmir"],
        );
    }

    #[test]
    fn nickname_in_marks() {
        check(
            "[P Mara] “[M Red]” [P Vell] met [P Bo] \"Junior\" [P Brandt]. “No,” said [P Vell]. “[P Red] did.”",
            &["Mara “Red” Vell: Mara “Red” Vell, Vell, Red", "Bo \"Junior\" Brandt: Bo \"Junior\" Brandt"],
        );
        check("[P Mara] said “[L Orb] [P Vell].”", &["Mara: Mara", "Orb: Orb", "Vell: Vell"]);
    }

    #[test]
    fn two_in_a_compound() {
        check(
            "[P Mara Vell] met [P Brandt]. The [P Vell-Brandt] talks, says [P Ann Hale-Soo].",
            &["Mara Vell: Mara Vell, Vell", "Brandt: Brandt, Brandt", "Ann Hale-Soo: Ann Hale-Soo"],
        );
    }

    #[test]
    fn one_string_one_kind() {
        let all =
            entities("[O Vell] won. [O Vell] lost. [L Vell] drew. Mr. [O Brandt] left the [O Polish] side.");
        let kinds: Vec<String> = all.iter().map(|(e, m)| format!("{:?} {}", e.kind, m.len())).collect();
        assert_eq!(kinds, ["Organization 3", "Person 1", "Group 1"]);
    }
}
