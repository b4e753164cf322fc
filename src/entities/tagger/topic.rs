//! Whether a text is about sport, as far as that changes what names mean: in a match report "Houston beat Boston" names two
//! clubs. It counts words of `data/sport_words.txt`; what follows from them is for the trained weights to say.

table!(pub(super) SPORT_WORDS, "entities_sport_words");

/// How much of a document and of one of its sentences is about sport, as one small number; 0 for nothing at all.
///
/// `all` are the words of the document and `of_sport` those of them that are in the table; `here` says whether the
/// sentence holds one.
pub(super) fn level(all: usize, of_sport: usize, here: bool) -> u64 {
    let much = if of_sport >= 3 && of_sport * 60 >= all {
        2
    } else {
        u64::from(of_sport >= 2 && of_sport * 250 >= all)
    };
    much * 2 + u64::from(here)
}
