//! What can be checked: every sentence of the running text gets two calibrated scores, *verifiable* (evidence could settle
//! it) and *worth* (a reader deciding what to believe would want it settled), a kind and reasons in its own words; the
//! best few become claims. English only; it judges the form of a statement and never says whether it is true.
//!
//! The taxonomy follows Hassan et al., "Toward Automated Fact-Checking: Detecting Check-worthy Factual Claims by
//! ClaimBuster" (KDD 2017) and Konstantinovskiy et al., "Toward Automated Factchecking" (2021).

mod cues;
mod features;
mod model;
mod reasons;

use crate::analysis::{Claim, Entity, EntityType, Quote, Speaker};
use crate::engine::Options;
use crate::text::Text;
use features::Signals;
pub use features::{NAMED, Place, compares};
use model::Manner;
pub use model::{Head, KINDS, ROWS, SCORES, Steps, encode};

/// Never more than this share of the sentences is marked, whatever the options say.
const MOST: f32 = 0.25;
/// Nor more than this many claims: a reader's attention is short.
const TOP: usize = 8;
/// What a sentence must reach to be marked.
const THRESHOLD: f32 = 0.4;
/// What it must reach where the text is too short for a share.
const STRONG: f32 = 0.6;

/// Fewer sentences than these are no article.
const FEW: usize = 4;
/// In how many sentences of ten a speech says "I", "we" or "you".
const SPOKEN: usize = 6;

/// Finds the check-worthy statements of `text`, by start.
pub fn find(text: &Text, entities: &[Entity], quotes: &[Quote], options: &Options) -> Vec<Claim> {
    let sentences = read(text);
    let count = sentences.len();
    let manner = manner(&sentences);
    let mut claims: Vec<(Claim, Signals)> = sentences
        .into_iter()
        .filter_map(|(number, signals)| {
            let scores = model::score(&signals.features, manner);
            let claim = Claim {
                span: text.sentences.get(number)?.span,
                verifiable: scores.verifiable,
                worth: scores.worth,
                kind: scores.kind,
                reasons: Vec::new(),
                claimant: None,
            };
            Some((claim, signals))
        })
        .collect();
    if !options.all_claims {
        keep_best(&mut claims, count, options.claim_budget);
    }
    let mut speakers = Speakers { quotes, next: 0 };
    let amounts = reasons::Amounts::new(entities);
    claims
        .into_iter()
        .map(|(claim, signals)| {
            let speaker = speakers.of(&claim);
            let reasons = reasons::of(text, &claim, &signals, &amounts, speaker.is_some());
            let claimant =
                speaker.and_then(|s| s.entity).filter(|id| entities.get(*id).is_some_and(may_state));
            Claim { reasons, claimant, ..claim }
        })
        .collect()
}

/// Whether such an entity states something: a person, a body, or a place that stands for its government.
fn may_state(entity: &Entity) -> bool {
    use EntityType::{Group, Location, Organization, Person};
    matches!(entity.kind, Person | Organization | Location | Group)
}

/// A text of a few sentences has no article around it; one that says "I" and "you" in most of them is a speech.
fn manner(sentences: &[(usize, Signals)]) -> Manner {
    let personal = sentences.iter().filter(|(_, s)| s.is_personal()).count();
    if sentences.len() < FEW || 10 * personal >= SPOKEN * sentences.len() {
        Manner::Speech
    } else {
        Manner::News
    }
}

/// The features of every prose sentence, with the sentence's index: for training.
pub fn features(text: &Text) -> Vec<(usize, Vec<u32>)> {
    read(text).into_iter().map(|(number, signals)| (number, signals.features)).collect()
}

/// Every sentence of the running text, by its index, with what is known of it.
fn read(text: &Text) -> Vec<(usize, Signals)> {
    let numbers = prose(text);
    let place = |index| Place { index, count: numbers.len() };
    let mut signals: Vec<Signals> = numbers
        .iter()
        .enumerate()
        .filter_map(|(i, &n)| Some(features::read(text, text.sentences.get(n)?, place(i))))
        .collect();
    features::add_context(&mut signals);
    numbers.into_iter().zip(signals).collect()
}

/// Indexes of the sentences that stand in running text.
fn prose(text: &Text) -> Vec<usize> {
    (0..text.sentences.len()).filter(|&i| text.block_of(i).is_some_and(|b| b.kind.is_prose())).collect()
}

/// Keeps the best claims within the budget, in their order.
fn keep_best(claims: &mut Vec<(Claim, Signals)>, sentences: usize, budget: f32) {
    let budget = if budget.is_finite() { budget.clamp(0.0, MOST) } else { MOST };
    let share = (sentences as f32 * budget) as usize;
    // A text of one to three sentences may have one claim, if it is a strong one.
    let (most, threshold) =
        if share == 0 && budget > 0.0 { (1, STRONG) } else { (share.min(TOP), THRESHOLD) };
    let mut worth: Vec<f32> = claims.iter().map(|(c, _)| c.worth).filter(|w| *w >= threshold).collect();
    worth.sort_by(|a, b| b.total_cmp(a));
    let Some(&least) = most.checked_sub(1).and_then(|last| worth.get(last).or(worth.last())) else {
        claims.clear();
        return;
    };
    let mut left = most;
    claims.retain(|(claim, _)| {
        let keep = claim.worth >= least && left > 0;
        left -= usize::from(keep);
        keep
    });
}

/// Finds the speaker whose words cover a claim. Claims and quotes both come by start, so one walk serves all.
struct Speakers<'a> {
    quotes: &'a [Quote],
    next: usize,
}

impl Speakers<'_> {
    fn of(&mut self, claim: &Claim) -> Option<&Speaker> {
        while self.quotes.get(self.next).is_some_and(|q| q.span.end <= claim.span.start) {
            self.next += 1;
        }
        let inside = self.quotes.iter().skip(self.next).take_while(|q| q.span.start < claim.span.end);
        // Whose words make up the most of the sentence, and at least a third of it.
        let mut speakers: Vec<(usize, &Speaker)> = Vec::new();
        for quote in inside.filter(|q| !q.scare) {
            let Some(speaker) = &quote.speaker else { continue };
            let length =
                quote.span.end.min(claim.span.end).saturating_sub(quote.span.start.max(claim.span.start));
            match speakers.iter_mut().find(|(_, s)| s.entity == speaker.entity && s.name == speaker.name) {
                Some((sum, _)) => *sum += length,
                None => speakers.push((length, speaker)),
            }
        }
        speakers
            .into_iter()
            .filter(|(sum, _)| 3 * sum >= claim.span.len())
            .max_by_key(|(sum, _)| *sum)
            .map(|(_, s)| s)
    }
}

fn is_closing(c: char) -> bool {
    matches!(c, '"' | '”' | '’' | '\'' | ')' | '»' | ']')
}

pub(crate) fn is_month(word: &str) -> bool {
    matches!(
        word,
        "january"
            | "february"
            | "march"
            | "april"
            | "may"
            | "june"
            | "july"
            | "august"
            | "september"
            | "october"
            | "november"
            | "december"
            | "jan."
            | "feb."
            | "aug."
            | "sept."
            | "oct."
            | "nov."
            | "dec."
    )
}

#[cfg(test)]
mod tests;
