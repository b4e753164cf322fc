//! Reads the articles of `tests/corpus/*.txt`: a news text with its marks written into it (the markup is described in
//! `tests/corpus/README.md`). Gives the plain text that the engine reads, and what a careful reader marked in it. Strict:
//! a mark that is not closed or names nobody is an error with its line, so that a typing slip never becomes gold.

use standfirst::Span;
use std::collections::BTreeMap;

/// One annotated article. Spans count bytes of `text`.
#[derive(Debug, Default)]
pub struct Article {
    pub id: String,
    pub genre: String,
    pub style: String,
    /// The plain text: the lines, joined by blank lines.
    pub text: String,
    pub title: Option<String>,
    /// Key of a person or thing -> the name and the role that its `@` line gives.
    pub names: BTreeMap<String, (String, String)>,
    pub mentions: Vec<Mention>,
    pub quotes: Vec<Words>,
    /// Marks that are no speech.
    pub scare: Vec<Span>,
    /// Statements worth checking, with their kinds.
    pub claims: Vec<(Span, String)>,
    /// Lines that are not the article itself.
    pub clutter: Vec<Span>,
    /// Every line, the title and clutter included.
    pub lines: Vec<Span>,
}

/// One name where it stands.
#[derive(Debug)]
pub struct Mention {
    pub span: Span,
    /// `PER`, `ORG`, `LOC` or `MISC`.
    pub kind: String,
    /// Key into [`Article::names`].
    pub key: String,
}

/// Somebody's words.
#[derive(Debug)]
pub struct Words {
    pub span: Span,
    /// A reported clause; otherwise a quotation.
    pub indirect: bool,
    /// Keys of the speakers; none for someone without a name.
    pub speakers: Vec<String>,
}

impl Words {
    /// The name of the (first) speaker, where it has one.
    pub fn name<'a>(&self, article: &'a Article) -> Option<&'a str> {
        self.speakers.first().and_then(|key| article.names.get(key)).map(|(name, _)| name.as_str())
    }
}

/// Parses one file.
pub fn parse(source: &str) -> Result<Article, String> {
    let mut article = Article::default();
    for (number, line) in source.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let at = |message: String| format!("line {}: {message}", number + 1);
        if let Some(head) = line.strip_prefix("### ") {
            let mut parts = head.split('|').map(|p| p.trim().to_string());
            let mut next = || parts.next().unwrap_or_default();
            (article.id, article.genre, article.style) = (next(), next(), next());
        } else if let Some(definition) = line.strip_prefix("@ ") {
            let (key, rest) =
                definition.split_once(" = ").ok_or_else(|| at("an @ line needs ` = `".into()))?;
            let (name, role) = rest.split_once(';').unwrap_or((rest, ""));
            article.names.insert(key.trim().into(), (name.trim().into(), role.trim().into()));
        } else {
            line_of_text(&mut article, line).map_err(at)?;
        }
    }
    let keys = article.mentions.iter().map(|m| &m.key).chain(article.quotes.iter().flat_map(|q| &q.speakers));
    match keys.into_iter().find(|key| !article.names.contains_key(*key)) {
        Some(key) => Err(format!("`{key}` has no @ line")),
        None => Ok(article),
    }
}

/// A headline, clutter, heading, item, block quotation or paragraph.
fn line_of_text(article: &mut Article, line: &str) -> Result<(), String> {
    let line = line.trim_end();
    let prefixes = ["# ", "## ", "~ ", "> ", "- "];
    let prefix = prefixes.into_iter().find(|p| line.starts_with(p)).unwrap_or_default();
    if !article.text.is_empty() {
        article.text.push_str("\n\n");
    }
    let start = article.text.len();
    marks(article, line.strip_prefix(prefix).unwrap_or(line))?;
    let span = Span::new(start, article.text.len());
    article.lines.push(span);
    match prefix {
        "# " => article.title = article.text.get(start..).map(str::to_string),
        "~ " => article.clutter.push(span),
        _ => {}
    }
    Ok(())
}

/// The text of one line, its marks taken out and noted.
fn marks(article: &mut Article, line: &str) -> Result<(), String> {
    let mut open: Vec<(&str, &str, usize)> = Vec::new(); // what closes it, who, where it began
    let mut claims: Vec<(usize, &str)> = Vec::new();
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let here = article.text.len();
        let near = || rest.chars().take(40).collect::<String>();
        if c == '[' {
            let (mark, after) = rest[1..].split_once(']').ok_or_else(near)?;
            let (head, surface) = mark.split_once('|').ok_or_else(near)?;
            let (kind, key) = head.split_once(' ').ok_or_else(near)?;
            if !["PER", "ORG", "LOC", "MISC"].contains(&kind) {
                return Err(format!("no such type of name: {}", near()));
            }
            article.text.push_str(surface);
            let span = Span::new(here, article.text.len());
            article.mentions.push(Mention { span, kind: kind.into(), key: key.into() });
            rest = after;
        } else if rest.starts_with("{{") || rest.starts_with("<<") {
            let (who, after) = rest[2..].split_once('|').ok_or_else(near)?;
            open.push((if c == '{' { "}}" } else { ">>" }, who, here));
            rest = after;
        } else if let Some(&(close, who, start)) = open.last().filter(|(close, ..)| rest.starts_with(close)) {
            words(article, Span::new(start, here), who, close == ">>");
            open.pop();
            rest = &rest[close.len()..];
        } else if c == '^' {
            let (kind, after) = rest[1..].split_once('^').ok_or_else(near)?;
            claims.push((here, kind));
            rest = after.trim_start();
        } else if "[]{}<>|".contains(c) {
            return Err(format!("stray mark: {}", near()));
        } else {
            article.text.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    for (i, &(start, kind)) in claims.iter().enumerate() {
        let limit = claims.get(i + 1).map_or(article.text.len(), |next| next.0);
        let end = start + sentence(&article.text[start..limit]);
        article.claims.push((Span::new(start, end), kind.into()));
    }
    open.last().map_or(Ok(()), |(close, who, _)| Err(format!("`{who}|` is never closed by `{close}`")))
}

fn words(article: &mut Article, span: Span, who: &str, indirect: bool) {
    if who == "scare" {
        return article.scare.push(span);
    }
    let keys = who.split([',', '+', '&']).map(|key| key.trim().to_string());
    let speakers = if who.starts_with('/') { Vec::new() } else { keys.collect() };
    article.quotes.push(Words { span, indirect, speakers });
    article.quotes.sort_by_key(|q| q.span);
}

/// Where the sentence ends that `text` begins with.
fn sentence(text: &str) -> usize {
    const SHORT: &[&str] = &[
        "Mr.", "Mrs.", "Ms.", "Dr.", "Prof.", "Sen.", "Rep.", "Gov.", "Gen.", "Lt.", "Col.", "St.", "No.",
        "vs.", "Jr.", "Sr.", "Inc.", "Co.", "Corp.", "U.S.", "U.K.", "U.N.", "a.m.", "p.m.",
    ];
    for (at, word) in text.split_inclusive(' ').scan(0, |at, w| {
        *at += w.len();
        Some((*at, w.trim_end()))
    }) {
        let bare = word.trim_end_matches(['”', '"', '’', '\'', '»', ')']);
        let initial = bare.len() == 2 && bare.starts_with(|c: char| c.is_uppercase());
        let goes_on = text[at..].starts_with(|c: char| c.is_lowercase());
        if bare.ends_with(['.', '!', '?', '…']) && !SHORT.contains(&word) && !initial && !goes_on {
            return at - (text[..at].len() - text[..at].trim_end().len());
        }
    }
    text.trim_end().len()
}
