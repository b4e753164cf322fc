//! Who said what: quotations, reported clauses, and whose words they are.
//!
//! ```text
//! Text ─ marks ─▶ Outline ─ cues ─▶ reports ─┬ speakers ─▶ links ─┬ speech ──▶ direct, scare
//! entities ─▶ Cast ──────────────────────────┘                    └ indirect ─▶ mixed, indirect
//! ```
//! Everything is linear in the text. English only: the words stand in `data/`. What was tried and measured: `docs/quotes.md`.

mod antecedents;
mod capitals;
mod cast;
mod cues;
mod indirect;
mod marks;
mod nouns;
mod outline;
mod speakers;
mod speech;
mod subjects;
#[cfg(test)]
mod tests;
mod turns;
mod words;

use crate::analysis::{Entity, Quote, QuoteKind, Span, Speaker};
use crate::text::{Text, TokenKind};
use cast::{Cast, Who};
use cues::Report;
use indirect::{Clause, Unmarked};
use nouns::Phrase;
use outline::Outline;
use speakers::Link;
use std::ops::Range;

/// A fragment of fewer words than this that closes a reported clause is no quotation of its own: the clause is
/// (`speech::stands_alone` names the exceptions).
const FRAGMENT: usize = 5;

/// Finds the quotations of `text`, by start.
pub fn find(text: &Text, entities: &[Entity]) -> Vec<Quote> {
    let outline = Outline::new(text);
    let mut cast = Cast::new(&outline, entities);
    let reports = cues::find(&outline, &cast);
    let links = speakers::link(&outline, &reports, &cast);
    let clauses = indirect::clauses(&outline, &reports, &links);
    let voices = voices(&outline, &mut cast, &reports);
    let mut writer = Writer {
        outline: &outline,
        cast: &cast,
        reports: &reports,
        links: &links,
        voices: &voices,
        unmarked: indirect::unmarked(&outline),
        quotes: Vec::new(),
    };
    let within = writer.clauses(&clauses);
    writer.segments(&within);
    writer.unmarked();
    let mut quotes = writer.quotes;
    quotes.sort_by_key(|q| (q.span.start, usize::MAX - q.span.end));
    quotes.dedup_by_key(|q| q.span);
    quotes
}

/// Whom the subject of each report stands for, unit by unit, so that pronouns see what was before them.
fn voices(outline: &Outline, cast: &mut Cast, reports: &[Report]) -> Vec<Option<Who>> {
    let mut voices = Vec::with_capacity(reports.len());
    let mut waiting = reports.iter().peekable();
    for u in 0..outline.units.len() {
        cast.enter(u);
        let mut first = true;
        while let Some(report) = waiting.next_if(|r| outline.unit_at(r.tokens.start) <= u) {
            let who = cast.resolve(&report.speaker);
            if let Some(figure) = who.as_ref().and_then(|w| w.figure) {
                cast.remember(&report.speaker, figure);
                if first {
                    cast.set_topic(u, figure);
                }
            }
            first = false;
            voices.push(who);
        }
    }
    voices
}

struct Writer<'a> {
    outline: &'a Outline<'a>,
    cast: &'a Cast<'a>,
    reports: &'a [Report],
    links: &'a [Option<Link>],
    voices: &'a [Option<Who>],
    /// Speech that only its place shows, by start.
    unmarked: Vec<Unmarked>,
    quotes: Vec<Quote>,
}

impl Writer<'_> {
    fn span(&self, tokens: Range<usize>) -> Span {
        self.outline.text.span_of(tokens)
    }

    /// Writes the reported clauses; says for each segment which clause it stands in.
    fn clauses(&mut self, clauses: &[Clause]) -> Vec<Option<usize>> {
        let mut within = vec![None; self.outline.segments.len()];
        for clause in clauses {
            let from = self.outline.segments.partition_point(|s| s.tokens.start < clause.tokens.start);
            let mut marked = false;
            for (k, segment) in self.outline.segments.iter().enumerate().skip(from) {
                if segment.tokens.start >= clause.tokens.end {
                    break;
                }
                marked = true;
                if let Some(slot) = within.get_mut(k) {
                    *slot = Some(clause.report);
                }
            }
            let kind = if marked { QuoteKind::Mixed } else { QuoteKind::Indirect };
            let speaker = self.of_report(clause.report);
            self.push(self.span(clause.tokens.clone()), kind, false, speaker, self.cue(clause.report));
        }
        within
    }

    fn cue(&self, report: usize) -> Option<Span> {
        self.reports.get(report).map(|r| self.span(r.cue.clone()))
    }

    fn of_report(&self, report: usize) -> Option<Speaker> {
        let who = self.voices.get(report)?.as_ref()?;
        let phrase = &self.reports.get(report)?.speaker;
        Some(self.speaker(who, Some(phrase), 1.0))
    }

    fn speaker(&self, who: &Who, phrase: Option<&Phrase>, factor: f32) -> Speaker {
        let span = phrase.map(|p| self.span(nouns::shown(self.outline, p.tokens.clone())));
        Speaker {
            entity: who.figure.and_then(|f| self.cast.figures.get(f)?.entity),
            name: who.name.clone(),
            start: span.map(|s| s.start),
            end: span.map(|s| s.end),
            confidence: who.confidence * factor,
        }
    }

    /// Writes the quotations: first those of the text, then those of headings, which quote what stands in it.
    fn segments(&mut self, within: &[Option<usize>]) {
        let mut speakers: Vec<Option<Speaker>> = vec![None; self.outline.segments.len()];
        let interviewee = self.interviewee().filter(|_| self.is_interview());
        let (headings, text): (Vec<usize>, Vec<usize>) =
            (0..speakers.len()).partition(|&k| speech::in_heading(self.outline, k));
        let mut last: Option<usize> = None;
        for k in text.into_iter().chain(headings) {
            let clause = within.get(k).copied().flatten();
            let (speaker, cue) = self.whose(k, clause, last, interviewee.as_ref(), &speakers);
            let link = self.links.get(k).and_then(Option::as_ref);
            let spoken = if let Some(Link::Fragment(r)) = link
                && let Some(object) = self.judged(*r, k)
            {
                self.push(self.span(object), QuoteKind::Mixed, false, speaker.clone(), cue);
                Some(speaker)
            } else {
                self.segment(k, clause, speaker, cue)
            };
            if let Some(speaker) = spoken {
                last = Some(k);
                if let Some(slot) = speakers.get_mut(k) {
                    *slot = speaker;
                }
            }
        }
    }

    /// Who speaks in segment `k` of a transcript in marks: “PENCE: Look, …
    fn turn(&self, k: usize) -> Option<Range<usize>> {
        let segment = self.outline.segments.get(k)?;
        let opens = self.outline.unit(segment.tokens.start).start == segment.tokens.start;
        turns::turn(self.outline, segment.tokens.start + 1, segment.tokens.end).filter(|_| opens)
    }

    /// Whose words segment `k` holds, and the cue that says so.
    fn whose(
        &self,
        k: usize,
        clause: Option<usize>,
        last: Option<usize>,
        interviewee: Option<&Speaker>,
        speakers: &[Option<Speaker>],
    ) -> (Option<Speaker>, Option<Span>) {
        let heading = speech::in_heading(self.outline, k);
        if heading && let Some(speaker) = self.quoted_again(k, speakers) {
            return (Some(speaker), None);
        }
        if let Some(name) = self.turn(k) {
            return (
                Some(self.speaker(&self.cast.shouted(name.clone()), Some(&Phrase { tokens: name }), 1.0)),
                None,
            );
        }
        match self.links.get(k).and_then(Option::as_ref) {
            Some(Link::Report(r) | Link::Fragment(r)) => return (self.of_report(*r), self.cue(*r)),
            Some(Link::Lead(phrase)) => {
                let who = self.cast.resolve(phrase);
                return (who.map(|who| self.speaker(&who, Some(phrase), 0.9)), None);
            }
            Some(Link::Same(other)) if *other < k => {
                return (speakers.get(*other).cloned().flatten(), self.root_cue(*other));
            }
            Some(Link::Same(other)) => {
                return self.root(*other).map_or((None, None), |r| (self.of_report(r), self.cue(r)));
            }
            Some(Link::Unsaid) if clause.is_none() => return (None, None),
            Some(Link::Unsaid) | None => {}
        }
        if let Some(r) = clause.or_else(|| self.report_before(k)) {
            return (self.of_report(r), self.cue(r));
        }
        if interviewee.is_some() && (heading || self.answers(k)) {
            return (interviewee.cloned(), None);
        }
        (if heading { None } else { self.floating(k, last, speakers) }, None)
    }

    /// Writes segment `k`, unless the clause that it stands in says it all; gives its speaker where it is speech.
    fn segment(
        &mut self,
        k: usize,
        clause: Option<usize>,
        speaker: Option<Speaker>,
        cue: Option<Span>,
    ) -> Option<Option<Speaker>> {
        let segment = self.outline.segments.get(k)?;
        let link = self.links.get(k).and_then(Option::as_ref);
        let beside = matches!(link, Some(Link::Report(_)));
        let scare = match clause {
            Some(_) => !beside && speech::is_mention(self.outline, k),
            None if link.is_none()
                && self.report_before(k).is_some()
                && speech::words(self.outline, k) > 2 =>
            {
                speech::is_mention(self.outline, k)
            }
            None => speech::is_scare(self.outline, k, link),
        };
        let within = self.unmarked.partition_point(|u| u.tokens.start <= segment.tokens.start);
        let within = within.checked_sub(1).and_then(|u| self.unmarked.get(u));
        if within.is_some_and(|u| u.named.is_none() && u.tokens.end > segment.tokens.start) {
            return None;
        }
        let start = self.turn(k).map_or(segment.tokens.start, |name| name.end + 1);
        let span = self.span(start..segment.tokens.end);
        if scare {
            self.push(span, QuoteKind::Direct, true, None, None);
            return None;
        }
        let swallowed = clause.is_some()
            && !beside
            && speech::words(self.outline, k) < FRAGMENT
            && !speech::stands_alone(self.outline, k);
        if !swallowed {
            // Nothing closes it, and no next paragraph takes it up.
            let open = !segment.closed && !self.outline.segments.get(k + 1).is_some_and(|s| s.continues);
            let factor = if open { 0.6 } else { 1.0 };
            let speaker = speaker.clone().map(|s| Speaker { confidence: s.confidence * factor, ..s });
            self.push(span, QuoteKind::Direct, false, speaker, cue);
        }
        Some(speaker)
    }

    /// "called the strike “deeply irresponsible”": the judged thing with a fragment too short to stand alone.
    fn judged(&self, report: usize, k: usize) -> Option<Range<usize>> {
        let segment = self.outline.segments.get(k)?;
        let from = self.reports.get(report)?.tokens.end;
        let whole = (from..segment.tokens.start).all(|t| self.outline.is_outside(t));
        let object = whole && from + 1 < segment.tokens.start && self.outline.class(from) == "det";
        let governed =
            matches!(self.outline.word_before(segment.tokens.start), "of" | "for" | "on" | "with" | "to");
        let stopped =
            matches!(self.outline.word(segment.tokens.end.saturating_sub(2)), "." | "," | "?" | "!");
        let last = !speech::goes_on(self.outline, segment.tokens.end);
        (object && !governed && !stopped && last && speech::words(self.outline, k) < FRAGMENT - 1)
            .then_some(from..segment.tokens.end)
    }

    /// The last report before segment `k` in its sentence.
    fn report_before(&self, k: usize) -> Option<usize> {
        let start = self.outline.segments.get(k)?.tokens.start;
        let unit = self.outline.unit(start);
        let r = self.reports.partition_point(|r| r.tokens.start < start).checked_sub(1)?;
        let report = self.reports.get(r)?;
        (report.cue.start >= unit.start
            && report.tokens.end <= start
            && !report.dropped
            && start - report.tokens.end <= 16)
            .then_some(r)
    }

    /// Whether segment `k` is an answer: the whole of its block, or what follows `A:` in it.
    fn answers(&self, k: usize) -> bool {
        let o = self.outline;
        o.segments.get(k).is_some_and(|s| {
            let block = o.text.document.blocks.get(s.block).map(|b| b.span).unwrap_or_default();
            let block = o.text.tokens_in(block);
            s.tokens == block || turns::label(o, block.start).is_some_and(|behind| behind == s.tokens.start)
        })
    }

    /// Questions in blocks of their own, quotations in the next: an interview.
    fn is_interview(&self) -> bool {
        let o = self.outline;
        let asked = |k: &usize| {
            let start = o.segments.get(*k).map_or(0, |s| s.tokens.start);
            let question = o.unit_at(start).checked_sub(1).and_then(|u| o.units.get(u)).map_or(0, |u| u.end);
            self.links.get(*k).is_none_or(Option::is_none)
                && self.answers(*k)
                && o.word_before(question) == "?"
                && o.is_outside(question - 1)
        };
        let marked = (0..o.segments.len()).filter(asked).take(2).count() == 2;
        marked || self.unmarked.iter().any(|u| u.named.is_none())
    }

    /// Who answers the questions: the person named most before the first of them, or in all.
    fn interviewee(&self) -> Option<Speaker> {
        let figure = self.cast.introduced().or(self.cast.lead)?;
        let name = self.cast.figures.get(figure)?.name.clone();
        Some(self.speaker(&Who { figure: Some(figure), name, confidence: 0.7 }, None, 1.0))
    }

    /// The report at the end of a chain of links.
    fn root(&self, mut k: usize) -> Option<usize> {
        for _ in 0..64 {
            match self.links.get(k)?.as_ref()? {
                Link::Report(r) | Link::Fragment(r) => return Some(*r),
                Link::Same(other) => k = *other,
                _ => return None,
            }
        }
        None
    }

    fn root_cue(&self, k: usize) -> Option<Span> {
        self.root(k).and_then(|r| self.cue(r))
    }

    /// A heading quotes what stands in the text: the speaker of the first quotation that holds its words, or most of them.
    fn quoted_again(&self, k: usize, speakers: &[Option<Speaker>]) -> Option<Speaker> {
        // Bounds the work: headings are short, and quote what stands near the top.
        const FAR: usize = 200;
        const LONGEST: usize = 24;
        let words = |k: usize| -> Vec<String> {
            let tokens = self.outline.segments.get(k).map_or(0..0, |s| s.tokens.clone());
            let worded = tokens.filter(|&t| self.outline.kind(t) == Some(TokenKind::Word));
            worded.take(FAR).map(|t| self.outline.word(t).to_lowercase().replace('’', "'")).collect()
        };
        let wanted = words(k);
        if wanted.is_empty() || wanted.len() > LONGEST || k > 16 {
            return None;
        }
        let share = |other: usize| {
            let words = words(other);
            let whole = words.windows(wanted.len()).any(|w| w == wanted);
            let held = wanted.iter().filter(|w| words.contains(w)).count();
            if whole { 2 * wanted.len() } else { held }
        };
        let spoken = (k + 1..self.outline.segments.len())
            .take(FAR)
            .filter_map(|other| Some((share(other), speakers.get(other)?.as_ref()?)));
        let (held, speaker) = spoken.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
        (held >= wanted.len() || wanted.len() > 3 && 4 * held >= 3 * wanted.len()).then(|| Speaker {
            start: None,
            end: None,
            confidence: speaker.confidence * 0.9,
            ..speaker.clone()
        })
    }

    /// A quotation that nothing stands beside: the speaker before it goes on, unless somebody else came between; or
    /// whoever the sentence before is about.
    fn floating(&self, k: usize, last: Option<usize>, speakers: &[Option<Speaker>]) -> Option<Speaker> {
        let o = self.outline;
        let start = o.segments.get(k)?.tokens.start;
        let u = o.unit_at(start);
        if o.unit(start).start == start && u > 0 && o.block_of_unit(u) == o.block_of_unit(u - 1) {
            let unit = o.units.get(u - 1)?;
            let r = self.reports.partition_point(|r| r.tokens.start < unit.start);
            if self.reports.get(r).is_some_and(|r| !r.dropped && o.unit_at(r.cue.start) == u - 1)
                && let Some(speaker) = self.of_report(r)
            {
                return Some(Speaker { confidence: speaker.confidence * 0.8, ..speaker });
            }
        }
        let topic = self.cast.topic_before(u);
        let before = last.and_then(|l| Some((o.segments.get(l)?, speakers.get(l)?.clone()?)));
        if let Some((segment, speaker)) = before {
            let from = o.unit_at(segment.tokens.end.saturating_sub(1));
            let blocks = o.block_of_unit(u).saturating_sub(o.block_of_unit(from));
            let near = blocks <= 1 || blocks == 2 && o.word_before(start) == "?";
            if near && u.saturating_sub(from) <= 2 {
                let goes_on = u.saturating_sub(from) <= 1
                    || topic.is_none()
                    || topic.and_then(|f| self.cast.figures.get(f)).is_some_and(|f| f.name == speaker.name);
                if goes_on {
                    return Some(Speaker {
                        start: None,
                        end: None,
                        confidence: speaker.confidence * 0.8,
                        ..speaker
                    });
                }
            }
        }
        let figure = self.cast.figures.get(topic?)?;
        let who = Who { figure: topic, name: figure.name.clone(), confidence: 0.5 };
        Some(self.speaker(&who, None, 1.0))
    }

    fn unmarked(&mut self) {
        let interviewee = self.interviewee();
        for Unmarked { tokens, named } in std::mem::take(&mut self.unmarked) {
            let Some(named) = named else {
                self.push(self.span(tokens), QuoteKind::Direct, false, interviewee.clone(), None);
                continue;
            };
            let block = (0..named.end).rev().take(80).any(|t| {
                matches!(
                    self.outline.word(t),
                    "wrote"
                        | "post"
                        | "statement"
                        | "letter"
                        | "email"
                        | "tweet"
                        | "posted"
                        | "said"
                        | "writes"
                        | "read"
                        | "note"
                        | "message"
                )
            });
            let from = self.reports.partition_point(|r| r.tokens.start < named.start);
            let report = (from..self.reports.len())
                .take_while(|&r| self.reports.get(r).is_some_and(|x| x.tokens.start < named.end))
                .last();
            let speaker = match report {
                Some(r) => self.of_report(r),
                None if self.outline.word(named.end.saturating_sub(1)) == ":" => {
                    let phrase = Phrase { tokens: named.start..named.end - 1 };
                    let first = self.first_named(named);
                    first.filter(|_| block).map(|who| self.speaker(&who, Some(&phrase), 0.7))
                }
                None => {
                    let phrase = Phrase { tokens: named };
                    self.cast
                        .resolve(&phrase)
                        .filter(|w| w.name.len() < 60)
                        .map(|who| self.speaker(&who, Some(&phrase), 0.9))
                }
            };
            if speaker.is_some() {
                let cue = report.and_then(|r| self.cue(r));
                self.push(self.span(tokens), QuoteKind::Direct, false, speaker, cue);
            }
        }
    }

    /// The first person or body named in `tokens`.
    fn first_named(&self, tokens: Range<usize>) -> Option<Who> {
        let (figure, _) = tokens.take(60).find_map(|t| self.cast.named_at(t))?;
        let name = self.cast.figures.get(figure)?.name.clone();
        Some(Who { figure: Some(figure), name, confidence: 0.7 })
    }

    /// Writes one quotation. A speaker named inside it is no speaker mention.
    fn push(
        &mut self,
        span: Span,
        kind: QuoteKind,
        scare: bool,
        speaker: Option<Speaker>,
        cue: Option<Span>,
    ) {
        if span.is_empty() {
            return;
        }
        let speaker = speaker.map(|s| match (s.start, s.end) {
            (Some(start), Some(end)) if Span::new(start, end).overlaps(span) => {
                Speaker { start: None, end: None, ..s }
            }
            _ => s,
        });
        let cue = cue.filter(|c| !c.overlaps(span));
        self.quotes.push(Quote { span, kind, scare, speaker, cue });
    }
}
