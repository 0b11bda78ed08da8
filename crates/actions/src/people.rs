//! Clients, users, contacts and who may do what.

mod add_client;
mod affiliates;
mod banned_emails;
mod client_details;
mod client_stats;
mod contacts;
mod end_client;
mod get_clients;
mod links;
mod permissions;
mod records;
mod security_questions;
mod sessions;
mod sso;
mod two_factor;
mod update_client;
mod users;
mod validate_login;
mod validate_staff_login;

use crate::Registry;

pub(crate) fn register(registry: Registry) -> Registry {
    let topics = [
        add_client::register,
        affiliates::register,
        banned_emails::register,
        client_details::register,
        contacts::register,
        end_client::register,
        get_clients::register,
        links::register,
        permissions::register,
        records::register,
        security_questions::register,
        sessions::register,
        sso::register,
        two_factor::register,
        update_client::register,
        users::register,
        validate_login::register,
        validate_staff_login::register,
    ];
    topics.into_iter().fold(registry, |registry, topic| topic(registry))
}
