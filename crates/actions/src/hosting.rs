//! Services, their modules and servers.

pub(crate) mod add_client_product;
mod cancel_requests;
mod cancellations;
mod functions;
mod get_clients_addons;
mod get_clients_products;
mod get_module_queue;
mod get_servers;
mod health;
mod metrics;
mod module_calls;
mod modules;
mod reverse_dns;
mod server_choices;
mod server_groups;
mod servers;
mod test_connection;
mod update_client_addon;
mod update_client_product;
mod upgrade_product;
mod usage;

use crate::Registry;

pub(crate) fn register(registry: Registry) -> Registry {
    [
        add_client_product::register,
        cancellations::register,
        functions::register,
        get_clients_addons::register,
        get_clients_products::register,
        get_module_queue::register,
        get_servers::register,
        health::register,
        metrics::register,
        module_calls::register,
        modules::register,
        reverse_dns::register,
        update_client_addon::register,
        update_client_product::register,
        upgrade_product::register,
        usage::register,
        cancel_requests::register,
        server_groups::register,
        servers::register,
        server_choices::register,
        test_connection::register,
    ]
    .into_iter()
    .fold(registry, |registry, part| part(registry))
}
