//! The gender of a person where titles say nothing: the given name, where nine in ten who bear it share one
//! (`data/given_names.txt`), and the pronouns in sentences that name nobody else. Only the quotes stage asks, to find whom a
//! pronoun means; where nothing is known, nothing is said.

use super::NameKind;
use super::linking::Named;
use crate::analysis::Gender;
use crate::text::{Text, TokenKind};

table!(pub(super) GIVEN_NAMES, "entities_given_names");

/// No more mentions of one person are asked.
const MENTIONS: usize = 12;

/// What the first of the folded `words` of a full name says; of “Marie-Ange” the first half.
pub(super) fn of_given(words: &[String]) -> Option<Gender> {
    let [first, _, ..] = words else { return None };
    let of = |name: &str| match GIVEN_NAMES.get(name).copied() {
        Some("female") => Some(Gender::Female),
        Some("male") => Some(Gender::Male),
        _ => None,
    };
    of(first).or_else(|| of(first.split('-').next()?))
}

/// What the pronouns at the start of the sentence behind a name say, where they agree: “X left. He …”, “X left. “Bye,” he
/// said”. They go before the list of given names: “Asa” and “Jess” go both ways.
pub(super) fn by_next(text: &Text, names: &[Named], members: &[usize]) -> Option<Gender> {
    agreed(members.iter().take(MENTIONS).filter_map(|&m| {
        let sentence = alone(text, names, m)?;
        let next = text.sentences.get(sentence + 1)?;
        let this = text.sentences.get(sentence)?;
        let same = this.block == next.block && !this.tokens.clone().any(|i| is_object(text, i));
        gender(text.word(first_unquoted(text, next.tokens.start).filter(|_| same)?))
    }))
}

/// What the pronouns behind the names `members` in their own sentences say, where they agree.
pub(super) fn by_pronouns(text: &Text, names: &[Named], members: &[usize]) -> Option<Gender> {
    agreed(members.iter().take(MENTIONS).filter_map(|&m| pronoun_behind(text, names, m)))
}

/// “put it to her that …”, “thanked him”: somebody else in the sentence whom the next pronoun can mean as well. Before a word
/// that opens no noun phrase “her” owns nothing.
fn is_object(text: &Text, i: usize) -> bool {
    match text.word(i) {
        "him" => true,
        "her" => {
            let word = text.tokens.get(i + 1).is_some_and(|t| t.kind == TokenKind::Word);
            !word || OPENERS.contains(&text.word(i + 1))
        }
        _ => false,
    }
}

const OPENERS: [&str; 32] = [
    "that", "to", "in", "at", "on", "with", "for", "of", "and", "but", "as", "by", "about", "from", "after",
    "before", "when", "why", "how", "what", "if", "whether", "he", "she", "it", "they", "the", "a", "an",
    "not", "out", "up",
];

fn agreed(mut votes: impl Iterator<Item = Gender>) -> Option<Gender> {
    let first = votes.next()?;
    votes.all(|v| v == first).then_some(first)
}

/// The sentence of name `m`, where it names nobody else.
fn alone(text: &Text, names: &[Named], m: usize) -> Option<usize> {
    let at = text.sentence_at(text.tokens.get(names.get(m)?.tokens.start)?.span.start);
    let sentence = text.sentences.get(at)?;
    let other = |other: Option<&Named>| {
        other.is_some_and(|o| o.kind == NameKind::Person && sentence.tokens.contains(&o.tokens.start))
    };
    (!other(names.get(m + 1)) && !other(m.checked_sub(1).and_then(|i| names.get(i)))).then_some(at)
}

/// The first pronoun behind name `m` in its sentence; none where one before it means somebody else (“Her guide, X, feared
/// that she …”).
fn pronoun_behind(text: &Text, names: &[Named], m: usize) -> Option<Gender> {
    let sentence = text.sentences.get(alone(text, names, m)?)?;
    let name = names.get(m)?;
    if (sentence.tokens.start..name.tokens.start).any(|i| gender(text.word(i)).is_some()) {
        return None;
    }
    // What stands in quotation marks is another's view of things.
    let mut rest = (name.tokens.end..sentence.tokens.end)
        .take_while(|&i| text.tokens.get(i).is_some_and(|t| t.kind != TokenKind::Mark));
    rest.by_ref()
        .take(40)
        .find_map(|i| gender(text.word(i)).map(|g| (i, g)))
        .filter(|&(i, _)| !is_object(text, i))
        .map(|(_, g)| g)
}

fn gender(pronoun: &str) -> Option<Gender> {
    match pronoun {
        "she" | "her" | "herself" | "She" | "Her" => Some(Gender::Female),
        "he" | "him" | "his" | "himself" | "He" | "His" => Some(Gender::Male),
        _ => None,
    }
}

/// The token at `start`, or the one behind the quotation that starts there: the “he” of “It rains,” he said.
fn first_unquoted(text: &Text, start: usize) -> Option<usize> {
    const LONGEST: usize = 120;
    let mark =
        |i: usize| text.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Mark) && text.word(i) != "’";
    if !mark(start) {
        return Some(start);
    }
    (start + 1..start + LONGEST).find(|&i| mark(i)).map(|close| close + 1)
}

#[cfg(test)]
mod tests {
    use crate::analysis::Gender::{self, *};
    use crate::entities::tests::entities;

    fn check(marked: &str, expected: Option<Gender>) {
        assert_eq!(entities(marked)[0].0.gender, expected, "{marked}");
    }

    #[test]
    fn keys_are_folded() {
        crate::entities::keys::tests::check_folded(&super::GIVEN_NAMES);
    }

    #[test]
    fn titles_names_pronouns() {
        check("[P Xo Vell] left. Ms. [P Vell] waved.", Some(Female));
        check("[P Robert Vell] left.", Some(Male));
        check("[P Xo Vell] said she would come.", Some(Female));
        check("[P Xo Vell] told [P Una Ley] she would come.", None);
        check("Spokesman [P Xo Vell] left.", Some(Male));
        check("[P Xo Vell] left.", None);
    }
}
