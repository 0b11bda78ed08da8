//! What the office sets up, each a list and a form in the pattern of [`super::sheet`].

mod access;
mod addons;
mod affiliates;
pub(super) mod billable;
mod bundles;
mod campaigns;
pub(super) mod contacts;
mod currencies;
mod departments;
mod desk_rules;
mod hooks;
mod module_settings;
mod notices;
mod notifications;
mod options;
mod owned;
mod people;
mod predefined;
mod prices;
mod products;
mod promotions;
mod providers;
mod selling;
mod servers;
mod service_addons;
mod small;
mod templates;
mod users;

use axum::Router;
pub(super) use prices::CYCLES;

use super::sheet::routes as of;
use crate::App;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .merge(products::routes())
        .merge(module_settings::routes())
        .merge(of::<addons::Addon>())
        .merge(of::<promotions::Promotion>())
        .merge(currencies::routes())
        .merge(bundles::routes())
        .merge(departments::routes())
        .merge(options::routes())
        .merge(owned::routes())
        .merge(predefined::routes())
        .merge(notices::routes())
        .merge(people::routes())
        .merge(desk_rules::routes())
        .merge(selling::routes())
        .merge(addons::routes())
        .merge(templates::routes())
        .merge(notifications::routes())
        .merge(campaigns::routes())
        .merge(contacts::routes())
        .merge(access::routes())
        .merge(users::routes())
        .merge(affiliates::routes())
        .merge(billable::routes())
        .merge(hooks::routes())
        .merge(servers::routes())
        .merge(service_addons::routes())
}
