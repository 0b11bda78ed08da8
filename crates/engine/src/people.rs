//! Clients, users, contacts and who may do what.

pub mod affiliates;
pub mod attempts;
pub mod banned_emails;
pub mod clients;
pub mod contacts;
pub mod credentials;
pub mod custom_fields;
pub mod invites;
pub(crate) mod links;
pub mod mail_kinds;
mod memory;
pub mod new_address;
pub mod notes;
pub mod ownership;
pub mod passkeys;
pub mod passwords;
pub mod permissions;
pub mod person;
pub mod providers;
pub mod reset;
pub(crate) mod security_mails;
pub mod security_questions;
pub mod sessions;
pub mod sign_in;
pub mod sign_in_links;
pub mod sso;
pub mod staff;
pub(crate) mod tokens;
pub mod tracked_links;
pub mod two_factor;
pub mod users;
pub mod vat;
pub mod verification;

pub(crate) use memory::Memory;

use store::people::Whose;

use crate::{Act, Result};

/// Writes into the activity log what happened to how somebody signs in.
async fn log_of(act: &mut Act, whose: Whose, what: &str) -> Result<()> {
    match whose {
        Whose::User(user) => {
            act.log_for(None, Some(user), format!("{what} - User ID: {user}")).await
        }
        Whose::Staff(staff) => act.log(None, format!("{what} - Admin ID: {staff}")).await,
    }
}
