//! Users who act for several accounts: which of them, one at a time.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use engine::{Caller, Door};
use model::ids::ClientId;
use model::people::full_name;
use model::people::permission::ClientPermission;
use protocol::wire::Amount;
use protocol::{ClientDetails, GetClientsDetails};
use serde_json::{Value, json};

use super::Shown;
use super::doors::door;
use crate::App;
use crate::for_client::ForClient;
use crate::pages::flash;
use crate::pages::gate::Arrived;
use crate::pages::language::{tell, tell_with};
use crate::pages::sorry::{Sorry, missing};
use crate::pages::view;
use crate::session::enter::{self, Refused};
use crate::session::{ClientSession, Role, renew};
use crate::whmcs::CallError;

/// Accounts that are shown to choose between.
const SHOWN_MAX: usize = 50;

/// `GET /account/switch`
pub(super) async fn list(State(app): State<App>, Arrived(arrival): Arrived) -> Shown {
    let Some((claims, user)) = arrival.claims.as_ref().and_then(|it| Some((it, it.user()?))) else {
        return Ok(Redirect::to("/login?next=%2Faccount%2Fswitch").into_response());
    };
    let clients = enter::clients_of(&app, &view::visitor(arrival.ip), user, None).await?;
    let here = claims.client().map(|(_, client)| client);
    let mut rows: Vec<Value> = Vec::new();
    for client in clients.into_iter().take(SHOWN_MAX) {
        let (name, about) = named(&app, client).await?;
        let row =
            json!({ "id": client.0, "name": name, "about": about, "here": here == Some(client) });
        rows.push(row);
    }
    let view = json!({ "rows": rows });
    let title = tell("switch-account");
    Ok(door(&app, &arrival, "client/accounts.html", &title, StatusCode::OK, view).await)
}

/// What an account is called.
async fn named(app: &App, client: ClientId) -> Result<(String, String), Sorry> {
    let clientid = u64::try_from(client.0).ok();
    let call = GetClientsDetails { clientid, ..GetClientsDetails::default() };
    let found = app.whmcs().call(&Caller::system(Door::Page), call).await?.into_client();
    Ok(called(&found))
}

/// What an account is called: its company, else its person; and the person of a company.
pub(crate) fn called(found: &ClientDetails) -> (String, String) {
    let person = full_name(&found.firstname, &found.lastname);
    match &*found.companyname {
        "" => (person, String::new()),
        company => (company.to_owned(), person),
    }
}

/// Who orders, for whose account where that is called otherwise, and which credit is used for it.
pub(crate) async fn ordering_as(
    app: &App,
    session: &ClientSession,
    name: &str,
) -> Result<String, CallError> {
    let found = ForClient::new(app, session).details().await?;
    let (account, _) = called(&found);
    let said = match account.is_empty() || account == name {
        true => tell_with("order-as", &[("name", name.into())]),
        false => tell_with("order-as-for", &[("name", name.into()), ("account", account.into())]),
    };
    Ok(match credit(app, session, &found.credit).await? {
        Some(credit) => {
            format!("{said} {}", tell_with("credit-comes-first", &[("amount", credit.into())]))
        }
        None => said,
    })
}

/// The credit that pays for an order first, for whom may see it; nothing where there is none, or
/// where it waits to be used. Another WHMCS does not say how it is there.
async fn credit(
    app: &App,
    session: &ClientSession,
    amount: &Amount,
) -> Result<Option<String>, CallError> {
    let is_seen = session.may(ClientPermission::Invoices) && !app.whmcs().is_remote();
    if !is_seen || !view::is_something(amount) {
        return Ok(None);
    }
    if view::is_switched_on(app, &session.caller, "NoAutoApplyCredit").await {
        return Ok(None);
    }
    let code = ForClient::new(app, session).currency().await?;
    let (rows, code) = view::currencies(app, &session.caller, &code).await?;
    Ok(rows.iter().find(|row| row.code == code).map(|row| row.money(amount)))
}

/// `POST /account/switch`: goes on as somebody who acts for another account.
pub(super) async fn switch(State(app): State<App>, Arrived(arrival): Arrived) -> Shown {
    let Some((claims, user)) = arrival.claims.as_ref().and_then(|it| Some((it, it.user()?))) else {
        return Ok(Redirect::to("/login").into_response());
    };
    let wanted = arrival.form.text("client").and_then(|text| text.parse().ok()).map(ClientId);
    let Some(wanted) = wanted else { return Err(missing()) };
    let who = match enter::again(&app, Role::Client, user.0, Some(wanted)).await {
        Ok(who) => who.filter(|who| who.epoch == claims.epoch),
        Err(Refused::Call(error)) => return Err(error.into()),
        Err(_) => None,
    };
    let who = who.ok_or_else(missing)?;
    let (name, _) = named(&app, wanted).await?;
    let said = tell_with("acting-for", &[("name", name.into())]);
    let mut response = flash::done(&app, "/clientarea", &said);
    if let Some(tokens) = enter::begun(&app, &who, &claims.fork(&*app.0.chance)).await {
        renew::end(&app, claims).await?;
        tokens.write(response.headers_mut(), app.0.sessions.secure());
    }
    Ok(response)
}
