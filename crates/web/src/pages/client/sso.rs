//! Coming in by a link of `CreateSsoToken`, at the address that it has in a WHMCS.

use axum::extract::{Query, State};
use model::ids::{ClientId, UserId};
use protocol::RedeemSsoToken;
use serde::Deserialize;

use super::Shown;
use super::doors::{self, Onward};
use crate::App;
use crate::pages::gate::Arrived;
use crate::pages::language::tell;
use crate::pages::{flash, view};
use crate::session::Role;
use crate::session::enter::{self, Refused};
use crate::whmcs::CallError;

#[derive(Debug, Default, Deserialize)]
pub(super) struct Link {
    #[serde(default)]
    access_token: String,
}

/// `GET /oauth/singlesignon.php?access_token=…`
pub(super) async fn come_in(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    Query(link): Query<Link>,
) -> Shown {
    let caller = view::visitor(arrival.ip);
    let token = link.access_token.as_str().into();
    let found = match app.whmcs().call(&caller, RedeemSsoToken { token }).await {
        Ok(found) => found,
        // Before a WHMCS it is that one's address which has the page.
        Err(CallError::NotOffered(_)) => return turned_back(&app, Refused::Wrong),
        Err(error) => return turned_back(&app, enter::wrong(error)),
    };
    let client = Some(ClientId(found.client_id.0)).filter(|client| client.0 != 0);
    let who = match enter::user(&app, &caller, UserId(found.user_id.0), None, client).await {
        Ok(who) => who,
        Err(refused) => return turned_back(&app, refused),
    };
    let onward = Onward { next: format!("/{}", found.page), ..Onward::default() };
    if found.adminid.0 == 0 {
        return Ok(doors::greeted(&app, &who, onward.path()).await);
    }
    match enter::again(&app, Role::Staff, found.adminid.0, None).await {
        Ok(Some(member)) => Ok(doors::in_place_of(&app, &who, &member, onward.path())),
        Ok(None) => turned_back(&app, Refused::Wrong),
        Err(refused) => turned_back(&app, refused),
    }
}

fn turned_back(app: &App, refused: Refused) -> Shown {
    let said = match refused {
        Refused::Wrong => tell("link-void"),
        other => doors::words(other)?.1,
    };
    Ok(flash::say(app, "/login", "bad", &said))
}
