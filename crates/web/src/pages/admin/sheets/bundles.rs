//! Products that cost less together.

use axum::Router;
use protocol::{AddBundle, DeleteBundle, GetBundles, UpdateBundle};

use super::small::{self, Small};
use crate::App;
use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::sheet::{Fields, Input, Part, Thing, fields, part};

pub(super) fn routes() -> Router<App> {
    small::routes::<Bundle>()
}

struct Bundle;

impl Thing for Bundle {
    type Add = AddBundle;
    type Update = UpdateBundle;
    type Delete = DeleteBundle;
    const PATH: &'static str = "/admin/bundles";
    const LIST: &'static str = "Bundles";
    const WORD: &'static str = "bundle";
    const KEY: &'static str = "bundleid";

    async fn find(desk: &Desk, id: u64) -> Result<Option<Fields>, Fail> {
        small::one::<Self>(desk, id).await
    }

    async fn parts(_: &Desk, _: Option<u64>) -> Vec<Part> {
        vec![part(
            "Bundle",
            [
                Input::text("name", "Name").required(),
                Input::text("items", "Products")
                    .hint("Numbers with their cycles, such as 1:monthly,4:monthly")
                    .required(),
                Input::number("price", "Price of all together")
                    .hint("Each period, in the default currency; setup fees are left out")
                    .required(),
                Input::area("description", "Description", 3),
                Input::date("startdate", "Sold from"),
                Input::date("enddate", "Sold until"),
                Input::number("maxuses", "Orders at most").hint("0: no limit"),
                Input::number("order", "Place"),
                Input::switch("hidden", "Only staff sell it"),
            ],
        )]
    }
}

impl Small for Bundle {
    const LEAD: &'static str = "An order that holds all of one costs its price";
    const NEW: (&'static str, &'static str) = ("/admin/bundles/new", "New bundle");
    const SHOWN: &'static [(&'static str, &'static str)] = &[
        ("name", "Bundle"),
        ("items", "Products"),
        ("price", "Price"),
        ("separately", "Alone"),
        ("uses", "Orders"),
        ("sold", "Sold now"),
    ];

    async fn all(desk: &Desk) -> Result<Vec<Fields>, Fail> {
        let found = desk.call(GetBundles::default()).await?.bundles.0.bundle;
        // No date is no date, not the wire's word for none.
        let dated = |mut row: Fields| {
            for name in ["startdate", "enddate"] {
                if row.get(name).is_some_and(|day| day.starts_with("0000")) {
                    row.insert(name.to_owned(), String::new());
                }
            }
            row
        };
        Ok(found.iter().map(fields).map(dated).collect())
    }
}
