//! Clusters of word vectors, from which word slots learn together: a cluster's weight is folded into the slots of its words, so that
//! the model needs no list of them. Reads `word-clusters.tsv` and counts words of the open texts.

use super::{Article, Result, lines};
use serde::Deserialize;
use standfirst::claims::{self, KIND_SIZE, SIZE, fold};
use std::collections::HashMap;
use std::path::Path;

/// Beside each word the cluster that owns its slot, behind the `size` features of the row.
pub(super) fn add_clusters(features: &mut Vec<u32>, size: usize, owners: &[Owner]) {
    let clusters = features.iter().filter_map(|f| owners.get(*f as usize).copied().flatten());
    let clusters: Vec<u32> = clusters.map(|c| size as u32 + c).collect();
    features.extend(clusters);
}

/// For each place of a row the cluster that owns it.
pub(super) type Owner = Option<u32>;

/// Which cluster each word slot belongs to (of a long row and of a kind's): that of the commonest word (of the open texts) which falls on it.
pub(super) fn owners(data: &Path, written: &[Article], clusters: bool) -> Result<(Vec<Owner>, Vec<Owner>)> {
    let (mut owners, mut kind_owners) = (vec![None; SIZE], vec![None; KIND_SIZE]);
    if !clusters {
        return Ok((owners, kind_owners));
    }
    let mut counts: HashMap<String, usize> = HashMap::new();
    let mut count = |text: &str| {
        for word in text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()) {
            *counts.entry(word.to_lowercase()).or_default() += 1;
        }
    };
    #[derive(Deserialize)]
    struct Plain {
        text: String,
    }
    for set in ["entities/newswire_silver.train", "entities/newswire.train", "claims/cb_crowd_train"] {
        lines::<Plain>(&data.join(format!("{set}.jsonl")))?.iter().for_each(|l| count(&l.text));
    }
    written.iter().for_each(|a| count(&a.text));
    let list = std::fs::read_to_string(data.join("entities/word-clusters.tsv"))
        .or_else(|_| std::fs::read_to_string(std::env::temp_dir().join("word-clusters.tsv")))
        .map_err(|e| format!("word-clusters.tsv (unpacked): {e}"))?;
    let of: HashMap<&str, u32> = list
        .lines()
        .filter_map(|l| l.split_once('\t'))
        .filter_map(|(w, c)| Some((w, c.parse().ok()?)))
        .collect();
    let mut words: Vec<(&String, &usize)> = counts.iter().collect();
    words.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    for (word, _) in words {
        let feature = claims::of_word(word);
        let Some(cluster) = of.get(word.as_str()).copied() else { continue };
        owners[feature as usize].get_or_insert(cluster);
        kind_owners[fold(feature)].get_or_insert(cluster);
    }
    Ok((owners, kind_owners))
}
