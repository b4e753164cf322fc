//! Reports: a reporting verb with its subject, on either side of it, and "according to". Verbs stand in `data/cues.txt`.
//! A report knows where it begins and ends, not yet what is reported.

use super::cast::Cast;
use super::nouns::{self, Phrase};
use super::outline::{Outline, lookup};
use super::subjects::Reader;
use crate::text::TokenKind;
use std::ops::Range;

table!(CUES, "quotes_cues");

/// What a reporting verb takes (see `data/cues.txt`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Frame {
    Say,
    Tell,
    View,
    Weak,
    Call,
    According,
}

/// A reporting verb and whoever is its subject.
#[derive(Debug, Clone)]
pub(super) struct Report {
    pub frame: Frame,
    pub cue: Range<usize>,
    pub speaker: Phrase,
    /// Subject, appositions, verb: all of it, without what is reported.
    pub tokens: Range<usize>,
    /// Negated, wished for or supposed: nothing was said.
    pub dropped: bool,
    /// The subject follows the verb.
    pub inverted: bool,
    /// The subject is only understood ("… and said", "…, saying"): it stands earlier in the sentence.
    pub elliptic: bool,
}

/// What the table says of the word at token `i` (with the next one, where the two make a form), and how many words it took.
fn row(outline: &Outline, i: usize) -> Option<(&'static str, usize)> {
    if outline.kind(i) != Some(TokenKind::Word) {
        return None;
    }
    let word = outline.word(i);
    // Capitalised, it is part of a name or title, but for the verbs of headlines.
    if word.starts_with(char::is_uppercase)
        && !matches!(word, "Says" | "Said" | "Tells" | "Warns" | "Calls" | "Asks" | "Vows")
        && outline.unit(i).start != i
    {
        return None;
    }
    if let Some(row) = lookup(&CUES, word) {
        return Some((row, 1));
    }
    let next = outline.word(i + 1);
    let pair = matches!(next, "out" | "clear") && word.len() < 12;
    pair.then(|| lookup(&CUES, &format!("{word} {next}"))).flatten().map(|row| (row, 2))
}

/// The frame of the word at token `i`, where it is a reporting verb.
pub(super) fn frame(outline: &Outline, i: usize) -> Option<Frame> {
    let (row, _) = row(outline, i)?;
    Some(match row.split(' ').next()? {
        "tell" => Frame::Tell,
        "view" => Frame::View,
        "weak" => Frame::Weak,
        "call" => Frame::Call,
        _ => Frame::Say,
    })
}

/// Whether the reporting verb at token `i` takes an infinitive.
pub(super) fn takes_infinitive(outline: &Outline, i: usize) -> bool {
    row(outline, i).is_some_and(|(row, _)| row.ends_with(" to"))
}

/// Finds the reports outside quotations, by their first token.
pub(super) fn find(outline: &Outline, cast: &Cast) -> Vec<Report> {
    let mut reports: Vec<Report> = Vec::new();
    let mut taken = 0;
    for i in 0..outline.text.tokens.len() {
        if !outline.is_outside(i) || i < taken {
            continue;
        }
        let report = according(outline, i).or_else(|| {
            let frame = frame(outline, i)?;
            Reader { outline, cast }.read(i, frame)
        });
        if let Some(report) = report {
            taken = report.tokens.end;
            reports.push(report);
        }
    }
    reports.sort_by_key(|r| r.tokens.start);
    reports
}

fn according(outline: &Outline, i: usize) -> Option<Report> {
    let words = |n: usize| outline.word(i + n).to_ascii_lowercase();
    let after = match outline.word(i) {
        "According" | "according" if outline.word(i + 1) == "to" => i + 2,
        "In" | "in" if outline.word(i + 1) == "the" && words(2) == "words" && words(3) == "of" => i + 4,
        _ => return None,
    };
    let high = outline.unit(i).end;
    let speaker =
        nouns::starting_at(outline, after, high, |t| frame(outline, t).is_some() && !outline.is_capital(t))
            .or_else(|| outline.is_outside(after).then_some(Phrase { tokens: after..after + 1 }))?;
    Some(Report {
        frame: Frame::According,
        cue: i..after,
        tokens: i..speaker.tokens.end,
        speaker,
        dropped: false,
        inverted: true,
        elliptic: false,
    })
}

impl Reader<'_> {
    /// The first token that a subject before `i` may have: after the last quotation or the start of the unit.
    fn low(&self, i: usize) -> usize {
        let unit = self.outline.unit(i);
        let near = i.saturating_sub(80).max(unit.start);
        (near..i).rev().find(|&t| !self.outline.is_outside(t)).map_or(near, |t| t + 1)
    }

    fn read(&self, verb: usize, frame: Frame) -> Option<Report> {
        let o = self.outline;
        let low = self.low(verb);
        let behind = verb + row(o, verb).map_or(1, |(_, words)| words);
        let (subject_end, dropped, passive) = self.skip_auxiliaries(verb, low);
        let progressive = o.word(verb).ends_with("ing") && passive;
        if o.word(verb).ends_with("ing") && !passive {
            return self.participle(verb, low, frame);
        }
        if frame_is_noun_use(o, verb, low) {
            return None;
        }
        if passive && !dropped && !progressive {
            return self.quoted(verb, subject_end, low);
        }
        let after = o.unit(verb).end;
        if let Some((speaker, start, elliptic)) = self.subject(subject_end, low) {
            let base = Report {
                frame,
                cue: verb..behind,
                tokens: start..behind,
                speaker,
                dropped,
                inverted: false,
                elliptic,
            };
            return Some(base);
        }
        // Inverted: "said Mira Holt", right after a quotation or a comma.
        let before_ok = subject_end == verb && (verb == low || matches!(o.word(verb - 1), "," | "—" | "–"));
        if before_ok && !dropped && frame != Frame::Call {
            let particle = matches!(o.word(verb + 1), "back" | "in" | "out" | "on" | "up");
            let speaker = self.object(verb + 1 + usize::from(particle), after)?;
            let end = speaker.tokens.end;
            // "…, said the videos show": a verb behind it makes it the subject of a clause.
            let closed = end >= after
                || o.is_stop(end)
                || !o.is_outside(end)
                || matches!(o.word(end), "," | ":" | "(" | "—" | "–" | "-")
                || matches!(o.class(end), "join" | "stop" | "day" | "rel" | "conj")
                || o.word(end) == "to";
            if !closed {
                return None;
            }
            return Some(Report {
                frame,
                cue: verb..verb + 1,
                tokens: verb..end,
                speaker,
                dropped,
                inverted: true,
                elliptic: false,
            });
        }
        None
    }

    /// Steps back over adverbs and auxiliaries: where the subject ends, whether the report is negated or hypothetical,
    /// whether it is a passive.
    fn skip_auxiliaries(&self, verb: usize, low: usize) -> (usize, bool, bool) {
        let o = self.outline;
        let mut end = verb;
        let mut dropped = false;
        let mut passive = false;
        while end > low && verb - end < 8 {
            let word = o.word(end - 1);
            match o.class(end - 1) {
                "aux" => passive |= matches!(word, "is" | "are" | "was" | "were" | "be" | "been" | "being"),
                // "would say only: “…”" did say it.
                "neg" => {
                    dropped |=
                        !(word == "would" && (o.word(verb + 1) == "only" || o.word(verb - 1) == "only"))
                }
                "stop" if word == "not" => dropped = true,
                _ if word.ends_with("ly")
                    && word.starts_with(char::is_lowercase)
                    && o.class(end - 1).is_empty()
                    && word.len() > 4 => {}
                _ => break,
            }
            end -= 1;
        }
        (end, dropped, passive)
    }

    /// "X was quoted as saying", "X was asked": only the first is a report.
    fn quoted(&self, verb: usize, subject_end: usize, low: usize) -> Option<Report> {
        let o = self.outline;
        let quoted = matches!(o.word(verb), "quoted" | "cited" | "reported")
            && o.word(verb + 1) == "as"
            && o.word(verb + 2) == "saying";
        let (speaker, start, elliptic) = self.subject(subject_end, low)?;
        if !quoted {
            return None;
        }
        Some(Report {
            frame: Frame::Say,
            cue: subject_end..verb + 3,
            tokens: start..verb + 3,
            speaker,
            dropped: false,
            inverted: false,
            elliptic,
        })
    }

    /// "…, saying …": whoever is the subject of the sentence says it.
    fn participle(&self, verb: usize, low: usize, frame: Frame) -> Option<Report> {
        let o = self.outline;
        let comma = verb > low
            && matches!(
                o.word(verb - 1),
                "," | "and" | "by" | "for" | "from" | "after" | "before" | "without" | "while" | "despite"
            )
            || verb == low && verb > 0;
        if !comma
            && let Some(speaker) = self.noun(verb, low)
            && speaker.tokens.start > low
            && matches!(o.word(speaker.tokens.start - 1), "with" | ",")
        {
            let tokens = speaker.tokens.start..verb + 1;
            return Some(Report {
                frame,
                cue: verb..verb + 1,
                tokens,
                speaker,
                dropped: false,
                inverted: false,
                elliptic: false,
            });
        }
        if !comma || frame == Frame::Weak && o.word(verb + 1) != "," && o.is_outside(verb + 1) {
            return None;
        }
        let unit = o.unit(verb);
        let speaker = self.first_subject(unit.start, verb)?;
        let behind = verb + row(o, verb).map_or(1, |(_, words)| words);
        Some(Report {
            frame,
            cue: verb..behind,
            tokens: verb..behind,
            speaker,
            dropped: false,
            inverted: false,
            elliptic: true,
        })
    }

    /// The subject that ends at `end`: the phrase, where it and its appositions start, whether it is only understood.
    fn subject(&self, end: usize, low: usize) -> Option<(Phrase, usize, bool)> {
        let o = self.outline;
        let last = end.checked_sub(1).filter(|&l| l >= low)?;
        let unit = o.unit(last);
        match (o.class(last), o.word(last)) {
            ("pron", word) => {
                let spoken = !matches!(word, "I" | "we" | "We" | "you" | "You" | "i");
                return spoken.then_some((Phrase { tokens: last..end }, last, false));
            }
            ("rel", "who") | ("rel", "which") => {
                let comma = last > low && o.word(last - 1) == ",";
                let stop = if comma { last - 1 } else { last };
                let phrase = self.noun(stop, low)?;
                return Some((phrase, last, true));
            }
            ("conj", "and" | "but") => {
                let phrase = self.first_subject(unit.start, last)?;
                return Some((phrase, end, true));
            }
            (_, ")") => {
                // "Rep. Ada Mica (R-Fla.) said": what the brackets hold belongs to the name.
                let open = (low.max(last.saturating_sub(12))..last).rev().find(|&t| o.word(t) == "(")?;
                return self.subject(open, low);
            }
            (_, ",") => {
                if let Some((phrase, start)) = self.before_apposition(last, low) {
                    return Some((phrase, start, false));
                }
                // "The officer saw us, said “family first” and …": understood, where marks follow.
                let marked = !o.is_outside(end + 1) && end + 1 < unit.end;
                let phrase = self.first_subject(unit.start, last).filter(|_| marked)?;
                return Some((phrase, end, true));
            }
            _ => {}
        }
        let mut phrase = self.noun(end, low)?;
        // "A letter seen by Vale Radio says": what a preposition governs is no subject.
        let governed = phrase.tokens.start > low + 1
            && matches!(
                o.word(phrase.tokens.start - 1),
                "by" | "of"
                    | "for"
                    | "at"
                    | "from"
                    | "with"
                    | "in"
                    | "on"
                    | "near"
                    | "about"
                    | "to"
                    | "between"
                    | "under"
                    | "over"
                    | "into"
                    | "against"
                    | "through"
            );
        if governed && let Some(first) = self.object(low, end).filter(|p| p.tokens.end < phrase.tokens.start)
        {
            phrase = first;
            let last = phrase.tokens.end - 1;
            let participle = phrase.tokens.len() > 2
                && !o.is_capital(last)
                && (o.word(last).ends_with("ed") || o.word(last).ends_with("en"));
            if participle {
                phrase.tokens.end = last;
            }
        }
        let start = phrase.tokens.start;
        // "Ida Holm and Per Dahl said": both.
        if start > low + 1
            && o.word(start - 1) == "and"
            && let Some(first) = self.noun(start - 1, low)
            && (first.tokens.start == low || o.word(first.tokens.start - 1) == ",")
            && self.is_name(&first)
            && self.is_name(&phrase)
        {
            let tokens = first.tokens.start..end;
            return Some((Phrase { tokens: tokens.clone() }, tokens.start, false));
        }
        Some((phrase, start, false))
    }
}

/// A cue word that is a noun here: "the report", "a claim", "his demands".
fn frame_is_noun_use(outline: &Outline, verb: usize, low: usize) -> bool {
    verb > low
        && (outline.class(verb - 1) == "det"
            && !matches!(
                outline.word(verb - 1),
                "all" | "both" | "many" | "several" | "few" | "some" | "that" | "each" | "one"
            )
            || outline.kind(verb - 1) == Some(TokenKind::Possessive)
            || matches!(outline.word(verb - 1), "to" | "-")
            || outline.class(verb - 1) == "join")
        && !matches!(outline.word(verb), "said" | "says" | "told" | "asked")
        || is_noun_after_noun(outline, verb, low)
}

/// "blog post", "media reports": a form that is noun and verb, after a bare noun that does not agree with it.
fn is_noun_after_noun(outline: &Outline, verb: usize, low: usize) -> bool {
    const BOTH: [&str; 20] = [
        "report", "claim", "post", "text", "message", "answer", "reply", "demand", "order", "promise",
        "note", "state", "comment", "address", "attack", "term", "label", "forecast", "estimate", "call",
    ];
    let word = outline.word(verb);
    let base = BOTH.contains(&word);
    let third = word.strip_suffix('s').is_some_and(|w| BOTH.contains(&w));
    if verb <= low || !(base || third) {
        return false;
    }
    let before = outline.word(verb - 1);
    let plural = before.ends_with('s') || matches!(before, "people" | "police" | "they" | "who");
    let bare = before.starts_with(char::is_lowercase)
        && outline.class(verb - 1).is_empty()
        && (verb < 2 || verb - 1 <= low || !matches!(outline.class(verb - 2), "det" | ""));
    let governed =
        matches!(outline.class(verb + 1), "join") && !matches!(outline.word(verb + 1), "on" | "in");
    base && !plural && outline.class(verb - 1) != "pron" || third && (bare || governed)
}
