//! `GET /admin/automation/preview`: what the automation will do up to a day.

use axum::http::StatusCode;
use axum::response::Response;
use protocol::wire::{Flag, WireDate};
use protocol::{AutomationItem, GetAutomationTasks, PreviewAutomation, PreviewAutomationResponse};
use serde_json::{Value, json};

use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::form::{self};
use crate::pages::admin::names;

/// Rows that the page shows; who wants more narrows what is asked, or asks the API.
const ROWS_MAX: usize = 300;

/// The page. Living through the days of a large company takes seconds, so it stands at once and
/// then fetches what it tells of (`told`).
pub(super) async fn page(desk: Desk) -> Result<Response, Fail> {
    let query = desk.query();
    let tomorrow = desk.now().date().saturating_add(jiff::Span::new().days(1));
    let date = query.text("date").parse::<jiff::civil::Date>().unwrap_or(tomorrow);
    let task = query.text("task");
    let client = query.text("clientid").parse::<u64>().ok().filter(|client| *client > 0);
    let fail = query.text("chargesfail") == "1";
    let call = PreviewAutomation {
        date: Some(WireDate(Some(date))),
        from: Some(WireDate(Some(desk.now().date()))),
        task: Some(task.to_owned()).filter(|task| !task.is_empty()),
        clientid: client,
        chargesfail: Flag(fail),
    };
    let (told, problem) = if desk.does_itself("PreviewAutomation") && query.text("told") != "1" {
        (None, None)
    } else {
        match desk.ask(call).await {
            Ok(found) => (Some(told(&found)), None),
            Err(error) => match form::problems(&error) {
                Some(problems) => (None, Some(problems.line())),
                None => return Err(Fail::new(&desk, error)),
            },
        }
    };
    let mut view = json!({
        "date": date.to_string(),
        "task": task,
        "client": client,
        "chargesfail": fail,
        "tasks": desk.maybe(GetAutomationTasks {}).await.map(|found| found.tasks.0),
        "told": told,
        "problem": problem,
    });
    names::beside_numbers(&desk, &mut view).await;
    Ok(desk.page(StatusCode::OK, "admin/preview.html", "What will happen", view).await)
}

fn told(found: &PreviewAutomationResponse) -> Value {
    let (left, done): (Vec<_>, Vec<_>) =
        found.items.0.iter().partition(|item| !item.skipped.is_empty());
    let shown = |rows: &[&AutomationItem]| {
        json!({
            "total": rows.len(),
            "rows": rows.iter().take(ROWS_MAX).collect::<Vec<_>>(),
            "beyond": rows.len().saturating_sub(ROWS_MAX),
        })
    };
    json!({
        "counters": found.counters,
        "amounts": found.amounts,
        "done": shown(&done),
        "left": shown(&left),
        "beyond": found.itemsleftoff,
    })
}
