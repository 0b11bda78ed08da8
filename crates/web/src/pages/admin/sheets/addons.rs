//! Extras that are sold with products.

use axum::Router;
use axum::response::Response;
use protocol::{AddProductAddon, DeleteProductAddon, GetProductAddons, UpdateProductAddon};
use serde_json::{Value, json};

use super::prices;
use super::products::{AUTO_SETUP, PAY_TYPES};
use crate::App;
use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::form::{Posted, Problems};
use crate::pages::admin::list::{self, Ask};
use crate::pages::admin::pick;
use crate::pages::admin::sheet::{Fields, Input, Part, ROWS, Thing, choices, fields, part};
use crate::pages::admin::table::{Cell, Row, Table, column};
use crate::routing::get;

pub(super) struct Addon;

impl Thing for Addon {
    type Add = AddProductAddon;
    type Update = UpdateProductAddon;
    type Delete = DeleteProductAddon;
    const PATH: &'static str = "/admin/product-addons";
    const LIST: &'static str = "Product addons";
    const WORD: &'static str = "addon";
    const KEY: &'static str = "addonid";
    const TEMPLATE: &'static str = "admin/sheet_priced.html";
    const STAYS: bool = true;

    async fn find(desk: &Desk, id: u64) -> Result<Option<Fields>, Fail> {
        let call = GetProductAddons { limitnum: ROWS, ..GetProductAddons::default() };
        let rows = desk.call(call).await?.productaddons.0.productaddon.0;
        Ok(rows.into_iter().find(|row| row.addonid.id() == Some(id)).map(|row| fields(&row)))
    }

    async fn parts(desk: &Desk, _: Option<u64>) -> Vec<Part> {
        let products = pick::products(desk).await;
        let mut delivered = vec![("0".to_owned(), "Nothing: it is only billed".to_owned())];
        delivered.extend(products.clone());
        vec![part(
            "Addon",
            [
                Input::text("name", "Name").required(),
                Input::choose("paytype", "Payment", choices(PAY_TYPES)),
                Input::area("description", "Description", 3),
                Input::several("products", "Offered with", products),
                Input::choose("autosetup", "Set up", choices(AUTO_SETUP)),
                Input::choose("deliverspid", "Delivers", delivered)
                    .hint("A product whose module makes it"),
                Input::number("order", "Place in the list"),
                Input::switch("tax", "Taxed"),
                Input::switch("allowqty", "Several at once"),
                Input::switch("showorder", "Offered with the order"),
                Input::switch("hidden", "Hidden"),
                Input::switch("retired", "Retired"),
            ],
        )]
    }

    async fn more(desk: &Desk, id: Option<u64>, _: &Fields) -> Value {
        json!({ "prices": prices::table(desk, "addon", id).await })
    }

    fn check(posted: &Posted) -> Result<(), Problems> {
        prices::check(posted)
    }

    fn read(posted: &mut Posted) {
        prices::read(posted);
    }
}

pub(super) fn routes() -> Router<App> {
    Router::new().route("/admin/product-addons", get(all))
}

async fn all(desk: Desk) -> Result<Response, Fail> {
    list::show(&desk, async |desk: &Desk, ask: &Ask| {
        let call = GetProductAddons { limitnum: ROWS, ..GetProductAddons::default() };
        let found = desk.call(call).await?.productaddons.0.productaddon.0;
        let rows = found.into_iter().map(|row| {
            let href = format!("/admin/product-addons/{}", row.addonid.0);
            let cells = vec![
                Cell::main(&*row.name).small(format!("#{}", row.addonid.0)).to(&href),
                Cell::text(&*row.paytype),
                Cell::badge(if row.retired.0 { "Retired" } else { "Active" }),
            ];
            Row { id: row.addonid.0, href, cells }
        });
        let table = Table {
            path: "/admin/product-addons",
            title: "Product addons",
            lead: "Extras that are sold with products",
            columns: vec![column("Addon"), column("Payment"), column("Status")],
            new: Some(("/admin/product-addons/new", "New addon")),
            empty: "There is no addon.",
            ..Table::default()
        };
        Ok(list::searched(ask, table, rows.collect()))
    })
    .await
}
