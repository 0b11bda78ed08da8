//! Which widgets the first page shows, and in which order: kept for the member of staff.

use axum::http::StatusCode;
use axum::response::Response;
use protocol::{GetStaffPreferences, SetStaffPreference};
use serde::Serialize;
use serde_json::json;

use crate::pages::admin::desk::Desk;
use crate::pages::admin::done::tried;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::form::Posted;

/// Every widget, as a new member of staff finds them.
const WIDGETS: [(&str, &str); 9] = [
    ("figures", "Figures"),
    ("needs", "What needs somebody now"),
    ("income", "Income"),
    ("tickets", "Tickets awaiting reply"),
    ("orders", "Pending orders"),
    ("overdue", "Overdue invoices"),
    ("activity", "Activity"),
    ("todo", "To-do"),
    ("forecast", "Income forecast"),
];
/// The name of the preference.
const PREFERENCE: &str = "dashboard";
/// Stands before what is hidden.
const HIDDEN: char = '-';

/// A widget in its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Widget {
    name: &'static str,
    label: &'static str,
    shown: bool,
}

/// The widgets of whoever sits at the desk.
async fn widgets(desk: &Desk) -> Vec<Widget> {
    let found = desk.maybe(GetStaffPreferences {}).await;
    let rows = found.map(|found| found.preferences.0.preference.0).unwrap_or_default();
    let kept = rows.iter().find(|row| &*row.name == PREFERENCE);
    read(kept.map_or("", |row| &row.value))
}

/// The names of those that are not hidden.
pub(super) async fn shown(desk: &Desk) -> Vec<&'static str> {
    let all = widgets(desk).await.into_iter();
    all.filter(|widget| widget.shown).map(|widget| widget.name).collect()
}

/// `GET /admin/arrange`
pub(crate) async fn page(desk: Desk) -> Response {
    let query = desk.query();
    let view = json!({ "widgets": widgets(&desk).await, "at": query.text("at") });
    desk.page(StatusCode::OK, "admin/arrange.html", "Arrange the dashboard", view).await
}

/// `POST /admin/arrange`: one widget up, down, shown or hidden, or all as they were.
pub(crate) async fn change(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    let at = posted.text("widget");
    let before = widgets(&desk).await;
    let after = moved(&before, at, posted.verb());
    let value = if posted.verb() == "reset" { String::new() } else { write(&after) };
    let call = Posted::default()
        .with("once", posted.text("once"))
        .with("name", PREFERENCE)
        .with("value", value);
    let said = tried(desk.submit::<SetStaffPreference>(&call).await?, "The dashboard is arranged");
    let known = WIDGETS.iter().any(|(name, _)| *name == at);
    let path = if known { format!("/admin/arrange?at={at}") } else { "/admin/arrange".to_owned() };
    Ok(desk.tell(&path, said))
}

/// What is kept, as widgets; those that it does not name stand behind it.
fn read(kept: &str) -> Vec<Widget> {
    let mut found: Vec<Widget> = Vec::new();
    let rest = WIDGETS.iter().map(|(name, _)| *name);
    for word in kept.split(',').map(str::trim).chain(rest) {
        let (name, shown) = match word.strip_prefix(HIDDEN) {
            Some(name) => (name, false),
            None => (word, true),
        };
        let known = WIDGETS.iter().find(|(each, _)| *each == name);
        if let Some((name, label)) = known
            && found.iter().all(|widget| widget.name != *name)
        {
            found.push(Widget { name, label, shown });
        }
    }
    found
}

fn write(widgets: &[Widget]) -> String {
    let word = |widget: &Widget| match widget.shown {
        true => widget.name.to_owned(),
        false => format!("{HIDDEN}{}", widget.name),
    };
    widgets.iter().map(word).collect::<Vec<_>>().join(",")
}

fn moved(widgets: &[Widget], name: &str, verb: &str) -> Vec<Widget> {
    let mut after = widgets.to_vec();
    let Some(at) = after.iter().position(|widget| widget.name == name) else { return after };
    match verb {
        "up" if at > 0 => after.swap(at, at - 1),
        "down" if at + 1 < after.len() => after.swap(at, at + 1),
        "show" | "hide" => {
            if let Some(widget) = after.get_mut(at) {
                widget.shown = verb == "show";
            }
        }
        _ => {}
    }
    after
}

#[cfg(test)]
mod tests {
    use super::{moved, read, write};

    #[test]
    fn widgets_move_hide_and_come_back() {
        let usual = "figures,needs,income,tickets,orders,overdue,activity,todo,forecast";
        for (kept, name, verb, expected) in [
            ("", "", "", usual.to_owned()),
            ("odd,todo,todo", "", "", format!("todo,{}", usual.replace("todo,", ""))),
            ("", "needs", "up", usual.replace("figures,needs", "needs,figures")),
            ("", "figures", "up", usual.to_owned()),
            ("", "activity", "down", usual.replace("activity,todo", "todo,activity")),
            ("", "forecast", "down", usual.to_owned()),
            ("", "income", "hide", usual.replace("income", "-income")),
            ("-figures", "figures", "show", usual.to_owned()),
            ("", "odd", "hide", usual.to_owned()),
        ] {
            assert_eq!(write(&moved(&read(kept), name, verb)), expected, "{kept} {name} {verb}");
        }
    }
}
