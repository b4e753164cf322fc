//! The letters of dates, times, money, shares and quantities: what a token is in the [`super::outline`] of its sentence.
//! Letters of words stand in `data/shapes.txt`. Numbers have digits by their shape, see [`number`]. `-` stands also for an
//! en dash and a minus, `'` for every single mark, `$` for every currency sign; everything else is `_`.

use crate::text::{Token, TokenKind};

table!(SHAPES, "entities_shapes");

/// The letters of numbers in digits that may count something.
pub(super) const NUMBERS: &str = "124589";

/// Letters whose words may be capitalised: “Two weeks ago”, “Last year”, but not “May” for “may” or “Won” for “won”.
const ANY_CASE: &[u8] = b"aehijlmoqrstvT";

/// The letters of dates, times, money, shares and quantities.
pub(super) fn value(token: &Token, word: &str) -> u8 {
    match token.kind {
        TokenKind::Number => number(word),
        TokenKind::Word => known(word).or_else(|| coded(word)).unwrap_or(b'_'),
        _ => punctuation(word),
    }
}

fn known(word: &str) -> Option<u8> {
    let letter = |key: &str| SHAPES.get(key)?.bytes().next();
    letter(word).or_else(|| {
        let capitalised = word.starts_with(|c: char| c.is_ascii_uppercase());
        (capitalised && word.len() <= LONGEST)
            .then(|| letter(&word.to_ascii_lowercase()))?
            .filter(|found| ANY_CASE.contains(found))
    })
}

/// Bytes of the longest key that [`ANY_CASE`] is about.
const LONGEST: usize = 9;

/// `R`: a currency and its sum in one token, `RM640`, `R41m`.
fn coded(word: &str) -> Option<u8> {
    let (code, sum) = word.split_at_checked(word.find(|c: char| c.is_ascii_digit())?)?;
    let digit = char::from(number(sum));
    (SHAPES.get(code) == Some(&"B") && (NUMBERS.contains(digit) || digit == 'G')).then_some(b'R')
}

/// A number by its shape, as it could be read:
///
/// | | |
/// | --- | --- |
/// | `1` | a day of a month, an hour: up to 39 |
/// | `2` | other two digits |
/// | `4` | a year, 1000 to 2099 |
/// | `5`, `6` | `5.30`, `5:30` |
/// | `8` | `2130`, which is a time but no year |
/// | `9` | any other number |
/// | `3` | `19th` |
/// | `0`, `7` | `1990s`, `90s` |
/// | `D` | `4.6.2024` |
/// | `P` | `5pm` |
/// | `U` | `30mins` |
/// | `G` | `3.5m` |
fn number(word: &str) -> u8 {
    let (digits, tail) =
        word.split_at_checked(word.find(char::is_alphabetic).unwrap_or(word.len())).unwrap_or((word, ""));
    let digit = shape(digits);
    match tail {
        "" => digit,
        "st" | "nd" | "rd" | "th" if digit == b'1' => b'3',
        "s" if digit == b'4' => b'0',
        "s" if digits.len() == 2 && digits.ends_with('0') => b'7',
        "am" | "pm" | "AM" | "PM" if matches!(digit, b'1' | b'5' | b'6') => b'P',
        "min" | "mins" | "hr" | "hrs" | "sec" | "secs" if NUMBERS.contains(char::from(digit)) => b'U',
        "m" | "k" | "b" | "M" | "K" | "B" | "mn" | "bn" | "tn" | "mln" | "bln" | "mil" | "million"
        | "billion" | "trillion"
            if NUMBERS.contains(char::from(digit)) =>
        {
            b'G'
        }
        _ => b'_',
    }
}

/// The same for digits without a tail.
fn shape(digits: &str) -> u8 {
    if digits.is_empty() {
        return b'_';
    }
    if digits.bytes().all(|b| b.is_ascii_digit()) {
        return match (digits.len(), digits.parse::<u32>()) {
            (1 | 2, Ok(0..40)) => b'1',
            (1 | 2, _) => b'2',
            (4, Ok(1000..2100)) => b'4',
            (4, Ok(0..3000)) if digits.get(2..).is_some_and(is_minutes) => b'8',
            _ => b'9',
        };
    }
    if digits.contains(':') {
        let seconds = digits.rsplit_once(':').filter(|(start, end)| start.contains(':') && is_minutes(end));
        return if seconds.is_some() || is_clock(digits, ':') { b'6' } else { b'_' };
    }
    if is_clock(digits, '.') {
        return b'5';
    }
    if is_date(digits) {
        return b'D';
    }
    if digits.bytes().all(|b| matches!(b, b'0'..=b'9' | b'.' | b',')) { b'9' } else { b'_' }
}

fn is_minutes(part: &str) -> bool {
    part.len() == 2 && part < "60"
}

/// Hours and minutes with `mark` between.
fn is_clock(digits: &str, mark: char) -> bool {
    let is_hour = |part: &str| part.len() <= 2 && part.parse::<u8>().is_ok_and(|hour| hour < 30);
    digits.split_once(mark).is_some_and(|(hour, minutes)| is_hour(hour) && is_minutes(minutes))
}

/// Day, month and year with full stops between.
fn is_date(digits: &str) -> bool {
    let parts: Vec<_> = digits.splitn(4, '.').map(|part| part.parse::<u16>().ok()).collect();
    matches!(parts[..], [Some(1..40), Some(1..20), Some(1000..2100)])
}

/// ASCII punctuation stands for itself, the rest as the module says.
pub(super) fn punctuation(word: &str) -> u8 {
    match word {
        "–" | "−" => b'-',
        "£" | "€" | "¥" | "₹" | "₩" | "₦" | "₽" | "₺" | "₪" | "₫" | "฿" | "₱" | "₴" | "₵" | "₡" => {
            b'$'
        }
        "’" | "‘" => b'\'',
        _ => match word.as_bytes() {
            [byte] if byte.is_ascii_punctuation() => *byte,
            _ => b'_',
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_shapes() {
        for (words, letter) in [
            ("4 04 31 39", '1'),
            ("40 99", '2'),
            ("1949 2024", '4'),
            ("5.30 05.59", '5'),
            ("5:30 10:30:15", '6'),
            ("2130 0930", '8'),
            ("100 1,600 3.5 5.75 100,000", '9'),
            ("4th 21st", '3'),
            ("1990s", '0'),
            ("90s", '7'),
            ("4.6.2024", 'D'),
            ("5pm 5.30pm 10:30AM", 'P'),
            ("30mins", 'U'),
            ("3.5m 20bn", 'G'),
            ("737s 12:99 ½ 3x 1.2.3.4.5:", '_'),
        ] {
            for word in words.split(' ') {
                assert_eq!(char::from(number(word)), letter, "{word}");
            }
        }
    }

    #[test]
    fn a_letter_is_one_byte() {
        let letters = SHAPES.values().chain(super::super::laws::WORDS.values());
        assert_eq!(letters.filter(|l| l.len() != 1 || !l.is_ascii()).count(), 0);
    }

    #[test]
    fn every_key_of_any_case_is_looked_up() {
        let keys = SHAPES.entries().filter(|(_, letter)| letter.bytes().all(|b| ANY_CASE.contains(&b)));
        assert!(keys.into_iter().all(|(key, _)| key.len() <= LONGEST && key.is_ascii()));
    }
}
