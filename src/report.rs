//! An analysis as a report for people, in plain text about a hundred columns wide: what the command line prints and what a
//! reader saves from the summary. Shows what the analysis holds and nothing else; what a terminal could take for a command is
//! left out.

use crate::Span;
use crate::analysis::{Analysis, Claim, Entity, EntityType, QuoteKind, Voice};
use crate::text::Offsets;
use std::fmt::Write;

const WIDTH: usize = 100;
/// Names that a list shows.
const NAMES: usize = 12;
/// Characters of a sentence or quotation that are shown.
const SHOWN: usize = 600;

/// The report of `analysis`, whose offsets (UTF-16 code units) point into `text`.
pub fn write(analysis: &Analysis, text: &str) -> String {
    let mut report = Report { analysis, text, offsets: Offsets::new(text), out: String::new() };
    report.head();
    report.key_sentences();
    report.voices();
    report.figures();
    report.where_and_when();
    report.names("People", EntityType::Person);
    report.names("Organisations", EntityType::Organization);
    report.names("Places", EntityType::Location);
    report.claims();
    report.notes();
    report.out.trim_end().to_string()
}

/// `text` with a capital at its start: a key sentence may lack its first word.
pub(crate) fn capitalised(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or(String::new(), |first| first.to_uppercase().chain(rest).collect())
}

struct Report<'a> {
    analysis: &'a Analysis,
    text: &'a str,
    offsets: Offsets<'a>,
    out: String,
}

impl Report<'_> {
    /// The words of a span: one line, nothing invisible, not too long.
    fn words(&self, span: Span) -> String {
        let span = self.offsets.to_bytes(span);
        shown(self.text.get(span.start..span.end).unwrap_or_default())
    }

    fn section(&mut self, title: &str) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        _ = writeln!(self.out, "{}", title.to_uppercase());
    }

    /// A paragraph under `indent` columns, later lines two further in.
    fn entry(&mut self, indent: usize, text: &str) {
        wrap(&mut self.out, indent, text);
    }

    fn entity(&self, index: usize) -> Option<&Entity> {
        self.analysis.entities.get(index)
    }

    fn head(&mut self) {
        let title = self.analysis.title.as_deref().map_or("(no headline)".to_string(), shown);
        self.entry(0, &title);
        let reading = match self.analysis.summary.minutes {
            0 => "nothing to read".to_string(),
            1 => "1 minute to read".to_string(),
            minutes => format!("{minutes} minutes to read"),
        };
        self.entry(0, &reading);
    }

    fn key_sentences(&mut self) {
        if self.analysis.summary.sentences.is_empty() {
            return;
        }
        self.section("In short");
        for sentence in &self.analysis.summary.sentences {
            let mut words = capitalised(&self.words(sentence.span));
            if let Some(entity) = sentence.antecedent.and_then(|a| self.entity(a)) {
                // "He [Mara Okafor] said …"
                let at = words.find(' ').unwrap_or(words.len());
                words.insert_str(at, &format!(" [{}]", shown(&entity.name)));
            }
            self.entry(2, &format!("- {words}"));
        }
    }

    fn voices(&mut self) {
        if self.analysis.summary.voices.is_empty() {
            return;
        }
        self.section("Who speaks");
        for voice in self.analysis.summary.voices.iter().take(NAMES) {
            self.voice(voice);
        }
        self.more(self.analysis.summary.voices.len());
    }

    fn voice(&mut self, voice: &Voice) {
        let role = voice.entity.and_then(|e| self.entity(e)).and_then(|e| e.role.as_deref());
        let role = role.map_or(String::new(), |r| format!(", {}", shown(r)));
        let times = match voice.quotes.len() {
            1 => "once".to_string(),
            2 => "twice".to_string(),
            times => format!("{times} times"),
        };
        self.entry(2, &format!("{}{role} ({times})", shown(&voice.name)));
        if let Some(quote) = self.analysis.quotes.get(voice.best) {
            let words = without_comma(&self.words(quote.span));
            let marked = quote.kind == QuoteKind::Direct || words.starts_with(['“', '"', '‘', '\'']);
            self.entry(6, &if marked { words } else { format!("said {words}") });
        }
    }

    fn figures(&mut self) {
        if self.analysis.summary.figures.is_empty() {
            return;
        }
        self.section("Figures");
        for figure in &self.analysis.summary.figures {
            self.entry(2, &format!("{} {}", shown(&figure.text), shown(&figure.counts)));
        }
    }

    fn where_and_when(&mut self) {
        let summary = &self.analysis.summary;
        if summary.places.is_empty() && summary.dates.is_empty() {
            return;
        }
        let list = |ids: &[usize]| {
            let names = ids.iter().take(NAMES).filter_map(|&i| self.entity(i)).map(|e| shown(&e.name));
            names.collect::<Vec<_>>().join(", ")
        };
        let (places, dates) = (list(&summary.places), list(&summary.dates));
        self.section("Where and when");
        for (label, names) in [("Where", places), ("When", dates)] {
            if !names.is_empty() {
                self.entry(2, &format!("{label}: {names}"));
            }
        }
    }

    fn names(&mut self, title: &str, kind: EntityType) {
        let mut entities: Vec<&Entity> = self.analysis.entities.iter().filter(|e| e.kind == kind).collect();
        if entities.is_empty() {
            return;
        }
        entities.sort_by(|a, b| b.salience.total_cmp(&a.salience).then(a.id.cmp(&b.id)));
        self.section(title);
        for entity in entities.iter().take(NAMES) {
            let role = entity.role.as_deref().map_or(String::new(), |r| format!(", {}", shown(r)));
            let count = match entity.mentions.len() {
                0 | 1 => String::new(),
                count => format!(" ({count})"),
            };
            self.entry(2, &format!("{}{role}{count}", shown(&entity.name)));
        }
        self.more(entities.len());
    }

    fn more(&mut self, all: usize) {
        if all > NAMES {
            self.entry(2, &format!("and {} more", all - NAMES));
        }
    }

    fn claims(&mut self) {
        if self.analysis.claims.is_empty() {
            return;
        }
        self.section("Can be checked");
        for claim in &self.analysis.claims {
            self.claim(claim);
        }
    }

    fn claim(&mut self, claim: &Claim) {
        self.entry(2, &format!("- {}", self.words(claim.span)));
        let kind = format!("{:?}", claim.kind).to_lowercase();
        let mut labels: Vec<String> = claim.reasons.iter().map(|r| shown(&r.label)).collect();
        if let Some(entity) = claim.claimant.and_then(|c| self.entity(c)) {
            labels.push(format!("claimed by {}", shown(&entity.name)));
        }
        let labels = if labels.is_empty() { String::new() } else { format!(" ({})", labels.join("; ")) };
        self.entry(6, &format!("{kind}{labels}"));
    }

    fn notes(&mut self) {
        if self.analysis.notes.is_empty() {
            return;
        }
        self.section("Note");
        for note in &self.analysis.notes {
            self.entry(2, &note.message);
        }
    }
}

/// A quotation without the comma that led on to its speaker: “Yes,” she said.
pub(crate) fn without_comma(words: &str) -> String {
    let open = words.trim_end_matches(['”', '"', '’', '\'']);
    match open.strip_suffix(',') {
        Some(said) => format!("{said}{}", words.get(open.len()..).unwrap_or_default()),
        None => words.to_string(),
    }
}

/// One line of `text` without control characters, cut where it is very long.
fn shown(text: &str) -> String {
    let mut out = String::new();
    let mut length = 0;
    for c in text.chars() {
        if length == SHOWN {
            out.push('…');
            break;
        }
        let c = if c.is_whitespace() { ' ' } else { c };
        // Direction overrides could make the report read other than it is.
        let harmless = !c.is_control() && !matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
        if harmless && !(c == ' ' && (out.ends_with(' ') || out.is_empty())) {
            out.push(c);
            length += 1;
        }
    }
    out.trim_end().to_string()
}

/// Writes `text` in lines of at most [`WIDTH`] columns: `indent` spaces, later lines two more.
fn wrap(out: &mut String, indent: usize, text: &str) {
    let mut column = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > WIDTH {
            out.push('\n');
            column = 0;
            out.extend(std::iter::repeat_n(' ', indent + 2));
            column += indent + 2;
        } else if column == 0 {
            out.extend(std::iter::repeat_n(' ', indent));
            column = indent;
        } else {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += length;
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wraps_at_the_width() {
        let mut out = String::new();
        wrap(&mut out, 2, &"twelve chars ".repeat(20));
        assert!(out.lines().count() == 3 && out.lines().all(|l| l.len() <= WIDTH), "{out}");
        assert!(
            out.lines().skip(1).all(|l| l.starts_with("    twelve") || l.starts_with("    chars")),
            "{out}"
        );
    }

    #[test]
    fn shows_no_control_characters() {
        assert_eq!(shown(" a\u{1b}[31m\0 \n b\u{202e} "), "a[31m b");
        assert_eq!(shown(&"x".repeat(SHOWN + 1)).chars().count(), SHOWN + 1);
    }

    #[test]
    fn drops_the_comma_before_the_speaker() {
        assert_eq!(without_comma("“It was old,”"), "“It was old”");
        assert_eq!(without_comma("“It was old.”"), "“It was old.”");
    }

    #[test]
    fn names_who_the_pronoun_stands_for() {
        let text = "He said it rained.";
        let mut analysis = Analysis::default();
        analysis.entities.push(Entity {
            id: 0,
            name: "Tom Lind".into(),
            kind: EntityType::Person,
            role: Some("harbour master".into()),
            salience: 1.0,
            mentions: vec![Span::new(0, 2), Span::new(0, 2)],
            gender: None,
        });
        analysis.summary.sentences.push(crate::analysis::KeySentence {
            span: Span::new(0, text.len()),
            score: 1.0,
            antecedent: Some(0),
        });
        let report = write(&analysis, text);
        assert!(report.contains("  - He [Tom Lind] said it rained."), "{report}");
        assert!(report.contains("PEOPLE\n  Tom Lind, harbour master (2)"), "{report}");
    }
}
