//! Whom each unit is about, and whom a pronoun stands for.
//!
//! Pronouns follow centering: unit by unit backwards, the subject of a unit before the others, gender and number as far
//! as known (Grosz, Joshi, Weinstein 1995). Two equal candidates give no answer.

use super::cast::{Cast, Figure, REACH};
use super::nouns;
use crate::analysis::Gender;
use crate::text::TokenKind;

/// How many mentions of one unit are compared: bounds the work in a unit without end.
const MANY: usize = 64;

impl Cast<'_> {
    /// Reads unit `u`: after this its topic is known. Units must be entered in order.
    pub fn enter(&mut self, u: usize) {
        let unit = self.outline.units.get(u).cloned().unwrap_or(0..0);
        let first = unit.clone().find(|&t| {
            self.outline.is_outside(t)
                && !matches!(self.outline.class(t), "conj")
                && self.outline.kind(t) == Some(TokenKind::Word)
        });
        let pronoun = first.and_then(|t| {
            matches!(self.outline.word(t).to_lowercase().as_str(), "he" | "she" | "his" | "her")
                .then(|| self.antecedent(self.outline.word(t), t))
                .flatten()
        });
        let named = || {
            self.mentions_in(unit.clone())
                .find(|m| {
                    self.figures.get(m.figure).is_some_and(|f| f.person)
                        && !nouns::is_possessor(self.outline, m.tokens.end)
                })
                .map(|m| m.figure)
        };
        let topic = pronoun.or_else(named);
        self.topics.push(topic);
    }

    /// Sets whom unit `u` is about.
    pub fn set_topic(&mut self, u: usize, figure: usize) {
        if let Some(topic) = self.topics.get_mut(u) {
            *topic = Some(figure);
        }
    }

    /// Whom the nearest unit before unit `u` is about, in its block or the one before.
    pub fn topic_before(&self, u: usize) -> Option<usize> {
        let block = self.outline.block_of_unit(u);
        (0..u)
            .rev()
            .take(3)
            .take_while(|&v| block.saturating_sub(self.outline.block_of_unit(v)) <= 1)
            .find_map(|v| self.topics.get(v).copied().flatten())
    }

    /// Whom the pronoun at token `at` stands for.
    pub fn antecedent(&self, pronoun: &str, at: usize) -> Option<usize> {
        let pronoun = pronoun.to_lowercase();
        let fits = |f: usize| self.figures.get(f).is_some_and(|figure| fits(figure, &pronoun));
        let known = |f: usize| self.figures.get(f).is_some_and(|figure| figure.gender.is_some());
        let u = self.outline.unit_at(at);
        let start = self.outline.unit(at).start;
        let mut own = self.mentions_in(start..at).take(MANY).map(|m| m.figure).filter(|&f| fits(f));
        if let Some(figure) = own.next() {
            return Some(figure);
        }
        for v in (0..u).rev().take(REACH) {
            if let Some(topic) = self.topics.get(v).copied().flatten().filter(|&f| fits(f)) {
                if !self.tied(v, topic, &pronoun) {
                    return Some(topic);
                }
                return None;
            }
            let unit = self.outline.units.get(v).cloned().unwrap_or(0..0);
            let mut others: Vec<usize> =
                self.mentions_in(unit).take(MANY).map(|m| m.figure).filter(|&f| fits(f)).take(6).collect();
            others.dedup();
            if let Some(&figure) = others.iter().find(|&&f| known(f)).or(others.first()) {
                return Some(figure);
            }
        }
        // Nobody near: whoever the article is about.
        self.lead.filter(|&f| fits(f) && known(f))
    }

    /// Whether the topic of unit `v` is half of a pair ("Bill and Kim Tran"), both of which fit.
    fn tied(&self, v: usize, topic: usize, pronoun: &str) -> bool {
        let unit = self.outline.units.get(v).cloned().unwrap_or(0..0);
        let mut mentions = self.mentions_in(unit).take(MANY).skip_while(|m| m.figure != topic);
        let Some(first) = mentions.next() else { return false };
        mentions.next().is_some_and(|second| {
            second.figure != topic
                && self.outline.word(first.tokens.end) == "and"
                && second.tokens.start == first.tokens.end + 1
                && self.figures.get(second.figure).is_some_and(|f| fits(f, pronoun))
        })
    }
}

fn fits(figure: &Figure, pronoun: &str) -> bool {
    match pronoun {
        "he" | "his" => figure.person && figure.gender != Some(Gender::Female),
        "she" | "her" => figure.person && figure.gender != Some(Gender::Male),
        "it" | "its" | "which" => figure.body,
        "who" => figure.person,
        "they" | "their" => true,
        _ => false,
    }
}
