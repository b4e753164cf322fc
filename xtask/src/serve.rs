//! Serves `dist/demo` on localhost: files only, with the types that browsers insist on for modules and wasm.

use crate::build;
use crate::run::{Outcome, root};
use std::fs::File;
use std::path::{Component, Path, PathBuf};
use tiny_http::{Header, Request, Response, Server};

/// Builds everything, serves it, prints the address; goes on until it is interrupted.
pub fn demo(port: u16) -> Outcome {
    build::all()?;
    let server = Server::http(("127.0.0.1", port)).map_err(|e| {
        format!("port {port} is taken ({e}); choose another: cargo xtask demo {}", port.saturating_add(1))
    })?;
    println!("\nStandfirst is open on http://localhost:{port}/ (stop it with Ctrl-C)");
    for request in server.incoming_requests() {
        // A browser that goes away in the middle is no error of ours.
        let _ = answer(request, &root().join("dist/demo"));
    }
    Ok(())
}

fn answer(request: Request, folder: &Path) -> std::io::Result<()> {
    let path = file(folder, request.url());
    match path.as_deref().map(File::open) {
        Some(Ok(file)) => {
            let kind = kind(path.as_deref().unwrap_or(folder));
            let headers = [("Content-Type", kind), ("Cache-Control", "no-cache")];
            let mut response = Response::from_file(file);
            for (name, value) in headers {
                if let Ok(header) = Header::from_bytes(name, value) {
                    response.add_header(header);
                }
            }
            request.respond(response)
        }
        _ => request.respond(Response::from_string("There is no such file.").with_status_code(404)),
    }
}

/// The file that a URL names, if it lies inside `folder`.
fn file(folder: &Path, url: &str) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next()?.trim_start_matches('/');
    let path = Path::new(if path.is_empty() { "index.html" } else { path });
    let inside = path.components().all(|part| matches!(part, Component::Normal(_)));
    let path = folder.join(path);
    if !inside {
        return None;
    }
    Some(if path.is_dir() { path.join("index.html") } else { path })
}

fn kind(path: &Path) -> &'static str {
    match path.extension().and_then(|e| e.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json" | "webmanifest") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("wasm") => "application/wasm",
        Some("txt" | "md") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_inside_are_served() {
        let folder = Path::new("/demo");
        assert_eq!(file(folder, "/"), Some("/demo/index.html".into()));
        assert_eq!(file(folder, "/page/reader.js?x=1"), Some("/demo/page/reader.js".into()));
        assert_eq!(file(folder, "/../secret"), None);
        assert_eq!(file(folder, "//etc/passwd"), Some("/demo/etc/passwd".into()));
    }
}
