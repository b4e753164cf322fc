//! What is true of every analysis, whatever the text: the promises of `src/analysis.rs`, checked. Panics with the first
//! broken one, so it serves property tests and fuzzing alike.

use standfirst::analysis::{Analysis, BlockKind, Entity, Figure, KeySentence, Quote, Voice};
use standfirst::text::{Offsets, Text};
use standfirst::{Document, Options, Span};

/// Checks the `analysis` (spans in UTF-16 code units) of `document`.
pub fn check(document: &Document, options: &Options, analysis: &Analysis) {
    let offsets = Offsets::new(&document.text);
    spans(document, &offsets, analysis);
    blocks(document, analysis);
    entities(analysis);
    quotes(analysis);
    claims(document, options, analysis);
    summary(document, &offsets, analysis);
    let words = serde_json::to_string(analysis).expect("an analysis is JSON");
    let again: Analysis = serde_json::from_str(&words).expect("and comes back from it");
    assert_eq!(serde_json::to_string(&again).expect("JSON"), words);
}

/// Every span is half-open, lies inside the text and on borders of characters.
fn spans(document: &Document, offsets: &Offsets, analysis: &Analysis) {
    let length = document.text.encode_utf16().count();
    analysis.clone().each_span(&mut |span| {
        assert!(span.start <= span.end && span.end <= length, "{span:?} in a text of {length}");
        assert_eq!(offsets.to_utf16(offsets.to_bytes(*span)), *span, "a span cuts a character");
    });
    let marks = analysis.entities.iter().flat_map(|e| e.mentions.iter().copied());
    let marks =
        marks.chain(analysis.quotes.iter().map(|q| q.span)).chain(analysis.claims.iter().map(|c| c.span));
    let unread = analysis.blocks.iter().filter(|b| !b.kind.is_article() && !b.span.is_empty());
    let unread: Vec<_> = unread.map(|b| b.span).collect();
    for mark in marks {
        assert!(!mark.is_empty(), "an empty mark at {}", mark.start);
        assert!(!any_overlaps(&unread, mark), "{mark:?} marks clutter");
    }
}

/// Whether one of `spans`, which are in order, overlaps `span`.
fn any_overlaps(spans: &[Span], span: Span) -> bool {
    spans.get(spans.partition_point(|s| s.end <= span.start)).is_some_and(|s| s.overlaps(span))
}

fn in_order(spans: impl IntoIterator<Item = Span>, what: &str) {
    let spans: Vec<_> = spans.into_iter().collect();
    for pair in spans.windows(2) {
        assert!(pair[0].end <= pair[1].start, "{what} overlap or stand in disorder: {pair:?}");
    }
}

fn blocks(document: &Document, analysis: &Analysis) {
    in_order(analysis.blocks.iter().map(|b| b.span), "blocks");
    let titles = analysis.blocks.iter().filter(|b| b.kind == BlockKind::Title).count();
    assert!(titles <= 1, "{titles} titles");
    assert_eq!(analysis.title.is_some(), titles == 1);
    assert_eq!(analysis.text.is_none(), document.verbatim);
}

fn entities(analysis: &Analysis) {
    for (index, Entity { id, name, salience, mentions, .. }) in analysis.entities.iter().enumerate() {
        assert_eq!(*id, index);
        assert!(!name.trim().is_empty() && !mentions.is_empty(), "entity {id} has no name or no mention");
        share(*salience);
        in_order(mentions.iter().copied(), "mentions of one entity");
    }
    let mut all: Vec<_> = analysis.entities.iter().flat_map(|e| e.mentions.iter().copied()).collect();
    all.sort();
    in_order(all, "mentions");
    let firsts: Vec<_> = analysis.entities.iter().map(|e| e.mentions[0].start).collect();
    assert!(firsts.is_sorted(), "entities stand by first mention: {firsts:?}");
}

fn quotes(analysis: &Analysis) {
    assert!(analysis.quotes.is_sorted_by_key(|q| q.span.start), "quotes stand by start");
    for Quote { scare, speaker, .. } in &analysis.quotes {
        let Some(speaker) = speaker else { continue };
        assert!(!scare, "a scare quote has no speaker");
        share(speaker.confidence);
        assert_eq!(speaker.start.is_some(), speaker.end.is_some());
        assert!(!speaker.name.trim().is_empty());
        if let Some(id) = speaker.entity {
            // A spokesperson keeps the words that describe them, and bears the entity that they speak for.
            let spokesperson = speaker.name.contains("spokes");
            assert!(spokesperson || speaker.name == analysis.entities[id].name, "{} is {id}", speaker.name);
        }
    }
}

fn claims(document: &Document, options: &Options, analysis: &Analysis) {
    in_order(analysis.claims.iter().map(|c| c.span), "claims");
    for claim in &analysis.claims {
        share(claim.verifiable);
        share(claim.worth);
        assert!(claim.claimant.is_none_or(|id| id < analysis.entities.len()));
        assert!(
            claim.reasons.iter().all(|r| claim.span.contains(r.span)),
            "a reason outside of its sentence"
        );
    }
    if !options.all_claims {
        let sentences = Text::new(document).sentences.len();
        let most = (sentences / 4).max(1);
        assert!(analysis.claims.len() <= most, "{} claims in {sentences} sentences", analysis.claims.len());
    }
}

fn summary(document: &Document, offsets: &Offsets, analysis: &Analysis) {
    let summary = &analysis.summary;
    let prose: Vec<_> = analysis.blocks.iter().filter(|b| b.kind.is_prose()).map(|b| b.span).collect();
    in_order(summary.sentences.iter().map(|s| s.span), "key sentences");
    for KeySentence { span, score, antecedent } in &summary.sentences {
        share(*score);
        assert!(prose.iter().any(|block| block.contains(*span)), "{span:?} is no prose");
        assert!(antecedent.is_none_or(|id| id < analysis.entities.len()));
    }
    for Voice { quotes, best, .. } in &summary.voices {
        assert!(quotes.is_sorted() && quotes.contains(best));
        assert!(quotes.iter().all(|&q| q < analysis.quotes.len()));
    }
    for Figure { span, text, sentence, .. } in &summary.figures {
        assert!(sentence.contains(*span));
        assert_eq!(document.slice(offsets.to_bytes(*span)), text);
    }
    assert!(summary.places.iter().chain(&summary.dates).all(|&id| id < analysis.entities.len()));
}

fn share(score: f32) {
    assert!((0.0..=1.0).contains(&score), "{score} is no share");
}
