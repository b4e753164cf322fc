//! Names that no entity covers, so that speakers are found even where the tagger missed a name: runs of capitalised words
//! outside the entities, which join the cast as figures of their own. Knows titles, not given names.

use super::cast::{Cast, Figure, Mention};
use super::nouns;
use super::outline::Outline;
use crate::analysis::{BlockKind, Gender};
use std::collections::HashMap;

impl Cast<'_> {
    /// Capitalised runs outside the entities: two words and more make a figure, a single one must be the last word of a
    /// figure that is known (anywhere in the text), or stand behind a title.
    pub(super) fn add_capitalised(&mut self, all_persons: bool) {
        let mut singles = Vec::new();
        let mut by_name: HashMap<String, usize> = HashMap::new();
        let mut i = 0;
        while i < self.outline.text.tokens.len() {
            let end = self.run_end(i);
            if end == i {
                i += 1;
                continue;
            }
            let mut start = i;
            while start < end
                && (self.outline.word(start) == "-"
                    || !matches!(self.outline.class(start), "" | "org" | "join"))
            {
                start += 1;
            }
            // "ALLIANCE Secretary-General Mira Holt": the name begins behind the last title in the run.
            if let Some(title) =
                (start..end.saturating_sub(1)).rev().find(|&t| self.outline.class(t) == "title")
            {
                start = title + 1;
                while start + 1 < end
                    && (self.outline.word(start) == "-" || self.outline.word(start - 1) == "-")
                {
                    start += 1;
                }
            }
            let before = start.saturating_sub(1);
            // All capitals shout (WHAT THEY SAID); before a colon they take a turn (MARTA SILVA:).
            if self.outline.word(i).len() > 3
                && self.outline.word(end) != ":"
                && (i..end).all(|t| !self.outline.word(t).contains(char::is_lowercase))
            {
                i = end;
                continue;
            }
            let titled = start > i || self.outline.class(before) == "title";
            if end - start > 1 {
                let name = nouns::text_of(self.outline, start..end);
                let is_body = (start..end).any(|t| self.outline.class(t) == "org");
                let figure = *by_name.entry(name.clone()).or_insert_with(|| {
                    let gender = title_gender(self.outline, start);
                    self.figures.push(Figure {
                        entity: None,
                        name,
                        person: !is_body && (titled || all_persons),
                        body: is_body,
                        gender,
                        ..Figure::default()
                    });
                    self.figures.len() - 1
                });
                self.know_last(end - 1, figure);
                self.mentions.push(Mention { tokens: start..end, figure });
            } else if end > start {
                singles.push((start, titled));
            }
            i = end;
        }
        for (token, titled) in singles {
            self.add_single(token, titled);
        }
    }

    fn add_single(&mut self, token: usize, titled: bool) {
        let word = self.outline.word(token);
        let gender = title_gender(self.outline, token);
        let known = self.by_last.get(word).map_or(&[][..], Vec::as_slice);
        let fits = |f: &usize| {
            self.figures.get(*f).is_some_and(|f| gender.is_none() || f.gender.is_none() || f.gender == gender)
        };
        let figure = match known.iter().copied().find(fits) {
            Some(figure) => figure,
            None if titled => {
                self.figures.push(Figure {
                    entity: None,
                    name: word.into(),
                    person: true,
                    gender,
                    ..Figure::default()
                });
                self.know_last(token, self.figures.len() - 1);
                self.figures.len() - 1
            }
            None => return,
        };
        self.mentions.push(Mention { tokens: token..token + 1, figure });
    }

    /// End of the run of capitalised words that starts at `i`, no entity in it; `i` where there is none.
    fn run_end(&self, i: usize) -> usize {
        let free = |t: usize| self.at.get(t) == Some(&0);
        let name = |t: usize| free(t) && self.outline.is_capital(t);
        let block =
            self.outline.text.document.blocks.get(self.outline.block_of_unit(self.outline.unit_at(i)));
        if !name(i) || block.is_some_and(|b| matches!(b.kind, BlockKind::Title | BlockKind::Heading)) {
            return i;
        }
        let unit_end = self.outline.unit(i).end;
        let mut end = i + 1;
        while end < unit_end {
            let word = self.outline.word(end);
            let particle = matches!(
                word,
                "de" | "da" | "di" | "del" | "van" | "von" | "der" | "bin" | "al" | "la" | "le" | "-"
            );
            if name(end)
                || particle
                    && (name(end + 1) || word != "-" && self.outline.class(end + 1).is_empty())
                    && name(end + 1)
            {
                end += 1;
            } else {
                break;
            }
        }
        end
    }
}

/// What the title right before token `i` says of gender.
fn title_gender(outline: &Outline, i: usize) -> Option<Gender> {
    match outline.word_before(i).trim_end_matches('.').to_lowercase().as_str() {
        "mr" | "sir" | "lord" | "king" | "prince" | "father" | "congressman" | "chairman" => {
            Some(Gender::Male)
        }
        "mrs" | "ms" | "miss" | "dame" | "lady" | "queen" | "princess" | "sister" => Some(Gender::Female),
        _ => None,
    }
}
