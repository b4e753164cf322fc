//! Which blocks are the article and what each is. Works on pasted text (`plain`), Markdown (`markdown`) and the flat
//! blocks of a page (`page`); `html` makes such a page of a file, off the browser. Clutter stays in the document as
//! a block, but gets no marks. What it does not do: fetch anything, run scripts, or read what a sentence says.

mod byline;
mod clutter;
#[cfg(not(target_arch = "wasm32"))]
pub mod html;
mod judge;
mod line;
mod markdown;
mod notes;
mod page;
mod plain;

pub use notes::notes;

use crate::document::{Document, Input};

/// Makes a document of whatever came in.
pub fn read(input: &Input) -> Document {
    match input {
        Input::Text(text) => plain::read(text),
        Input::Markdown(text) => markdown::read(text),
        Input::Page(page) => page::read(page),
    }
}
