//! Tokens of one block. One pass, no look back beyond the current token; see [`TokenKind`] for what is kept together.
//! It does not know sentences: whether the stop of `U.S.` also ends one is decided in `sentences`.

use super::{Token, TokenKind};
use crate::analysis::Span;

table!(ABBREVIATIONS, "text_abbreviations");

/// What is known of an abbreviation (with its full stop): may a sentence end there?
pub(super) fn abbreviation(word: &str) -> Option<&'static str> {
    let bare = word.strip_suffix('.')?;
    // The longest entry has eight letters; longer words need no lookup (and no lower-casing).
    if bare.len() > 8 {
        return None;
    }
    ABBREVIATIONS.get(bare.to_lowercase().as_str()).copied()
}

/// Appends the tokens of `block`, whose first byte is byte `base` of the document.
pub(super) fn split(block: &str, base: usize, tokens: &mut Vec<Token>) {
    let mut at = 0;
    let mut space_before = true;
    while let Some(rest) = block.get(at..)
        && let Some(first) = rest.chars().next()
    {
        if first.is_whitespace() || is_invisible(first) {
            space_before |= first.is_whitespace();
            at += first.len_utf8();
            continue;
        }
        let before = block.get(..at).and_then(|b| b.chars().next_back());
        let (length, kind) = token(rest, first, before);
        let length = length.max(first.len_utf8());
        tokens.push(Token { span: Span::new(base + at, base + at + length), kind, space_before });
        space_before = false;
        at += length;
    }
}

/// Length in bytes and kind of the token that `rest` starts with.
fn token(rest: &str, first: char, before: Option<char>) -> (usize, TokenKind) {
    if let Some(length) = address(rest, first) {
        return (length, TokenKind::Address);
    }
    if first.is_numeric() {
        return (number(rest), TokenKind::Number);
    }
    if is_letter(first) {
        return word(rest);
    }
    if is_apostrophe(first) && before.is_some_and(is_letter_or_digit) {
        let mut chars = rest.chars().skip(1);
        if chars.next().is_some_and(|c| matches!(c, 's' | 'S'))
            && !chars.next().is_some_and(is_letter_or_digit)
        {
            return (first.len_utf8() + 1, TokenKind::Possessive);
        }
    }
    if is_quotation_mark(first) {
        let doubled = matches!(first, '`' | '\'') && rest.chars().nth(1) == Some(first);
        return (first.len_utf8() * if doubled { 2 } else { 1 }, TokenKind::Mark);
    }
    if first == '.' {
        return (rest.bytes().take_while(|&b| b == b'.').count(), TokenKind::Punctuation);
    }
    (first.len_utf8(), TokenKind::Punctuation)
}

/// `https://…`, `www.…`, `someone@example.org`, `@handle`, `#tag`.
fn address(rest: &str, first: char) -> Option<usize> {
    let run = || {
        rest.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '“' | '”' | ')' | '|'))
            .unwrap_or(rest.len())
    };
    let starts =
        |prefix: &str| rest.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    match first {
        'h' | 'H' | 'w' | 'W' if starts("http://") || starts("https://") || starts("www.") => {
            let length = run();
            Some(rest.get(..length)?.trim_end_matches(['.', ',', ';', ':', '!', '?', '’', '\'']).len())
        }
        '@' | '#' => {
            let name: usize = rest
                .chars()
                .skip(1)
                .take_while(|&c| is_letter_or_digit(c) || c == '_')
                .map(char::len_utf8)
                .sum();
            (name > 0).then_some(1 + name)
        }
        c if c.is_ascii_alphanumeric() => {
            let is_local = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-' | b'+');
            let local = rest.bytes().take(64).take_while(|&b| is_local(b)).count();
            let domain = rest.get(local..)?.strip_prefix('@')?;
            let length =
                domain.bytes().take_while(|&b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-')).count();
            let domain = domain.get(..length)?.trim_end_matches('.');
            domain.contains('.').then_some(local + 1 + domain.len())
        }
        _ => None,
    }
}

fn number(rest: &str) -> usize {
    let mut chars = rest.char_indices().peekable();
    let mut glued = false;
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, c)| c);
        let inside = if is_letter_or_digit(c) {
            glued |= is_letter(c);
            true
        } else {
            matches!(c, '.' | ',' | ':') && !glued && next.is_some_and(char::is_numeric)
        };
        if !inside {
            return at;
        }
    }
    rest.len()
}

fn word(rest: &str) -> (usize, TokenKind) {
    let dotted = dotted(rest);
    if dotted > 0 {
        return (dotted, TokenKind::Word);
    }
    let mut end = rest.len();
    let mut chars = rest.char_indices().peekable();
    let mut previous = ' ';
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, c)| c);
        let inside = is_letter_or_digit(c)
            || is_apostrophe(c) && next.is_some_and(is_letter) && !ends_in_possessive(rest, at)
            || c == '&' && previous.is_uppercase() && next.is_some_and(char::is_uppercase)
            || matches!(c, '.' | ',')
                && previous.is_ascii_digit()
                && next.is_some_and(|n| n.is_ascii_digit())
            || c == '.' && is_domain(rest, at);
        if !inside {
            end = at;
            break;
        }
        previous = c;
    }
    // The stop of an abbreviation or of an initial belongs to it.
    if let Some(with_stop) = rest.get(..end + 1)
        && with_stop.ends_with('.')
        && !rest.get(end + 1..).is_some_and(|after| after.starts_with('.'))
        && (abbreviation(with_stop).is_some() || is_initial(with_stop, rest))
    {
        return (end + 1, TokenKind::Word);
    }
    (end, TokenKind::Word)
}

/// Length of `U.S.`, `J.D.`, `a.m.`, `Ph.D.` (and `U.S` at the end of a text); 0 where the word is none of these.
fn dotted(rest: &str) -> usize {
    let mut end = 0;
    let mut parts = 0;
    loop {
        let part = rest.get(end..).unwrap_or_default();
        let letters: usize = part.chars().take(3).take_while(|&c| is_letter(c)).map(char::len_utf8).sum();
        let count = part.get(..letters).unwrap_or_default().chars().count();
        let limit = if parts == 0 { 2 } else { 1 };
        let stop = part.get(letters..).is_some_and(|p| p.starts_with('.'));
        if !(1..=limit).contains(&count) || !stop {
            // A last letter without its stop, as in `U.S`, belongs to it where nothing else follows.
            let last = parts > 0
                && count == 1
                && !part.get(letters..).and_then(|p| p.chars().next()).is_some_and(is_letter_or_digit);
            let end = if last { end + letters } else { end };
            return if parts + usize::from(last) >= 2 { end } else { 0 };
        }
        end += letters + 1;
        parts += 1;
    }
}

/// `J.` where a capital follows: an initial, not the end of a sentence.
fn is_initial(with_stop: &str, rest: &str) -> bool {
    let mut chars = with_stop.chars();
    let single =
        chars.next().is_some_and(char::is_uppercase) && chars.next() == Some('.') && chars.next().is_none();
    let after = rest.get(with_stop.len()..).unwrap_or_default();
    single
        && with_stop != "I."
        && after.starts_with(' ')
        && after.trim_start().starts_with(char::is_uppercase)
}

/// Whether the apostrophe at byte `at` starts a final `’s`.
fn ends_in_possessive(word: &str, at: usize) -> bool {
    let mut after = word.get(at..).unwrap_or_default().chars().skip(1);
    after.next().is_some_and(|c| matches!(c, 's' | 'S')) && !after.next().is_some_and(is_letter_or_digit)
}

/// Whether the stop at byte `at` joins a name like `Booking.com`.
fn is_domain(word: &str, at: usize) -> bool {
    const ENDINGS: [&str; 8] = ["com", "org", "net", "gov", "edu", "co", "io", "ai"];
    let after = word.get(at + 1..).unwrap_or_default();
    ENDINGS.iter().any(|ending| {
        after.strip_prefix(ending).is_some_and(|left| !left.chars().next().is_some_and(is_letter_or_digit))
    })
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || is_combining(c)
}

fn is_letter_or_digit(c: char) -> bool {
    c.is_alphanumeric() || is_combining(c)
}

/// Combining marks that are not alphabetic in themselves.
fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}' | '\u{200C}' | '\u{200D}' | '\u{AD}')
}

/// Characters that no reader sees and that are not white space: left out between tokens.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

pub(super) fn is_quotation_mark(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '`'
            | '“'
            | '”'
            | '„'
            | '‟'
            | '‘'
            | '’'
            | '‚'
            | '‛'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '「'
            | '」'
            | '『'
            | '』'
    )
}
