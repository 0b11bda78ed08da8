//! Many prices changed at once: looked at first, then applied, and clients told.

use axum::Router;
use axum::response::Response;
use protocol::{ChangePrices, GetProductGroups};
use serde_json::{Value, json};

use super::confirm::{self, Question};
use super::desk::Desk;
use super::fail::Fail;
use super::form::{Posted, Problems, Tried};
use super::sheets::CYCLES;
use super::{pick, sheet};
use crate::App;
use crate::routing::{get, post};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/admin/price-change", get(form).merge(post(submit)))
}

async fn form(desk: Desk) -> Response {
    show(&desk, &Posted::default().with("changetype", "percent"), Problems::default(), None).await
}

async fn submit(desk: Desk, mut posted: Posted) -> Result<Response, Fail> {
    for name in ["gid", "currencyid"] {
        if posted.text(name).trim().is_empty() {
            posted.drop(name);
        }
    }
    for name in ["pids", "cycles"] {
        let ticked: Vec<&str> = posted.all(name).filter(|each| !each.is_empty()).collect();
        let ticked = ticked.join(",");
        posted.set(name, ticked);
    }
    let apply = posted.verb() == "apply";
    if apply && !posted.confirmed() {
        let question = Question {
            title: "Change these prices?".to_owned(),
            text: "New orders pay the new prices at once, and services as you have chosen from \
                   their next invoice on."
                .to_owned(),
            button: "Change the prices",
            back: "/admin/price-change".to_owned(),
            ..Question::default()
        };
        return Ok(confirm::ask(&desk, &posted, question).await);
    }
    posted.set("apply", u8::from(apply));
    Ok(match desk.submit::<ChangePrices>(&posted).await? {
        Tried::Done(answer) if apply => {
            let (prices, services) = (answer.numprices.0, answer.numservices.0);
            let said = format!("{prices} prices were changed, and {services} services with them");
            desk.go("/admin/price-change", &said)
        }
        Tried::Done(answer) => {
            let result = serde_json::to_value(answer).unwrap_or_default();
            show(&desk, &posted, Problems::default(), Some(result)).await
        }
        Tried::Again(problems) => show(&desk, &posted, problems, None).await,
    })
}

async fn show(desk: &Desk, posted: &Posted, problems: Problems, result: Option<Value>) -> Response {
    let status = problems.status();
    let groups = desk.maybe(GetProductGroups {}).await;
    let groups = groups.map(|found| found.groups.0.group.0).unwrap_or_default();
    let any = || vec![(String::new(), "All".to_owned())];
    let mut group_choices = any();
    group_choices.extend(groups.iter().map(|row| (row.gid.0.to_string(), row.name.to_string())));
    let mut currencies = any();
    currencies.extend(pick::currencies(desk).await);
    let view = json!({
        "fields": posted.fields(),
        "problems": problems,
        "groups": group_choices,
        "currencies": currencies,
        "products": pick::products(desk).await,
        "cycles": sheet::choices(&CYCLES),
        "result": result,
    });
    desk.page(status, "admin/price_change.html", "Change of prices", view).await
}
