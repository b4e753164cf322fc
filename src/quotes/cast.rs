//! The cast: everyone and everything in the article that can speak, with where each is named, and what a noun phrase,
//! or a role stands for. Made of the entities, and of what [`super::capitals`] adds; pronouns are the business of
//! [`super::antecedents`].

use super::antecedents::{Need, Trace};
use super::nouns::{self, Phrase};
use super::outline::Outline;
use super::words::{full_title, is_body_noun, is_carrier, is_document, is_spokesperson, tells};
use crate::analysis::{Entity, EntityType, Gender};
use std::collections::HashMap;
use std::ops::Range;

/// Someone or something that can speak.
#[derive(Debug, Clone, Default)]
pub(super) struct Figure {
    pub entity: Option<usize>,
    pub name: String,
    pub person: bool,
    /// Acts as one: an organisation, or a place whose people or government is meant.
    pub body: bool,
    pub place: bool,
    /// A news agency or platform: it carries words more often than it says them.
    pub carrier: bool,
    /// A nationality, a party's members: "the Briton" is one person, and not called so.
    pub group: bool,
    pub gender: Option<Gender>,
    /// How often the text names it.
    pub named: usize,
    /// What pronouns said of its gender, where nothing else does: male above zero.
    pub leaning: i8,
}

#[derive(Debug, Clone)]
pub(super) struct Mention {
    pub tokens: Range<usize>,
    pub figure: usize,
}

/// One place where a figure is given a role.
#[derive(Debug)]
struct Holder {
    words: Vec<String>,
    figure: usize,
    at: usize,
}

/// Whom a phrase stands for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Who {
    pub figure: Option<usize>,
    pub name: String,
    pub confidence: f32,
}

/// How many holders of a role, and bearers of a last name, are compared.
pub(super) const REACH: usize = 8;

/// How many figures a shouted name is compared with, and how many holders of a role make room for one.
const MANY: usize = 256;

pub(super) struct Cast<'a> {
    pub(super) outline: &'a Outline<'a>,
    pub figures: Vec<Figure>,
    pub(super) mentions: Vec<Mention>,
    /// For each token one more than the mention that it stands in, 0 outside.
    pub(super) at: Vec<u32>,
    /// Last word of a name to the figures that bear it.
    pub(super) by_last: HashMap<&'a str, Vec<usize>>,
    /// Head word of a role to its holders, in the order of the text.
    roles: HashMap<String, Vec<Holder>>,
    /// For each unit read so far whom it is about.
    pub(super) topics: Vec<Option<usize>>,
    /// Who came up in the units read so far, in order.
    pub(super) traces: Vec<Trace>,
    /// Who spoke last.
    pub(super) spoke: Option<usize>,
    /// The person named most often: who answers in an interview.
    pub lead: Option<usize>,
}

impl<'a> Cast<'a> {
    pub fn new(outline: &'a Outline<'a>, entities: &[Entity]) -> Self {
        let mut cast = Cast {
            outline,
            figures: Vec::new(),
            mentions: Vec::new(),
            at: vec![0; outline.text.tokens.len()],
            by_last: HashMap::new(),
            roles: HashMap::new(),
            topics: Vec::new(),
            traces: Vec::new(),
            spoke: None,
            lead: None,
        };
        cast.add_entities(entities);
        cast.add_capitalised(!entities.iter().any(|e| e.kind == EntityType::Person));
        cast.mentions.sort_by_key(|m| m.tokens.start);
        for (n, mention) in cast.mentions.iter().enumerate() {
            for slot in cast.at.get_mut(mention.tokens.clone()).into_iter().flatten() {
                *slot = n as u32 + 1;
            }
        }
        for mention in &cast.mentions {
            if let Some(figure) = cast.figures.get_mut(mention.figure) {
                figure.named += 1;
            }
        }
        cast.add_roles(entities);
        cast.lead = cast.most_named();
        cast
    }

    fn add_entities(&mut self, entities: &[Entity]) {
        for entity in entities.iter().filter(|e| e.kind.is_name()) {
            let figure = self.figures.len();
            self.figures.push(Figure {
                entity: Some(entity.id),
                name: entity.name.clone(),
                person: entity.kind == EntityType::Person,
                body: matches!(entity.kind, EntityType::Organization | EntityType::Location),
                place: entity.kind == EntityType::Location,
                carrier: is_carrier(&entity.name),
                group: entity.kind == EntityType::Group,
                gender: entity.gender,
                ..Figure::default()
            });
            for &span in &entity.mentions {
                let tokens = self.outline.text.tokens_in(span);
                if let Some(last) = tokens.end.checked_sub(1).filter(|_| !tokens.is_empty()) {
                    self.know_last(last, figure);
                    if let Some(slots) = self.at.get_mut(tokens.clone()) {
                        slots.fill(1);
                    }
                    self.mentions.push(Mention { tokens, figure });
                }
            }
        }
    }

    pub(super) fn know_last(&mut self, last: usize, figure: usize) {
        let known = self.by_last.entry(self.outline.word(last)).or_default();
        if known.last() != Some(&figure) && known.len() < REACH {
            known.push(figure);
        }
    }

    fn add_roles(&mut self, entities: &[Entity]) {
        let mut seen = vec![false; self.figures.len()];
        for m in 0..self.mentions.len() {
            let Some(mention) = self.mentions.get(m).cloned() else { continue };
            let Some(figure) = self.figures.get(mention.figure) else { continue };
            let at = mention.tokens.start;
            let given = figure.entity.and_then(|id| entities.get(id)?.role.as_deref());
            if let (Some(role), Some(seen)) = (given, seen.get_mut(mention.figure))
                && !std::mem::replace(seen, true)
            {
                self.know_role(role.split_whitespace().map(full_title).collect(), mention.figure, at);
            }
            let Some(figure) = self.figures.get(mention.figure) else { continue };
            if figure.person {
                let places = [
                    nouns::role_before(self.outline, mention.tokens.start),
                    nouns::role_after(self.outline, mention.tokens.end),
                    nouns::role_across(self.outline, mention.tokens.start),
                ];
                for range in places {
                    let words = range.map(|t| full_title(self.outline.word(t))).collect();
                    self.know_role(words, mention.figure, at);
                }
            } else if figure.body {
                // "the council" is the last body with Council in its name.
                let words: Vec<String> = figure
                    .name
                    .split_whitespace()
                    .map(str::to_lowercase)
                    .filter(|w| super::outline::class(w) == "org")
                    .collect();
                for word in words {
                    self.know_role(vec![word], mention.figure, at);
                }
            }
        }
    }

    pub(super) fn know_role(&mut self, words: Vec<String>, figure: usize, at: usize) {
        let core: Vec<String> = words
            .iter()
            .map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()).to_string())
            .take_while(|w| !matches!(w.as_str(), "of" | "for" | "at" | "in" | "from" | "who" | "with"))
            .collect();
        if let Some(head) = core.last().filter(|h| h.len() > 2).cloned() {
            let holders = self.roles.entry(head).or_default();
            let place = holders.partition_point(|h| h.at <= at);
            let last = place.checked_sub(1).and_then(|p| holders.get(p));
            // What is known already is not repeated, and never are many moved to make room.
            let known = last.is_some_and(|h| h.figure == figure && h.words == words);
            if !known && holders.len() - place <= MANY {
                holders.insert(place, Holder { words, figure, at });
            }
        }
    }

    /// The figure named at token `i`, with its tokens.
    pub fn named_at(&self, i: usize) -> Option<(usize, Range<usize>)> {
        let mention = self.mentions.get((*self.at.get(i)? as usize).checked_sub(1)?)?;
        Some((mention.figure, mention.tokens.clone()))
    }

    /// The person named most; a full name weighs more, as one-word names are often no persons at all.
    fn most_named(&self) -> Option<usize> {
        let weight = |(f, figure): &(usize, &Figure)| {
            (figure.named + 2 * usize::from(figure.name.contains(' ')), std::cmp::Reverse(*f))
        };
        let persons = self.figures.iter().enumerate().filter(|(_, f)| f.person && f.named > 0);
        persons.max_by_key(weight).map(|(f, _)| f)
    }

    /// The person named most before the first question, in a text of questions and answers.
    pub fn introduced(&self) -> Option<usize> {
        let o = self.outline;
        let asks = |u: &std::ops::Range<usize>| {
            o.is_outside(u.start) && (o.word(u.end - 1) == "?" || o.word(u.start) == "Q")
        };
        let end = o.units.iter().find(|u| !u.is_empty() && asks(u))?.start;
        let mut counts: Vec<(usize, usize)> = Vec::new();
        for mention in self.mentions.iter().take_while(|m| m.tokens.start < end) {
            if !self.figures.get(mention.figure).is_some_and(|f| f.person && f.name.contains(' ')) {
                continue;
            }
            if let Some(count) = counts.iter_mut().find(|c| c.0 == mention.figure) {
                count.1 += 1;
            } else if counts.len() < REACH {
                counts.push((mention.figure, 1));
            }
        }
        counts.into_iter().rev().max_by_key(|c| c.1).map(|c| c.0)
    }

    /// Whom the phrase stands for; None where a pronoun has no clear antecedent.
    pub fn resolve(&self, phrase: &Phrase) -> Option<Who> {
        let outline = self.outline;
        let tokens = phrase.tokens.clone();
        let first = outline.word(tokens.start).to_lowercase();
        if tokens.len() == 1 && matches!(outline.class(tokens.start), "pron" | "rel") {
            let figure = self.antecedent(&first, tokens.start)?;
            return self.who(figure, 0.75);
        }
        let core = self.core(tokens.clone());
        if !self.is_joint(core.clone()) {
            let named = self.named_in(core.clone()).or_else(|| self.person_at_end(tokens.clone()));
            if let Some(figure) = named {
                return self.who(figure, 0.95);
            }
            if let Some(figure) = self.author(core.clone()).or_else(|| self.author_behind(tokens.clone())) {
                return self.who(figure, 0.8);
            }
            if let Some(figure) = self.apposed(tokens.end) {
                return self.who(figure, 0.9);
            }
            if is_spokesperson(outline.word(core.end.saturating_sub(1))) {
                let shown = nouns::text_of(outline, nouns::shown(outline, tokens.clone()));
                return Some(Who { figure: self.spoken_for(tokens, core), name: shown, confidence: 0.8 });
            }
            if let Some(figure) = self.holder(core.clone()) {
                return self.who(figure, 0.75);
            }
            if let Some(figure) = self.described(core) {
                return self.who(figure, 0.6);
            }
        }
        let shown = nouns::shown(outline, tokens);
        Some(Who { figure: None, name: nouns::text_of(outline, shown), confidence: 0.8 })
    }

    /// The phrase up to its first preposition, comma or relative clause that is not inside a name.
    fn core(&self, tokens: Range<usize>) -> Range<usize> {
        let o = self.outline;
        let end = tokens.clone().skip(1).find(|&t| {
            let inside = self.named_at(t).is_some_and(|(_, m)| m.start < t);
            !inside && (o.word(t) == "," || matches!(o.class(t), "join" | "rel"))
        });
        tokens.start..end.unwrap_or(tokens.end)
    }

    /// Two speakers joined by "and" outside a name; "academic and professor Ana Bell" is one.
    fn is_joint(&self, core: Range<usize>) -> bool {
        let named = |r: Range<usize>| r.into_iter().any(|t| self.named_at(t).is_some());
        core.clone().skip(1).any(|t| {
            self.outline.word(t) == "and"
                && self.named_at(t).is_none()
                && t + 1 < core.end
                && named(t.saturating_sub(1)..t) == named(t + 1..core.end)
        })
    }

    /// "CEO of the Harbour Council Ada Mica": the person at the end of a phrase with a preposition in it, unless the
    /// preposition governs the name ("a lawyer for Mr. Mica").
    fn person_at_end(&self, tokens: Range<usize>) -> Option<usize> {
        let (figure, mention) = self.named_at(tokens.end.checked_sub(1)?)?;
        let mut before = mention.start;
        while before > tokens.start
            && self.outline.class(before - 1) == "title"
            && self.outline.is_capital(before - 1)
        {
            before -= 1;
        }
        let governed = before > tokens.start && self.outline.class(before - 1) == "join";
        (self.figures.get(figure)?.person && mention.start >= tokens.start && !governed).then_some(figure)
    }

    /// "Dana Orr’s statement", "the Home Office letter": a document speaks for whoever it is of.
    fn author(&self, core: Range<usize>) -> Option<usize> {
        let last = core.end.checked_sub(1).filter(|_| core.len() > 1)?;
        let document = is_document(self.outline.word(last))
            || core.clone().any(|t| {
                nouns::is_possessor(self.outline, t)
                    && (t + 1..core.end.min(t + 4)).any(|n| is_document(self.outline.word(n)))
            });
        let start = if self.outline.class(core.start) == "det" { core.start + 1 } else { core.start };
        let (figure, mention) = self.named_at(start).filter(|_| document)?;
        (mention.end <= last).then_some(figure)
    }

    /// "A paper by the Chamber of Engineers says", "a statement from Ada Mica": the body or person behind the phrase.
    fn author_behind(&self, tokens: Range<usize>) -> Option<usize> {
        let o = self.outline;
        let document = tokens.clone().find(|&t| is_document(o.word(t)))?;
        let by = document + 1;
        let start = by + 1 + usize::from(o.class(by + 1) == "det");
        let (figure, mention) = self.named_at(start).filter(|_| matches!(o.word(by), "by" | "from"))?;
        (by <= tokens.end && mention.start == start).then_some(figure)
    }

    /// "its spokeswoman, Mira Holt, …", "the chair (acting), Senior Judge Mira Holt.": the person in the apposition that
    /// starts at token `at`, a comma or an opening bracket.
    fn apposed(&self, at: usize) -> Option<usize> {
        let o = self.outline;
        let comma = match o.word(at) {
            "(" => (at..at + 8).find(|&t| o.word(t) == ")")? + 1,
            _ => at,
        };
        if o.word(comma) != "," {
            return None;
        }
        let person = |t: usize| {
            let fits = |f: &Figure| f.person || f.body && !f.place && t == comma + 1;
            self.named_at(t).filter(|(f, m)| m.start == t && self.figures.get(*f).is_some_and(fits))
        };
        let start = (comma + 1..comma + 10)
            .take_while(|&t| {
                let inside = o.is_outside(t) && o.word(t) != ";" && !o.is_stop(t);
                inside
                    && matches!(o.class(t), "" | "title" | "org")
                    && (o.word(t) != "," || o.is_capital(t + 1))
            })
            .find(|&t| person(t).is_some())?;
        let (figure, mention) = person(start)?;
        let closed = matches!(o.word(mention.end), "," | "." | ")" | "(" | "of" | "from" | "who" | "")
            || o.is_stop(mention.end)
            || !o.is_outside(mention.end);
        closed.then_some(figure)
    }

    fn who(&self, figure: usize, confidence: f32) -> Option<Who> {
        let name = self.figures.get(figure)?.name.clone();
        Some(Who { figure: Some(figure), name, confidence })
    }

    /// The figure named at the end of the phrase; a nationality or party there ("the Briton") is none.
    fn named_in(&self, core: Range<usize>) -> Option<usize> {
        let mut last = core.end.checked_sub(1).filter(|_| !core.is_empty())?;
        if last > core.start && nouns::is_possessor(self.outline, last) {
            last -= 1;
        }
        let (figure, mention) = self.named_at(last)?;
        let known = self.figures.get(figure)?;
        if known.place && mention.len() == 1 {
            // A surname taken for a town: whoever bears it.
            let bearer = |f: &usize| self.figures.get(*f).is_some_and(|f| f.person && f.name.contains(' '));
            let person =
                self.by_last.get(self.outline.word(last)).and_then(|l| l.iter().copied().find(bearer));
            return person.or(Some(figure));
        }
        (!known.group).then_some(figure)
    }

    /// Whom a spokesperson speaks for: a body in the phrase, or the one that "its" or "the company" stands for.
    fn spoken_for(&self, tokens: Range<usize>, core: Range<usize>) -> Option<usize> {
        let body = |f: &usize| self.figures.get(*f).is_some_and(|f| f.body);
        let named = tokens.clone().filter_map(|t| self.named_at(t)).map(|(f, _)| f).collect::<Vec<_>>();
        if !named.is_empty() {
            return named.into_iter().find(body);
        }
        if self.outline.word(core.start).eq_ignore_ascii_case("its") {
            return self.weigh(Need::Body, core.start);
        }
        let the = tokens.clone().find(|&t| self.outline.word(t) == "the").filter(|&t| t > tokens.start)?;
        self.holder(the..tokens.end).filter(body)
    }

    /// Who is called by the shouted words at `tokens` of a transcript (`PENCE`): the bearer of that last name.
    pub fn shouted(&self, tokens: Range<usize>) -> Who {
        let shown = nouns::text_of(self.outline, tokens.clone());
        let last = self.outline.word(tokens.end.saturating_sub(1)).to_lowercase();
        let bears = |f: &Figure| f.name.split(' ').next_back().is_some_and(|w| w.to_lowercase() == last);
        let figure = self.figures.iter().take(MANY).position(|f| f.person && f.entity.is_some() && bears(f));
        let name = figure.and_then(|f| self.figures.get(f)).map_or(shown, |f| f.name.clone());
        Who { figure, name, confidence: 0.8 }
    }

    /// Who bears the role that the phrase names ("the secretary general"): the latest introduced. Words that tell two
    /// holders apart ("deputy", "former") must agree.
    fn holder(&self, core: Range<usize>) -> Option<usize> {
        let mut words: Vec<String> = core.clone().map(|t| full_title(self.outline.word(t))).collect();
        let definite = matches!(words.first()?.as_str(), "the" | "his" | "her" | "their" | "our");
        if definite {
            words.remove(0);
        } else if !self.outline.is_capital(core.start) {
            return None;
        }
        let head = words.last()?;
        let all = |h: &&Holder| words.iter().all(|w| h.words.contains(w));
        let telling = |h: &&Holder| {
            let tells = |w: &&String| self::tells(w);
            words.iter().filter(tells).eq(h
                .words
                .iter()
                .filter(tells)
                .filter(|w| *w != head || words.contains(w)))
        };
        if let Some(holders) = self.roles.get(head) {
            let past = holders.partition_point(|h| h.at <= core.start);
            let before = || holders.get(..past).unwrap_or_default().iter().rev().take(REACH);
            let behind = || holders.get(past..).unwrap_or_default().iter().take(REACH);
            let found = before().find(all).or_else(|| behind().find(all));
            let found = found.or_else(|| before().find(telling).filter(|_| definite));
            if let Some(holder) = found {
                return Some(holder.figure);
            }
        }
        (definite && words.len() == 1 && is_body_noun(head))
            .then(|| self.weigh(Need::Organisation, core.start))
            .flatten()
    }

    /// Whose role ends at token `t`, where "the" stands a few words before it: "The majority leader left".
    pub(super) fn role_at(&self, t: usize) -> Option<usize> {
        let o = self.outline;
        let the = (t.saturating_sub(4)..t).rev().find(|&d| !matches!(o.class(d), "" | "title" | "org"))?;
        let short = matches!(o.word(the), "the" | "The") && self.named_at(t + 1).is_none();
        let known = short && self.roles.contains_key(full_title(o.word(t)).as_str());
        known.then(|| self.holder(the..t + 1)).flatten()
    }

    /// "the priest said", about a priest who was never called one; "the 24-year-old", "the Briton".
    fn described(&self, core: Range<usize>) -> Option<usize> {
        let o = self.outline;
        let last = core.end.checked_sub(1)?;
        let head = o.word(last).to_lowercase();
        let group = self.named_at(last).and_then(|(f, _)| self.figures.get(f)).is_some_and(|f| f.group);
        let one = !head.ends_with('s') || head.ends_with("ss");
        let person = group
            || o.word(last).starts_with(char::is_lowercase)
                && (head == "old" || crate::entities::is_role(&head) || nouns::is_person_noun(&head))
            || head == "mp";
        let unnamed = matches!(
            head.as_str(),
            "reporter" | "official" | "source" | "government" | "newspaper" | "paper" | "president"
        );
        let fits = o.word(core.start).eq_ignore_ascii_case("the")
            && core.len() > 1
            && core.len() <= 10
            && one
            && person
            && !unnamed
            && !self.introduced_unnamed(last);
        fits.then(|| self.weigh(Need::Person(None), core.start)).flatten()
    }

    /// "A driver was hurt. … the driver said": somebody without a name.
    fn introduced_unnamed(&self, head: usize) -> bool {
        let o = self.outline;
        let word = o.word(head);
        (head.saturating_sub(300)..head).any(|t| {
            o.word(t) == word
                && (t.saturating_sub(4)..t).rev().take_while(|&b| o.class(b) != "join").any(|b| {
                    matches!(o.word(b), "a" | "an" | "A" | "An" | "another" | "Another" | "One" | "one")
                })
                && self.named_at(t + 1).is_none()
                && o.word(t + 1) != ","
        })
    }
}
