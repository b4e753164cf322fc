//! Which element holds the article: every block votes twice. A paragraph's score goes to the elements around it, halved
//! from level to level (the idea of Arc90's Readability), and its words, good ones plus and linky ones minus, are summed
//! over each subtree (a maximum-sum subtree, as in Pasternack and Roth, "Extracting article text from the web with
//! maximum subsequence segmentation", 2009). The best sum of both wins, then climbs while that gains clearly more prose.

use super::Look;
use super::tree::{Node, sum_up};
use crate::document::Container;

/// Levels that a paragraph's score climbs.
const LEVELS: usize = 6;

/// Index of the element that holds the article; none where no block is prose enough.
/// `held` says which blocks the article's own data holds, where there is such.
pub(super) fn best(
    nodes: &mut [Node],
    containers: &[Container],
    looks: &[Look],
    held: Option<&[bool]>,
) -> Option<usize> {
    for (index, look) in looks.iter().enumerate() {
        let known = held.map(|h| h.get(index) == Some(&true));
        if let Some(node) = nodes.get_mut(look.container) {
            node.words += look.words;
            node.chars += look.chars;
            node.linked += look.linked;
        }
        let Some(node) = nodes.get(look.container).cloned() else { continue };
        if node.sign.is_some_and(|s| s.hard) {
            continue;
        }
        if let Some(node) = nodes.get_mut(look.container) {
            node.value += value(look, node) * weight(known);
        }
        if look.chars >= 25.0 {
            propagate(nodes, containers, look, score(look, &node, containers) * weight(known));
        }
    }
    sum_up(nodes, |n| &mut n.words);
    sum_up(nodes, |n| &mut n.chars);
    sum_up(nodes, |n| &mut n.linked);
    sum_up(nodes, |n| &mut n.value);
    let winner = winner(nodes, containers)?;
    Some(climb(nodes, winner))
}

/// What the article's own data makes of a vote.
fn weight(known: Option<bool>) -> f32 {
    match known {
        None => 1.0,
        Some(true) => 2.0,
        Some(false) => 0.5,
    }
}

/// What a block adds to the score of the elements around it.
fn score(look: &Look, node: &Node, containers: &[Container]) -> f32 {
    let text = 1.0 + look.commas.min(10.0) * 0.5 + (look.chars / 100.0).min(3.0) + look.stops.min(4.0) * 0.5;
    let soft = if node.sign.is_some() { 0.35 } else { 1.0 };
    let item = if containers.get(look.container).is_some_and(|c| c.tag == "li") { 0.4 } else { 1.0 };
    text * (1.0 - look.density()) * soft * item
}

fn propagate(nodes: &mut [Node], containers: &[Container], look: &Look, score: f32) {
    const INNER: [&str; 12] =
        ["p", "pre", "blockquote", "li", "td", "h1", "h2", "h3", "h4", "h5", "h6", "dd"];
    let inner = containers.get(look.container).is_some_and(|c| INNER.contains(&c.tag.as_str()));
    let parent = |nodes: &[Node], at: usize| nodes.get(at).and_then(|n| n.parent);
    let mut at = if inner { parent(nodes, look.container) } else { Some(look.container) };
    for level in 0..LEVELS {
        let Some(index) = at else { break };
        let share = match level {
            0 => 1.0,
            1 => 0.5,
            level => 1.0 / (level as f32 * 3.0),
        };
        if let Some(node) = nodes.get_mut(index) {
            node.score += score * share;
        }
        at = parent(nodes, index);
    }
}

/// Words of a block, plus or minus.
fn value(look: &Look, node: &Node) -> f32 {
    let good = look.chars > 60.0 && look.density() < 0.35 && (look.stops > 0.0 || look.words > 25.0);
    let mut value = match good {
        true => look.words,
        false if look.density() > 0.5 => -0.5 * look.words - 2.0,
        false => -0.2 * look.words,
    };
    if node.sign.is_some() {
        value *= if value > 0.0 { 0.25 } else { 0.5 };
    }
    if value > 0.0 && node.comments {
        value *= 0.1;
    }
    value
}

fn winner(nodes: &mut [Node], containers: &[Container]) -> Option<usize> {
    for (node, container) in nodes.iter_mut().zip(containers) {
        node.score *= 1.0 - (node.linked / node.chars.max(1.0)).min(0.9);
        if node.own.is_some_and(|s| !s.hard) {
            node.score *= 0.6;
        }
        if node.comments && !matches!(container.tag.as_str(), "article" | "body") {
            node.score *= 0.2;
        }
    }
    let highest = nodes.iter().map(|n| n.score).fold(0.0, f32::max);
    let most = nodes.iter().map(|n| n.value).fold(0.0, f32::max);
    if highest <= 0.0 {
        return None;
    }
    let vote = |node: &Node, container: &Container| {
        let base = node.score / highest + 1.2 * node.value.max(0.0) / most.max(1.0);
        let named = match () {
            () if container.names.contains("articleBody") => 1.4,
            () if container.tag == "article" || is_named_article(&container.names) => 1.12,
            () => 1.0,
        };
        base * named * if container.tag == "body" { 0.8 } else { 1.0 }
    };
    let votes = nodes.iter().zip(containers).map(|(n, c)| if n.score > 0.0 { vote(n, c) } else { 0.0 });
    // The first of equals: the outer one.
    votes
        .enumerate()
        .fold(None, |best: Option<(usize, f32)>, next| match best {
            Some(best) if best.1 >= next.1 => Some(best),
            _ => Some(next),
        })
        .map(|(index, _)| index)
}

fn is_named_article(names: &str) -> bool {
    let names = names.to_ascii_lowercase();
    [
        "article-body",
        "article_body",
        "body-copy",
        "body_copy",
        "bodycopy",
        "entry",
        "post",
        "story",
        "text",
        "blog",
        "content",
    ]
    .iter()
    .any(|w| names.contains(w))
}

/// Goes up while an element around the winner holds clearly more good words.
fn climb(nodes: &[Node], winner: usize) -> usize {
    let mut best = winner;
    let mut up = nodes.get(best).and_then(|n| n.parent);
    for _ in 0..5 {
        let (Some(index), Some(here)) = (up, nodes.get(best)) else { break };
        let Some(node) = nodes.get(index) else { break };
        let gain = node.value - here.value;
        if gain > 60.0 && gain > 0.15 * here.value || gain > 20.0 && gain > 0.4 * here.value {
            best = index;
        }
        up = node.parent;
    }
    best
}
