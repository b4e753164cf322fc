//! Words about speakers: carriers of news, documents that speak for their writers, what a body or its spokesperson is called,
//! which words of a role make its holder another person (`data/speaker_words.txt`, `data/short_titles.txt`). Cue verbs are not
//! here: `data/cues.txt`.

table!(WORDS, "quotes_speaker_words");
table!(SHORT_TITLES, "quotes_short_titles");

fn is(class: &str, word: &str) -> bool {
    WORDS.get(word).is_some_and(|found| *found == class)
}

/// News agencies and platforms, by their usual names.
pub(super) fn is_carrier(name: &str) -> bool {
    is("carrier", name.strip_prefix("The ").unwrap_or(name))
}

/// What speaks for whoever wrote it.
pub(super) fn is_document(word: &str) -> bool {
    is("document", word)
}

/// Somebody who speaks for others, named or not.
pub(super) fn is_spokesperson(word: &str) -> bool {
    is("for", word)
}

/// What an organisation is called once it was named.
pub(super) fn is_body_noun(word: &str) -> bool {
    is("body", word)
}

/// Words of a role that make its holder another person.
pub(super) fn tells(word: &str) -> bool {
    is("other", word)
}

/// A word of a role in lower case, titles written out.
pub(super) fn full_title(word: &str) -> String {
    let lower = word.to_lowercase();
    let short = lower.trim_end_matches('.');
    SHORT_TITLES.get(short).map_or(short, |full| full).to_string()
}

#[cfg(test)]
mod tests {
    use super::WORDS;

    #[test]
    fn every_class_is_known() {
        for (word, class) in &WORDS {
            assert!(["carrier", "document", "for", "body", "other"].contains(class), "{word}: {class}");
        }
    }
}
