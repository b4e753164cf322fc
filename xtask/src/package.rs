//! Packs the built extension for each browser: the same files, and the one manifest without what the other browser alone
//! knows, which stores and linters complain about. `dist/extension` itself, with the whole manifest, loads in both.

use crate::build;
use crate::run::{Outcome, clear, copy, files, root};
use serde_json::{Value, from_slice, to_vec_pretty};
use std::error::Error;
use std::fs::File;
use std::io::Write;
use std::path::Path;
use zip::write::{SimpleFileOptions, ZipWriter};

/// The most that one zip may weigh, in bytes.
const LIMIT: u64 = 4_000_000;

/// Browsers, each with what it does not know: a key after the keys around it, or a word in the list `permissions`.
const BROWSERS: [(&str, &[&str]); 2] = [
    ("chromium", &["/background/scripts", "/sidebar_action", "/browser_specific_settings"]),
    (
        "firefox",
        &["/background/service_worker", "/side_panel", "/permissions/sidePanel", "/minimum_chrome_version"],
    ),
];

/// Builds, and packs into `dist/BROWSER` and `dist/standfirst-BROWSER.zip`; an error where a zip is too heavy.
pub fn zips() -> Outcome {
    build::all()?;
    for (browser, unknown) in BROWSERS {
        let folder = root().join("dist").join(browser);
        clear(&folder)?;
        copy("dist/extension", &folder)?;
        let path = root().join(format!("dist/standfirst-{browser}.zip"));
        let size = trim(&folder.join("manifest.json"), unknown)
            .and_then(|()| zip(&folder, &path))
            .map_err(|e| format!("{}: {e}", path.display()))?;
        println!("{} {size} bytes", path.display());
        if size > LIMIT {
            return Err(format!("{} is heavier than {LIMIT} bytes", path.display()));
        }
    }
    Ok(())
}

/// Takes what is `unknown` out of a manifest.
fn trim(file: &Path, unknown: &[&str]) -> Result<(), Box<dyn Error>> {
    let mut manifest: Value = from_slice(&std::fs::read(file)?)?;
    for path in unknown {
        without(&mut manifest, path).ok_or_else(|| format!("no {path} in the manifest"))?;
    }
    Ok(std::fs::write(file, to_vec_pretty(&manifest)?)?)
}

/// Removes what stands at `path`; `None` where nothing does.
fn without(manifest: &mut Value, path: &str) -> Option<Value> {
    let (around, last) = path.rsplit_once('/')?;
    match manifest.pointer_mut(around)? {
        Value::Object(keys) => keys.remove(last),
        Value::Array(words) => words.iter().position(|word| word == last).map(|at| words.remove(at)),
        _ => None,
    }
}

/// Zips a folder; returns the zip's size in bytes.
fn zip(source: &Path, target: &Path) -> Result<u64, Box<dyn Error>> {
    let mut zip = ZipWriter::new(File::create(target)?);
    for file in files(source)? {
        let name = file.strip_prefix(source)?.to_string_lossy().replace('\\', "/");
        zip.start_file(name, SimpleFileOptions::default().compression_level(Some(9)))?;
        zip.write_all(&std::fs::read(&file)?)?;
    }
    zip.finish()?;
    Ok(target.metadata()?.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn keys_and_words_are_taken_out() {
        let mut manifest =
            json!({"background": {"scripts": [], "type": "module"}, "permissions": ["storage", "sidePanel"]});
        assert!(without(&mut manifest, "/background/scripts").is_some());
        assert!(without(&mut manifest, "/permissions/sidePanel").is_some());
        assert!(without(&mut manifest, "/permissions/tabs").is_none());
        assert_eq!(manifest, json!({"background": {"type": "module"}, "permissions": ["storage"]}));
    }
}
