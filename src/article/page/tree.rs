//! The elements of a page, each with what it means for the blocks inside it: sums over its subtree, and the nearest sign
//! on it or above it that says "no article here". Everything is one pass down or up the list of containers, so a page
//! of a hundred thousand nested elements takes as long as a flat one.

use crate::analysis::BlockKind;
use crate::document::Container;

table!(NAMES, "article_names");

/// A sign against an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sign {
    /// What blocks in it are.
    pub kind: BlockKind,
    /// By its tag: beyond doubt. By its class names: only where it holds a small part of the article.
    pub hard: bool,
    /// Readers' comments.
    pub comments: bool,
}

/// One element.
#[derive(Debug, Clone, Default)]
pub(super) struct Node {
    /// The element around it, always before it in the list.
    pub parent: Option<usize>,
    /// The sign on the element itself.
    pub own: Option<Sign>,
    /// The nearest sign on the element or above it.
    pub sign: Option<Sign>,
    /// Whether it or an element above it looks like readers' comments.
    pub comments: bool,
    /// The kind that the nearest li, blockquote, figcaption or heading gives its blocks.
    pub form: Option<BlockKind>,
    /// Words, characters and link characters of all blocks inside.
    pub words: f32,
    pub chars: f32,
    pub linked: f32,
    /// The two votes, see [`super::vote`].
    pub score: f32,
    pub value: f32,
}

/// The nodes of a page. Parents that do not stand before their children are ignored.
pub(super) fn grow(containers: &[Container]) -> Vec<Node> {
    let paragraphs = paragraphs(containers);
    let mut nodes: Vec<Node> = Vec::with_capacity(containers.len());
    for (index, (container, paragraphs)) in containers.iter().zip(paragraphs).enumerate() {
        let parent = container.parent.filter(|&p| p < index);
        let above = parent.and_then(|p| nodes.get(p)).cloned().unwrap_or_default();
        let own = sign(container, paragraphs);
        let is_root = matches!(container.tag.as_str(), "body" | "article" | "main");
        nodes.push(Node {
            parent,
            own,
            sign: own.or(above.sign),
            comments: above.comments || !is_root && is_comments(&container.names),
            // A heading that nobody closed does not make headings of the paragraphs below.
            form: form(&container.tag)
                .or(above.form.filter(|f| container.tag != "p" || *f != BlockKind::Heading)),
            ..Node::default()
        });
    }
    nodes
}

/// Adds what `field` holds of every node to its parent, from the leaves up.
pub(super) fn sum_up(nodes: &mut [Node], field: impl Fn(&mut Node) -> &mut f32) {
    for index in (0..nodes.len()).rev() {
        let Some(node) = nodes.get_mut(index) else { continue };
        let (parent, amount) = (node.parent, *field(node));
        if let Some(parent) = parent.and_then(|p| nodes.get_mut(p)) {
            *field(parent) += amount;
        }
    }
}

/// How many `p` elements stand in each element.
fn paragraphs(containers: &[Container]) -> Vec<usize> {
    let mut counts: Vec<usize> = containers.iter().map(|c| usize::from(c.tag == "p")).collect();
    for (index, container) in containers.iter().enumerate().rev() {
        let count = counts.get(index).copied().unwrap_or(0);
        if let Some(parent) = container.parent.filter(|&p| p < index).and_then(|p| counts.get_mut(p)) {
            *parent += count;
        }
    }
    counts
}

fn sign(container: &Container, paragraphs: usize) -> Option<Sign> {
    let hard = |kind| Some(Sign { kind, hard: true, comments: false });
    match container.tag.as_str() {
        "nav" | "footer" | "aside" | "dialog" | "menu" | "label" | "object" | "embed" | "canvas"
        | "video" | "audio" => {
            return hard(BlockKind::Clutter);
        }
        "form" if paragraphs <= 4 => return hard(BlockKind::Clutter),
        "figcaption" => return hard(BlockKind::Caption),
        "body" | "article" | "main" => return None,
        _ => {}
    }
    match container.role.as_str() {
        "navigation" | "banner" | "contentinfo" | "search" | "menu" | "dialog" | "alertdialog" => {
            return hard(BlockKind::Clutter);
        }
        _ => {}
    }
    by_names(&container.names)
}

/// The first word, or pair of words, of the names that `data/names.txt` knows.
fn by_names(names: &str) -> Option<Sign> {
    for name in names.split_whitespace() {
        let name = split_camel(name);
        let mut before = "";
        for word in name.split(['-', '_', ' ', ':']).filter(|w| !w.is_empty()) {
            let pair = format!("{before}{word}");
            if let Some(kind) = NAMES.get(word).or_else(|| NAMES.get(pair.as_str())) {
                let comments = *kind == "comments";
                let kind = match *kind {
                    "byline" => BlockKind::Byline,
                    "caption" => BlockKind::Caption,
                    _ => BlockKind::Clutter,
                };
                return Some(Sign { kind, hard: false, comments });
            }
            before = word;
        }
    }
    None
}

/// `readMore` to `read-more`, all lower case.
fn split_camel(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    let mut lower = false;
    for c in name.chars() {
        if lower && c.is_ascii_uppercase() {
            out.push('-');
        }
        lower = c.is_ascii_lowercase();
        out.extend(c.to_lowercase());
    }
    out
}

fn is_comments(names: &str) -> bool {
    let names = names.to_ascii_lowercase();
    ["comment", "disqus", "respond", "reply", "review", "forum"].iter().any(|w| names.contains(w))
}

/// The kind that an element gives its blocks by its tag.
fn form(tag: &str) -> Option<BlockKind> {
    Some(match tag {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => BlockKind::Heading,
        "li" | "dd" | "dt" => BlockKind::Item,
        "blockquote" => BlockKind::Quote,
        "figcaption" | "caption" => BlockKind::Caption,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn container(parent: Option<usize>, tag: &str, names: &str) -> Container {
        Container { parent, tag: tag.into(), names: names.into(), ..Container::default() }
    }

    #[test]
    fn names_in_every_spelling() {
        for names in
            ["read-more", "x readMore", "read_more box", "related", "c-share-bar", "post__newsletter"]
        {
            assert_eq!(by_names(names).map(|s| s.kind), Some(BlockKind::Clutter), "{names}");
        }
        for names in ["", "story", "threads", "adverse", "shareholders", "update", "ready more"] {
            assert_eq!(by_names(names), None, "{names}");
        }
        assert!(by_names("comments-area").is_some_and(|s| s.comments));
    }

    #[test]
    fn signs_reach_down_and_sums_go_up() {
        let containers = [
            container(None, "body", "comments-open"),
            container(Some(0), "div", "byline"),
            container(Some(1), "ul", ""),
            container(Some(2), "li", ""),
            container(Some(9), "p", ""),
        ];
        let mut nodes = grow(&containers);
        assert_eq!(nodes[3].sign.map(|s| s.kind), Some(BlockKind::Byline));
        assert_eq!((nodes[3].form, nodes[2].form), (Some(BlockKind::Item), None));
        assert_eq!((nodes[0].own, nodes[4].parent), (None, None));
        nodes[3].words = 2.0;
        nodes[1].words = 1.0;
        sum_up(&mut nodes, |n| &mut n.words);
        assert_eq!([0, 1, 2, 3, 4].map(|i| nodes[i].words), [3.0, 3.0, 2.0, 2.0, 0.0]);
    }
}
