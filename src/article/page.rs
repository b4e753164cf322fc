//! A page.
use crate::document::{Document, Page};
pub(super) fn read(page: &Page) -> Document {
    super::plain::read(&page.blocks.iter().map(|b| b.text.as_str()).collect::<Vec<_>>().join("\n\n"))
}
