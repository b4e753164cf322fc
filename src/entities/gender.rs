//! The gender of a person's given name, where nine in ten who bear it share one (`data/given_names.txt`). Only the quotes
//! stage asks, to find whom a pronoun means; where nothing is known, nothing is said.

use crate::analysis::Gender;

table!(GIVEN_NAMES, "entities_given_names");

/// What the first of the folded `words` of a full name says.
pub(super) fn of_given(words: &[String]) -> Option<Gender> {
    let [first, _, ..] = words else { return None };
    let of = |name: &str| match GIVEN_NAMES.get(name).copied() {
        Some("female") => Some(Gender::Female),
        Some("male") => Some(Gender::Male),
        _ => None,
    };
    // Of “Marie-Ange” the words are two, of “J. Robert” the second is the name.
    of(first)
}
