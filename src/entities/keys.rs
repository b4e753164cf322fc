//! The form under which two spellings of a name are the same: lower case, without accents, stops and apostrophes
//! (`U.S.` → `us`, `Stanić` → `stanic`, `O’BRIEN` → `obrien`). It does not know what a name means.

use crate::text::{Text, TokenKind};
use std::ops::Range;

/// The folded words of a name, in order; marks and punctuation leave no word, what a hyphen joins is one.
pub(super) fn words(text: &Text, tokens: Range<usize>) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut joined = false;
    for i in tokens {
        let (word, Some(token)) = (text.word(i), text.tokens.get(i)) else { continue };
        let is_word = matches!(token.kind, TokenKind::Word | TokenKind::Number) || matches!(word, "&" | "+");
        if !is_word {
            joined = matches!(word, "-" | "‐" | "‑") && !token.space_before;
            continue;
        }
        match words.last_mut() {
            Some(last) if joined && !token.space_before => {
                last.push('-');
                last.push_str(&fold(word));
            }
            _ => words.push(fold(word)),
        }
        joined = false;
    }
    words.retain(|w| !w.is_empty());
    words
}

/// One folded word.
pub(super) fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for c in word.chars() {
        match c {
            '.' | '\'' | '’' | 'ʼ' | '\u{300}'..='\u{36F}' => {}
            _ if c.is_ascii() => folded.push(c.to_ascii_lowercase()),
            _ => c.to_lowercase().for_each(|c| match base(c) {
                Some(letters) => folded.push_str(letters),
                None => folded.push(c),
            }),
        }
    }
    folded
}

/// The plain letters under a Latin letter with an accent (lower case).
fn base(c: char) -> Option<&'static str> {
    Some(match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' | 'ạ' | 'ả' | 'ấ'..='ặ' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ẹ'..='ệ' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ỉ' | 'ị' => "i",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'ơ' | 'ọ'..='ợ' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ț' | 'ŧ' => "t",
        'þ' => "th",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ư' | 'ụ'..='ự' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' | 'ỳ'..='ỹ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn spellings_meet() {
        for (a, b) in [
            ("U.S.", "US"),
            ("Stanić", "STANIC"),
            ("O’Brien", "O'BRIEN"),
            ("Wołkowicz", "Wolkowicz"),
            ("e\u{301}", "É"),
        ] {
            assert_eq!(fold(a), fold(b), "{a} {b}");
        }
        assert_ne!(fold("Mara"), fold("Maria"));
    }
}
