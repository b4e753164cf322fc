//! What repeats on a page: the posts of a live blog, several articles, a front page of teasers, the cells of a table. Looks at
//! elements of one tag beside each other and at what each holds; one pass over the elements and one over the blocks.

use super::Look;
use super::tree::{Node, sum_up};
use crate::analysis::BlockKind;
use crate::document::{Page, Remark};

/// What repeats on one page.
#[derive(Debug, Default)]
pub(super) struct Units {
    /// For every element: whether it stands in a post of a live blog.
    pub posts: Vec<bool>,
    /// For every element: whether it stands in a cell of a table of data, not of one that lays out the page.
    pub cells: Vec<bool>,
    /// Whether the page is one of several articles, or of teasers.
    pub remark: Option<Remark>,
}

/// What stands in one element.
#[derive(Debug, Default, Clone, Copy)]
struct Sums {
    /// Blocks with a time.
    times: f32,
    /// Headings, and those that are links.
    headings: f32,
    linked: f32,
    /// Words of running text.
    prose: f32,
}

/// Words of running text that make an article of its own.
const ARTICLE: f32 = 50.0;
/// Fewest posts of a live blog, teasers of a front page, cells of a table.
const POSTS: usize = 3;
const TEASERS: usize = 4;
/// Words of running text below one teaser's heading, at most.
const TEASER: f32 = 30.0;
const CELLS: usize = 4;
/// Words in a cell above which a table lays out a page.
const CELL: f32 = 8.0;

impl Units {
    /// `best` is the element that holds the article; sums of words stand in `nodes`.
    pub fn new(page: &Page, nodes: &[Node], looks: &[Look], best: usize, live: bool) -> Self {
        let sums = sums(page, nodes, looks);
        let inside = inside(nodes, best);
        let posts = posts(page, nodes, &sums, &inside, live);
        let remark = if posts.contains(&true) { None } else { remark(page, nodes, &sums, &inside, best) };
        Units { posts, cells: cells(page, nodes), remark }
    }
}

fn sums(page: &Page, nodes: &[Node], looks: &[Look]) -> Vec<Sums> {
    let mut own = vec![Sums::default(); nodes.len()];
    for (block, look) in page.blocks.iter().zip(looks) {
        let (Some(sums), Some(node)) = (own.get_mut(block.container), nodes.get(block.container)) else {
            continue;
        };
        let heading = node.form == Some(BlockKind::Heading) && look.words >= 2.0;
        sums.times += f32::from(u8::from(block.time_units > 0));
        sums.headings += f32::from(u8::from(heading));
        sums.linked += f32::from(u8::from(heading && look.density() > 0.8));
        let prose = !heading && look.density() < 0.5 && (look.stops > 0.0 || look.words > 25.0);
        sums.prose +=
            if prose && !node.comments && !node.sign.is_some_and(|s| s.hard) { look.words } else { 0.0 };
    }
    let mut up = nodes.to_vec();
    let fields: [fn(&mut Sums) -> &mut f32; 4] =
        [|s| &mut s.times, |s| &mut s.headings, |s| &mut s.linked, |s| &mut s.prose];
    for field in fields {
        for (node, sums) in up.iter_mut().zip(&mut own) {
            node.value = *field(sums);
        }
        sum_up(&mut up, |n| &mut n.value);
        for (node, sums) in up.iter().zip(&mut own) {
            *field(sums) = node.value;
        }
    }
    own
}

/// For every element whether it is `best` or in it.
fn inside(nodes: &[Node], best: usize) -> Vec<bool> {
    let mut inside: Vec<bool> = Vec::with_capacity(nodes.len());
    for (index, node) in nodes.iter().enumerate() {
        let above = node.parent.and_then(|p| inside.get(p)).copied().unwrap_or(false);
        inside.push(index == best || above);
    }
    inside
}

/// Children that pass `test`, counted by parent.
fn count(nodes: &[Node], test: impl Fn(usize, &Node) -> bool) -> Vec<usize> {
    let mut counts = vec![0; nodes.len()];
    for (index, node) in nodes.iter().enumerate() {
        if let Some(count) = node.parent.and_then(|p| counts.get_mut(p))
            && test(index, node)
        {
            *count += 1;
        }
    }
    counts
}

/// A post has a time and running text, stands beside others, and something on it or around it says "live".
fn posts(page: &Page, nodes: &[Node], sums: &[Sums], inside: &[bool], live: bool) -> Vec<bool> {
    let mut named: Vec<bool> = Vec::with_capacity(nodes.len());
    for (container, node) in page.containers.iter().zip(nodes) {
        let above = node.parent.and_then(|p| named.get(p)).copied().unwrap_or(false);
        named.push(above || container.tag != "body" && says_live(&container.names));
    }
    let is_post = |index: usize, node: &Node| {
        let of = |list: &[bool]| list.get(index).copied().unwrap_or(false);
        of(inside)
            && (live || of(&named))
            && node.own.is_none()
            && sums.get(index).is_some_and(|s| s.times >= 1.0 && s.prose >= 10.0)
    };
    let counts = count(nodes, is_post);
    let mut posts: Vec<bool> = Vec::with_capacity(nodes.len());
    for (index, node) in nodes.iter().enumerate() {
        let above = node.parent.and_then(|p| posts.get(p)).copied().unwrap_or(false);
        let beside = node.parent.and_then(|p| counts.get(p)).is_some_and(|&c| c >= POSTS);
        posts.push(above || beside && is_post(index, node));
    }
    posts
}

fn says_live(names: &str) -> bool {
    names.split_whitespace().any(|name| {
        let name = name.to_ascii_lowercase();
        name.contains("liveblog") || name.split(['-', '_']).any(|w| w == "live")
    })
}

/// Several articles: elements beside each other, each with a heading of its own and enough text, that are `article`s or whose
/// headings lead to their own pages. Teasers: headings that are links, with hardly any text below each.
fn remark(page: &Page, nodes: &[Node], sums: &[Sums], inside: &[bool], best: usize) -> Option<Remark> {
    let is_story = |index: usize, node: &Node| {
        let Some(sums) = sums.get(index) else { return false };
        let tag = page.containers.get(index).map(|c| c.tag.as_str()).unwrap_or_default();
        let article = tag == "article" && sums.headings >= 1.0;
        // Several linked headings are a list of links.
        let linked = matches!(tag, "div" | "section" | "li") && sums.linked == 1.0 && sums.headings == 1.0;
        (article || linked)
            && sums.prose >= ARTICLE
            && node.sign.is_none()
            && inside.get(index) == Some(&true)
    };
    if count(nodes, is_story).iter().any(|&c| c >= 2) {
        return Some(Remark::Several);
    }
    // What holds the article holds many teasers, or is itself no more than one of them.
    let (whole, held) = (sums.first()?, sums.get(best)?);
    let many = held.linked >= TEASERS as f32
        && held.linked * 2.0 > held.headings
        && held.prose < held.linked * TEASER;
    let one = whole.linked >= TEASERS as f32 && held.prose < TEASER;
    (many || one).then_some(Remark::Teasers)
}

fn cells(page: &Page, nodes: &[Node]) -> Vec<bool> {
    // The nearest table of each element, and of each table how many cells it has and whether another one lies in it.
    let mut tables: Vec<Option<usize>> = Vec::with_capacity(nodes.len());
    let mut counts = vec![0usize; nodes.len()];
    let mut nests = vec![false; nodes.len()];
    for (index, (container, node)) in page.containers.iter().zip(nodes).enumerate() {
        let above = node.parent.and_then(|p| tables.get(p)).copied().flatten();
        let is_table = container.tag == "table";
        if let Some(outer) = above.filter(|_| is_table).and_then(|t| nests.get_mut(t)) {
            *outer = true;
        }
        if let Some(count) = above.and_then(|t| counts.get_mut(t))
            && matches!(container.tag.as_str(), "td" | "th")
        {
            *count += 1;
        }
        tables.push(if is_table { Some(index) } else { above });
    }
    let is_data = |table: usize| {
        let (Some(&count), Some(node)) = (counts.get(table), nodes.get(table)) else { return false };
        let linked = node.linked / node.chars.max(1.0);
        count >= CELLS && nests.get(table) == Some(&false) && node.words < count as f32 * CELL && linked < 0.5
    };
    tables.iter().map(|t| t.is_some_and(is_data)).collect()
}
