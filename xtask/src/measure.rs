//! Figures: benchmarks and scores. Nothing here passes or fails; tests do that.

use crate::run::{Outcome, cargo, run_in};
use crate::{build, setup};

/// Engine benchmarks (criterion), then the browser's, whose last line is one JSON object.
pub fn bench() -> Outcome {
    cargo(&["bench", "--bench", "engine"])?;
    browser_ready()?;
    run_in("tests/browser", "node", &["bench.mjs"])
}

/// The corpus against its annotations.
pub fn corpus() -> Outcome {
    cargo(&["test", "--release", "--test", "corpus", "--", "--nocapture", "scores"])
}

/// The page reader over a folder of gzipped pages.
pub fn pages(dir: &str, out: &str) -> Outcome {
    browser_ready()?;
    let absolute = |path: &str| {
        std::path::absolute(path).map(|p| p.display().to_string()).map_err(|e| format!("{path}: {e}"))
    };
    run_in("tests/browser", "node", &["pages.mjs", &absolute(dir)?, &absolute(out)?])
}

fn browser_ready() -> Outcome {
    setup::npm()?;
    setup::browsers()?;
    build::all()
}
