//! Affiliates: how each is paid, what it earned, and paying it out.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use protocol::{
    AddAffiliatePayout, AffiliateActivate, GetAffiliateDetails, GetAffiliates, GetClientsDetails,
    UpdateAffiliate,
};
use serde_json::{Value, json};

use crate::App;
use crate::pages::admin::desk::Desk;
use crate::pages::admin::done::run;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::form::Posted;
use crate::pages::admin::list::{self, Ask};
use crate::pages::admin::sheet::{self, Fields, Input, Part, Thing, choices, fields, part};
use crate::pages::admin::table::{Cell, Row, Table, column};
use crate::routing::{get, post};
use crate::whmcs::CallError;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/affiliates", get(all))
        .merge(sheet::routes::<Affiliate>())
        .route("/admin/affiliates/{id}/payout", post(pay_out))
}

struct Affiliate;

/// How an affiliate is paid.
const PAY: &[(&str, &str)] = &[
    ("", "As the settings say"),
    ("percentage", "A part of each payment"),
    ("fixed", "A fixed amount"),
];

impl Thing for Affiliate {
    type Add = AffiliateActivate;
    type Update = UpdateAffiliate;
    type Delete = UpdateAffiliate;
    const PATH: &'static str = "/admin/affiliates";
    const LIST: &'static str = "Affiliates";
    const WORD: &'static str = "affiliate";
    const KEY: &'static str = "affiliateid";
    const TEMPLATE: &'static str = "admin/sheet_affiliate.html";
    /// What somebody earned is not deleted.
    const DELETES: bool = false;

    async fn find(desk: &Desk, id: u64) -> Result<Option<Fields>, Fail> {
        match desk.ask(GetAffiliateDetails { affiliateid: id }).await {
            Ok(row) => {
                let mut fields = fields(&row);
                fields.insert("name".to_owned(), row.client.to_string());
                Ok(Some(fields))
            }
            Err(CallError::Refused(refusal)) if refusal.meaning == engine::Meaning::NotFound => {
                Ok(None)
            }
            Err(error) => Err(Fail::new(desk, error)),
        }
    }

    async fn parts(_: &Desk, id: Option<u64>) -> Vec<Part> {
        if id.is_none() {
            let client = Input::client("userid");
            return vec![part("Affiliate", [client])];
        }
        vec![part(
            "How it is paid",
            [
                Input::choose("paytype", "By", choices(PAY)),
                Input::number("payamount", "Per cent or amount"),
                Input::switch("onetime", "Only for the first payment of an order"),
            ],
        )]
    }

    async fn more(desk: &Desk, id: Option<u64>, _: &Fields) -> Value {
        let Some(id) = id else { return Value::Null };
        let found = desk.maybe(GetAffiliateDetails { affiliateid: id }).await;
        json!({ "details": found, "pays": desk.may("AddAffiliatePayout") })
    }
}

/// `POST …/payout`
async fn pay_out(desk: Desk, Path(id): Path<u64>, posted: Posted) -> Result<Response, Fail> {
    let key = ("affiliateid", id);
    let said =
        run::<AddAffiliatePayout>(&desk, &posted, key, "The pay-out is written down").await?;
    Ok(desk.tell(&format!("/admin/affiliates/{id}"), said))
}

async fn all(desk: Desk) -> Result<Response, Fail> {
    list::show(&desk, async |desk: &Desk, ask: &Ask| {
        let call = GetAffiliates {
            limitstart: ask.start(),
            limitnum: ask.rows(),
            userid: ask.id("client"),
            ..GetAffiliates::default()
        };
        let found = desk.call(call).await?;
        let mut rows = Vec::new();
        for row in found.affiliates.0.affiliate {
            let href = format!("/admin/affiliates/{}", row.id.0);
            let client = row.clientid.to_string();
            let pay = match &*row.paytype {
                "percentage" => format!("{} %", row.payamount),
                "fixedamount" => row.payamount.to_string(),
                _ => "As the settings say".to_owned(),
            };
            rows.push(Row {
                id: row.id.0,
                cells: vec![
                    Cell::person(name(desk, &client).await)
                        .small(format!("#{}", row.id.0))
                        .to(&href),
                    Cell::day(&row.date),
                    Cell::text(pay),
                    Cell::number(row.visitors.0),
                    Cell::number(row.balance),
                    Cell::number(row.withdrawn),
                ],
                href,
            });
        }
        Ok(Table {
            path: "/admin/affiliates",
            title: "Affiliates",
            lead: "Clients who bring clients, and what is owed to them",
            columns: vec![
                column("Affiliate"),
                column("Since"),
                column("Is paid"),
                column("Visitors").end(),
                column("Balance").end(),
                column("Paid out").end(),
            ],
            rows,
            total: u64::try_from(found.totalresults.0).unwrap_or(0),
            new: desk
                .may("AffiliateActivate")
                .then_some(("/admin/affiliates/new", "New affiliate")),
            empty: "Nobody brings clients yet.",
            ..Table::default()
        })
    })
    .await
}

/// What a client is called; its number where nobody may look.
async fn name(desk: &Desk, client: &str) -> String {
    let call = GetClientsDetails { clientid: client.parse().ok(), ..GetClientsDetails::default() };
    let found = desk.maybe(call).await;
    let name = found.map(|found| found.client.fullname.to_string());
    name.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| format!("Client #{client}"))
}
