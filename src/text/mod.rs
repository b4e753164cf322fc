//! The text layer: sentences and tokens of a document's article blocks, in bytes. Blocks that are clutter have neither,
//! so no later stage can mark them. What it does not do: decide which blocks are clutter, or read meaning into words.

mod language;
mod offsets;
mod sentences;
mod tokens;

pub(crate) use language::FUNCTION_WORDS;
pub use offsets::Offsets;

use crate::analysis::Span;
use crate::document::{Block, Document};
use std::ops::Range;

/// A word, number, mark or symbol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where it stands (bytes).
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
    /// Whether white space or a block border stands before it.
    pub space_before: bool,
}

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, with inner apostrophes (`O’Brien`, `won’t`) and the full stop of an abbreviation (`U.S.`, `Mr.`).
    /// Hyphens split: `U.S.-led` is three tokens.
    Word,
    /// A possessive ending, `’s` or the bare apostrophe after a plural: always its own token.
    Possessive,
    /// Digits, with inner commas, stops, colons (`100,000`, `3.5`, `4:30`), and letters glued to them (`20th`, `5m`).
    Number,
    /// A web address, e-mail address, @handle or #tag.
    Address,
    /// A quotation mark, single ones included where they do not stand inside a word.
    Mark,
    /// Any other punctuation or symbol, one character; an ellipsis of dots is one token.
    Punctuation,
}

/// A sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// From its first token to its last (bytes), closing marks included.
    pub span: Span,
    /// Its tokens, indexes into [`Text::tokens`].
    pub tokens: Range<usize>,
    /// Its block, an index into [`Document::blocks`].
    pub block: usize,
}

/// A document with its tokens and sentences.
#[derive(Debug)]
pub struct Text<'a> {
    /// The document.
    pub document: &'a Document,
    /// Tokens of the article blocks, in order.
    pub tokens: Vec<Token>,
    /// Sentences of the article blocks, in order; together they hold every token once.
    pub sentences: Vec<Sentence>,
    /// `en`, another ISO 639-1 code where the text makes that clear, or `und`.
    pub language: &'static str,
}

impl<'a> Text<'a> {
    /// Cuts the article blocks of `document` into tokens and sentences.
    pub fn new(document: &'a Document) -> Self {
        let mut text = Text { document, tokens: Vec::new(), sentences: Vec::new(), language: "und" };
        for (index, block) in document.blocks.iter().enumerate() {
            if block.kind.is_article() {
                let first = text.tokens.len();
                tokens::split(document.slice(block.span), block.span.start, &mut text.tokens);
                sentences::split(&document.text, &text.tokens, first, index, &mut text.sentences);
            }
        }
        text.language = language::detect(&text);
        text
    }

    /// The text of `span`; empty where the span does not lie on character boundaries of the document.
    pub fn slice(&self, span: Span) -> &'a str {
        self.document.slice(span)
    }

    /// The text of token `index`; empty past the end.
    pub fn word(&self, index: usize) -> &'a str {
        self.tokens.get(index).map_or("", |t| self.slice(t.span))
    }

    /// Index of the first token that ends after byte `offset`; `tokens.len()` past the last.
    pub fn token_at(&self, offset: usize) -> usize {
        self.tokens.partition_point(|t| t.span.end <= offset)
    }

    /// The tokens that lie wholly inside `span`.
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let start = self.tokens.partition_point(|t| t.span.start < span.start);
        let end = self.tokens.partition_point(|t| t.span.end <= span.end);
        start..end.max(start)
    }

    /// The span from the first to the last token of `range`; empty for an empty range.
    pub fn span_of(&self, range: Range<usize>) -> Span {
        match (self.tokens.get(range.start), range.end.checked_sub(1).and_then(|last| self.tokens.get(last)))
        {
            (Some(first), Some(last)) if range.start < range.end => {
                Span::new(first.span.start, last.span.end)
            }
            _ => Span::default(),
        }
    }

    /// Index of the sentence that byte `offset` stands in or, between two, of the next one.
    pub fn sentence_at(&self, offset: usize) -> usize {
        self.sentences.partition_point(|s| s.span.end <= offset)
    }

    /// The block of sentence `index`.
    pub fn block_of(&self, index: usize) -> Option<Block> {
        self.sentences.get(index).and_then(|s| self.document.blocks.get(s.block)).copied()
    }
}

#[cfg(test)]
mod tests;
