//! Clients, users, contacts and who may do what.

pub mod affiliates;
pub mod api_credentials;
pub mod banned_emails;
pub mod client_currencies;
pub mod client_files;
pub mod client_groups;
pub mod client_lists;
pub mod client_notes;
pub mod client_status;
pub mod clients;
pub mod commissions;
pub mod contacts;
pub mod custom_fields;
pub mod emails;
pub mod erasure;
pub mod export;
pub mod invites;
pub mod login_failures;
pub mod merging;
pub mod open_sessions;
pub mod ownership;
pub mod passkeys;
pub mod payouts;
pub mod phones;
pub mod retention;
pub mod roles;
pub mod security_questions;
pub mod sessions;
pub mod sign_in_links;
pub mod staff;
pub mod stats;
pub mod tokens;
pub mod tracked_links;
pub mod two_factor;
pub mod user_clients;
pub mod users;
pub mod vat_checks;
pub mod waiting_addresses;
pub mod words;

use model::ids::{StaffId, UserId};

/// Somebody who signs in, on either side of the counter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// A user.
    User(UserId),
    /// A member of staff.
    Staff(StaffId),
}

impl Whose {
    /// The columns that name it, of which one is null.
    fn ids(self) -> (Option<UserId>, Option<StaffId>) {
        match self {
            Self::User(user) => (Some(user), None),
            Self::Staff(staff) => (None, Some(staff)),
        }
    }
}
