//! The model file: a word lexicon, feature weights and label transitions, in one checked block of bytes.
//!
//! ```text
//! "SFNM" version:u16 body length:u32 checksum:u32 | lexicon table | weight table | transitions
//! table: entries:u32, bytes of keys:u32, ascending keys as differences (LEB128), then one plane of bytes per value byte
//! ```
//! Planes compress far better than records. Feature keys are 26 bits of a hash: an unknown feature meets a stranger's
//! weights once in some two hundred times, which training does not notice and the file is a third smaller for.

use super::decode::{LABELS, Scores, Transitions};

/// Bits of a feature key.
pub const KEY_BITS: u32 = 26;
const MAGIC: &[u8; 4] = b"SFNM";
const VERSION: u16 = 2;
const HEADER: usize = 14;

/// Entries, or words of a checksum, at a time. A browser's fast compiler takes a function over when it is called again, never in
/// the middle of a loop: one long loop would run slowly to its end.
const BATCH: usize = 4096;

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

fn refuse<T>(why: impl Into<String>) -> Result<T, ModelError> {
    Err(ModelError(format!("names model: {}", why.into())))
}

/// An open-addressed map from keys, which are hashes already, to values of `N` bytes.
#[derive(Debug)]
pub struct Table<const N: usize> {
    /// 0 where empty, else key + 1, and the value.
    slots: Vec<(u32, [u8; N])>,
    shift: u32,
}

impl<const N: usize> Table<N> {
    fn new(mut entries: impl ExactSizeIterator<Item = (u32, [u8; N])>) -> Self {
        let bits = (entries.len() * 5 / 4 + 1).next_power_of_two().trailing_zeros().clamp(1, KEY_BITS);
        let mut table = Table { slots: vec![(0, [0; N]); 1 << bits], shift: KEY_BITS - bits };
        while entries.len() > 0 {
            table.insert(entries.by_ref().take(BATCH));
        }
        table
    }

    #[inline(never)]
    fn insert(&mut self, entries: impl Iterator<Item = (u32, [u8; N])>) {
        let mask = self.slots.len() - 1;
        for (key, value) in entries {
            let mut at = (key >> self.shift) as usize & mask;
            while self.slots.get(at).is_some_and(|s| s.0 != 0) {
                at = (at + 1) & mask;
            }
            if let Some(slot) = self.slots.get_mut(at) {
                *slot = (key + 1, value);
            }
        }
    }

    /// What stands in the first slot where `key` may be: 0 where that is empty.
    #[inline]
    fn first(&self, key: u32) -> u32 {
        let at = (key >> self.shift) as usize & (self.slots.len() - 1);
        self.slots.get(at).map_or(0, |slot| slot.0)
    }

    /// The value of `key`.
    #[inline]
    pub fn get(&self, key: u32) -> Option<&[u8; N]> {
        let mask = self.slots.len() - 1;
        let mut at = (key >> self.shift) as usize & mask;
        while let Some((found, value)) = self.slots.get(at) {
            if *found == key + 1 {
                return Some(value);
            }
            if *found == 0 {
                return None;
            }
            at = (at + 1) & mask;
        }
        None
    }
}

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
        let mut header = Reader(bytes);
        if header.take(4)? != MAGIC {
            return refuse("not a model file");
        }
        let version = u16::from_le_bytes(header.array()?);
        if version != VERSION {
            return refuse(format!("version {version}, this engine reads version {VERSION}"));
        }
        let length = u32::from_le_bytes(header.array()?) as usize;
        let sum = u32::from_le_bytes(header.array()?);
        let Reader(body) = header;
        if body.len() < length {
            return refuse(format!("cut short, {} of {length} bytes", body.len()));
        }
        if body.len() > length || checksum(body) != sum {
            return refuse("damaged, its checksum is wrong");
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

fn encode_table<const N: usize>(entries: &[(u32, [u8; N])], out: &mut Vec<u8>) {
    let mut keys = Vec::new();
    let mut last = 0;
    for (key, _) in entries {
        let mut step = key - last;
        last = *key;
        while step >= 0x80 {
            keys.push(step as u8 | 0x80);
            step >>= 7;
        }
        keys.push(step as u8);
    }
    out.extend((entries.len() as u32).to_le_bytes());
    out.extend((keys.len() as u32).to_le_bytes());
    out.extend(keys);
    for plane in 0..N {
        out.extend(entries.iter().filter_map(|(_, value)| value.get(plane)));
    }
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

/// What is left of the bytes.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], ModelError> {
        let Some((head, rest)) = self.0.split_at_checked(count) else {
            return refuse(format!("cut short, {count} more bytes expected and {} there", self.0.len()));
        };
        self.0 = rest;
        Ok(head)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], ModelError> {
        let mut array = [0; N];
        array.copy_from_slice(self.take(N)?);
        Ok(array)
    }

    fn table<const N: usize>(&mut self) -> Result<Table<N>, ModelError> {
        let count = u32::from_le_bytes(self.array()?) as usize;
        let length = u32::from_le_bytes(self.array()?) as usize;
        if count > length || count > 1 << (KEY_BITS - 2) {
            return refuse("damaged, a table has an impossible size");
        }
        let mut keys = self.take(length)?.iter();
        let planes = self.take(count.saturating_mul(N))?;
        let mut key = 0u32;
        Ok(Table::new((0..count).map(|i| {
            let mut shift = 0;
            for &byte in keys.by_ref() {
                key = key.wrapping_add(u32::from(byte & 0x7F) << shift);
                shift = (shift + 7).min(28);
                if byte < 0x80 {
                    break;
                }
            }
            key &= (1 << KEY_BITS) - 1;
            (key, std::array::from_fn(|plane| planes.get(plane * count + i).copied().unwrap_or(0)))
        })))
    }
}
