//! An analysis as a text that is pleasant to read and to compare line by line. First the article, a sentence a line, in the
//! markup of the articles themselves, with names where those have keys: `[PER Mara Okafor|Okafor]`,
//! `{{Mara Okafor|“Go,”}}`, `<<Mara Okafor|the grid would hold>>`, `{{scare|“early”}}`, `^quantity^`. Then lists of
//! everything, with scores to one decimal.

use super::Case;
use standfirst::analysis::{Analysis, Entity, EntityType, Quote, QuoteKind, Speaker};
use standfirst::text::Text;
use standfirst::{Input, Span, article};
use std::fmt::Write;

/// Renders the analysis (spans in bytes) of an article.
pub fn render(Case { article, analysis }: &Case) -> String {
    let text = article.text.as_str();
    let mut out = String::new();
    let title = analysis.title.as_deref().unwrap_or("-");
    line(&mut out, format_args!("{} | {} | {}", article.id, article.genre, article.style));
    line(&mut out, format_args!("title: {title}\nlanguage: {}", analysis.language));
    for note in &analysis.notes {
        line(&mut out, format_args!("note: {}: {}", note.code, note.message));
    }
    body(&mut out, text, analysis);
    entities(&mut out, analysis);
    quotes(&mut out, text, analysis);
    claims(&mut out, text, analysis);
    summary(&mut out, text, analysis);
    out
}

fn line(out: &mut String, arguments: std::fmt::Arguments) {
    writeln!(out, "{arguments}").expect("a String takes every line");
}

fn heading(out: &mut String, name: &str) {
    line(out, format_args!("\n== {name}"));
}

/// The marked text.
fn body(out: &mut String, text: &str, analysis: &Analysis) {
    heading(out, "text");
    let marks = marks(text, analysis);
    let document = article::read(&Input::Text(text.to_string()));
    let sentences = Text::new(&document).sentences;
    for block in &analysis.blocks {
        let inside = sentences.iter().map(|s| s.span).filter(|s| block.span.contains(*s));
        let mut cuts: Vec<usize> = inside.map(|s| s.start).skip(1).collect();
        cuts.push(block.span.end);
        let mut start = block.span.start;
        let mut label = format!("{:?}", block.kind).to_lowercase();
        for end in cuts {
            line(out, format_args!("{label:<10} {}", marked(text, Span::new(start, end), &marks)));
            (start, label) = (end, String::new());
        }
    }
}

/// Something to put into the text.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Mark {
    at: usize,
    /// Whether it begins something; what ends at the same place comes before it.
    opens: bool,
    /// Of two at one place: the inner ends first, the outer begins first.
    rank: usize,
    mark: String,
}

fn marks(text: &str, analysis: &Analysis) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut add = |span: Span, open: String, close: &str| {
        marks.push(Mark { at: span.start, opens: true, rank: usize::MAX - span.end, mark: open });
        marks.push(Mark { at: span.end, opens: false, rank: usize::MAX - span.start, mark: close.into() });
    };
    for entity in &analysis.entities {
        for &span in &entity.mentions {
            let same = text[span.start..span.end] == entity.name;
            let name = if same { String::new() } else { format!(" {}", entity.name) };
            add(span, format!("[{}{name}|", code(entity.kind)), "]");
        }
    }
    for quote in &analysis.quotes {
        let (open, close) = if quote.kind == QuoteKind::Direct { ("{{", "}}") } else { ("<<", ">>") };
        add(quote.span, format!("{open}{}|", who(quote)), close);
    }
    for claim in &analysis.claims {
        add(claim.span, format!("^{}^", lower(claim.kind)), "");
    }
    marks.sort();
    marks
}

/// The text of `span` with its marks, on one line.
fn marked(text: &str, span: Span, marks: &[Mark]) -> String {
    let mut out = String::new();
    let mut at = span.start;
    let first = marks.partition_point(|mark| mark.at < span.start);
    for Mark { at: place, opens, mark, .. } in &marks[first..] {
        let (after, before) = if *opens { (span.start, span.end - 1) } else { (span.start + 1, span.end) };
        if *place > span.end {
            break;
        }
        if (after..=before).contains(place) {
            out.push_str(&text[at..*place]);
            out.push_str(mark);
            at = *place;
        }
    }
    out.push_str(&text[at..span.end]);
    out.trim_end().replace('\n', "\\n")
}

fn code(kind: EntityType) -> String {
    match kind {
        EntityType::Person => "PER".into(),
        EntityType::Organization => "ORG".into(),
        EntityType::Location => "LOC".into(),
        other => lower(other).to_uppercase(),
    }
}

fn lower(kind: impl std::fmt::Debug) -> String {
    format!("{kind:?}").to_lowercase()
}

fn who(quote: &Quote) -> String {
    match &quote.speaker {
        _ if quote.scare => "scare".into(),
        None => "?".into(),
        Some(Speaker { entity: None, name, .. }) => format!("/{name}/"),
        Some(Speaker { name, .. }) => name.clone(),
    }
}

fn entities(out: &mut String, analysis: &Analysis) {
    heading(out, "entities (mentions, salience)");
    for Entity { name, kind, role, salience, mentions, .. } in &analysis.entities {
        let role = role.as_ref().map(|role| format!("; {role}")).unwrap_or_default();
        line(out, format_args!("{:<12} {name}{role}  ({}, {salience:.1})", lower(kind), mentions.len()));
    }
}

fn quotes(out: &mut String, text: &str, analysis: &Analysis) {
    heading(out, "quotes (confidence; mention; cue)");
    for quote in analysis.quotes.iter().filter(|q| !q.scare) {
        let speaker = quote.speaker.as_ref();
        let confidence = speaker.map(|s| format!("{:.1}", s.confidence)).unwrap_or("-".into());
        let mention = speaker.and_then(|s| text.get(s.start?..s.end?)).unwrap_or("-");
        let cue = quote.cue.map_or("-", |cue| &text[cue.start..cue.end]);
        let words = shortened(&text[quote.span.start..quote.span.end]);
        line(
            out,
            format_args!(
                "{:<8} {}: {words}  ({confidence}; {mention}; {cue})",
                lower(quote.kind),
                who(quote)
            ),
        );
    }
}

fn claims(out: &mut String, text: &str, analysis: &Analysis) {
    heading(out, "claims (verifiable, worth)");
    for claim in &analysis.claims {
        let claimant = claim.claimant.map(|id| format!(" by {}", name(analysis, id))).unwrap_or_default();
        let words = shortened(&text[claim.span.start..claim.span.end]);
        let (verifiable, worth) = (claim.verifiable, claim.worth);
        line(out, format_args!("{}{claimant}: {words}  ({verifiable:.1}, {worth:.1})", lower(claim.kind)));
        for reason in &claim.reasons {
            line(out, format_args!("    {}  [{}]", reason.label, &text[reason.span.start..reason.span.end]));
        }
    }
}

fn summary(out: &mut String, text: &str, analysis: &Analysis) {
    heading(out, "summary");
    let summary = &analysis.summary;
    for sentence in &summary.sentences {
        let stands_for =
            sentence.antecedent.map(|id| format!(" ({})", name(analysis, id))).unwrap_or_default();
        let words = &text[sentence.span.start..sentence.span.end];
        line(out, format_args!("{:.1}{stands_for} {words}", sentence.score));
    }
    for voice in &summary.voices {
        let best = analysis.quotes.get(voice.best).map_or("-", |q| &text[q.span.start..q.span.end]);
        line(out, format_args!("voice: {} ({} quotes): {}", voice.name, voice.quotes.len(), shortened(best)));
    }
    for figure in &summary.figures {
        line(out, format_args!("figure: {} {}", figure.text, figure.counts));
    }
    for (label, ids) in [("places", &summary.places), ("dates", &summary.dates)] {
        let names: Vec<_> = ids.iter().map(|&id| name(analysis, id)).collect();
        if !names.is_empty() {
            line(out, format_args!("{label}: {}", names.join("; ")));
        }
    }
    line(out, format_args!("minutes: {}", summary.minutes));
}

fn name(analysis: &Analysis, id: usize) -> &str {
    analysis.entities.get(id).map_or("?", |entity| &entity.name)
}

fn shortened(text: &str) -> String {
    let mut words: String = text.chars().take(60).collect();
    if words.len() < text.len() {
        words = format!("{}…", words.rsplit_once(' ').map_or(words.as_str(), |(most, _)| most));
    }
    words.replace('\n', "\\n")
}
