//! What the text says a person is.

use super::linking::Named;
use crate::text::Text;

/// The role of the person with these names.
pub(super) fn of<'n>(_text: &Text, _names: impl Iterator<Item = &'n Named>) -> Option<String> {
    None
}
