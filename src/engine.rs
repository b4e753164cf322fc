//! The pipeline: one [`Input`] through all stages. The only place that knows their order, and the only one that turns the
//! finished analysis from bytes into UTF-16 code units. [`Engine::analyze`] runs them in one go; a [`Reading`] runs one stage
//! a step, for a host that must stay responsive or serve several readers in turn.

use crate::analysis::{Analysis, BlockOut, Claim, Entity, Quote};
use crate::document::{Document, Input};
use crate::entities::{Name, Tagger};
use crate::text::{Offsets, Sentence, Text, Token};
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
        Reading::new(input, *options).finish(self)
    }

    /// The same from the document on; offsets point into `document.text`.
    pub fn analyze_document(&self, document: &Document, options: &Options) -> Analysis {
        Reading::of(document.clone(), *options).finish(self)
    }
}

/// One article on its way through the stages. Dropping it gives the reading up.
#[derive(Debug)]
pub struct Reading {
    document: Document,
    options: Options,
    next: Stage,
    // What the stages have found; empty before theirs.
    tokens: Vec<Token>,
    sentences: Vec<Sentence>,
    language: &'static str,
    names: Vec<Name>,
    entities: Vec<Entity>,
    quotes: Vec<Quote>,
    claims: Vec<Claim>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Stage {
    Text,
    Names,
    Entities,
    Quotes,
    Claims,
    Done,
}

impl Reading {
    /// Opens `input`: which blocks are the article is decided here, nothing is read yet.
    pub fn new(input: &Input, options: Options) -> Self {
        Reading::of(article::read(input), options)
    }

    fn of(document: Document, options: Options) -> Self {
        Reading {
            document,
            options,
            next: Stage::Text,
            tokens: Vec::new(),
            sentences: Vec::new(),
            language: "und",
            names: Vec::new(),
            entities: Vec::new(),
            quotes: Vec::new(),
            claims: Vec::new(),
        }
    }

    /// Runs the next stage; returns the share of the work that is done, about, from 0 to 1. Does nothing once that is 1.
    pub fn step(&mut self, engine: &Engine) -> f32 {
        let text = match self.next {
            Stage::Text => Text::new(&self.document),
            Stage::Done => return 1.0,
            _ => Text {
                document: &self.document,
                tokens: std::mem::take(&mut self.tokens),
                sentences: std::mem::take(&mut self.sentences),
                language: self.language,
            },
        };
        // Shares as measured on long articles.
        let (next, share) = match self.next {
            Stage::Text => (Stage::Names, 0.1),
            Stage::Names => {
                self.names = engine.tagger.tag(&text);
                (Stage::Entities, 0.5)
            }
            Stage::Entities => {
                self.entities = entities::from_names(&text, std::mem::take(&mut self.names));
                (Stage::Quotes, 0.7)
            }
            Stage::Quotes => {
                self.quotes = quotes::find(&text, &self.entities);
                (Stage::Claims, 0.85)
            }
            Stage::Claims => {
                self.claims = claims::find(&text, &self.entities, &self.quotes, &self.options);
                (Stage::Done, 1.0)
            }
            Stage::Done => (Stage::Done, 1.0),
        };
        (self.tokens, self.sentences, self.language) = (text.tokens, text.sentences, text.language);
        self.next = next;
        share
    }

    /// The analysis, after whatever steps are still to do.
    pub fn finish(mut self, engine: &Engine) -> Analysis {
        while self.step(engine) < 1.0 {}
        let Reading { document, tokens, sentences, language, entities, quotes, claims, .. } = self;
        let text = Text { document: &document, tokens, sentences, language };
        let summary = summary::make(&text, &entities, &quotes);
        let mut analysis = Analysis {
            id: String::new(),
            title: document.title().map(|b| document.slice(b.span).to_string()),
            language: language.to_string(),
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
