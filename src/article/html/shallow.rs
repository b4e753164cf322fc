//! HTML source made shallow: tags deeper than any browser reads are dropped before the parser sees them, because it looks
//! through all open elements at every tag. Knows names and nesting of tags only; pages of sane depth come back as they are.

use std::borrow::Cow;

/// Levels of elements that are read; browsers stop at about as many.
const DEPTH: usize = 500;

/// Elements that nest as often as they are opened. Paragraphs, items and cells close each other.
const NESTING: [&str; 34] = [
    "a",
    "article",
    "aside",
    "b",
    "big",
    "blockquote",
    "center",
    "code",
    "details",
    "div",
    "dl",
    "em",
    "fieldset",
    "figure",
    "font",
    "footer",
    "form",
    "header",
    "i",
    "main",
    "nav",
    "nobr",
    "ol",
    "s",
    "section",
    "small",
    "span",
    "strong",
    "table",
    "tt",
    "u",
    "ul",
    "button",
    "object",
];

/// Drops tags deeper than [`DEPTH`]: the parser looks through all open elements at every tag, which would take minutes
/// for a hundred thousand of them. Pages of sane depth come back as they are.
pub(super) fn shallow(html: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let (mut depth, mut copied, mut at) = (0usize, 0, 0);
    while let Some(found) = html.get(at..).and_then(|rest| rest.find('<')) {
        let start = at + found;
        let rest = html.get(start..).unwrap_or_default();
        let (name, closes) = tag(rest);
        at = start + length(rest, name);
        if !NESTING.contains(&name.to_ascii_lowercase().as_str()) {
            continue;
        }
        let too_deep = if closes { depth > DEPTH } else { depth >= DEPTH };
        depth = if closes { depth.saturating_sub(1) } else { depth + 1 };
        if too_deep {
            out.push_str(html.get(copied..start).unwrap_or_default());
            copied = at;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(html.get(copied..).unwrap_or_default());
    Cow::Owned(out)
}

/// The name of the tag at the start of `rest`, and whether it closes; an empty name where there is no tag.
fn tag(rest: &str) -> (&str, bool) {
    let inner = rest.strip_prefix("</").or_else(|| rest.strip_prefix('<')).unwrap_or_default();
    let length = inner.bytes().take_while(u8::is_ascii_alphanumeric).count();
    (inner.get(..length).unwrap_or_default(), rest.starts_with("</"))
}

/// Bytes of the tag, comment or script at the start of `rest`.
fn length(rest: &str, name: &str) -> usize {
    let until = |end: &str| rest.find(end).map_or(rest.len(), |at| at + end.len());
    if rest.starts_with("<!--") {
        return until("-->");
    }
    if name.is_empty() {
        return 1;
    }
    if !rest.starts_with("</") {
        for (raw, end) in [("script", "</script"), ("style", "</style")] {
            if name.eq_ignore_ascii_case(raw) {
                return until(end);
            }
        }
    }
    let mut quote = None;
    for (at, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sane_pages_are_parsed_as_they_are() {
        let nested = format!("{}x{}", "<div>".repeat(400), "</div>".repeat(400));
        let page =
            format!("<!-- <div> -->{nested}<script>'<div>'</script><p a='<div>'>{}", "<li>one".repeat(2_000));
        assert!(matches!(shallow(&page), Cow::Borrowed(_)));
        assert_eq!(shallow(&"<i>".repeat(501)), "<i>".repeat(500));
    }
}
