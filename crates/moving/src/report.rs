//! What came of a move.

/// What came of a move, kind by kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// In the order in which they were brought in.
    pub kinds: Vec<Tally>,
    /// What could not be brought in.
    pub left: Vec<Left>,
    /// What was brought in otherwise than it is in the WHMCS, and why.
    pub otherwise: Vec<Left>,
    /// What was added up there and here.
    pub compared: Vec<Compared>,
}

/// A figure of the WHMCS beside the same one of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// Of what, in words of people.
    pub what: String,
    /// There.
    pub there: String,
    /// Here.
    pub here: String,
}

/// How many of a kind there were.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// As [`crate::Progress::kind`].
    pub kind: &'static str,
    /// Read from the WHMCS.
    pub read: u64,
    /// New here.
    pub brought: u64,
    /// Brought in before.
    pub known: u64,
}

/// One thing that could not be brought in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// As [`crate::Progress::kind`].
    pub kind: &'static str,
    /// Its number in the WHMCS.
    pub id: String,
    /// Why not.
    pub why: String,
}

impl Report {
    /// The tally of a kind, begun if need be.
    pub(crate) fn of(&mut self, kind: &'static str) -> &mut Tally {
        let at = self.kinds.iter().position(|tally| tally.kind == kind).unwrap_or_else(|| {
            self.kinds.push(Tally { kind, ..Tally::default() });
            self.kinds.len() - 1
        });
        &mut self.kinds[at]
    }

    /// Notes what is otherwise here than there.
    pub(crate) fn note(&mut self, kind: &'static str, id: impl ToString, why: impl ToString) {
        self.otherwise.push(Left { kind, id: id.to_string(), why: why.to_string() });
    }

    /// Notes what stays behind.
    pub(crate) fn leave(&mut self, kind: &'static str, id: impl ToString, why: impl ToString) {
        self.left.push(Left { kind, id: id.to_string(), why: why.to_string() });
    }
}
