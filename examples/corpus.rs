//! The articles of `tests/corpus/` for other programs. `corpus scores` prints how near the engine's marks come to their
//! annotation; `corpus floors` the same as lines for `tests/corpus/floors.txt`, a point below today's values; `corpus texts`
//! writes the plain texts, `{"id","text"}` a line, as `standfirst analyze --jsonl` reads them; `corpus names` those articles that
//! no model was trained on (their ids end in 0 or 5), with `"ents": [[start, end, "PER|ORG|LOC|MISC"]]` in code points.

#![allow(clippy::panic)]

#[path = "../tests/common/mod.rs"]
mod common;

use common::scores;
use std::process::ExitCode;

fn main() -> ExitCode {
    match std::env::args().nth(1).as_deref() {
        Some("scores") => print!("{}", scores::table(&common::cases(), &scores::floors())),
        Some("floors") => floors(),
        Some("texts") => texts(),
        Some("names") => names(),
        _ => {
            eprintln!("usage: corpus scores|floors|texts|names");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

fn floors() {
    let cases = common::cases();
    for (name, measure) in scores::MEASURES {
        println!("{name} | {:.1}", (scores::total(*measure, &cases) - 1.0).max(0.0));
    }
}

fn texts() {
    for article in common::articles() {
        println!("{}", serde_json::json!({ "id": article.id, "text": article.text }));
    }
}

fn names() {
    for article in common::articles().into_iter().filter(|a| a.id.ends_with(['0', '5'])) {
        let code_points = |byte: usize| article.text.get(..byte).map_or(0, |t| t.chars().count());
        let mentions = article.mentions.iter();
        let ents = mentions.map(|m| (code_points(m.span.start), code_points(m.span.end), &m.kind));
        let ents: Vec<_> = ents.collect();
        println!("{}", serde_json::json!({ "id": article.id, "text": article.text, "ents": ents }));
    }
}
