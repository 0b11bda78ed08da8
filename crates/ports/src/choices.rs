//! What settings of products may be: plans, images and the like, as a server lists them.

use model::money::Money;

/// A kind of things that a server may list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChoiceKind {
    /// Sizes of machines, or packages of accounts.
    Plan,
    /// Systems to put on them.
    Image,
    /// Where they are made: places, or nodes.
    Region,
    /// Where their disks are kept.
    Storage,
}

/// One of the things that a server lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What a setting that names it holds.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// What it costs in a month, without tax, if the vendor says so and in which currency.
    pub price: Option<Money>,
    /// What else there is to know, such as its size.
    pub note: String,
}

impl ChoiceKind {
    /// Every kind.
    pub const ALL: [ChoiceKind; 4] =
        [ChoiceKind::Plan, ChoiceKind::Image, ChoiceKind::Region, ChoiceKind::Storage];

    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            ChoiceKind::Plan => "plan",
            ChoiceKind::Image => "image",
            ChoiceKind::Region => "region",
            ChoiceKind::Storage => "storage",
        }
    }

    /// The kind of a word, in any case.
    pub fn from_word(word: &str) -> Option<ChoiceKind> {
        ChoiceKind::ALL.into_iter().find(|kind| kind.word().eq_ignore_ascii_case(word))
    }
}

impl Choice {
    /// One without a price.
    pub fn new(id: impl Into<String>, name: impl Into<String>, note: impl Into<String>) -> Choice {
        Choice { id: id.into(), name: name.into(), price: None, note: note.into() }
    }
}
