//! The house rules that a machine can check. Also run by `cargo test`.

use crate::run::{Outcome, files, root};
use std::path::Path;

/// Checks every source file; one line a breach.
pub fn check() -> Outcome {
    let mut breaches = Vec::new();
    for folder in ["src", "xtask", "training", "www", "extension", "tests", "benches"] {
        for file in files(&root().join(folder))? {
            let name = file.strip_prefix(root()).unwrap_or(&file).to_path_buf();
            if !name
                .components()
                .any(|c| ["node_modules", "test-results"].iter().any(|skip| c.as_os_str() == *skip))
                && let Ok(text) = std::fs::read_to_string(&file)
            {
                breaches.extend(in_file(&name, &text));
            }
        }
    }
    if breaches.is_empty() { Ok(()) } else { Err(format!("house rules:\n  {}", breaches.join("\n  "))) }
}

fn in_file(name: &Path, text: &str) -> Vec<String> {
    let rust = name.extension().is_some_and(|e| e == "rs");
    let script = name.extension().is_some_and(|e| e == "js" || e == "mjs");
    let mut breaches = Vec::new();
    let mut say = |what: &str| breaches.push(format!("{}: {what}", name.display()));
    if rust && !text.starts_with("//!") || script && !text.starts_with("/**") {
        say("opens without a header that says what it does");
    }
    if (rust || script) && text.lines().count() > 500 {
        say("is longer than 500 lines: a second room?");
    }
    let browser = ["wasm_bindgen", "js_sys", "web_sys"].iter().any(|word| text.contains(word));
    if rust && name.starts_with("src") && !name.starts_with("src/web") && browser {
        say("names a browser crate; only src/web/ may");
    }
    let writes_html = [".innerHTML", ".outerHTML", "insertAdjacentHTML", "document.write("]
        .iter()
        .any(|word| text.contains(word));
    if (name.starts_with("www") || name.starts_with("extension")) && script && writes_html {
        say("writes HTML from strings");
    }
    breaches
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_project_is_tidy() {
        assert_eq!(check(), Ok(()));
    }

    #[test]
    fn breaches_are_seen() {
        let count = |name: &str, text: &str| in_file(Path::new(name), text).len();
        assert_eq!(count("src/a.rs", "//! Does a thing.\n"), 0);
        assert_eq!(count("src/a.rs", "fn a() {}\n"), 1);
        assert_eq!(count("src/a.rs", "//! Header.\nuse wasm_bindgen::JsValue;\n"), 1);
        assert_eq!(count("src/web/a.rs", "//! Header.\nuse wasm_bindgen::JsValue;\n"), 0);
        assert_eq!(count("www/a.js", "/** Header. */\na.innerHTML = b;\n"), 1);
        assert_eq!(count("src/a.rs", &format!("//! Header.\n{}", "\n".repeat(500))), 1);
    }
}
