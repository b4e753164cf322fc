//! Trains models/ from data sets. One subcommand a model, each in its own file.

mod claims;
mod summary;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.split_first() {
        Some((command, rest)) if command == "claims" => claims::run(rest),
        Some((command, rest)) if command == "summary" => summary::run(rest),
        _ => Err("usage: training claims DATA_FOLDER OUT_FILE | summary HIGHLIGHTS_FILE".into()),
    }
}
