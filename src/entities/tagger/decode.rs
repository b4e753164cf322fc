//! The nine BIO labels, and the best sequence of them for a sentence (Viterbi). Numbers only: no words in here.

use super::features::Sheet;
use super::{Name, NameKind};

/// `O`, then begin and inside of each of the four kinds.
pub const LABELS: usize = 9;
/// One sum of weights for each label.
pub type Scores = [i16; LABELS];
/// What each label adds after each other one; the last row is for the start of a sentence.
pub type Transitions = [[i16; LABELS]; LABELS + 1];

/// Whether `label` goes on with a name that the token before belongs to.
pub fn is_inside(label: u8) -> bool {
    label != 0 && label.is_multiple_of(2)
}

/// 0 for no name, 1..=4 for the kinds.
pub fn class(label: u8) -> usize {
    usize::from(label).div_ceil(2)
}

/// Whether `next` may follow `previous` (`LABELS` for the start): inside a name only behind its own kind.
pub fn allowed(previous: usize, next: usize) -> bool {
    let inside = next != 0 && next.is_multiple_of(2);
    !inside || previous == next || previous + 1 == next
}

/// Adds `part` to `sum`.
pub fn add(sum: &mut Scores, part: &Scores) {
    for (s, p) in sum.iter_mut().zip(part) {
        *s = s.saturating_add(*p);
    }
}

/// Appends the best labels for one sentence.
pub fn viterbi(scores: &[Scores], transitions: &Transitions, labels: &mut Vec<u8>) {
    const NEVER: i32 = i32::MIN / 4;
    let [rows @ .., start] = transitions;
    let mut best = [0i32; LABELS];
    let mut back: Vec<[u8; LABELS]> = Vec::with_capacity(scores.len());
    for (i, score) in scores.iter().enumerate() {
        let mut now = [NEVER; LABELS];
        let mut from = [0u8; LABELS];
        for (next, ((now, from), score)) in now.iter_mut().zip(&mut from).zip(score).enumerate() {
            if i == 0 {
                let step = start.get(next).copied().unwrap_or(0);
                *now = if allowed(LABELS, next) { i32::from(step) + i32::from(*score) } else { NEVER };
                continue;
            }
            for (previous, (sum, row)) in best.iter().zip(rows).enumerate() {
                let sum = sum + i32::from(row.get(next).copied().unwrap_or(0));
                if allowed(previous, next) && sum > *now {
                    (*now, *from) = (sum, previous as u8);
                }
            }
            *now += i32::from(*score);
        }
        // Keep the sums near zero, however long the sentence.
        let top = now.iter().copied().max().unwrap_or(0);
        best = now.map(|sum| (sum - top).max(NEVER));
        back.push(from);
    }
    let first = labels.len();
    let mut label = (0..LABELS).max_by_key(|&l| best.get(l)).unwrap_or(0) as u8;
    for from in back.iter().rev() {
        labels.push(label);
        label = from.get(usize::from(label)).copied().unwrap_or(0);
    }
    if let Some(new) = labels.get_mut(first..) {
        new.reverse();
    }
}

/// The names that `labels` mark.
pub fn names(labels: &[u8], sheet: &Sheet) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    for sentence in sheet.sentences() {
        let mut open = false;
        for i in sentence {
            let label = labels.get(i).copied().unwrap_or(0);
            let kind = match class(label) {
                1 => NameKind::Person,
                2 => NameKind::Organization,
                3 => NameKind::Location,
                4 => NameKind::Misc,
                _ => {
                    open = false;
                    continue;
                }
            };
            match names.last_mut() {
                Some(name) if open && is_inside(label) => name.tokens.end = i + 1,
                _ => names.push(Name { tokens: i..i + 1, kind }),
            }
            open = true;
        }
    }
    names
}
