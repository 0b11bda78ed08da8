//! Groups of products, states of orders, and taxes.

use axum::Router;
use axum::response::Response;
use protocol::{
    AddEuVatRules, AddOrderStatus, AddProductGroup, AddTaxRule, DeleteOrderStatus,
    DeleteProductGroup, DeleteTaxRule, GetOrderStatusDetails, GetProductGroups, GetTaxRules,
    UpdateOrderStatus, UpdateProductGroup, UpdateTaxRule,
};

use super::small::{self, Small};
use crate::App;
use crate::pages::admin::confirm::{self, Question};
use crate::pages::admin::dashboard::counted;
use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::form::{Posted, Tried};
use crate::pages::admin::odd;
use crate::pages::admin::pick;
use crate::pages::admin::sheet::{Fields, Input, Part, ROWS, Thing, choices, fields, part};
use crate::pages::admin::table::Notice;
use crate::routing::{get, post};

/// Where the rates of the European Union become rules.
const EU: &str = "/admin/tax-rules/eu";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(EU, get(ask_eu).merge(post(add_eu)))
        .merge(small::routes::<ProductGroup>())
        .merge(small::routes::<OrderStatus>())
        .merge(small::routes::<TaxRule>())
}

struct ProductGroup;

impl Thing for ProductGroup {
    type Add = AddProductGroup;
    type Update = UpdateProductGroup;
    type Delete = DeleteProductGroup;
    const PATH: &'static str = "/admin/product-groups";
    const LIST: &'static str = "Product groups";
    const WORD: &'static str = "product group";
    const KEY: &'static str = "gid";

    async fn find(desk: &Desk, id: u64) -> Result<Option<Fields>, Fail> {
        small::one::<Self>(desk, id).await
    }

    async fn parts(_: &Desk, id: Option<u64>) -> Vec<Part> {
        let slug = Input::text("slug", "In addresses");
        let mut inputs = vec![
            Input::text("name", "Name").required(),
            match id {
                Some(_) => slug.required(),
                None => slug.hint("Empty: made of the name"),
            },
            Input::text("headline", "Headline").wide(),
            Input::text("tagline", "Tagline").wide(),
            Input::switch("hidden", "Hidden"),
        ];
        // A new one stands behind the others.
        if id.is_some() {
            inputs.push(Input::number("order", "Place").hint("Empty: stays"));
        }
        vec![part("Product group", inputs)]
    }

    fn read(posted: &mut Posted) {
        if posted.text("slug").trim().is_empty() {
            posted.drop("slug");
        }
    }
}

impl Small for ProductGroup {
    const LEAD: &'static str = "How the shop is divided";
    const NEW: (&'static str, &'static str) = ("/admin/product-groups/new", "New group");
    const SHOWN: &'static [(&'static str, &'static str)] = &[
        ("name", "Group"),
        ("slug", "In addresses"),
        ("headline", "Headline"),
        ("hidden", "Hidden"),
    ];

    async fn all(desk: &Desk) -> Result<Vec<Fields>, Fail> {
        Ok(desk.call(GetProductGroups {}).await?.groups.0.group.iter().map(fields).collect())
    }
}

struct OrderStatus;

impl Thing for OrderStatus {
    type Add = AddOrderStatus;
    type Update = UpdateOrderStatus;
    type Delete = DeleteOrderStatus;
    const PATH: &'static str = "/admin/order-statuses";
    const LIST: &'static str = "Order statuses";
    const WORD: &'static str = "order status";
    const KEY: &'static str = "statusid";

    async fn find(desk: &Desk, id: u64) -> Result<Option<Fields>, Fail> {
        small::one::<Self>(desk, id).await
    }

    async fn parts(_: &Desk, _: Option<u64>) -> Vec<Part> {
        vec![part(
            "Order status",
            [
                Input::text("title", "Title").required(),
                Input::text("color", "Colour").hint("Such as #28c99b"),
                Input::number("order", "Place"),
                Input::switch("showpending", "Counts as pending"),
                Input::switch("showactive", "Counts as active"),
                Input::switch("showcancelled", "Counts as cancelled"),
            ],
        )]
    }
}

impl Small for OrderStatus {
    const LEAD: &'static str =
        "States of orders beside Pending, Active, Fraud and Cancelled, which are always there";
    const NEW: (&'static str, &'static str) = ("/admin/order-statuses/new", "New status");
    const SHOWN: &'static [(&'static str, &'static str)] = &[
        ("title", "Status"),
        ("showpending", "Pending"),
        ("showactive", "Active"),
        ("showcancelled", "Cancelled"),
    ];

    async fn all(desk: &Desk) -> Result<Vec<Fields>, Fail> {
        let call = GetOrderStatusDetails { limitnum: ROWS, limitstart: None };
        Ok(desk.call(call).await?.statuses.0.orderstatus.iter().map(fields).collect())
    }
}

struct TaxRule;

impl Thing for TaxRule {
    type Add = AddTaxRule;
    type Update = UpdateTaxRule;
    type Delete = DeleteTaxRule;
    const PATH: &'static str = "/admin/tax-rules";
    const LIST: &'static str = "Tax rules";
    const WORD: &'static str = "tax rule";
    const KEY: &'static str = "taxruleid";

    async fn find(desk: &Desk, id: u64) -> Result<Option<Fields>, Fail> {
        small::one::<Self>(desk, id).await
    }

    async fn parts(_: &Desk, _: Option<u64>) -> Vec<Part> {
        let levels = [("1", "First"), ("2", "Second, on top of the first")];
        vec![part(
            "Tax rule",
            [
                Input::text("name", "Name").hint("As invoices say it").required(),
                Input::number("rate", "Per cent").required(),
                Input::choose("level", "Level", choices(&levels)),
                Input::choose("country", "Country", pick::countries("Any")),
                Input::text("state", "State").hint("Empty: any"),
            ],
        )]
    }
}

impl Small for TaxRule {
    const LEAD: &'static str = "Who pays which tax; the closest rule counts";
    const NEW: (&'static str, &'static str) = ("/admin/tax-rules/new", "New rule");
    const SHOWN: &'static [(&'static str, &'static str)] = &[
        ("name", "Rule"),
        ("rate", "Per cent"),
        ("level", "Level"),
        ("country", "Country"),
        ("state", "State"),
    ];
    const ALSO: &'static [(&'static str, &'static str)] = &[(EU, "Rates of the EU")];

    async fn notice(desk: &Desk) -> Option<Notice> {
        odd::tax(desk).await
    }

    async fn all(desk: &Desk) -> Result<Vec<Fields>, Fail> {
        let call = GetTaxRules { limitnum: ROWS, limitstart: None };
        Ok(desk.call(call).await?.taxrules.0.taxrule.iter().map(fields).collect())
    }
}

/// `GET /admin/tax-rules/eu`
async fn ask_eu(desk: Desk) -> Response {
    let question = Question {
        title: "Add the standard rates of the European Union?".to_owned(),
        text: "Each of its states that has no rule of the first level gets one with its standard \
               rate. Rules that are there stay as they are."
            .to_owned(),
        button: "Add them",
        harmless: true,
        back: TaxRule::PATH.to_owned(),
        ..Question::default()
    };
    confirm::ask(&desk, &Posted::default(), question).await
}

/// `POST /admin/tax-rules/eu`
async fn add_eu(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    Ok(match desk.submit::<AddEuVatRules>(&posted).await? {
        Tried::Done(made) => {
            let said = counted(made.numadded.0, "rule was added", "rules were added");
            desk.go(TaxRule::PATH, &said)
        }
        Tried::Again(problems) => desk.refuse(TaxRule::PATH, &problems.line()),
    })
}
