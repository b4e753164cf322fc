//! What a reader should know about an analysis as a whole, in kind words: nothing to read, hardly anything, no article on
//! the page, lists instead of sentences, not English. Judges by blocks and language only; says nothing about quality.

use super::line::{stops, words};
use crate::analysis::{BlockKind, Note};
use crate::document::Remark;
use crate::text::Text;

/// Words under which an article is short.
const SHORT: usize = 60;

/// What a reader should know about the analysis of `text` as a whole.
pub fn notes(text: &Text) -> Vec<Note> {
    let document = text.document;
    let (mut article, mut prose, mut sentences, mut blocks) = (0, 0, 0, 0);
    for block in &document.blocks {
        let words = words(document.slice(block.span));
        blocks += words;
        // Code and the like are clutter as well, but no reader takes a lone "Share this" for a text.
        if block.kind.is_article() {
            article += words;
        }
        if block.kind.is_prose() {
            prose += words;
            let is_sentence =
                stops(document.slice(block.span)) > 0 && words >= 5 && block.kind != BlockKind::Item;
            sentences += if is_sentence || block.kind == BlockKind::Item && words >= 15 { words } else { 0 };
        }
    }
    let mut notes = Vec::new();
    if article > 0 && text.language != "en" {
        notes.push(note("not-english", &not_english(text.language)));
    }
    for remark in &document.remarks {
        notes.push(match remark {
            Remark::Several => {
                note("several", "This page holds several articles; all of them are read together.")
            }
            Remark::Teasers => note(
                "front-page",
                "This is a page of many stories. Open one of them, or select the text that you want read.",
            ),
            Remark::Locked => {
                note("locked", "Only the beginning of the article stands here; the rest is locked.")
            }
        });
    }
    if document.remarks.contains(&Remark::Teasers) {
        return notes;
    }
    if blocks == 0 {
        notes.push(note("empty", "There is nothing to read here yet."));
    } else if article == 0 || prose == 0 && blocks > SHORT {
        notes.push(note(
            "no-article",
            "No article was found here; it may be a list of links, a menu or a form.",
        ));
    } else if blocks > SHORT && sentences * 5 < blocks.min(article * 2) * 2 {
        notes.push(note(
            "not-prose",
            "This is mostly lists, tables or code. Standfirst is made for running text, so take its marks with care.",
        ));
    } else if prose < SHORT {
        notes.push(note("short", "This is a very short text, so there is little to sum up."));
    }
    notes
}

fn note(code: &str, message: &str) -> Note {
    Note { code: code.to_string(), message: message.to_string() }
}

fn not_english(language: &str) -> String {
    let name = match language {
        "de" => "German",
        "fr" => "French",
        "es" => "Spanish",
        "it" => "Italian",
        "pt" => "Portuguese",
        "nl" => "Dutch",
        "sv" => "Swedish",
        "ja" => "Japanese",
        "zh" => "Chinese",
        "ko" => "Korean",
        "el" => "Greek",
        "he" => "Hebrew",
        "th" => "Thai",
        _ => return "This does not look like English. Standfirst reads English, so most of it will stay unmarked.".into(),
    };
    format!("This looks like {name}. Standfirst reads English, so most of it will stay unmarked.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::read;
    use crate::document::{Container, Input, Page, PageBlock};

    fn check(input: &Input, expected: &[&str]) {
        let document = read(input);
        let notes = notes(&Text::new(&document));
        let codes: Vec<_> = notes.iter().map(|n| n.code.as_str()).collect();
        assert_eq!(codes, expected, "{input:?}");
    }

    const BODY: &str =
        "The old bridge fell into the river on Monday, and the town said that it would build a new one. ";

    #[test]
    fn texts() {
        for (text, expected) in [
            ("", &["empty"][..]),
            (" \n\0\n", &["empty"]),
            ("The bridge fell into the river.", &["short"]),
            (&BODY.repeat(5), &[]),
            (
                &"Der Fluss ist über die Ufer getreten, und die alte Brücke ist in der Nacht gefallen. "
                    .repeat(6),
                &["not-english"],
            ),
            (&"大雨冲毁了老桥，没有人受伤。".repeat(30), &["not-english"]),
            (&"- eggs and milk\n- bread\n- the paper\n".repeat(20), &["not-prose"]),
            ("Share this\nRead more", &["no-article"]),
        ] {
            check(&Input::Text(text.to_string()), expected);
        }
    }

    #[test]
    fn pages_and_code() {
        let container = Container { tag: "div".into(), ..Container::default() };
        let link = PageBlock { text: "A list of links".into(), link_units: 15, ..PageBlock::default() };
        let page = Page { containers: vec![container], blocks: vec![link; 9], ..Page::default() };
        check(&Input::Page(page), &["no-article"]);
        check(&Input::Page(Page::default()), &["empty"]);
        check(
            &Input::Markdown(format!("Do this:\n\n```\n{}```\n", "let x = y + z;\n".repeat(40))),
            &["not-prose"],
        );
        check(&Input::Markdown(BODY.repeat(5)), &[]);
    }
}
