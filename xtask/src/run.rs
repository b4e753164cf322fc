//! Running other programs from the project's root, and the files around them.

use std::path::{Path, PathBuf};
use std::process::Command;

/// What a task comes to: nothing, or a line that says what went wrong.
pub type Outcome = Result<(), String>;

/// The project's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}

/// `program arguments` in `dir` (relative to the root); its output goes to the terminal.
pub fn run_in(dir: &str, program: &str, arguments: &[&str]) -> Outcome {
    println!("$ {program} {}", arguments.join(" "));
    let status = Command::new(program)
        .args(arguments)
        .current_dir(root().join(dir))
        .status()
        .map_err(|e| format!("{program} does not start: {e}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{program} {} failed ({status})", arguments.join(" ")))
    }
}

/// The same in the root.
pub fn run(program: &str, arguments: &[&str]) -> Outcome {
    run_in(".", program, arguments)
}

/// `cargo arguments`, with the cargo that runs this.
pub fn cargo(arguments: &[&str]) -> Outcome {
    run(&std::env::var("CARGO").unwrap_or_else(|_| "cargo".into()), arguments)
}

/// What `program arguments` prints, trimmed; nothing where it fails.
pub fn output(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_string())
}

/// Every file under `dir`, sorted; an unreadable folder is an error.
pub fn files(dir: &Path) -> Result<Vec<PathBuf>, String> {
    let mut found = Vec::new();
    let mut open = vec![dir.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).map_err(|e| format!("{}: {e}", folder.display()))? {
            let path = entry.map_err(|e| format!("{}: {e}", folder.display()))?.path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Copies the tree `from` (relative to the root) onto `to`.
pub fn copy(from: &str, to: &Path) -> Outcome {
    let from = root().join(from);
    for file in files(&from)? {
        let name = file.strip_prefix(&from).unwrap_or(&file);
        let target = to.join(name);
        let done = std::fs::create_dir_all(target.parent().unwrap_or(to))
            .and_then(|()| std::fs::copy(&file, &target));
        done.map_err(|e| format!("{}: {e}", target.display()))?;
    }
    Ok(())
}

/// Removes a folder and all in it, if it is there.
pub fn clear(dir: &Path) -> Outcome {
    match std::fs::remove_dir_all(dir) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(format!("{}: {e}", dir.display())),
        _ => Ok(()),
    }
}
