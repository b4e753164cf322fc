//! Lines that give themselves away by a phrase: `data/clutter.txt` says which phrase, where in the line, and how long the
//! line may be. Only single lines; what a line's neighbours say about it is for the readers of each format.

use super::line::words;
use crate::analysis::BlockKind;
use std::collections::HashMap;
use std::sync::LazyLock;

rows!(ROWS, "article_clutter");

/// What a phrase says of its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    /// What the line is.
    pub kind: BlockKind,
    /// Whether it opens a list of links ("Related stories").
    pub opens_links: bool,
}

#[derive(Debug, Clone, Copy)]
struct Pattern {
    phrase: &'static str,
    place: Place,
    found: Found,
    longest: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Line,
    Prefix,
    Contains,
}

/// Bytes from which no line is looked at: no phrase decides so much text.
const LONGEST: usize = 600;
/// Words that a phrase may decide where its row does not say.
const WORDS: usize = 24;

struct Patterns {
    /// Line and prefix patterns by their first word.
    starts: HashMap<&'static str, Vec<Pattern>>,
    contains: Vec<Pattern>,
}

static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let mut patterns = Patterns { starts: HashMap::new(), contains: Vec::new() };
    for (phrase, value, _) in ROWS {
        let pattern = parse(phrase, value);
        match pattern.place {
            Place::Contains => patterns.contains.push(pattern),
            _ => patterns.starts.entry(first_word(phrase)).or_default().push(pattern),
        }
    }
    patterns
});

fn parse(phrase: &'static str, value: &str) -> Pattern {
    let mut pattern = Pattern {
        phrase,
        place: Place::Line,
        found: Found { kind: BlockKind::Clutter, opens_links: false },
        longest: WORDS,
    };
    for word in value.split_whitespace() {
        match word {
            "prefix" => pattern.place = Place::Prefix,
            "contains" => pattern.place = Place::Contains,
            "byline" => pattern.found.kind = BlockKind::Byline,
            "caption" => pattern.found.kind = BlockKind::Caption,
            "head" => pattern.found.opens_links = true,
            number => pattern.longest = number.parse().unwrap_or(pattern.longest),
        }
    }
    pattern
}

/// What a phrase in `line` says of it, if any does. Phrases that begin the line come before those inside it.
pub(super) fn find(line: &str) -> Option<Found> {
    if line.len() > LONGEST {
        return None;
    }
    let line = normal(line);
    let line = line.trim();
    let core = line.trim_matches(|c: char| !c.is_alphanumeric() && c != '(' && c != '©');
    let length = words(line);
    let fits = |p: &&Pattern| {
        length <= p.longest
            && match p.place {
                Place::Line => core == p.phrase.trim_matches(|c: char| !c.is_alphanumeric()),
                Place::Prefix => starts_with_phrase(core, line, p.phrase),
                Place::Contains => line.contains(p.phrase),
            }
    };
    let starts = PATTERNS.starts.get(first_word(core)).into_iter().flatten();
    let by_form = || match () {
        () if is_share_bar(core) || is_follow(core) || is_shortcode(line) => Some(BlockKind::Clutter),
        () if length <= CAPTION && (is_numbered(core) || is_credited(line)) => Some(BlockKind::Caption),
        () => None,
    };
    let phrase = starts.chain(&PATTERNS.contains).find(fits).map(|p| p.found);
    phrase.or_else(|| by_form().map(|kind| Found { kind, opens_links: false }))
}

/// Lower case, straight apostrophes, single spaces.
fn normal(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for c in line.chars().flat_map(char::to_lowercase) {
        match c {
            '’' | '‘' => out.push('\''),
            c if c.is_whitespace() && (out.ends_with(' ') || out.is_empty()) => {}
            c if c.is_whitespace() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// Whether the line starts with the phrase and a word ends there.
fn starts_with_phrase(core: &str, line: &str, phrase: &str) -> bool {
    // `core` has lost a closing colon: "Share this:" is still "share:"-like, so the whole line counts as well.
    [core, line]
        .iter()
        .filter_map(|l| l.strip_prefix(phrase))
        .any(|rest| !phrase.ends_with(char::is_alphanumeric) || !rest.starts_with(char::is_alphanumeric))
}

fn first_word(phrase: &str) -> &str {
    phrase
        .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '(' && c != '-' && c != '©')
        .next()
        .unwrap_or(phrase)
}

const NETWORKS: [&str; 22] = [
    "facebook",
    "twitter",
    "x",
    "whatsapp",
    "linkedin",
    "pinterest",
    "reddit",
    "telegram",
    "email",
    "e-mail",
    "mail",
    "print",
    "bluesky",
    "threads",
    "instagram",
    "tiktok",
    "youtube",
    "tumblr",
    "messenger",
    "share",
    "copy",
    "link",
];

/// Words of the longest caption that its form gives away.
const CAPTION: usize = 60;

/// "3 of 14. Firefighters search a hall.": a picture of a gallery.
fn is_numbered(line: &str) -> bool {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let first = digits(line);
    let rest = line.get(first..).and_then(|l| l.strip_prefix(" of ")).unwrap_or_default();
    let second = digits(rest);
    (1..=3).contains(&first)
        && (1..=3).contains(&second)
        && rest.get(second..).is_some_and(|r| r.starts_with(". "))
}

/// "A boat near the shore. Ada Mensah/Harbour Pictures": a sentence, then a few words with a slash or a credit at the end.
fn is_credited(line: &str) -> bool {
    const CREDITS: [&str; 11] = [
        "supplied", "handout", "courtesy", "pool", "file", "getty", "reuters", "afp", "alamy", "ap", "images",
    ];
    let Some((_, tail)) = line.rsplit_once(". ") else { return false };
    let mut parts = tail.split([' ', '/']).filter(|w| !w.is_empty());
    let slash = tail.split('/').count() == 2
        && tail.split('/').all(|part| part.trim().starts_with(char::is_alphabetic))
        && !tail.contains(" / ");
    let credit =
        parts.clone().next_back().is_some_and(|w| CREDITS.contains(&w)) || tail.starts_with("pool via ");
    parts.by_ref().count() <= 6 && !tail.ends_with(['.', '!', '?', '”', '"', '\'', ':']) && (slash || credit)
}

/// "[button link=...]Write to us[/button]": what a blog's software should have replaced.
fn is_shortcode(line: &str) -> bool {
    line.starts_with('[') && line.ends_with(']') && line.contains("[/")
}

/// "Follow the Gazette on Facebook and Instagram": nothing but networks after the last "on".
fn is_follow(line: &str) -> bool {
    let Some((who, networks)) = line.strip_prefix("follow ").and_then(|l| l.rsplit_once(" on ")) else {
        return false;
    };
    words(who) <= 8
        && networks
            .split(|c: char| c.is_whitespace() || matches!(c, ',' | '/' | '&'))
            .filter(|w| !w.is_empty())
            .all(|w| matches!(w, "and" | "or") || NETWORKS.contains(&w))
}

/// Whether nearly all words are names of networks: "Facebook Twitter WhatsApp".
fn is_share_bar(line: &str) -> bool {
    let mut words = 0;
    let known = line
        .split(|c: char| c.is_whitespace() || matches!(c, '|' | ',' | '/' | '·' | '•'))
        .filter(|w| !w.is_empty())
        .inspect(|_| words += 1)
        .filter(|w| NETWORKS.contains(w))
        .count();
    known >= 2 && known * 4 >= words * 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_is_found_as_its_row_says() {
        for (phrase, value, example) in ROWS {
            assert!(!example.is_empty(), "{phrase}: a row needs an example");
            let wanted = parse(phrase, value).found;
            let found = find(example).map(|f| f.kind);
            assert_eq!(found, Some(wanted.kind), "{phrase}: {example}");
        }
    }

    #[test]
    fn share_bars() {
        for line in [
            "Facebook Twitter WhatsApp",
            "Facebook | X | LinkedIn",
            "Share\u{a0}Email Print",
            "Follow the Gazette on Facebook, Instagram and X.",
        ] {
            assert_eq!(find(line).map(|f| f.kind), Some(BlockKind::Clutter), "{line}");
        }
    }

    #[test]
    fn captions_by_their_form() {
        for line in [
            "3 of 14. Firefighters search a collapsed hall on Sunday.",
            "A boat near the shore. Ada Mensah/Harbour Pictures",
            "Ada Mensah (left) in 1981. Supplied",
        ] {
            assert_eq!(find(line).map(|f| f.kind), Some(BlockKind::Caption), "{line}");
        }
        for line in [
            "3 of 14 were hurt. Two died.",
            "It was old. The and/or rule applies.",
            "He left. He did not file",
        ] {
            assert_ne!(find(line).map(|f| f.kind), Some(BlockKind::Clutter), "{line}");
        }
        assert_eq!(find("It was old. The and/or rule applies."), None);
    }

    #[test]
    fn leaves_sentences_alone() {
        for line in [
            "Facebook said on Monday it would appeal.",
            "Related charges were dropped last year, the court heard.",
            "Follow the money on the river and on Facebook you find a man in Lomé.",
            "Share this burden, she told the members, or leave the union to people who will carry it for you.",
            "Advertisements for the drug were banned in May.",
            "Search teams found the boat on Sunday.",
            "Home prices fell 3 percent in March.",
            "Subscribers left in droves after the price rise, the company said in its report.",
            "Trending downward since May, prices are now at their lowest in a decade.",
            "",
        ] {
            assert_eq!(find(line), None, "{line}");
        }
    }
}
