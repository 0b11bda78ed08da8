//! What members of staff change of themselves: name, address, language, signature, password, and
//! what they note for themselves.

use std::collections::BTreeMap;

use axum::Router;
use axum::response::Response;
use engine::Caller;
use engine::people::passwords::PASSWORD_BYTES_MAX;
use protocol::{Action, GetAdminDetails, GetOwnAdmin, UpdateAdminNotes, UpdateOwnAdmin};
use serde_json::json;

use super::desk::{self, Desk};
use super::fail::Fail;
use super::form::{self, Posted, Problems};
use super::{login, sign_in};
use crate::App;
use crate::pages::language::LANGUAGES;
use crate::routing::{get, post};
use crate::session::{Role, enter, who};

const PATH: &str = "/admin/my-account";
/// What each member may do about itself.
const OWN_ACTIONS: [&str; 4] =
    [GetOwnAdmin::NAME, UpdateOwnAdmin::NAME, GetAdminDetails::NAME, UpdateAdminNotes::NAME];

pub(super) fn routes() -> Router<App> {
    Router::new().route(PATH, get(page).merge(post(save)))
}

fn own(desk: &Desk) -> Caller {
    who::own(desk.caller(), &OWN_ACTIONS)
}

fn number(desk: &Desk) -> u64 {
    u64::try_from(desk.staff().0).unwrap_or_default()
}

/// `GET /admin/my-account`
async fn page(desk: Desk) -> Result<Response, Fail> {
    show(&desk, BTreeMap::new(), Problems::default()).await
}

async fn show(
    desk: &Desk,
    typed: BTreeMap<String, String>,
    problems: Problems,
) -> Result<Response, Fail> {
    let call = GetOwnAdmin { adminid: number(desk) };
    let mine = desk.app().whmcs().call(&own(desk), call).await;
    let mine = mine.map_err(|error| Fail::new(desk, error))?;
    let kept = [
        ("firstname", &mine.firstname),
        ("lastname", &mine.lastname),
        ("email", &mine.email),
        ("language", &mine.language),
        ("signature", &mine.signature),
    ];
    let mut fields: BTreeMap<String, String> =
        kept.into_iter().map(|(name, text)| (name.to_owned(), text.to_string())).collect();
    // Passwords are never shown again.
    let secret = |name: &String| name.contains("password") || name == "again";
    fields.extend(typed.into_iter().filter(|(name, _)| !secret(name)));
    let status = problems.status();
    let view = json!({
        "mine": mine,
        "fields": fields,
        "problems": problems,
        "notes": notes(desk).await,
        "languages": languages(&mine.language),
    });
    Ok(desk.page(status, "admin/my_account.html", "My account", view).await)
}

/// What the member noted. A WHMCS elsewhere keeps notes of the program that asks it, not of who
/// sits before that.
async fn notes(desk: &Desk) -> Option<String> {
    if desk.app().whmcs().is_remote() {
        return None;
    }
    let found = desk.app().whmcs().call(&own(desk), GetAdminDetails {}).await;
    found.ok().map(|found| found.notes.to_string())
}

/// Keeps what the member notes.
async fn note(desk: &Desk, posted: &Posted) -> Result<Response, Fail> {
    if desk.app().whmcs().is_remote() {
        return Err(Fail::missing(desk));
    }
    let call = UpdateAdminNotes { notes: posted.text("notes").to_owned() };
    let kept = desk.app().whmcs().call(&own(desk), call).await;
    kept.map_err(|error| Fail::new(desk, error))?;
    Ok(desk.go(PATH, "Your notes are saved"))
}

/// Ours, and the one that the account has, whatever that is.
fn languages(own: &str) -> Vec<(String, String)> {
    let ours = LANGUAGES.iter().map(|each| (each.wire.to_owned(), each.name.to_owned()));
    let mut all: Vec<(String, String)> = ours.collect();
    if !all.iter().any(|(wire, _)| wire.eq_ignore_ascii_case(own)) {
        all.insert(0, (own.to_owned(), own.to_owned()));
    }
    all
}

/// `POST /admin/my-account`: with a new password every session ends, and this one begins anew.
async fn save(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    if posted.verb() == "notes" {
        return note(&desk, &posted).await;
    }
    let tried = match admitted(&desk, &posted) {
        Ok(tried) => tried,
        Err(problems) => return show(&desk, posted.fields(), problems).await,
    };
    let anew = !posted.text("password2").is_empty();
    let text = |name: &str| Some(posted.text(name).trim_end().to_owned());
    let call = UpdateOwnAdmin {
        adminid: number(&desk),
        currentpassword: posted.text("currentpassword").into(),
        firstname: text("firstname"),
        lastname: text("lastname"),
        email: text("email"),
        language: text("language"),
        signature: text("signature"),
        password2: anew.then(|| posted.text("password2").into()),
    };
    if let Err(error) = desk.app().whmcs().call(&own(&desk), call).await {
        return match form::problems(&error) {
            Some(problems) => show(&desk, posted.fields(), problems).await,
            None => Err(Fail::new(&desk, error)),
        };
    }
    tried.right(desk.app());
    desk.app().0.sessions.watch().forget(desk.staff().0);
    if anew { sit_down_again(&desk).await } else { Ok(desk.go(PATH, "Saved")) }
}

/// A try of the present password, or what is wrong before anybody is asked.
fn admitted(desk: &Desk, posted: &Posted) -> Result<enter::Try, Problems> {
    let (old, new) = (posted.text("currentpassword"), posted.text("password2"));
    if new.len() > PASSWORD_BYTES_MAX {
        return Err(Problems::one("password2", "The password is too long"));
    }
    if new != posted.text("again") {
        return Err(Problems::one("again", "The passwords differ"));
    }
    if old.is_empty() || old.len() > PASSWORD_BYTES_MAX {
        return Err(Problems::one("currentpassword", "Please give your present password"));
    }
    let ip = sign_in::own_ip(desk);
    let admitted = enter::admit(desk.app(), &format!("staff {}", desk.staff()), ip);
    admitted.map_err(|refused| Problems::form(login::words(refused).1))
}

/// This browser stays, with a session of the new epoch.
async fn sit_down_again(desk: &Desk) -> Result<Response, Fail> {
    let (app, said) = (desk.app(), "The password was changed; all other sessions ended");
    let who = match enter::again(app, Role::Staff, desk.staff().0, None).await {
        Ok(who) => who,
        Err(enter::Refused::Call(error)) => return Err(Fail::new(desk, error)),
        Err(_) => None,
    };
    let Some(who) = who else { return Ok(desk.go("/admin/login", said)) };
    let tokens = enter::tokens(app, &who).await;
    let Some(tokens) = tokens else { return Ok(desk.go("/admin/login", said)) };
    let mut response = desk.go(PATH, said);
    desk::write(response.headers_mut(), &tokens, app.0.sessions.secure());
    Ok(response)
}
