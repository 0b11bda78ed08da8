//! Invoices, payments, credit and the journal.

use crate::Registry;

pub(crate) fn register(registry: Registry) -> Registry {
    registry
}
