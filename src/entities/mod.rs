//! Everyone and everything named: mentions, and which of them are one entity.

#[doc(hidden)]
pub mod tagger;

use crate::analysis::Entity;
use crate::text::Text;
pub use tagger::{ModelError, Name, NameKind, Tagger};

/// Finds the entities of `text`, by first mention.
pub fn find(text: &Text, tagger: &Tagger) -> Vec<Entity> {
    let _names = tagger.tag(text);
    Vec::new()
}
