//! Domain names.

mod addons;
pub(super) mod at_registrar;
mod checklist;
pub(super) mod contacts;
mod forwards;
pub(super) mod keys;
pub(super) mod names;
mod records;
pub(super) mod renewing;
mod tlds;

use aide::axum::ApiRouter;

use crate::App;
use crate::routing::{delete_with, get_with, patch_with, post_with, put_with};

pub(super) fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/tlds",
            get_with(tlds::list, |op| {
                op.id("list_tlds").tag("domains").summary("Endings of domain names, with prices.")
            }),
        )
        .api_route(
            "/domain-availability",
            get_with(tlds::is_free, |op| {
                op.id("check_domain").tag("domains").summary("Whether a domain name is free.")
            }),
        )
        .api_route(
            "/domains",
            get_with(names::list, |op| {
                op.id("list_domains").tag("domains").summary("The client's domain names.")
            }),
        )
        .api_route(
            "/domains/{id}",
            get_with(names::get, |op| op.id("get_domain").tag("domains").summary("A domain name.")),
        )
        .api_route(
            "/domains/{id}/addons",
            get_with(addons::list, |op| {
                op.id("list_domain_addons")
                    .tag("domains")
                    .summary("What is booked with a domain name beside it, or can be.")
            })
            .merge(post_with(addons::order, |op| {
                op.id("order_domain_addon")
                    .tag("domains")
                    .summary("Book an addon with a domain name.")
            })),
        )
        .merge(going_on())
        .merge(signing())
        .merge(at_the_registrar())
        .merge(zone())
}

fn zone() -> ApiRouter<App> {
    ApiRouter::new().api_route(
        "/domains/{id}/dns-records",
        get_with(records::list, |op| {
            op.id("list_dns_records").tag("domains").summary("The DNS records of a domain name.")
        })
        .merge(post_with(records::add, |op| {
            op.id("add_dns_record").tag("domains").summary("Add a DNS record.")
        }))
        .merge(patch_with(records::change, |op| {
            op.id("update_dns_record")
                .tag("domains")
                .summary("Put a DNS record in the place of another.")
        }))
        .merge(delete_with(records::delete, |op| {
            op.id("delete_dns_record").tag("domains").summary("Take a DNS record away.")
        })),
    )
}

fn going_on() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/domain-transfer-checklist",
            get_with(checklist::get, |op| {
                op.id("get_transfer_checklist")
                    .tag("domains")
                    .summary("What must be so before a domain name can be moved here.")
            }),
        )
        .api_route(
            "/domains/{id}/auto-renewal",
            put_with(renewing::set_auto, |op| {
                op.id("set_auto_renewal")
                    .tag("domains")
                    .summary("Renew a domain name when it is due, or let it end.")
            }),
        )
        .api_route(
            "/domains/{id}/renewals",
            post_with(renewing::renew, |op| {
                op.id("renew_domain")
                    .tag("domains")
                    .summary("Order further years of a domain name.")
            }),
        )
        .api_route(
            "/domains/{id}/contacts",
            get_with(contacts::get, |op| {
                op.id("get_domain_contacts")
                    .tag("domains")
                    .summary("Who stands behind a domain name at the registry.")
            })
            .merge(put_with(contacts::set, |op| {
                op.id("set_domain_contacts")
                    .tag("domains")
                    .summary("Change who stands behind a domain name.")
            })),
        )
}

fn signing() -> ApiRouter<App> {
    ApiRouter::new().api_route(
        "/domains/{id}/ds-records",
        get_with(keys::list, |op| {
            op.id("get_ds_records")
                .tag("domains")
                .summary("The keys that sign a domain, as its registry publishes them.")
        })
        .merge(put_with(keys::set, |op| {
            op.id("set_ds_records").tag("domains").summary("Publish other keys, or none.")
        })),
    )
}

fn at_the_registrar() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/domains/{id}/nameservers",
            get_with(at_registrar::nameservers, |op| {
                op.id("get_nameservers").tag("domains").summary("The name servers of a domain.")
            })
            .merge(put_with(at_registrar::set_nameservers, |op| {
                op.id("set_nameservers").tag("domains").summary("Change the name servers.")
            })),
        )
        .api_route(
            "/domains/{id}/lock",
            get_with(at_registrar::lock, |op| {
                op.id("get_lock").tag("domains").summary("Whether transfers are refused.")
            })
            .merge(put_with(at_registrar::set_lock, |op| {
                op.id("set_lock").tag("domains").summary("Refuse or permit transfers.")
            })),
        )
        .api_route(
            "/domains/{id}/email-forwards",
            get_with(forwards::list, |op| {
                op.id("list_email_forwards")
                    .tag("domains")
                    .summary("Where mail to the addresses of a domain is passed on.")
            })
            .merge(post_with(forwards::add, |op| {
                op.id("add_email_forward")
                    .tag("domains")
                    .summary("Have mail to an address passed on.")
            }))
            .merge(delete_with(forwards::delete, |op| {
                op.id("delete_email_forward")
                    .tag("domains")
                    .summary("Pass mail to an address on no longer.")
            })),
        )
        .api_route(
            "/domains/{id}/id-protection",
            put_with(at_registrar::set_protection, |op| {
                op.id("set_id_protection").tag("domains").summary("Hide or show the owner.")
            }),
        )
        .api_route(
            "/domains/{id}/transfer",
            post_with(at_registrar::transfer, |op| {
                op.id("transfer_domain")
                    .tag("domains")
                    .summary("Try a refused transfer again with another code.")
            }),
        )
        .api_route(
            "/domains/{id}/transfer-code",
            post_with(at_registrar::transfer_code, |op| {
                op.id("request_transfer_code")
                    .tag("domains")
                    .summary("The code for a transfer elsewhere.")
            }),
        )
}
