//! The phrases that reports have as subjects: around a verb, before an apposition, at the start of a sentence. Reads what
//! `nouns` reads, and knows the names; not who is meant by them.

use super::cast::Cast;
use super::cues::frame;
use super::nouns::{self, Phrase};
use super::outline::Outline;
use super::words::{is_body_noun, is_document};
use crate::text::TokenKind;
use std::ops::Range;

table!(PAST_VERBS, "quotes_past_verbs");

/// Reads the phrases around verbs.
pub(super) struct Reader<'a> {
    pub outline: &'a Outline<'a>,
    pub cast: &'a Cast<'a>,
}

impl Reader<'_> {
    /// Whether token `i` is a reporting verb and no noun.
    pub fn is_verb(&self, i: usize) -> bool {
        frame(self.outline, i).is_some()
            && frame(self.outline, i + 1).is_none()
            && !(i > 0
                && (self.outline.class(i - 1) == "det"
                    || self.outline.kind(i - 1) == Some(TokenKind::Possessive)))
    }

    /// Whether a name, or a capital, stands in the phrase.
    pub fn is_name(&self, phrase: &Phrase) -> bool {
        phrase.tokens.clone().any(|t| self.cast.named_at(t).is_some() || self.outline.is_capital(t))
    }

    /// The phrase that starts at `start`, not past `high`.
    pub fn object(&self, start: usize, high: usize) -> Option<Phrase> {
        let o = self.outline;
        if matches!(o.word(start), "he" | "she" | "they") && start < high {
            return Some(Phrase { tokens: start..start + 1 });
        }
        if let Some((_, mention)) = self.cast.named_at(start).filter(|(_, m)| m.start == start) {
            let rest = nouns::starting_at(o, mention.end - 1, high, |t| self.is_verb(t));
            let end = rest.map_or(mention.end, |r| r.tokens.end.max(mention.end));
            return Some(Phrase { tokens: start..end });
        }
        nouns::starting_at(o, start, high, |t| self.is_verb(t))
    }

    /// The phrase that ends at `end`; where a name ends there, the whole name with the titles before it.
    pub fn noun(&self, end: usize, low: usize) -> Option<Phrase> {
        let o = self.outline;
        if end > low && o.word(end - 1) == ")" {
            let open = (low.max(end.saturating_sub(12))..end).rev().find(|&t| o.word(t) == "(")?;
            return self.noun(open, low);
        }
        let named = end.checked_sub(1).and_then(|l| self.cast.named_at(l)).filter(|(_, m)| m.start >= low);
        if let Some((_, mention)) = named {
            return nouns::ending_at(o, mention.start, end, low, |t| self.is_verb(t));
        }
        nouns::ending_at(o, end, end, low, |t| self.is_verb(t))
    }

    /// "Mira Holt, who left …, said": the phrase before the comma that opens the apposition closed at `comma`.
    pub fn before_apposition(&self, comma: usize, low: usize) -> Option<(Phrase, usize)> {
        let o = self.outline;
        let floor = comma.saturating_sub(60).max(low);
        let commas: Vec<usize> = (floor..comma).rev().filter(|&t| o.word(t) == ",").take(6).collect();
        // The phrase that opens the stretch is the subject, if it does.
        let opening = commas.last().and_then(|&first| {
            let phrase = self.noun(first, low)?;
            (phrase.tokens.start == low).then_some((phrase, low))
        });
        let nearest = || {
            commas.iter().find_map(|&c| {
                let person = self.cast.named_at(c + 1).filter(|(_, m)| m.end == comma);
                let Some(phrase) = self.noun(c, low) else {
                    // "her coach there, Mira Holt, said": the name will do.
                    return person.map(|(_, m)| (Phrase { tokens: m.clone() }, m.start));
                };
                let apposed = o.class(c + 1) == "det"
                    || o.class(c + 1) == "rel"
                    || o.word(c + 1) == "whose"
                    || o.kind(c + 1) == Some(TokenKind::Number)
                    || nouns_like(o, c + 1);
                // "the company, which is based there, said": no name needed before a relative clause.
                let related = o.class(c + 1) == "rel" && o.class(phrase.tokens.start) == "det";
                (self.is_name(&phrase) && apposed || related || person.is_some())
                    .then(|| (phrase.clone(), phrase.tokens.start))
            })
        };
        opening.or_else(nearest)
    }

    /// The first phrase of the sentence that starts at `from`, outside quotations, that can be a subject.
    pub fn first_subject(&self, from: usize, to: usize) -> Option<Phrase> {
        let o = self.outline;
        let to = to.min(from + 60);
        let mut i = self.behind_dateline(from, to);
        while i < to {
            if !o.is_outside(i) {
                i += 1;
                continue;
            }
            if o.class(i) == "pron" {
                return Some(Phrase { tokens: i..i + 1 });
            }
            // An adverbial at the start ends at its comma.
            if matches!(o.class(i), "stop" | "join") || o.word(i).ends_with("ing") {
                i = (i..to).find(|&t| o.word(t) == ",")? + 1;
                continue;
            }
            if let Some(phrase) = self.object(i, to) {
                return Some(self.without_verb(phrase));
            }
            i += 1;
        }
        None
    }
}

impl Reader<'_> {
    /// "VALE, Ohio (Wire) — The council …": where the sentence starts behind its dateline.
    fn behind_dateline(&self, from: usize, to: usize) -> usize {
        const LONGEST: usize = 12;
        let o = self.outline;
        let place = |t: usize| o.is_capital(t) || matches!(o.word(t), "," | "." | "(" | ")" | "/");
        let dash = (from..to.min(from + LONGEST)).find(|&t| !place(t));
        let apart = |t: usize| o.text.tokens.get(t).is_some_and(|token| token.space_before);
        dash.filter(|&t| t > from && apart(t) && matches!(o.word(t), "—" | "–" | "-" | "--"))
            .map_or(from, |t| t + 1)
    }

    /// The phrase up to its verb: "Ada Mica left", "the journal withdrew". Behind a name only what heads a role or a body
    /// belongs to it ("Vale Council spokeswoman").
    fn without_verb(&self, phrase: Phrase) -> Phrase {
        let o = self.outline;
        let Range { start, end } = phrase.tokens;
        let names = (start..end).filter_map(|t| self.cast.named_at(t)).map(|(_, m)| m.end);
        let name = names.max().unwrap_or(start).min(end);
        let heads = |t: usize| {
            let word = o.word(t);
            o.is_capital(t) || nouns::is_person_noun(word) || is_body_noun(word) || is_document(word)
        };
        let past = |t: usize| {
            let word = o.word(t);
            let ed = word.len() > 4 && word.ends_with("ed");
            !o.is_capital(t) && (ed && !heads(t + 1) || PAST_VERBS.contains_key(word))
        };
        let head = (name..end).rev().find(|&t| heads(t)).map_or(name, |t| t + 1);
        let end = match name > start {
            true => head,
            false => (start + 1..end).find(|&t| past(t) && o.class(t - 1) != "det").unwrap_or(end),
        };
        Phrase { tokens: start..end.max(start + 1) }
    }
}

fn nouns_like(outline: &Outline, i: usize) -> bool {
    outline.kind(i) == Some(TokenKind::Word) && matches!(outline.class(i), "" | "title" | "org")
}
