//! Invoices, payments, credit and the journal.
