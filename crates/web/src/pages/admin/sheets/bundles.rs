//! Products that cost less together.

use axum::Router;
use protocol::{AddBundle, Bundle as Found, DeleteBundle, GetBundles, UpdateBundle};
use serde_json::{Value, json};

use super::prices::CYCLES;
use super::small::{self, Small};
use crate::App;
use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::form::Posted;
use crate::pages::admin::pick;
use crate::pages::admin::sheet::{Fields, Input, Part, Thing, choices, fields, part};

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
    const TEMPLATE: &'static str = "admin/sheet_bundle.html";

    async fn find(desk: &Desk, id: u64) -> Result<Option<Fields>, Fail> {
        small::one::<Self>(desk, id).await
    }

    async fn parts(_: &Desk, _: Option<u64>) -> Vec<Part> {
        vec![part(
            "Bundle",
            [
                Input::text("name", "Name").required(),
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

    async fn more(desk: &Desk, _: Option<u64>, found: &Fields) -> Value {
        let mut products = vec![(String::new(), "–".to_owned())];
        products.extend(pick::products(desk).await);
        let chosen = |row: &usize| found.get(&product(*row)).is_some_and(|pid| !pid.is_empty());
        let last = (0..ROWS_MAX).filter(chosen).max().map_or(0, |row| row + 1);
        let rows: Vec<usize> = (0..(last + 2).clamp(ROWS, ROWS_MAX)).collect();
        json!({ "rows": rows, "products": products, "cycles": cycles() })
    }

    fn read(posted: &mut Posted) {
        let mut items = Vec::new();
        for row in 0..ROWS_MAX {
            let (pid, paid) = (product(row), cycle(row));
            if !posted.text(&pid).is_empty() {
                items.push(format!("{}:{}", posted.text(&pid), posted.text(&paid)));
            }
            posted.drop(&pid);
            posted.drop(&paid);
        }
        // Not nothing, which would leave the products as they were.
        let items = if items.is_empty() { ",".to_owned() } else { items.join(",") };
        posted.set("items", items);
    }
}

/// Rows for products that a form has at least, and at most: as many as a bundle may hold.
const ROWS: usize = 4;
const ROWS_MAX: usize = 20;

/// The input with the product of a row.
fn product(row: usize) -> String {
    format!("product{row}")
}

/// The input with what a row is paid by.
fn cycle(row: usize) -> String {
    format!("cycle{row}")
}

/// What a product may be paid by, what is most common first.
fn cycles() -> Vec<pick::Choice> {
    let mut cycles = choices(&CYCLES);
    cycles.rotate_left(1);
    cycles.push(("free".to_owned(), "Free".to_owned()));
    cycles
}

/// A bundle by its fields, each product in a row of its own.
fn with_rows(bundle: &Found) -> Fields {
    let mut row = fields(bundle);
    // No date is no date, not the wire's word for none.
    for name in ["startdate", "enddate"] {
        if row.get(name).is_some_and(|day| day.starts_with("0000")) {
            row.insert(name.to_owned(), String::new());
        }
    }
    let mut named = Vec::new();
    for (place, item) in bundle.products.0.product.0.iter().enumerate() {
        let paid = &*item.billingcycle;
        row.insert(product(place), item.pid.0.to_string());
        row.insert(cycle(place), paid.to_owned());
        let paid = CYCLES.iter().find(|(key, _)| *key == paid).map_or(paid, |(_, label)| label);
        named.push(format!("{}, {}", item.name, paid.to_lowercase()));
    }
    row.insert("contents".to_owned(), named.join(" · "));
    row
}

impl Small for Bundle {
    const LEAD: &'static str = "An order that holds all of one costs its price";
    const NEW: (&'static str, &'static str) = ("/admin/bundles/new", "New bundle");
    const SHOWN: &'static [(&'static str, &'static str)] = &[
        ("name", "Bundle"),
        ("contents", "Products"),
        ("price", "Price"),
        ("separately", "Alone"),
        ("uses", "Orders"),
        ("sold", "Sold now"),
    ];

    async fn all(desk: &Desk) -> Result<Vec<Fields>, Fail> {
        let found = desk.call(GetBundles::default()).await?.bundles.0.bundle;
        Ok(found.iter().map(with_rows).collect())
    }
}
