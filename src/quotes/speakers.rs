//! Which report goes with which quotation: the one right behind it, the one that leads into it, the one that the part
//! before it had. Works on positions alone; whom a report's subject stands for is the cast's to say.

use super::cast::Cast;
use super::cues::{Frame, Report};
use super::nouns::{self, Phrase};
use super::outline::Outline;
use super::speech;
use crate::text::TokenKind;

/// How a quotation comes by its speaker.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Link {
    /// A report beside it.
    Report(usize),
    /// A report whose clause it is a fragment of, or that judges with it ("called it “…”").
    Fragment(usize),
    /// A negated or hypothetical report: nobody said it.
    Unsaid,
    /// The other part of a split quotation or the paragraph before: as that segment.
    Same(usize),
    /// A noun phrase with a colon or a dash.
    Lead(Phrase),
}

/// Links every segment that a report or lead-in stands beside.
pub(super) fn link(outline: &Outline, reports: &[Report], cast: &Cast) -> Vec<Option<Link>> {
    let linker = Linker { outline, reports, cast };
    let mut links: Vec<Option<Link>> = vec![None; outline.segments.len()];
    for k in 0..outline.segments.len() {
        let link = linker.beside(k).or_else(|| linker.split(k, &links));
        if let Some(slot) = links.get_mut(k) {
            *slot = link;
        }
    }
    linker.continuations(&mut links);
    links
}

struct Linker<'a> {
    outline: &'a Outline<'a>,
    reports: &'a [Report],
    cast: &'a Cast<'a>,
}

impl Linker<'_> {
    fn beside(&self, k: usize) -> Option<Link> {
        let segment = self.outline.segments.get(k)?;
        let (start, end) = (segment.tokens.start, segment.tokens.end);
        if speech::is_title(self.outline, k) {
            return None;
        }
        let ending = self.ending(end);
        let comma = ending == "," || self.outline.word(end) == ",";
        let after = self.after(start, end, ending);
        if comma && after.is_some() {
            return after;
        }
        self.before(start, end).or(after)
    }

    /// The last word inside a quotation that ends at `end`, without the marks of one inside it: the comma of “… ‘go,’” she
    /// said.
    fn ending(&self, end: usize) -> &str {
        let mut last = end.saturating_sub(2);
        while last + 5 > end && self.outline.kind(last) == Some(TokenKind::Mark) && last > 0 {
            last -= 1;
        }
        self.outline.word(last)
    }

    /// "…,” Dana Orr said" / "…,” said Dana Orr" / "…” — Dana Orr".
    fn after(&self, start: usize, end: usize, ending: &str) -> Option<Link> {
        let o = self.outline;
        let outer_comma = o.word(end) == ",";
        let at = if outer_comma { end + 1 } else { end };
        if !o.same_block(start, at) {
            return None;
        }
        if matches!(o.word(at), "—" | "–" | "--" | "―" | "-") {
            let phrase = nouns::starting_at(o, at + 1, o.unit(at).end, |_| false)?;
            let closes = phrase.tokens.end >= o.unit(at).end
                || o.is_stop(phrase.tokens.end)
                || o.word(phrase.tokens.end) == ",";
            // Lists of sources look alike: “Title” — Paper, date.
            let said =
                matches!(ending, "." | "!" | "?" | "…") || ending == "," && o.is_stop(phrase.tokens.end);
            return (closes && said && o.is_capital(phrase.tokens.start)).then_some(Link::Lead(phrase));
        }
        let r = self.reports.partition_point(|r| r.tokens.start < at);
        let Some(report) = self.reports.get(r).filter(|r| r.tokens.start == at && !r.dropped) else {
            return if matches!(ending, "," | "?" | "!") { self.unknown_verb(at) } else { None };
        };
        // "The “History” section says": the marks belong to the subject.
        let modifies = o.class(start.saturating_sub(1)) == "det" && !matches!(ending, "," | "." | "?" | "!");
        // "“…,” Dana Orr called from the roof": no judgement.
        let called = report.frame == Frame::Call
            && ending == ","
            && (matches!(o.class(report.tokens.end), "stop" | "join") || o.is_stop(report.tokens.end));
        if report.frame == Frame::Call && !called || report.elliptic || modifies && !outer_comma {
            return None;
        }
        let behind = report.tokens.end;
        let leads_on = o.word(behind) == ":"
            || o.word(behind) == ","
                && !o.is_outside(behind + 1)
                && o.segment_at(behind + 1).is_some()
                && matches!(ending, "." | "?" | "!");
        let own = match ending {
            "," => true,
            _ if outer_comma => true,
            "." => {
                (o.is_stop(behind) || behind >= o.unit(behind.saturating_sub(1)).end)
                    && report.frame != Frame::View
            }
            "?" | "!" | "…" | "..." | "—" | "–" | "-" => {
                let clause = report.frame == Frame::Say && !report.inverted && o.word(behind) == "that";
                !leads_on && !clause
            }
            _ => report.inverted || o.is_stop(behind) || o.word(behind) == ",",
        };
        own.then_some(Link::Report(r))
    }

    /// "…,” she sobbed" / "…,” posed Dana Orr": any verb will do where the quotation ends in a comma and a person is near.
    fn unknown_verb(&self, at: usize) -> Option<Link> {
        let o = self.outline;
        let verb = |t: usize| {
            let word = o.word(t);
            o.class(t).is_empty()
                && word.starts_with(char::is_lowercase)
                && (word.ends_with("ed") || word.ends_with('s'))
                && word.len() > 3
        };
        let pronoun = matches!(o.word(at), "he" | "she" | "they");
        let any = |t: usize| {
            o.class(t).is_empty()
                && o.kind(t) == Some(TokenKind::Word)
                && o.word(t).starts_with(char::is_lowercase)
                && super::cues::frame(o, t) != Some(Frame::Call)
        };
        if pronoun && any(at + 1) {
            return Some(Link::Lead(Phrase { tokens: at..at + 1 }));
        }
        let named = |t: usize| {
            self.cast
                .named_at(t)
                .filter(|(f, m)| m.start == t && self.cast.figures.get(*f).is_some_and(|f| f.person))
        };
        let start = if o.class(at) == "title" { at + 1 } else { at };
        if let Some((_, mention)) = named(start)
            && verb(mention.end)
        {
            return Some(Link::Lead(Phrase { tokens: at..mention.end }));
        }
        // "the union’s secretary, Mira Holt, dared them".
        if let Some(phrase) = nouns::starting_at(o, at, o.unit(at).end, |_| false)
            && o.word(phrase.tokens.end) == ","
            && let Some((_, mention)) = named(phrase.tokens.end + 1)
            && o.word(mention.end) == ","
            && verb(mention.end + 1)
        {
            return Some(Link::Lead(Phrase { tokens: mention }));
        }
        let mut after = at + 1;
        if matches!(o.word(after), "back" | "in" | "out" | "on") {
            after += 1;
        }
        let first = if o.class(after) == "title" { after + 1 } else { after };
        let (_, mention) = named(first).filter(|_| verb(at))?;
        Some(Link::Lead(Phrase { tokens: after..mention.end }))
    }

    /// "Dana Orr said: “…" / "Dana Orr told the Gazette “…" / "Dana Orr called it “…".
    fn before(&self, start: usize, end: usize) -> Option<Link> {
        let o = self.outline;
        let unit = o.unit(start);
        let lead = o.word_before(start);
        if unit.start == start {
            return self.block_lead(start);
        }
        let r = self.reports.partition_point(|r| r.tokens.start < start).wrapping_sub(1);
        let found = self.reports.get(r).filter(|r| r.tokens.end <= start && r.cue.start >= unit.start);
        let Some(report) = found else {
            return self.colon(start, unit.start);
        };
        let gap = report.tokens.end..start;
        let whole = (gap.start..start).all(|t| o.is_outside(t));
        // "A sign over the door read “…”": nobody says it.
        let sign = |t: usize| speech::is_sign(o.word(t));
        if matches!(o.word(report.cue.start), "read" | "reads" | "reading")
            && report.speaker.tokens.clone().any(sign)
        {
            return Some(Link::Unsaid);
        }
        if report.frame == Frame::According {
            return (lead == ":").then_some(Link::Report(r));
        }
        if report.dropped {
            return (gap.len() <= 3).then_some(Link::Unsaid);
        }
        if lead == ":" {
            return if gap.len() <= 30 { Some(Link::Report(r)) } else { self.colon(start, unit.start) };
        }
        if report.frame == Frame::Call && !whole && self.is_listed(start, report.tokens.end) {
            return Some(Link::Fragment(r));
        }
        if !whole || gap.len() > 16 || gap.clone().any(|t| o.is_stop(t)) {
            return None;
        }
        if report.frame == Frame::Call {
            // "a folder labelled “…”": the thing bears the name.
            let named = report.speaker.tokens.clone().any(|t| o.is_capital(t) || o.class(t) == "pron");
            if gap.is_empty()
                && !named
                && o.word(report.cue.start) != "called"
                && speech::introduces(o.word(report.cue.start))
            {
                return None;
            }
            return Some(Link::Fragment(r));
        }
        let upper = o.word(start + 1).starts_with(|c: char| c.is_uppercase() || c.is_numeric());
        let closes = matches!(o.word(end.saturating_sub(2)), "." | "?" | "!" | "," | "…") || o.is_stop(end);
        // "said on CNN’s “State of the Union”": a title behind its preposition.
        if !gap.is_empty()
            && upper
            && lead != "that"
            && (matches!(o.class(start - 1), "det" | "join")
                || o.kind(start - 1) == Some(TokenKind::Possessive))
        {
            return None;
        }
        // "says ‘early’ arrangements begin": one word before its noun is the writer’s, in marks.
        if speech::modifies(o, start, end) {
            return None;
        }
        let bare = gap.is_empty()
            || lead == "that"
            || gap.len() == 2 && o.word(gap.start) == "that" && lead == ","
            || gap.len() == 1 && matches!(lead, "that" | "," | "only" | "simply" | "as");
        let told = report.frame == Frame::Tell
            && nouns::starting_at(o, gap.start, start, |_| false).is_some_and(|p| {
                p.tokens.end + 1 >= start && (p.tokens.end == start || matches!(lead, "that" | ","))
            });
        if bare
            || told
            || lead == "," && (upper || closes)
            || upper && closes && !matches!(o.class(start - 1), "det") && gap.len() <= 10
        {
            return Some(Link::Report(r));
        }
        None
    }

    /// "called him a “bully,” a “cheat” and “sick”": only a comma, "and" or an article between this quotation and the last.
    fn is_listed(&self, start: usize, from: usize) -> bool {
        let o = self.outline;
        let mut at = start;
        while at > from && o.is_outside(at - 1) {
            at -= 1;
            let joins = matches!(o.word(at), "," | "and" | "or" | "a" | "an" | "the" | "as" | "(" | ")");
            let noted = matches!(o.word_before(at), "(") || matches!(o.word(at + 1), ")");
            if start - at > 8 || !joins && !noted {
                return false;
            }
        }
        at > from
    }

    /// A block that ends in a colon, before a quotation that opens the next: the last report in it.
    fn block_lead(&self, start: usize) -> Option<Link> {
        let o = self.outline;
        if start == 0 || o.word_before(start) != ":" {
            return None;
        }
        let before = o.unit(start - 1);
        let r = self.reports.partition_point(|r| r.tokens.start < start).wrapping_sub(1);
        match self.reports.get(r).filter(|r| r.cue.start >= before.start && !r.dropped) {
            Some(_) => Some(Link::Report(r)),
            None => self.colon(start, before.start),
        }
    }

    /// "Mira Holt was blunt: “…" / "Okafor: ‘…": the subject of the words before the colon.
    fn colon(&self, start: usize, from: usize) -> Option<Link> {
        let o = self.outline;
        if o.word_before(start) != ":" || start - from > 40 {
            return None;
        }
        if o.class(from) == "pron" && !matches!(o.word(from), "I" | "We" | "You") {
            return Some(Link::Lead(Phrase { tokens: from..from + 1 }));
        }
        let phrase = nouns::starting_at(o, from, start - 1, |t| {
            super::cues::frame(o, t).is_some() && !o.is_capital(t)
        })?;
        // "Mrs. Holt corrected him:": no more than the name.
        let name = phrase.tokens.clone().find_map(|t| self.cast.named_at(t)).map(|(_, m)| m);
        let phrase = match name.filter(|m| m.end < phrase.tokens.end && !nouns::is_possessor(o, m.end)) {
            Some(m) if o.word(m.end).ends_with("ed") || o.word(m.end).ends_with('s') => {
                Phrase { tokens: phrase.tokens.start..m.end }
            }
            _ => phrase,
        };
        let named = phrase.tokens.clone().any(|t| o.is_capital(t) && (t > from || phrase.tokens.len() == 1));
        let known = phrase.tokens.clone().any(|t| self.cast.named_at(t).is_some());
        (known || named && phrase.tokens.len() > 1 || o.class(from) == "det").then_some(Link::Lead(phrase))
    }

    /// The second part of “If it fails,” Okafor said, “we start again.”
    fn split(&self, k: usize, links: &[Option<Link>]) -> Option<Link> {
        let o = self.outline;
        let before = k.checked_sub(1)?;
        let start = o.segments.get(k)?.tokens.start;
        let first = o.segments.get(before)?;
        let root = match links.get(before)?.as_ref()? {
            Link::Same(root) => *root,
            _ => before,
        };
        let Some(Link::Report(r)) = links.get(root)?.as_ref() else { return None };
        let report = self.reports.get(*r)?;
        let end = report.tokens.end.max(first.tokens.end);
        if end > start || !o.same_block(end - 1, start) || start - end > 16 {
            return None;
        }
        let unit = o.unit_at(start);
        let told = o.unit_at(end - 1);
        let next_sentence = start > 0
            && (o.unit(start).start == start && o.unit_at(start - 1) == told
                || o.is_stop(start - 1) && unit == told);
        let comma = o.word_before(start) == "," || start == end;
        let free = self.reports.partition_point(|r| r.tokens.start < end)
            == self.reports.partition_point(|r| r.tokens.start < start);
        // Nothing but the report and what hangs on it may stand between.
        ((unit == told && comma || next_sentence) && free && first.tokens.start < report.tokens.start
            || start == end)
            .then_some(Link::Same(root))
    }

    /// Paragraphs of one quotation take each other's speaker: forward first, then from the last back.
    fn continuations(&self, links: &mut [Option<Link>]) {
        let segments = &self.outline.segments;
        for k in 1..segments.len() {
            if segments.get(k).is_some_and(|s| s.continues)
                && links.get(k).is_some_and(Option::is_none)
                && links.get(k - 1).is_some_and(Option::is_some)
                && let Some(slot) = links.get_mut(k)
            {
                *slot = Some(Link::Same(k - 1));
            }
        }
        for k in (1..segments.len()).rev() {
            if segments.get(k).is_some_and(|s| s.continues)
                && links.get(k).is_some_and(Option::is_some)
                && links.get(k - 1).is_some_and(Option::is_none)
                && let Some(slot) = links.get_mut(k - 1)
            {
                *slot = Some(Link::Same(k));
            }
        }
    }
}
