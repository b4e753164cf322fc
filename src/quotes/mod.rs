//! Who said what: quotations, reported clauses, and whose words they are.
//!
//! ```text
//! Text ─ marks ─▶ Outline ─ cues ─▶ reports ─┬ speakers ─▶ links ─┬ speech ──▶ direct, scare
//! entities ─▶ Cast ──────────────────────────┘                    └ indirect ─▶ mixed, indirect
//! ```
//! Everything is linear in the text. English only: the words stand in `data/`.

mod cast;
mod cues;
mod indirect;
mod marks;
mod nouns;
mod outline;
mod speakers;
mod speech;
#[cfg(test)]
mod tests;

use crate::analysis::{Entity, Quote, QuoteKind, Span, Speaker};
use crate::text::Text;
use cast::{Cast, Who};
use cues::Report;
use indirect::Clause;
use nouns::Phrase;
use outline::Outline;
use speakers::Link;
use std::ops::Range;

/// A fragment of fewer words than this, inside a reported clause, is no quotation of its own: the clause is.
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
            if let Some(figure) = who.as_ref().and_then(|w| w.figure).filter(|_| first) {
                cast.set_topic(u, figure);
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

    fn segments(&mut self, within: &[Option<usize>]) {
        let mut speakers: Vec<Option<Speaker>> = Vec::with_capacity(self.outline.segments.len());
        let mut last: Option<usize> = None;
        for (k, segment) in self.outline.segments.iter().enumerate() {
            let link = self.links.get(k).and_then(Option::as_ref);
            let clause = within.get(k).copied().flatten();
            let (speaker, cue) = match link {
                Some(Link::Report(r) | Link::Fragment(r)) => (self.of_report(*r), self.cue(*r)),
                Some(Link::Lead(phrase)) => {
                    (self.cast.resolve(phrase).map(|who| self.speaker(&who, Some(phrase), 0.9)), None)
                }
                Some(Link::Same(other)) if *other < k => {
                    (speakers.get(*other).cloned().flatten(), self.root_cue(*other))
                }
                Some(Link::Same(other)) => match self.root(*other) {
                    Some(r) => (self.of_report(r), self.cue(r)),
                    None => (None, None),
                },
                Some(Link::Unsaid) => (None, None),
                None => match clause {
                    Some(r) => (self.of_report(r), self.cue(r)),
                    None if self.report_before(k).is_some() => {
                        let r = self.report_before(k).unwrap_or_default();
                        (self.of_report(r), self.cue(r))
                    }
                    None if speech::in_heading(self.outline, k) => (self.quoted_again(k), None),
                    None => (self.floating(k, last, &speakers), None),
                },
            };
            if let Some(Link::Fragment(r)) = link
                && let Some(object) = self.judged(*r, k)
            {
                let speaker = self.of_report(*r);
                self.push(self.span(object), QuoteKind::Mixed, false, speaker.clone(), self.cue(*r));
                speakers.push(speaker);
                last = Some(k);
                continue;
            }
            let beside = matches!(link, Some(Link::Report(_)));
            let scare = match clause {
                Some(_) => !beside && speech::is_mention(self.outline, k),
                None => speech::is_scare(self.outline, k, link),
            };
            let swallowed = clause.is_some()
                && !scare
                && !matches!(link, Some(Link::Report(_)))
                && speech::words(self.outline, k) < FRAGMENT;
            let speaker = if scare { None } else { speaker };
            if !swallowed {
                let tokens = self.extent(k);
                let speaker = speaker.clone().map(|mut s| {
                    if !segment.closed && !segment.continues {
                        s.confidence *= 0.6;
                    }
                    s
                });
                self.push(self.span(tokens), QuoteKind::Direct, scare, speaker, cue.filter(|_| !scare));
                if !scare {
                    last = Some(k);
                }
            }
            speakers.push(speaker);
        }
    }

    /// "called the strike “deeply irresponsible”": the judged thing with a fragment too short to stand alone.
    fn judged(&self, report: usize, k: usize) -> Option<Range<usize>> {
        let segment = self.outline.segments.get(k)?;
        let from = self.reports.get(report)?.tokens.end;
        let object = from + 1 < segment.tokens.start && self.outline.class(from) == "det";
        let governed =
            matches!(self.outline.word_before(segment.tokens.start), "of" | "for" | "on" | "with" | "to");
        (object && !governed && speech::words(self.outline, k) < FRAGMENT - 1)
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

    /// Who answers the questions: the person named most.
    fn interviewee(&self) -> Option<Speaker> {
        let figure = self.cast.lead()?;
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

    /// The tokens of segment `k`; one that was never closed ends before the report in it.
    fn extent(&self, k: usize) -> Range<usize> {
        let Some(segment) = self.outline.segments.get(k) else { return 0..0 };
        let followed = self.outline.segments.get(k + 1).is_some_and(|s| s.continues);
        if segment.closed || followed {
            return segment.tokens.clone();
        }
        segment.tokens.clone()
    }

    /// A heading quotes what stands in the text: the speaker of the first quotation that holds the same words.
    fn quoted_again(&self, k: usize) -> Option<Speaker> {
        let inner = |k: usize| {
            let tokens = self.outline.segments.get(k)?.tokens.clone();
            Some(
                self.outline
                    .text
                    .slice(self.span(tokens.start + 1..tokens.end.saturating_sub(1)))
                    .to_lowercase()
                    .replace('’', "'"),
            )
        };
        let words = inner(k).filter(|_| k < 16)?;
        let last = (k + 1..self.outline.segments.len()).take(200);
        let found = last.into_iter().find(|&other| {
            inner(other).is_some_and(|text| text.contains(words.trim_end_matches([',', '.'])))
        })?;
        let speaker = match self.links.get(found)?.as_ref()? {
            Link::Lead(phrase) => self.cast.resolve(phrase).map(|who| self.speaker(&who, None, 0.8)),
            _ => self.of_report(self.root(found)?),
        }?;
        Some(Speaker { start: None, end: None, ..speaker })
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
            let near = o.block_of_unit(u).saturating_sub(o.block_of_unit(from)) <= 1;
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
        for indirect::Unmarked { tokens, named } in indirect::unmarked(self.outline) {
            let Some(named) = named else {
                let speaker = self.interviewee();
                self.push(self.span(tokens), QuoteKind::Indirect, false, speaker, None);
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
                self.push(self.span(tokens), QuoteKind::Indirect, false, speaker, cue);
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
