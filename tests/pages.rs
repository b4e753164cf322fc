//! The pages of `tests/pages/` as the command line reads them: parsed without a browser, then through the article stage. Each
//! must give the blocks and notes in its `.expected` file, which the browser's test writes; pages that only a browser can
//! show are left out. No model is loaded: what a name is has no say in what an article is.

#![allow(clippy::panic, clippy::expect_used)]

use similar::TextDiff;
use standfirst::analysis::BlockKind;
use standfirst::article::{self, html};
use standfirst::text::Text;
use standfirst::{Document, Input};
use std::path::{Path, PathBuf};

#[test]
fn files_give_what_the_browser_gives() {
    let pages = pages();
    let live = |html: &str| html.contains("<!-- live:");
    let mut different = Vec::new();
    let mut read = 0;
    for page in &pages {
        let html = std::fs::read_to_string(page).expect("a readable page");
        if live(&html) {
            continue;
        }
        read += 1;
        let expected = std::fs::read_to_string(page.with_extension("expected")).unwrap_or_default();
        let today = render(&article::read(&Input::Page(html::page(&html))));
        if expected != today {
            let diff = TextDiff::from_lines(expected.as_str(), &today);
            println!(
                "{}",
                diff.unified_diff().context_radius(0).header(&page.display().to_string(), "today")
            );
            different.push(page.file_stem().unwrap_or_default().to_string_lossy().into_owned());
        }
    }
    assert!(read >= 15, "only {read} pages");
    assert!(different.is_empty(), "{different:?} differ; see tests/pages/README.md");
}

#[test]
fn a_hundred_thousand_words_are_one_article() {
    let body: String = (0..5_000)
        .map(|i| {
            format!("<p>In village {i} the bell was rung at noon, as it had been since the year of the flood, and {i} people came to hear it.</p>")
        })
        .collect();
    let page = format!(
        "<title>The bells</title><nav><a href=/>Home</a></nav><article><h1>The bells of the plain</h1>{body}</article>"
    );
    let document = article::read(&Input::Page(html::page(&page)));
    let count = |kind| document.blocks.iter().filter(|b| b.kind == kind).count();
    assert_eq!(
        (count(BlockKind::Paragraph), count(BlockKind::Title), count(BlockKind::Clutter)),
        (5_000, 1, 1)
    );
}

/// A line a kept block, a line a note.
fn render(document: &Document) -> String {
    let kept = document.blocks.iter().filter(|b| b.kind != BlockKind::Clutter);
    let blocks =
        kept.map(|b| format!("{} | {}\n", format!("{:?}", b.kind).to_lowercase(), document.slice(b.span)));
    let notes = article::notes(&Text::new(document)).into_iter().map(|n| format!("note | {}\n", n.code));
    blocks.chain(notes).collect()
}

fn pages() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let files = std::fs::read_dir(folder).expect("tests/pages").filter_map(Result::ok).map(|f| f.path());
    let mut pages: Vec<_> = files.filter(|p| p.extension().is_some_and(|e| e == "html")).collect();
    pages.sort();
    pages
}
