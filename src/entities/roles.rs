//! What the text says a person is: the words before the name (“NATO Secretary-General Mara Okafor”, “The majority leader, Erik
//! Brandvold,”) or the apposition behind it (“Mara Okafor, 34, a nurse at St. Brannock’s,”). The words that may head a role
//! stand in `data/titles.txt`. It does not read “X became mayor”, and of several roles the first full mention's counts.

use super::NOT_COUNTED;
use super::linking::Named;
use super::titles::Title;
use crate::analysis::Gender;
use crate::text::{Text, TokenKind};
use std::ops::Range;

/// A role is not looked for farther away than this many tokens, nor in more mentions of one person than this.
const FAR: usize = 12;
const MENTIONS: usize = 12;

/// A role and what its words say of gender.
pub(super) type Role = (String, Option<Gender>);

/// The role of the person with these names.
pub(super) fn of<'n>(text: &Text, names: impl Iterator<Item = &'n Named>) -> Option<Role> {
    let mut spare = None;
    for name in names.take(MENTIONS) {
        let sentence = text.tokens.get(name.tokens.start).map(|t| text.sentence_at(t.span.start))?;
        let bounds = text.sentences.get(sentence).map(|s| s.tokens.clone())?;
        let reader = Reader { text, bounds };
        let found = reader.before(name.tokens.start).or_else(|| reader.after(name.tokens.end));
        match found {
            Some(role) if name.words.len() > 1 && !is_kin(&role.0) => return Some(role),
            Some(role) => spare = spare.or(Some(role)),
            None => {}
        }
    }
    spare
}

/// Looks around inside one sentence.
struct Reader<'t> {
    text: &'t Text<'t>,
    bounds: Range<usize>,
}

impl Reader<'_> {
    fn word(&self, at: usize) -> &str {
        if self.bounds.contains(&at) { self.text.word(at) } else { "" }
    }

    fn head(&self, at: usize) -> bool {
        Title::of(self.word(at)).is_some_and(Title::is_role)
    }

    /// “German Chancellor X”, “Lead author Dr X”, “The mayor, X”.
    fn before(&self, name: usize) -> Option<Role> {
        let mut last = name.checked_sub(1)?;
        if Title::of(self.word(last)).is_some_and(Title::is_form_of_address) {
            last = last.checked_sub(1)?;
        }
        if self.word(last) == "," {
            return self.before_comma(last);
        }
        let first = self.head(last).then(|| self.left_of(last))?;
        self.role(first..last + 1)
    }

    /// “The majority leader, X”, “counsel for the commission, X”: only a noun phrase that an article or possessive opens,
    /// as lists of people have commas too.
    fn before_comma(&self, comma: usize) -> Option<Role> {
        let from = comma.saturating_sub(FAR).max(self.bounds.start);
        for head in (from..comma).rev() {
            match self.word(head) {
                "," | ";" | ":" | "“" | "”" | "\"" | "(" | ")" => return None,
                _ if self.head(head)
                    && (head + 1 == comma || matches!(self.word(head + 1), "of" | "for" | "at")) =>
                {
                    let first = self.left_of(head);
                    let before = first.checked_sub(1).unwrap_or(usize::MAX);
                    let opened = is_opener(self.word(before))
                        || first == self.bounds.start
                        || self.is_possessive(before);
                    return if opened { self.role(first..comma) } else { None };
                }
                _ => {}
            }
        }
        None
    }

    /// “X, 34, a nurse at St. Brannock’s,”.
    fn after(&self, name: usize) -> Option<Role> {
        if !matches!(self.word(name), "," | "—" | "–") {
            return None;
        }
        let mut first = name + 1;
        if self.text.tokens.get(first).is_some_and(|t| t.kind == TokenKind::Number)
            && self.word(first + 1) == ","
        {
            first += 2;
        }
        if is_opener(self.word(first)) {
            first += 1;
        }
        let indefinite = matches!(self.word(first - 1), "a" | "an");
        let phrase = first..first + (first..first + FAR / 2).take_while(|&i| self.in_phrase(i)).count();
        let last = phrase.clone().last().filter(|&i| indefinite && looks_like_trade(self.word(i)));
        let head = phrase.rev().find(|&i| self.head(i)).or(last)?;
        let next = self.word(head + 1);
        // “X, European Commission President Y”: Y's role, not X's.
        let other =
            next.starts_with(char::is_uppercase) || Title::of(next).is_some_and(Title::is_form_of_address);
        if other || next == "-" {
            return None;
        }
        let end = if matches!(next, "of" | "for" | "at") { self.right_of(head + 1) } else { head + 1 };
        self.role(first..end)
    }

    /// Whether token `at` may belong to the noun phrase before a role's head.
    fn in_phrase(&self, at: usize) -> bool {
        let word = self.word(at);
        let joins = matches!(word, "-" | "&" | "the") || self.is_possessive(at);
        joins || self.is_word(at) && !is_small(word)
    }

    /// The first token of the noun phrase that ends with the head `at`.
    fn left_of(&self, at: usize) -> usize {
        let capital = |i: usize| self.word(i).starts_with(char::is_uppercase);
        let mut first = at;
        let mut lower = 0;
        while let Some(next) = first.checked_sub(1) {
            let word = self.word(next);
            let title = Title::of(word);
            let fits = if word == "-" {
                self.text.tokens.get(next).is_some_and(|t| !t.space_before)
            } else if !self.is_word(next) || is_small(&word.to_lowercase()) {
                false
            } else if capital(next) {
                true
            } else {
                // “replied Judge X” against “apricot grower X”: lower case goes with lower case.
                lower += 1;
                title.is_some() || !capital(first) && lower <= 3 && !is_verb(word)
            };
            if !fits || at - next > FAR {
                break;
            }
            first = next;
        }
        if self.word(first) == "-" { first + 1 } else { first }
    }

    /// One past the phrase that the preposition `at` opens.
    fn right_of(&self, at: usize) -> usize {
        let mut end = at;
        while end < at + FAR {
            let word = self.word(end);
            let joins =
                matches!(word, "of" | "for" | "at" | "the" | "and" | "&" | "-" | "a" | "an" | "’s" | "'s")
                    || self.is_word(end) && !is_small(word) && !is_verb(word);
            if !joins {
                break;
            }
            end += 1;
        }
        while end > at
            && matches!(self.word(end - 1), "of" | "for" | "at" | "the" | "and" | "a" | "an" | "-" | "&")
        {
            end -= 1;
        }
        end
    }

    fn is_word(&self, at: usize) -> bool {
        self.text.tokens.get(at).is_some_and(|t| matches!(t.kind, TokenKind::Word | TokenKind::Number))
    }

    fn is_possessive(&self, at: usize) -> bool {
        self.bounds.contains(&at) && self.text.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Possessive)
    }

    fn role(&self, tokens: Range<usize>) -> Option<Role> {
        let gender = tokens.clone().rev().find_map(|i| Title::of(self.word(i)).and_then(Title::gender));
        let words =
            self.text.slice(self.text.span_of(tokens)).split_whitespace().collect::<Vec<_>>().join(" ");
        (!words.is_empty()).then_some((words, gender))
    }
}

fn is_opener(word: &str) -> bool {
    matches!(
        word,
        "a" | "an"
            | "the"
            | "its"
            | "his"
            | "her"
            | "their"
            | "our"
            | "my"
            | "A"
            | "An"
            | "The"
            | "Its"
            | "His"
            | "Her"
            | "Their"
            | "Our"
            | "My"
            | "one"
    )
}

/// A relative of somebody: a role only where the text gives no other.
fn is_kin(role: &str) -> bool {
    let kin =
        ["son", "daughter", "wife", "husband", "mother", "father", "brother", "sister", "cousin", "friend"];
    let others = [
        "widow",
        "widower",
        "niece",
        "nephew",
        "grandson",
        "granddaughter",
        "neighbour",
        "neighbor",
        "aunt",
        "uncle",
    ];
    let last = role.rsplit([' ', '-', '’', '\'']).next().unwrap_or_default();
    kin.contains(&last) || others.contains(&last)
}

/// Trades that no list holds, by their endings; trusted only behind “a” or “an”.
fn looks_like_trade(word: &str) -> bool {
    const ENDINGS: [&str; 8] = ["ist", "ian", "man", "woman", "eer", "yst", "er", "or"];
    word.len() > 4 && word.starts_with(char::is_lowercase) && ENDINGS.iter().any(|end| word.ends_with(end))
}

/// Words that no noun phrase goes across.
fn is_small(word: &str) -> bool {
    NOT_COUNTED.contains_key(word)
}

/// Read off the ending, except for participles that roles start with (“retired”).
fn is_verb(word: &str) -> bool {
    word.ends_with("ed") && Title::of(word).is_none()
        || matches!(
            word,
            "met"
                | "came"
                | "went"
                | "took"
                | "saw"
                | "beat"
                | "says"
                | "including"
                | "named"
                | "like"
                | "wrote"
        )
}

#[cfg(test)]
mod tests {
    use crate::entities::tests::entities;

    /// `expected`: the role of the first person.
    fn check(marked: &str, expected: &str) {
        let all = entities(marked);
        let person =
            all.iter().find(|(e, _)| e.kind == crate::analysis::EntityType::Person).expect("a person");
        assert_eq!(person.0.role.as_deref().unwrap_or(""), expected, "{marked}");
    }

    #[test]
    fn before_the_name() {
        check("The [O Pact] Secretary-General [P Mark Vell] said so.", "Pact Secretary-General");
        check("It was [M Marovian] Chancellor [P Ute Brandt].", "Marovian Chancellor");
        check(
            "One floated by [O Green Palace] special envoy [P Stan Wick] would do.",
            "Green Palace special envoy",
        );
        check("In the district, apricot grower [P Nur Jold], 61, said no.", "apricot grower");
        check("“Twice,” replied Judge [P Cuong Tran].", "Judge");
        check("The majority leader, [P Erik Brand], said no.", "majority leader");
        check("Lead author Dr [P Mei Zhou] says no.", "Lead author");
        check("Ms. [P Bell] left.", "");
    }

    #[test]
    fn behind_the_name() {
        check("[P Mara Okafor], 34, a nurse, left.", "nurse");
        check("[P Mara Okafor], the alliance’s secretary general, left.", "alliance’s secretary general");
        check("[P Del Bird], president of the [O Stock Union], said he had.", "president of the Stock Union");
        check("Mr. [P Merl], [O Pact Council] President [P Una Ley] and others came.", "");
        check("[P Dale Whit], a 22-year fixture of the chamber, said no.", "");
        check("[P Ann Bell], who met the mayor, left.", "");
    }
}
