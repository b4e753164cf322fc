//! The boundary to JavaScript: the only files that name wasm-bindgen, js-sys or web-sys.
