//! Properties of the whole engine: what `common/rules.rs` promises holds for arbitrary text, Markdown and pages; nothing
//! takes more than linear time; and changes that mean nothing to a reader change nothing.

#![allow(clippy::panic, clippy::expect_used)]

mod common;

use common::{articles, engine, rules};
use proptest::prelude::*;
use standfirst::analysis::{Analysis, Span};
use standfirst::document::{Container, Page, PageBlock};
use standfirst::{Input, Options, article};
use std::time::{Duration, Instant};

/// Reads `input` and checks the rules.
fn read(input: &Input, options: &Options) -> Analysis {
    let document = article::read(input);
    let analysis = engine().analyze(input, options);
    rules::check(&document, options, &analysis);
    analysis
}

/// What news is made of, and what breaks readers of news.
const PIECES: &[&str] = &[
    "“",
    "”",
    "‘",
    "’",
    "\"",
    "'",
    "«",
    "»",
    "said",
    "told",
    "according to",
    "Mara Okafor",
    "Okafor",
    "Ms.",
    "Dr.",
    "the minister",
    "she",
    "he",
    "Nairobi",
    "U.S.",
    "U.S.-led",
    "Reuters",
    "Harvest Bank Ltd",
    "BREAKING NEWS",
    "$38 billion",
    "6.4%",
    "12",
    "Tuesday",
    "March 3, 2024",
    "more than",
    "because",
    "will",
    "the law",
    ".",
    ",",
    "?",
    "!",
    "…",
    ":",
    ";",
    "-",
    "—",
    "(",
    ")",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "# ",
    "> ",
    "- ",
    "Share this",
    "By Ada Writer",
    "😀",
    "👩‍👩‍👧",
    "e\u{301}",
    "中文",
    "مرحبا",
    "\u{200b}",
    "\u{feff}",
    "\u{2028}",
    "\0",
    "https://example.org/a?b",
    "@handle",
    "’s",
    "s’",
    "A",
    "a",
];

/// Pieces of news, with and without spaces between them.
fn soup() -> impl Strategy<Value = String> {
    let piece = (prop::sample::select(PIECES), prop::sample::select(&[" ", " ", " ", ""][..]));
    prop::collection::vec(piece, 0..120)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(a, b)| [a, b]).collect())
}

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![3 => soup(), 1 => ".{0,200}", 1 => "(?s).{0,200}"]
}

/// Pages whose blocks and elements may point anywhere.
fn pages() -> impl Strategy<Value = Page> {
    let word = || {
        prop::sample::select(
            &["", "p", "div", "h1", "h2", "li", "blockquote", "figcaption", "nav", "article"][..],
        )
    };
    let container = (prop::option::of(0..12usize), word(), "[a-z -]{0,12}");
    let container = container.prop_map(|(parent, tag, names)| Container {
        parent,
        tag: tag.into(),
        role: String::new(),
        names,
    });
    let block = (soup(), 0..12usize, 0..400usize);
    let block = block.prop_map(|(text, container, link_units)| PageBlock {
        text,
        container,
        link_units,
        ..PageBlock::default()
    });
    let parts = (prop::collection::vec(container, 0..10), prop::collection::vec(block, 0..8));
    (parts, prop::option::of(soup()), any::<bool>()).prop_map(|((containers, blocks), title, selection)| {
        let data = vec![title.clone().unwrap_or_default(), r#"{"@type":"Article","articleBody":7}"#.into()];
        Page { title, data, selection, containers, blocks, ..Page::default() }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text(text in texts()) {
        read(&Input::Text(text), &Options::default());
    }

    #[test]
    fn any_markdown(text in texts()) {
        read(&Input::Markdown(text), &Options::default());
    }

    #[test]
    fn any_page(page in pages()) {
        read(&Input::Page(page), &Options::default());
    }

    #[test]
    fn any_options(text in soup(), claim_budget in any::<f32>(), all_claims in any::<bool>()) {
        read(&Input::Text(text), &Options { claim_budget, all_claims });
    }

    #[test]
    fn twice_the_same(text in soup()) {
        let input = Input::Text(text);
        prop_assert_eq!(engine().analyze(&input, &Options::default()), engine().analyze(&input, &Options::default()));
    }
}

#[test]
fn the_corpus_keeps_the_rules() {
    for article in articles() {
        let whole = read(&Input::Text(article.text.clone()), &Options::default());
        let every = read(&Input::Text(article.text), &Options { all_claims: true, ..Options::default() });
        assert!(every.claims.len() >= whole.claims.len(), "{}", article.id);
    }
}

/// Texts that broke the engine once.
#[test]
fn once_broken() {
    for text in [
        "“ : \n said Mara Okafor said according to » ‘ . Mara Okafor ",
        "“The plan works.\n\nShare this article\n\nIt costs little,” Mara Okafor said.",
    ] {
        read(&Input::Text(text.into()), &Options { all_claims: true, ..Options::default() });
    }
}

/// One text of each kind of monotony, and one four times as long: quadratic work takes sixteen times as long.
#[test]
fn long_monotonous_texts_take_linear_time() {
    let phrases = ["“a” ", "“a ", "A. ", "he said ", "Mara ", "“Go,” Okafor said. ", "1,", "(", "A “"];
    for piece in PIECES.iter().chain(&phrases) {
        let time = |bytes: usize| {
            let input = Input::Text(piece.repeat(bytes / piece.len()));
            let start = Instant::now();
            engine().analyze(&input, &Options::default());
            start.elapsed()
        };
        // A busy machine may slow one measurement down, hardly three in a row.
        let linear = || {
            let long = time(40_000);
            long < Duration::from_millis(500) || long < 10 * time(10_000)
        };
        assert!((0..3).any(|_| linear()), "40 KB of {piece:?} take more than ten times as long as 10 KB");
    }
}

/// Every mark of an analysis, without the blocks.
fn marks(mut analysis: Analysis) -> Analysis {
    analysis.blocks.clear();
    analysis
}

/// What stands below an article changes no mark in it.
#[test]
fn clutter_below_changes_no_mark() {
    let lines = [
        "Share this article",
        "Advertisement",
        "Sign up for our newsletter",
        "Copyright 2025 The Daily Post. All rights reserved.",
    ];
    let (mut seen, mut read) = (0, 0);
    for article in articles().into_iter().step_by(4) {
        let alone = engine().analyze(&Input::Text(article.text.clone()), &Options::default());
        for line in lines {
            let mut with =
                engine().analyze(&Input::Text(format!("{}\n\n{line}", article.text)), &Options::default());
            let last = with.blocks.pop().expect("a block for the line");
            read += 1;
            if !last.kind.is_article() && with.blocks == alone.blocks {
                seen += 1;
                assert_eq!(marks(with), marks(alone.clone()), "{} with {line:?}", article.id);
            }
        }
    }
    assert!(seen * 2 > read, "of {read} lines of clutter only {seen} were seen to be clutter");
}

/// Windows line ends and a byte order mark move marks, but neither make nor remove any.
#[test]
fn line_ends_change_no_mark() {
    for article in articles().into_iter().step_by(4) {
        let windows = article.text.replace('\n', "\r\n");
        assert_eq!(words(&windows), words(&article.text), "{} with Windows line ends", article.id);
        let marked = format!("\u{feff}{}", article.text);
        assert_eq!(words(&marked), words(&article.text), "{} after a byte order mark", article.id);
    }
}

/// The words under every mark of a text, line ends made the same.
fn words(text: &str) -> Vec<String> {
    let analysis = common::in_bytes(text);
    let slice =
        |span: Span| text.get(span.start..span.end).expect("a span of the text").replace("\r\n", "\n");
    let entities =
        analysis.entities.iter().flat_map(|e| e.mentions.iter().map(|m| format!("{} {}", e.name, slice(*m))));
    let quotes = analysis.quotes.iter().map(|q| slice(q.span));
    let claims = analysis.claims.iter().map(|c| slice(c.span));
    let summary = analysis.summary.sentences.iter().map(|s| slice(s.span));
    entities.chain(quotes).chain(claims).chain(summary).chain(analysis.title.clone()).collect()
}
