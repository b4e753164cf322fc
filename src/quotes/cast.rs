//! The cast: everyone and everything in the article that can speak, with where each is named, and what a noun phrase,
//! a role or a pronoun stands for. Made of the entities; capitalised names that no entity covers join as figures of
//! their own, so that speakers are found even where the tagger missed a name.
//!
//! Pronouns follow centering: unit by unit backwards, the subject of a unit before the others, gender and number as far
//! as known (Grosz, Joshi, Weinstein 1995). Two equal candidates give no answer.

use super::nouns::{self, Phrase};
use super::outline::Outline;
use crate::analysis::{BlockKind, Entity, EntityType, Gender};
use crate::text::TokenKind;
use std::collections::HashMap;
use std::ops::Range;

/// Someone or something that can speak.
#[derive(Debug, Clone)]
pub(super) struct Figure {
    pub entity: Option<usize>,
    pub name: String,
    pub person: bool,
    pub body: bool,
    pub gender: Option<Gender>,
}

#[derive(Debug, Clone)]
struct Mention {
    tokens: Range<usize>,
    figure: usize,
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

/// How many units a pronoun looks back, and how many holders of a role are compared.
const REACH: usize = 8;

pub(super) struct Cast<'a> {
    outline: &'a Outline<'a>,
    pub figures: Vec<Figure>,
    mentions: Vec<Mention>,
    /// For each token one more than the mention that it stands in, 0 outside.
    at: Vec<u32>,
    /// Last word of a name to the figures that bear it.
    by_last: HashMap<&'a str, Vec<usize>>,
    /// Head word of a role to its holders, in the order of the text.
    roles: HashMap<String, Vec<Holder>>,
    /// For each unit read so far whom it is about.
    topics: Vec<Option<usize>>,
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
        };
        cast.add_entities(entities);
        cast.add_capitalised(!entities.iter().any(|e| e.kind == EntityType::Person));
        cast.mentions.sort_by_key(|m| m.tokens.start);
        for (n, mention) in cast.mentions.iter().enumerate() {
            for slot in cast.at.get_mut(mention.tokens.clone()).into_iter().flatten() {
                *slot = n as u32 + 1;
            }
        }
        cast.add_roles(entities);
        cast
    }

    fn add_entities(&mut self, entities: &[Entity]) {
        for entity in entities.iter().filter(|e| e.kind.is_name()) {
            let figure = self.figures.len();
            self.figures.push(Figure {
                entity: Some(entity.id),
                name: entity.name.clone(),
                person: entity.kind == EntityType::Person,
                body: matches!(
                    entity.kind,
                    EntityType::Organization | EntityType::Group | EntityType::Location
                ),
                gender: entity.gender,
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

    fn know_last(&mut self, last: usize, figure: usize) {
        let known = self.by_last.entry(self.outline.word(last)).or_default();
        if known.last() != Some(&figure) && known.len() < REACH {
            known.push(figure);
        }
    }

    /// Capitalised runs outside the entities: two words and more make a figure, a single one must be the last word of a
    /// figure that is known (anywhere in the text), or stand behind a title.
    fn add_capitalised(&mut self, all_persons: bool) {
        let mut singles = Vec::new();
        let mut by_name: HashMap<String, usize> = HashMap::new();
        let mut i = 0;
        while i < self.outline.text.tokens.len() {
            let end = self.run_end(i);
            if end == i {
                i += 1;
                continue;
            }
            let mut start = i;
            while start < end && !matches!(self.outline.class(start), "" | "org" | "join") {
                start += 1;
            }
            // "NATO Secretary-General Mark Rutte": the name begins behind the last title in the run.
            if let Some(title) =
                (start..end.saturating_sub(1)).rev().find(|&t| self.outline.class(t) == "title")
            {
                start = title + 1;
                while start + 1 < end
                    && (self.outline.word(start) == "-"
                        || self.outline.word(start - 1) == "-" && start + 1 < end)
                {
                    start += 1;
                }
            }
            let before = start.checked_sub(1).unwrap_or_default();
            // All capitals shout (WHAT THEY SAID); before a colon they take a turn (MARTA SILVA:).
            if self.outline.word(i).len() > 3
                && self.outline.word(end) != ":"
                && (i..end).all(|t| !self.outline.word(t).contains(char::is_lowercase))
            {
                i = end;
                continue;
            }
            let titled = start > i || self.outline.class(before) == "title";
            if end - start > 1 {
                let name = nouns::text_of(self.outline, start..end);
                let is_body = (start..end).any(|t| self.outline.class(t) == "org");
                let figure = *by_name.entry(name.clone()).or_insert_with(|| {
                    let gender = title_gender(self.outline, start);
                    self.figures.push(Figure {
                        entity: None,
                        name,
                        person: !is_body && (titled || all_persons),
                        body: is_body,
                        gender,
                    });
                    self.figures.len() - 1
                });
                self.know_last(end - 1, figure);
                self.mentions.push(Mention { tokens: start..end, figure });
            } else if end > start {
                singles.push((start, titled));
            }
            i = end;
        }
        for (token, titled) in singles {
            self.add_single(token, titled);
        }
    }

    fn add_single(&mut self, token: usize, titled: bool) {
        let word = self.outline.word(token);
        let gender = title_gender(self.outline, token);
        let known = self.by_last.get(word).map_or(&[][..], Vec::as_slice);
        let fits = |f: &usize| {
            self.figures.get(*f).is_some_and(|f| gender.is_none() || f.gender.is_none() || f.gender == gender)
        };
        let figure = match known.iter().copied().find(fits) {
            Some(figure) => figure,
            None if titled => {
                self.figures.push(Figure {
                    entity: None,
                    name: word.into(),
                    person: true,
                    body: false,
                    gender,
                });
                self.know_last(token, self.figures.len() - 1);
                self.figures.len() - 1
            }
            None => return,
        };
        self.mentions.push(Mention { tokens: token..token + 1, figure });
    }

    /// End of the run of capitalised words that starts at `i`, no entity in it; `i` where there is none.
    fn run_end(&self, i: usize) -> usize {
        let free = |t: usize| self.at.get(t) == Some(&0);
        let name = |t: usize| free(t) && self.outline.is_capital(t);
        let block =
            self.outline.text.document.blocks.get(self.outline.block_of_unit(self.outline.unit_at(i)));
        if !name(i) || block.is_some_and(|b| matches!(b.kind, BlockKind::Title | BlockKind::Heading)) {
            return i;
        }
        let unit_end = self.outline.unit(i).end;
        let mut end = i + 1;
        while end < unit_end {
            let word = self.outline.word(end);
            let particle = matches!(
                word,
                "de" | "da" | "di" | "del" | "van" | "von" | "der" | "bin" | "al" | "la" | "le" | "-"
            );
            if name(end)
                || particle
                    && (name(end + 1) || word != "-" && self.outline.class(end + 1) == "")
                    && name(end + 1)
            {
                end += 1;
            } else {
                break;
            }
        }
        end
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
                self.know_role(role.split_whitespace().map(str::to_lowercase).collect(), mention.figure, at);
            }
            let Some(figure) = self.figures.get(mention.figure) else { continue };
            if figure.person {
                let places = [
                    nouns::role_before(self.outline, mention.tokens.start),
                    nouns::role_after(self.outline, mention.tokens.end),
                    nouns::role_across(self.outline, mention.tokens.start),
                ];
                for range in places {
                    let words = range.map(|t| self.outline.word(t).to_lowercase()).collect();
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

    fn know_role(&mut self, words: Vec<String>, figure: usize, at: usize) {
        let core: Vec<String> = words
            .iter()
            .map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()).to_string())
            .take_while(|w| !matches!(w.as_str(), "of" | "for" | "at" | "in" | "from" | "who" | "with"))
            .collect();
        if let Some(head) = core.last().filter(|h| h.len() > 2).cloned() {
            self.roles.entry(head).or_default().push(Holder { words, figure, at });
        }
    }

    /// The figure named at token `i`, with its tokens.
    pub fn named_at(&self, i: usize) -> Option<(usize, Range<usize>)> {
        let mention = self.mentions.get((*self.at.get(i)? as usize).checked_sub(1)?)?;
        Some((mention.figure, mention.tokens.clone()))
    }

    /// Mentions in `range`, outside quotations.
    fn mentions_in(&self, range: Range<usize>) -> impl Iterator<Item = &Mention> {
        let from = self.mentions.partition_point(|m| m.tokens.start < range.start);
        self.mentions
            .iter()
            .skip(from)
            .take_while(move |m| m.tokens.start < range.end)
            .filter(|m| self.outline.is_outside(m.tokens.start))
    }

    /// The person named most often: who answers in an interview.
    pub fn lead(&self) -> Option<usize> {
        let mut counts = vec![0usize; self.figures.len()];
        for mention in &self.mentions {
            if let Some(count) = counts
                .get_mut(mention.figure)
                .filter(|_| self.figures.get(mention.figure).is_some_and(|f| f.person))
            {
                *count += 1;
            }
        }
        let most = counts.iter().copied().max().filter(|&m| m > 0)?;
        counts.iter().position(|&c| c == most)
    }

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
        let mut own = self.mentions_in(start..at).map(|m| m.figure).filter(|&f| fits(f));
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
                self.mentions_in(unit).map(|m| m.figure).filter(|&f| fits(f)).take(6).collect();
            others.dedup();
            if let Some(&figure) = others.iter().find(|&&f| known(f)).or(others.first()) {
                return Some(figure);
            }
        }
        None
    }

    /// Whether the topic of unit `v` is half of a pair ("Bill and Kim Tran"), both of which fit.
    fn tied(&self, v: usize, topic: usize, pronoun: &str) -> bool {
        let unit = self.outline.units.get(v).cloned().unwrap_or(0..0);
        let mut mentions = self.mentions_in(unit).skip_while(|m| m.figure != topic);
        let Some(first) = mentions.next() else { return false };
        mentions.next().is_some_and(|second| {
            second.figure != topic
                && self.outline.word(first.tokens.end) == "and"
                && second.tokens.start == first.tokens.end + 1
                && self.figures.get(second.figure).is_some_and(|f| fits(f, pronoun))
        })
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
            if let Some(figure) = self.author(core.clone()) {
                return self.who(figure, 0.8);
            }
            if let Some(figure) = self.apposed(tokens.end) {
                return self.who(figure, 0.9);
            }
            if let Some(figure) = self.holder(core.clone()) {
                return self.who(figure, 0.75);
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

    /// "CEO of the Refugee Council Enver Solomon": the person at the end of a phrase with a preposition in it, unless the
    /// preposition governs the name ("a lawyer for Mr. Solomon").
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
        const DOCUMENTS: [&str; 16] = [
            "statement",
            "statements",
            "report",
            "letter",
            "analysis",
            "post",
            "tweet",
            "website",
            "memo",
            "email",
            "message",
            "release",
            "site",
            "account",
            "note",
            "study",
        ];
        let last = core.end.checked_sub(1).filter(|_| core.len() > 1)?;
        let document = DOCUMENTS.contains(&self.outline.word(last))
            || core.clone().any(|t| {
                nouns::is_possessor(self.outline, t)
                    && DOCUMENTS
                        .iter()
                        .any(|d| (t + 1..core.end.min(t + 4)).any(|n| self.outline.word(n) == *d))
            });
        let start = if self.outline.class(core.start) == "det" { core.start + 1 } else { core.start };
        let (figure, mention) = self.named_at(start).filter(|_| document)?;
        (mention.end <= last).then_some(figure)
    }

    /// "its spokeswoman, Naomi Fukunaga, …": the person in the apposition that starts at token `comma`.
    fn apposed(&self, comma: usize) -> Option<usize> {
        let o = self.outline;
        if o.word(comma) != "," {
            return None;
        }
        let start = (comma + 1..comma + 4).find(|&t| o.class(t) != "title")?;
        let (figure, mention) = self.named_at(start)?;
        let closed = matches!(o.word(mention.end), "," | "." | ")" | "(") || o.is_stop(mention.end);
        (closed && self.figures.get(figure)?.person).then_some(figure)
    }

    fn who(&self, figure: usize, confidence: f32) -> Option<Who> {
        let name = self.figures.get(figure)?.name.clone();
        Some(Who { figure: Some(figure), name, confidence })
    }

    /// The figure that heads the phrase: a name at its end, or a person followed by an age.
    fn named_in(&self, core: Range<usize>) -> Option<usize> {
        let last = core.end.checked_sub(1).filter(|_| !core.is_empty())?;
        let (figure, tokens) = self.named_at(last)?;
        (tokens.start >= core.start || tokens.end <= core.end).then_some(figure)
    }

    /// The body named last before token `at`, at most three units back.
    fn last_body(&self, at: usize) -> Option<usize> {
        let from = self.outline.units.get(self.outline.unit_at(at).saturating_sub(3))?.start;
        let bodies = self
            .mentions_in(from..at)
            .map(|m| m.figure)
            .filter(|&f| self.figures.get(f).is_some_and(|f| f.body));
        bodies.take(64).last()
    }

    /// Who bears the role that the phrase names ("the secretary general"): the latest introduced.
    fn holder(&self, core: Range<usize>) -> Option<usize> {
        let mut words: Vec<String> = core.clone().map(|t| self.outline.word(t).to_lowercase()).collect();
        let definite = matches!(words.first()?.as_str(), "the" | "his" | "her" | "their" | "our");
        if definite {
            words.remove(0);
        } else if !self.outline.is_capital(core.start) {
            return None;
        }
        let head = words.last()?;
        let fits = |h: &&Holder| words.iter().all(|w| h.words.contains(w));
        if let Some(holders) = self.roles.get(head) {
            let past = holders.partition_point(|h| h.at <= core.start);
            let before = holders.get(..past).unwrap_or_default().iter().rev().take(REACH).find(fits);
            let found =
                before.or_else(|| holders.get(past..).unwrap_or_default().iter().take(REACH).find(fits));
            if let Some(holder) = found {
                return Some(holder.figure);
            }
        }
        let generic = definite
            && words.len() == 1
            && matches!(
                head.as_str(),
                "company"
                    | "firm"
                    | "group"
                    | "retailer"
                    | "airline"
                    | "bank"
                    | "charity"
                    | "union"
                    | "operator"
                    | "manufacturer"
                    | "carrier"
                    | "developer"
                    | "organisation"
                    | "organization"
                    | "agency"
            );
        generic.then(|| self.last_body(core.start)).flatten()
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

/// What the title right before token `i` says of gender.
fn title_gender(outline: &Outline, i: usize) -> Option<Gender> {
    match outline.word_before(i).trim_end_matches('.').to_lowercase().as_str() {
        "mr" | "sir" | "lord" | "king" | "prince" | "father" | "congressman" | "chairman" => {
            Some(Gender::Male)
        }
        "mrs" | "ms" | "miss" | "dame" | "lady" | "queen" | "princess" | "sister" => Some(Gender::Female),
        _ => None,
    }
}
