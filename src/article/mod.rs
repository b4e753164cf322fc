//! Which blocks are the article and what each is; clutter is kept as a block but gets no marks.

use crate::analysis::{BlockKind, Note, Span};
use crate::document::{Block, Document, Input};
use crate::text::Text;

/// Makes a document of whatever came in.
pub fn read(input: &Input) -> Document {
    let text = match input {
        Input::Text(text) | Input::Markdown(text) => text.clone(),
        Input::Page(page) => page.blocks.iter().map(|b| b.text.as_str()).collect::<Vec<_>>().join("\n\n"),
    };
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let start = at + (line.len() - line.trim_start().len());
            blocks.push(Block { span: Span::new(start, start + trimmed.len()), kind: BlockKind::Paragraph });
        }
        at += line.len();
    }
    Document { text, verbatim: matches!(input, Input::Text(_)), blocks, declared_language: None }
}

/// What a reader should know about the analysis as a whole.
pub fn notes(_text: &Text) -> Vec<Note> {
    Vec::new()
}
