//! Trains models/ from data sets.
fn main() {}
