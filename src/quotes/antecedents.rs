//! Whom each unit is about, and whom a pronoun or a bare description ("the captain") stands for.
//!
//! Reading unit by unit, everyone who is named or meant by a pronoun leaves a [`Trace`]. A candidate weighs as much as its
//! best trace (subjects before the rest, near before far: centering, Grosz, Joshi, Weinstein 1995), and a little more for
//! being named often, speaking last, and being of the known gender. The weights were set on articles with known speakers
//! (`docs/quotes.md`). It reads what stands before, never behind; the halves of a pair ("Bill and Kim Tran") give no answer.

use super::cast::{Cast, Figure};
use super::nouns::{self, Phrase};
use super::words::full_title;
use crate::analysis::Gender;
use std::ops::Range;

/// How many traces are weighed for one pronoun: bounds the work, and nobody looks back farther.
const MANY: usize = 64;

/// How many units a pronoun looks back.
const REACH: usize = 12;

/// What a candidate's best trace weighs, by its place in its unit.
const SUBJECT: f32 = 1.8;
const OTHER: f32 = 1.0;
const OWNER: f32 = 0.3;
/// More for a trace in the pronoun's own unit.
const OWN_UNIT: f32 = 1.0;
/// Less for each unit in between, at most [`FAR`] of them, and for each block, at most three.
const UNIT: f32 = 0.7;
const FAR: usize = 8;
const BLOCK: f32 = 1.0;
/// More where the gender is known to agree; per pronoun that was read so before where it is not.
const KNOWN: f32 = 1.0;
const LEANING: f32 = 0.25;
/// More for who spoke last, and for whom the article is about.
const SPOKE: f32 = 0.5;
const LEAD: f32 = 0.3;
/// Less for places and platforms where a body is looked for.
const UNLIKELY: f32 = 2.0;

/// Where in its unit a figure came up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Subject,
    Other,
    Owner,
}

/// One place where a figure came up, by name or pronoun.
#[derive(Debug, Clone, Copy)]
pub(super) struct Trace {
    figure: usize,
    at: usize,
    unit: usize,
    place: Place,
}

/// What is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    /// A person, of a gender where it is known.
    Person(Option<Gender>),
    /// Something that acts as one.
    Body,
    /// The same, but no place.
    Organisation,
    /// Either.
    They,
}

impl Need {
    /// What the pronoun asks for.
    pub fn of(pronoun: &str) -> Option<Need> {
        Some(match pronoun.to_lowercase().as_str() {
            "he" | "his" | "him" => Need::Person(Some(Gender::Male)),
            "she" | "her" => Need::Person(Some(Gender::Female)),
            "who" => Need::Person(None),
            "it" | "its" | "which" => Need::Body,
            "they" | "their" => Need::They,
            _ => return None,
        })
    }

    fn fits(self, figure: &Figure) -> bool {
        match self {
            Need::Person(gender) => {
                figure.person && (gender.is_none() || figure.gender.is_none() || figure.gender == gender)
            }
            Need::Body => figure.body,
            Need::Organisation => figure.body && !figure.place,
            Need::They => !figure.group,
        }
    }
}

impl Cast<'_> {
    /// Reads unit `u`: after this its topic is known. Units must be entered in order.
    pub fn enter(&mut self, u: usize) {
        let unit = self.outline.units.get(u).cloned().unwrap_or(0..0);
        let (mut subject, mut actor) = (true, true);
        let mut topic = None;
        for t in unit {
            if !self.outline.is_outside(t) {
                continue;
            }
            let Some((figure, owner)) = self.meant_at(t) else { continue };
            let person = self.figures.get(figure).is_some_and(|f| f.person);
            let first = if person { &mut subject } else { &mut actor };
            let place = match (owner, *first && !self.is_governed(t)) {
                (true, _) => Place::Owner,
                (_, true) => Place::Subject,
                _ => Place::Other,
            };
            *first &= owner;
            if person {
                topic = topic.or((!owner || self.outline.class(t) == "det").then_some(figure));
            }
            self.traces.push(Trace { figure, at: t, unit: u, place });
        }
        self.topics.push(topic);
    }

    /// Whom the name, role or pronoun at token `t` means, and whether as an owner ("Okafor’s", "her").
    fn meant_at(&mut self, t: usize) -> Option<(usize, bool)> {
        if let Some((figure, mention)) = self.named_at(t) {
            return (mention.start == t).then(|| (figure, nouns::is_possessor(self.outline, mention.end)));
        }
        if let Some(figure) = self.role_at(t) {
            return Some((figure, nouns::is_possessor(self.outline, t + 1)));
        }
        let word = self.outline.word(t);
        if !matches!(word, "he" | "she" | "He" | "She" | "his" | "her" | "His" | "Her") {
            return None;
        }
        let figure = self.weigh(Need::of(word)?, t)?;
        self.lean(figure, word);
        Some((figure, matches!(word, "his" | "her" | "His" | "Her")))
    }

    /// Whether a verb or preposition before the name at token `t` makes it an object; one that opens the unit does not.
    fn is_governed(&self, t: usize) -> bool {
        let o = self.outline;
        let start = o.unit(t).start;
        let mut before = t;
        while before > start
            && (matches!(o.class(before - 1), "title" | "det" | "org") || o.is_capital(before - 1))
        {
            before -= 1;
        }
        let word = o.word_before(before);
        before > start + 1
            && (matches!(o.class(before - 1), "join" | "stop")
                || word.starts_with(char::is_lowercase) && (word.ends_with("ing") || word.ends_with("ed")))
    }

    /// A figure of unknown gender that a pronoun was read as: the next one of that gender means it more likely.
    fn lean(&mut self, figure: usize, pronoun: &str) {
        let Some(Need::Person(Some(gender))) = Need::of(pronoun) else { return };
        if let Some(figure) = self.figures.get_mut(figure) {
            figure.leaning = (figure.leaning + if gender == Gender::Male { 1 } else { -1 }).clamp(-3, 3);
        }
    }

    /// Whom a description meant once, it means again: "the officer".
    pub fn remember(&mut self, phrase: &Phrase, figure: usize) {
        const LONGEST: usize = 4;
        let Range { start, end } = phrase.tokens;
        let bare = |t: usize| self.outline.word(t).starts_with(char::is_lowercase);
        if self.outline.word(start).eq_ignore_ascii_case("the")
            && (2..=LONGEST).contains(&(end - start))
            && (start + 1..end).all(bare)
        {
            let words = (start + 1..end).map(|t| full_title(self.outline.word(t))).collect();
            self.know_role(words, figure, start);
        }
    }

    /// Sets whom unit `u` is about: who speaks in it.
    pub fn set_topic(&mut self, u: usize, figure: usize) {
        if let Some(topic) = self.topics.get_mut(u) {
            *topic = Some(figure);
        }
        self.spoke = Some(figure);
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
        self.weigh(Need::of(pronoun)?, at)
    }

    /// The figure that fits best what is looked for at token `at`; None where nobody does, or two do alike.
    pub fn weigh(&self, need: Need, at: usize) -> Option<usize> {
        let u = self.outline.unit_at(at);
        let block = self.outline.block_of_unit(u);
        let until = self.traces.partition_point(|t| t.at < at);
        let near = self.traces.get(..until).unwrap_or_default().iter().rev().take(MANY);
        let mut best: Option<(&Trace, f32)> = None;
        for trace in near.take_while(|t| u.saturating_sub(t.unit) <= REACH) {
            if !self.figures.get(trace.figure).is_some_and(|f| need.fits(f)) {
                continue;
            }
            let units = u.saturating_sub(trace.unit).min(FAR) as f32;
            let blocks = block.saturating_sub(self.outline.block_of_unit(trace.unit)).min(3) as f32;
            let place = match trace.place {
                Place::Subject => SUBJECT,
                Place::Other => OTHER,
                Place::Owner => OWNER,
            };
            let own = if trace.unit == u { OWN_UNIT } else { 0.0 };
            let weight = place + own - UNIT * units - BLOCK * blocks + self.standing(need, trace.figure);
            if best.is_none_or(|(_, heaviest)| weight > heaviest) {
                best = Some((trace, weight));
            }
        }
        match best {
            Some((trace, _)) => (!self.tied(*trace, need)).then_some(trace.figure),
            // Nobody near: whoever the article is about.
            None => self.lead.filter(|&f| {
                let known = |f: &Figure| f.gender.is_some() || need == Need::Person(None);
                self.figures.get(f).is_some_and(|f| need.fits(f) && known(f))
            }),
        }
    }

    /// What a figure weighs wherever it stands.
    fn standing(&self, need: Need, figure: usize) -> f32 {
        let Some(f) = self.figures.get(figure) else { return 0.0 };
        let spoke = if self.spoke == Some(figure) { SPOKE } else { 0.0 };
        let lead = if self.lead == Some(figure) { LEAD } else { 0.0 };
        let fit = match need {
            Need::Person(Some(gender)) if f.gender.is_none() => {
                let sign = if gender == Gender::Male { 1.0 } else { -1.0 };
                LEANING * sign * f32::from(f.leaning)
            }
            Need::Person(_) if f.gender.is_some() => KNOWN,
            Need::Person(_) => 0.0,
            Need::Body | Need::Organisation | Need::They if f.place || f.carrier => -UNLIKELY,
            Need::Body | Need::Organisation | Need::They => 0.0,
        };
        spoke + lead + fit
    }

    /// Whether the trace is half of a pair ("Bill and Kim Tran"), both of which fit.
    fn tied(&self, trace: Trace, need: Need) -> bool {
        let fits = |f: usize| self.figures.get(f).is_some_and(|f| need.fits(f));
        let beside = |(figure, other): (usize, Range<usize>)| {
            figure != trace.figure && fits(figure) && self.outline.unit_at(other.start) == trace.unit
        };
        let Some((_, mention)) = self.named_at(trace.at) else { return false };
        let and = |t: usize| self.outline.word(t) == "and";
        let after = and(mention.end).then(|| self.named_at(mention.end + 1)).flatten();
        let before = mention.start.checked_sub(2).filter(|&t| and(t + 1)).and_then(|t| self.named_at(t));
        after.into_iter().chain(before).any(beside)
    }
}
