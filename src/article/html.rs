//! HTML files for the command line: parses one and emits the same flat blocks as `www/page/reader.js` does on a live page.
//! Block-level elements and double line breaks end a block, white space is collapsed, what no reader sees is skipped. Runs
//! no scripts and reads no style sheets; only native builds have it.

use crate::document::{Container, Page, PageBlock};
use scraper::node::Element;
use scraper::{ElementRef, Html, Node};

/// Elements that end the block before them and hold blocks of their own.
const BLOCKS: [&str; 46] = [
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
    "label",
];

/// Elements whose text nobody reads.
const SKIPPED: [&str; 17] = [
    "script", "style", "noscript", "template", "head", "svg", "iframe", "button", "input", "select",
    "textarea", "object", "embed", "canvas", "video", "audio", "math",
];

/// The page in an HTML text.
pub fn page(html: &str) -> Page {
    let parsed = Html::parse_document(html);
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
    /// White space that counts only when more text follows.
    space: bool,
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
            self.space = true;
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
        for c in text.chars() {
            if c.is_whitespace() {
                self.space = true;
                continue;
            }
            if self.space && !self.text.is_empty() {
                self.push(' ');
            }
            self.space = false;
            self.broken = false;
            self.push(c);
        }
    }

    fn push(&mut self, c: char) {
        self.text.push(c);
        if self.links > 0 {
            self.linked += c.len_utf16();
        }
    }

    /// Ends the block that is being read.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let link_units = std::mem::take(&mut self.linked);
        self.space = false;
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
