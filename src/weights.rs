//! Tables of trained weights: from features, which are hashes, to a few bytes each. What the model files of names and claims are
//! made of.
//!
//! ```text
//! table: entries:u32, bytes of keys:u32, ascending keys as differences (LEB128), then one plane of bytes per value byte
//! ```
//! Planes compress far better than records, and with keys of 26 bits the file is a third smaller than with 32.

/// Bits of a feature key.
pub const KEY_BITS: u32 = 26;

/// Entries, or words of a checksum, at a time. A browser's fast compiler takes a function over when it is called again, never in
/// the middle of a loop: one long loop would run slowly to its end.
pub const BATCH: usize = 4096;

/// An open-addressed map from keys, which are hashes already, to values of `N` bytes.
#[derive(Debug)]
pub struct Table<const N: usize> {
    /// 0 where empty, else key + 1, and the value.
    slots: Vec<(u32, [u8; N])>,
    shift: u32,
}

impl<const N: usize> Default for Table<N> {
    fn default() -> Self {
        Table::new(std::iter::empty())
    }
}

impl<const N: usize> Table<N> {
    /// A table of `entries`.
    pub fn new(mut entries: impl ExactSizeIterator<Item = (u32, [u8; N])>) -> Self {
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
    pub fn first(&self, key: u32) -> u32 {
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

/// Writes a table; `entries` ascend by key, without doubles.
pub fn encode_table<const N: usize>(entries: &[(u32, [u8; N])], out: &mut Vec<u8>) {
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

/// What is left of the bytes.
pub struct Reader<'a>(pub &'a [u8]);

impl<'a> Reader<'a> {
    /// The next `count` bytes.
    ///
    /// # Errors
    /// Where fewer are left.
    pub fn take(&mut self, count: usize) -> Result<&'a [u8], String> {
        let Some((head, rest)) = self.0.split_at_checked(count) else {
            return Err(format!("cut short, {count} more bytes expected and {} there", self.0.len()));
        };
        self.0 = rest;
        Ok(head)
    }

    /// The next `N` bytes.
    ///
    /// # Errors
    /// Where fewer are left.
    pub fn array<const N: usize>(&mut self) -> Result<[u8; N], String> {
        let mut array = [0; N];
        array.copy_from_slice(self.take(N)?);
        Ok(array)
    }

    /// The next table.
    ///
    /// # Errors
    /// Where it is cut short or cannot be one.
    pub fn table<const N: usize>(&mut self) -> Result<Table<N>, String> {
        let count = u32::from_le_bytes(self.array()?) as usize;
        let length = u32::from_le_bytes(self.array()?) as usize;
        if count > length || count > 1 << (KEY_BITS - 2) {
            return Err("damaged, a table has an impossible size".into());
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
