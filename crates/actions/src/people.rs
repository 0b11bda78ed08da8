//! Clients, users, contacts and who may do what.

mod add_client;
mod client_details;
mod client_stats;
mod contacts;
mod end_client;
mod get_clients;
mod permissions;
mod sessions;
mod update_client;
mod users;
mod validate_login;
mod validate_staff_login;

use crate::Registry;

pub(crate) fn register(registry: Registry) -> Registry {
    let topics = [
        add_client::register,
        client_details::register,
        contacts::register,
        end_client::register,
        get_clients::register,
        permissions::register,
        sessions::register,
        update_client::register,
        users::register,
        validate_login::register,
        validate_staff_login::register,
    ];
    topics.into_iter().fold(registry, |registry, topic| topic(registry))
}
