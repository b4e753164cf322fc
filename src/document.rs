//! What comes in: an [`Input`] as a page, a file or a paste gives it, and the [`Document`] that the article stage makes
//! of it. Plain data; which block is what is decided in [`crate::article`].

use crate::analysis::{BlockKind, Span};
use serde::{Deserialize, Serialize};

/// One thing to read.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Input {
    /// Plain text, as it is. Offsets of the analysis point into it.
    Text(String),
    /// Markdown.
    Markdown(String),
    /// Flat blocks off a page, in reading order.
    Page(Page),
}

/// A page as `www/page/reader.js` or the command line's HTML reader emits it: a flat list of blocks, and the tree of
/// elements that they stand in.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Page {
    /// The document's `<title>`, where there is one.
    pub title: Option<String>,
    /// The document's `lang`, where there is one.
    pub lang: Option<String>,
    /// The reader's own selection: everything is article, nothing is voted out.
    pub selection: bool,
    /// Headlines that the document gives besides its title (`og:title`).
    pub headlines: Vec<String>,
    /// Its structured data (`ld+json`), as written. Broken ones do no harm.
    pub data: Vec<String>,
    /// The elements around the blocks, a parent before its children.
    pub containers: Vec<Container>,
    /// The blocks, in reading order.
    pub blocks: Vec<PageBlock>,
}

/// One element of a page.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Container {
    /// Index of the element around it; null for the outermost.
    pub parent: Option<usize>,
    /// Lower-case tag name.
    pub tag: String,
    /// Its `role` attribute.
    pub role: String,
    /// Its class names, id and `itemprop`, as written, separated by single spaces.
    pub names: String,
}

/// One block of a page: the text directly inside one block-level element.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PageBlock {
    /// Its text. The document text is these, joined by blank lines, so a page can map offsets back to its nodes.
    pub text: String,
    /// Index into [`Page::containers`] of the block-level element whose text it is.
    pub container: usize,
    /// How many UTF-16 code units of the text lie inside links.
    pub link_units: usize,
    /// How many lie inside `time` elements.
    pub time_units: usize,
    /// How many lie inside elements that are marked as the author's (`rel`, `itemprop`).
    pub author_units: usize,
}

/// A document ready to be read: one text, cut into blocks that know what they are.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Document {
    /// The whole text.
    pub text: String,
    /// Whether `text` is the input itself (then the analysis need not carry it).
    pub verbatim: bool,
    /// Blocks in order, byte spans into `text`, not overlapping; what lies between them is white space or markup.
    pub blocks: Vec<Block>,
    /// The language that the page declares, lower case (`en-gb`).
    pub declared_language: Option<String>,
    /// What a reader should know about the page that it stood on.
    pub remarks: Vec<Remark>,
}

/// What is special about a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remark {
    /// It holds several articles, all of them read.
    Several,
    /// It holds the beginnings of many articles, none of them read.
    Teasers,
    /// It shows the beginning of its article only.
    Locked,
}

/// One block of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// Where it stands (bytes).
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

impl Document {
    /// The text of `span`; empty where the span does not lie on character boundaries.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.start..span.end).unwrap_or_default()
    }

    /// The headline block, where there is one.
    pub fn title(&self) -> Option<Block> {
        self.blocks.iter().copied().find(|b| b.kind == BlockKind::Title)
    }
}
