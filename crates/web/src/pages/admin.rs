//! The back office: pages for the staff, over the same actions that everybody calls.

mod addons;
pub(super) mod amounts;
mod automation;
mod away;
mod bank;
mod bans;
mod calendar;
mod client;
mod confirm;
mod content;
mod dashboard;
mod desk;
mod differences;
mod disputes;
mod domain;
mod done;
mod fail;
mod form;
mod gallery;
mod generate;
mod import;
mod invoice;
mod leads;
mod list;
mod lists;
mod live;
mod login;
mod mail_import;
mod mail_keys;
mod module_log;
mod modules;
mod my_account;
mod names;
mod nav;
mod odd;
mod offers;
mod order;
mod passkeys;
mod pick;
mod price_change;
mod probe;
mod project;
mod proofs;
mod queue;
mod quote;
mod refunds;
mod reports;
mod resolver;
mod roles;
mod search;
mod service;
mod sessions;
mod settings;
mod several;
mod sheet;
mod sheets;
mod shell;
mod sign_in;
mod spam;
mod table;
mod themes;
mod through;
mod ticket;
mod tlds;
mod todo;
mod tracked;
mod transaction;
mod unsent;
mod upkeep;
mod views;
mod whois;

use axum::Router;
use axum::middleware::from_fn_with_state;

use crate::App;
use crate::routing::{get, post};

pub(super) use desk::write as sit_down;
pub use live::Live;
pub(super) use live::Place;
pub(super) use sign_in::{DECLINED, arrived, turned_back};

pub(super) fn routes(app: &App) -> Router<App> {
    let inside = Router::new()
        .route("/admin", get(dashboard::show))
        .route(
            "/admin/arrange",
            get(dashboard::arrange::page).merge(post(dashboard::arrange::change)),
        )
        .route("/admin/_ui", get(gallery::page))
        .route("/admin/logout", post(login::leave))
        .route("/admin/search", get(search::show))
        .route("/admin/events", get(live::events))
        .route("/admin/addons", get(addons::page))
        .merge(lists::routes())
        .merge(several::routes())
        .merge(probe::routes())
        .merge(modules::routes())
        .merge(client::routes())
        .merge(order::routes())
        .merge(invoice::routes())
        .merge(quote::routes())
        .merge(refunds::routes())
        .merge(proofs::routes())
        .merge(bank::routes())
        .merge(disputes::routes())
        .merge(differences::routes())
        .merge(service::routes())
        .merge(domain::routes())
        .merge(ticket::routes())
        .merge(project::routes())
        .merge(content::routes())
        .merge(todo::routes())
        .merge(transaction::routes())
        .merge(automation::routes())
        .merge(bans::routes())
        .merge(calendar::routes())
        .merge(mail_import::routes())
        .merge(mail_keys::routes())
        .merge(module_log::routes())
        .merge(spam::routes())
        .merge(tlds::routes())
        .merge(generate::routes())
        .merge(reports::routes())
        .merge(resolver::routes())
        .merge(roles::routes())
        .merge(themes::routes())
        .merge(tracked::routes())
        .merge(upkeep::routes())
        .merge(views::routes())
        .merge(settings::routes())
        .merge(sign_in::routes())
        .merge(my_account::routes())
        .merge(passkeys::routes())
        .merge(sessions::routes())
        .merge(import::routes())
        .merge(price_change::routes())
        .merge(sheets::routes())
        .route("/admin/whois", get(whois::show))
        .layer(from_fn_with_state(app.clone(), desk::guard));
    Router::new()
        .route("/admin/login", get(login::form).merge(post(login::enter)))
        .route("/admin/login/passkey", get(passkeys::ask).merge(post(passkeys::come_in)))
        .route("/admin/login/code", get(login::ask_code).merge(post(login::code)))
        .route("/admin/signin/{provider}", get(sign_in::start))
        .route("/admin/", get(|| async { axum::response::Redirect::permanent("/admin") }))
        .merge(inside)
}
