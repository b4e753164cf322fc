//! Any UTF-8 as plain text and as Markdown: the analysis must keep every promise of `tests/common/rules.rs`.
#![no_main]

#[path = "../../tests/common/rules.rs"]
#[allow(dead_code)]
mod rules;

use libfuzzer_sys::fuzz_target;
use standfirst::{Engine, Input, Options, article};
use std::sync::OnceLock;

static ENGINE: OnceLock<Engine> = OnceLock::new();

fuzz_target!(|text: &str| {
    let names = include_bytes!("../../models/names.bin");
    let engine = ENGINE.get_or_init(|| Engine::new(names).expect("the shipped model loads"));
    let options = Options::default();
    for input in [Input::Text(text.into()), Input::Markdown(text.into())] {
        rules::check(&article::read(&input), &options, &engine.analyze(&input, &options));
    }
});
