//! Markdown.
use crate::document::Document;
pub(super) fn read(text: &str) -> Document {
    super::plain::read(text)
}
