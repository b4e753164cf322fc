//! Files, standard input and JSON lines as inputs of the engine. Decides by extension, or by a look at the text, which
//! format it is; refuses what is no text with a message that says where and why. Reads UTF-8, and UTF-16 with its mark.

use serde::Deserialize;
use standfirst::{Input, article};
use std::fs::File;
use std::io::Read;
use std::path::Path;

type Result<T> = std::result::Result<T, String>;

/// The input in `file` (standard input without one), and its text.
pub fn read(file: Option<&Path>) -> Result<(Input, String)> {
    let mut bytes = Vec::new();
    let name = file.map_or("standard input".into(), |f| f.display().to_string());
    match file {
        Some(file) => open(file)?.read_to_end(&mut bytes),
        None => std::io::stdin().lock().read_to_end(&mut bytes),
    }
    .map_err(|e| format!("{name}: {e}"))?;
    let text = decode(bytes).map_err(|e| format!("{name}: {e}"))?;
    if text.chars().all(|c| c.is_whitespace() || c == '\0') {
        return Err(format!("{name}: there is nothing to read, the text is empty"));
    }
    let input = match format(file, &text) {
        Format::Html => Input::Page(article::html::page(&text)),
        Format::Markdown => Input::Markdown(text.clone()),
        Format::Text => Input::Text(text.clone()),
    };
    if let Input::Page(page) = &input
        && page.blocks.is_empty()
    {
        return Err(format!("{name}: there is nothing to read, the page shows no text"));
    }
    Ok((input, text))
}

/// Opens a file that can be read.
pub fn open(file: &Path) -> Result<File> {
    let name = file.display();
    match std::fs::metadata(file) {
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
            return Err(format!("{name}: there is no such file"));
        }
        Ok(found) if found.is_dir() => return Err(format!("{name}: this is a directory, not a file")),
        _ => {}
    }
    File::open(file).map_err(|e| format!("{name}: {e}"))
}

/// Bytes as text.
fn decode(bytes: Vec<u8>) -> Result<String> {
    match bytes.as_slice() {
        [0xFF, 0xFE, rest @ ..] => return Ok(utf16(rest, u16::from_le_bytes)),
        [0xFE, 0xFF, rest @ ..] => return Ok(utf16(rest, u16::from_be_bytes)),
        _ => {}
    }
    let binary = is_binary(&bytes);
    match String::from_utf8(bytes) {
        _ if binary => Err("this is a binary file, not text".into()),
        Ok(text) => Ok(text),
        Err(error) => Err(not_utf8(error.utf8_error())),
    }
}

fn not_utf8(error: std::str::Utf8Error) -> String {
    format!("not valid UTF-8 at byte {} (counted from 0)", error.valid_up_to())
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units: Vec<u16> = bytes.chunks_exact(2).filter_map(|c| c.try_into().ok()).map(unit).collect();
    String::from_utf16_lossy(&units)
}

/// Whether the first kilobyte holds NULs and other bytes that no text has, in number. A stray NUL in a text is fine.
fn is_binary(bytes: &[u8]) -> bool {
    let head = bytes.get(..1024).unwrap_or(bytes);
    let odd = head.iter().filter(|&&b| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0C | 0x1B)).count();
    let broken = std::str::from_utf8(head).is_err_and(|e| e.error_len().is_some());
    head.starts_with(b"%PDF-")
        || head.starts_with(b"PK\x03\x04")
        || odd * 4 > head.len()
        || broken && head.contains(&0)
}

#[derive(Debug, PartialEq)]
enum Format {
    Text,
    Markdown,
    Html,
}

fn format(file: Option<&Path>, text: &str) -> Format {
    let extension = file.and_then(Path::extension).and_then(|e| e.to_str()).map(str::to_ascii_lowercase);
    match extension.as_deref() {
        Some("html" | "htm" | "xhtml") => Format::Html,
        Some("md" | "markdown") => Format::Markdown,
        Some("txt" | "text") => Format::Text,
        _ if is_html(text) => Format::Html,
        _ => Format::Text,
    }
}

/// Whether a text without a name looks like HTML: it opens with a tag and has many.
fn is_html(text: &str) -> bool {
    let head: String =
        text.trim_start_matches(['\u{FEFF}', ' ', '\n', '\r', '\t']).chars().take(4096).collect();
    let head = head.to_ascii_lowercase();
    let tags =
        ["<p", "</p>", "<div", "</div>", "<br", "<h1", "<a ", "<span", "<li", "<meta", "<script", "<article"];
    head.starts_with("<!doctype html")
        || head.starts_with("<html")
        || head.contains("<html") && head.contains("<head")
        || head.starts_with('<') && tags.iter().map(|t| head.matches(t).count()).sum::<usize>() >= 3
}

#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    id: serde_json::Value,
    text: String,
}

/// The id and the input in one JSON line; none in a blank one.
pub fn line(bytes: &[u8]) -> Result<Option<(String, Input)>> {
    let line = std::str::from_utf8(bytes).map_err(not_utf8)?.trim().trim_start_matches('\u{FEFF}');
    if line.is_empty() {
        return Ok(None);
    }
    let line: Line = match serde_json::from_str(line) {
        Ok(line) => line,
        // Half a surrogate pair is no character, so serde_json refuses it; a text cut in the middle of one has it.
        Err(_) => serde_json::from_str(&pair_surrogates(line))
            .map_err(|e| format!("not a JSON object with a text: {e}"))?,
    };
    let id = match line.id {
        serde_json::Value::String(id) => id,
        serde_json::Value::Null => String::new(),
        other => other.to_string(),
    };
    Ok(Some((id, Input::Text(line.text))))
}

/// Replaces every `\uD8xx` escape without its other half by `\ufffd`.
fn pair_surrogates(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        out.push_str(before);
        let length = match (unit(escape), escape.get(6..).and_then(unit)) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => 12,
            (Some(0xD800..=0xDFFF), _) => {
                out.push_str("\\ufffd");
                rest = escape.get(6..).unwrap_or_default();
                continue;
            }
            (Some(_), _) => 6,
            // `\\` and the like: the character after the backslash belongs to it.
            _ => 1 + escape.chars().nth(1).map_or(0, char::len_utf8),
        };
        out.push_str(escape.get(..length).unwrap_or(escape));
        rest = escape.get(length..).unwrap_or_default();
    }
    out + rest
}

/// The code unit of a `\uD83D`-like escape at the start of `text`.
fn unit(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    digits.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u16::from_str_radix(digits, 16).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_surrogates() {
        for (json, expected) in [
            (r#""a\ud83d b""#, "\"a\\ufffd b\""),
            (r#""\ud83d\ude00""#, r#""\ud83d\ude00""#),
            (r#""\ud83d\ud83d\ude00""#, r#""\ufffd\ud83d\ude00""#),
            (r#""\\ud83d""#, r#""\\ud83d""#),
            (r#""\ude00\n""#, r#""\ufffd\n""#),
            (r#""\ud8"#, r#""\ud8"#),
            ("\\", "\\"),
        ] {
            assert_eq!(pair_surrogates(json), expected, "{json}");
        }
    }

    #[test]
    fn tells_formats_apart() {
        for (file, text, expected) in [
            (Some("a.HTM"), "x", Format::Html),
            (Some("a.md"), "<!doctype html>", Format::Markdown),
            (Some("a.txt"), "<html>", Format::Text),
            (None, "\u{FEFF} <!DOCTYPE html><p>x", Format::Html),
            (None, "<div><p>a</p><p>b</p></div>", Format::Html),
            (None, "a < b and <p> is a tag, </p> too, <br>", Format::Text),
            (Some("a.dat"), "Plain words.", Format::Text),
        ] {
            assert_eq!(format(file.map(Path::new), text), expected, "{text}");
        }
    }

    #[test]
    fn decodes_or_says_why_not() {
        assert_eq!(decode(b"a\0b".repeat(100)), Err("this is a binary file, not text".to_string()));
        assert_eq!(decode(b"one \0 nul in a text".to_vec()), Ok("one \0 nul in a text".to_string()));
        assert_eq!(decode(b"\xFF\xFEa\0b\0".to_vec()), Ok("ab".to_string()));
        assert_eq!(
            decode(b"abc\xE9 def".to_vec()),
            Err("not valid UTF-8 at byte 3 (counted from 0)".to_string())
        );
        assert!(decode(b"%PDF-1.7 text".to_vec()).is_err());
    }
}
