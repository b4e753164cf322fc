//! Tests of the stage as a whole: examples of the data files, what people say in short texts, properties.

use super::*;
use crate::analysis::EntityType;
use crate::article;
use crate::document::Input;
use proptest::prelude::*;

rows!(CUE_ROWS, "quotes_cues");
rows!(INTRODUCER_ROWS, "quotes_introducers");

/// The quotations of `input` without entities, `words [speaker]`, `~` before what is no speech.
fn read(input: &str) -> Vec<String> {
    let document = article::read(&Input::Text(input.into()));
    let text = Text::new(&document);
    let quotes = find(&text, &[]);
    quotes
        .iter()
        .map(|q| {
            let scare = if q.scare { "~" } else { "" };
            let speaker = q.speaker.as_ref().map_or("-", |s| s.name.as_str());
            format!("{scare}{} [{speaker}]", text.slice(q.span))
        })
        .collect()
}

fn check(input: &str, expected: &[&str]) {
    assert_eq!(read(input), expected, "{input}");
}

#[test]
fn every_cue_example_is_dana_orrs() {
    for (cue, frame, example) in CUE_ROWS {
        let plain = frame.strip_suffix(" to").unwrap_or(frame);
        assert!(matches!(plain, "say" | "tell" | "view" | "weak" | "call"), "{cue}: no frame {frame:?}");
        if !example.is_empty() {
            assert!(example.contains(cue), "{example} does not show {cue}");
            let found = read(example);
            assert!(found.len() == 1 && found[0].ends_with("[Dana Orr]"), "{example} gives {found:?}");
        }
    }
}

#[test]
fn introduced_marks_are_no_speech() {
    for (word, _, example) in INTRODUCER_ROWS {
        if !example.is_empty() {
            assert!(example.contains(word), "{example} does not show {word}");
            assert!(read(example).iter().all(|q| q.starts_with('~')), "{example} gives {:?}", read(example));
        }
    }
}

#[test]
fn every_class_is_known() {
    rows!(CLOSED_ROWS, "quotes_closed");
    const CLASSES: [&str; 11] =
        ["det", "join", "pron", "rel", "aux", "neg", "conj", "stop", "day", "title", "org"];
    for (word, class, _) in CLOSED_ROWS {
        assert!(CLASSES.contains(class), "{word}: no class {class:?}");
    }
}

#[test]
fn either_side_of_the_verb() {
    check("“We open,” Mira Holt said.", &["“We open,” [Mira Holt]"]);
    check("“We open,” said Mira Holt, a baker.", &["“We open,” [Mira Holt]"]);
    check("“We open,” sighed Mira Holt.", &["“We open,” [Mira Holt]"]);
    check("Mira Holt, who bakes bread, said: “We open.”", &["“We open.” [Mira Holt]"]);
    check("“We open,” shot back Mira Holt.", &["“We open,” [Mira Holt]"]);
    check("“We open,” Rep. Mira Holt (X-Vale) said.", &["“We open,” [Mira Holt]"]);
}

#[test]
fn a_first_phrase_ends_before_its_verb() {
    check("Ada Holm shook hands, and wrote on X: “I lost it.”", &["“I lost it.” [Ada Holm]"]);
    check("The journal withdrew it, citing “doubts that remain.”", &["“doubts that remain.” [The journal]"]);
    check(
        "VALE, Ohio (Wire) — The council left the talks, saying: “We are done.”",
        &["“We are done.” [The council]"],
    );
    check("The officer saw us, said “family first” and left.", &["“family first” [The officer]"]);
    check("A spokesman would only say: “Watch this space.”", &["“Watch this space.” [A spokesman]"]);
    rows!(PAST_ROWS, "quotes_past_verbs");
    for (verb, _, example) in PAST_ROWS.iter().filter(|row| !row.2.is_empty()) {
        let found = read(example);
        assert!(found.iter().all(|q| !q.contains(&format!("{verb}]"))), "{example} gives {found:?}");
    }
}

#[test]
fn recipients_do_not_speak() {
    check("“We open,” Mira Holt told Jon Vale on Monday.", &["“We open,” [Mira Holt]"]);
    check("Mira Holt warned Jon Vale that the oven was cold.", &["the oven was cold [Mira Holt]"]);
}

#[test]
fn noun_phrases_speak() {
    check("“We open,” a spokesman for Vale Bakery said.", &["“We open,” [a spokesman for Vale Bakery]"]);
    check("“Not yet,” its baker, Mira Holt, said.", &["“Not yet,” [Mira Holt]"]);
    check("“Not yet,” said two of the bakers.", &["“Not yet,” [two of the bakers]"]);
    check("A note seen by Vale Radio says “the oven is cold”.", &["“the oven is cold” [A note]"]);
}

#[test]
fn split_and_floating() {
    check(
        "“It rose,” said Mira Holt. “Then it fell.”",
        &["“It rose,” [Mira Holt]", "“Then it fell.” [Mira Holt]"],
    );
    check("“It rose,” said Mira Holt, “and fell.”", &["“It rose,” [Mira Holt]", "“and fell.” [Mira Holt]"]);
    check("“It rose.\n\n“It fell,” said Mira Holt.", &["“It rose. [Mira Holt]", "“It fell,” [Mira Holt]"]);
}

#[test]
fn reported_clauses() {
    check("Mira Holt said in a letter that bread was dear.", &["bread was dear [Mira Holt]"]);
    check("The bread, Mira Holt said, was dear.", &["The bread [Mira Holt]", "was dear [Mira Holt]"]);
    check("Bread is dear, according to Mira Holt.", &["Bread is dear [Mira Holt]"]);
    check("Mira Holt declined to say whether bread was dear.", &[]);
    check("Mira Holt might say bread was dear.", &[]);
    check("Mira Holt said bread was “much too dear”.", &["bread was “much too dear” [Mira Holt]"]);
}

#[test]
fn marks_without_speech() {
    check("The “late” bread and Jo “Crumb” Vale.", &["~“late” [-]", "~“Crumb” [-]"]);
    check("Mira Holt did not say “sorry”.", &["~“sorry” [-]"]);
}

#[test]
fn fragments_of_a_clause() {
    // One that closes its clause is part of it; others are quotations of their own.
    check("Mira Holt said the oven was “rather cold”.", &["the oven was “rather cold” [Mira Holt]"]);
    check(
        "Mira Holt said the oven was “rather cold” in March.",
        &["the oven was “rather cold” in March [Mira Holt]", "“rather cold” [Mira Holt]"],
    );
    check(
        "Mira Holt said it was cold “for weeks”.",
        &["it was cold “for weeks” [Mira Holt]", "“for weeks” [Mira Holt]"],
    );
}

#[test]
fn infinitives_and_accusations() {
    check("Mira Holt urged the bakers to wait.", &["to wait [Mira Holt]"]);
    check("Mira Holt vowed to go on.", &["to go on [Mira Holt]"]);
    check("Mira Holt pointed out that bread was dear.", &["bread was dear [Mira Holt]"]);
    check("Mira Holt accused the mayor of hiding the flour.", &["hiding the flour [Mira Holt]"]);
}

#[test]
fn pronouns_and_descriptions() {
    check("Mira Holt bakes. Ms. Holt sells to Jon Vale. “We open,” she said.", &["“We open,” [Mira Holt]"]);
    check(
        "The bakers’ captain, Mira Holt, was late. “We open,” the captain said.",
        &["“We open,” [Mira Holt]"],
    );
    check("A driver met Mira Holt. “I saw it,” the driver said.", &["“I saw it,” [the driver]"]);
    check("“We open,” its chair (acting), Mira Holt, said.", &["“We open,” [Mira Holt]"]);
}

#[test]
fn titles_and_signs_are_no_speech() {
    check(
        "In an interview on “Bread Today,” Mira Holt said flour was dear.",
        &["~“Bread Today,” [-]", "flour was dear [Mira Holt]"],
    );
    check("A sign over the door read “Mind the step.”", &["~“Mind the step.” [-]"]);
}

#[test]
fn headings_answers_turns() {
    check(
        "Baker ‘will not sell’\n\n“I will not sell,” Mira Holt said.",
        &["‘will not sell’ [Mira Holt]", "“I will not sell,” [Mira Holt]"],
    );
    check(
        "Mira Holt bakes.\n\nQ: Why?\n\nA: I like it.\n\nQ: Since when?\n\nA: My aunt said “Try.” I did.\n\nQ: And now?\n\nA: We sell.",
        &["I like it. [Mira Holt]", "My aunt said “Try.” I did. [Mira Holt]", "We sell. [Mira Holt]"],
    );
    check("“HOLT: We open at six.”\n\nNobody came.", &["We open at six.” [HOLT]"]);
    check("“He said, ‘Go,’” Mira Holt recalled.", &["“He said, ‘Go,’” [Mira Holt]"]);
}

#[test]
fn speakers_are_entities_where_known() {
    let document = article::read(&Input::Text("Mira Holt bakes. “We open,” she said.".into()));
    let text = Text::new(&document);
    let mira = Entity {
        id: 0,
        name: "Mira Holt".into(),
        kind: EntityType::Person,
        role: None,
        salience: 1.0,
        mentions: vec![Span::new(0, 9)],
        gender: None,
    };
    let quotes = find(&text, &[mira]);
    let speaker = quotes[0].speaker.as_ref().unwrap();
    assert_eq!((speaker.entity, speaker.name.as_str()), (Some(0), "Mira Holt"));
    assert_eq!(text.slice(Span::new(speaker.start.unwrap(), speaker.end.unwrap())), "she");
}

/// Strings of marks, cues and names: what makes this stage stumble.
fn troublesome() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "“",
        "”",
        "\"",
        "‘",
        "’",
        "'",
        "«",
        "»",
        "„",
        "``",
        "''",
        " ",
        " ",
        "\n\n",
        ",",
        ".",
        ":",
        "?",
        "—",
        "(",
        ")",
        "-",
        "said",
        " said ",
        "told",
        " according to ",
        " who ",
        " and ",
        "Mira",
        " Holt",
        " the ",
        "he",
        "A:",
        "6'4\"",
        "é😀",
        "s’",
        "@x",
    ]);
    prop::collection::vec(pieces, 0..60).prop_map(|p| p.concat())
}

proptest! {
    #[test]
    fn quotes_are_sound(input in prop_oneof![troublesome(), any::<String>()]) {
        let document = article::read(&Input::Text(input));
        let text = Text::new(&document);
        let quotes = find(&text, &[]);
        // Every quotation is closed by a mark, taken up by the next paragraph, or less sure.
        let segments = marks::find(&text);
        for (k, segment) in segments.iter().enumerate() {
            let last = segment.tokens.end.checked_sub(1).and_then(|t| text.tokens.get(t));
            prop_assert!(last.is_some_and(|t| !segment.closed || t.kind == TokenKind::Mark));
            let taken_up = segments.get(k + 1).is_some_and(|s| s.continues);
            let span = text.span_of(segment.tokens.clone());
            for q in quotes.iter().filter(|q| q.span == span && !segment.closed && !taken_up) {
                prop_assert!(q.scare || q.kind != QuoteKind::Direct || q.speaker.as_ref().is_none_or(|s| s.confidence <= 0.6));
            }
        }
        prop_assert!(segments.windows(2).all(|w| w[0].tokens.end <= w[1].tokens.start), "marks overlap");
        for q in &quotes {
            prop_assert!(!text.slice(q.span).is_empty(), "a span off the text or its characters");
            if let Some(cue) = q.cue {
                prop_assert!(!text.slice(cue).is_empty() && !cue.overlaps(q.span));
            }
            if let Some(speaker) = &q.speaker {
                prop_assert!(!speaker.name.is_empty() && (0.0..=1.0).contains(&speaker.confidence));
                prop_assert_eq!(speaker.start.is_some(), speaker.end.is_some());
                if let (Some(start), Some(end)) = (speaker.start, speaker.end) {
                    let mention = Span::new(start, end);
                    prop_assert!(!text.slice(mention).is_empty() && !mention.overlaps(q.span), "a speaker inside the quotation");
                }
            }
        }
        prop_assert!(quotes.windows(2).all(|w| w[0].span.start <= w[1].span.start), "not in order");
    }
}

#[test]
fn long_texts_take_linear_time() {
    for piece in [
        "\"a\" ",
        "“",
        "\" ",
        "Mira Holt said “no”, ",
        "he said that ",
        "the minister said. ",
        "Ada, Bo, ",
        "“a” — ",
        "A: I.\n\n",
        "A: “I.”\n\n",
        "“HOLT: a”\n\n",
        "Mira Bo. “a,” she said. ",
        "the captain said “a” ",
    ] {
        let document = article::read(&Input::Text(piece.repeat(100_000)));
        find(&Text::new(&document), &[]);
    }
}
