//! What one line or block of text looks like: how many words it has, whether it ends like a sentence. Knows nothing of
//! its neighbours and nothing of what the words mean.

/// The look of one line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    /// Its text, without white space at the ends.
    pub text: &'a str,
    /// Its words; two ideographs count as one.
    pub words: usize,
    /// Whether it ends like a sentence: a stop, question or exclamation mark, closing marks aside.
    pub stop: bool,
}

/// Words from which a line without a closing stop is running text all the same.
const LONG: usize = 30;
/// Words from which a line with a closing stop is running text.
const SENTENCE: usize = 9;

impl<'a> Line<'a> {
    pub fn new(text: &'a str) -> Self {
        Line { text, words: words(text), stop: ends_sentence(text) }
    }

    /// Whether it opens with a quotation mark and closes with one.
    pub fn is_speech(&self) -> bool {
        self.text.starts_with(['“', '"', '‘', '\'']) && self.text.ends_with(['”', '"', '’', '\''])
    }

    /// Whether it is long enough to be running text beyond doubt.
    pub fn is_prose(&self) -> bool {
        self.words >= LONG || (self.words >= SENTENCE && self.stop)
    }
}

/// Words of `text`: runs of letters and digits, two ideographs (or kana, or hangul) for one.
pub(super) fn words(text: &str) -> usize {
    let (mut words, mut dense, mut inside) = (0, 0, false);
    for c in text.chars() {
        if matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}') {
            dense += 1;
            inside = false;
        } else if c.is_alphanumeric() {
            words += usize::from(!inside);
            inside = true;
        } else if !matches!(c, '\'' | '’') && !is_combining(c) {
            inside = false;
        }
    }
    words + dense / 2
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{200D}')
}

/// Sentence marks of `text` that white space, a closing mark or its end follows.
pub(super) fn stops(text: &str) -> usize {
    let mut count = 0;
    let mut after_stop = false;
    for c in text.chars() {
        if after_stop && (c.is_whitespace() || is_closing(c)) {
            count += 1;
        }
        after_stop = is_stop(c);
        // Ideographic stops need no space after them.
        if matches!(c, '。' | '！' | '？') {
            count += 1;
            after_stop = false;
        }
    }
    count + usize::from(after_stop)
}

/// Whether `text` ends like a sentence.
pub(super) fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(|c: char| c.is_whitespace() || is_closing(c)).ends_with(is_stop)
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '۔' | '।')
}

fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | '）' | ')' | ']' | '」' | '』' | '*' | '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_words() {
        for (text, expected) in [("", 0), ("It’s 3.5 metres", 4), ("新华社北京", 2), ("— …", 0), ("a-b c", 3)]
        {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn sees_sentence_ends() {
        for text in ["It rained.", "“It rained.”", "‘Did it?’ ", "下雨了。", "It rained.)", "Wait…"]
        {
            assert!(ends_sentence(text), "{text}");
        }
        for text in ["", "Council votes", "He said:", "(Reporting by us)"] {
            assert!(!ends_sentence(text), "{text}");
        }
        assert_eq!(stops("One. Two! “Three?” 3.5 and 下。雨。"), 5);
    }
}
