//! How near the engine's marks on the corpus come to its annotation. Every measure is a share of 0..100:
//!
//! - *entity mentions*: F1 over people, organizations and places; span and type must be right; clutter lines left out.
//! - *canonical names*: of the mentions found, those whose entity bears the name that the article's `@` line gives.
//! - *direct quotes*: F1 over quotations that stand in marks; the same span after outer marks and punctuation.
//! - *speaker names*: of the direct quotes found whose speaker has a name, those given to exactly that name.
//! - *clutter lines*: F1; a line counts as what most of it became (captions and bylines are clutter).
//! - *titles*: articles whose headline is found exactly.
//! - *claims*: F1 between the sentences marked in the article and by the engine; a pair shares half of the longer.

use super::Case;
use super::markup::{Article, Words};
use standfirst::Span;
use standfirst::analysis::{Analysis, BlockKind, EntityType, QuoteKind};
use std::collections::HashSet;
use std::fmt::Write;

/// Right ones, of those that the engine gave and those that it should have given.
#[derive(Debug, Clone, Copy, Default)]
pub struct Count {
    right: usize,
    given: usize,
    wanted: usize,
}

impl Count {
    fn share(right: usize, of: usize) -> Self {
        Count { right, given: of, wanted: of }
    }

    /// F1 in percent; the plain share where as many were given as wanted.
    pub fn percent(self) -> f64 {
        200.0 * self.right as f64 / ((self.given + self.wanted) as f64).max(1.0)
    }
}

type Measure = (&'static str, fn(&Case) -> Count);

/// All measures, in the order of the table.
pub const MEASURES: &[Measure] = &[
    ("entity mentions", entity_mentions),
    ("canonical names", canonical_names),
    ("direct quotes", direct_quotes),
    ("speaker names", speaker_names),
    ("clutter lines", clutter_lines),
    ("titles", titles),
    ("claims", claims),
];

/// The measure over all `cases`.
pub fn total<'a>(measure: fn(&Case) -> Count, cases: impl IntoIterator<Item = &'a Case>) -> f64 {
    let add = |a: Count, b: Count| Count {
        right: a.right + b.right,
        given: a.given + b.given,
        wanted: a.wanted + b.wanted,
    };
    cases.into_iter().map(measure).fold(Count::default(), add).percent()
}

/// Articles on which no weights are trained: those whose number ends in 0 or 5.
pub fn is_held_out(case: &Case) -> bool {
    case.article.id.ends_with(['0', '5'])
}

/// All measures, one a line: over the whole corpus, over its held-out articles, and the floor.
pub fn table(cases: &[Case], floors: &[(String, f64)]) -> String {
    let mut out = format!("{:<18} {:>6} {:>9} {:>6}\n", "measure", "all", "held out", "floor");
    for (name, measure) in MEASURES {
        let (all, held) = (total(*measure, cases), total(*measure, cases.iter().filter(|c| is_held_out(c))));
        let floor = floors.iter().find(|(n, _)| n == name).map_or("-".into(), |(_, f)| format!("{f:.1}"));
        writeln!(out, "{name:<18} {all:>6.1} {held:>9.1} {floor:>6}").expect("a String takes every line");
    }
    out
}

/// The lines of `tests/corpus/floors.txt`.
pub fn floors() -> Vec<(String, f64)> {
    let text = std::fs::read_to_string(super::folder().join("floors.txt")).expect("tests/corpus/floors.txt");
    let lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let (name, floor) = line.split_once('|').expect("`measure | floor`");
            (name.trim().to_string(), floor.trim().parse().expect("a number"))
        })
        .collect()
}

fn entity_mentions(Case { article, analysis }: &Case) -> Count {
    let wanted: HashSet<_> = article.mentions.iter().map(|m| (m.span, m.kind.as_str())).collect();
    let given = analysis.entities.iter().flat_map(|e| e.mentions.iter().map(|&span| (span, code(e.kind))));
    let read = |(span, code): &(Span, &str)| *code != "MISC" && !in_clutter(article, *span);
    let given: HashSet<_> = given.filter(read).collect();
    let wanted: HashSet<_> = wanted.into_iter().filter(read).collect();
    Count { right: given.intersection(&wanted).count(), given: given.len(), wanted: wanted.len() }
}

fn canonical_names(Case { article, analysis }: &Case) -> Count {
    let mut count = Count::default();
    for mention in article.mentions.iter().filter(|m| m.kind != "MISC") {
        let same = analysis.entities.iter().find(|e| e.mentions.contains(&mention.span));
        if let Some(entity) = same.filter(|e| code(e.kind) == mention.kind) {
            let right = plain(&entity.name) == plain(&article.names[&mention.key].0);
            count = Count::share(count.right + usize::from(right), count.wanted + 1);
        }
    }
    count
}

fn direct_quotes(case: &Case) -> Count {
    let given: HashSet<_> = given_quotes(case).map(|(span, _)| span).collect();
    let wanted: HashSet<_> = wanted_quotes(&case.article).map(|(span, _)| span).collect();
    Count { right: given.intersection(&wanted).count(), given: given.len(), wanted: wanted.len() }
}

fn speaker_names(case: &Case) -> Count {
    let mut count = Count::default();
    for (span, words) in wanted_quotes(&case.article) {
        let found = given_quotes(case).find(|(given, _)| *given == span);
        if let (Some((_, speaker)), Some(name)) = (found, words.name(&case.article)) {
            let right = speaker.is_some_and(|s| plain(s) == plain(name));
            count = Count::share(count.right + usize::from(right), count.wanted + 1);
        }
    }
    count
}

/// Whether the words at `span` open with a quotation mark; answers and turns of transcripts do not.
fn is_marked(article: &Article, span: Span) -> bool {
    article.text[span.start..].starts_with(['“', '"', '‘', '\'', '«', '„', '”', '’', '`'])
}

/// Direct quotes of the engine with their speakers.
fn given_quotes(Case { article, analysis }: &Case) -> impl Iterator<Item = (Span, Option<&str>)> {
    let spoken = analysis.quotes.iter().filter(|q| !q.scare && q.kind == QuoteKind::Direct);
    let spoken = spoken.filter(|q| is_marked(article, q.span));
    spoken.map(|q| (bare(&article.text, q.span), q.speaker.as_ref().map(|s| s.name.as_str())))
}

/// Quotations of the annotation that stand in marks.
fn wanted_quotes(article: &Article) -> impl Iterator<Item = (Span, &Words)> {
    let spoken = article.quotes.iter().filter(|q| !q.indirect && is_marked(article, q.span));
    spoken.map(|q| (bare(&article.text, q.span), q))
}

/// A quotation without its outer marks, punctuation and spaces.
fn bare(text: &str, span: Span) -> Span {
    let inner = &text[span.start..span.end];
    let start = span.start + inner.len() - inner.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
    Span::new(start, span.start + inner.trim_end_matches(|c: char| !c.is_alphanumeric()).len())
}

fn clutter_lines(Case { article, analysis }: &Case) -> Count {
    let mut count = Count::default();
    for &line in &article.lines {
        let furniture = |kind| matches!(kind, BlockKind::Clutter | BlockKind::Byline | BlockKind::Caption);
        let blocks = analysis.blocks.iter().filter(|b| furniture(b.kind));
        let given = blocks.map(|b| shared(b.span, line)).sum::<usize>() * 2 > line.len();
        let wanted = article.clutter.contains(&line);
        count.right += usize::from(given && wanted);
        count.given += usize::from(given);
        count.wanted += usize::from(wanted);
    }
    count
}

fn titles(Case { article, analysis }: &Case) -> Count {
    Count::share(usize::from(article.title == analysis.title), 1)
}

fn claims(Case { article, analysis: Analysis { claims, .. } }: &Case) -> Count {
    let pairs =
        |wanted: Span| claims.iter().any(|c| shared(c.span, wanted) * 2 >= c.span.len().max(wanted.len()));
    let right = article.claims.iter().filter(|(span, _)| pairs(*span)).count();
    Count { right, given: claims.len(), wanted: article.claims.len() }
}

fn shared(a: Span, b: Span) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

fn in_clutter(article: &Article, span: Span) -> bool {
    article.clutter.iter().any(|line| line.contains(span))
}

fn code(kind: EntityType) -> &'static str {
    match kind {
        EntityType::Person => "PER",
        EntityType::Organization => "ORG",
        EntityType::Location => "LOC",
        _ => "MISC",
    }
}

/// A name without case, punctuation and a leading "the".
fn plain(name: &str) -> String {
    let kept = name.chars().filter(|c| c.is_alphanumeric() || *c == ' ');
    let lower = kept.collect::<String>().to_lowercase();
    lower.strip_prefix("the ").unwrap_or(&lower).trim().to_string()
}
