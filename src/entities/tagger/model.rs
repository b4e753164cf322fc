//! The model file: a word lexicon, feature weights and label transitions, in one checked block of bytes.
//!
//! ```text
//! "SFNM" version:u16 body length:u32 checksum:u32 | lexicon table | weight table | transitions
//! ```
//! An unknown feature meets a stranger's weights once in some two hundred times, which training does not notice.

use super::decode::{LABELS, Scores, Transitions};
use crate::weights::{BATCH, Reader, Table, encode_table};

const MAGIC: &[u8; 4] = b"SFNM";
const VERSION: u16 = 2;
const HEADER: usize = 14;

/// Features that are looked up at a time.
const AT_ONCE: usize = 32;

/// Why a model file was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelError(pub String);

impl std::fmt::Display for ModelError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ModelError {}

/// Everything that was trained.
#[derive(Debug)]
pub struct Model {
    /// What is known of a word: see [`super::features`].
    pub lexicon: Table<3>,
    weights: Table<LABELS>,
    /// Label after label.
    pub transitions: Transitions,
}

impl Model {
    /// Adds the weights of all features in `keys` to `sum`. Looks at the first slot of each before it uses any: most slots
    /// are far away in memory, and a processor fetches several at a time when it need not decide in between.
    pub fn add(&self, keys: &[u32], sum: &mut Scores) {
        for keys in keys.chunks(AT_ONCE) {
            let mut firsts = [0; AT_ONCE];
            for (first, key) in firsts.iter_mut().zip(keys) {
                *first = self.weights.first(*key);
            }
            for (first, key) in firsts.iter().zip(keys) {
                // An empty slot, 0, is an unknown feature.
                if *first != 0
                    && let Some(weights) = self.weights.get(*key)
                {
                    for (s, w) in sum.iter_mut().zip(weights) {
                        *s = s.saturating_add(i16::from(*w as i8));
                    }
                }
            }
        }
    }

    /// Reads a model file.
    ///
    /// # Errors
    /// Where the bytes are cut short, damaged or not a model of this version.
    pub fn decode(bytes: &[u8]) -> Result<Self, ModelError> {
        Model::read(bytes).map_err(|why| ModelError(format!("names model: {why}")))
    }

    fn read(bytes: &[u8]) -> Result<Self, String> {
        let mut header = Reader(bytes);
        if header.take(4)? != MAGIC {
            return Err("not a model file".into());
        }
        let version = u16::from_le_bytes(header.array()?);
        if version != VERSION {
            return Err(format!("version {version}, this engine reads version {VERSION}"));
        }
        let length = u32::from_le_bytes(header.array()?) as usize;
        let sum = u32::from_le_bytes(header.array()?);
        let Reader(body) = header;
        if body.len() < length {
            return Err(format!("cut short, {} of {length} bytes", body.len()));
        }
        if body.len() > length || checksum(body) != sum {
            return Err("damaged, its checksum is wrong".into());
        }
        let mut body = Reader(body);
        let lexicon = body.table()?;
        let weights = body.table()?;
        let mut transitions = [[0; LABELS]; LABELS + 1];
        for weight in transitions.iter_mut().flatten() {
            *weight = i16::from_le_bytes(body.array()?);
        }
        Ok(Model { lexicon, weights, transitions })
    }
}

/// Writes a model file, for the crate `training`. Both lists ascend by key, without doubles.
pub fn encode(
    lexicon: &[(u32, [u8; 3])],
    weights: &[(u32, [u8; LABELS])],
    transitions: &Transitions,
) -> Vec<u8> {
    let mut body = Vec::new();
    encode_table(lexicon, &mut body);
    encode_table(weights, &mut body);
    body.extend(transitions.iter().flatten().flat_map(|w| w.to_le_bytes()));
    let mut file = Vec::with_capacity(HEADER + body.len());
    file.extend(MAGIC);
    file.extend(VERSION.to_le_bytes());
    file.extend((body.len() as u32).to_le_bytes());
    file.extend(checksum(&body).to_le_bytes());
    file.extend(body);
    file
}

/// FNV-1a over four bytes at a time: catches any flipped bit, fast enough to run at every start.
fn checksum(bytes: &[u8]) -> u32 {
    bytes.chunks(4 * BATCH).fold(0x811C_9DC5, checksum_on)
}

#[inline(never)]
fn checksum_on(sum: u32, bytes: &[u8]) -> u32 {
    bytes.chunks(4).fold(sum, |sum, chunk| {
        let word = chunk.iter().fold(0u32, |w, &b| w << 8 | u32::from(b));
        (sum ^ word).wrapping_mul(0x0100_0193).rotate_left(5)
    })
}
