//! What it comes down to.

use crate::analysis::{Entity, Quote, Summary};
use crate::text::Text;

/// Sums up `text`.
pub fn make(_text: &Text, _entities: &[Entity], _quotes: &[Quote]) -> Summary {
    Summary::default()
}
