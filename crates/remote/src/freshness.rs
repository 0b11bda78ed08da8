//! Counts the writes that went through here, so that no read is answered from before them.

use std::{collections::BTreeMap, sync::Mutex};

use crate::held;

/// How much was written, in all and per topic of the street.
#[derive(Debug, Default)]
pub(crate) struct Freshness(Mutex<Counts>);

#[derive(Debug, Default)]
struct Counts {
    all: u64,
    /// Writes of actions that nobody knows: they may have changed anything.
    unknown: u64,
    topics: BTreeMap<&'static str, u64>,
}

/// A write under way; counted when it ends, also when its caller goes away.
#[derive(Debug)]
pub(crate) struct Writing<'a> {
    freshness: &'a Freshness,
    topic: Option<&'static str>,
}

impl Freshness {
    /// All writes so far.
    pub(crate) fn written(&self) -> u64 {
        held(&self.0).all
    }

    /// The writes so far that may have changed what a topic shows.
    pub(crate) fn written_in(&self, topic: &str) -> u64 {
        let counts = held(&self.0);
        counts.unknown + counts.topics.get(topic).copied().unwrap_or_default()
    }

    /// Marks a write of a topic, or of an unknown one.
    pub(crate) fn writing(&self, topic: Option<&'static str>) -> Writing<'_> {
        Writing { freshness: self, topic }
    }
}

impl Drop for Writing<'_> {
    fn drop(&mut self) {
        let mut counts = held(&self.freshness.0);
        counts.all += 1;
        match self.topic {
            Some(topic) => *counts.topics.entry(topic).or_default() += 1,
            None => counts.unknown += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Freshness;

    #[test]
    fn writes_count_when_they_end() {
        let freshness = Freshness::default();
        let all = || {
            let topics = (freshness.written_in("billing"), freshness.written_in("support"));
            (freshness.written(), topics)
        };
        let write = freshness.writing(Some("billing"));
        assert_eq!(all(), (0, (0, 0)));
        drop(write);
        assert_eq!(all(), (1, (1, 0)));
        drop(freshness.writing(None));
        assert_eq!(all(), (2, (2, 1)));
    }
}
