//! What every module of a kind must show.
