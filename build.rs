//! Turns every `src/*/data/*.txt` into Rust source under `OUT_DIR`: `STAGE_FILE.map.rs` (a perfect-hash map from key to
//! value) and `STAGE_FILE.rows.rs` (all lines in order). See `src/tables.rs` for the line format. A duplicate key or an
//! empty key stops the build with the file and line.

#![allow(clippy::expect_used, clippy::panic)] // a build may stop

use std::collections::HashMap;
use std::path::Path;
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=src");
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    for stage in sorted(Path::new("src")) {
        let data = stage.join("data");
        if !data.is_dir() {
            continue;
        }
        for file in sorted(&data) {
            if file.extension().is_some_and(|e| e == "txt") {
                let name = format!("{}_{}", stem(&stage), stem(&file));
                let rows = read(&file);
                fs::write(format!("{out}/{name}.map.rs"), map(&rows)).expect("OUT_DIR is writable");
                fs::write(format!("{out}/{name}.rows.rs"), format!("&{rows:?}"))
                    .expect("OUT_DIR is writable");
            }
        }
    }
}

fn read(file: &Path) -> Vec<(String, String, String)> {
    let text = fs::read_to_string(file).expect("data files are UTF-8");
    let mut seen = HashMap::new();
    let mut rows = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let mut parts = line.splitn(3, '|').map(|p| p.trim().to_string());
        let mut next = || parts.next().unwrap_or_default();
        let row = (next(), next(), next());
        assert!(!row.0.is_empty(), "{}:{}: a line needs a key", file.display(), number + 1);
        if let Some(first) = seen.insert(row.0.clone(), number + 1) {
            panic!("{}:{}: {:?} stands in line {first} already", file.display(), number + 1, row.0);
        }
        rows.push(row);
    }
    rows
}

fn map(rows: &[(String, String, String)]) -> String {
    let mut map = phf_codegen::Map::new();
    for (key, value, _) in rows {
        map.entry(key.as_str(), format!("{value:?}"));
    }
    map.build().to_string()
}

fn sorted(dir: &Path) -> Vec<std::path::PathBuf> {
    let mut paths: Vec<_> =
        fs::read_dir(dir).expect("the folder exists").map(|e| e.expect("a readable entry").path()).collect();
    paths.sort();
    paths
}

fn stem(path: &Path) -> String {
    path.file_stem().expect("a named file").to_string_lossy().into_owned()
}
