//! The boundary to JavaScript: the only files that name wasm-bindgen, js-sys or web-sys. `engine` is what a worker or an
//! extension's background calls, `view` draws the summary into an element of a page and `controls` the buttons around it; none
//! knows how to analyse.

mod controls;
pub mod engine;
pub mod view;
