//! Tests of the summary stage.
