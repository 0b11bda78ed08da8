//! The address with which whoever is here signs in, and the one that waits to be proven.

use protocol::{ChangeEmail, GetSecurityState, SendEmailVerification, WithdrawEmailChange};

use super::Shown;
use super::frame::Member;
use super::security;
use crate::pages::filled::Filled;
use crate::pages::flash;
use crate::pages::language::{self, tell, tell_with};
use crate::said::WRONG_PASSWORD;
use crate::whmcs::CallError;

/// Where the forms stand.
const PAGE: &str = "/account/security";

/// The address that waits; empty when none does, or when nobody can say.
pub(super) async fn waiting(here: &Member) -> String {
    let call = GetSecurityState { user_id: here.user() };
    let state = here.app.whmcs().call(&here.session.caller, call).await;
    state.map(|state| state.newemail.to_string()).unwrap_or_default()
}

/// `POST /account/security/email`: another address, which counts once it is proven.
pub(super) async fn change(here: Member) -> Shown {
    let mut filled = Filled::typed(here.form(), &["email"]);
    let password = here.form().text("email_password").unwrap_or_default();
    filled.need(&[("email", "enter-email")]);
    if password.is_empty() {
        filled.problem("email_password", tell("enter-present-password"));
    }
    // What is not filled in tries no password.
    let tried = match filled.is_good() {
        true => security::count_try(&here, &mut filled)?,
        false => None,
    };
    if !filled.is_good() {
        return security::show(&here, filled).await;
    }
    let email = filled.text("email").to_owned();
    let call = ChangeEmail {
        user_id: here.user(),
        email: email.clone(),
        currentpassword: Some(password.into()),
    };
    let done = here.app.whmcs().call(&here.session.caller, call).await;
    here.app.0.sessions.watch().forget(here.claims.sub);
    if done.is_ok() {
        security::was_right(&here, tried);
    }
    match done {
        Ok(done) if done.waits.0 => {
            here.done(PAGE, &tell_with("new-address-mailed", &[("address", email.into())]))
        }
        Ok(_) => here.done(PAGE, &tell("details-saved")),
        // The words of a log-in; here nobody asked for an address.
        Err(CallError::Refused(refusal)) if refusal.said == WRONG_PASSWORD => {
            filled.problem("email_password", tell("present-password-wrong"));
            security::show(&here, filled).await
        }
        // Somebody else has the address.
        Err(CallError::Refused(refusal)) if refusal.meaning == engine::Meaning::Conflict => {
            filled.problem("email", language::refusal(&refusal.said));
            security::show(&here, filled).await
        }
        Err(error) => {
            filled.refused(error, &[("currentpassword", "email_password")])?;
            security::show(&here, filled).await
        }
    }
}

/// `POST /account/security/email/resend`: another link to the address that waits.
pub(super) async fn resend(here: Member) -> Shown {
    let mut filled = Filled::default();
    security::count_try(&here, &mut filled)?;
    if !filled.is_good() {
        return security::show(&here, filled).await;
    }
    let email = waiting(&here).await;
    if email.is_empty() {
        return Ok(flash::say(&here.app, PAGE, "info", &tell("new-address-settled")));
    }
    let call = SendEmailVerification { user_id: here.user() };
    match here.app.whmcs().call(&here.session.caller, call).await {
        Ok(_) => here.done(PAGE, &tell_with("new-address-mailed", &[("address", email.into())])),
        Err(error) => here.refused(PAGE, error),
    }
}

/// `POST /account/security/email/withdraw`: the address stays as it is.
pub(super) async fn withdraw(here: Member) -> Shown {
    let call = WithdrawEmailChange { user_id: here.user() };
    match here.app.whmcs().call(&here.session.caller, call).await {
        Ok(_) => here.done(PAGE, &tell("new-address-withdrawn")),
        // It may have been proven, or withdrawn on another page, meanwhile.
        Err(CallError::Refused(refusal)) if refusal.meaning == engine::Meaning::NotFound => {
            Ok(flash::say(&here.app, PAGE, "info", &tell("new-address-settled")))
        }
        Err(error) => here.refused(PAGE, error),
    }
}
