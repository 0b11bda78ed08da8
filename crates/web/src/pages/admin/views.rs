//! Saved views: the state of a list under a name, kept for the member of staff.

use axum::Router;
use axum::response::Response;
use protocol::{GetStaffPreferences, SetStaffPreference};
use serde::Serialize;
use serde_json::{Value, json};

use super::desk::Desk;
use super::fail::Fail;
use super::form::{Posted, Tried};
use crate::App;
use crate::routing::post;

/// Views that have a key of their own.
const KEYS: usize = 9;
/// Letters of a name at most; the page says so too.
const NAME_LETTERS_MAX: usize = 40;

/// A view of a list.
#[derive(Debug, Serialize)]
struct View {
    name: String,
    href: String,
    current: bool,
    /// The key that leads there, or nothing.
    key: String,
}

pub(super) fn routes() -> Router<App> {
    Router::new().route("/admin/views", post(change))
}

/// The views of a list, and how it is kept as it is now; nothing where nobody can keep any.
pub(super) async fn of(desk: &Desk, list: &str, address: &str) -> Value {
    if !desk.may("SetStaffPreference") {
        return Value::Null;
    }
    let Some(found) = desk.maybe(GetStaffPreferences {}).await else { return Value::Null };
    let before = prefix(list);
    let rows = found.preferences.0.preference.0.into_iter();
    let named = rows.filter_map(|row| {
        let name = row.name.strip_prefix(&before)?.to_owned();
        Some((name, row.value.to_string()))
    });
    let views = named.zip(1..).map(|((name, href), place)| View {
        name,
        current: href == address,
        href,
        key: if place <= KEYS { place.to_string() } else { String::new() },
    });
    json!({ "list": list, "address": address, "rows": views.collect::<Vec<_>>() })
}

/// `POST /admin/views`: keeps a view, or forgets one.
async fn change(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    let (list, address) = (posted.text("list"), posted.text("address"));
    // A view leads to its own list and nowhere else.
    let is_list = list.starts_with("/admin/") && !list.contains(['?', '#', '\\']);
    let is_there = address.strip_prefix(list).is_some_and(|x| x.is_empty() || x.starts_with('?'));
    if !is_list || !is_there {
        return Err(Fail::missing(&desk));
    }
    let name: String = posted.text("name").trim().chars().take(NAME_LETTERS_MAX).collect();
    if name.is_empty() {
        return Ok(desk.go(address, "Give the view a name"));
    }
    let forgets = posted.verb() == "forget";
    let call = Posted::default()
        .with("once", posted.text("once"))
        .with("name", prefix(list) + &name)
        .with("value", if forgets { "" } else { address });
    let said = match desk.submit::<SetStaffPreference>(&call).await? {
        Tried::Done(_) if forgets => Ok(format!("The view “{name}” is forgotten")),
        Tried::Done(_) => Ok(format!("The view “{name}” is kept")),
        Tried::Again(problems) => Err(problems),
    };
    Ok(desk.tell(address, said))
}

fn prefix(list: &str) -> String {
    format!("view {list} ")
}
