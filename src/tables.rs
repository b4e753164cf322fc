//! Word tables: plain `data/*.txt` files beside the stage that reads them, turned into perfect-hash maps by `build.rs`.
//!
//! A data line is `key | value | example`; value and example may be missing, `#` opens a comment line. Keys are looked up
//! as they are written (by convention lower case). What the value means is said at the top of each file.

/// A map from a word or phrase to its value, both as written in the data file.
pub type Table = phf::Map<&'static str, &'static str>;

/// Every data line as `(key, value, example)`, in file order: for tests that check the examples, and for phrase lists.
pub type Rows = &'static [(&'static str, &'static str, &'static str)];

/// `table!(NAME, "stage_file")` defines `NAME: Table` out of `src/stage/data/file.txt`; `table!(pub(crate) NAME, …)` where
/// other files read it too, so that each file has one name in the code.
macro_rules! table {
    ($visibility:vis $name:ident, $file:literal) => {
        $visibility static $name: $crate::tables::Table = include!(concat!(env!("OUT_DIR"), "/", $file, ".map.rs"));
    };
}

/// `rows!(NAME, "stage_file")` defines `NAME: Rows` out of `src/stage/data/file.txt`.
macro_rules! rows {
    ($name:ident, $file:literal) => {
        static $name: $crate::tables::Rows = include!(concat!(env!("OUT_DIR"), "/", $file, ".rows.rs"));
    };
}
