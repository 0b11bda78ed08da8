//! In which order a list comes: a column that it may be sorted by, up or down.

/// Something that a list may be sorted by.
pub trait Sorted: Copy {
    /// The `order by` from the first to the last and from the last to the first, each of which
    /// ends in a unique column.
    fn sql(self) -> [&'static str; 2];
}

/// Rows that are found by a condition and then sorted. More of them are read in their order, and
/// those that the condition does not hold for are passed: to sort two million takes seconds.
const SORTED_MAX: i64 = 5_000;

/// How the rows of a status are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// By the index of the status.
    ByStatus,
    /// In the order of the list. The status is compared so that no index of it is used:
    /// `status || '' = ?`.
    InOrder,
}

impl Way {
    /// `sorted` when the list has an order that the index of the status does not have.
    pub(crate) const fn of(total: i64, sorted: bool) -> Self {
        if sorted && total > SORTED_MAX { Self::InOrder } else { Self::ByStatus }
    }

    /// The same for what belongs to one client: its few rows are found by the index of the client,
    /// never by that of a status that a third of all rows have.
    pub(crate) const fn within(self, one_client: bool) -> Self {
        if one_client { Self::InOrder } else { self }
    }

    /// The condition on the status, said for either way.
    pub(crate) const fn says(
        self,
        by_status: &'static str,
        in_order: &'static str,
    ) -> &'static str {
        match self {
            Self::ByStatus => by_status,
            Self::InOrder => in_order,
        }
    }
}

/// By what a list is sorted, and from which end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order<By> {
    /// By what.
    pub by: By,
    /// From the last to the first.
    pub descending: bool,
}

impl<By: Sorted> Order<By> {
    pub(crate) fn sql(self) -> &'static str {
        let [up, down] = self.by.sql();
        if self.descending { down } else { up }
    }
}
