//! What a page says of its own article in structured data: headline, text, whether it is a live blog, whether a part must be
//! paid for. Reads `ld+json` in the vocabulary of schema.org, whatever is broken in it left out. A page says such things
//! to search engines, so all of it is a hint: it breaks ties and never decides alone.

use crate::document::Page;
use serde_json::Value;
use std::collections::HashSet;

/// What a page says of its article.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// Headlines, as compared: see [`plain`].
    pub headlines: Vec<String>,
    /// The texts of articles, letters and digits only: see [`letters`].
    bodies: Vec<String>,
    /// Names of authors, as compared.
    pub authors: Vec<String>,
    /// Whether it is a live blog.
    pub live: bool,
    /// Whether somebody must pay to read it all.
    pub locked: bool,
}

/// Words from which a block's being in the article's text says something.
const WORDS: f32 = 5.0;
/// Bytes of letters that are compared at once.
const STRETCH: usize = 16;

impl Said {
    pub fn new(page: &Page) -> Self {
        let mut said = Said::default();
        said.headlines.extend(page.headlines.iter().map(|h| plain(h)));
        for text in &page.data {
            if let Ok(value) = serde_json::from_str(text) {
                said.read(&value);
            }
        }
        said.headlines.retain(|h| h.len() > 10);
        said
    }

    /// Looks through objects and lists; the parser has seen to it that they do not nest deep.
    fn read(&mut self, value: &Value) {
        match value {
            Value::Array(values) => values.iter().for_each(|v| self.read(v)),
            Value::Object(fields) => {
                if fields.get("@type").is_some_and(is_article) {
                    self.article(value);
                }
                fields.values().filter(|v| v.is_object() || v.is_array()).for_each(|v| self.read(v));
            }
            _ => {}
        }
    }

    fn article(&mut self, value: &Value) {
        let text = |name: &str| value.get(name).and_then(Value::as_str);
        self.headlines.extend(["headline", "name"].into_iter().filter_map(text).map(plain));
        self.bodies.extend(text("articleBody").map(|body| letters(&without_tags(body))));
        self.live |= value.get("@type").is_some_and(|t| types(t).any(|t| t == "LiveBlogPosting"));
        self.locked |= value.get("isAccessibleForFree").is_some_and(|free| {
            matches!(free.as_str(), Some("False" | "false")) || free == &Value::Bool(false)
        });
        let authors = value.get("author").into_iter().flat_map(|a| match a {
            Value::Array(list) => list.iter().collect(),
            one => vec![one],
        });
        let names = authors.filter_map(|a| a.as_str().or_else(|| a.get("name").and_then(Value::as_str)));
        self.authors.extend(names.map(plain).filter(|n| n.len() > 3));
    }

    /// For every block, whether the article's own text holds it; nothing where that text is not what stands on the page: a
    /// teaser, another article, or none at all.
    pub fn holds(&self, blocks: &[(&str, f32)]) -> Option<Vec<bool>> {
        self.bodies.iter().filter(|body| body.len() > 100).find_map(|body| {
            // Comparing stretches of fixed length takes one pass; searching for each block would take one a block.
            let stretches: HashSet<&[u8]> = body.as_bytes().windows(STRETCH).collect();
            let mut found = 0;
            let held: Vec<bool> = blocks
                .iter()
                .map(|(text, words)| {
                    let text = letters(text);
                    let mut chunks = text.as_bytes().chunks_exact(STRETCH);
                    let held =
                        *words >= WORDS && text.len() >= STRETCH && chunks.all(|c| stretches.contains(c));
                    found += if held { text.len() } else { 0 };
                    held
                })
                .collect();
            (found * 10 >= body.len() * 7).then_some(held)
        })
    }
}

fn types(value: &Value) -> impl Iterator<Item = &str> {
    let list = value.as_array().map(Vec::as_slice).unwrap_or(std::slice::from_ref(value));
    list.iter().filter_map(Value::as_str)
}

fn is_article(value: &Value) -> bool {
    types(value).any(|t| {
        t.ends_with("Article") || matches!(t, "BlogPosting" | "LiveBlogPosting" | "Review" | "Report")
    })
}

/// Lower case, single spaces: for comparing titles.
pub(super) fn plain(text: &str) -> String {
    text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// Letters and digits in lower case and nothing else: marks and blanks differ between a page and its data.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Without tags and the commonest entities, which have no place in structured data and stand there all the same.
fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut tag = false;
    for c in text.chars() {
        match c {
            '<' => tag = true,
            '>' => tag = false,
            _ if !tag => out.push(c),
            _ => {}
        }
    }
    ["&amp;", "&quot;", "&nbsp;", "&apos;", "&#39;", "&rsquo;", "&lsquo;", "&ldquo;", "&rdquo;"]
        .iter()
        .fold(out, |text, entity| if text.contains(entity) { text.replace(entity, " ") } else { text })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(data: &[&str]) -> Said {
        Said::new(&Page { data: data.iter().map(ToString::to_string).collect(), ..Page::default() })
    }

    #[test]
    fn reads_what_is_whole_and_skips_what_is_broken() {
        let said = said(&[
            "{",
            r#"[{"@graph":[{"@type":["NewsArticle"],"headline":"The old bridge falls","isAccessibleForFree":"False",
                "author":[{"name":"Ada Mensah"},"Tom Lind"]}]}]"#,
            r#"{"@type":"JobPosting","name":"Bridge keeper wanted"}"#,
            r#"{"@type":"LiveBlogPosting","headline":7}"#,
        ]);
        assert_eq!(said.headlines, ["the old bridge falls"]);
        assert_eq!(said.authors, ["ada mensah", "tom lind"]);
        assert!(said.live && said.locked);
    }

    #[test]
    fn knows_the_blocks_of_its_text() {
        let one = "The old bridge fell into the river on Monday, and nobody was hurt. ";
        let two = "A new one will be built by the town, which has put money aside for it since May. ";
        let body = format!("<p>{one}</p>{two}{}", "It was opened in 1901.");
        let data = serde_json::json!({"@type": "Article", "articleBody": body}).to_string();
        let said = said(&[&data]);
        let promo = "Walking holidays by the river from 90 pounds a week.";
        let held = said.holds(&[(one.trim(), 13.0), (promo, 10.0), (two, 18.0), ("the town", 2.0)]);
        assert_eq!(held, Some(vec![true, false, true, false]));
        assert_eq!(said.holds(&[(promo, 10.0)]), None);
    }
}
