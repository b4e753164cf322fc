//! Data sets: JSON Lines of `{"id","text","ents":[[start,end,label,…]]}`, offsets in code points, as documents with gold
//! labels for each token. What does not fall on tokens, and what a set does not annotate, counts neither way.

use serde::Deserialize;
use standfirst::analysis::BlockKind;
use standfirst::document::Block;
use standfirst::text::{Text, TokenKind};
use standfirst::{Document, Span};
use std::collections::HashMap;
use std::io::BufRead;
use std::path::Path;

/// Every label.
pub const ANY: u16 = 0x1FF;
const OTHER: u16 = 1 | 1 << 7 | 1 << 8;

/// An annotated document.
#[derive(Debug, Clone)]
pub struct Example {
    /// Its identifier; a mangled copy keeps that of its original.
    pub id: String,
    /// The text, a block a line.
    pub document: Document,
    /// Names as annotated (bytes), with their class 1..=4; 0 where the annotation is of no use.
    pub gold: Vec<(Span, u8)>,
    /// Whether the set marks names of the fourth kind.
    pub has_misc: bool,
    /// What an error in it costs.
    pub weight: f32,
}

#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
    ents: Vec<(usize, usize, String, Option<serde_json::Value>)>,
}

#[derive(Deserialize)]
struct LooseLine {
    id: String,
    text: String,
    ents: Vec<Vec<serde_json::Value>>,
}

/// Reads a set.
pub fn read(path: &Path, weight: f32, has_misc: bool) -> Result<Vec<Example>, Box<dyn std::error::Error>> {
    let file = std::fs::File::open(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let mut examples = Vec::new();
    for line in std::io::BufReader::new(file).lines() {
        let loose: LooseLine = serde_json::from_str(&line?)?;
        let ents = loose.ents.iter().filter_map(|e| {
            let number = |i: usize| e.get(i).and_then(serde_json::Value::as_u64).map(|n| n as usize);
            Some((number(0)?, number(1)?, e.get(2)?.as_str()?.to_string(), None))
        });
        let line = Line { ents: ents.collect(), id: loose.id, text: loose.text };
        examples.push(example(line, weight, has_misc));
    }
    Ok(examples)
}

/// Reads the project's own training texts, every `.txt` of a folder: a text from each line `### ID | genre | style`, names
/// as `[PER Mara Okafor]` in the running text.
///
/// # Errors
/// Where a file cannot be read or a name is not closed.
pub fn read_texts(folder: &Path, weight: f32) -> Result<Vec<Example>, Box<dyn std::error::Error>> {
    let mut files: Vec<_> =
        std::fs::read_dir(folder)?.map(|f| f.map(|f| f.path())).collect::<Result<_, _>>()?;
    files.retain(|f| f.extension().is_some_and(|e| e == "txt"));
    files.sort();
    let mut examples = Vec::new();
    for file in files {
        let all = std::fs::read_to_string(&file)?;
        for part in all.split("\n### ").map(|part| part.trim_start_matches("### ")) {
            let Some((head, body)) = part.split_once('\n') else { continue };
            let id = head.split('|').next().unwrap_or_default().trim().to_string();
            let (text, gold) =
                unmark(body).ok_or_else(|| format!("{}: {id}: a mark is not closed", file.display()))?;
            examples.push(Example { id, document: document(text), gold, has_misc: true, weight });
        }
    }
    Ok(examples)
}

/// The text without its marks, and the names that they mark.
fn unmark(marked: &str) -> Option<(String, Vec<(Span, u8)>)> {
    let (mut text, mut gold) = (String::with_capacity(marked.len()), Vec::new());
    let mut rest = marked;
    while let Some((before, mark)) = rest.split_once('[') {
        let (mark, after) = mark.split_once(']')?;
        text.push_str(before);
        let (label, name) = mark.split_once(' ')?;
        let class = ["PER", "ORG", "LOC", "MISC"].iter().position(|l| *l == label)?;
        gold.push((Span::new(text.len(), text.len() + name.len()), class as u8 + 1));
        text.push_str(name);
        rest = after;
    }
    text.push_str(rest);
    Some((text, gold))
}

fn example(line: Line, weight: f32, has_misc: bool) -> Example {
    let mut bytes: Vec<usize> = line.text.char_indices().map(|(at, _)| at).collect();
    bytes.push(line.text.len());
    let mut gold = Vec::new();
    for (start, end, label, _) in &line.ents {
        let span = Span::new(bytes[*start], bytes[*end]);
        // Handles of social media, `@ name` in pieces, teach nothing about news.
        let handle = line.text[span.start..].starts_with('@') || line.text[..span.start].ends_with("@ ");
        let class = ["PER", "ORG", "LOC", "MISC"].iter().position(|l| l == label).map_or(0, |p| p as u8 + 1);
        gold.push((span, if handle { 0 } else { class }));
    }
    gold.sort_by_key(|(span, _)| span.start);
    Example { id: line.id, document: document(line.text), gold, has_misc, weight }
}

/// A text of a data set with the blocks that it is known to have.
pub fn of_blocks(text: String, blocks: Vec<Block>) -> Document {
    Document { text, blocks, verbatim: true, declared_language: None, remarks: Vec::new() }
}

/// A document whose lines are its blocks.
pub fn document(text: String) -> Document {
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let start = at + (line.len() - line.trim_start().len());
            blocks.push(Block { span: Span::new(start, start + trimmed.len()), kind: BlockKind::Paragraph });
        }
        at += line.len();
    }
    of_blocks(text, blocks)
}

impl Example {
    /// For each token the labels that the annotation allows, as bits.
    pub fn allowed(&self, text: &Text) -> Vec<u16> {
        let mut allowed = vec![if self.has_misc { 1 } else { OTHER }; text.tokens.len()];
        for &(span, class) in &self.gold {
            let mut tokens =
                text.token_at(span.start)..text.tokens.partition_point(|t| t.span.start < span.end);
            let fits = text.span_of(tokens.clone()) == span;
            while tokens.len() > 1 && matches!(text.word(tokens.start), "the" | "The" | "a" | "A" | "an") {
                tokens.start += 1;
            }
            while tokens.len() > 1 && text.tokens[tokens.end - 1].kind == TokenKind::Possessive {
                tokens.end -= 1;
            }
            for (n, slot) in allowed[tokens].iter_mut().enumerate() {
                *slot = match class {
                    0 => ANY,
                    _ if !fits => ANY,
                    class => 1 << (2 * class - u8::from(n == 0)),
                };
            }
        }
        allowed
    }

    /// A copy in which names became other names of their class and length, the same one wherever they stand again: what
    /// stands around a name must tell its class, not the name.
    pub fn renamed(&self, pools: &Pools, random: &mut Random) -> Example {
        let (mut text, mut gold, mut last) = (String::new(), Vec::new(), 0);
        let mut chosen: HashMap<(u8, &str), &str> = HashMap::new();
        let original = &self.document.text;
        for &(span, class) in &self.gold {
            if span.start < last {
                continue;
            }
            let name = &original[span.start..span.end];
            text.push_str(&original[last..span.start]);
            let start = text.len();
            let words: Vec<&str> = name.split(' ').collect();
            match class {
                1 => {
                    for (n, word) in words.iter().enumerate() {
                        let pool = if n == 0 && words.len() > 1 { &pools.given } else { &pools.family };
                        let keep =
                            word.len() < 3 || word.contains('.') || !word.starts_with(char::is_uppercase);
                        let new = if keep || pool.is_empty() {
                            word
                        } else {
                            chosen.entry((1, word)).or_insert_with(|| &pool[random.below(pool.len())])
                        };
                        text.push_str(if n > 0 { " " } else { "" });
                        text.push_str(new);
                    }
                }
                2 | 3 => {
                    let pool = &pools.whole[usize::from(class) - 2][words.len().min(5) - 1];
                    let new = chosen.entry((class, name)).or_insert_with(|| {
                        if pool.is_empty() { name } else { &pool[random.below(pool.len())] }
                    });
                    text.push_str(new);
                }
                _ => text.push_str(name),
            }
            gold.push((Span::new(start, text.len()), class));
            last = span.end;
        }
        text.push_str(&original[last..]);
        Example {
            id: self.id.clone(),
            document: document(text),
            gold,
            has_misc: self.has_misc,
            weight: self.weight,
        }
    }

    /// A copy with the letters of some lines changed: to Title Case, to capitals, or, if `small`, all of it to small ones.
    pub fn mangled(&self, random: &mut Random) -> Example {
        let mut copy = self.clone();
        let small = random.below(100) < 8;
        let mut text: Vec<char> = Vec::new();
        let mut changed = String::with_capacity(copy.document.text.len());
        for line in copy.document.text.split_inclusive('\n') {
            text.clear();
            text.extend(line.chars());
            let how = if small { 2 } else { random.below(12) };
            let mut previous = ' ';
            for (i, &c) in text.iter().enumerate() {
                let word_start = !previous.is_alphanumeric() && previous != '\'' && previous != '’';
                let new = match how {
                    0 | 1 if word_start && !small_word(&text[i..]) => upper(c),
                    3 => upper(c),
                    2 if small => lower(c),
                    _ => c,
                };
                changed.push(if new.len_utf8() == c.len_utf8() { new } else { c });
                previous = c;
            }
        }
        copy.document.text = changed;
        copy
    }
}

/// Names to give to others.
#[derive(Debug, Default)]
pub struct Pools {
    given: Vec<String>,
    family: Vec<String>,
    /// Organisations and locations, by number of words.
    whole: [[Vec<String>; 5]; 2],
}

impl Pools {
    /// Every name that `examples` mark.
    pub fn new<'e>(examples: impl Iterator<Item = &'e Example>) -> Self {
        let mut pools = Pools::default();
        for example in examples {
            for &(span, class) in &example.gold {
                let name = &example.document.text[span.start..span.end];
                let words: Vec<&str> = name.split(' ').collect();
                match (class, words.as_slice()) {
                    (1, [given, family])
                        if given.len() > 2 && family.len() > 2 && family.starts_with(char::is_uppercase) =>
                    {
                        pools.given.push((*given).to_string());
                        pools.family.push((*family).to_string());
                    }
                    (2 | 3, words) => {
                        pools.whole[usize::from(class) - 2][words.len().min(5) - 1].push(name.to_string())
                    }
                    _ => {}
                }
            }
        }
        pools
    }
}

fn small_word(rest: &[char]) -> bool {
    let word: String = rest.iter().take_while(|c| c.is_alphabetic()).collect();
    matches!(
        word.as_str(),
        "a" | "an"
            | "the"
            | "of"
            | "in"
            | "on"
            | "to"
            | "for"
            | "and"
            | "or"
            | "at"
            | "by"
            | "as"
            | "with"
            | "from"
    )
}

fn upper(c: char) -> char {
    let mut upper = c.to_uppercase();
    upper.next().filter(|_| upper.next().is_none()).unwrap_or(c)
}

fn lower(c: char) -> char {
    let mut lower = c.to_lowercase();
    lower.next().filter(|_| lower.next().is_none()).unwrap_or(c)
}

/// SplitMix64 (Steele, Lea & Flood 2014): the same numbers on every machine.
#[derive(Debug, Clone)]
pub struct Random(pub u64);

impl Random {
    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    /// Puts `list` in another order.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for i in (1..list.len()).rev() {
            list.swap(i, self.below(i + 1));
        }
    }
}
