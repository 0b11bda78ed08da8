//! Users: who signs in, and what staff do when somebody cannot.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use protocol::{
    AddUser, DeleteUserClient, EndSessions, EndTwoFactor, GetUserPermissions, GetUsers,
    ResetPassword, UpdateUser, UpdateUserPermissions, User,
};
use serde_json::{Value, json};

use crate::App;
use crate::pages::admin::confirm::{self, Question};
use crate::pages::admin::desk::Desk;
use crate::pages::admin::done::run;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::form::Posted;
use crate::pages::admin::names::Names;
use crate::pages::admin::pick;
use crate::pages::admin::sheet::{self, Fields, Input, Part, Thing, fields, part};
use crate::pages::admin::through::{LOOKED_AT, looked_for};
use crate::routing::post;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .merge(sheet::routes::<Login>())
        .route("/admin/users/{id}/help", post(help))
        .route("/admin/users/{id}/client", post(tie))
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
        let languages = pick::languages("As the house speaks");
        inputs.push(Input::choose("language", "Language", languages));
        vec![part("User", inputs)]
    }

    async fn more(desk: &Desk, id: Option<u64>, found: &Fields) -> Value {
        let Some(user_id) = id else { return Value::Null };
        let rows = found.get("clients").and_then(|text| serde_json::from_str(text).ok());
        let mut rows: Vec<Value> = rows.unwrap_or_default();
        let ids: Vec<i64> = rows.iter().filter_map(number).collect();
        let names = Names::of(desk, ids).await;
        for row in &mut rows {
            row["name"] = number(row).map(|id| names.label(id)).into();
            let client_id = number(row).and_then(|id| u64::try_from(id).ok());
            if let Some(client_id) = client_id.filter(|_| row["isOwner"] != json!(true)) {
                row["may"] = permissions(desk, GetUserPermissions { user_id, client_id }).await;
            }
        }
        json!({
            "unlinks": desk.may("DeleteUserClient"),
            "clients": rows,
            "resets": desk.may("ResetPassword"),
            "ends": desk.may("EndSessions"),
            "second": desk.may("EndTwoFactor"),
        })
    }
}

/// Every permission with its word and what it means, and whether the user has it; nothing for whom
/// may not change them.
async fn permissions(desk: &Desk, call: GetUserPermissions) -> Value {
    if !desk.may("UpdateUserPermissions") {
        return Value::Null;
    }
    let Some(found) = desk.maybe(call).await else { return Value::Null };
    let found = found.permissions.0.permission;
    let all = pick::permissions().into_iter().map(|(word, text)| {
        let has = found.iter().any(|has| has.0 == word);
        (word, text, has)
    });
    json!(all.collect::<Vec<_>>())
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

/// `POST …/client`: what the user may do for a client, or that it acts for it no longer.
async fn tie(desk: Desk, Path(id): Path<u64>, posted: Posted) -> Result<Response, Fail> {
    let (here, key) = (format!("/admin/users/{id}"), ("user_id", id));
    let (client, once) = (posted.text("clientid"), posted.text("once"));
    let call = Posted::default().with("client_id", client).with("once", once);
    let said = match posted.verb() {
        "unlink" if !posted.confirmed() => {
            let question = Question {
                title: "Take the access away?".to_owned(),
                text: "The user can do nothing for this client any longer. Others stay.".to_owned(),
                button: "Take it away",
                back: here,
                ..Question::default()
            };
            return Ok(confirm::ask(&desk, &posted, question).await);
        }
        "unlink" => run::<DeleteUserClient>(&desk, &call, key, "The access is taken away").await?,
        "permit" => {
            let may = posted.all("may").collect::<Vec<_>>().join(",");
            run::<UpdateUserPermissions>(&desk, &call.with("permissions", may), key, "Saved")
                .await?
        }
        _ => return Err(Fail::missing(&desk)),
    };
    Ok(desk.tell(&here, said))
}
