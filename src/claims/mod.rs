//! What can be checked.

use crate::analysis::{Claim, Entity, Quote};
use crate::engine::Options;
use crate::text::Text;

/// Finds the check-worthy statements of `text`, by start.
pub fn find(_text: &Text, _entities: &[Entity], _quotes: &[Quote], _options: &Options) -> Vec<Claim> {
    Vec::new()
}
