//! All tests, in the order in which they are cheapest to fail: the house rules, the linters, the engine, the engine in
//! wasm, the browsers.

use crate::run::{Outcome, cargo, run, run_in};
use crate::{build, package, setup, tidy};

/// Everything.
pub fn all() -> Outcome {
    rust()?;
    setup::npm()?;
    setup::browsers()?;
    package::zips()?;
    cargo(&["build", "--release", "--bin", "standfirst"])?;
    run("node", &["tests/wasm/same.mjs"])?;
    run_in("tests/browser", "npm", &["test"])?;
    println!("\nall tests passed");
    Ok(())
}

/// What needs no browser.
pub fn rust() -> Outcome {
    tidy::check()?;
    cargo(&["fmt", "--all", "--check"])?;
    cargo(&["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"])?;
    cargo(&["test", "--workspace"])
}

/// The pages of `tests/pages/` alone, live and as files.
pub fn pages() -> Outcome {
    setup::npm()?;
    setup::browsers()?;
    build::all()?;
    run_in("tests/browser", "npx", &["playwright", "test", "pages.spec.js"])?;
    cargo(&["test", "--release", "--test", "pages"])
}
