//! What has a shape: dates, times, money, percentages, quantities, laws. One small file each; a rule is a regular
//! expression that runs over one sentence at a time, a cheap test that says whether to run it at all, and a look at the
//! tokens around the match. Examples stand beside the rules. Where two rules match the same words the earlier one in
//! [`RULES`] has them.
//!
//! Matches must start and end with a token, which is what `\b` would say, but faster and by our own idea of a word.
//! The shapes are English.

mod dates;
mod laws;
mod money;
mod percent;
mod quantities;
mod times;

pub(crate) use quantities::NOT_COUNTED;

use crate::analysis::EntityType;
use crate::text::{Sentence, Text, TokenKind};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// One shape.
struct Rule {
    /// What a match is.
    kind: EntityType,
    /// Whether the sentence is worth a run.
    when: fn(&Clues) -> bool,
    /// Compiled once, at the first sentence that is.
    regex: LazyLock<Option<Regex>>,
    /// The match in tokens, as it should be, or nothing: may look around, trim and extend (inside the sentence).
    fit: fn(&Text, Range<usize>) -> Option<Range<usize>>,
}

/// All shapes, the strongest first.
static RULES: [&Rule; 10] = [
    &laws::NUMBERED,
    &laws::NAMED,
    &money::SIGNED,
    &money::WORDED,
    &percent::PERCENT,
    &dates::CALENDAR,
    &dates::RELATIVE,
    &times::CLOCK,
    &times::DURATION,
    &quantities::QUANTITY,
];

/// What a sentence contains, seen in one pass.
#[derive(Default)]
struct Clues {
    number: bool,
    sign: bool,
    capital: bool,
}

impl Clues {
    fn of(text: &Text, sentence: &Sentence) -> Clues {
        let mut clues = Clues::default();
        for token in text.tokens.get(sentence.tokens.clone()).unwrap_or_default() {
            let first = text.slice(token.span).chars().next().unwrap_or(' ');
            match token.kind {
                TokenKind::Number => clues.number = true,
                TokenKind::Punctuation => clues.sign |= !first.is_ascii() || matches!(first, '$' | '%'),
                _ => clues.capital |= first.is_uppercase(),
            }
        }
        clues
    }
}

/// A match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shape {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What it is.
    pub kind: EntityType,
}

/// All matches in `text`, in order, not overlapping.
pub(super) fn find(text: &Text) -> Vec<Shape> {
    let mut shapes = Vec::new();
    let mut found = Vec::new();
    for sentence in &text.sentences {
        let clues = Clues::of(text, sentence);
        for (rank, rule) in RULES.iter().enumerate().filter(|(_, rule)| (rule.when)(&clues)) {
            let Some(regex) = rule.regex.as_ref() else { continue };
            for hit in regex.find_iter(text.slice(sentence.span)) {
                let (start, end) = (sentence.span.start + hit.start(), sentence.span.start + hit.end());
                if let Some(tokens) = tokens(text, start, end).and_then(|tokens| (rule.fit)(text, tokens))
                    && sentence.tokens.start <= tokens.start
                    && tokens.end <= sentence.tokens.end
                {
                    found.push((rank, Shape { tokens, kind: rule.kind }));
                }
            }
        }
        settle(&mut found, sentence.tokens.start, &mut shapes);
    }
    shapes
}

/// Of overlapping matches of one sentence the one of the strongest rule stays. Empties `found`.
fn settle(found: &mut Vec<(usize, Shape)>, first: usize, shapes: &mut Vec<Shape>) {
    let mut taken: Vec<bool> = Vec::new(); // by token, from the sentence's first
    let kept = shapes.len();
    for (_, shape) in found.drain(..) {
        let range = shape.tokens.start - first..shape.tokens.end - first;
        if taken.len() < range.end {
            taken.resize(range.end, false);
        }
        if let Some(cells) = taken.get_mut(range)
            && !cells.contains(&true)
        {
            cells.fill(true);
            shapes.push(shape);
        }
    }
    if let Some(new) = shapes.get_mut(kept..) {
        new.sort_by_key(|s| s.tokens.start);
    }
}

/// The tokens from byte `start` to byte `end`, where both are token borders.
fn tokens(text: &Text, start: usize, end: usize) -> Option<Range<usize>> {
    let first = text.tokens.partition_point(|t| t.span.start < start);
    let last = text.tokens.partition_point(|t| t.span.start < end).checked_sub(1)?;
    let exact = text.tokens.get(first)?.span.start == start && text.tokens.get(last)?.span.end == end;
    (exact && first <= last).then_some(first..last + 1)
}

/// Takes a match as it is.
fn as_is(_: &Text, tokens: Range<usize>) -> Option<Range<usize>> {
    Some(tokens)
}

/// Compiles a pattern written with white space; `NUM` stands for a number in digits, `WORDNUM` for one in words. Case is
/// ignored with `(?i-u:…)` alone: Unicode's case tables are left out of the build (tests bring them back unseen).
fn compile(pattern: &str) -> Option<Regex> {
    let pattern = pattern.replace("WORDNUM", WORD_NUMBER).replace("NUM", DIGITS);
    Regex::new(&format!("(?x){pattern}")).ok()
}

const DIGITS: &str = r"(?:[0-9][0-9,.]{0,18}[0-9]|[0-9])";
const WORD_NUMBER: &str = r"(?i-u:half\x20a|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen
    |fifteen|sixteen|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)
    (?:-(?:one|two|three|four|five|six|seven|eight|nine))?)";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{BlockKind, Span};
    use crate::document::{Block, Document};

    /// Checks examples in which every match of the type stands in `[brackets]`.
    pub(super) fn check(kind: EntityType, examples: &[&str]) {
        for example in examples {
            let text = example.replace(['[', ']'], "");
            let span = Span::new(0, text.len());
            let document = Document {
                text,
                blocks: vec![Block { span, kind: BlockKind::Paragraph }],
                ..Document::default()
            };
            let text = Text::new(&document);
            let mut marked = String::new();
            let mut at = 0;
            for shape in find(&text).into_iter().filter(|s| s.kind == kind) {
                let span = text.span_of(shape.tokens);
                marked += &format!("{}[{}]", text.slice(Span::new(at, span.start)), text.slice(span));
                at = span.end;
            }
            marked += text.slice(Span::new(at, document.text.len()));
            assert_eq!(&marked, example);
        }
    }

    #[test]
    fn every_pattern_compiles() {
        assert!(RULES.iter().all(|rule| rule.regex.is_some()));
    }
}
