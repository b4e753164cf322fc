//! What the corpus tests, the benchmarks and `examples/corpus.rs` share: the articles of `tests/corpus/`, read and analysed.

#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(clippy::indexing_slicing, clippy::string_slice)]

pub mod markup;
pub mod render;
pub mod rules;
pub mod scores;

use markup::Article;
use standfirst::text::Offsets;
use standfirst::{Analysis, Engine, Input, Options};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The weights that the product ships with.
pub static NAMES: &[u8] = include_bytes!("../../models/names.bin");

/// One engine for all tests of a process.
pub fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| Engine::new(NAMES).expect("the shipped model loads"))
}

/// An article, and what the engine says of it.
pub struct Case {
    pub article: Article,
    /// With spans in bytes, as the article has them.
    pub analysis: Analysis,
}

/// The folder of the articles.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

/// Every article of the corpus, in the order of its file names.
pub fn articles() -> Vec<Article> {
    let entries = std::fs::read_dir(folder()).expect("tests/corpus exists");
    let mut files: Vec<_> = entries.map(|entry| entry.expect("a readable entry").path()).collect();
    files.retain(|file| file.extension().is_some_and(|e| e == "txt") && !file.ends_with("floors.txt"));
    files.sort();
    files.iter().map(|file| article(file)).collect()
}

fn article(file: &Path) -> Article {
    let source = std::fs::read_to_string(file).expect("articles are UTF-8");
    let article = markup::parse(&source).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    assert_eq!(
        file.file_stem(),
        Some(article.id.as_ref()),
        "{}: the first line gives another id",
        file.display()
    );
    article
}

/// Every article with its analysis.
pub fn cases() -> Vec<Case> {
    let analyse = |article: Article| Case { analysis: in_bytes(&article.text), article };
    articles().into_iter().map(analyse).collect()
}

/// The analysis of a plain text with its spans counted in bytes.
pub fn in_bytes(text: &str) -> Analysis {
    let mut analysis = engine().analyze(&Input::Text(text.to_string()), &Options::default());
    let offsets = Offsets::new(text);
    analysis.each_span(&mut |span| *span = offsets.to_bytes(*span));
    analysis
}
