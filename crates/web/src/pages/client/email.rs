//! The address with which whoever is here signs in.

use protocol::ChangeEmail;

use super::Shown;
use super::frame::Member;
use super::security;
use crate::pages::filled::Filled;
use crate::pages::flash;
use crate::pages::language::tell;
use crate::said::WRONG_PASSWORD;
use crate::whmcs::CallError;

/// `POST /account/security/email`: another address. Every session ends, so this one begins anew.
pub(super) async fn change(here: Member) -> Shown {
    let mut filled = Filled::typed(here.form(), &["email"]);
    let password = here.form().text("email_password").unwrap_or_default();
    filled.need(&[("email", "enter-email")]);
    if password.is_empty() {
        filled.problem("email_password", tell("enter-present-password"));
    }
    security::count_try(&here, &mut filled)?;
    if !filled.is_good() {
        return security::show(&here, filled).await;
    }
    let email = filled.text("email").to_owned();
    let call = ChangeEmail { user_id: here.user(), email, currentpassword: Some(password.into()) };
    let done = here.app.whmcs().call(&here.session.caller, call).await;
    here.app.0.sessions.watch().forget(here.claims.sub);
    match done {
        Ok(_) => Ok(flash::done(&here.app, "/login", &tell("sign-in-address-changed"))),
        // The words of a log-in; here nobody asked for an address.
        Err(CallError::Refused(refusal)) if refusal.said == WRONG_PASSWORD => {
            filled.problem("email_password", tell("present-password-wrong"));
            security::show(&here, filled).await
        }
        Err(error) => {
            filled.refused(error, &[("currentpassword", "email_password")])?;
            security::show(&here, filled).await
        }
    }
}
