//! Trains `models/claims.bin`: reads the open claim sets, fits one logistic regression a row (AdaGrad, L2), calibrates the
//! two probability rows with Platt scaling on held-out documents of the news sets, and prints average precision on the
//! sets that are only measured. See `models/claims.md` for data and licences.

mod index;
mod kinds;
mod report;
mod silver;

use crate::{Arguments, data};
use index::Index;
use report::{Scored, report, report_kinds};
use serde::Deserialize;
use standfirst::analysis::{BlockKind, ClaimKind, Span};
use standfirst::claims::{self, KINDS, ROWS, SCORES};
use standfirst::document::Block;
use standfirst::text::Text;
use std::collections::HashMap;
use std::error::Error;
use std::path::Path;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// A sentence of a claim set.
#[derive(Deserialize)]
struct Line {
    id: String,
    doc: Option<String>,
    text: String,
    label: u8,
    verifiable: Option<u8>,
    kind: Option<String>,
    #[serde(rename = "type")]
    class: Option<String>,
    #[serde(default)]
    disputed: bool,
}

/// An article written for this project.
#[derive(Deserialize)]
struct Article {
    id: String,
    title: String,
    text: String,
    claims: Vec<(usize, usize, String)>,
    clutter: Vec<(usize, usize)>,
}

/// A sentence ready to be learned from.
struct Row {
    features: Vec<u32>,
    verifiable: Option<f32>,
    worth: Option<f32>,
    /// The kinds that it may be of, with their shares: one where a reader said it, none where it is no claim.
    kinds: Vec<(usize, f32)>,
    weight: f32,
    fold: usize,
    doc: String,
    text: String,
}

/// How much a row of each set counts.
struct Weights {
    newswire: f32,
    gum: f32,
    written: f32,
    debates: f32,
    /// Sentences of the pool that were read.
    read: f32,
    /// Sentences of the pool labelled by the teacher.
    pool: f32,
}

/// What the scoring rows tell.
const NAMES: [&str; SCORES] = ["verifiable", "worth", "verifiable (speech)", "worth (speech)"];
const FOLDS: usize = 5;
const EPOCHS: usize = 20;
/// What the pool counts for *verifiable*, as a share of what it counts for *worth*.
const POOL_VERIFIABLE: f32 = 0.1;
/// The penalty on cue and shape features, as a share of that on words and pairs.
const NAMED_SHARE: f32 = 0.1;

/// `claims --data DIR --out FILE`
pub fn run(arguments: &Arguments) -> Result<()> {
    let (data, out) = (&arguments.data, &arguments.out);
    let weights = Weights {
        newswire: arguments.setting("newswire", 1.0),
        gum: arguments.setting("gum", 0.3),
        written: arguments.setting("written", 0.4),
        debates: arguments.setting("debates", 0.5),
        read: arguments.setting("read", 0.5),
        pool: arguments.setting("pool", 0.5),
    };
    let l2 = [arguments.setting("l2", 30.0), arguments.setting("l2-speech", 8.0)];
    let l2kind = arguments.setting("l2-kind", 3.0);
    let speech = (1.0, arguments.setting("speech-news", 0.2), arguments.setting("speech-pool", 0.02));

    let mut news = sentences(&data.join("claims/newswire_claims.train.jsonl"), weights.newswire)?;
    news.extend(sentences(&data.join("claims/gum_claims.train.jsonl"), weights.gum)?);
    let (train, written_dev): (Vec<Article>, Vec<Article>) = lines(&data.join("written/written.jsonl"))?
        .into_iter()
        .partition(|a: &Article| !a.id.ends_with(['0', '5']));
    let written = train.iter().flat_map(|a| article(a, weights.written));
    let written: Vec<Row> = written.map(without_firsts).collect();
    let mut debates = sentences(&data.join("claims/cb_crowd_train.jsonl"), 1.0)?;
    let mut tests = [
        ("news30", sentences(&data.join("claims/news30.jsonl"), 1.0)?),
        ("cb_ground_dev", sentences(&data.join("claims/cb_ground_dev.jsonl"), 1.0)?),
        ("written_dev", written_dev.iter().flat_map(|a| article(a, 1.0)).collect()),
    ];
    let (mut read, mut pool) = silver::read(data)?;
    read.iter_mut().for_each(|r| r.weight = weights.read);
    news.extend(read);
    if arguments.sentences {
        return silver::write(arguments, &[("news", &news), ("written", &written), ("debates", &debates)]);
    }
    news.extend(written);
    println!("news {} debates {} pool {}", news.len(), debates.len(), pool.len());
    let index = Index::new(&[&news, &debates, &pool]);
    [&mut news, &mut debates, &mut pool].into_iter().for_each(|rows| index.number(rows));
    tests.iter_mut().for_each(|(_, rows)| index.number(rows));
    println!("{} features", index.size());

    let mut rows = Vec::new();
    let mut platts = vec![(1.0, 0.0); ROWS];
    for (row, platt) in platts.iter_mut().enumerate().take(SCORES) {
        let l2 = l2[row / 2];
        // Either manner learns from both kinds of text, and is calibrated on its own.
        let sources = match row {
            2 | 3 => [(&debates, speech.0), (&news, speech.1), (&pool, speech.2)],
            // Newswire hardly has a sentence that is not verifiable: its pool would make everything so.
            0 => [(&news, 1.0), (&debates, weights.debates), (&pool, POOL_VERIFIABLE * weights.pool)],
            _ => [(&news, 1.0), (&debates, weights.debates), (&pool, weights.pool)],
        };
        rows.push(fit(&examples(&sources, row, None), index.size(), l2));
        *platt = calibrate(&sources, row, index.size(), l2);
    }
    let sources = [(&news, 1.0), (&pool, arguments.setting("pool-kind", 0.5))];
    rows.extend(kinds::fit(&sources, index.size(), l2kind, arguments.setting("balance", 0.5)));
    index.prune(&mut rows, arguments.setting("words", 13_000.0) as usize);

    for (set, test) in &tests {
        for (row, name) in NAMES.into_iter().enumerate() {
            let (weights, platt) = (&rows[row], platts[row]);
            let scored = |r: &Row| {
                let e = Example::of(r, row)?;
                let p = sigmoid(platt.0 * weights.margin(&e.features) + platt.1);
                Some((p, e.label > 0.5))
            };
            let scored: Vec<Scored> =
                test.iter().filter_map(|r| scored(r).map(|(p, y)| Scored { p, y, doc: &r.doc })).collect();
            report(name, set, &scored);
        }
        report_kinds(set, test, &rows[SCORES..]);
    }
    let rows: Vec<_> = rows.into_iter().zip(platts).collect();
    let model = index.encode(&rows);
    std::fs::write(out, &model)?;
    println!("{}: {} bytes", out.display(), model.len());
    Ok(())
}

fn lines<T: serde::de::DeserializeOwned>(path: &Path) -> Result<Vec<T>> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    text.lines().filter(|l| !l.trim().is_empty()).map(|l| Ok(serde_json::from_str(l)?)).collect()
}

/// The rows of a sentence set: sentences of one `doc` are read as one article, a block each.
fn sentences(path: &Path, weight: f32) -> Result<Vec<Row>> {
    let mut docs: Vec<(String, Vec<Line>)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for line in lines::<Line>(path)? {
        let debate = line.class.is_some();
        let doc = line.doc.clone().unwrap_or_else(|| line.id.clone());
        // Debate sentences are read one at a time: they have no article around them.
        let key = if debate { line.id.clone() } else { doc.clone() };
        let place = *places.entry(key).or_insert_with(|| {
            docs.push((doc, Vec::new()));
            docs.len() - 1
        });
        docs[place].1.push(line);
    }
    Ok(docs.iter().flat_map(|(doc, lines)| group(doc, lines, weight)).collect())
}

fn group(doc: &str, lines: &[Line], weight: f32) -> Vec<Row> {
    let (mut text, mut blocks) = (String::new(), Vec::new());
    for line in lines {
        let span = Span::new(text.len(), text.len() + line.text.len());
        blocks.push(Block { span, kind: BlockKind::Paragraph });
        text.push_str(&line.text);
        text.push_str("\n\n");
    }
    let document = data::of_blocks(text, blocks);
    let text = Text::new(&document);
    // Where the splitter cuts a line into several sentences, the longest stands for it.
    let mut best: Vec<(usize, Vec<u32>)> = vec![(0, Vec::new()); lines.len()];
    for (number, features) in claims::features(&text) {
        let sentence = &text.sentences[number];
        if sentence.span.len() > best[sentence.block].0 {
            best[sentence.block] = (sentence.span.len(), features);
        }
    }
    lines
        .iter()
        .zip(best)
        .filter(|(line, _)| !line.disputed)
        .map(|(line, (_, features))| Row {
            features,
            verifiable: line.verifiable.or(line.class.as_ref().map(|c| u8::from(c != "NFS"))).map(f32::from),
            worth: Some(f32::from(line.label)),
            kinds: line
                .kind
                .as_deref()
                .filter(|_| line.label == 1)
                .and_then(kind)
                .map(|k| (k, 1.0))
                .into_iter()
                .collect(),
            weight,
            fold: fold_of(doc),
            doc: doc.to_string(),
            text: line.text.clone(),
        })
        .collect()
}

/// The rows of a written article: a sentence is a claim where a marked one covers half of it.
fn article(article: &Article, weight: f32) -> Vec<Row> {
    let bytes: Vec<usize> = article.text.char_indices().map(|(i, _)| i).chain([article.text.len()]).collect();
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(article.text.len());
    let clutter: Vec<Span> = article.clutter.iter().map(|c| Span::new(byte(c.0), byte(c.1))).collect();
    let claims: Vec<(Span, &str)> =
        article.claims.iter().map(|c| (Span::new(byte(c.0), byte(c.1)), c.2.as_str())).collect();
    let mut blocks = Vec::new();
    let mut at = 0;
    for part in article.text.split('\n') {
        let span = Span::new(at, at + part.len());
        at += part.len() + 1;
        if part.trim().is_empty() || clutter.iter().any(|c| c.overlaps(span)) {
            continue;
        }
        let heading = part.len() < 80 && !part.trim_end().ends_with(['.', '?', '!', '”', '"', '’']);
        let kind = match part {
            _ if part == article.title => BlockKind::Title,
            _ if heading => BlockKind::Heading,
            _ => BlockKind::Paragraph,
        };
        blocks.push(Block { span, kind });
    }
    let document = data::of_blocks(article.text.clone(), blocks);
    let text = Text::new(&document);
    let row = |(number, features): (usize, Vec<u32>)| {
        let span = text.sentences[number].span;
        let claim = claims
            .iter()
            .find(|(c, _)| 2 * c.end.min(span.end).saturating_sub(c.start.max(span.start)) >= span.len());
        Row {
            features,
            verifiable: None,
            worth: Some(f32::from(u8::from(claim.is_some()))),
            kinds: claim.and_then(|c| kind(c.1)).map(|k| (k, 1.0)).into_iter().collect(),
            weight,
            fold: fold_of(&article.id),
            doc: article.id.clone(),
            text: text.slice(span).to_string(),
        }
    };
    claims::features(&text).into_iter().map(row).collect()
}

/// The writers of our articles call what was never so before ("the fastest since 2005") a record; the guide of the news sets a
/// comparison. Such a sentence teaches no kind.
fn without_firsts(mut row: Row) -> Row {
    let record = |k: &(usize, f32)| KINDS.get(k.0) == Some(&ClaimKind::Record);
    if row.kinds.iter().any(record) && claims::compares(&row.features) {
        row.kinds.clear();
    }
    row
}

fn fold_of(doc: &str) -> usize {
    doc.bytes().fold(7usize, |h, b| h.wrapping_mul(31).wrapping_add(usize::from(b))) % FOLDS
}

fn kind(name: &str) -> Option<usize> {
    let name = if name == "accusation" { "allegation" } else { name };
    KINDS.iter().position(|k| format!("{k:?}").to_lowercase() == name)
}

/// One row of the model sees a sentence so.
struct Example {
    features: Vec<u32>,
    /// How likely the right answer is yes.
    label: f32,
    weight: f32,
}

impl Example {
    fn of(row: &Row, head: usize) -> Option<Example> {
        let label = match head {
            0 | 2 => row.verifiable?,
            _ => row.worth?,
        };
        Some(Example { features: row.features.clone(), label, weight: row.weight })
    }
}

/// The weights of one row.
struct RowWeights {
    bias: f32,
    row: Vec<f32>,
}

impl RowWeights {
    fn margin(&self, features: &[u32]) -> f32 {
        self.bias + features.iter().map(|f| self.row[*f as usize]).sum::<f32>()
    }
}

/// Orders that are the same in every run.
struct Random(u64);

impl Default for Random {
    fn default() -> Self {
        Random(0x2545_F491_4F6C_DD1D)
    }
}

impl Random {
    fn seeded(seed: u64) -> Self {
        Random(Random::default().0.wrapping_add(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15)))
    }

    fn shuffle(&mut self, order: &mut [usize]) {
        for i in (1..order.len()).rev() {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            order.swap(i, (self.0 % (i as u64 + 1)) as usize);
        }
    }
}

/// Logistic regression by AdaGrad. Features seen in fewer than three examples stay at nought.
fn fit(examples: &[Example], size: usize, l2: f32) -> RowWeights {
    let rate = 0.08;
    let mut seen = vec![0u32; size];
    examples.iter().flat_map(|e| &e.features).for_each(|f| seen[*f as usize] += 1);
    let mut weights = RowWeights { bias: 0.0, row: vec![0.0; size] };
    let mut squares = vec![1e-2f32; size + 1];
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = Random::default();
    for _ in 0..EPOCHS {
        random.shuffle(&mut order);
        for &i in &order {
            let example = &examples[i];
            let error = sigmoid(weights.margin(&example.features)) - example.label;
            let gradient = example.weight * error;
            squares[size] += gradient * gradient;
            weights.bias -= rate * gradient / squares[size].sqrt();
            for &feature in example.features.iter().filter(|f| seen[**f as usize] >= 3) {
                let at = feature as usize;
                squares[at] += gradient * gradient;
                weights.row[at] -= rate * gradient / squares[at].sqrt();
            }
        }
        // The penalty once an epoch, as a proximal step: rare features shrink most.
        for (at, weight) in weights.row.iter_mut().enumerate() {
            let l2 = if at < claims::NAMED { l2 * NAMED_SHARE } else { l2 };
            *weight /= 1.0 + rate * l2 / squares[at].sqrt();
        }
    }
    weights
}

/// Rows of text and how much they count.
type Sources<'a> = [(&'a Vec<Row>, f32); 3];

/// What `head` learns from, without a fold of the first source.
fn examples(sources: &Sources, head: usize, without: Option<usize>) -> Vec<Example> {
    let mut examples = Vec::new();
    for (number, (rows, share)) in sources.iter().enumerate() {
        let rows = rows.iter().filter(|r| number > 0 || without != Some(r.fold));
        examples.extend(rows.filter_map(|r| Example::of(r, head)).map(|mut e| {
            e.weight *= share;
            e
        }));
    }
    examples
}

/// Platt scaling on the margins that models trained without a fold of the first source give to that fold.
fn calibrate(sources: &Sources, row: usize, size: usize, l2: f32) -> (f32, f32) {
    let mut held: Vec<(f32, f32, f32)> = Vec::new();
    let mut scored = Vec::new();
    for fold in 0..FOLDS {
        let weights = fit(&examples(sources, row, Some(fold)), size, l2);
        for r in sources[0].0.iter().filter(|r| r.fold == fold) {
            if let Some(e) = Example::of(r, row) {
                let margin = weights.margin(&e.features);
                held.push((margin, e.label, e.weight));
                scored.push(Scored { p: sigmoid(margin), y: e.label > 0.5, doc: &r.doc });
            }
        }
    }
    report(NAMES[row], "held-out folds", &scored);
    scored.retain(|s| s.doc.starts_with("nwc"));
    if !scored.is_empty() {
        report(NAMES[row], "of newswire", &scored);
    }
    let (mut a, mut b) = (1.0f32, 0.0f32);
    for step in 0..2000 {
        let (mut da, mut db, mut n) = (0.0, 0.0, 0.0);
        for &(margin, y, weight) in &held {
            let error = weight * (sigmoid(a * margin + b) - y);
            da += error * margin;
            db += error;
            n += weight;
        }
        let rate = if step < 1000 { 1.0 } else { 0.3 };
        a -= rate * da / n / 4.0;
        b -= rate * db / n;
    }
    println!("  platt {a:.3} {b:.3}");
    (a, b)
}

fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}
