//! The command line over the engine: `standfirst analyze [FILE]` prints a report, `--json` the analysis, `--jsonl` one
//! analysis a line. This file knows the options and what goes where; [`input`] reads, [`standfirst::report`] writes for people.

mod input;

use clap::{Args, Parser, Subcommand};
use standfirst::{Engine, Options};
use std::error::Error;
use std::io::{self, BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// The weights that the command line ships with.
static NAMES: &[u8] = include_bytes!("../../../models/names.bin");

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
        // Whoever was reading has read enough.
        Err(error) if is_broken_pipe(error.as_ref()) => ExitCode::SUCCESS,
        Err(error) => {
            // Standard error may be closed as well; then nobody wants to know.
            _ = writeln!(io::stderr(), "standfirst: {error}");
            ExitCode::FAILURE
        }
    }
}

fn analyze(arguments: &Analyze) -> Result<(), Box<dyn Error>> {
    let engine = Engine::new(NAMES)?;
    let options = Options { all_claims: arguments.all_claims, ..Options::default() };
    let file = arguments.file.as_deref();
    if arguments.jsonl {
        return match file {
            Some(file) => jsonl(&engine, &options, BufReader::new(input::open(file)?)),
            None => jsonl(&engine, &options, io::stdin().lock()),
        };
    }
    let (input, text) = input::read(file)?;
    let analysis = engine.analyze(&input, &options);
    let mut out = if arguments.json {
        serde_json::to_string(&analysis)?
    } else {
        standfirst::report::write(&analysis, analysis.text.as_deref().unwrap_or(&text))
    };
    out.push('\n');
    let mut stdout = io::stdout().lock();
    stdout.write_all(out.as_bytes())?;
    Ok(stdout.flush()?)
}

/// One analysis a line. A bad line ends it: the analyses before it stand, and the error says which line it was.
fn jsonl(engine: &Engine, options: &Options, mut reader: impl BufRead) -> Result<(), Box<dyn Error>> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut bytes = Vec::new();
    let mut number = 0;
    loop {
        bytes.clear();
        number += 1;
        if reader.read_until(b'\n', &mut bytes)? == 0 {
            return Ok(out.flush()?);
        }
        match input::line(&bytes) {
            Ok(None) => {}
            Ok(Some((id, input))) => {
                let mut analysis = engine.analyze(&input, options);
                analysis.id = id;
                writeln!(out, "{}", serde_json::to_string(&analysis)?)?;
            }
            Err(error) => {
                out.flush()?;
                return Err(format!("line {number}: {error}").into());
            }
        }
    }
}

fn is_broken_pipe(error: &(dyn Error + 'static)) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
}
