//! The summary popup.
