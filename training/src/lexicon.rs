//! The word lexicon that goes into the model: for each lower-case word its cluster (10 bits) and which of the lists that
//! `lists.py` writes hold it (14 bits); pairs of words have lists only.

use standfirst::entities::tagger::features::{lexicon_key, pair_key};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// A row of the model's table: the word's key, and its cluster and lists.
pub type Entry = (u32, [u8; 3]);

/// Reads `word-clusters.tsv.gz`, keeps the words that are also seen with a capital, and gives them as the model's table.
pub fn read(path: &Path, lists: Option<&Path>) -> Result<Vec<Entry>, Box<dyn std::error::Error>> {
    let text = String::from_utf8(Command::new("gzip").arg("-dc").arg(path).output()?.stdout)?;
    let mut words: BTreeMap<String, (u16, bool)> = BTreeMap::new();
    for line in text.lines() {
        let Some((word, cluster)) = line.split_once('\t') else { continue };
        if !word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '\''))
            || !word.starts_with(char::is_alphabetic)
        {
            continue;
        }
        let cluster: u16 = cluster.trim().parse()?;
        let lower = word.to_lowercase().trim_end_matches('.').to_string();
        if !(1..=14).contains(&lower.chars().count()) {
            continue;
        }
        let capital = word.starts_with(char::is_uppercase);
        let entry = words.entry(lower).or_insert((cluster + 1, false));
        entry.1 |= capital;
    }
    let mut table: BTreeMap<u32, [u8; 3]> = BTreeMap::new();
    let mut listed: BTreeMap<String, u32> = BTreeMap::new();
    if let Some(lists) = lists {
        for line in std::fs::read_to_string(lists)?.lines() {
            let (word, bits) = line.split_once('\t').ok_or("a list line is a word, a tab and bits")?;
            let bits: u32 = bits.parse()?;
            if let Some((first, second)) = word.split_once(' ') {
                table.insert(pair_key(first, second), row(0, bits));
                continue;
            }
            listed.insert(word.to_string(), bits);
            words.entry(word.to_string()).or_insert((0, true));
        }
    }
    for (word, (cluster, capital)) in &words {
        if *capital {
            let bits = listed.get(word).copied().unwrap_or(0);
            table.insert(lexicon_key(word), row(*cluster, bits));
        }
    }
    Ok(table.into_iter().collect())
}

fn row(cluster: u16, lists: u32) -> [u8; 3] {
    let [a, b, c, _] = (u32::from(cluster & 0x3FF) | lists << 10).to_le_bytes();
    [a, b, c]
}
