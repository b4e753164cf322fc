//! What a reader should know about the analysis as a whole.
use crate::analysis::Note;
use crate::text::Text;
/// Notes.
pub fn notes(_text: &Text) -> Vec<Note> {
    Vec::new()
}
