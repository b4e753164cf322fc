//! The word lexicon that goes into the model: the cluster of each lower-case word, 10 bits.

use standfirst::entities::tagger::features::lexicon_key;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// Reads `word-clusters.tsv.gz`, keeps the words that are also seen with a capital, and gives them as the model's table.
pub fn read(path: &Path) -> Result<Vec<(u32, [u8; 2])>, Box<dyn std::error::Error>> {
    let text = String::from_utf8(Command::new("gzip").arg("-dc").arg(path).output()?.stdout)?;
    let mut words: BTreeMap<String, (u16, bool)> = BTreeMap::new();
    for line in text.lines() {
        let Some((word, cluster)) = line.split_once('\t') else { continue };
        if !word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '\'')) || !word.starts_with(char::is_alphabetic) {
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
    let mut table: BTreeMap<u32, [u8; 2]> = BTreeMap::new();
    for (word, (cluster, capital)) in &words {
        if *capital {
            table.insert(lexicon_key(word), (cluster & 0x3FF).to_le_bytes());
        }
    }
    Ok(table.into_iter().collect())
}
