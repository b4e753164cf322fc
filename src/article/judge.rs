//! What each line of a text is, from the surest sign to the weakest: its own words ([`clutter`], [`byline`]), whether it
//! was said before, and its place: the headline with the body after it, credits below it, links after "Related stories",
//! headings between paragraphs. Works on the lines of a paste, the blocks of Markdown and those that a page keeps.

use super::line::Line;
use super::{byline, clutter};
use crate::analysis::BlockKind;
use std::collections::HashSet;

/// Decides what each line is; `kinds` fills up from the surest sign to the weakest.
pub(super) struct Judge<'a> {
    lines: &'a [Line<'a>],
    kinds: Vec<Option<BlockKind>>,
    /// Words from which a line that was there before is clutter.
    repeat: usize,
}

/// Words above which a text of one line is read whatever it says: somebody wanted it read.
const LONE: usize = 4;
/// Longest headline, in words.
const TITLE: usize = 28;
/// Longest line, in words, that is taken for furniture only because it stands above such, or below.
const SCRAP: usize = 6;
const SCRAP_AFTER: usize = 9;
/// How many lines from the top a headline may stand.
const TOP: usize = 12;

impl<'a> Judge<'a> {
    /// `kinds` holds what is known of each line beforehand: list items, headings, the headline.
    pub fn new(lines: &'a [Line<'a>], kinds: Vec<Option<BlockKind>>) -> Self {
        Judge { lines, kinds, repeat: 3 }
    }

    /// The same for the blocks that a page keeps: there a short line may be said twice, as in a table or a recipe, because
    /// what pages repeat around an article is gone.
    pub fn of_page(lines: &'a [Line<'a>], kinds: Vec<Option<BlockKind>>) -> Self {
        Judge { lines, kinds, repeat: 9 }
    }

    /// The kind of every line.
    pub fn judge(mut self) -> Vec<BlockKind> {
        if let [line] = self.lines
            && line.words > LONE
        {
            return self.kinds.into_iter().map(|k| k.unwrap_or(BlockKind::Paragraph)).collect();
        }
        let heads = self.by_own_words();
        let repeated = self.repeats();
        if let Some(title) = self.title(&repeated) {
            self.set(title, BlockKind::Title);
            self.above(title);
            self.below(title);
        }
        self.links_after(&heads);
        self.headings();
        self.kinds.into_iter().map(|k| k.unwrap_or(BlockKind::Paragraph)).collect()
    }

    fn set(&mut self, index: usize, kind: BlockKind) {
        if let Some(slot) = self.kinds.get_mut(index) {
            *slot = Some(kind);
        }
    }

    fn is_free(&self, index: usize) -> bool {
        self.kinds.get(index).is_some_and(Option::is_none)
    }

    /// Clutter, bylines and captions by their own words; returns the lines that open a list of links.
    fn by_own_words(&mut self) -> Vec<usize> {
        let mut heads = Vec::new();
        for (index, (line, kind)) in self.lines.iter().zip(&mut self.kinds).enumerate() {
            if let Some(found) = clutter::find(line.text) {
                *kind = Some(found.kind);
                if found.opens_links {
                    heads.push(index);
                }
            } else if kind.is_none() && byline::is_byline(line) {
                *kind = Some(BlockKind::Byline);
            }
        }
        heads
    }

    /// Marks lines that were there before as clutter; returns the lines that they repeat.
    fn repeats(&mut self) -> HashSet<&'a str> {
        let mut seen = HashSet::new();
        let mut repeated = HashSet::new();
        for (line, kind) in self.lines.iter().zip(&mut self.kinds) {
            // "No." may be said twice, and letters may be signed twice.
            let counts = line.words > self.repeat || !line.stop && line.words >= self.repeat;
            if counts && !seen.insert(line.text) {
                *kind = Some(BlockKind::Clutter);
                repeated.insert(line.text);
            }
        }
        repeated
    }

    /// The headline: a short line near the top with the body after it.
    fn title(&self, repeated: &HashSet<&str>) -> Option<usize> {
        if let Some(known) = self.kinds.iter().position(|k| *k == Some(BlockKind::Title)) {
            return Some(known);
        }
        let free = || {
            self.lines
                .iter()
                .enumerate()
                .take(TOP)
                .filter(|&(i, _)| self.is_free(i) || self.kinds.get(i) == Some(&Some(BlockKind::Heading)))
        };
        let is_short = |line: &Line| line.words >= 1 && line.words <= TITLE;
        if let Some((said_twice, _)) = free()
            .take_while(|(_, l)| !l.is_prose() || repeated.contains(l.text))
            .find(|(_, l)| is_short(l) && l.words >= 3 && !l.text.ends_with('.') && repeated.contains(l.text))
        {
            return Some(said_twice);
        }
        let (first, line) = free().next()?;
        // Two or more scraps of navigation, then a line of some length: that line it is.
        let scraps = free().take_while(|(_, l)| l.words <= 2 && !l.stop).count();
        let (first, line) = match free().nth(scraps) {
            Some((index, line)) if scraps >= 2 && line.words >= 4 => (index, line),
            _ => (first, line),
        };
        let below = self.lines.iter().enumerate().skip(first + 1).take(TOP);
        let has_body = below.clone().any(|(i, l)| l.is_prose() && (self.is_free(i) || self.is_marked(i)));
        let signed = self.kinds.get(first + 1) == Some(&Some(BlockKind::Byline))
            || below.clone().next().is_some_and(|(_, l)| !l.stop && byline::is_credit(l));
        // A stop makes it a sentence, but for a byline right below it.
        let ends_well = !line.text.ends_with([',', ';', ':']) && (signed || !line.text.ends_with(['.', '…']));
        (is_short(line) && ends_well && !line.is_speech() && has_body).then_some(first)
    }

    /// Whether the line has a marker that says it belongs to the article.
    fn is_marked(&self, index: usize) -> bool {
        matches!(self.kinds.get(index), Some(Some(BlockKind::Item | BlockKind::Quote)))
    }

    /// Scraps above the headline are no article.
    fn above(&mut self, title: usize) {
        for (index, line) in self.lines.iter().enumerate().take(title) {
            if self.is_free(index) && !line.is_prose() {
                self.set(index, BlockKind::Clutter);
            }
        }
    }

    /// Names, roles, places and facts between the headline and the first sentence, and scraps that stand among such.
    fn below(&mut self, title: usize) {
        let mut scraps = Vec::new();
        let mut signed = false;
        for (index, line) in self.lines.iter().enumerate().skip(title + 1).take(TOP) {
            let free = self.is_free(index);
            if free && line.is_prose() || self.is_marked(index) {
                break;
            }
            let known = byline::is_label(line) || scraps.is_empty() && byline::is_credit(line);
            if !free || known || signed && byline::is_scrap(line, SCRAP_AFTER) {
                signed = true;
                scraps.push(index);
                for scrap in scraps.drain(..).filter(|&i| i != index || free) {
                    self.set(scrap, BlockKind::Byline);
                }
            } else if byline::is_scrap(line, SCRAP) {
                scraps.push(index);
            } else {
                break;
            }
        }
    }

    /// Short lines after "Related stories" are links.
    fn links_after(&mut self, heads: &[usize]) {
        for &head in heads {
            for (index, line) in self.lines.iter().enumerate().skip(head + 1) {
                let item = self.kinds.get(index) == Some(&Some(BlockKind::Item));
                if !(self.is_free(index) || item) || line.stop || line.words > 20 {
                    break;
                }
                self.set(index, BlockKind::Clutter);
            }
        }
    }

    /// A short line between paragraphs is a heading.
    fn headings(&mut self) {
        let prose: Vec<bool> =
            self.lines.iter().enumerate().map(|(i, l)| self.is_free(i) && (l.is_prose() || l.stop)).collect();
        for (index, line) in self.lines.iter().enumerate().skip(1) {
            let follows = prose.get(index + 1).copied().unwrap_or(false)
                || self.kinds.get(index + 1) == Some(&Some(BlockKind::Item));
            let after = index.checked_sub(1).is_some_and(|i| !self.is_free(i) || prose.get(i) == Some(&true));
            let short = (1..=12).contains(&line.words) && !line.stop && !line.is_speech();
            if self.is_free(index) && follows && after && short && !line.text.ends_with([',', ';', ':']) {
                self.set(index, BlockKind::Heading);
            }
        }
    }
}
