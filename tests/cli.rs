//! The command line as a user meets it: formats, JSON, JSON lines, and every kind of bad input. Runs the built binary on
//! texts made up here; knows nothing of what an analysis should hold beyond its frame.

#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // tests may fail loudly

use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const BODY: &str =
    "The old bridge fell into the river on Monday, the town of Marlow Quay said, and nobody was hurt.";

fn standfirst(arguments: &[&str], stdin: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_standfirst"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    let mut pipe = child.stdin.take().expect("a pipe");
    let input = stdin.to_vec();
    // From a thread, so that neither side waits for the other with a full pipe.
    let writer = std::thread::spawn(move || _ = pipe.write_all(&input));
    let output = child.wait_with_output().expect("the binary ends");
    writer.join().expect("the input is written");
    output
}

/// A run that must succeed; what it printed.
fn prints(arguments: &[&str], stdin: &[u8]) -> String {
    let output = standfirst(arguments, stdin);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn json(arguments: &[&str], stdin: &[u8]) -> Value {
    serde_json::from_str(&prints(arguments, stdin)).expect("JSON")
}

/// A run that must fail with one line that has all of `words`, and print nothing.
fn refuses(arguments: &[&str], stdin: &[u8], words: &[&str]) {
    let output = standfirst(arguments, stdin);
    let error = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(!output.status.success(), "{arguments:?} went through");
    assert_eq!(error.lines().count(), 1, "{error}");
    for word in words {
        assert!(error.contains(word), "{word:?} is not in {error:?}");
    }
    assert!(output.stdout.is_empty(), "something was printed");
}

/// A file that goes when the test ends.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str, content: &[u8]) -> Self {
        let path = std::env::temp_dir().join(format!("standfirst-{}-{name}", std::process::id()));
        std::fs::write(&path, content).expect("a writable temporary folder");
        Scratch(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().expect("a plain path")
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        _ = std::fs::remove_file(&self.0);
    }
}

/// Kinds of the blocks of an analysis, and their text.
fn blocks<'a>(analysis: &'a Value, text: &str) -> Vec<(&'a str, String)> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let at = |block: &Value, end: &str| block[end].as_u64().expect("an offset") as usize;
    let blocks = analysis["blocks"].as_array().expect("blocks");
    blocks
        .iter()
        .map(|b| {
            let words = String::from_utf16(&units[at(b, "start")..at(b, "end")]).expect("whole characters");
            (b["kind"].as_str().expect("a kind"), words)
        })
        .collect()
}

#[test]
fn a_text_file_keeps_its_offsets() {
    let text = format!("😀 Old bridge falls\n\nBy Ada Mensah\n\n{BODY}\n");
    let file = Scratch::new("a.txt", text.as_bytes());
    let analysis = json(&["analyze", "--json", file.path()], b"");
    assert_eq!(analysis["title"], "😀 Old bridge falls");
    assert_eq!(analysis.get("text"), None);
    let expected = [
        ("title", "😀 Old bridge falls".into()),
        ("byline", "By Ada Mensah".into()),
        ("paragraph", BODY.to_string()),
    ];
    assert_eq!(blocks(&analysis, &text), expected);
}

#[test]
fn markdown_and_html_carry_their_text() {
    let markdown = Scratch::new("a.md", format!("# Old *bridge* falls\n\n{BODY}\n").as_bytes());
    let html = format!(
        "<!doctype html><title>x</title><h1>Old <i>bridge</i> falls</h1><p>{BODY}</p><nav>Home</nav>"
    );
    let page = Scratch::new("a.html", html.as_bytes());
    for (arguments, stdin) in [
        (vec!["analyze", "--json", markdown.path()], ""),
        (vec!["analyze", "--json", page.path()], ""),
        (vec!["analyze", "--json"], html.as_str()),
    ] {
        let analysis = json(&arguments, stdin.as_bytes());
        assert_eq!(analysis["title"], "Old bridge falls", "{arguments:?}");
        let text = analysis["text"].as_str().expect("the document text");
        assert!(text.starts_with(&format!("Old bridge falls\n\n{BODY}")), "{text}");
        assert_eq!(blocks(&analysis, text)[1], ("paragraph", BODY.to_string()));
    }
}

#[test]
fn the_report_is_for_people() {
    let report = prints(&["analyze"], format!("Old bridge falls\n\n{}", [BODY; 4].join(" ")).as_bytes());
    assert!(report.starts_with("Old bridge falls\n") && report.contains(" to read\n"), "{report}");
    assert!(report.ends_with('\n') && report.lines().all(|l| l.chars().count() <= 100), "{report}");
}

#[test]
fn json_lines_keep_ids_and_order() {
    let input = format!("{{\"id\":\"b\",\"text\":\"{BODY}\"}}\n\n{{\"text\":\"\",\"id\":7,\"more\":1}}\r\n");
    let out = prints(&["analyze", "--jsonl"], input.as_bytes());
    let ids: Vec<Value> =
        out.lines().map(|l| serde_json::from_str::<Value>(l).expect("JSON")["id"].clone()).collect();
    assert_eq!(ids, ["b", "7"]);
}

#[test]
fn lone_surrogate_escapes_are_one_unit() {
    let input = br#"{"id":"s","text":"Cut here \ud83d and \ude00, kept \ud83d\ude00."}"#;
    let analysis = json(&["analyze", "--jsonl"], input);
    assert_eq!(blocks(&analysis, "Cut here ? and ?, kept 😀.")[0].1, "Cut here ? and ?, kept 😀.");
}

#[test]
fn a_bad_json_line_is_named_and_the_others_stand() {
    for (bad, words) in [
        (&b"{\"id\":\"x\"}"[..], &["line 2", "text"][..]),
        (b"no json", &["line 2"]),
        (b"{\"id\":\"x\",\"text\":\"\xFF\"}", &["line 2", "not valid UTF-8 at byte 18"]),
    ] {
        let input =
            [b"{\"id\":\"a\",\"text\":\"It rained.\"}\n", bad, b"\n{\"id\":\"c\",\"text\":\"x\"}"].concat();
        let output = standfirst(&["analyze", "--jsonl"], &input);
        let error = String::from_utf8(output.stderr).expect("UTF-8");
        assert!(!output.status.success() && error.lines().count() == 1, "{error}");
        assert!(words.iter().all(|w| error.contains(w)), "{error}");
        assert_eq!(String::from_utf8(output.stdout).expect("UTF-8").lines().count(), 1);
    }
}

#[test]
fn what_cannot_be_read_is_refused() {
    refuses(&["analyze", "no/such/file.txt"], b"", &["no/such/file.txt", "no such file"]);
    refuses(&["analyze", "--jsonl", "no/such.jsonl"], b"", &["no/such.jsonl", "no such file"]);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    refuses(&["analyze", folder.to_str().expect("a plain path")], b"", &["directory"]);
    refuses(&["analyze"], b"", &["standard input", "empty"]);
    refuses(&["analyze", "--json"], b" \n\t\r\n \0 ", &["empty"]);
    refuses(&["analyze"], b"<!doctype html><script>x</script>", &["no text"]);
    refuses(&["analyze"], b"A caf\xE9 in town", &["UTF-8", "byte 5"]);
    let program = [b"\x7FELF\x02\x01\x01\0\0\0\xFF\xFE\x80".as_slice(), &[0; 200]].concat();
    refuses(&["analyze"], &program, &["binary file"]);
    let picture = Scratch::new("a.html", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\xFF");
    refuses(&["analyze", picture.path()], b"", &["binary file"]);
}

#[test]
fn odd_texts_get_a_sane_analysis() {
    let notes = |text: &str| json(&["analyze", "--json"], text.as_bytes())["notes"].to_string();
    assert!(notes(&"桥在星期一掉进了河里，没有人受伤。".repeat(20)).contains("Chinese"));
    assert!(
        notes(&"انهار الجسر القديم في النهر يوم الاثنين ولم يصب أحد. ".repeat(12)).contains("not-english")
    );
    assert!(notes("It rained.").contains("short"));
    let nuls = format!("{BODY}\0 {BODY}\0\n\0{BODY}");
    assert_eq!(blocks(&json(&["analyze", "--json"], nuls.as_bytes()), &nuls).len(), 2);
    assert!(!prints(&["analyze"], nuls.as_bytes()).contains('\0'));
}

#[test]
fn a_hundred_thousand_quotation_marks() {
    for text in ["\"".repeat(100_000), "“".repeat(100_000), "“a” ".repeat(50_000), "'\"’”\n".repeat(25_000)]
    {
        assert!(json(&["analyze", "--json"], text.as_bytes())["blocks"].is_array());
    }
}

/// One line of `size` bytes, with and without spaces.
fn one_long_line(size: usize) {
    for text in [BODY.repeat(size / BODY.len()), "a".repeat(size), ".".repeat(size), "a\n".repeat(size / 2)] {
        assert!(json(&["analyze", "--json"], text.as_bytes())["blocks"].is_array());
    }
}

#[test]
fn a_long_line() {
    one_long_line(300_000);
}

#[test]
#[cfg_attr(debug_assertions, ignore = "slow without optimisation")]
fn ten_megabytes_in_one_line() {
    one_long_line(10_000_000);
}

#[test]
fn a_reader_who_leaves_early_is_no_error() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_standfirst"))
        .args(["analyze", "--jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    drop(child.stdout.take());
    let line = format!("{{\"id\":\"a\",\"text\":\"{BODY}\"}}\n");
    // The pipe may break on this side as well once the other is gone.
    _ = child.stdin.take().expect("a pipe").write_all(line.repeat(500).as_bytes());
    let output = child.wait_with_output().expect("the binary ends");
    assert!(
        output.status.success() && output.stderr.is_empty(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
