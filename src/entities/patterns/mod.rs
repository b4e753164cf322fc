//! What has a shape: dates, times, money, percentages, quantities, laws. One small file each; a rule is a regular
//! expression that runs over the outline of one sentence at a time (see [`letters`]) and a look at the
//! tokens around the match. Examples stand beside the rules. Where two rules match the same words the earlier one in
//! [`RULES`] has them.
//!
//! The shapes are English.

mod dates;
mod laws;
mod letters;
mod money;
mod outline;
mod percent;
mod quantities;
mod times;

pub(crate) use quantities::NOT_COUNTED;

use crate::analysis::EntityType;
use crate::text::Text;
use outline::{Letter, Outline};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// One shape.
struct Rule {
    /// What a match is.
    kind: EntityType,
    /// Compiled once, at the first sentence.
    regex: LazyLock<Option<Regex>>,
    /// The match in tokens, as it should be, or nothing: may look around, trim and extend (inside the sentence).
    fit: fn(&Text, Range<usize>) -> Option<Range<usize>>,
}

/// All shapes, the strongest first, under the letters that their patterns are written in.
static RULES: [(Letter, &[&Rule]); 2] = [
    (laws::letter, &[&laws::NUMBERED, &laws::NAMED]),
    (
        letters::value,
        &[
            &money::SIGNED,
            &money::WORDED,
            &percent::PERCENT,
            &dates::CALENDAR,
            &dates::RELATIVE,
            &times::CLOCK,
            &times::DURATION,
            &quantities::QUANTITY,
        ],
    ),
];

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
    let mut outline = Outline::default();
    for sentence in &text.sentences {
        for (letter, rules) in RULES {
            outline.draw(text, sentence, letter);
            for rule in rules {
                let Some(regex) = rule.regex.as_ref() else { continue };
                for hit in regex.find_iter(&outline.letters) {
                    if let Some(tokens) =
                        outline.tokens(hit.range()).and_then(|tokens| (rule.fit)(text, tokens))
                        && sentence.tokens.start <= tokens.start
                        && tokens.end <= sentence.tokens.end
                    {
                        found.push(Shape { tokens, kind: rule.kind });
                    }
                }
            }
        }
        settle(&mut found, sentence.tokens.start, &mut shapes);
    }
    shapes
}

/// Of overlapping matches of one sentence the one of the strongest rule, the first in `found`, stays. Empties `found`.
fn settle(found: &mut Vec<Shape>, first: usize, shapes: &mut Vec<Shape>) {
    let mut taken: Vec<bool> = Vec::new(); // by token, from the sentence's first
    let kept = shapes.len();
    for shape in found.drain(..) {
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

/// Takes a match as it is.
fn as_is(_: &Text, tokens: Range<usize>) -> Option<Range<usize>> {
    Some(tokens)
}

/// Compiles a pattern over outlines, in which `NUM` stands for a number in digits and `WORDNUM` for one in words.
fn compile(pattern: &str) -> Option<Regex> {
    Regex::new(
        &pattern
            .replace("WORDNUM", "(?:h a|t(?:-o)?|o|e)")
            .replace("NUM", &format!("[{}]", letters::NUMBERS)),
    )
    .ok()
}

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
        assert!(RULES.iter().flat_map(|(_, rules)| *rules).all(|rule| rule.regex.is_some()));
    }
}
