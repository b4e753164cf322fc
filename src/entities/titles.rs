//! Titles before names: what they say of gender, and whether a surname must follow. The words stand in `data/titles.txt`.
//! What a person *is* ("German Chancellor") is read in [`super::roles`], with the same words.

use crate::analysis::Gender;
use crate::text::Text;

table!(TITLES, "entities_titles");

/// What the table says of one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Title {
    word: &'static str,
    flags: &'static str,
}

impl Title {
    /// Looks `word` up, capitals and a last stop ignored.
    pub fn of(word: &str) -> Option<Title> {
        // No entry is longer; most words need no lower-casing at all.
        if word.len() > 24 {
            return None;
        }
        let bare = word.strip_suffix('.').unwrap_or(word);
        TITLES.get_entry(bare.to_lowercase().as_str()).map(|(word, flags)| Title { word, flags })
    }

    fn has(self, flag: &str) -> bool {
        self.flags.split(' ').any(|f| f == flag)
    }

    /// Whether it stands before names without being a role.
    pub fn is_form_of_address(self) -> bool {
        self.has("courtesy") || self.has("honorific")
    }

    /// Whether it stands before names and is never part of one.
    pub fn is_prefix(self) -> bool {
        self.is_form_of_address() || self.has("short")
    }

    /// Whether it stays out of a full name, “Bishop Ann Bell”, though alone it may be a name's first word.
    pub fn is_cut(self) -> bool {
        self.is_role() && !self.has("regal")
    }

    /// Whether a role may end with it.
    pub fn is_role(self) -> bool {
        self.has("role")
    }

    /// Whether a role may start with it.
    pub fn is_modifier(self) -> bool {
        self.has("modifier")
    }

    /// The gender of its bearer, where the word tells.
    pub fn gender(self) -> Option<Gender> {
        match (self.has("female"), self.has("male")) {
            (true, _) => Some(Gender::Female),
            (_, true) => Some(Gender::Male),
            _ => None,
        }
    }
}

/// How a person is addressed where a name stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Address {
    /// Whether any title stands there.
    pub titled: bool,
    /// Whether what follows is a surname or a full name, never a given name alone.
    pub needs_surname: bool,
    /// What it says of gender.
    pub gender: Option<Gender>,
    /// The title in the table's spelling; empty without one.
    pub title: &'static str,
}

impl Address {
    /// Reads the word before token `start`.
    pub fn before(text: &Text, start: usize) -> Address {
        let word = start.checked_sub(1).map(|i| text.word(i)).unwrap_or_default();
        match Title::of(word) {
            // "the sister", "her brother" go with the name; "sister," does not, as a comma stands between.
            Some(title) if !title.is_modifier() => Address {
                titled: true,
                needs_surname: title.has("courtesy"),
                gender: title.gender(),
                title: title.word,
            },
            _ => Address::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_has_flags_that_mean_something() {
        const FLAGS: [&str; 8] =
            ["courtesy", "honorific", "role", "short", "regal", "modifier", "female", "male"];
        for (word, flags) in TITLES.entries() {
            assert!(flags.split(' ').all(|f| FLAGS.contains(&f)), "{word}: {flags}");
            assert_eq!(*word, word.to_lowercase());
        }
    }
}
