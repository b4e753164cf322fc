//! The command line over the engine: `standfirst analyze [FILE]` prints a report, `--json` the analysis, `--jsonl` one
//! analysis a line. Reads files and standard input, writes standard output; everything else is the engine's.

use clap::{Args, Parser, Subcommand};
use serde::Deserialize;
use standfirst::{Engine, Input, Options};
use std::error::Error;
use std::io::{BufRead, Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// The weights that the command line ships with.
static NAMES: &[u8] = include_bytes!("../../models/names.bin");

/// Reads news articles: who is named, who said what, what can be checked, what it comes down to.
#[derive(Parser)]
#[command(version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Analyse one article (text, Markdown or HTML), or many with --jsonl.
    Analyze(Analyze),
}

#[derive(Args)]
struct Analyze {
    /// A .txt, .md or .html file; standard input without it.
    file: Option<PathBuf>,
    /// Print the analysis as JSON.
    #[arg(long, conflicts_with = "jsonl")]
    json: bool,
    /// Read {"id","text"} a line, print one analysis a line.
    #[arg(long)]
    jsonl: bool,
    /// List every sentence as a claim with its two scores, not only the marked few.
    #[arg(long)]
    all_claims: bool,
}

fn main() -> ExitCode {
    let Command::Analyze(arguments) = Cli::parse().command;
    match analyze(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("standfirst: {error}");
            ExitCode::FAILURE
        }
    }
}

fn analyze(arguments: &Analyze) -> Result<(), Box<dyn Error>> {
    let engine = Engine::new(NAMES)?;
    let options = Options { all_claims: arguments.all_claims, ..Options::default() };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    if arguments.jsonl {
        let reader: Box<dyn BufRead> = match &arguments.file {
            Some(file) => Box::new(std::io::BufReader::new(
                std::fs::File::open(file).map_err(|e| format!("{}: {e}", file.display()))?,
            )),
            None => Box::new(std::io::stdin().lock()),
        };
        return jsonl(&engine, &options, reader, &mut out);
    }
    let input = Input::Text(read(arguments.file.as_ref())?);
    let analysis = engine.analyze(&input, &options);
    serde_json::to_writer(&mut out, &analysis)?;
    writeln!(out)?;
    Ok(out.flush()?)
}

#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
}

fn jsonl(
    engine: &Engine,
    options: &Options,
    reader: impl BufRead,
    out: &mut impl Write,
) -> Result<(), Box<dyn Error>> {
    for (number, line) in reader.lines().enumerate() {
        let line = line.map_err(|e| format!("line {}: {e}", number + 1))?;
        if line.trim().is_empty() {
            continue;
        }
        let line: Line = serde_json::from_str(&line).map_err(|e| format!("line {}: {e}", number + 1))?;
        let mut analysis = engine.analyze(&Input::Text(line.text), options);
        analysis.id = line.id;
        serde_json::to_writer(&mut *out, &analysis)?;
        writeln!(out)?;
    }
    Ok(out.flush()?)
}

fn read(file: Option<&PathBuf>) -> Result<String, Box<dyn Error>> {
    let mut text = String::new();
    match file {
        Some(file) => text = std::fs::read_to_string(file).map_err(|e| format!("{}: {e}", file.display()))?,
        None => _ = std::io::stdin().lock().read_to_string(&mut text)?,
    }
    Ok(text)
}
