//! Reported speech without marks, or with marks around some of it: the clause that a report introduces, closes or stands
//! in the middle of; and speech that only its place shows (transcripts, posts, block quotations).

use super::cues::{Frame, Report};
use super::nouns;
use super::outline::Outline;
use super::speakers::Link;
use super::turns;
use crate::analysis::BlockKind;
use crate::text::TokenKind;
use std::ops::Range;

/// A reported clause and the report that it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clause {
    pub tokens: Range<usize>,
    pub report: usize,
}

/// Fewest tokens of a reported clause.
const SHORTEST: usize = 2;

/// Finds the reported clauses of all reports that were not dropped. Reports inside a clause belong to its speaker's words.
pub(super) fn clauses(outline: &Outline, reports: &[Report], links: &[Option<Link>]) -> Vec<Clause> {
    let mut linked = vec![false; reports.len()];
    for link in links.iter().flatten() {
        if let Link::Report(r) = link
            && let Some(slot) = linked.get_mut(*r)
        {
            *slot = true;
        }
    }
    let mut found: Vec<Clause> = Vec::new();
    let mut reach = 0;
    for (r, report) in reports.iter().enumerate() {
        let relative = matches!(outline.word_before(report.tokens.start), "which" | "what" | "whom" | "What")
            && !report.inverted;
        if report.dropped
            || relative
            || is_rule(outline, report)
            || report.frame == Frame::Call && !outline.word(report.cue.start).starts_with("accus")
            || report.cue.start < reach
        {
            continue;
        }
        let reader = Reader { outline, reports, r, report };
        let free = !linked.get(r).copied().unwrap_or(false);
        // It leads into a quotation: what stands before it is no part of the report.
        let leads = links
            .iter()
            .enumerate()
            .skip(outline.segments.partition_point(|s| s.tokens.start < report.tokens.end))
            .take(1)
            .any(|(_, link)| *link == Some(Link::Report(r)));
        if leads {
            continue;
        }
        for tokens in reader.clauses(free) {
            reach = reach.max(tokens.end);
            found.push(Clause { tokens, report: r });
        }
    }
    found
}

/// Laws state things; nobody says them.
fn is_rule(outline: &Outline, report: &Report) -> bool {
    report.speaker.tokens.clone().any(|t| {
        matches!(
            outline.word(t),
            "law" | "laws" | "rule" | "rules" | "constitution" | "charter" | "treaty" | "statute"
        )
    })
}

struct Reader<'a> {
    outline: &'a Outline<'a>,
    reports: &'a [Report],
    r: usize,
    report: &'a Report,
}

impl Reader<'_> {
    fn clauses(&self, free: bool) -> Vec<Range<usize>> {
        let o = self.outline;
        let unit = o.unit(self.report.cue.start);
        let mut end = unit.end;
        while end > unit.start
            && o.is_outside(end - 1)
            && matches!(o.word(end - 1), "." | "!" | "?" | "…" | "...")
        {
            end -= 1;
        }
        let (start, behind) = (self.report.tokens.start, self.report.tokens.end);
        let after_comma = start > unit.start && o.word(start - 1) == ",";
        let mut out = Vec::new();
        if self.report.frame == Frame::Call {
            // "accused her of hiding it".
            let of = (behind..end.min(behind + 14)).find(|&t| o.word(t) == "of" && o.is_outside(t));
            out.extend(of.map(|of| of + 1..self.cut(of + 1, end)));
        } else if self.report.frame == Frame::According {
            if start == unit.start || start == unit.start + 1 && o.class(unit.start) == "conj" {
                if let Some(comma) = (behind..end).find(|&t| o.word(t) == ",") {
                    out.push(comma + 1..self.cut(comma + 1, end));
                }
            } else {
                out.extend(self.left(unit.start, start));
            }
        } else if o.word(behind) == "," && after_comma && !self.report.elliptic {
            // Parenthetical: "The bolts, Quist said, had rusted through."
            let left = self.left(unit.start, start);
            if left.is_some() && o.is_outside(behind + 1) && !self.report.inverted {
                out.push(behind + 1..self.cut(behind + 1, end));
            }
            out.extend(left);
        } else if self.report.inverted
            || behind >= end
            || o.is_stop(behind)
            || after_comma && !self.takes_clause(behind, end) && self.closes(behind, end)
        {
            if !self.report.elliptic {
                out.extend(self.left(unit.start, start));
            }
        } else if free {
            out.extend(self.right(behind, end));
        }
        for clause in &mut out {
            while clause.len() > 1 && matches!(o.word(clause.start), "and" | "but" | "And" | "But") {
                clause.start += 1;
            }
            while clause.len() > 1
                && matches!(o.word(clause.end - 1), "and" | "but" | "," | "that")
                && o.is_outside(clause.end - 1)
            {
                clause.end -= 1;
            }
        }
        out.retain(|c| c.len() >= SHORTEST && !self.is_one_segment(c));
        out.sort_by_key(|c| c.start);
        out
    }

    /// Whether only an adverbial follows the report: "…, Quist said on Monday".
    fn closes(&self, behind: usize, end: usize) -> bool {
        let o = self.outline;
        let told = (self.report.frame == Frame::Tell).then(|| self.skip_phrase(behind, end)).flatten();
        let behind = told.unwrap_or(behind);
        behind >= end
            || end - behind <= 12
                && (matches!(o.class(behind), "join" | "stop" | "aux" | "day")
                    || matches!(o.word(behind), "last" | "this" | "late" | "early" | "next" | "to" | ","))
    }

    fn takes_clause(&self, behind: usize, end: usize) -> bool {
        (behind..end.min(behind + 8)).any(|t| matches!(self.outline.word(t), "that" | "whether"))
    }

    /// The clause before the report, from the start of the sentence.
    fn left(&self, from: usize, start: usize) -> Option<Range<usize>> {
        let o = self.outline;
        let mut end = start;
        while end > from && o.is_outside(end - 1) && matches!(o.word(end - 1), "," | "—" | "–" | "-" | "…")
        {
            end -= 1;
        }
        let comma = end < start;
        let spoken = end > from && !o.is_outside(end - 1);
        if !comma && !spoken && self.report.frame != Frame::According {
            return None;
        }
        // What earlier reports of the sentence already hold stays theirs.
        let held = self
            .reports
            .get(..self.r)
            .unwrap_or_default()
            .iter()
            .rev()
            .take(4)
            .filter(|r| r.cue.start >= from && !r.dropped)
            .map(|r| r.tokens.end)
            .max();
        if held.is_some() {
            return None;
        }
        let from = if o.class(from) == "conj" { from + 1 } else { from };
        (end > from).then_some(from..end)
    }

    /// The clause behind the report.
    fn right(&self, behind: usize, end: usize) -> Option<Range<usize>> {
        let o = self.outline;
        let mut start = behind;
        if self.report.frame == Frame::Tell {
            start = self.skip_phrase(start, end)?;
        }
        // "warned Mr. Vale that": a recipient behind any verb.
        if self.report.frame != Frame::Tell
            && let Some(phrase) =
                nouns::starting_at(o, start, end, |_| false).filter(|p| o.word(p.tokens.end) == "that")
        {
            start = phrase.tokens.end;
        }
        if let Some(infinitive) = self.infinitive(behind, end) {
            return Some(infinitive..self.cut(infinitive, end));
        }
        if let Some(that) = self.that_behind(start, end) {
            start = that;
        } else if matches!(
            o.word(start),
            "in" | "on"
                | "at"
                | "to"
                | "during"
                | "after"
                | "through"
                | "by"
                | "last"
                | "late"
                | "early"
                | "later"
                | "earlier"
                | "recently"
                | "Monday"
                | "Tuesday"
                | "Wednesday"
                | "Thursday"
                | "Friday"
                | "Saturday"
                | "Sunday"
        ) {
            start = self.skip_adverbial(start, end)?;
        }
        let word = o.word(start);
        let asked = matches!(word, "what" | "who" | "when" | "where") && self.report.frame != Frame::View;
        let marked = asked || matches!(word, "that" | "whether" | "if" | "how" | "why");
        if word == "that" {
            start += 1;
        }
        if !marked && !self.is_clause(start, end) {
            return None;
        }
        Some(start..self.cut(start, end))
    }

    /// "vowed to go on", "urged the crew on Monday to wait": where the infinitive starts.
    fn infinitive(&self, behind: usize, end: usize) -> Option<usize> {
        let o = self.outline;
        if !super::cues::takes_infinitive(o, self.report.cue.start) {
            return None;
        }
        let infinitive = |t: usize| {
            t + 1 < end
                && o.word(t) == "to"
                && (o.class(t + 1).is_empty() || matches!(o.word(t + 1), "be" | "have" | "do"))
                && o.kind(t + 1) == Some(TokenKind::Word)
                && o.word(t + 1).starts_with(char::is_lowercase)
        };
        if infinitive(behind) {
            return Some(behind);
        }
        let phrase = self.skip_phrase(behind, end)?;
        (phrase..end.min(phrase + 4))
            .take_while(|&t| {
                infinitive(t) || matches!(o.class(t), "day" | "join" | "aux") || o.word(t) == "not"
            })
            .find(|&t| infinitive(t))
    }

    /// "said in its 2024 report that", "said afterwards that": the `that` behind an adverbial.
    fn that_behind(&self, start: usize, end: usize) -> Option<usize> {
        let o = self.outline;
        let that = (start..end.min(start + 9)).find(|&t| o.word(t) == "that")?;
        let finite = |t: usize| {
            matches!(
                o.word(t),
                "is" | "are"
                    | "was"
                    | "were"
                    | "be"
                    | "been"
                    | "has"
                    | "had"
                    | "have"
                    | "does"
                    | "did"
                    | "do"
            )
        };
        let adverbial = (start..that)
            .all(|t| o.is_outside(t) && !finite(t) && !matches!(o.class(t), "pron" | "neg" | "rel" | "conj"));
        let opens = that == start
            || matches!(o.class(start), "join" | "stop" | "day" | "aux")
            || o.word(start).ends_with("ly")
            || matches!(
                o.word(start),
                "to" | "during"
                    | "through"
                    | "all"
                    | "this"
                    | "last"
                    | "late"
                    | "early"
                    | "earlier"
                    | "afterward"
                    | "afterwards"
                    | "only"
                    | "outside"
                    | "inside"
                    | "ahead"
            );
        (adverbial && opens).then_some(that)
    }

    fn skip_phrase(&self, start: usize, end: usize) -> Option<usize> {
        let o = self.outline;
        if o.class(start) == "pron" || matches!(o.word(start), "him" | "them" | "me" | "us") {
            return Some(start + 1);
        }
        let phrase = nouns::starting_at(o, start, end, |_| false)?;
        Some(phrase.tokens.end)
    }

    /// Past an adverbial: to the `that` behind it, or past its noun phrase.
    fn skip_adverbial(&self, start: usize, end: usize) -> Option<usize> {
        let o = self.outline;
        if let Some(comma) = (start..end.min(start + 10)).find(|&t| o.word(t) == ",") {
            return Some(comma + 1);
        }
        let noun = if matches!(o.class(start), "join")
            || matches!(o.word(start), "to" | "during" | "after" | "through" | "by")
        {
            start + 1
        } else {
            start
        };
        // "on Monday the bridge": days are no phrases of their own.
        if o.class(noun) == "stop" {
            return Some(noun + 1);
        }
        nouns::starting_at(o, noun, end, |_| false).map(|p| p.tokens.end)
    }

    /// Whether the words hold a finite verb, as far as function words and endings show it.
    fn is_clause(&self, start: usize, end: usize) -> bool {
        let o = self.outline;
        let word = o.word(start);
        if matches!(
            word,
            "to" | "nothing"
                | "so"
                | "of"
                | ","
                | ":"
                | "as"
                | "and"
                | "or"
                | "for"
                | "about"
                | "anything"
                | "something"
        ) || end <= start + 1
        {
            return false;
        }
        if matches!(o.word(self.report.cue.start), "said" | "says" | "saying" | "told" | "say") {
            return true;
        }
        if self.report.frame == Frame::Weak {
            return false;
        }
        o.class(start) == "pron"
            || (start..end.min(start + 10)).skip(1).take_while(|&t| o.word(t) != ",").any(|t| {
                let word = o.word(t);
                matches!(
                    word,
                    "is" | "are"
                        | "was"
                        | "were"
                        | "has"
                        | "had"
                        | "have"
                        | "will"
                        | "would"
                        | "could"
                        | "can"
                        | "should"
                        | "must"
                        | "may"
                        | "might"
                        | "does"
                        | "did"
                        | "do"
                )
            })
    }

    /// Where the clause that starts at `start` ends: before a coordinated report, or with the sentence.
    fn cut(&self, start: usize, end: usize) -> usize {
        let o = self.outline;
        for next in self.reports.get(self.r + 1..).unwrap_or_default().iter().take(6) {
            let at = if next.elliptic { next.cue.start } else { next.tokens.start };
            if at >= end {
                break;
            }
            let other = !next.dropped || !next.elliptic && matches!(next.frame, Frame::Say | Frame::Tell);
            if at <= start + 1 || !other || next.frame == Frame::Weak {
                continue;
            }
            let border = (at.saturating_sub(3).max(start + 1)..at)
                .find(|&t| matches!(o.word(t), "," | ";" | "and" | "but" | "while" | "—"));
            if let Some(border) = border {
                return border;
            }
        }
        // "…, but he declined to commit troops": the writer again.
        let border = (start + 1..end.min(start + 120)).find(|&t| {
            o.is_outside(t)
                && o.word(t) == ","
                && o.word(t + 1) == "but"
                && matches!(o.word(t + 2), "he" | "she" | "they")
        });
        border.unwrap_or(end)
    }

    /// Whether the clause is one quotation and nothing else, or next to nothing ("We need to “…”"): then it is direct
    /// speech, not reported.
    fn is_one_segment(&self, clause: &Range<usize>) -> bool {
        let o = self.outline;
        let ends = |k: usize| o.segments.get(k).is_some_and(|s| s.tokens.end + 1 >= clause.end);
        let first =
            (clause.start..clause.end.min(clause.start + 4)).find_map(|t| Some((t, o.segment_at(t)?)));
        first.is_some_and(|(t, k)| {
            ends(k) && (t == clause.start || self.report.tokens.start >= clause.end && clause.len() > 12)
        })
    }
}

/// Speech that only its place shows.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unmarked {
    pub tokens: Range<usize>,
    /// The tokens that name who speaks; None for whoever is interviewed.
    pub named: Option<Range<usize>>,
}

/// Finds turns of transcripts, posts, block quotations and answers.
pub(super) fn unmarked(outline: &Outline) -> Vec<Unmarked> {
    let mut out = Vec::new();
    let mut answers = Vec::new();
    let mut turns = Vec::new();
    let mut asked = false;
    let mut led: Option<Range<usize>> = None;
    let mut u = 0;
    while u < outline.units.len() {
        let block = outline.block_of_unit(u);
        let next = (u..outline.units.len())
            .find(|&v| outline.block_of_unit(v) != block)
            .unwrap_or(outline.units.len());
        let start = outline.units.get(u).map_or(0, |r| r.start);
        let end = outline.units.get(next - 1).map_or(start, |r| r.end);
        if let Some(name) = turns::turn(outline, start, end) {
            if outline.is_outside(name.end + 1) {
                turns.push(Unmarked { tokens: name.end + 1..end, named: Some(name) });
            }
        } else if let Some(speaker) = led.take()
            && outline.is_outside(start)
        {
            out.push(Unmarked { tokens: start..end, named: Some(speaker) });
        } else if let Some(answer) = turns::answer(outline, start, end, asked) {
            answers.push(Unmarked { tokens: answer, named: None });
        }
        asked = end - start < 80 && outline.word(end - 1) == "?" && outline.is_outside(start);
        let kind = outline.text.document.blocks.get(block).map(|b| b.kind);
        let last = outline.unit(end - 1).start;
        led = (outline.word(end - 1) == ":" && matches!(kind, Some(BlockKind::Paragraph | BlockKind::Post)))
            .then_some(last..end);
        u = next;
    }
    // A lone NAIROBI: is a dateline; a lone @handle: is a post.
    let posts =
        turns.iter().any(|t: &Unmarked| outline.word(t.tokens.start.saturating_sub(2)).starts_with('@'));
    if turns.len() >= 2 || posts {
        out.append(&mut turns);
    }
    if answers.len() >= 3 {
        out.append(&mut answers);
    }
    out.sort_by_key(|u| u.tokens.start);
    out
}
