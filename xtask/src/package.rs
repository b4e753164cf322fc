//! Zips the built extension, one file a browser: the same files for both.

use crate::build;
use crate::run::{Outcome, files, root};
use std::fs::File;
use std::io::Write;
use zip::write::{SimpleFileOptions, ZipWriter};

/// Builds and zips into `dist/standfirst-chromium.zip` and `dist/standfirst-firefox.zip`.
pub fn zips() -> Outcome {
    build::all()?;
    let source = root().join("dist/extension");
    for browser in ["chromium", "firefox"] {
        let path = root().join(format!("dist/standfirst-{browser}.zip"));
        zip(&source, &path).map_err(|e| format!("{}: {e}", path.display()))?;
        println!("{} {} bytes", path.display(), path.metadata().map_or(0, |m| m.len()));
    }
    Ok(())
}

fn zip(source: &std::path::Path, target: &std::path::Path) -> Result<(), Box<dyn std::error::Error>> {
    let mut zip = ZipWriter::new(File::create(target)?);
    for file in files(source)? {
        let name = file.strip_prefix(source)?.to_string_lossy().replace('\\', "/");
        zip.start_file(name, SimpleFileOptions::default())?;
        zip.write_all(&std::fs::read(&file)?)?;
    }
    zip.finish()?;
    Ok(())
}
