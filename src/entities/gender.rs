//! The gender of a person where titles say nothing: the given name, where nine in ten who bear it share one
//! (`data/given_names.txt`), and the pronouns in sentences that name nobody else. Only the quotes stage asks, to find whom a
//! pronoun means; where nothing is known, nothing is said.

use super::NameKind;
use super::linking::Named;
use crate::analysis::Gender;
use crate::text::{Text, TokenKind};

table!(GIVEN_NAMES, "entities_given_names");

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

/// What a given name and the pronouns behind it say together: the text itself goes before the list (“Asa”, “Jess” go both ways).
pub(super) fn agreed(given: Option<Gender>, pronouns: Option<Gender>) -> Option<Gender> {
    match (given, pronouns) {
        (Some(given), Some(pronouns)) if given != pronouns => Some(pronouns),
        _ => given.or(pronouns),
    }
}

/// What the pronouns behind the names `members` say, where they agree.
pub(super) fn by_pronouns(text: &Text, names: &[Named], members: &[usize]) -> Option<Gender> {
    const MENTIONS: usize = 12;
    let mut votes = members.iter().take(MENTIONS).filter_map(|&m| pronoun_behind(text, names, m));
    let first = votes.next()?;
    votes.all(|v| v == first).then_some(first)
}

/// The first pronoun behind name `m` in its sentence, or at the very start of the next (behind what is quoted there),
/// where nobody else is named.
fn pronoun_behind(text: &Text, names: &[Named], m: usize) -> Option<Gender> {
    let name = names.get(m)?;
    let at = text.sentence_at(text.tokens.get(name.tokens.start)?.span.start);
    let sentence = text.sentences.get(at)?;
    let alone = |other: Option<&Named>| {
        other.is_none_or(|o| o.kind != NameKind::Person || !sentence.tokens.contains(&o.tokens.start))
    };
    if !alone(names.get(m + 1)) || !alone(m.checked_sub(1).and_then(|i| names.get(i))) {
        return None;
    }
    // What stands in quotation marks is another's view of things.
    let rest = (name.tokens.end..sentence.tokens.end)
        .take_while(|&i| text.tokens.get(i).is_some_and(|t| t.kind != TokenKind::Mark));
    let next = text.sentences.get(at + 1).filter(|s| s.block == sentence.block);
    let next = next.and_then(|s| first_unquoted(text, s.tokens.start));
    rest.chain(next).take(40).find_map(|i| match text.word(i) {
        "she" | "her" | "herself" | "She" | "Her" => Some(Gender::Female),
        "he" | "him" | "his" | "himself" | "He" | "His" => Some(Gender::Male),
        _ => None,
    })
}

/// The token at `start`, or the one behind the quotation that starts there: the “he” of “It rains,” he said.
fn first_unquoted(text: &Text, start: usize) -> Option<usize> {
    const LONGEST: usize = 120;
    let mark = |i: usize| text.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Mark) && text.word(i) != "’";
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
