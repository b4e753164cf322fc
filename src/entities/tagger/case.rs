//! How the capitals of a sentence are to be read. It looks at letters alone, never at what a word means.

/// How much capitals mean in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Case {
    /// Running text: what they should mean.
    Cased,
    /// A headline In Title Case: nearly nothing.
    Title,
    /// ALL CAPITALS, or none in the whole text.
    Caseless,
}

impl Case {
    /// How to read a sentence with these words; `small_text` where the whole text has hardly a capital.
    pub fn of<'w>(words: impl Iterator<Item = &'w str>, small_text: bool) -> Case {
        let (mut all, mut capital, mut long, mut long_capital) = (0, 0, 0, 0);
        let (mut small_letters, mut capital_letters) = (0, 0);
        for word in words {
            let is_capital = word.starts_with(char::is_uppercase);
            all += 1;
            capital += usize::from(is_capital);
            if word.len() > 3 {
                long += 1;
                long_capital += usize::from(is_capital);
            }
            for c in word.chars() {
                capital_letters += usize::from(c.is_uppercase());
                small_letters += usize::from(c.is_lowercase());
            }
        }
        if capital_letters > 9 * small_letters && all >= 2 && capital_letters >= 8
            || small_text && capital == 0
        {
            Case::Caseless
        } else if long >= 4 && long_capital * 8 >= long * 7 {
            Case::Title
        } else {
            Case::Cased
        }
    }
}
