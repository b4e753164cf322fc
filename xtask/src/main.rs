//! `cargo xtask TASK`: everything a developer runs. Each task sets up what it needs (see `setup`); none needs the network
//! once that is done. This file only names the tasks.

mod build;
mod bundle;
mod measure;
mod package;
mod run;
mod serve;
mod setup;
mod test;
mod tidy;

use run::Outcome;
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask TASK
  demo [PORT]            build everything and serve the demo page on localhost (port 8000)
  build                  build the demo into dist/demo and the extension into dist/extension
  test [--rust|--pages]  run all tests; --rust leaves out those that need a browser, --pages runs the test pages alone
  bench                  measure, and print one JSON object
  bench page [DIR]       measure the live page alone; DIR/html/*.html.gz are read instead of the test pages
  bench extension        measure the extension in Chromium alone
  eval corpus            score the test corpus against its annotations
  eval peers [GOLD ...]  names beside compromise, wink-nlp and spaCy: the corpus, and JSON Lines files
  eval pages DIR OUT     read DIR/html/*.html.gz in Chromium, write {id: {articleBody}} to OUT
  tidy                   check the house rules on the source files
  package                zip the extension, one file a browser, into dist/";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match task(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("xtask: {message}");
            ExitCode::FAILURE
        }
    }
}

fn task(words: &[&str]) -> Outcome {
    match words {
        ["demo"] => serve::demo(8000),
        ["demo", port] => serve::demo(port.parse().map_err(|_| format!("{port} is no port"))?),
        ["build"] => build::all(),
        ["test"] => test::all(),
        ["test", "--rust"] => test::rust(),
        ["test", "--pages"] => test::pages(),
        ["bench"] => measure::bench(),
        ["bench", "page"] => measure::bench_page(None),
        ["bench", "page", dir] => measure::bench_page(Some(dir)),
        ["bench", "extension"] => measure::bench_extension(),
        ["eval", "corpus"] => measure::corpus(),
        ["eval", "peers", files @ ..] => measure::peers(files),
        ["eval", "pages", dir, out] => measure::pages(dir, out),
        ["tidy"] => tidy::check(),
        ["package"] => package::zips(),
        [] | ["help" | "--help" | "-h"] => {
            println!("{HELP}");
            Ok(())
        }
        _ => Err(format!("no task {:?}\n{HELP}", words.join(" "))),
    }
}
