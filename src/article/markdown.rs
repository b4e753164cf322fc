//! Markdown: headings, paragraphs, items and block quotations as blocks. The document text is what a reader sees, blocks
//! joined by blank lines: emphasis, links and images lose their markup, raw HTML and front matter are dropped. Code is
//! kept as clutter, a table row is an item.

use super::judge::Judge;
use super::line::Line;
use crate::analysis::{BlockKind, Span};
use crate::document::{Block, Document};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// A Markdown text as a document.
pub(super) fn read(text: &str) -> Document {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut reader = Reader::default();
    for event in Parser::new_ext(text, options) {
        reader.take(event);
    }
    reader.flush();
    let looks: Vec<Line> =
        reader.spans.iter().map(|s| Line::new(reader.text.get(s.start..s.end).unwrap_or_default())).collect();
    let kinds = Judge::new(&looks, reader.kinds).judge();
    let blocks = reader.spans.into_iter().zip(kinds).map(|(span, kind)| Block { span, kind }).collect();
    Document { text: reader.text, verbatim: false, blocks, declared_language: None, remarks: Vec::new() }
}

/// Collects blocks out of parser events.
#[derive(Default)]
struct Reader {
    text: String,
    spans: Vec<Span>,
    kinds: Vec<Option<BlockKind>>,
    /// The text of the open block.
    open: String,
    /// Its kind where its markup says so.
    kind: Option<BlockKind>,
    /// Whether a headline was read.
    titled: bool,
    quotes: usize,
    items: usize,
    /// Open images and front matter, whose text is not read.
    unread: usize,
}

impl Reader {
    fn take(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) if self.unread == 0 => self.open.push_str(&text),
            Event::SoftBreak | Event::HardBreak => self.open.push(' '),
            Event::Rule => self.flush(),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag) {
        match tag {
            Tag::Image { .. } | Tag::MetadataBlock(_) => self.unread += 1,
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } => {}
            Tag::TableCell => {
                if !self.open.is_empty() {
                    self.open.push_str(" · ");
                }
            }
            tag => {
                self.flush();
                self.kind = match tag {
                    Tag::Heading { level: HeadingLevel::H1, .. } if !self.titled => Some(BlockKind::Title),
                    Tag::Heading { .. } => Some(BlockKind::Heading),
                    Tag::CodeBlock(_) => Some(BlockKind::Clutter),
                    Tag::TableRow | Tag::TableHead => Some(BlockKind::Item),
                    _ => None,
                };
                self.quotes += usize::from(matches!(tag, Tag::BlockQuote(_)));
                self.items += usize::from(matches!(tag, Tag::Item));
            }
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Image | TagEnd::MetadataBlock(_) => self.unread = self.unread.saturating_sub(1),
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::TableCell => {}
            tag => {
                self.flush();
                self.quotes = self.quotes.saturating_sub(usize::from(matches!(tag, TagEnd::BlockQuote(_))));
                self.items = self.items.saturating_sub(usize::from(tag == TagEnd::Item));
            }
        }
    }

    /// Closes the open block.
    fn flush(&mut self) {
        let open = std::mem::take(&mut self.open);
        let block = open.trim();
        let kind = self.kind.take();
        if block.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(block);
        self.spans.push(Span::new(start, self.text.len()));
        self.titled |= kind == Some(BlockKind::Title);
        self.kinds.push(match kind {
            None if self.quotes > 0 => Some(BlockKind::Quote),
            None if self.items > 0 => Some(BlockKind::Item),
            kind => kind,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use BlockKind::*;

    fn check(markdown: &str, expected: &[(BlockKind, &str)]) {
        let document = read(markdown);
        let got: Vec<_> = document.blocks.iter().map(|b| (b.kind, document.slice(b.span))).collect();
        assert_eq!(got, expected, "{markdown}");
    }

    #[test]
    fn blocks_and_markup() {
        check(
            "---\nlayout: post\n---\n# The *old* bridge\n\nBy Ada Mensah\n\nIt **fell** into [the river](x.html) on Monday, \
             said\nthe town. ![a map](m.png)\n\n> “It was old.”\n\n## Costs\n\n- one million\n- and more\n\n```\ncode\n```\n",
            &[
                (Title, "The old bridge"),
                (Byline, "By Ada Mensah"),
                (Paragraph, "It fell into the river on Monday, said the town."),
                (Quote, "“It was old.”"),
                (Heading, "Costs"),
                (Item, "one million"),
                (Item, "and more"),
                (Clutter, "code"),
            ],
        );
    }

    #[test]
    fn links_and_clutter_at_the_end() {
        check(
            "# Bridge falls\n\nThe bridge fell into the river on Monday, the town said.\n\nRelated stories\n\n* [Bridge to \
             close](a)\n* [Bridge is old](b)\n\nShare this article",
            &[
                (Title, "Bridge falls"),
                (Paragraph, "The bridge fell into the river on Monday, the town said."),
                (Clutter, "Related stories"),
                (Clutter, "Bridge to close"),
                (Clutter, "Bridge is old"),
                (Clutter, "Share this article"),
            ],
        );
    }

    #[test]
    fn text_above_the_headline_stays() {
        let sentence = "The bridge fell into the river on Monday, the town said.";
        check(
            &format!("{sentence}\n\nNews\n\n# Bridge falls\n\n{sentence} Again."),
            &[
                (Paragraph, sentence),
                (Clutter, "News"),
                (Title, "Bridge falls"),
                (Paragraph, &format!("{sentence} Again.")),
            ],
        );
    }

    #[test]
    fn deep_nesting_is_harmless() {
        let document = read(&"> ".repeat(20_000));
        assert!(document.text.len() <= 40_000);
        let document = read(&format!("{}word", "[".repeat(50_000)));
        assert!(document.text.ends_with("word"));
    }
}
