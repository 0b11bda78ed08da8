//! What is done to the domain names of everybody.

mod at_registrar;
mod commands;
mod contacts;
mod going_on;
mod keys;

use aide::axum::ApiRouter;

use crate::App;
use crate::routing::{get_with, post_with, put_with};

pub(super) fn routes() -> ApiRouter<App> {
    names_and_lock().merge(owner()).merge(years())
}

fn names_and_lock() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/admin/domains/{id}/nameservers",
            get_with(at_registrar::nameservers, |op| {
                op.id("get_any_nameservers").tag("admin").summary("The name servers of a domain.")
            })
            .merge(put_with(at_registrar::set_nameservers, |op| {
                op.id("set_any_nameservers").tag("admin").summary("Change the name servers.")
            })),
        )
        .api_route(
            "/admin/domains/{id}/lock",
            get_with(at_registrar::lock, |op| {
                op.id("get_any_lock").tag("admin").summary("Whether transfers are refused.")
            })
            .merge(put_with(at_registrar::set_lock, |op| {
                op.id("set_any_lock").tag("admin").summary("Refuse or permit transfers.")
            })),
        )
        .api_route(
            "/admin/domains/{id}/transfer-code",
            post_with(at_registrar::transfer_code, |op| {
                op.id("request_any_transfer_code")
                    .tag("admin")
                    .summary("The code for a transfer elsewhere.")
            }),
        )
        .api_route(
            "/admin/domains/{id}/ds-records",
            get_with(keys::list, |op| {
                op.id("get_any_ds_records")
                    .tag("admin")
                    .summary("The keys that sign a domain, as its registry publishes them.")
            })
            .merge(put_with(keys::set, |op| {
                op.id("set_any_ds_records").tag("admin").summary("Publish other keys, or none.")
            })),
        )
}

fn owner() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/admin/domains/{id}/contacts",
            get_with(contacts::get, |op| {
                op.id("get_any_domain_contacts")
                    .tag("admin")
                    .summary("Who stands behind a domain name at the registry.")
            })
            .merge(put_with(contacts::set, |op| {
                op.id("set_any_domain_contacts")
                    .tag("admin")
                    .summary("Change who stands behind a domain name.")
            })),
        )
        .api_route(
            "/admin/domains/{id}/id-protection",
            put_with(at_registrar::set_protection, |op| {
                op.id("set_any_id_protection").tag("admin").summary("Hide or show the owner.")
            }),
        )
}

fn years() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/admin/domains/{id}/auto-renewal",
            put_with(going_on::set_auto, |op| {
                op.id("set_any_auto_renewal")
                    .tag("admin")
                    .summary("Renew a domain name when it is due, or let it end.")
            }),
        )
        .api_route(
            "/admin/domains/{id}/renewals",
            post_with(going_on::renew, |op| {
                op.id("order_any_renewal")
                    .tag("admin")
                    .summary("Order further years of a domain name for its client.")
            }),
        )
        .api_route(
            "/admin/domains/{id}/commands",
            post_with(commands::create, |op| {
                op.id("command_registrar")
                    .tag("admin")
                    .summary("Register, move here or renew a domain name at its registrar now.")
            }),
        )
}
