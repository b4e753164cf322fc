//! HTML files for the command line: parses one and emits the same flat blocks as `www/page/reader.js` does on a live page.
//! Block-level elements and double line breaks end a block, white space is collapsed, what no reader sees is skipped. Runs
//! no scripts and reads no style sheets; only native builds have it.

use crate::document::{Container, Page, PageBlock};
use scraper::node::Element;
use scraper::{ElementRef, Html, Node};
use std::borrow::Cow;

/// Elements that end the block before them and hold blocks of their own.
const BLOCKS: [&str; 45] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
    "html",
];

/// Elements whose text nobody reads.
const SKIPPED: [&str; 23] = [
    "script", "style", "noscript", "template", "head", "svg", "iframe", "button", "input", "select",
    "textarea", "object", "embed", "canvas", "video", "audio", "math", "datalist", "progress", "meter", "rt",
    "rp", "map",
];

/// The page in an HTML text.
pub fn page(html: &str) -> Page {
    let parsed = Html::parse_document(&shallow(html));
    let mut walker = Walker {
        page: Page { title: title(&parsed), lang: lang(&parsed), ..Page::default() },
        ..Walker::default()
    };
    // Step by step along the tree, no recursion: pages nest as deep as they like.
    let mut next = Some(*parsed.root_element());
    while let Some(node) = next {
        let inside = match node.value() {
            Node::Element(element) => walker.enter(element),
            Node::Text(text) => {
                walker.text(text);
                false
            }
            _ => false,
        };
        next = node.first_child().filter(|_| inside);
        let mut up = Some(node);
        while let Some(node) = up.filter(|_| next.is_none()) {
            if let Node::Element(element) = node.value() {
                walker.leave(element);
            }
            next = node.next_sibling();
            up = node.parent();
        }
    }
    walker.flush();
    walker.page
}

fn title(html: &Html) -> Option<String> {
    let element =
        html.tree.root().descendants().filter_map(ElementRef::wrap).find(|e| e.value().name() == "title")?;
    let text = element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

fn lang(html: &Html) -> Option<String> {
    html.root_element().value().attr("lang").map(str::to_string)
}

/// The state of one walk.
#[derive(Default)]
struct Walker {
    page: Page,
    /// Containers that are open, outermost first.
    open: Vec<usize>,
    /// The block that is being read.
    text: String,
    /// UTF-16 code units of it inside links.
    linked: usize,
    /// White space that counts only when more text follows, and whether it stood in a link.
    space: Option<bool>,
    /// A line break was the last thing read.
    broken: bool,
    /// Links that are open.
    links: usize,
}

impl Walker {
    /// Whether to read what is inside.
    fn enter(&mut self, element: &Element) -> bool {
        let name = element.name();
        if SKIPPED.contains(&name) || is_hidden(element) {
            return false;
        }
        if name == "br" {
            if std::mem::replace(&mut self.broken, true) {
                self.flush();
            }
            self.space = Some(false);
            return false;
        }
        if name == "a" {
            self.links += 1;
        }
        if BLOCKS.contains(&name) {
            self.flush();
            let names = ["class", "id", "itemprop"].iter().filter_map(|a| element.attr(a));
            self.page.containers.push(Container {
                parent: self.open.last().copied(),
                tag: name.to_string(),
                role: element.attr("role").unwrap_or_default().to_string(),
                names: names.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" "),
            });
            self.open.push(self.page.containers.len() - 1);
        }
        true
    }

    fn leave(&mut self, element: &Element) {
        let name = element.name();
        if SKIPPED.contains(&name) || is_hidden(element) {
            return;
        }
        if name == "a" {
            self.links = self.links.saturating_sub(1);
        }
        if BLOCKS.contains(&name) {
            self.flush();
            self.open.pop();
        }
    }

    fn text(&mut self, text: &str) {
        let linked = self.links > 0;
        for c in text.chars() {
            if c.is_whitespace() {
                self.space = self.space.or(Some(linked));
                continue;
            }
            if let Some(linked) = self.space.take().filter(|_| !self.text.is_empty()) {
                self.push(' ', linked);
            }
            self.broken = false;
            self.push(c, linked);
        }
    }

    fn push(&mut self, c: char, linked: bool) {
        self.text.push(c);
        if linked {
            self.linked += c.len_utf16();
        }
    }

    /// Ends the block that is being read.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let link_units = std::mem::take(&mut self.linked);
        self.space = None;
        self.broken = false;
        if !text.is_empty() {
            self.page.blocks.push(PageBlock {
                text,
                container: self.open.last().copied().unwrap_or(0),
                link_units,
            });
        }
    }
}

fn is_hidden(element: &Element) -> bool {
    let style = |style: &str| {
        let style: String =
            style.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
        style.contains("display:none") || style.contains("visibility:hidden")
    };
    element.attr("hidden").is_some()
        || element.attr("aria-hidden") == Some("true")
        || element.attr("style").is_some_and(style)
}

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
fn shallow(html: &str) -> Cow<'_, str> {
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

    fn check(html: &str, expected: &[(&str, &str, usize)]) {
        let page = page(html);
        let got: Vec<_> = page
            .blocks
            .iter()
            .map(|b| (page.containers[b.container].tag.as_str(), b.text.as_str(), b.link_units))
            .collect();
        assert_eq!(got, expected, "{html}");
    }

    #[test]
    fn blocks_end_where_a_reader_sees_an_end() {
        check(
            "<body>one\n  <b>two</b><p>three<br>four<br> <br/>five<div>six <span>seven</span></div>eight",
            &[
                ("body", "one two", 0),
                ("p", "three four", 0),
                ("p", "five", 0),
                ("div", "six seven", 0),
                ("body", "eight", 0),
            ],
        );
    }

    #[test]
    fn counts_code_units_in_links() {
        check("<p>a <a href=x>b 😀</a> c</p><a href=y><p>d</p></a>", &[("p", "a b 😀 c", 4), ("p", "d", 1)]);
    }

    #[test]
    fn what_nobody_sees_is_skipped() {
        check(
            "<title>t</title><script>s</script><style>s</style><p hidden>h<p aria-hidden=true>h<p style='Display : none'>h<p \
             aria-hidden=false>seen<button>b</button><svg><title>x</title></svg>",
            &[("p", "seen", 0)],
        );
    }

    #[test]
    fn keeps_title_language_and_names() {
        let page = page(
            "<html lang=en-GB><title> A\n b </title><div class='x  y' id=z itemprop=articleBody role=main>c",
        );
        assert_eq!((page.title.as_deref(), page.lang.as_deref()), (Some("A b"), Some("en-GB")));
        let container = &page.containers[page.blocks[0].container];
        assert_eq!((container.names.as_str(), container.role.as_str()), ("x y z articleBody", "main"));
        assert_eq!(page.containers[container.parent.unwrap()].tag, "body");
    }

    #[test]
    fn depth_is_harmless() {
        let page = page(&format!("{}deep", "<div>".repeat(100_000)));
        assert_eq!(page.blocks.last().map(|b| b.text.as_str()), Some("deep"));
        crate::article::read(&crate::Input::Page(page));
        let html = format!("{}deep{}<p>after", "<div><b>".repeat(9_000), "</b></div>".repeat(9_000));
        check(&html, &[("div", "deep", 0), ("p", "after", 0)]);
    }

    #[test]
    fn sane_pages_are_parsed_as_they_are() {
        let nested = format!("{}x{}", "<div>".repeat(400), "</div>".repeat(400));
        let page =
            format!("<!-- <div> -->{nested}<script>'<div>'</script><p a='<div>'>{}", "<li>one".repeat(2_000));
        assert!(matches!(shallow(&page), Cow::Borrowed(_)));
        assert_eq!(shallow(&"<i>".repeat(501)), "<i>".repeat(500));
    }
}
