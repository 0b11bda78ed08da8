//! What the office sets up, each a list and a form in the pattern of [`super::sheet`].

mod addons;
mod campaigns;
mod currencies;
mod departments;
mod notifications;
mod options;
mod prices;
mod products;
mod promotions;
mod templates;

use axum::Router;

use super::sheet::routes as of;
use crate::App;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .merge(of::<products::Product>())
        .merge(of::<addons::Addon>())
        .merge(of::<promotions::Promotion>())
        .merge(of::<currencies::Currency>())
        .merge(departments::routes())
        .merge(options::routes())
        .merge(addons::routes())
        .merge(templates::routes())
        .merge(notifications::routes())
        .merge(campaigns::routes())
}
