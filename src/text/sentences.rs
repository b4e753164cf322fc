//! Sentences of one block, out of its tokens. A sentence ends at `.` `!` `?` `…` with the closing marks behind it, where
//! what follows can start another: not lower case, and no abbreviation or initial before it (`Mr. Okafor`, `U.S. Senate`).
//! A reported question keeps its “…?” he asked. It does not look inside quotations: one may hold several sentences.

use super::tokens::abbreviation;
use super::{Sentence, Token, TokenKind};
use crate::analysis::Span;

table!(STARTERS, "text_starters");

/// Appends the sentences of block `block`, whose tokens are `tokens[first..]`.
pub(super) fn split(
    source: &str,
    tokens: &[Token],
    first: usize,
    block: usize,
    sentences: &mut Vec<Sentence>,
) {
    let word = |i: usize| tokens.get(i).and_then(|t| source.get(t.span.start..t.span.end)).unwrap_or("");
    let mut start = first;
    let mut i = first;
    while i < tokens.len() {
        let mut end = i + 1;
        if let Some(stop) = stop(word(i), tokens.get(i)) {
            while is_stop(word(end)) || closes(word(end), tokens.get(end)) {
                end += 1;
            }
            let next = word(end);
            let ends = end == tokens.len()
                || match stop {
                    Stop::Never => false,
                    Stop::Maybe => {
                        STARTERS.contains_key(next) || opens(next) && starts_sentence(word(end + 1))
                    }
                    Stop::Always => starts_sentence(next) || opens(next) && starts_sentence(word(end + 1)),
                };
            if ends {
                push(tokens, start, end, block, sentences);
                start = end;
            }
        }
        i = end;
    }
    push(tokens, start, tokens.len(), block, sentences);
}

enum Stop {
    Always,
    Maybe,
    Never,
}

fn stop(word: &str, token: Option<&Token>) -> Option<Stop> {
    if is_stop(word) {
        return Some(if word.starts_with('.') && word.len() > 1 { Stop::Maybe } else { Stop::Always });
    }
    if token.is_some_and(|t| t.kind == TokenKind::Word) && word.ends_with('.') {
        return Some(match abbreviation(word) {
            Some("title") => Stop::Never,
            Some(_) => Stop::Maybe,
            // Initials (`J.`) are followed by a name, dotted acronyms may end a sentence.
            None if word.chars().count() == 2 => Stop::Never,
            None => Stop::Maybe,
        });
    }
    None
}

fn is_stop(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '‽'))
}

/// Whether the token, right after a stop, belongs to the sentence that ends.
fn closes(word: &str, token: Option<&Token>) -> bool {
    matches!(word, "”" | "’" | "\"" | "'" | "''" | "»" | "›" | ")" | "]" | "」" | "』")
        && token.is_some_and(|t| !t.space_before)
}

fn opens(word: &str) -> bool {
    matches!(word, "“" | "‘" | "\"" | "'" | "``" | "«" | "„" | "(" | "[" | "—" | "–" | "-" | "•" | "「")
}

fn starts_sentence(word: &str) -> bool {
    word.chars().next().is_some_and(|c| {
        !c.is_lowercase() && (c.is_alphanumeric() || matches!(c, '$' | '€' | '£' | '@' | '#'))
    })
}

fn push(tokens: &[Token], start: usize, end: usize, block: usize, sentences: &mut Vec<Sentence>) {
    if let (Some(first), Some(last)) = (tokens.get(start), tokens.get(end.wrapping_sub(1)))
        && start < end
    {
        sentences.push(Sentence {
            span: Span::new(first.span.start, last.span.end),
            tokens: start..end,
            block,
        });
    }
}
