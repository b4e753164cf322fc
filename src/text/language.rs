//! Which language a text is in, by its function words (and by its script where that says it all). Only good enough to
//! tell a reader "this is not English": a text of fewer than 20 words counts as English unless it is clearly something else.

use super::{Text, TokenKind};

table!(pub(crate) FUNCTION_WORDS, "text_function_words");

const LANGUAGES: [&str; 8] = ["en", "de", "fr", "es", "it", "pt", "nl", "sv"];
/// Words that are looked at, from the start.
const SAMPLE: usize = 3000;

pub(super) fn detect(text: &Text) -> &'static str {
    let mut counts = [0usize; LANGUAGES.len()];
    let mut words = 0usize;
    let mut foreign = std::collections::BTreeMap::new();
    for token in text.tokens.iter().filter(|t| t.kind == TokenKind::Word).take(SAMPLE) {
        words += 1;
        let word = text.slice(token.span);
        if let Some(language) = word.chars().next().and_then(script) {
            *foreign.entry(language).or_insert(0usize) += 1;
        } else if word.len() <= 8
            && let Some(languages) = FUNCTION_WORDS.get(word.to_lowercase().as_str())
        {
            for (count, language) in counts.iter_mut().zip(LANGUAGES) {
                *count += usize::from(languages.split(' ').any(|l| l == language));
            }
        }
    }
    if let Some((language, count)) = foreign.into_iter().max_by_key(|&(_, count)| count)
        && count * 2 > words
    {
        return language;
    }
    let best = counts.iter().copied().max().unwrap_or(0);
    let english = counts.first().copied().unwrap_or(0);
    if words == 0 {
        return "und";
    }
    if english >= best && (english * 12 >= words || words < 20) {
        return "en";
    }
    match LANGUAGES.iter().zip(counts).find(|&(_, count)| count == best) {
        Some((language, count)) if count >= 3 && count * 8 >= words => language,
        _ if words < 20 => "en",
        _ => "und",
    }
}

/// The language that a letter's script stands for; `und` for scripts of many languages, none for Latin.
fn script(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{3040}'..='\u{30FF}' => "ja",
        '\u{3400}'..='\u{9FFF}' => "zh",
        '\u{AC00}'..='\u{D7AF}' => "ko",
        '\u{370}'..='\u{3FF}' => "el",
        '\u{590}'..='\u{5FF}' => "he",
        '\u{E00}'..='\u{E7F}' => "th",
        '\u{400}'..='\u{52F}'
        | '\u{530}'..='\u{58F}'
        | '\u{600}'..='\u{DFF}'
        | '\u{E80}'..='\u{10FF}'
        | '\u{1200}'..='\u{18AF}' => "und",
        _ => return None,
    })
}
