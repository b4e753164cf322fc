//! What the first pass called the same words elsewhere in the document. A word that is clearly a person once is most
//! likely the same person where its own sentence leaves that open.

use super::case::Case;
use super::decode::{class, is_inside};
use super::features::{Sheet, key_of_memory as key};
use std::collections::HashMap;

/// How often each word was given each class.
#[derive(Debug)]
pub struct Memory {
    /// By [`super::features::Word::folded`]: no name, person, organisation, location, other.
    votes: Vec<[u32; 5]>,
    /// By two neighbours: in no name, in one name of each class, with a border between.
    pairs: HashMap<(u32, u32), [u32; 6]>,
}

impl Memory {
    /// Counts the labels of the first pass. Only running text votes: in headlines the first pass guesses.
    pub fn new(sheet: &Sheet, labels: &[u8]) -> Self {
        let mut votes = vec![[0; 5]; sheet.lowered.len()];
        for (i, &label) in labels.iter().enumerate() {
            if let Some((folded, class)) = vote(sheet, i, label)
                && let Some(count) = votes.get_mut(folded).and_then(|v| v.get_mut(class))
            {
                *count += 1;
            }
        }
        let mut pairs: HashMap<_, [u32; 6]> = HashMap::new();
        for i in 1..labels.len() {
            if let Some((pair, class)) = pair_vote(sheet, labels, i) {
                let votes = pairs.entry(pair).or_default();
                if let Some(count) = votes.get_mut(class) {
                    *count += 1;
                }
            }
        }
        Memory { votes, pairs }
    }

    /// The features of token `i`, whose own vote does not count.
    pub fn features(&self, sheet: &Sheet, labels: &[u8], i: usize, emit: &mut impl FnMut(u32)) {
        let own = self.others(sheet, labels, i);
        let left = i
            .checked_sub(1)
            .filter(|_| sheet.neighbour(i, -1) != 0)
            .map_or(0, |l| self.others(sheet, labels, l));
        let right = if sheet.neighbour(i, 1) == 0 { 0 } else { self.others(sheet, labels, i + 1) };
        let mut say = |template: u64, a: u64, b: u64| emit(key(template, a, b));
        if own != 0 {
            say(1, own, 0);
            say(2, own / 4, sheet.case(i) as u64);
            say(3, own / 4, left / 4);
            say(4, own / 4, right / 4);
        }
        if left != 0 {
            say(5, left, u64::from(own != 0));
        }
        if right != 0 {
            say(6, right, u64::from(own != 0));
        }
        let joined = self.other_pairs(sheet, labels, i);
        if joined != 0 {
            say(7, joined, 0);
        }
        let joined = self.other_pairs(sheet, labels, i + 1);
        if joined != 0 {
            say(8, joined, 0);
        }
        // What stands in brackets behind a name is its abbreviation.
        if sheet.is_bracket(i, -1)
            && let Some(&label) = i.checked_sub(2).and_then(|name| labels.get(name))
        {
            say(9, class(label) as u64, u64::from(sheet.is_bracket(i, 1)));
        }
    }

    /// The class that most of the other places give the word of token `i`, and how clearly; 0 where there is none.
    fn others(&self, sheet: &Sheet, labels: &[u8], i: usize) -> u64 {
        let Some(word) = sheet.word(i) else { return 0 };
        if !word.is_name_like() && sheet.case(i) == Case::Cased {
            return 0;
        }
        let Some(mut votes) = self.votes.get(word.folded).copied() else { return 0 };
        if let Some((_, class)) = labels.get(i).and_then(|&label| vote(sheet, i, label))
            && let Some(own) = votes.get_mut(class)
        {
            *own = own.saturating_sub(1);
        }
        let total: u32 = votes.iter().sum();
        let Some((class, &most)) = votes.iter().enumerate().rev().max_by_key(|(_, n)| **n) else { return 0 };
        if total == 0 {
            return 0;
        }
        let clear = u64::from(most == total) + u64::from(most > 1) + u64::from(most * 3 >= total * 2);
        (class as u64 + 1) * 4 + clear.min(3)
    }

    /// How the other places take the words of tokens `i - 1` and `i` together; 0 where there are none.
    fn other_pairs(&self, sheet: &Sheet, labels: &[u8], i: usize) -> u64 {
        let Some(pair) = pair(sheet, i) else { return 0 };
        let Some(mut votes) = self.pairs.get(&pair).copied() else { return 0 };
        if let Some((_, class)) = pair_vote(sheet, labels, i)
            && let Some(own) = votes.get_mut(class)
        {
            *own = own.saturating_sub(1);
        }
        match votes.iter().enumerate().rev().max_by_key(|(_, n)| **n) {
            Some((class, &most)) if most > 0 => class as u64 * 2 + u64::from(most > 1) + 1,
            _ => 0,
        }
    }
}

/// The words of tokens `i - 1` and `i`, where they stand in one sentence and could be part of a name.
fn pair(sheet: &Sheet, i: usize) -> Option<(u32, u32)> {
    if sheet.neighbour(i, -1) == 0 {
        return None;
    }
    let (left, right) = (sheet.word(i.checked_sub(1)?)?, sheet.word(i)?);
    let like_name = left.is_name_like() && right.is_name_like() || sheet.case(i) != Case::Cased;
    like_name.then_some((left.folded as u32, right.folded as u32))
}

fn pair_vote(sheet: &Sheet, labels: &[u8], i: usize) -> Option<((u32, u32), usize)> {
    let pair = pair(sheet, i).filter(|_| sheet.case(i) == Case::Cased)?;
    let (left, right) = (*labels.get(i.checked_sub(1)?)?, *labels.get(i)?);
    let class = if left == 0 && right == 0 {
        0
    } else if is_inside(right) {
        class(right)
    } else {
        5
    };
    Some((pair, class))
}

fn vote(sheet: &Sheet, i: usize, label: u8) -> Option<(usize, usize)> {
    let word = sheet.word(i).filter(|w| w.is_name_like() || is_inside(label))?;
    (sheet.case(i) == Case::Cased).then(|| (word.folded, class(label)))
}
