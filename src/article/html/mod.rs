//! HTML files for the command line: parses one and emits the same flat blocks as `www/page/reader.js` does on a live page.
//! Block-level elements and double line breaks end a block, white space is collapsed, what no reader sees is skipped. Runs
//! no scripts and reads no style sheets; only native builds have it.

mod shallow;

use crate::document::{Container, Page, PageBlock};
use scraper::node::Element;
use scraper::{ElementRef, Html, Node};
use shallow::shallow;

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
    let mut walker = Walker { page: about(&parsed), ..Walker::default() };
    // Step by step along the tree, no recursion: pages nest as deep as they like.
    let mut next = Some(*parsed.root_element());
    while let Some(node) = next {
        let seen = is_seen(node.value(), node.parent().and_then(|p| p.value().as_element()));
        let inside = match node.value() {
            Node::Element(element) if seen => walker.enter(element),
            Node::Text(text) if seen => {
                walker.text(text);
                false
            }
            _ => false,
        };
        next = node.first_child().filter(|_| inside);
        let mut up = Some(node);
        while let Some(node) = up.filter(|_| next.is_none()) {
            let parent = node.parent();
            if let Node::Element(element) = node.value()
                && is_seen(node.value(), parent.and_then(|p| p.value().as_element()))
            {
                walker.leave(element);
            }
            next = node.next_sibling();
            up = parent;
        }
    }
    walker.flush();
    walker.page
}

/// A page without blocks: what its head says.
fn about(html: &Html) -> Page {
    let mut page =
        Page { lang: html.root_element().value().attr("lang").map(str::to_string), ..Page::default() };
    for element in html.tree.root().descendants().filter_map(ElementRef::wrap) {
        let attr = |name| element.value().attr(name).unwrap_or_default();
        match element.value().name() {
            "title" if page.title.is_none() => {
                let title = element.text().collect::<String>();
                let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
                page.title = (!title.is_empty()).then_some(title);
            }
            "meta" if attr("property") == "og:title" || attr("name") == "twitter:title" => {
                page.headlines.extend(Some(attr("content").to_string()).filter(|c| !c.is_empty()));
            }
            "script" if attr("type").eq_ignore_ascii_case("application/ld+json") => {
                page.data.push(element.text().collect());
            }
            _ => {}
        }
    }
    page
}

/// The state of one walk.
#[derive(Default)]
struct Walker {
    page: Page,
    /// Containers that are open, outermost first.
    open: Vec<usize>,
    /// The block that is being read.
    text: String,
    /// UTF-16 code units of it inside links, `time`, and elements that are the author's.
    units: [usize; 3],
    /// Such elements that are open.
    inside: [usize; 3],
    /// White space that counts only when more text follows, and what it stood in.
    space: Option<[usize; 3]>,
    /// A line break was the last thing read.
    broken: bool,
}

impl Walker {
    /// Whether to read what is inside.
    fn enter(&mut self, element: &Element) -> bool {
        let name = element.name();
        if name == "br" {
            if std::mem::replace(&mut self.broken, !self.text.is_empty()) {
                self.flush();
            }
            self.space = Some([0; 3]);
            return false;
        }
        for (open, of) in self.inside.iter_mut().zip(what(element)) {
            *open += usize::from(of);
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
        for (open, of) in self.inside.iter_mut().zip(what(element)) {
            *open = open.saturating_sub(usize::from(of));
        }
        if BLOCKS.contains(&element.name()) {
            self.flush();
            self.open.pop();
        }
    }

    fn text(&mut self, text: &str) {
        for c in text.chars() {
            if matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0C') {
                self.space = self.space.or(Some(self.inside));
                continue;
            }
            if let Some(inside) = self.space.take().filter(|_| !self.text.is_empty()) {
                self.push(' ', inside);
            }
            self.broken = false;
            self.push(c, self.inside);
        }
    }

    fn push(&mut self, c: char, inside: [usize; 3]) {
        self.text.push(c);
        for (units, inside) in self.units.iter_mut().zip(inside) {
            *units += if inside > 0 { c.len_utf16() } else { 0 };
        }
    }

    /// Ends the block that is being read.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let [link_units, time_units, author_units] = std::mem::take(&mut self.units);
        self.space = None;
        self.broken = false;
        if !text.trim().is_empty() {
            let container = self.open.last().copied().unwrap_or(0);
            self.page.blocks.push(PageBlock { text, container, link_units, time_units, author_units });
        }
    }
}

/// Whether an element is a link, a time, an author.
fn what(element: &Element) -> [bool; 3] {
    let is_author = |name| {
        element.attr(name).is_some_and(|v| v.split_whitespace().any(|w| w.eq_ignore_ascii_case("author")))
    };
    [element.name() == "a", element.name() == "time", is_author("rel") || is_author("itemprop")]
}

/// Whether a reader sees what is in a node, and does not edit it, when the same holds for its parent.
fn is_seen(node: &Node, parent: Option<&Element>) -> bool {
    let closed = parent.is_some_and(|p| p.name() == "details" && p.attr("open").is_none());
    let Some(element) = node.as_element() else { return !closed };
    let name = element.name();
    !SKIPPED.contains(&name) && !is_hidden(element) && !is_editable(element) && (!closed || name == "summary")
}

fn is_editable(element: &Element) -> bool {
    element.attr("contenteditable").is_some_and(|v| !v.eq_ignore_ascii_case("false"))
        || matches!(element.attr("role"), Some("textbox" | "searchbox"))
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
}
