//! Clients, users, contacts and who may do what.

pub(crate) mod add_client;
mod affiliate_details;
mod affiliate_edits;
mod affiliates;
mod api_credentials;
mod banned_emails;
mod client_details;
mod client_files;
mod client_groups;
mod client_names;
mod client_note_list;
mod client_notes;
mod client_stats;
pub(crate) mod contacts;
mod custom_fields;
mod end_client;
mod export_client_data;
mod get_clients;
mod links;
mod merge_clients;
mod own_admin;
mod passkeys;
mod permissions;
mod records;
mod roles;
mod security_questions;
mod sessions;
mod sign_in;
mod sign_in_providers;
mod sso;
mod staff_edits;
mod tracked_links;
mod transfer_ownership;
mod two_factor;
mod update_client;
mod users;
mod validate_login;
mod validate_staff_login;
mod vat;

pub(crate) use add_client::given;
use engine::{Actor, Caller, Result, invalid, not_found};
use model::ids::{StaffId, UserId};
use store::people::Whose;

use crate::Registry;
use crate::wire::id;

/// What somebody must be permitted who has to do with other members of staff.
const OF_OTHERS: &str = "UpdateAdminUser";

pub(crate) fn register(registry: Registry) -> Registry {
    let topics = [
        add_client::register,
        affiliates::register,
        banned_emails::register,
        client_details::register,
        client_files::register,
        contacts::register,
        end_client::register,
        export_client_data::register,
        get_clients::register,
        links::register,
        merge_clients::register,
        passkeys::register,
        permissions::register,
        records::register,
        security_questions::register,
        sessions::register,
        sign_in::register,
        sso::register,
        two_factor::register,
        tracked_links::register,
        transfer_ownership::register,
        update_client::register,
        users::register,
        vat::register,
        validate_login::register,
        validate_staff_login::register,
        affiliate_details::register,
        affiliate_edits::register,
        api_credentials::register,
        client_groups::register,
        client_names::register,
        client_note_list::register,
        client_notes::register,
        custom_fields::register,
        own_admin::register,
        roles::register,
        sign_in_providers::register,
        staff_edits::register,
    ];
    topics.into_iter().fold(registry, |registry, topic| topic(registry))
}

/// The user of a call: a client's user has to do with itself only, and finds nobody else.
fn own_user(caller: &Caller, user: u64) -> Result<UserId> {
    let user: UserId = id(user);
    match &caller.actor {
        Actor::Client { user: own, .. } if *own != user => Err(not_found("User Not Found")),
        _ => Ok(user),
    }
}

/// Whom a call about signing in is about: a user, or a member of staff, whom no client finds.
fn whose(
    caller: &Caller,
    (name, user): (&'static str, Option<u64>),
    staff: Option<u64>,
) -> Result<Whose> {
    match (user, staff) {
        (Some(user), None) => own_user(caller, user).map(Whose::User),
        (None, Some(_)) if matches!(caller.actor, Actor::Client { .. }) => {
            Err(not_found("Admin ID Not Found"))
        }
        (None, Some(staff)) => Ok(Whose::Staff(id(staff))),
        _ => Err(invalid(name, format!("Give either {name} or adminid"))),
    }
}

/// Whether somebody may set up how a member of staff comes in: the member itself, and programs that
/// may change staff, for these could give it another password as well.
fn acts_as(caller: &Caller, member: StaffId) -> bool {
    match &caller.actor {
        Actor::System => true,
        Actor::Staff { id, .. } => *id == member,
        Actor::Api { .. } => caller.actor.may(OF_OTHERS),
        Actor::Client { .. } | Actor::Visitor => false,
    }
}
