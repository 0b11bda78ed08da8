//! A currency: how it looks, what it is worth, and the prices in it.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use protocol::{AddCurrency, DeleteCurrency, GetCurrencies, UpdateCurrency, UpdateCurrencyPrices};
use serde_json::{Value, json};

use crate::App;
use crate::pages::admin::confirm::{self, Question};
use crate::pages::admin::dashboard::counted;
use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::form::{Posted, Tried};
use crate::pages::admin::sheet::{self, Fields, Input, Part, Thing, choices, fields, part};
use crate::routing::post;

pub(super) fn routes() -> Router<App> {
    sheet::routes::<Currency>().route("/admin/currencies/{id}/prices", post(convert))
}

/// Whether it is the currency that all others are worth so much of.
const OWN: &str = "own";

struct Currency;

impl Thing for Currency {
    type Add = AddCurrency;
    type Update = UpdateCurrency;
    type Delete = DeleteCurrency;
    const PATH: &'static str = "/admin/currencies";
    const LIST: &'static str = "Currencies";
    const WORD: &'static str = "currency";
    const KEY: &'static str = "currencyid";
    const TEMPLATE: &'static str = "admin/sheet_currency.html";

    async fn find(desk: &Desk, id: u64) -> Result<Option<Fields>, Fail> {
        let rows = desk.call(GetCurrencies {}).await?.currencies.0.currency.0;
        // The first is the company's own.
        let own = rows.first().map(|row| row.id);
        Ok(rows.into_iter().find(|row| row.id.id() == Some(id)).map(|row| {
            let mut found = fields(&row);
            found.insert(OWN.to_owned(), (own == Some(row.id)).to_string());
            found
        }))
    }

    async fn parts(_: &Desk, id: Option<u64>) -> Vec<Part> {
        let code = Input::text("code", "Code").hint("Three letters, such as EUR").required();
        let rest = [
            Input::number("rate", "Rate").hint("Units of it for one of the company's own"),
            Input::text("prefix", "Before the amount").hint("Such as €"),
            Input::text("suffix", "After the amount").hint("Such as EUR"),
            Input::choose(
                "format",
                "Looks like",
                choices(&[("1", "1234.56"), ("2", "1,234.56"), ("3", "1.234,56"), ("4", "1,234")]),
            ),
        ];
        vec![part("Currency", id.is_none().then_some(code).into_iter().chain(rest))]
    }

    async fn more(desk: &Desk, id: Option<u64>, found: &Fields) -> Value {
        let is_own = found.get(OWN).is_some_and(|own| own == "true");
        let converts = id.is_some() && desk.may("UpdateCurrencyPrices") && !is_own;
        json!({ "converts": converts })
    }
}

/// `POST /admin/currencies/{id}/prices`: all prices in it, at its rate.
async fn convert(desk: Desk, Path(id): Path<u64>, posted: Posted) -> Result<Response, Fail> {
    let here = format!("{}/{id}", Currency::PATH);
    if !posted.confirmed() {
        let question = Question {
            title: "Set every price in this currency by its rate?".to_owned(),
            text: "Prices of products, addons and options that were set by hand in this currency \
                   are lost. What services cost that somebody has stays."
                .to_owned(),
            button: "Set them",
            back: here,
            ..Question::default()
        };
        return Ok(confirm::ask(&desk, &posted, question).await);
    }
    let call = Posted::default().with("currencyid", id).with("once", posted.text("once"));
    Ok(match desk.submit::<UpdateCurrencyPrices>(&call).await? {
        Tried::Done(made) => {
            let said = counted(made.numprices.0, "price was set", "prices were set");
            desk.go(&here, &said)
        }
        Tried::Again(problems) => desk.refuse(&here, &problems.line()),
    })
}
