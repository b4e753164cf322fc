//! Trains `models/` from data sets: `cargo run --release -p training -- names --data DIR [--lists FILE] [--out FILE] [--set NAME=WEIGHT]…`.
//! See `README.md` for what DIR must hold and for what was tried.

mod claims;
mod crf;
mod data;
mod lexicon;
mod names;
mod score;
mod summary;

use std::path::PathBuf;

/// What the command line asks for.
#[derive(Debug, Default)]
pub struct Arguments {
    data: PathBuf,
    out: PathBuf,
    /// What `lists.py` wrote.
    lists: Option<PathBuf>,
    /// Only score the model at `out`.
    score: bool,
    /// Only write the sentences that the teacher of the claims reads.
    sentences: bool,
    /// Print the errors of this set.
    errors: Option<String>,
    settings: Vec<(String, f32)>,
}

impl Arguments {
    /// The value of `--set NAME=VALUE`, or `default`.
    fn setting(&self, name: &str, default: f32) -> f32 {
        self.settings.iter().rev().find(|(n, _)| n == name).map_or(default, |(_, v)| *v)
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut words = std::env::args().skip(1);
    let command = words.next().unwrap_or_default();
    if !matches!(command.as_str(), "names" | "claims" | "summary") {
        return Err("usage: training names|claims|summary --data DIR [--lists FILE] [--out FILE] [--score] [--sentences] [--errors SET] [--set NAME=VALUE]…".into());
    }
    let mut arguments = Arguments { out: format!("models/{command}.bin").into(), ..Arguments::default() };
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or(format!("{word} needs a value"));
        match word.as_str() {
            "--data" => arguments.data = value()?.into(),
            "--out" => arguments.out = value()?.into(),
            "--lists" => arguments.lists = Some(value()?.into()),
            "--errors" => arguments.errors = Some(value()?),
            "--score" => arguments.score = true,
            "--sentences" => arguments.sentences = true,
            "--set" => {
                let setting = value()?;
                let (name, value) = setting.split_once('=').ok_or("--set takes NAME=VALUE")?;
                arguments.settings.push((name.to_string(), value.parse()?));
            }
            _ => return Err(format!("unknown argument {word}").into()),
        }
    }
    match command.as_str() {
        "claims" => claims::run(&arguments),
        "summary" => summary::run(&arguments),
        _ => names::run(&arguments),
    }
}
