//! Builds what a browser loads: `dist/demo` (any static host can serve it) and `dist/extension`. Both get the same engine
//! (`pkg/`), the same weights (`models/`) and the same page modules (`page/`), which the extension runs in a page as one script.

use crate::run::{Outcome, cargo, clear, copy, root};
use crate::{bundle, setup};
use std::path::Path;
use wasm_bindgen_cli_support::Bindgen;

/// Builds both.
pub fn all() -> Outcome {
    let pkg = engine()?;
    for (source, name) in [("www", "demo"), ("extension", "extension")] {
        let target = root().join("dist").join(name);
        clear(&target)?;
        copy(source, &target)?;
        // Listings and pictures for the stores are no part of what a browser loads.
        clear(&target.join("store"))?;
        copy("www/page", &target.join("page"))?;
        copy(&pkg, &target.join("pkg"))?;
        let models = target.join("models");
        let copied = std::fs::create_dir_all(&models)
            .and_then(|()| std::fs::copy(root().join("models/names.bin"), models.join("names.bin")));
        copied.map_err(|e| format!("{}: {e}", models.display()))?;
    }
    content()?;
    println!("dist/demo and dist/extension are ready");
    Ok(())
}

/// The page's side of the extension, as the one script that is run in a page.
fn content() -> Outcome {
    let extension = root().join("dist/extension");
    let script = bundle::script(&extension, "content/main.js", "standfirst")?;
    let parts = ["content/main.js", "content/asks.js", "content/orphans.js"]
        .map(|part| std::fs::remove_file(extension.join(part)));
    let done = parts
        .into_iter()
        .collect::<Result<(), _>>()
        .and_then(|()| std::fs::write(extension.join("content/page.js"), script));
    done.map_err(|e| format!("{}: {e}", extension.display()))
}

/// Compiles the engine to wasm and writes its JavaScript beside it; returns the folder, relative to the root.
fn engine() -> Result<String, String> {
    setup::wasm_target()?;
    cargo(&[
        "rustc",
        "--package",
        "standfirst",
        "--lib",
        "--crate-type",
        "cdylib",
        "--target",
        setup::WASM,
        "--profile",
        "wasm",
    ])?;
    let wasm = target_dir().join(setup::WASM).join("wasm/standfirst.wasm");
    let pkg = "target/pkg".to_string();
    clear(&root().join(&pkg))?;
    let mut bindgen = Bindgen::new();
    let generated = bindgen.input_path(wasm).web(true).and_then(|b| {
        b.typescript(true)
            .omit_default_module_path(false)
            .remove_name_section(true)
            .remove_producers_section(true)
            .generate(root().join(&pkg))
    });
    generated.map_err(|e| format!("wasm-bindgen: {e:#}"))?;
    Ok(pkg)
}

fn target_dir() -> std::path::PathBuf {
    std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| root().join("target"), |dir| Path::new(&dir).to_path_buf())
}
