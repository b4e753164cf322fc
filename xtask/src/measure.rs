//! Figures: benchmarks and scores. Nothing here passes or fails; tests do that.

use crate::run::{Outcome, cargo, output, root, run_in};
use crate::{build, package, setup};

/// Engine benchmarks (criterion), then those of the live page, of the packed extension, and of the engine in a browser, whose
/// last line is one JSON object.
pub fn bench() -> Outcome {
    cargo(&["bench", "--bench", "engine"])?;
    bench_page(None)?;
    bench_extension()?;
    run_in("tests/browser", "node", &["bench.mjs"])
}

/// The live page's benchmarks alone, on a folder of pages where one is given.
pub fn bench_page(dir: Option<&str>) -> Outcome {
    browser_ready()?;
    let dir = dir.map(absolute).transpose()?;
    let arguments: Vec<&str> = ["page-bench.mjs"].into_iter().chain(dir.as_deref()).collect();
    run_in("tests/browser", "node", &arguments)
}

/// The extension's benchmarks alone.
pub fn bench_extension() -> Outcome {
    setup::npm()?;
    setup::browsers()?;
    package::zips()?;
    run_in("tests/browser", "node", &["extension-bench.mjs"])
}

/// The corpus against its annotations.
pub fn corpus() -> Outcome {
    cargo(&["test", "--release", "--test", "corpus", "--", "--nocapture", "scores"])
}

/// The page reader over a folder of gzipped pages.
pub fn pages(dir: &str, out: &str) -> Outcome {
    browser_ready()?;
    run_in("tests/browser", "node", &["pages.mjs", &absolute(dir)?, &absolute(out)?])
}

/// Names beside what one would pick instead: on the part of the corpus that nothing was trained on, and on further files.
pub fn peers(files: &[&str]) -> Outcome {
    browser_ready()?;
    cargo(&["build", "--release", "--example", "corpus"])?;
    let program = root().join("target/release/examples/corpus").display().to_string();
    let names = output(&program, &["names"]).ok_or("the corpus cannot be read")?;
    let corpus = root().join("target/corpus-names.jsonl").display().to_string();
    std::fs::write(&corpus, names).map_err(|e| format!("{corpus}: {e}"))?;
    let mut arguments = vec!["peers.mjs".to_string(), corpus];
    for file in files {
        arguments.push(absolute(file)?);
    }
    run_in("tests/browser", "node", &arguments.iter().map(String::as_str).collect::<Vec<_>>())
}

fn absolute(path: &str) -> Result<String, String> {
    std::path::absolute(path).map(|p| p.display().to_string()).map_err(|e| format!("{path}: {e}"))
}

fn browser_ready() -> Outcome {
    setup::npm()?;
    setup::browsers()?;
    build::all()
}
