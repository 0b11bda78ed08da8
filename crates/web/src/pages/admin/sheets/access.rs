//! Who may come in: the staff, programs with API credentials, and sites that sign clients in here.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use protocol::wire::Flag;
use protocol::{
    AddAdminUser, AddApiCredential, CreateOAuthCredential, DeleteApiCredential,
    DeleteOAuthCredential, EndSessions, EndTwoFactor, GetAdminUsers, GetApiCredentials,
    ListOAuthCredentials, UpdateAdminUser, UpdateApiCredential, UpdateOAuthCredential,
};
use serde_json::{Value, json};

use super::small::{self, Small};
use crate::App;
use crate::pages::admin::desk::Desk;
use crate::pages::admin::done::run;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::form::Posted;
use crate::pages::admin::pick;
use crate::pages::admin::sheet::{self, Fields, Input, Part, ROWS, Thing, choices, fields, part};
use crate::routing::post;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .merge(sheet::routes::<Member>())
        .route("/admin/staff/{id}/help", post(help))
        .merge(small::routes::<Credential>())
        .merge(small::routes::<OAuthClient>())
        .merge(super::providers::routes())
}

/// A text of an answer, where it is one.
fn text(answer: &Value, name: &str) -> Option<String> {
    answer[name].as_str().filter(|text| !text.is_empty()).map(str::to_owned)
}

/// A field under the name that a change gives it.
fn named(row: &mut Fields, from: &str, to: &str) {
    let value = row.get(from).cloned().unwrap_or_default();
    row.insert(to.to_owned(), value);
}

/// The field of the departments that somebody sees.
const SEES: &str = "supportdepartmentids";

struct Member;

impl Thing for Member {
    type Add = AddAdminUser;
    type Update = UpdateAdminUser;
    type Delete = UpdateAdminUser;
    const PATH: &'static str = "/admin/staff";
    const LIST: &'static str = "Staff";
    const WORD: &'static str = "staff member";
    const KEY: &'static str = "adminid";
    const TEMPLATE: &'static str = "admin/sheet_staff.html";
    const STAYS: bool = true;
    /// What somebody did stays theirs; whoever leaves is locked out.
    const DELETES: bool = false;

    async fn find(desk: &Desk, id: u64) -> Result<Option<Fields>, Fail> {
        let call = GetAdminUsers { include_disabled: Flag(true), ..GetAdminUsers::default() };
        let rows = desk.call(call).await?.admin_users.0;
        Ok(rows.into_iter().find(|row| row.id.id() == Some(id)).map(|row| {
            let sees = row.supportDepartmentIds.iter().map(ToString::to_string);
            let sees = sees.collect::<Vec<_>>().join(",");
            let mut row = fields(&row);
            row.insert(SEES.to_owned(), sees);
            named(&mut row, "fullName", "name");
            named(&mut row, "roleId", "roleid");
            named(&mut row, "isDisabled", "disabled");
            row
        }))
    }

    async fn parts(desk: &Desk, id: Option<u64>) -> Vec<Part> {
        let roles = pick::roles(desk, "staff").await;
        let mut inputs = Vec::new();
        if id.is_none() {
            inputs.push(Input::text("adminusername", "Signs in as").required());
        }
        inputs.extend([
            Input::text("email", "E-mail").required(),
            Input::text("firstname", "First name").required(),
            Input::text("lastname", "Last name").required(),
            Input::choose("roleid", "Role", roles),
        ]);
        let password = Input::password("password2", "Password");
        inputs.push(match id {
            Some(_) => password.hint("Empty leaves it as it is; a new one ends all sessions"),
            None => password.required(),
        });
        let sees = Input::several(SEES, "Departments", pick::departments(desk).await)
            .hint("Only their tickets are seen; without a tick, those of all departments");
        let mut parts = vec![part("Staff member", inputs), part("Tickets", [sees])];
        if id.is_some() {
            let more = [
                Input::text("language", "Language"),
                Input::switch("disabled", "Is locked out"),
                Input::area("signature", "Signature under answers", 4),
            ];
            parts.push(part("At work", more));
        }
        parts
    }

    async fn more(desk: &Desk, id: Option<u64>, _: &Fields) -> Value {
        let others = id.is_some_and(|id| id != u64::try_from(desk.staff().0).unwrap_or(0));
        json!({
            "sessions": id.is_some() && desk.may("EndSessions"),
            "second": others && desk.may("EndTwoFactor") && desk.may("UpdateAdminUser"),
        })
    }
}

/// `POST …/help`: whoever is in is out, or somebody's device is lost.
async fn help(desk: Desk, Path(id): Path<u64>, posted: Posted) -> Result<Response, Fail> {
    let only = Posted::default().with("once", posted.text("once"));
    let said = match posted.verb() {
        "second" => {
            let done = "The password alone opens the account now";
            run::<EndTwoFactor>(&desk, &only, ("adminid", id), done).await?
        }
        _ => run::<EndSessions>(&desk, &only, ("adminid", id), "All sessions are over").await?,
    };
    Ok(desk.tell(&format!("/admin/staff/{id}"), said))
}

struct Credential;

impl Thing for Credential {
    type Add = AddApiCredential;
    type Update = UpdateApiCredential;
    type Delete = DeleteApiCredential;
    const PATH: &'static str = "/admin/api-credentials";
    const LIST: &'static str = "API credentials";
    const WORD: &'static str = "credential";
    const KEY: &'static str = "credentialid";

    async fn find(desk: &Desk, id: u64) -> Result<Option<Fields>, Fail> {
        small::one::<Self>(desk, id).await
    }

    async fn parts(desk: &Desk, id: Option<u64>) -> Vec<Part> {
        let mut inputs = vec![
            Input::text("description", "What it is for").wide().required(),
            Input::choose("roleid", "Role", pick::roles(desk, "api").await)
                .hint("What it may do; roles for programs stand under Roles"),
            Input::choose("adminid", "Acts as", pick::staff(desk, "Nobody").await),
            Input::switch("loopbackonly", "Only from this machine"),
        ];
        if id.is_some() {
            inputs.push(Input::switch("enabled", "Is taken"));
        }
        vec![part("API credential", inputs)]
    }

    fn told(answer: &Value) -> Vec<(&'static str, String)> {
        let pairs = [("Identifier", "identifier"), ("Secret", "secret")];
        pairs.iter().filter_map(|(label, name)| Some((*label, text(answer, name)?))).collect()
    }
}

impl Small for Credential {
    const LEAD: &'static str = "Programs that call the API, and what each may do";
    const NEW: (&'static str, &'static str) = ("/admin/api-credentials/new", "New credential");
    const SHOWN: &'static [(&'static str, &'static str)] = &[
        ("description", "For"),
        ("identifier", "Identifier"),
        ("role", "Role"),
        ("enabled", "Is taken"),
        ("lastused", "Last used"),
    ];

    async fn all(desk: &Desk) -> Result<Vec<Fields>, Fail> {
        let call = GetApiCredentials { limitnum: ROWS, limitstart: None };
        let found = desk.call(call).await?.apicredentials.0.apicredential.0;
        let roles = pick::roles(desk, "api").await;
        let row = |row: protocol::ApiCredentialEntry| {
            let mut row = fields(&row);
            let role = row.get("roleid").cloned().unwrap_or_default();
            row.insert("role".to_owned(), pick::name_of(&roles, &role).to_owned());
            row.entry("description".to_owned()).and_modify(|text| {
                if text.is_empty() {
                    "Without a description".clone_into(text);
                }
            });
            row
        };
        Ok(found.into_iter().map(row).collect())
    }
}

struct OAuthClient;

/// How a site asks.
const GRANTS: &[(&str, &str)] =
    &[("authorization_code", "Sign in with us"), ("single_sign_on", "Single sign-on")];

impl Thing for OAuthClient {
    type Add = CreateOAuthCredential;
    type Update = UpdateOAuthCredential;
    type Delete = DeleteOAuthCredential;
    const PATH: &'static str = "/admin/oauth-clients";
    const LIST: &'static str = "OAuth clients";
    const WORD: &'static str = "OAuth client";
    const KEY: &'static str = "credentialId";

    async fn find(desk: &Desk, id: u64) -> Result<Option<Fields>, Fail> {
        small::one::<Self>(desk, id).await
    }

    async fn parts(_: &Desk, id: Option<u64>) -> Vec<Part> {
        let mut inputs = vec![
            Input::text("name", "Name").required(),
            Input::choose("grantType", "For", choices(GRANTS)),
            Input::text("description", "Description").wide(),
            Input::text("logoUri", "Address of its logo").wide(),
        ];
        match id {
            None => inputs.push(
                Input::text("redirectUri", "Where people come back to")
                    .wide()
                    .hint("One address; further ones can be added afterwards"),
            ),
            Some(_) => {
                inputs.push(
                    Input::area("redirectUri", "Where people come back to", 3)
                        .hint("One address a line"),
                );
                inputs.push(
                    Input::switch("resetSecret", "Make a new secret")
                        .hint("The one it has is void at once"),
                );
            }
        }
        let scopes = pick::words(engine::system::oauth::SCOPES);
        vec![
            part("OAuth client", inputs),
            part("What it may see", [Input::several("scope", "Scopes", scopes)]),
        ]
    }

    fn told(answer: &Value) -> Vec<(&'static str, String)> {
        let pairs = [
            ("Client ID", "clientIdentifier"),
            ("Client secret", "clientSecret"),
            ("New client secret", "newClientSecret"),
        ];
        pairs.iter().filter_map(|(label, name)| Some((*label, text(answer, name)?))).collect()
    }

    fn read(posted: &mut Posted) {
        posted.set("scope", posted.text("scope").replace(',', " "));
        let lines: Vec<String> =
            posted.text("redirectUri").split_whitespace().map(str::to_owned).collect();
        if lines.len() > 1 {
            posted.drop("redirectUri");
            for (place, line) in lines.into_iter().enumerate() {
                posted.set(&format!("redirectUri[{place}]"), line);
            }
        }
    }
}

impl Small for OAuthClient {
    const LEAD: &'static str = "Sites that clients sign in to with their account here";
    const NEW: (&'static str, &'static str) = ("/admin/oauth-clients/new", "New client");
    const SHOWN: &'static [(&'static str, &'static str)] = &[
        ("name", "Client"),
        ("grant", "For"),
        ("clientIdentifier", "Client ID"),
        ("createdAt", "Since"),
    ];

    async fn all(desk: &Desk) -> Result<Vec<Fields>, Fail> {
        let found = desk.call(ListOAuthCredentials::default()).await?.clients.0;
        let kinds = choices(GRANTS);
        let row = |row: protocol::OAuthCredential| {
            let back: Vec<String> = row.redirectUri.iter().map(ToString::to_string).collect();
            let mut row = fields(&row);
            row.remove("clientSecret");
            row.insert("redirectUri".to_owned(), back.join("\n"));
            named(&mut row, "grantTypes", "grantType");
            let grant = row.get("grantTypes").cloned().unwrap_or_default();
            row.insert("grant".to_owned(), pick::name_of(&kinds, &grant).to_owned());
            row.entry("scope".to_owned()).and_modify(|scope| *scope = scope.replace(' ', ","));
            row
        };
        Ok(found.into_iter().map(row).collect())
    }
}
