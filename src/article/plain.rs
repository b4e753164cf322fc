//! Pasted text: cuts it into lines, or into paragraphs where lines are wrapped at a fixed width, and takes list and
//! quotation markers off their heads. The document text is the input itself, so offsets point into what the reader
//! pasted. What each line is, [`judge`](super::judge) says.

use super::judge::Judge;
use super::line::Line;
use super::{byline, clutter};
use crate::analysis::{BlockKind, Span};
use crate::document::{Block, Document};

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
    Document { text: text.to_string(), verbatim: true, blocks, declared_language: None, remarks: Vec::new() }
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

#[cfg(test)]
mod tests {
    use super::*;
    use BlockKind::*;

    fn check(text: &str, expected: &[(BlockKind, &str)]) {
        let document = read(text);
        assert_eq!(document.text, text);
        let got: Vec<_> = document.blocks.iter().map(|b| (b.kind, document.slice(b.span))).collect();
        assert_eq!(got, expected, "{text}");
    }

    const BODY: &str = "The old bridge fell into the river on Monday, the town said.";

    #[test]
    fn an_article_copied_off_a_page() {
        check(
            &format!(
                "Site icon Harbour Gazette: News\r\n\r\nOld bridge falls into river\r\nOld bridge falls into river\r\nSpread \
                 the love\r\nBy Ada Mensah\r\n\r\n{BODY}\r\n\r\nSEE ALSO: Bridge to close\r\n\r\nCosts\r\n\r\n{BODY} \
                 Nobody was hurt.\r\nSource link\r\n"
            ),
            &[
                (Clutter, "Site icon Harbour Gazette: News"),
                (Title, "Old bridge falls into river"),
                (Clutter, "Old bridge falls into river"),
                (Clutter, "Spread the love"),
                (Byline, "By Ada Mensah"),
                (Paragraph, BODY),
                (Clutter, "SEE ALSO: Bridge to close"),
                (Heading, "Costs"),
                (Paragraph, &format!("{BODY} Nobody was hurt.")),
                (Clutter, "Source link"),
            ],
        );
    }

    #[test]
    fn plain_sentences_are_paragraphs() {
        let lines =
            [BODY, "Nobody was hurt.", "“It was old,” said Ada Mensah.", "By Friday it will be gone."];
        check(&lines.join("\n"), &lines.map(|l| (Paragraph, l)));
        check(BODY, &[(Paragraph, BODY)]);
        for lone in ["Old bridge falls into river", "Video: Old bridge falls into river"] {
            check(lone, &[(Paragraph, lone)]);
        }
    }

    #[test]
    fn a_headline_may_ask_or_end_with_a_stop_above_a_byline() {
        let headline = "Is the bridge old? The town thinks so.";
        check(
            &format!("{headline}\nBy Ada Mensah\n{BODY}"),
            &[(Title, headline), (Byline, "By Ada Mensah"), (Paragraph, BODY)],
        );
        check(&format!("{headline}\n{BODY}"), &[(Paragraph, headline), (Paragraph, BODY)]);
        check(&format!("Who built it?\n{BODY}"), &[(Title, "Who built it?"), (Paragraph, BODY)]);
    }

    #[test]
    fn navigation_above_the_headline() {
        check(
            &format!("Home\nNews\nSport\nOld bridge falls into river\nPolitical editor\n{BODY}"),
            &[
                (Clutter, "Home"),
                (Clutter, "News"),
                (Clutter, "Sport"),
                (Title, "Old bridge falls into river"),
                (Byline, "Political editor"),
                (Paragraph, BODY),
            ],
        );
    }

    #[test]
    fn a_line_said_twice_below_the_first_sentence_is_no_headline() {
        check(
            &format!("{BODY}\nAnd so it goes\n{BODY} Again.\nAnd so it goes"),
            &[
                (Paragraph, BODY),
                (Heading, "And so it goes"),
                (Paragraph, &format!("{BODY} Again.")),
                (Clutter, "And so it goes"),
            ],
        );
    }

    #[test]
    fn lists_quotations_and_captions() {
        check(
            &format!(
                "{BODY}\n- one\n• two\n1. three\n> “It was old.”\nPhoto: the bridge in May\n2020 was wet."
            ),
            &[
                (Paragraph, BODY),
                (Item, "one"),
                (Item, "two"),
                (Item, "three"),
                (Quote, "“It was old.”"),
                (Caption, "Photo: the bridge in May"),
                (Paragraph, "2020 was wet."),
            ],
        );
    }

    #[test]
    fn wrapped_lines_are_joined() {
        let first = "The old bridge over the river fell into the water on Monday morning,\nthe town said, after a week of \
                     rain that had washed out its northern\nfoundations and closed the road.";
        let second = "Nobody was hurt, but the ferry will not run before the end of the\nmonth, the harbour master said.";
        check(
            &format!("Old bridge falls\n\n{first}\n\nSource link\n\n{second}\n"),
            &[(Title, "Old bridge falls"), (Paragraph, first), (Clutter, "Source link"), (Paragraph, second)],
        );
    }

    #[test]
    fn links_after_a_heading_for_them() {
        check(
            &format!("{BODY}\nMost read\nBridge to close\nFerry late again\n{BODY} Again."),
            &[
                (Paragraph, BODY),
                (Clutter, "Most read"),
                (Clutter, "Bridge to close"),
                (Clutter, "Ferry late again"),
                (Paragraph, &format!("{BODY} Again.")),
            ],
        );
    }

    #[test]
    fn odd_characters_and_line_ends() {
        check("", &[]);
        check("\u{FEFF}\0 \r\n\u{200B}", &[]);
        check(
            "\u{FEFF}Uno.\rDos.\u{2028}Tres.",
            &[(Paragraph, "Uno."), (Paragraph, "Dos."), (Paragraph, "Tres.")],
        );
        check("大雨。\n\n桥塌了。", &[(Paragraph, "大雨。"), (Paragraph, "桥塌了。")]);
    }

    #[test]
    fn blocks_are_in_order_whatever_comes() {
        use proptest::prelude::*;
        let piece = prop::sample::select(vec![
            "\n",
            "\r\n",
            "\r",
            "- ",
            "> ",
            "# ",
            "1. ",
            "Old bridge",
            "Share this",
            "By Ada",
            "It fell.",
            " ",
            "“",
            "😀",
            "\0",
        ]);
        proptest!(|(pieces in prop::collection::vec(piece, 0..60))| {
            let text = pieces.concat();
            let document = read(&text);
            let mut at = 0;
            for block in &document.blocks {
                prop_assert!(block.span.start >= at && block.span.end <= text.len());
                prop_assert!(!document.slice(block.span).is_empty(), "{text:?} {block:?}");
                at = block.span.end;
            }
        });
    }
}
