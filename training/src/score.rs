//! Scores a tagger: strict F1 over persons, organisations and locations, exact spans against the annotation as it stands.

use crate::data::Example;
use standfirst::Span;
use standfirst::entities::{NameKind, Tagger};
use standfirst::text::Text;
use std::collections::HashSet;

/// Hits, found, annotated: of persons, organisations, locations.
#[derive(Debug, Default)]
pub struct Score([[usize; 3]; 3]);

impl Score {
    /// F1 over all three kinds, then of each.
    pub fn f1(&self) -> [f64; 4] {
        let f = |c: &[usize; 3]| 200.0 * c[0] as f64 / (c[1] + c[2]).max(1) as f64;
        let all = std::array::from_fn(|i| self.0.iter().map(|c| c[i]).sum());
        [f(&all), f(&self.0[0]), f(&self.0[1]), f(&self.0[2])]
    }
}

/// The names in the text of `example`: span and class 1..=4.
pub fn names(tagger: &Tagger, example: &Example) -> Vec<(Span, u8)> {
    let text = Text::new(&example.document);
    let class = |kind| match kind {
        NameKind::Person => 1,
        NameKind::Organization => 2,
        NameKind::Location => 3,
        NameKind::Misc => 4,
    };
    tagger.tag(&text).into_iter().map(|name| (text.span_of(name.tokens), class(name.kind))).collect()
}

/// Scores `tagger` on `examples`.
pub fn score(tagger: &Tagger, examples: &[Example]) -> Score {
    let mut score = Score::default();
    for example in examples {
        let found: HashSet<_> = names(tagger, example).into_iter().collect();
        let gold: HashSet<_> = example.gold.iter().copied().collect();
        for (kind, counts) in score.0.iter_mut().enumerate() {
            let of = |set: &HashSet<(Span, u8)>| set.iter().filter(|n| n.1 == kind as u8 + 1).count();
            counts[0] += found.intersection(&gold).filter(|n| n.1 == kind as u8 + 1).count();
            counts[1] += of(&found);
            counts[2] += of(&gold);
        }
    }
    score
}

/// Prints what went wrong: annotated, found, and the words around.
pub fn print_errors(tagger: &Tagger, examples: &[Example]) {
    const KINDS: [&str; 5] = ["-", "PER", "ORG", "LOC", "MISC"];
    for example in examples {
        let found = names(tagger, example);
        let line = |what: &str, (span, class): (Span, u8), other: &[(Span, u8)]| {
            if class == 0 || class == 4 || other.contains(&(span, class)) {
                return;
            }
            let text = &example.document.text;
            let crossing: Vec<String> = other
                .iter()
                .filter(|(s, _)| s.overlaps(span))
                .map(|&(s, c)| format!("{}:{}", KINDS[c as usize], example.document.slice(s)))
                .collect();
            let around = |from: usize, to: usize| {
                let from = (from..=span.start).find(|&i| text.is_char_boundary(i)).unwrap_or(span.start);
                let to = (to..text.len()).find(|&i| text.is_char_boundary(i)).unwrap_or(text.len());
                text[from..to].replace('\n', " / ")
            };
            println!(
                "{what}\t{}\t{}\t{}\t{}",
                KINDS[class as usize],
                example.document.slice(span),
                crossing.join(" + "),
                around(span.start.saturating_sub(50), span.end + 40)
            );
        };
        example.gold.iter().for_each(|&g| line("missed", g, &found));
        found.iter().for_each(|&f| line("false", f, &example.gold));
    }
}
