//! The text layer on what breaks others: abbreviations, decimals, quotations, datelines.

use super::*;
use crate::analysis::BlockKind;
use proptest::prelude::*;

fn document(source: &str) -> Document {
    let block = Block { span: Span::new(0, source.len()), kind: BlockKind::Paragraph };
    Document { text: source.into(), verbatim: true, blocks: vec![block], ..Document::default() }
}

fn check_tokens(source: &str, expected: &[&str]) {
    let document = document(source);
    let text = Text::new(&document);
    assert_eq!((0..text.tokens.len()).map(|i| text.word(i)).collect::<Vec<_>>(), expected);
}

fn check_sentences(source: &str, expected: &[&str]) {
    let document = document(source);
    let text = Text::new(&document);
    assert_eq!(text.sentences.iter().map(|s| text.slice(s.span)).collect::<Vec<_>>(), expected);
}

#[test]
fn tokens_keep_together_what_belongs_together() {
    check_tokens("Mr. Okafor won’t pay $3.5bn.", &["Mr.", "Okafor", "won’t", "pay", "$", "3.5bn", "."]);
    check_tokens("the U.S.-led talks’ end", &["the", "U.S.", "-", "led", "talks", "’", "end"]);
    check_tokens("NATO’s J.D. Vance", &["NATO", "’s", "J.D.", "Vance"]);
    check_tokens("100,000 at 4:30 p.m. AT&T", &["100,000", "at", "4:30", "p.m.", "AT&T"]);
    check_tokens(
        "see https://example.org/a?b=1, @nato or a.b@example.org.",
        &["see", "https://example.org/a?b=1", ",", "@nato", "or", "a.b@example.org", "."],
    );
    check_tokens("``So...'' Booking.com", &["``", "So", "...", "''", "Booking.com"]);
    check_tokens("cafe\u{301} 👩‍🚀 ‘ok’", &["cafe\u{301}", "👩", "🚀", "‘", "ok", "’"]);
}

#[test]
fn sentences_survive_abbreviations() {
    check_sentences("“Go,” Const. Ann Bell said.", &["“Go,” Const. Ann Bell said."]);
    check_sentences("Mr. Okafor met Sen. Ann Bell. He left.", &["Mr. Okafor met Sen. Ann Bell.", "He left."]);
    check_sentences(
        "It joined the U.S. Senate. It stayed in the U.S. The talks went on.",
        &["It joined the U.S. Senate.", "It stayed in the U.S.", "The talks went on."],
    );
    check_sentences(
        "Rates rose 3.5 percent. J. D. Vance spoke.",
        &["Rates rose 3.5 percent.", "J. D. Vance spoke."],
    );
    check_sentences("He waited … and left. So did she...", &["He waited … and left.", "So did she..."]);
}

#[test]
fn sentences_keep_reported_speech_whole() {
    check_sentences(
        "“Is it over?” he asked. “Yes.” She nodded.",
        &["“Is it over?” he asked.", "“Yes.”", "She nodded."],
    );
    check_sentences("“We go.” “Now?” (Later.) He left.", &["“We go.”", "“Now?”", "(Later.)", "He left."]);
    check_sentences(
        "NAIROBI, Kenya (AP) — Rain fell. More came.",
        &["NAIROBI, Kenya (AP) — Rain fell.", "More came."],
    );
}

#[test]
fn languages_are_told_apart() {
    let of = |source: &str| Text::new(&document(source)).language;
    assert_eq!(
        of("The minister said that it was not the end of the talks, and they will go on in the spring."),
        "en"
    );
    assert_eq!(
        of(
            "Der Minister sagte, dass die Gespräche nicht am Ende sind und im Frühling mit den Partnern weitergehen werden."
        ),
        "de"
    );
    assert_eq!(
        of(
            "Le ministre a dit que les discussions ne sont pas finies et que les partenaires se retrouvent dans la ville."
        ),
        "fr"
    );
    assert_eq!(of("部长表示，会谈尚未结束，将于春季继续进行。"), "zh");
    assert_eq!(of(""), "und");
}

proptest! {
    #[test]
    fn every_visible_character_is_in_one_token(source in "[ a-zA-Z0-9.,!?’'\"“”\\-é中😀\u{301}]{0,80}") {
        let document = document(&source);
        let text = Text::new(&document);
        let mut end = 0;
        for token in &text.tokens {
            prop_assert!(token.span.start >= end && !token.span.is_empty());
            prop_assert!(source.get(end..token.span.start).unwrap().chars().all(char::is_whitespace));
            prop_assert!(source.get(token.span.start..token.span.end).is_some());
            end = token.span.end;
        }
        let in_sentences: Vec<_> = text.sentences.iter().flat_map(|s| s.tokens.clone()).collect();
        prop_assert_eq!(in_sentences, (0..text.tokens.len()).collect::<Vec<_>>());
    }

    #[test]
    fn nothing_panics(source in any::<String>()) {
        Text::new(&document(&source));
    }
}
