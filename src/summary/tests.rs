//! Tests of the summary stage: which sentences, which figures, and that no text breaks it.

use super::*;
use crate::analysis::{Span, Speaker};
use crate::document::{Block, Document};
use crate::entities::{self, Tagger};
use proptest::prelude::*;
use std::sync::LazyLock;

static TAGGER: LazyLock<Tagger> =
    LazyLock::new(|| Tagger::load(include_bytes!("../../models/names.bin")).unwrap());

const STORY: &str = "The harbour of Kessin will get a new quay next spring, the town council decided on Monday. \
    The quay will cost $12 million and make room for 40 fishing boats. But nobody has asked the fishermen. \
    He was tired. The council voted nine to two for the new quay after a debate of three hours. \
    The new quay will cost $12 million and make room for 40 fishing boats, the town council said. \
    Work on the harbour wall, which dates from 1911, begins in April.";

fn document(text: &str) -> Document {
    let blocks = vec![Block { span: Span::new(0, text.len()), kind: BlockKind::Paragraph }];
    Document { text: text.to_string(), verbatim: true, blocks, declared_language: None, remarks: Vec::new() }
}

fn sentences(text: &str) -> Vec<String> {
    let document = document(text);
    let summary = make(&Text::new(&document), &[], &[]);
    summary.sentences.iter().map(|s| document.slice(s.span).to_string()).collect()
}

/// The figures of `text` as `number|what it counts`.
fn check_figures(text: &str, expected: &[&str]) {
    let document = document(text);
    let text = Text::new(&document);
    let summary = make(&text, &entities::find(&text, &TAGGER), &[]);
    let found: Vec<String> = summary.figures.iter().map(|f| format!("{}|{}", f.text, f.counts)).collect();
    assert_eq!(found, expected);
}

#[test]
fn key_sentences_stand_alone() {
    let sentences = sentences(STORY);
    assert!((2..=4).contains(&sentences.len()), "{sentences:?}");
    assert!(sentences[0].starts_with("The harbour"), "{sentences:?}");
    assert!(!sentences.iter().any(|s| s.starts_with("He ")), "{sentences:?}");
}

/// A "But" stays behind what it answers and goes where that is not shown.
#[test]
fn ties_need_what_they_tie_to() {
    let found = sentences(
        "The council of Kessin voted on Monday for a new quay of 300 metres. \
        But the fishermen have asked for 41 berths since 1998.",
    );
    assert!(found.iter().any(|s| s.starts_with("But the fishermen")), "{found:?}");
    let found = sentences(
        "The council of Kessin voted on Monday for a new quay of 300 metres. “Well,” said nobody. \
        But the fishermen of Kessin say that 41 boats need more.",
    );
    assert!(found.iter().any(|s| s.starts_with("the fishermen")), "{found:?}");
}

#[test]
fn ties_of_several_words_go_too() {
    let found = sentences("After all, the council of Kessin voted on Monday for a new quay of 300 metres.");
    assert!(found.iter().any(|s| s.starts_with("the council")), "{found:?}");
}

/// Dates that a calendar knows come before "this year".
#[test]
fn when_is_a_date() {
    let date = |id: usize, name: &str| Entity {
        id,
        name: name.to_string(),
        kind: EntityType::Date,
        mentions: vec![Span::new(id, id + 1)],
        role: None,
        salience: 0.5,
        gender: None,
    };
    let names = ["this year", "Monday", "March 3", "yesterday", "2015"];
    let entities: Vec<Entity> = names.iter().enumerate().map(|(id, name)| date(id, name)).collect();
    assert_eq!(dates(&entities, |_| false), [1, 2, 4]);
    assert_eq!(dates(&entities[..2], |_| false), [0, 1]);
}

/// Where an article opens with a scene, the news comes later.
#[test]
fn a_scene_gives_way_to_the_news() {
    const FEATURE: &str = "Quay plan divides Kessin\n\nThe gulls were louder than the bell. \
        Somebody had left a boot on the steps, and it was filling up with rain. \
        I never saw whose it was, and nobody asked.\n\n\
        The council of Kessin voted on Tuesday to spend $12 million on a new quay, which divides the town of 4,100. \
        “We waited,” said a fisherman.\n\n“Too long,” said another.";
    let document = crate::article::read(&crate::Input::Text(FEATURE.to_string()));
    let summary = make(&Text::new(&document), &[], &[]);
    let found: Vec<&str> = summary.sentences.iter().map(|s| document.slice(s.span)).collect();
    assert!(found.iter().any(|s| s.starts_with("The council of Kessin voted")), "{found:?}");
}

/// Datelines, bylines, lines of tables and interviewers' questions are not what an article says.
#[test]
fn only_sentences_of_the_article_are_taken() {
    let found = sentences(
        "KESSIN, March 3 (Wire) - The council voted on Monday for a new quay. \
        The writer is a retired clerk of this town. Q: Does the town want a quay? A: It does not want one.",
    );
    assert!(found.iter().any(|s| s.starts_with("The council voted")), "{found:?}");
    assert!(!found.iter().any(|s| s.contains("writer") || s.contains("Does the town")), "{found:?}");
}

/// An interviewer's questions, marked or not, are not what an article says.
#[test]
fn interviewers_questions_are_left_out() {
    let interview = |q: &str| {
        format!(
            "Seven questions for Ann Bell\n\nAnn Bell has mended nets in Kessin for 40 years.\n\n\
            {q}The quay is old. Did the town ask the fishermen of Kessin about the quay?\n\n\
            The council of Kessin has never asked a fisherman about the quay.\n\n\
            {q}Do the fishermen of Kessin mend nets on the quay?\n\nMost of the nets come from a factory now.\n\n\
            {q}So who will pay for the quay that the town of Kessin wants?\n\nThe town has put $12 million aside for the quay."
        )
    };
    for marks in ["", "Q: "] {
        let document = crate::article::read(&crate::Input::Text(interview(marks)));
        let read = Text::new(&document);
        let shown: Vec<&str> = candidates(&read, &[], &[]).iter().map(|c| document.slice(c.shown)).collect();
        assert!(
            !shown.is_empty() && !shown.iter().any(|s| s.ends_with('?') || s.starts_with("The quay is")),
            "{shown:?}"
        );
    }
}

#[test]
fn many_short_sentences_make_no_long_summary() {
    let found = sentences(&"The bakers of Kessin sold 12 loaves to the sailors. ".repeat(40));
    assert_eq!(found.len(), 1, "they say the same: {found:?}");
}

#[test]
fn nothing_is_said_twice() {
    let twice = sentences(STORY).iter().filter(|s| s.contains("$12 million")).count();
    assert!(twice <= 1);
}

#[test]
fn short_texts() {
    assert!(sentences("But it rained.").is_empty());
    let one = "The council of Kessin voted for the new quay.";
    assert_eq!(sentences(one), [one]);
    assert!(sentences("").is_empty());
    assert!(sentences("— * —").is_empty());
}

#[test]
fn figures_say_what_they_count() {
    check_figures("The state sent $90 billion in American weapons.", &["$90 billion|in American weapons"]);
    check_figures("At least 40 people were hurt.", &["40|people were hurt"]);
    check_figures("It fell by 12 percent.", &["12 percent|fell by …"]);
    check_figures("It has a repairs backlog of $3 million.", &["$3 million|repairs backlog of …"]);
    check_figures("The 10-year yield touched 4.5%.", &["4.5%|10-year yield touched …"]);
    check_figures("Like-for-like sales fell by 6 per cent.", &["6 per cent|Like-for-like sales fell by …"]);
    check_figures("About 27 percent of the town’s water was lost.", &["27 percent|of the town’s water"]);
    check_figures(
        "Twenty-nine people died and three soldiers were hurt.",
        &["Twenty-nine|people died", "three|soldiers were hurt"],
    );
    check_figures("Only 40 shops closed within 28 days.", &["40|shops"]);
    check_figures("A share of 40% of the bill goes on cooling.", &["40%|of the bill"]);
    check_figures("He rented the brand for $1,100 a carton.", &["$1,100|rented the brand for … a carton"]);
    check_figures("Gusts of 90 kilometers an hour blew.", &["90|kilometers an hour"]);
    check_figures("Farmers get £4 000 for every ox.", &["£4 000|for every ox"]);
    check_figures("A poll showed Bell leading 46% to 44%.", &["46% to 44%|poll showed Bell leading …"]);
    check_figures("The S&P 500 slipped 0.3%.", &["0.3%|S&P 500 slipped …"]);
    check_figures("Core inflation, at 0.6 per cent, was low.", &["0.6 per cent|Core inflation, at …"]);
    check_figures("They look for 17 people still missing.", &["17|people still missing"]);
    check_figures(
        "The number of confirmed dead rose to 31, he said.",
        &["31|number of confirmed dead rose to …"],
    );
    check_figures("Four members of the harbour guard were shot.", &["Four|members of the harbour guard"]);
    check_figures("Cocoa costs $3,790 a metric ton.", &["$3,790|Cocoa costs … a metric ton"]);
    check_figures("The mud is between 7,400 and 7,900 years old.", &[]);
    check_figures(
        "The harbour index closed 1.1 per cent higher.",
        &["1.1 per cent|harbour index closed … higher"],
    );
    check_figures("She came to the city at 20 speaking French.", &[]);
    check_figures("The KMX 500 fell.", &[]);
    check_figures("On 4 May 2021 at 10:30 the 3rd bus left.", &[]);
    check_figures("The council agreed 9 to 4 on Tuesday.", &[]);
    check_figures("One in 200 cars leaks.", &[]);
    check_figures("They sold 12 in March and 7 yesterday.", &[]);
    check_figures("Ann Bell, 34, won 3-2.", &[]);
}

#[test]
fn minutes_are_whole() {
    let minutes = |words: usize| make(&Text::new(&document(&"word ".repeat(words))), &[], &[]).minutes;
    assert_eq!([0, 1, 230, 2300].map(minutes), [0, 1, 1, 10]);
}

#[test]
fn voices_count_quotations() {
    let text = "“One.” “Two and a good deal more.” “Three.”";
    let document = document(text);
    let quote = |word: &str, name: &str| {
        let start = text.find(word).unwrap_or_default();
        let speaker =
            Speaker { entity: None, name: name.to_string(), start: None, end: None, confidence: 1.0 };
        let span = Span::new(start, start + word.len());
        Quote { span, kind: QuoteKind::Direct, scare: false, speaker: Some(speaker), cue: None }
    };
    let quotes = [
        quote("“Three.”", "a clerk"),
        quote("“One.”", "a neighbour"),
        quote("“Two and a good deal more.”", "Three weeks"),
        quote("“Two and a good deal more.”", "A neighbour"),
    ];
    let voices = voices(&Text::new(&document), &[], &quotes);
    let found: Vec<_> = voices.iter().map(|v| (v.name.as_str(), v.quotes.clone(), v.best)).collect();
    assert_eq!(found, [("a neighbour", vec![1, 3], 3), ("a clerk", vec![0], 0)]);
}

#[test]
fn voices_can_be_shown_alone() {
    assert!(["a neighbour", "Residents", "police", "one leadership aide"].into_iter().all(is_voice));
    assert!(
        ![
            "minister",
            "identified",
            "You’ve",
            "I",
            "nearly",
            "Three weeks",
            "that former executives",
            "a copy reviewed",
            "the purchase of 200 bricks",
            "PERCENT OF VOTES"
        ]
        .into_iter()
        .any(is_voice)
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn spans_hold(text in "([A-Za-z0-9 .,%$\"“”’\\-é—\n]{0,200}|\\PC{0,60}){0,4}") {
        let document = document(&text);
        let read = Text::new(&document);
        let summary = make(&read, &[], &[]);
        prop_assert!(summary.sentences.len() <= 4 && summary.figures.len() <= 6);
        prop_assert!(summary.sentences.windows(2).all(|w| w[0].span.end <= w[1].span.start));
        for sentence in &summary.sentences {
            // A sentence, or the rest of one.
            prop_assert!(read.sentences.iter().any(|s| s.span.contains(sentence.span) && s.span.end == sentence.span.end));
        }
        for figure in &summary.figures {
            prop_assert_eq!(document.slice(figure.span), &figure.text);
            prop_assert!(figure.sentence.contains(figure.span));
        }
    }
}
