//! The stage as a whole, from names on: the tagger's own work is tested beside it.

use super::*;
use crate::analysis::{BlockKind, EntityType};
use crate::document::{Block, Document};
use proptest::prelude::*;

/// A document of one block, and the names that stand in `[P …]`, `[O …]`, `[L …]`, `[M …]`.
fn read(marked: &str) -> (Document, Vec<(Span, NameKind)>) {
    let mut text = String::new();
    let mut names = Vec::new();
    let mut open = None;
    let mut chars = marked.chars();
    while let Some(c) = chars.next() {
        match c {
            '[' => {
                let kind = match chars.next() {
                    Some('P') => NameKind::Person,
                    Some('O') => NameKind::Organization,
                    Some('L') => NameKind::Location,
                    _ => NameKind::Misc,
                };
                chars.next();
                open = Some((text.len(), kind));
            }
            ']' => {
                if let Some((start, kind)) = open.take() {
                    names.push((Span::new(start, text.len()), kind));
                }
            }
            c => text.push(c),
        }
    }
    let span = Span::new(0, text.len());
    (
        Document { text, blocks: vec![Block { span, kind: BlockKind::Paragraph }], ..Document::default() },
        names,
    )
}

pub(super) fn entities(marked: &str) -> Vec<(Entity, Vec<String>)> {
    let (document, names) = read(marked);
    let text = Text::new(&document);
    let names = names.into_iter().map(|(s, kind)| Name { tokens: text.tokens_in(s), kind }).collect();
    let found = from_names(&text, names);
    found
        .into_iter()
        .map(|e| {
            let mentions = e.mentions.iter().map(|m| document.slice(*m).to_string()).collect();
            (e, mentions)
        })
        .collect()
}

/// `expected`: `Name: mention, mention` for every named entity, in order.
pub(super) fn check(marked: &str, expected: &[&str]) {
    let got: Vec<String> = entities(marked)
        .iter()
        .filter(|(e, _)| e.kind.is_name())
        .map(|(e, mentions)| format!("{}: {}", e.name, mentions.join(", ")))
        .collect();
    assert_eq!(got, expected, "{marked}");
}

#[test]
fn surnames_given_names_initials() {
    check(
        "[P OKAFOR] quits. [P Mara Okafor] left. Ms. [P Okafor] said, and [P Mara] smiled at [P M. J. Okafor].",
        &["Mara Okafor: OKAFOR, Mara Okafor, Okafor, Mara", "M. J. Okafor: M. J. Okafor"],
    );
    check(
        "[P Jon Hale-Soo] and [P Hale-Soo]; [P Jonathan Hale-Soo].",
        &["Jonathan Hale-Soo: Jon Hale-Soo, Hale-Soo, Jonathan Hale-Soo"],
    );
    check(
        "[P Ana Te Rangi] met [P Stanić]. [P Te Rangi] knew [P Raf Stanic].",
        &["Ana Te Rangi: Ana Te Rangi, Te Rangi", "Raf Stanic: Stanić, Raf Stanic"],
    );
}

#[test]
fn two_of_one_surname() {
    check(
        "[P Griff Bevan] met [P Nerys Bevan]. Mr. [P Bevan] sat. Ms. [P Bevan] stood. [P Griff] left.",
        &["Griff Bevan: Griff Bevan, Bevan, Griff", "Nerys Bevan: Nerys Bevan, Bevan"],
    );
}

#[test]
fn acronyms_and_short_forms() {
    check(
        "The [O Grain Reserve Agency] ([O GRA]) met [O Arden Rail Ltd] twice. [O Arden Rail] and the [O GRA] agreed; [O Jadewell] did not. [O Jadewell Properties] sold.",
        &[
            "Grain Reserve Agency: Grain Reserve Agency, GRA, GRA",
            "Arden Rail Ltd: Arden Rail Ltd, Arden Rail",
            "Jadewell Properties: Jadewell, Jadewell Properties",
        ],
    );
    check(
        "The [O Confederation of Trade Unions] ([O LO]) and the [O Marovian Foreign Ministry]. The [O Foreign Ministry] met [O LO].",
        &[
            "Confederation of Trade Unions: Confederation of Trade Unions, LO, LO",
            "Marovian Foreign Ministry: Marovian Foreign Ministry, Foreign Ministry",
        ],
    );
}

#[test]
fn places_and_peoples() {
    check(
        "[L Ukraine] and the [M Ukrainian] army; the [L U.S.] and [L America], the [L US].",
        &["Ukraine: Ukraine", "Ukrainian: Ukrainian", "United States: U.S., America, US"],
    );
    check("The [L Isfara River] rose; the [L Isfara] fell.", &["Isfara River: Isfara River, Isfara"]);
}

#[test]
fn what_stands_around_a_name_says_what_it_is() {
    let kind = |marked| entities(marked).iter().map(|(e, _)| e.kind).next();
    assert_eq!(kind("She read “The [M Long Wall],” he said."), Some(EntityType::Work));
    assert_eq!(kind("His [M Long Wall] (1996) was seen."), Some(EntityType::Work));
    assert_eq!(kind("The [M Yarri] clans met."), Some(EntityType::Group));
    assert_eq!(kind("A [M Yarri]-speaking guide came."), Some(EntityType::Group));
    assert_eq!(kind("“The [M Yarri Valley frog], small, croaks."), Some(EntityType::Product));
    assert_eq!(kind("The [M September 11] attacks."), Some(EntityType::Event));
    assert_eq!(kind("On [M September 11], 2001, it fell."), Some(EntityType::Date));
}

#[test]
fn a_dateline_is_a_place() {
    let kinds = |marked| entities(marked).iter().map(|(e, _)| e.kind).collect::<Vec<_>>();
    assert_eq!(kinds("[O PORT ELLERY] — The council of [O Port Ellery] met."), [EntityType::Location]);
    assert_eq!(kinds("[O KELVANE], (Agency) — Rain fell."), [EntityType::Location]);
    assert_eq!(kinds("[O FCC] rules — for now — stand."), [EntityType::Organization]);
}

#[test]
fn a_law_takes_its_place_in() {
    let all = entities("The Treaty of [L Marov] binds [L Marov] itself.");
    let kinds: Vec<_> = all.iter().map(|(e, m)| (e.kind, m.join(","))).collect();
    assert_eq!(kinds, [(EntityType::Law, "Treaty of Marov".into()), (EntityType::Location, "Marov".into())]);
}

proptest! {
    /// Whatever the text and the names in it: in the text, on character borders, apart, in order, numbered.
    #[test]
    fn mentions_are_sound(
        words in prop::collection::vec(prop::sample::select(vec![
            "Mara", "Okafor", "Mr.", "the", "Okafors", "$90", "billion", "5", "percent", "Article", "May", "(", ")", "FCC",
            "“", "”", "Ltd", "of", "U.S.", "-", "'s", ",", ".", "\n\n", "é", "😀", "president", "a", "nurse", "Act", "in",
        ]), 0..60),
        cuts in prop::collection::vec((0usize..60, 1usize..4, 0u8..4), 0..12),
    ) {
        let text = words.join(" ");
        let span = Span::new(0, text.len());
        let document = Document { text, blocks: vec![Block { span, kind: BlockKind::Paragraph }], ..Document::default() };
        let text = Text::new(&document);
        let mut cuts = cuts;
        cuts.sort_unstable();
        let mut names: Vec<Name> = Vec::new();
        for (start, length, kind) in cuts {
            let end = (start + length).min(text.tokens.len());
            if start < end && names.last().is_none_or(|n| n.tokens.end <= start) {
                let kind = [NameKind::Person, NameKind::Organization, NameKind::Location, NameKind::Misc][usize::from(kind)];
                names.push(Name { tokens: start..end, kind });
            }
        }
        let found = from_names(&text, names);
        let mut all = Vec::new();
        for (i, entity) in found.iter().enumerate() {
            prop_assert_eq!(entity.id, i);
            prop_assert!((0.0..=1.0).contains(&entity.salience));
            prop_assert!(!entity.mentions.is_empty() && !entity.name.is_empty());
            prop_assert!(entity.mentions.is_sorted());
            all.extend(entity.mentions.iter().copied());
        }
        prop_assert!(found.is_sorted_by_key(|e| e.mentions[0]));
        all.sort();
        for m in &all {
            prop_assert!(!m.is_empty() && document.text.get(m.start..m.end).is_some());
        }
        prop_assert!(all.windows(2).all(|w| w[0].end <= w[1].start));
    }
}
