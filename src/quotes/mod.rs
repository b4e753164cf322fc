//! Who said what.

use crate::analysis::{Entity, Quote};
use crate::text::Text;

/// Finds the quotations of `text`, by start.
pub fn find(_text: &Text, _entities: &[Entity]) -> Vec<Quote> {
    Vec::new()
}
