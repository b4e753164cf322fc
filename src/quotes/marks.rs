//! Quotation marks: which mark opens, which closes, and what they hold, block by block.
//!
//! Marks pair by direction and context on a stack, never by parity, so that one stray mark spoils one quotation at most.
//! Only outermost quotations come out; what is quoted inside one belongs to it. A quotation without a closing mark goes
//! to the end of its block. Whether the words are speech is decided elsewhere.

use crate::text::{Text, Token, TokenKind};
use std::ops::Range;

/// A stretch between quotation marks, or from an opening mark that nothing closes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Segment {
    /// Its tokens, marks included.
    pub tokens: Range<usize>,
    /// Whether a closing mark stands at its end.
    pub closed: bool,
    /// Whether it takes up the unclosed quotation of the block before it.
    pub continues: bool,
    /// Its block, an index into the blocks of the document.
    pub block: usize,
}

/// Deepest nesting that is followed; no newspaper goes further, and it bounds the work a mark can cause.
const DEPTH: usize = 6;

/// Finds the outermost quotations, in order.
pub(super) fn find(text: &Text) -> Vec<Segment> {
    let mut all: Vec<Segment> = Vec::new();
    let mut from = 0;
    while let Some(first) = text.sentences.get(from) {
        let count = text.sentences.iter().skip(from).take_while(|s| s.block == first.block).count();
        let end = text.sentences.get(from + count - 1).map_or(0, |s| s.tokens.end);
        let tokens = first.tokens.start..end;
        let next = text.sentences.get(from + count).map(|s| s.tokens.start);
        // An unclosed single mark is an apostrophe unless the next block takes the quotation up again.
        let taken_up = next.is_some_and(|n| is_single(text.word(n)));
        let reader = Block { text, tokens: tokens.clone(), taken_up };
        let skip = all.last_mut().and_then(|open| reader.run_on(open, first.block));
        let mut found = reader.pairs(first.block, skip.unwrap_or(tokens.start));
        if let (Some(before), Some(now)) = (all.last(), found.first_mut())
            && !before.closed
            && before.tokens.end == tokens.start
            && now.tokens.start == tokens.start
        {
            now.continues = true;
        }
        found.retain(|s| s.closed || taken_up || !is_single(text.word(s.tokens.start)));
        all.append(&mut found);
        from += count;
    }
    all
}

fn is_single(mark: &str) -> bool {
    matches!(mark, "‘" | "'" | "’" | "‚" | "‛")
}

/// The closing marks that `open` accepts.
fn closes(open: &str, mark: &str) -> bool {
    match open {
        "”" => matches!(mark, "”" | "“" | "\""),
        "“" | "‟" | "\"" => matches!(mark, "”" | "\"" | "''"),
        "''" => mark == "''",
        "„" => matches!(mark, "”" | "“" | "\""),
        "``" => matches!(mark, "''" | "\"" | "”"),
        "«" => mark == "»",
        "»" => mark == "«",
        "‹" => mark == "›",
        "「" => mark == "」",
        "『" => mark == "』",
        "‘" | "'" | "’" | "‚" | "‛" => matches!(mark, "’" | "'"),
        "`" => matches!(mark, "'" | "’"),
        _ => false,
    }
}

struct Block<'a> {
    text: &'a Text<'a>,
    tokens: Range<usize>,
    /// The next block opens with a single mark.
    taken_up: bool,
}

impl Block<'_> {
    fn token(&self, i: usize) -> Option<&Token> {
        if self.tokens.contains(&i) { self.text.tokens.get(i) } else { None }
    }

    fn word(&self, i: usize) -> &str {
        if self.tokens.contains(&i) { self.text.word(i) } else { "" }
    }

    /// Whether a mark at `i` stands where one can open: after space, a bracket, a dash or another mark, glued to a word.
    fn can_open(&self, i: usize) -> bool {
        let Some(token) = self.token(i) else { return false };
        let before = i.checked_sub(1).map_or("", |b| self.word(b));
        let free = token.space_before
            || i == self.tokens.start
            || matches!(before, "(" | "[" | "{" | "—" | "–" | "-" | "/" | ":" | "…" | "“" | "‘" | ">" | "*")
            || before == "\"" && self.can_open_shallow(i - 1);
        free && self.token(i + 1).is_some_and(|next| !next.space_before)
    }

    fn can_open_shallow(&self, i: usize) -> bool {
        i == self.tokens.start || self.token(i).is_some_and(|t| t.space_before)
    }

    /// Whether a mark at `i` stands where one can close: glued to what stands before it, not to a word after it.
    fn can_close(&self, i: usize) -> bool {
        self.token(i).is_some_and(|t| !t.space_before || i + 1 == self.tokens.end || self.loose(i))
            && i > self.tokens.start
            && self.token(i + 1).is_none_or(|next| {
                next.space_before || !matches!(next.kind, TokenKind::Word | TokenKind::Number)
            })
    }

    /// Spaces on both sides (` " `): closes where it cannot open.
    fn loose(&self, i: usize) -> bool {
        self.token(i + 1).is_some_and(|next| next.space_before)
    }

    /// A single mark that surely closes: after punctuation, or before some.
    fn closes_surely(&self, i: usize) -> bool {
        self.can_close(i)
            && (matches!(self.word(i - 1), "," | "." | "?" | "!" | "…" | "..." | "—")
                || !self.word(i - 1).ends_with(['s', 'S'])
                || matches!(self.word(i + 1), "," | "." | "?" | "!" | ";" | ":" | ")" | "”" | "\""))
    }

    /// ‘ at the start of a sentence whose quotation the next block goes on with.
    fn runs_over(&self, i: usize) -> bool {
        self.taken_up
            && self.word(i) == "‘"
            && matches!(self.word(i.saturating_sub(1)), "." | ":" | "?" | "!")
    }

    fn is_elision(&self, i: usize) -> bool {
        let next = self.word(i + 1);
        let year = next.len() >= 2 && next.len() <= 3 && next.bytes().take(2).all(|b| b.is_ascii_digit());
        year || matches!(
            next.to_lowercase().as_str(),
            "em" | "n" | "til" | "tis" | "twas" | "cause" | "bout" | "round" | "cos" | "n’" | "kay" | "ere"
        )
    }

    /// For every mark: does a single closing mark (sure, any) stand behind it in the block?
    fn closers(&self) -> Vec<(usize, usize)> {
        let mut sure = usize::MAX;
        let mut any = usize::MAX;
        let mut out = vec![(usize::MAX, usize::MAX); self.tokens.len()];
        for i in self.tokens.clone().rev() {
            if let Some(slot) = out.get_mut(i - self.tokens.start) {
                *slot = (sure, any);
            }
            if self.token(i).is_some_and(|t| t.kind == TokenKind::Mark) && matches!(self.word(i), "’" | "'")
            {
                if self.closes_surely(i) {
                    sure = i;
                }
                if self.can_close(i) {
                    any = i;
                }
            }
        }
        out
    }

    /// Where the quotation `open`, left open in a block before, closes in this one: at its first mark, if that can only
    /// close. Gives the token behind it.
    fn run_on(&self, open: &mut Segment, block: usize) -> Option<usize> {
        let clutter = |b: &crate::document::Block| !b.kind.is_article() && !b.span.is_empty();
        let between = self.text.document.blocks.get(open.block..block).unwrap_or_default();
        if open.closed || block - open.block > 3 || between.iter().any(clutter) {
            return None;
        }
        let opener = self.text.word(open.tokens.start);
        let first = self.tokens.clone().find(|&i| {
            self.token(i).is_some_and(|t| t.kind == TokenKind::Mark)
                && !is_single(self.word(i))
                && !self.is_measure(i, 0, &[])
        })?;
        let runs = !is_single(opener)
            && closes(opener, self.word(first))
            && self.can_close(first)
            && !self.can_open(first);
        let between = self.text.tokens.get(open.tokens.end..self.tokens.start).unwrap_or_default();
        if !runs || between.iter().any(|t| t.kind == TokenKind::Mark && !is_single(self.text.slice(t.span))) {
            return None;
        }
        open.tokens.end = first + 1;
        open.closed = true;
        Some(first + 1)
    }

    fn pairs(&self, block: usize, from: usize) -> Vec<Segment> {
        let marks: Vec<usize> = self
            .tokens
            .clone()
            .filter(|&i| i >= from && self.token(i).is_some_and(|t| t.kind == TokenKind::Mark))
            .collect();
        if marks.is_empty() {
            return Vec::new();
        }
        let closers = self.closers();
        let mut stack: Vec<usize> = Vec::new();
        let mut pairs: Vec<(usize, usize, bool)> = Vec::new();
        for (nth, &i) in marks.iter().enumerate() {
            let later = marks.len() - nth - 1;
            let behind = closers.get(i - self.tokens.start).copied().unwrap_or((usize::MAX, usize::MAX));
            self.mark(i, later, behind, &mut stack, &mut pairs);
        }
        for &open in &stack {
            if !is_single(self.word(open)) || open == self.tokens.start || self.runs_over(open) {
                pairs.push((open, self.tokens.end, false));
            }
        }
        outermost(pairs)
            .map(|(start, end, closed)| Segment { tokens: start..end, closed, continues: false, block })
            .collect()
    }

    /// Puts the mark at `i` onto the stack, or takes off what it closes.
    fn mark(
        &self,
        i: usize,
        later: usize,
        behind: (usize, usize),
        stack: &mut Vec<usize>,
        pairs: &mut Vec<(usize, usize, bool)>,
    ) {
        let mark = self.word(i);
        if self.is_measure(i, later, stack) {
            return;
        }
        let single = is_single(mark);
        let accepting = if single {
            // Only the innermost quotation: an apostrophe must not close past an open double mark.
            stack
                .len()
                .checked_sub(1)
                .filter(|&at| stack.get(at).is_some_and(|&o| closes(self.word(o), mark)))
        } else {
            stack.iter().rposition(|&o| closes(self.word(o), mark))
        };
        let apostrophe = behind.1 == usize::MAX && !self.runs_over(i) || self.is_elision(i);
        let opens = self.can_open(i) && !(single && apostrophe);
        let directed_open = matches!(mark, "“" | "‘" | "„" | "‟" | "«" | "``" | "‹" | "「" | "『" | "‚");
        if let Some(at) = accepting
            && !(opens && !self.can_close(i) && !single)
            && (!single || self.ends_single(i, behind))
            && (!directed_open || self.can_close(i))
        {
            if let Some(&open) = stack.get(at) {
                pairs.push((open, i + 1, true));
            }
            stack.truncate(at);
            return;
        }
        let opens = opens
            || directed_open && !single && !(mark == "“" && self.can_close(i))
            || mark == "«" && self.token(i + 1).is_some();
        if !opens || stack.len() >= DEPTH || mark == "`" || mark == "’" && !self.starts_quote(i) {
            // A curly mark the wrong way round, at the end of what an equal one opened.
            if mark == "“"
                && self.can_close(i)
                && let Some(at) = stack.iter().rposition(|&o| self.word(o) == "“")
                && let Some(&open) = stack.get(at)
            {
                pairs.push((open, i + 1, true));
                stack.truncate(at);
            }
            return;
        }
        // The same mark again without a closer between them: the first was never closed.
        if let Some(&top) = stack.last()
            && (self.word(top) == mark || closes(self.word(top), mark))
        {
            if !single {
                pairs.push((top, i, false));
            }
            stack.pop();
        }
        stack.push(i);
    }

    /// A straight mark after a digit measures (6'4", 65" screen), unless it closes what is open.
    fn is_measure(&self, i: usize, later: usize, stack: &[usize]) -> bool {
        let straight = matches!(self.word(i), "\"" | "'" | "''" | "”" | "’");
        let after_digit = i > self.tokens.start
            && self.token(i).is_some_and(|t| !t.space_before)
            && self.word(i - 1).ends_with(|c: char| c.is_ascii_digit());
        if !straight || !after_digit {
            return false;
        }
        let open = stack.last().is_some_and(|&o| closes(self.word(o), self.word(i)));
        let goes_on = self.token(i + 1).is_some_and(|t| {
            t.kind == TokenKind::Number
                || t.kind == TokenKind::Word && self.word(i + 1).starts_with(char::is_lowercase)
        });
        !open || goes_on && later % 2 == 1
    }

    /// Whether ’ at `i`, inside a single quotation, ends it and is no plural possessive.
    fn ends_single(&self, i: usize, behind: (usize, usize)) -> bool {
        self.can_close(i) && (self.closes_surely(i) || behind.0 == usize::MAX)
    }

    /// ’ used as an opening mark: only at the very start of a block.
    fn starts_quote(&self, i: usize) -> bool {
        i == self.tokens.start
    }
}

/// Keeps the pairs that no other pair holds, in order.
fn outermost(mut pairs: Vec<(usize, usize, bool)>) -> impl Iterator<Item = (usize, usize, bool)> {
    pairs.sort_by_key(|&(start, end, _)| (start, usize::MAX - end));
    let mut reach = 0;
    pairs.into_iter().filter(move |&(start, end, _)| {
        let outer = start >= reach;
        if outer {
            reach = end;
        }
        outer
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Input;

    /// What stands between marks, `|` between the finds, `…` after an unclosed one.
    fn check(input: &str, expected: &str) {
        let document = crate::article::read(&Input::Text(input.into()));
        let text = Text::new(&document);
        let found: Vec<String> = find(&text)
            .iter()
            .map(|s| {
                let end = if s.closed { "" } else { "…" };
                format!("{}{end}", text.slice(text.span_of(s.tokens.clone())))
            })
            .collect();
        assert_eq!(found.join("|"), expected, "{input}");
    }

    #[test]
    fn curly_straight_and_mixed() {
        check("“One,” she said. \"Two,\" he said. “Three,\" we said.", "“One,”|\"Two,\"|“Three,\"");
        check("She called it \"odd\" (\"very odd\").", "\"odd\"|\"very odd\"");
        check("”Broken at the start,” she said.", "”Broken at the start,”");
        check("“Broken at the end,“ she said. “Fine,” he said.", "“Broken at the end,“|“Fine,”");
    }

    #[test]
    fn other_marks() {
        check("«Nous» and „wir“ and „my” and ``us''", "«Nous»|„wir“|„my”|``us''");
        check("« Non, » dit-elle.", "« Non, »");
    }

    #[test]
    fn single_marks_and_apostrophes() {
        check("‘We won’t see the firm’s lawyers,’ she said.", "‘We won’t see the firm’s lawyers,’");
        check("'We won't sell,' he said. The owners' offer stood.", "'We won't sell,'");
        check("The players’ union and the owners’ offer.", "");
        check("The summer of ’76 and rock ’n’ roll and the lads’ dads.", "");
        check("‘The players’ union is out,’ he said.", "‘The players’ union is out,’");
        check("Okafor says ‘early’ talks begin", "‘early’");
    }

    #[test]
    fn nested() {
        check("“He said, ‘Go now,’ so I left,” she said.", "“He said, ‘Go now,’ so I left,”");
        check("‘She said “never” and left,’ he said.", "‘She said “never” and left,’");
        check("“It was ‘odd’,” he said. “Yes.”", "“It was ‘odd’,”|“Yes.”");
    }

    #[test]
    fn measures() {
        check("The 6'4\" forward hit a 65\" screen. \"I owe them one,\" he said.", "\"I owe them one,\"");
    }

    #[test]
    fn unclosed() {
        check("“One.\n\n“Two,” she said.", "“One.…|“Two,”");
        check("“Never closed, she said.\n\nNext.", "“Never closed, she said.…");
        check("“One, he said. “Two,” he said.", "“One, he said.…|“Two,”");
        check("‘One,’ he said. ‘It’s two.\n\n‘Three,’ he said.", "‘One,’|‘It’s two.…|‘Three,’");
        check("‘One,’ he said. The ‘em dash.\n\n‘Three,’ he said.", "‘One,’|‘Three,’");
        check("“One.\n\nTwo,” she said. “Three.”", "“One.\n\nTwo,”|“Three.”");
    }

    #[test]
    fn many_marks_take_linear_time() {
        let mut text = "\"a\" ".repeat(50_000);
        text += &"“".repeat(50_000);
        text += &"'‘’ \"".repeat(20_000);
        let document = crate::article::read(&Input::Text(text));
        assert!(find(&Text::new(&document)).len() > 50_000);
    }
}
