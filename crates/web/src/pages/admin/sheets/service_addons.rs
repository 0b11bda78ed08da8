//! The addons of services: what clients have of them, each changed on a page of its own.

use axum::Router;
use protocol::{GetClientsAddons, GetClientsProducts, UpdateClientAddon};
use serde_json::{Value, json};

use crate::App;
use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::form::Posted;
use crate::pages::admin::lists::hosting::SERVICE_STATES;
use crate::pages::admin::service::CYCLES;
use crate::pages::admin::sheet::{self, Fields, Input, Part, Thing, fields, part};
use crate::pages::admin::{client, pick};

/// The field that remembers what the addon was called before.
const CALLED: &str = "called";

pub(super) fn routes() -> Router<App> {
    sheet::one::<Owned>()
}

/// An addon that belongs to a service.
struct Owned;

impl Thing for Owned {
    /// None is made here: an order brings it.
    type Add = UpdateClientAddon;
    type Update = UpdateClientAddon;
    type Delete = UpdateClientAddon;
    const PATH: &'static str = "/admin/service-addons";
    const LIST: &'static str = "Service addons";
    const WORD: &'static str = "addon";
    const KEY: &'static str = "id";
    const TEMPLATE: &'static str = "admin/sheet_service_addon.html";
    /// What was paid for stays; a status ends it.
    const DELETES: bool = false;

    async fn find(desk: &Desk, id: u64) -> Result<Option<Fields>, Fail> {
        // Another WHMCS does not heed the number and gives them all.
        let call = GetClientsAddons { id: Some(id), ..GetClientsAddons::default() };
        let rows = desk.call(call).await?.addons.0.addon.0;
        let found = rows.into_iter().find(|row| row.id.id() == Some(id));
        Ok(found.map(|row| {
            let mut fields = fields(&row);
            if row.nextduedate.0.is_none() {
                fields.insert("nextduedate".to_owned(), String::new());
            }
            fields.insert(CALLED.to_owned(), row.name.to_string());
            fields
        }))
    }

    async fn parts(desk: &Desk, _: Option<u64>) -> Vec<Part> {
        vec![part(
            "Addon",
            [
                Input::text("name", "Name"),
                Input::choose("status", "Status", pick::words(SERVICE_STATES)),
                Input::choose("billingcycle", "Cycle", pick::words(CYCLES)),
                Input::date("nextduedate", "Next due"),
                Input::number("recurring", "Recurring amount"),
                Input::number("setupfee", "Set-up fee"),
                Input::choose(
                    "paymentmethod",
                    "Payment method",
                    pick::gateways(desk, "As it is").await,
                ),
                Input::switch("autorecalc", "Compute the recurring amount anew"),
                Input::area("notes", "Notes", 3),
            ],
        )]
    }

    async fn more(desk: &Desk, _: Option<u64>, found: &Fields) -> Value {
        let [serviceid, userid] = ["serviceid", "userid"].map(|name| {
            found.get(name).and_then(|text| text.parse::<u64>().ok()).filter(|id| *id > 0)
        });
        let call = GetClientsProducts { serviceid, ..GetClientsProducts::default() };
        let service = match serviceid {
            Some(_) => desk.maybe(call).await.map(|found| found.products.0.product.0),
            None => None,
        };
        let owner = userid.and_then(|id| i64::try_from(id).ok()).unwrap_or(0);
        json!({
            "serviceid": serviceid,
            "service": service.and_then(|rows| rows.into_iter().next()),
            "client": client::owner(desk, owner).await,
        })
    }

    /// A name that nobody touched is not sent: an addon without one of its own goes on to be
    /// called as what was bought.
    fn read(posted: &mut Posted) {
        if posted.text("name") == posted.text(CALLED) {
            posted.drop("name");
        }
        posted.drop(CALLED);
        // "As it is".
        if posted.text("paymentmethod").is_empty() {
            posted.drop("paymentmethod");
        }
    }
}
