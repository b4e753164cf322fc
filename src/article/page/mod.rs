//! A page's blocks: [`vote`] finds the element that holds the article, then each block inside it is kept or not by what
//! stands around it, and [`judge`](super::judge) has the last word on those that are kept. The document text is all blocks
//! joined by blank lines, kept or not, so that a page can map offsets to its nodes. [`units`] finds what repeats (posts of a
//! live blog, several articles, teasers), [`said`] what the page says of itself. Knows tags, roles, class names and link
//! lengths; knows nothing of how a page looks.

mod said;
mod tree;
mod units;
mod vote;

use super::judge::Judge;
use super::line::{Line, ends_sentence, stops, words};
use super::{byline, clutter};
use crate::analysis::{BlockKind, Span};
use crate::document::{Block, Document, Page, PageBlock, Remark};
use said::{Said, plain};
use tree::{Node, Sign};
use units::Units;

/// What one block looks like.
#[derive(Debug, Clone)]
struct Look {
    container: usize,
    words: f32,
    chars: f32,
    linked: f32,
    commas: f32,
    stops: f32,
}

impl Look {
    fn new(block: &PageBlock) -> Self {
        let text = block.text.as_str();
        Look {
            container: block.container,
            words: words(text) as f32,
            chars: text.encode_utf16().count() as f32,
            linked: block.link_units as f32,
            commas: text.chars().filter(|c| matches!(c, ',' | '،' | '、' | '，' | ';')).count() as f32,
            stops: stops(text) as f32,
        }
    }

    /// Share of the block that is links.
    fn density(&self) -> f32 {
        (self.linked / self.chars.max(1.0)).min(1.0)
    }
}

/// A page as a document.
pub(super) fn read(page: &Page) -> Document {
    let mut text = String::new();
    let mut spans = Vec::with_capacity(page.blocks.len());
    for block in &page.blocks {
        if !spans.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(&block.text);
        spans.push(Span::new(start, text.len()));
    }
    let (kinds, remarks) =
        if page.selection { (by_form(page), Vec::new()) } else { Sorter::new(page).sort() };
    let blocks = spans.into_iter().zip(kinds).map(|(span, kind)| Block { span, kind }).collect();
    let declared_language = page.lang.as_ref().map(|l| l.trim().to_lowercase()).filter(|l| !l.is_empty());
    Document { text, verbatim: false, blocks, declared_language, remarks }
}

/// Kinds by tags alone: the reader chose what to read.
fn by_form(page: &Page) -> Vec<BlockKind> {
    let nodes = tree::grow(&page.containers);
    let mut titled = false;
    let kind = |block: &PageBlock| {
        let form = nodes.get(block.container).and_then(|n| n.form);
        let is_h1 = page.containers.get(block.container).is_some_and(|c| c.tag == "h1");
        match form {
            Some(BlockKind::Heading) if is_h1 && !titled => {
                titled = true;
                BlockKind::Title
            }
            form => form.unwrap_or(BlockKind::Paragraph),
        }
    };
    page.blocks.iter().map(kind).collect()
}

/// Sorts the blocks of one page.
struct Sorter<'a> {
    page: &'a Page,
    nodes: Vec<Node>,
    looks: Vec<Look>,
    said: Said,
    units: Units,
    /// What each block is; `None` for kept ones that the judge decides.
    kinds: Vec<Option<BlockKind>>,
}

/// Words of running text up to which a page with a lock shows the beginning of its article only.
const BEGINNING: f32 = 250.0;

/// Whether an element lies in the article, and what its blocks are where a sign on it or around it says so.
type Verdict = (bool, Option<Sign>);

impl<'a> Sorter<'a> {
    fn new(page: &'a Page) -> Self {
        Sorter {
            page,
            nodes: tree::grow(&page.containers),
            looks: page.blocks.iter().map(Look::new).collect(),
            said: Said::new(page),
            units: Units::default(),
            kinds: vec![Some(BlockKind::Clutter); page.blocks.len()],
        }
    }

    fn sort(mut self) -> (Vec<BlockKind>, Vec<Remark>) {
        let clutter = |kinds: Vec<_>| kinds.into_iter().map(|_| BlockKind::Clutter).collect();
        let texts: Vec<_> =
            self.page.blocks.iter().zip(&self.looks).map(|(b, l)| (b.text.as_str(), l.words)).collect();
        let held = self.said.holds(&texts);
        let best = vote::best(&mut self.nodes, &self.page.containers, &self.looks, held.as_deref());
        let Some(best) = best else { return (clutter(self.kinds), Vec::new()) };
        self.units = Units::new(self.page, &self.nodes, &self.looks, best, self.said.live);
        let mut remarks: Vec<Remark> = self.units.remark.into_iter().collect();
        if remarks.contains(&Remark::Teasers) {
            return (clutter(self.kinds), remarks);
        }
        let verdicts = self.verdicts(best);
        self.keep(&verdicts, held.as_deref());
        self.keep_lead(&verdicts);
        self.keep_overflow(best, &verdicts, held.as_deref());
        self.drop_tail();
        if self.is_locked() {
            remarks.push(Remark::Locked);
        }
        let title = self.title();
        (self.judge(title, &verdicts), remarks)
    }

    /// For every element what becomes of the blocks in it.
    fn verdicts(&self, best: usize) -> Vec<Verdict> {
        let total = self.nodes.get(best).map_or(1.0, |n| n.words.max(1.0));
        let mut verdicts: Vec<Verdict> = Vec::with_capacity(self.nodes.len());
        for (index, (node, container)) in self.nodes.iter().zip(&self.page.containers).enumerate() {
            let above = node.parent.and_then(|p| verdicts.get(p)).copied().unwrap_or((false, None));
            // A class name on an element with half of the article in it says nothing.
            let sign = node.own.filter(|s| s.hard || node.words < total * 0.45);
            // What somebody posted elsewhere is quoted, even where the box around it says "social".
            let around = above.1.filter(|s| s.hard || s.comments || container.tag != "blockquote");
            verdicts.push(match above {
                _ if index == best => (true, None),
                (inside, _) => (inside, around.or(sign)),
            });
        }
        verdicts
    }

    /// Keeps the blocks of the article; the rest stays clutter.
    fn keep(&mut self, verdicts: &[Verdict], held: Option<&[bool]>) {
        let mut started = false;
        for index in 0..self.kinds.len() {
            let (Some(block), Some(look)) = (self.page.blocks.get(index), self.looks.get(index)) else {
                break;
            };
            let Some((true, sign)) = verdicts.get(block.container).copied() else { continue };
            let held = held.is_some_and(|h| h.get(index) == Some(&true));
            let kind = match sign {
                // The page's own data knows better than a class name.
                Some(sign) if !held || sign.hard => Some(Some(sign.kind)),
                _ if self.is_credit(block, look) => Some(Some(BlockKind::Byline)),
                _ if held || self.is_kept(index, block, look, started) => Some(self.form(block)),
                _ => None,
            };
            if let (Some(kind), Some(slot)) = (kind, self.kinds.get_mut(index)) {
                *slot = kind;
                started |= sign.is_none() && look.words >= 10.0;
            }
        }
    }

    /// Keeps the key points of a live blog: lists and sentences between its headline and the element that holds its posts.
    fn keep_lead(&mut self, verdicts: &[Verdict]) {
        if !self.units.posts.contains(&true) {
            return;
        }
        let blocks = &self.page.blocks;
        let inside = |b: &PageBlock| verdicts.get(b.container).is_some_and(|v| v.0);
        let is_h1 = |b: &PageBlock| self.page.containers.get(b.container).is_some_and(|c| c.tag == "h1");
        let Some(end) = blocks.iter().position(inside) else { return };
        let Some(headline) = blocks.iter().take(end).rposition(is_h1) else { return };
        if blocks.iter().any(|b| inside(b) && is_h1(b)) {
            return;
        }
        // From below, because a heading is kept for what it heads.
        let mut below = false;
        for index in (headline + 1..end).rev() {
            let (Some(block), Some(look)) = (blocks.get(index), self.looks.get(index)) else { break };
            let form = self.form(block);
            let reads = match form {
                Some(BlockKind::Heading) => below,
                Some(BlockKind::Item) => true,
                _ => look.words >= 8.0 && ends_sentence(&block.text),
            };
            let unsigned = verdicts.get(block.container).is_some_and(|v| v.1.is_none());
            below = reads && unsigned && look.density() < 0.5 && self.is_kept(index, block, look, true);
            if let Some(slot) = self.kinds.get_mut(index).filter(|_| below) {
                *slot = form;
            }
        }
    }

    /// Keeps the paragraphs right below the article, beside an element around it: broken markup has closed it too early.
    fn keep_overflow(&mut self, best: usize, verdicts: &[Verdict], held: Option<&[bool]>) {
        let parent = |index: usize| self.nodes.get(index).and_then(|n| n.parent);
        let around: Vec<usize> = std::iter::successors(parent(best), |&p| parent(p)).collect();
        let inside = |b: &PageBlock| verdicts.get(b.container).is_some_and(|v| v.0);
        let last = self.page.blocks.iter().rposition(inside).unwrap_or(usize::MAX);
        let below = self.page.blocks.iter().zip(&self.looks).zip(&mut self.kinds).enumerate();
        for (index, ((block, look), kind)) in below.skip(last.saturating_add(1)) {
            let paragraph = self.page.containers.get(block.container).is_some_and(|c| c.tag == "p")
                && parent(block.container).is_some_and(|p| around.contains(&p))
                && verdicts.get(block.container).is_some_and(|v| v.1.is_none());
            let reads = look.density() < 0.1 && ends_sentence(&block.text);
            if !paragraph || !reads || held.is_some_and(|h| h.get(index) != Some(&true)) {
                break;
            }
            *kind = None;
        }
    }

    /// What a block's tags make of it; none for running text.
    fn form(&self, block: &PageBlock) -> Option<BlockKind> {
        if self.page.containers.get(block.container).is_some_and(|c| c.tag == "caption") {
            return Some(BlockKind::Caption);
        }
        if self.units.cells.get(block.container) == Some(&true) {
            return Some(BlockKind::Item);
        }
        self.nodes.get(block.container).and_then(|n| n.form).filter(|f| *f != BlockKind::Caption)
    }

    /// Whether a block of the article without a sign on it belongs to it.
    fn is_kept(&self, index: usize, block: &PageBlock, look: &Look, started: bool) -> bool {
        let text = block.text.as_str();
        let density = look.density();
        let heading = self.form(block) == Some(BlockKind::Heading);
        if started && self.units.cells.get(block.container) == Some(&true) {
            return density < 0.8 || look.chars < 30.0;
        }
        // A heading that leads to what it is about heads the text below it all the same.
        if heading && density > 0.5 {
            return (started || self.units.remark == Some(Remark::Several)) && self.heads(index);
        }
        // An address that is spelt out is for readers.
        let spelt = text.contains("http://") || text.contains("https://");
        let links = density > 0.8 && look.chars < 400.0 && !ends_sentence(text)
            || density > 0.97 && look.chars < 600.0
            || density > 0.5 && look.chars < 120.0;
        let early = !started && look.words < 6.0 && !self.heads(index);
        let blank = !text.contains(|c: char| c.is_alphabetic() || c == '_');
        !(links && !spelt || early || blank)
    }

    /// Whether a block is a heading with running text right below, in the same element, a line about time or author aside.
    fn heads(&self, index: usize) -> bool {
        let parent = |block: &PageBlock| self.nodes.get(block.container).and_then(|n| n.parent);
        let Some(block) = self.page.blocks.get(index) else { return false };
        let here = parent(block);
        let around = here.and_then(|p| self.nodes.get(p)).and_then(|n| n.parent);
        let mut below = self.page.blocks.iter().zip(&self.looks).skip(index + 1).take(2);
        let next = below.find(|(_, look)| look.words >= 8.0).filter(|(_, look)| look.density() < 0.5);
        let beside = |next: &PageBlock| parent(next).is_some() && [here, around].contains(&parent(next));
        self.form(block) == Some(BlockKind::Heading)
            && next.is_some_and(|(n, _)| beside(n) && self.form(n) != Some(BlockKind::Heading))
    }

    /// Whether a short block is mostly the author's name, or a time.
    fn is_credit(&self, block: &PageBlock, look: &Look) -> bool {
        let mostly = |units: usize| units as f32 > 0.5 * look.chars;
        let author = || {
            let text = plain(&block.text);
            let name = text.strip_prefix("by ").unwrap_or(&text);
            self.said.authors.iter().any(|a| a == name)
        };
        look.words <= 12.0 && mostly(block.time_units + block.author_units) || look.words <= 8.0 && author()
    }

    /// Whether a lock stands on the page and little of an article.
    fn is_locked(&self) -> bool {
        let kept = self.kinds.iter().zip(&self.looks).filter(|(k, _)| **k != Some(BlockKind::Clutter));
        let words: f32 = kept.map(|(_, look)| look.words).sum();
        let named = |names: &str| {
            let names = names.to_ascii_lowercase();
            ["paywall", "regwall", "subscriber-only", "piano-inline"].iter().any(|w| names.contains(w))
        };
        let wall =
            || self.nodes.iter().zip(&self.page.containers).any(|(n, c)| n.words > 0.0 && named(&c.names));
        words > 0.0 && words < BEGINNING && (self.said.locked || wall())
    }

    /// Headings and scraps at the end lead to nothing that is kept.
    fn drop_tail(&mut self) {
        let blocks = self.page.blocks.iter().zip(&self.looks);
        for (kind, (block, look)) in self.kinds.iter_mut().zip(blocks).rev() {
            if matches!(kind, Some(BlockKind::Clutter | BlockKind::Caption | BlockKind::Byline)) {
                continue;
            }
            if *kind != Some(BlockKind::Heading) && (look.words >= 5.0 || ends_sentence(&block.text)) {
                break;
            }
            *kind = Some(BlockKind::Clutter);
        }
    }

    /// The headline: the h1 that the page's own title holds or, without one, the last h1 before the article; or any block
    /// up to its first paragraph that the title holds.
    fn title(&self) -> Option<usize> {
        let start = self
            .kinds
            .iter()
            .position(|k| !matches!(k, Some(BlockKind::Clutter | BlockKind::Byline | BlockKind::Caption)))?;
        let start = (start..self.kinds.len())
            .find(|&i| self.looks.get(i).is_some_and(|l| l.words >= 10.0))
            .unwrap_or(start);
        let page_title = self.page.title.as_deref().map(plain).unwrap_or_default();
        let said = |text: &str| self.said.headlines.iter().any(|h| h == text);
        let upto = || self.page.blocks.iter().enumerate().take(start + 1);
        let held = |block: &PageBlock| {
            let text = plain(&block.text);
            text.len() > 10
                && (page_title.contains(&text)
                    || page_title.len() > 20 && text.starts_with(&page_title)
                    || said(&text))
        };
        let is_h1 = |b: &PageBlock| self.page.containers.get(b.container).is_some_and(|c| c.tag == "h1");
        let last = |test: &dyn Fn(&PageBlock) -> bool| upto().filter(|(_, b)| test(b)).last().map(|(i, _)| i);
        last(&|b| is_h1(b) && held(b))
            .or_else(|| last(&|b| is_h1(b) && words(&b.text) >= 3))
            .or_else(|| last(&|b| held(b) && words(&b.text) >= 3))
    }

    /// Lets the judge look at what is kept, headline first.
    fn judge(mut self, title: Option<usize>, verdicts: &[Verdict]) -> Vec<BlockKind> {
        if let Some(kind) = title.and_then(|t| self.kinds.get_mut(t)) {
            *kind = Some(BlockKind::Title);
        }
        self.drop_other_titles(title);
        self.sign(title, verdicts);
        let left_out = |k: &Option<BlockKind>| {
            matches!(k, Some(BlockKind::Clutter | BlockKind::Byline | BlockKind::Caption))
        };
        let kept: Vec<usize> =
            (0..self.kinds.len()).filter(|&i| self.kinds.get(i).is_some_and(|k| !left_out(k))).collect();
        let lines: Vec<Line> =
            kept.iter().filter_map(|&i| self.page.blocks.get(i)).map(|b| Line::new(b.text.trim())).collect();
        let known = kept.iter().filter_map(|&i| self.kinds.get(i).copied()).collect();
        let judged = Judge::of_page(&lines, known).judge();
        for (index, kind) in kept.into_iter().zip(judged) {
            if let Some(slot) = self.kinds.get_mut(index) {
                *slot = Some(kind);
            }
        }
        let posts = &self.units.posts;
        let kinds = self.kinds.into_iter().zip(&self.page.blocks).map(|(kind, block)| match kind {
            None | Some(BlockKind::Paragraph) if posts.get(block.container) == Some(&true) => BlockKind::Post,
            kind => kind.unwrap_or(BlockKind::Paragraph),
        });
        kinds.collect()
    }

    /// Bylines and captions between the headline and the article, outside the element that holds it.
    fn sign(&mut self, title: Option<usize>, verdicts: &[Verdict]) {
        let credits: Vec<bool> =
            self.page.blocks.iter().zip(&self.looks).map(|(b, l)| self.is_credit(b, l)).collect();
        let below = self.page.blocks.iter().zip(&self.looks).zip(&mut self.kinds).zip(credits);
        let below = below.skip(title.map_or(usize::MAX, |t| t + 1));
        for (((block, look), kind), credit) in below.take_while(|((_, kind), _)| kind.is_some()) {
            let sign = verdicts.get(block.container).and_then(|v| v.1).map(|s| s.kind);
            let named = || clutter::find(&block.text).is_some_and(|f| f.kind == BlockKind::Byline);
            if credit || byline::is_byline(&Line::new(&block.text)) || named() {
                *kind = Some(BlockKind::Byline);
            } else if sign == Some(BlockKind::Caption) && look.density() < 0.5 {
                *kind = Some(BlockKind::Caption);
            }
        }
    }

    /// Another h1, or the page's title said once more, is no heading of the article.
    fn drop_other_titles(&mut self, title: Option<usize>) {
        for (index, (block, kind)) in self.page.blocks.iter().zip(&mut self.kinds).enumerate() {
            let is_h1 = self.page.containers.get(block.container).is_some_and(|c| c.tag == "h1");
            if is_h1 && title.is_some_and(|t| t != index) && *kind == Some(BlockKind::Heading) {
                let clutter = clutter::find(&block.text).is_some() || title.is_some_and(|t| index < t);
                *kind = clutter.then_some(BlockKind::Clutter).or(*kind);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::html;
    use BlockKind::*;

    const BODY: &str =
        "The old bridge fell into the river on Monday, the town said, and nobody was hurt in the fall.";

    fn check(html: &str, expected: &[(BlockKind, &str)]) {
        let page = html::page(html);
        let document = read(&page);
        let got: Vec<_> = document.blocks.iter().map(|b| (b.kind, document.slice(b.span))).collect();
        assert_eq!(got, expected, "{html}");
        let joined: Vec<_> = page.blocks.iter().map(|b| b.text.as_str()).collect();
        assert_eq!(document.text, joined.join("\n\n"));
    }

    #[test]
    fn an_article_among_what_stands_around_it() {
        check(
            &format!(
                "<title>Old bridge falls - Harbour Gazette</title><body><nav><a href=a>Home</a></nav><header><h1>Harbour \
                 Gazette</h1></header><main><h1>Old bridge falls</h1><div class=byline>By Ada Mensah</div><div \
                 class=article-body><p>{BODY}</p><figure><figcaption>The bridge in May</figcaption></figure><p>{BODY} \
                 Again.</p><div class='inline-related'><p>Bridge to close, the council says.</p></div><h2>Costs</h2><p>It was \
                 old, they said.</p><blockquote><p>“It was old.”</p></blockquote><ul><li>It cost one million.</li></ul>\
                 <p>{BODY} And so on.</p><p>Sign up for our newsletter</p></div></main><footer>Imprint</footer>"
            ),
            &[
                (Clutter, "Home"),
                (Clutter, "Harbour Gazette"),
                (Title, "Old bridge falls"),
                (Byline, "By Ada Mensah"),
                (Paragraph, BODY),
                (Caption, "The bridge in May"),
                (Paragraph, &format!("{BODY} Again.")),
                (Clutter, "Bridge to close, the council says."),
                (Heading, "Costs"),
                (Paragraph, "It was old, they said."),
                (Quote, "“It was old.”"),
                (Item, "It cost one million."),
                (Paragraph, &format!("{BODY} And so on.")),
                (Clutter, "Sign up for our newsletter"),
                (Clutter, "Imprint"),
            ],
        );
    }

    #[test]
    fn comments_do_not_win() {
        let article = format!("<p>{BODY}</p>").repeat(3);
        let comments = format!("<div class=comment><p>{BODY} I saw it.</p></div>").repeat(9);
        let page = html::page(&format!("<body><div id=a>{article}</div><div id=comments>{comments}</div>"));
        let kinds: Vec<_> = read(&page).blocks.iter().map(|b| b.kind).collect();
        assert_eq!(kinds.first(), Some(&Paragraph));
        assert!(kinds.iter().skip(3).all(|k| *k == Clutter), "{kinds:?}");
    }

    #[test]
    fn a_selection_is_all_article() {
        let mut page =
            html::page("<nav><p>Home</p></nav><div class=share><p>Share this</p></div><ul><li>one</ul>");
        page.selection = true;
        assert_eq!(
            read(&page).blocks.iter().map(|b| b.kind).collect::<Vec<_>>(),
            [Paragraph, Paragraph, Item]
        );
    }

    #[test]
    fn indexes_that_lead_nowhere_are_harmless() {
        let block = PageBlock { text: BODY.into(), container: 7, link_units: 9999, ..PageBlock::default() };
        let page = Page { blocks: vec![block; 3], lang: Some(" en-GB ".into()), ..Page::default() };
        let document = read(&page);
        assert!(document.blocks.iter().all(|b| b.kind == Clutter));
        assert_eq!(document.declared_language.as_deref(), Some("en-gb"));
    }
}
