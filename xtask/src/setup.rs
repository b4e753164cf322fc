//! What a bare machine lacks: the wasm target, the test tools from npm, the browsers and what one of them is shown on. Each is
//! installed where we may (browsers need root and apt); otherwise one line says what to install.

use crate::run::{Outcome, output, run, run_in};
use std::path::Path;

/// The compilation target of the engine in a browser.
pub const WASM: &str = "wasm32-unknown-unknown";

/// Makes sure that the engine can be compiled for a browser.
pub fn wasm_target() -> Outcome {
    let sysroot =
        output("rustc", &["--print", "sysroot"]).ok_or("rustc does not run; install Rust with rustup")?;
    if Path::new(&sysroot).join("lib/rustlib").join(WASM).join("lib").is_dir() {
        return Ok(());
    }
    run("rustup", &["target", "add", WASM])
        .map_err(|_| format!("the target {WASM} is missing; install it with: rustup target add {WASM}"))
}

/// Makes sure that node and the browser tests' npm packages are there.
pub fn npm() -> Outcome {
    output("node", &["--version"]).ok_or("node is missing; install Node.js 20 or later")?;
    let folder = crate::run::root().join("tests/browser");
    let stamp = folder.join("node_modules/.package-lock.json");
    let newer = |a: &Path, b: &Path| {
        let time = |p: &Path| p.metadata().and_then(|m| m.modified()).ok();
        time(a) >= time(b)
    };
    if stamp.exists() && newer(&stamp, &folder.join("package-lock.json")) {
        return Ok(());
    }
    // Browsers come from the system, never from a package's own download.
    run_in("tests/browser", "npm", &["ci", "--no-audit", "--no-fund", "--ignore-scripts"])
}

/// Makes sure that both browsers are there, and a screen and a keyboard for one of them.
pub fn browsers() -> Outcome {
    let wanted = [
        ("chromium", ["chromium", "chromium-browser"]),
        ("firefox-esr", ["firefox-esr", "firefox"]),
        ("xvfb", ["Xvfb"; 2]),
        ("xdotool", ["xdotool"; 2]),
    ];
    let missing: Vec<&str> = wanted
        .iter()
        .filter(|(_, programs)| !programs.iter().any(|p| on_path(p)))
        .map(|(package, _)| *package)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let advice =
        format!("the browser tests need what is missing here: apt-get install -y {}", missing.join(" "));
    if output("id", &["-u"]).as_deref() != Some("0") || !on_path("apt-get") {
        return Err(advice);
    }
    run("apt-get", &["update", "-qq"]).map_err(|_| advice.clone())?;
    let mut install =
        vec!["DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", "-qq", "--no-install-recommends"];
    install.extend(missing);
    run("env", &install).map_err(|_| advice)
}

fn on_path(program: &str) -> bool {
    std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|dir| dir.join(program).is_file()))
}
