//! The figures of the claim models, printed after training: on sets that are only measured and on held-out folds. It decides
//! nothing.

use super::{Row, RowWeights};
use standfirst::claims::KINDS;
use std::collections::HashMap;

/// What a sentence was given (`p`) beside what it is.
pub(super) struct Scored<'a> {
    pub p: f32,
    pub y: bool,
    pub doc: &'a str,
}

/// Average precision, the best F1 and its threshold, calibration error, precision of the first five of an article.
pub(super) fn report(what: &str, set: &str, scored: &[Scored]) {
    let mut rows: Vec<&Scored> = scored.iter().collect();
    rows.sort_by(|a, b| b.p.total_cmp(&a.p));
    let (mut hit, mut sum, mut best) = (0.0, 0.0, (0.0f32, 0.0));
    let positives = rows.iter().filter(|r| r.y).count() as f32;
    for (k, r) in rows.iter().enumerate() {
        if r.y {
            hit += 1.0;
            sum += hit / (k + 1) as f32;
        }
        best = if 2.0 * hit / (k as f32 + 1.0 + positives) > best.0 {
            (2.0 * hit / (k as f32 + 1.0 + positives), r.p)
        } else {
            best
        };
    }
    let mut bins = [(0.0f32, 0.0f32); 10];
    let mut docs: HashMap<&str, Vec<&Scored>> = HashMap::new();
    for r in &rows {
        let bin = &mut bins[((r.p * 10.0) as usize).min(9)];
        bin.0 += r.p;
        bin.1 += f32::from(u8::from(r.y));
        docs.entry(r.doc).or_default().push(r);
    }
    let ece = bins.iter().map(|b| (b.0 - b.1).abs()).sum::<f32>() / rows.len() as f32;
    let full: Vec<_> = docs.values().filter(|d| d.len() >= 8 && d.iter().any(|r| r.y)).collect();
    let p5 = full.iter().map(|d| d.iter().take(5).filter(|r| r.y).count() as f32 / 5.0).sum::<f32>()
        / full.len() as f32;
    println!(
        "{what:19} {set:15} n {:5} base {:.3} AP {:.4} bestF1 {:.3} at {:.2} ECE {ece:.3} P@5 {p5:.3}",
        rows.len(),
        positives / rows.len() as f32,
        sum / positives,
        best.0,
        best.1
    );
}

/// Macro F1 of the kinds on sentences that are claims.
pub(super) fn report_kinds(name: &str, set: &[Row], kinds: &[RowWeights]) {
    let mut table = [[0usize; KINDS.len()]; KINDS.len()];
    for row in set {
        if let Some(&(gold, _)) = row.kinds.first() {
            let got = (0..KINDS.len())
                .max_by(|a, b| kinds[*a].margin(&row.features).total_cmp(&kinds[*b].margin(&row.features)))
                .unwrap_or(0);
            table[gold][got] += 1;
        }
    }
    let (mut macro_f1, mut text) = (0.0, String::new());
    for k in 0..KINDS.len() {
        let gold: usize = table[k].iter().sum();
        let got: usize = table.iter().map(|r| r[k]).sum();
        let f1 = 2.0 * table[k][k] as f32 / (gold + got).max(1) as f32;
        macro_f1 += f1 / KINDS.len() as f32;
        text += &format!(" {:?} {f1:.2} ({gold})", KINDS[k]);
    }
    println!("kind       {name:15} macro-F1 {macro_f1:.3}:{text}");
}
