//! The protocol as other crates see it.

#[cfg(test)]
mod examples;
#[cfg(test)]
mod quirks;
