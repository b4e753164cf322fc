//! The pipeline: one [`Input`] through all stages. The only place that knows their order, and the only one that turns the
//! finished analysis from bytes into UTF-16 code units.

use crate::analysis::{Analysis, BlockOut};
use crate::document::{Document, Input};
use crate::entities::Tagger;
use crate::text::{Offsets, Text};
use crate::{article, claims, entities, quotes, summary};
use serde::{Deserialize, Serialize};

/// The engine with its models loaded. Cheap to share, never changes.
#[derive(Debug)]
pub struct Engine {
    tagger: Tagger,
}

/// What a caller may choose.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Options {
    /// At most this share of the sentences is marked as checkable, 0..=0.25.
    pub claim_budget: f32,
    /// Every sentence comes out as a claim with its scores, whatever the budget: for measuring.
    pub all_claims: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options { claim_budget: 0.25, all_claims: false }
    }
}

impl Engine {
    /// An engine over the weights in `names` (the bytes of `models/names.bin`).
    ///
    /// # Errors
    /// A file that is cut short, damaged or of another version is refused with a message that says which.
    pub fn new(names: &[u8]) -> Result<Self, crate::entities::ModelError> {
        Ok(Engine { tagger: Tagger::load(names)? })
    }

    /// Reads one article. Never fails: whatever comes in, an analysis goes out, with notes where something is amiss.
    pub fn analyze(&self, input: &Input, options: &Options) -> Analysis {
        self.analyze_document(&article::read(input), options)
    }

    /// The same from the document on; offsets point into `document.text`.
    pub fn analyze_document(&self, document: &Document, options: &Options) -> Analysis {
        let text = Text::new(document);
        let entities = entities::find(&text, &self.tagger);
        let quotes = quotes::find(&text, &entities);
        let claims = claims::find(&text, &entities, &quotes, options);
        let summary = summary::make(&text, &entities, &quotes);
        let mut analysis = Analysis {
            id: String::new(),
            title: document.title().map(|b| document.slice(b.span).to_string()),
            language: text.language.to_string(),
            text: (!document.verbatim).then(|| document.text.clone()),
            blocks: document.blocks.iter().map(|b| BlockOut { span: b.span, kind: b.kind }).collect(),
            entities,
            quotes,
            claims,
            summary,
            notes: article::notes(&text),
        };
        let offsets = Offsets::new(&document.text);
        analysis.each_span(&mut |span| *span = offsets.to_utf16(*span));
        analysis
    }
}
