//! Reported speech without marks, or with marks around some of it: the clause that a report introduces, closes or stands
//! in the middle of; and speech that only its place shows (transcripts, posts, block quotations).

use super::cues::{Frame, Report};
use super::nouns;
use super::outline::Outline;
use super::speakers::Link;
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
        if report.dropped || report.frame == Frame::Call || report.cue.start < reach {
            continue;
        }
        let reader = Reader { outline, reports, r, report };
        let free = !linked.get(r).copied().unwrap_or(false);
        for tokens in reader.clauses(free) {
            reach = reach.max(tokens.end);
            found.push(Clause { tokens, report: r });
        }
    }
    found
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
        while end > unit.start && o.is_outside(end - 1) && matches!(o.word(end - 1), "." | "!" | "?" | "…" | "...") {
            end -= 1;
        }
        let (start, behind) = (self.report.tokens.start, self.report.tokens.end);
        let after_comma = start > unit.start && o.word(start - 1) == ",";
        let mut out = Vec::new();
        if self.report.frame == Frame::According {
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
        } else if self.report.inverted || behind >= end || o.is_stop(behind) || after_comma && !self.takes_clause(behind, end) && self.closes(behind, end) {
            if !self.report.elliptic {
                out.extend(self.left(unit.start, start));
            }
        } else if free {
            out.extend(self.right(behind, end));
        }
        out.retain(|c| c.len() >= SHORTEST && !self.is_one_segment(c));
        out.sort_by_key(|c| c.start);
        out
    }

    /// Whether only an adverbial follows the report: "…, Quist said on Monday".
    fn closes(&self, behind: usize, end: usize) -> bool {
        end - behind <= 12 && matches!(self.outline.class(behind), "join" | "stop" | "aux")
    }

    fn takes_clause(&self, behind: usize, end: usize) -> bool {
        (behind..end.min(behind + 8)).any(|t| matches!(self.outline.word(t), "that" | "whether"))
    }

    /// The clause before the report, from the start of the sentence.
    fn left(&self, from: usize, start: usize) -> Option<Range<usize>> {
        let o = self.outline;
        let mut end = start;
        while end > from && o.is_outside(end - 1) && matches!(o.word(end - 1), "," | "—" | "–" | "-" | "…") {
            end -= 1;
        }
        let comma = end < start;
        let spoken = end > from && !o.is_outside(end - 1);
        if !comma && !spoken && self.report.frame != Frame::According {
            return None;
        }
        // What earlier reports of the sentence already hold stays theirs.
        let held = self.reports.get(..self.r).unwrap_or_default().iter().rev().take(4)
            .filter(|r| r.cue.start >= from && !r.dropped).map(|r| r.tokens.end).max();
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
        if matches!(o.word(start), "in" | "on" | "at" | "to" | "during" | "after" | "through" | "by" | "last" | "late" | "early" | "later" | "earlier" | "recently" | "Monday" | "Tuesday" | "Wednesday" | "Thursday" | "Friday" | "Saturday" | "Sunday") {
            start = self.skip_adverbial(start, end)?;
        }
        let word = o.word(start);
        let marked = matches!(word, "that" | "whether" | "if" | "how" | "why");
        if word == "that" {
            start += 1;
        }
        if !marked && !self.is_clause(start, end) {
            return None;
        }
        Some(start..self.cut(start, end))
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
        if let Some(that) = (start..end.min(start + 14)).find(|&t| o.word(t) == "that" || o.word(t) == ",") {
            return Some(if o.word(that) == "," { that + 1 } else { that });
        }
        let noun = if matches!(o.class(start), "join") || matches!(o.word(start), "to" | "during" | "after" | "through" | "by") { start + 1 } else { start };
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
        if matches!(word, "to" | "nothing" | "so" | "of" | "," | ":" | "as" | "and" | "or" | "for" | "about" | "anything" | "something") || end <= start + 1 {
            return false;
        }
        if matches!(o.word(self.report.cue.start), "said" | "says" | "saying" | "told" | "say") {
            return true;
        }
        if self.report.frame == Frame::Weak {
            return false;
        }
        o.class(start) == "pron"
            || (start..end.min(start + 14)).skip(1).any(|t| {
                let word = o.word(t);
                matches!(word, "is" | "are" | "was" | "were" | "has" | "had" | "have" | "will" | "would" | "could" | "can" | "should" | "must" | "may" | "might" | "does" | "did" | "do")
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
            if at <= start + 1 {
                continue;
            }
            let border = (at.saturating_sub(3).max(start + 1)..at).find(|&t| matches!(o.word(t), "," | ";" | "and" | "but" | "while" | "—"));
            if let Some(border) = border {
                return border;
            }
        }
        end
    }

    /// Whether the clause is one quotation and nothing else: then it is direct speech, not reported.
    fn is_one_segment(&self, clause: &Range<usize>) -> bool {
        let o = self.outline;
        let first = o.segment_at(clause.start);
        first.is_some_and(|k| o.segments.get(k).is_some_and(|s| s.tokens.end + 1 >= clause.end))
    }
}

/// Speech that only its place shows: (its tokens, the tokens that name who speaks).
pub(super) fn unmarked(outline: &Outline) -> Vec<(Range<usize>, Range<usize>)> {
    let mut out = Vec::new();
    let mut led: Option<Range<usize>> = None;
    let mut u = 0;
    while u < outline.units.len() {
        let block = outline.block_of_unit(u);
        let next = (u..outline.units.len()).find(|&v| outline.block_of_unit(v) != block).unwrap_or(outline.units.len());
        let start = outline.units.get(u).map_or(0, |r| r.start);
        let end = outline.units.get(next - 1).map_or(start, |r| r.end);
        if let Some(name) = turn(outline, start, end) {
            if outline.is_outside(name.end + 1) {
                out.push((name.end + 1..end, name));
            }
        } else if let Some(speaker) = led.take()
            && outline.is_outside(start)
        {
            out.push((start..end, speaker));
        }
        let kind = outline.text.document.blocks.get(block).map(|b| b.kind);
        led = (outline.word(end - 1) == ":" && kind == Some(BlockKind::Paragraph)).then(|| start..end);
        u = next;
    }
    out
}

/// The name at the start of a block of a transcript or post: `MARTA SILVA:` or `@handle:`.
fn turn(outline: &Outline, start: usize, end: usize) -> Option<Range<usize>> {
    let colon = (start..end.min(start + 6)).find(|&t| outline.word(t) == ":")?;
    let capitals = (start..colon).all(|t| {
        let word = outline.word(t);
        outline.kind(t) == Some(TokenKind::Word) && word.len() > 1 && !word.contains(char::is_lowercase)
    });
    let handle = colon == start + 1 && outline.kind(start) == Some(TokenKind::Address) && outline.word(start).starts_with('@');
    (colon > start && end > colon + 2 && (capitals || handle)).then_some(start..colon)
}
