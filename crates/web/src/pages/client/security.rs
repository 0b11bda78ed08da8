//! How whoever is here signs in: the password and the second factor.

use engine::people::passwords::PASSWORD_BYTES_MAX;
use model::ids::UserId;
use protocol::{ChangePassword, ConfirmTwoFactor, EndTwoFactor, StartTwoFactor};
use serde_json::{Value, json};

use super::Shown;
use super::doors::words;
use super::frame::Member;
use super::{email, passkeys, provider, question, sessions};
use crate::pages::filled::Filled;
use crate::pages::language::{self, tell};
use crate::pages::{flash, picture};
use crate::said::WRONG_PASSWORD;
use crate::session::enter::{self, Try};
use crate::session::state::{self, Whose};
use crate::whmcs::CallError;

/// `GET /account/security`
pub(super) async fn page(here: Member) -> Shown {
    show(&here, Filled::default()).await
}

pub(super) async fn show(here: &Member, filled: Filled) -> Shown {
    show_factor(here, filled, Value::Null).await
}

/// The same with what a second factor just said.
async fn show_factor(here: &Member, filled: Filled, factor: Value) -> Shown {
    // A WHMCS that cannot say has no second factor of ours either.
    let state = match state::ask(here.app.whmcs(), Whose::User(UserId(here.claims.sub), None)).await
    {
        Ok(state) => state,
        Err(CallError::NotOffered(_)) => Default::default(),
        Err(error) => return Err(error.into()),
    };
    here.page("client/security.html", &tell("security"))
        .unless(filled.is_good())
        .show(json!({
            "filled": filled,
            "email": state.email.to_string(),
            "waiting": email::waiting(here).await,
            "factor": factor,
            "has_factor": state.twofactorenabled.0,
            "question": question::shown(here).await,
            "sign_in": provider::shown(here).await?,
            "passkeys": passkeys::shown(here).await?,
            "sessions": sessions::shown(here).await?,
        }))
        .await
}

/// Counts a try of the password or of a code; too many are a problem of the form.
pub(super) fn count_try(here: &Member, filled: &mut Filled) -> Result<Option<Try>, CallError> {
    let who = format!("user {}", here.claims.sub);
    match enter::admit(&here.app, &who, here.arrival.ip) {
        Ok(tried) => Ok(Some(tried)),
        Err(refused) => {
            filled.problem("form", words(refused)?.1);
            Ok(None)
        }
    }
}

/// The try was right, and does not count.
pub(super) fn was_right(here: &Member, tried: Option<Try>) {
    if let Some(tried) = tried {
        tried.right(&here.app);
    }
}

/// `POST /account/security/factor`: begin, confirm or end the second factor of whoever is here.
pub(super) async fn factor(here: Member) -> Shown {
    let text = |name: &str| here.form().text(name).unwrap_or_default().trim();
    let user_id = u64::try_from(here.claims.sub).ok();
    let (caller, whmcs) = (&here.session.caller, here.app.whmcs());
    let mut filled = Filled::default();
    let tried = count_try(&here, &mut filled)?;
    if !filled.is_good() {
        return show(&here, filled).await;
    }
    let code = protocol::wire::Secret::from(text("code"));
    let done = match text("step") {
        "confirm" => whmcs
            .call(caller, ConfirmTwoFactor { user_id, adminid: None, code })
            .await
            .map(|made| json!({ "codes": made.backupcodes.0 })),
        "end" => whmcs
            .call(caller, EndTwoFactor { user_id, adminid: None, code: Some(code) })
            .await
            .map(|_| json!({ "ended": true })),
        _ => whmcs
            .call(caller, StartTwoFactor { user_id, adminid: None })
            .await
            .map(|made| picture::key(made.secret.reveal(), made.uri.reveal())),
    };
    if done.is_ok() {
        was_right(&here, tried);
    }
    match done {
        Ok(factor) if factor["ended"] == true => {
            here.done("/account/security", &tell("second-factor-ended"))
        }
        Ok(factor) => show_factor(&here, filled, factor).await,
        Err(error) => {
            filled.refused(error, &[])?;
            // The key stays on the page, so that another code of it can be tried.
            let (secret, uri) = (text("secret"), text("uri"));
            let key = if secret.is_empty() { Value::Null } else { picture::key(secret, uri) };
            show_factor(&here, filled, key).await
        }
    }
}

/// `POST /account/security`: a new password. Every session ends, so this one begins anew.
pub(super) async fn change_password(here: Member) -> Shown {
    let text = |name: &str| here.form().text(name).unwrap_or_default();
    let (old, new, again) = (text("current"), text("password"), text("again"));
    let mut filled = Filled::default();
    if old.is_empty() || old.len() > PASSWORD_BYTES_MAX {
        filled.problem("current", tell("enter-present-password"));
    }
    if new.is_empty() || new.len() > PASSWORD_BYTES_MAX {
        filled.problem("password", tell("enter-new-password"));
    } else if new != again {
        filled.problem("again", tell("passwords-differ"));
    }
    let tried = count_try(&here, &mut filled)?;
    if !filled.is_good() {
        return show(&here, filled).await;
    }
    let call = ChangePassword {
        user_id: here.user(),
        currentpassword: Some(old.into()),
        password2: new.into(),
    };
    let done = here.app.whmcs().call(&here.session.caller, call).await;
    here.app.0.sessions.watch().forget(here.claims.sub);
    match done {
        Ok(_) => {
            was_right(&here, tried);
            let text = &tell("your-password-changed");
            Ok(flash::done(&here.app, "/login", text))
        }
        Err(CallError::Refused(refusal)) => {
            match refusal.field.as_deref() {
                Some("password2") => filled.problem("password", language::refusal(&refusal.said)),
                // The words of a log-in; here nobody asked for an address.
                _ if refusal.said == WRONG_PASSWORD => {
                    filled.problem("current", tell("present-password-wrong"));
                }
                _ => filled.problem("current", language::refusal(&refusal.said)),
            }
            show(&here, filled).await
        }
        Err(error) => Err(error.into()),
    }
}
