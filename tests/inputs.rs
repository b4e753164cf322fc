//! Inputs that are no article, or hardly one: whatever comes in, a sane summary, few claims or none, or a plain word about it
//! comes out. All texts are made up for this file.

mod common;

use standfirst::{Analysis, Input, Options};

fn read(text: &str) -> Analysis {
    common::engine().analyze(&Input::Text(text.to_string()), &Options::default())
}

/// The codes of the notes, and how many key sentences, voices and figures there are.
fn check(text: &str, notes: &[&str], sentences: std::ops::RangeInclusive<usize>) -> Analysis {
    let analysis = read(text);
    let codes: Vec<&str> = analysis.notes.iter().map(|n| n.code.as_str()).collect();
    assert_eq!(codes, notes, "{}", text.chars().take(80).collect::<String>());
    assert!(sentences.contains(&analysis.summary.sentences.len()), "{:?}", analysis.summary.sentences);
    assert!(analysis.summary.voices.len() <= analysis.quotes.len());
    analysis
}

#[test]
fn one_sentence() {
    let analysis = check("The council of Kessin voted on Monday for a new quay.", &["short"], 1..=1);
    assert_eq!(analysis.summary.minutes, 1);
    assert_eq!(analysis.claims.len(), 0);
    let strong = read("Rents in Kessin rose 40 percent last year, the fastest rise in the country.");
    assert_eq!(strong.claims.len(), 1);
}

#[test]
fn a_list() {
    let list: String = (1..60)
        .map(|i| format!("- Boots for the harbour, size {i}\n- A jar of nails for the boat\n"))
        .collect();
    let analysis = check(&list, &["not-prose"], 0..=2);
    assert!(analysis.claims.is_empty(), "{:?}", analysis.claims);
}

#[test]
fn a_poem() {
    let verse = "The gulls are louder than the bell\nand no one rows tonight\n\nThe rain has filled a fisher’s boot\nthe quay is out of sight\n\n";
    let analysis = read(&verse.repeat(6));
    assert!(analysis.summary.sentences.len() <= 2, "{:?}", analysis.summary.sentences);
    assert!(analysis.claims.is_empty(), "{:?}", analysis.claims);
}

#[test]
fn a_transcript() {
    let turns = "ANN BELL: Do you want the new quay for your boats?\n\nODD VARN: I want the old one mended before the winter comes.\n\n\
        ANN BELL: The council says that mending costs $12 million and takes two years.\n\nODD VARN: Then the council has not asked a mason.\n\n";
    let analysis = read(turns);
    assert!((1..=4).contains(&analysis.summary.sentences.len()), "{:?}", analysis.summary.sentences);
    assert!(!analysis.summary.voices.is_empty());
    let claims: Vec<&str> =
        analysis.claims.iter().filter_map(|c| turns.get(c.span.start..c.span.end)).collect();
    assert!(claims.len() == 1 && claims[0].contains("$12 million"), "{claims:?}");
}

#[test]
fn a_hundred_thousand_words() {
    let text: String =
        (0..10_000).map(|i| format!("The council of Kessin counted {i} boats in the harbour. ")).collect();
    let analysis = check(&text, &[], 1..=4);
    assert!(analysis.summary.minutes > 300);
    assert!(analysis.summary.figures.len() <= 6);
}

#[test]
fn another_language() {
    let text = "Der Rat der Stadt hat am Montag für einen neuen Kai gestimmt, der zwölf Millionen kosten soll. \
        Die Fischer sind nicht gefragt worden, und sie sind auch nicht gekommen. Der alte Kai ist seit dem Sturm gesperrt. \
        Die Arbeiten an der Mauer, die noch aus der Zeit der Segler stammt, beginnen im April und dauern zwei Jahre. \
        Wer dann noch ein Boot hat, der muss es in den Nachbarort bringen, und das ist weit.";
    let analysis = check(text, &["not-english"], 0..=4);
    assert!(analysis.claims.is_empty(), "{:?}", analysis.claims);
}

#[test]
fn nothing() {
    check("", &["empty"], 0..=0);
    check(" \n\n ", &["empty"], 0..=0);
}
