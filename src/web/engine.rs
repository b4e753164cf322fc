//! The engine as a JavaScript class, with its TypeScript surface. Converts what comes in and what goes out, nothing else:
//! every failure is a real `Error` that says in a sentence what was wrong with the argument.
//!
//! Lone surrogates: `TextEncoder`, which every string passes on its way in, makes each one U+FFFD, which is one code unit as
//! well, so offsets agree on both sides.

use crate::document::Input;
use crate::engine::Options;
use js_sys::Error;
use serde::Serialize;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// The engine with its model loaded.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Engine {
    inner: Rc<crate::Engine>,
}

/// One article that is read in steps, so that the thread can do other things in between.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Reading {
    engine: Rc<crate::Engine>,
    inner: crate::Reading,
}

#[wasm_bindgen]
impl Engine {
    /// An engine over the bytes of `models/names.bin`.
    ///
    /// # Errors
    /// Throws an `Error` where the bytes are no such model.
    #[wasm_bindgen(constructor)]
    pub fn new(names: &[u8]) -> Result<Engine, Error> {
        #[cfg(debug_assertions)]
        console_error_panic_hook::set_once();
        let inner = crate::Engine::new(names).map_err(|e| Error::new(&format!("The names model: {e}")))?;
        Ok(Engine { inner: Rc::new(inner) })
    }

    /// Reads one article.
    ///
    /// # Errors
    /// Throws an `Error` where `input` or `options` have another shape; never because of what a text says.
    #[wasm_bindgen(unchecked_return_type = "Analysis")]
    pub fn analyze(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Input")] input: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "Options")] options: JsValue,
    ) -> Result<JsValue, Error> {
        to_js(&self.inner.analyze(&input_of(input)?, &options_of(&options)?))
    }

    /// Opens one article, to be read in steps.
    ///
    /// # Errors
    /// As `analyze`.
    pub fn begin(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Input")] input: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "Options")] options: JsValue,
    ) -> Result<Reading, Error> {
        let inner = crate::Reading::new(&input_of(input)?, options_of(&options)?);
        Ok(Reading { engine: Rc::clone(&self.inner), inner })
    }
}

#[wasm_bindgen]
impl Reading {
    /// Does the next part of the work; returns the share that is done, from 0 to 1.
    pub fn step(&mut self) -> f32 {
        self.inner.step(&self.engine)
    }

    /// The analysis, after whatever steps are still to do. The reading is gone then; `free()` gives one up unfinished.
    ///
    /// # Errors
    /// Throws an `Error` where the analysis does not fit into JavaScript.
    #[wasm_bindgen(unchecked_return_type = "Analysis")]
    pub fn finish(self) -> Result<JsValue, Error> {
        to_js(&self.inner.finish(&self.engine))
    }
}

fn input_of(input: JsValue) -> Result<Input, Error> {
    serde_wasm_bindgen::from_value(input)
        .map_err(|e| Error::new(&format!("An input is {{text}}, {{markdown}} or {{page}}: {e}")))
}

fn options_of(options: &JsValue) -> Result<Options, Error> {
    parsed(options).map_err(|e| Error::new(&format!("Options are claimBudget and allClaims: {e}")))
}

/// Through JSON: read field by field, a misspelt option would pass without a word.
fn parsed(options: &JsValue) -> Result<Options, String> {
    if options.is_undefined() || options.is_null() {
        return Ok(Options::default());
    }
    let json =
        js_sys::JSON::stringify(options).map(String::from).map_err(|_| "not plain data".to_string())?;
    serde_json::from_str(&json).map_err(|e| e.to_string())
}

/// Plain objects, arrays and nulls: what `JSON.parse` would give for the command line's output.
fn to_js(value: &impl Serialize) -> Result<JsValue, Error> {
    value
        .serialize(&serde_wasm_bindgen::Serializer::json_compatible())
        .map_err(|e| Error::new(&format!("The analysis does not fit into JavaScript: {e}")))
}

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("types.d.ts");
