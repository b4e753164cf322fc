//! Pasted text: cuts it into lines (or paragraphs, where lines are wrapped at a fixed width) and says what each is. The
//! document text is the input itself, so offsets point into what the reader pasted. A line is judged by its own words
//! first ([`clutter`], [`byline`]), then by its place: below the headline, between paragraphs, said before.

use super::line::Line;
use super::{byline, clutter};
use crate::analysis::{BlockKind, Span};
use crate::document::{Block, Document};
use std::collections::HashSet;

/// A pasted text as a document.
pub(super) fn read(text: &str) -> Document {
    let lines = lines(text);
    let units = if is_wrapped(text, &lines) { unwrap_lines(text, &lines) } else { lines };
    let (mut spans, mut marked) = (Vec::new(), Vec::new());
    for unit in units.into_iter().filter(|u| !u.is_empty()) {
        let (kind, marker) = marker(slice(text, unit));
        spans.push(Span::new(unit.start + marker, unit.end));
        marked.push(kind);
    }
    let looks: Vec<Line> = spans.iter().map(|&s| Line::new(slice(text, s))).collect();
    let kinds = Judge::new(&looks, marked).judge();
    let blocks = spans.into_iter().zip(kinds).map(|(span, kind)| Block { span, kind }).collect();
    Document { text: text.to_string(), verbatim: true, blocks, declared_language: None }
}

fn slice(text: &str, span: Span) -> &str {
    text.get(span.start..span.end).unwrap_or_default()
}

/// Every line without the white space at its ends, blank ones as empty spans. Any line ending counts.
fn lines(text: &str) -> Vec<Span> {
    let mut at = 0;
    let mut spans = Vec::new();
    for piece in text.split(['\n', '\r', '\u{2028}', '\u{2029}']) {
        let inner = piece.trim_start_matches(is_blank);
        let start = at + piece.len() - inner.len();
        spans.push(Span::new(start, start + inner.trim_end_matches(is_blank).len()));
        let end = at + piece.len();
        let separator = text.get(end..).and_then(|rest| rest.chars().next());
        at = end + separator.map_or(0, char::len_utf8);
        // The line feed of a CR LF makes no blank line.
        if separator == Some('\n') && text.get(..end).is_some_and(|t| t.ends_with('\r')) && piece.is_empty() {
            spans.pop();
        }
    }
    spans
}

/// White space and characters that show nothing.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\0' | '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\u{2060}')
}

/// The widest line that still counts as wrapped, in bytes: 100 columns and some accents.
const WIDTH: usize = 115;

/// Whether sentences run on over line ends, as in text wrapped at a fixed width.
fn is_wrapped(text: &str, lines: &[Span]) -> bool {
    let (mut inner, mut full, mut open, mut goes_on) = (0, 0, 0, 0);
    for (this, next) in lines.iter().zip(lines.iter().skip(1)).filter(|(a, b)| !a.is_empty() && !b.is_empty())
    {
        inner += 1;
        full += usize::from((45..=WIDTH).contains(&this.len()));
        open += usize::from(!super::line::ends_sentence(slice(text, *this)));
        goes_on += usize::from(slice(text, *next).starts_with(char::is_lowercase));
    }
    inner >= 3 && full * 10 >= inner * 7 && open * 2 >= inner && goes_on * 4 >= inner
}

/// Joins the lines of each paragraph: up to a blank line, a clearly shorter line that ends a sentence, a list marker, or
/// a line that is a byline or clutter of its own.
fn unwrap_lines(text: &str, lines: &[Span]) -> Vec<Span> {
    let mut units: Vec<Span> = Vec::new();
    let mut open = false;
    for &line in lines {
        let look = slice(text, line);
        let alone =
            !line.is_empty() && (clutter::find(look).is_some() || byline::is_byline(&Line::new(look)));
        let joins = open && !line.is_empty() && !alone && marker(look).0.is_none();
        match units.last_mut().filter(|_| joins) {
            Some(unit) => unit.end = line.end,
            None => units.push(line),
        }
        let ends = line.len() < 45 && super::line::ends_sentence(look);
        open = !line.is_empty() && !ends && !alone;
    }
    units
}

/// The kind that a list or quotation marker at the start of a line gives it, and the marker's length in bytes.
fn marker(line: &str) -> (Option<BlockKind>, usize) {
    let bullet = ["- ", "* ", "• ", "· ", "▪ ", "◦ ", "‣ ", "– ", "•\t", "-\t", "*\t"];
    if let Some(found) = bullet.iter().find(|b| line.starts_with(**b)) {
        return (Some(BlockKind::Item), skip_blanks(line, found.len()));
    }
    if let Some(hashes) = line.strip_prefix('#').map(|rest| rest.trim_start_matches('#'))
        && hashes.starts_with(' ')
        && line.len() - hashes.len() <= 6
    {
        return (Some(BlockKind::Heading), skip_blanks(line, line.len() - hashes.len()));
    }
    if line.starts_with("> ") {
        return (Some(BlockKind::Quote), skip_blanks(line, 2));
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line.get(digits..).unwrap_or_default();
    if (1..=2).contains(&digits) && (rest.starts_with(". ") || rest.starts_with(") ")) {
        return (Some(BlockKind::Item), skip_blanks(line, digits + 2));
    }
    (None, 0)
}

/// `at`, moved over white space.
fn skip_blanks(line: &str, at: usize) -> usize {
    let rest = line.get(at..).unwrap_or_default();
    at + rest.len() - rest.trim_start().len()
}

/// Decides what each line is; `kinds` fills up from the surest sign to the weakest.
struct Judge<'a> {
    lines: &'a [Line<'a>],
    kinds: Vec<Option<BlockKind>>,
}

/// Longest headline, in words.
const TITLE: usize = 28;
/// How many lines from the top a headline may stand.
const TOP: usize = 12;

impl<'a> Judge<'a> {
    fn new(lines: &'a [Line<'a>], kinds: Vec<Option<BlockKind>>) -> Self {
        Judge { lines, kinds }
    }

    fn judge(mut self) -> Vec<BlockKind> {
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
            // "No." may be said twice.
            let counts = line.words >= 4 || !line.stop && line.words >= 1;
            if counts && !seen.insert(line.text) {
                *kind = Some(BlockKind::Clutter);
                repeated.insert(line.text);
            }
        }
        repeated
    }

    /// The headline: a short line near the top with the body after it.
    fn title(&self, repeated: &HashSet<&str>) -> Option<usize> {
        let free = || {
            self.lines
                .iter()
                .enumerate()
                .take(TOP)
                .filter(|&(i, _)| self.is_free(i) || self.kinds.get(i) == Some(&Some(BlockKind::Heading)))
        };
        let is_short = |line: &Line| line.words >= 1 && line.words <= TITLE;
        if let Some((said_twice, _)) =
            free().find(|(_, l)| is_short(l) && l.words >= 3 && repeated.contains(l.text))
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

    /// What stands above the headline is no article.
    fn above(&mut self, title: usize) {
        for index in 0..title {
            if self.is_free(index) {
                self.set(index, BlockKind::Clutter);
            }
        }
    }

    /// Names, roles and places between the headline and the first sentence.
    fn below(&mut self, title: usize) {
        for (index, line) in self.lines.iter().enumerate().skip(title + 1).take(TOP) {
            if self.kinds.get(index).copied().flatten().is_some() {
                continue;
            }
            if line.is_prose() || !(byline::is_credit(line) || byline::is_label(line)) {
                break;
            }
            self.set(index, BlockKind::Byline);
        }
    }

    /// Short lines after "Related stories" are links.
    fn links_after(&mut self, heads: &[usize]) {
        for &head in heads {
            for (index, line) in self.lines.iter().enumerate().skip(head + 1) {
                if !self.is_free(index) || line.stop || line.words > 20 {
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
