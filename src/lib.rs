//! Standfirst's engine: a news article in, a plain [`Analysis`] out. This file is the map of the crate, nothing else.
//!
//! ```text
//! Input ─ article ─▶ Document ─ text ─▶ Text ─ entities ─▶ quotes ─▶ claims ─▶ summary ─▶ Analysis
//! ```
//! A stage reads what stands before it and never calls what stands after it. Inside the engine every [`Span`] counts
//! bytes; [`Engine::analyze`] turns all of them into UTF-16 code units once, at the very end.

#[macro_use]
mod tables; // first, so that every stage sees its macros

pub mod analysis;
pub mod article;
pub mod claims;
pub mod document;
pub mod engine;
pub mod entities;
pub mod quotes;
pub mod report;
pub mod summary;
pub mod text;
#[cfg(target_arch = "wasm32")]
pub mod web;
pub mod weights;

pub use analysis::{Analysis, Span};
pub use document::{Document, Input};
pub use engine::{Engine, Options, Reading};
