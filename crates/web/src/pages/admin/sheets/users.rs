//! Users: who signs in, and what staff do when somebody cannot.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use protocol::{AddUser, EndSessions, EndTwoFactor, GetUsers, ResetPassword, UpdateUser, User};
use serde_json::{Value, json};

use crate::App;
use crate::pages::admin::desk::Desk;
use crate::pages::admin::done::run;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::form::Posted;
use crate::pages::admin::names::Names;
use crate::pages::admin::sheet::{self, Fields, Input, Part, Thing, fields, part};
use crate::pages::admin::through::{LOOKED_AT, looked_for};
use crate::routing::post;

pub(super) fn routes() -> Router<App> {
    Router::new().merge(sheet::routes::<Login>()).route("/admin/users/{id}/help", post(help))
}

struct Login;

impl Thing for Login {
    type Add = AddUser;
    type Update = UpdateUser;
    type Delete = UpdateUser;
    const PATH: &'static str = "/admin/users";
    const LIST: &'static str = "Users";
    const WORD: &'static str = "user";
    const KEY: &'static str = "user_id";
    const TEMPLATE: &'static str = "admin/sheet_user.html";
    const STAYS: bool = true;
    /// Who they acted for, and what they did, stays.
    const DELETES: bool = false;

    async fn find(desk: &Desk, id: u64) -> Result<Option<Fields>, Fail> {
        let page = |limitstart| async move {
            let (userid, limitnum) = (Some(id), Some(LOOKED_AT));
            let call = GetUsers { userid, limitstart, limitnum, ..GetUsers::default() };
            let found = desk.call(call).await?;
            Ok((found.users.0, found.totalresults))
        };
        let found = looked_for(page, |row: &User| row.id.id() == Some(id)).await?;
        Ok(found.map(|row| {
            let mut fields = fields(&row);
            fields.insert("name".to_owned(), format!("{} {}", row.firstname, row.lastname));
            fields
        }))
    }

    async fn parts(_: &Desk, id: Option<u64>) -> Vec<Part> {
        let mut inputs = vec![
            Input::text("firstname", "First name").required(),
            Input::text("lastname", "Last name").required(),
            Input::text("email", "E-mail").required(),
        ];
        if id.is_none() {
            inputs.push(Input::password("password2", "Password").required());
        }
        inputs.push(Input::text("language", "Language").hint("Such as english; empty leaves it"));
        vec![part("User", inputs)]
    }

    async fn more(desk: &Desk, id: Option<u64>, found: &Fields) -> Value {
        if id.is_none() {
            return Value::Null;
        }
        let rows = found.get("clients").and_then(|text| serde_json::from_str(text).ok());
        let mut rows: Vec<Value> = rows.unwrap_or_default();
        let ids: Vec<i64> = rows.iter().filter_map(number).collect();
        let names = Names::of(desk, ids).await;
        for row in &mut rows {
            row["name"] = number(row).map(|id| names.label(id)).into();
        }
        json!({
            "clients": rows,
            "resets": desk.may("ResetPassword"),
            "ends": desk.may("EndSessions"),
            "second": desk.may("EndTwoFactor"),
        })
    }
}

/// The number of a client that somebody acts for, which the wire has as text or as a number.
fn number(row: &Value) -> Option<i64> {
    let id = row.get("id")?;
    id.as_i64().or_else(|| id.as_str()?.parse().ok())
}

/// `POST …/help`: for somebody who cannot sign in, or whose device is lost.
async fn help(desk: Desk, Path(id): Path<u64>, posted: Posted) -> Result<Response, Fail> {
    let only = Posted::default().with("once", posted.text("once"));
    let said = match posted.verb() {
        "reset" => {
            run::<ResetPassword>(&desk, &only, ("id", id), "The way to a new password is mailed")
                .await?
        }
        "second" => {
            let done = "The password alone opens the account now";
            run::<EndTwoFactor>(&desk, &only, ("user_id", id), done).await?
        }
        _ => run::<EndSessions>(&desk, &only, ("userid", id), "All sessions are over").await?,
    };
    Ok(desk.tell(&format!("/admin/users/{id}"), said))
}
