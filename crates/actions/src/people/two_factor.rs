//! `StartTwoFactor` and its neighbours, our own: the second factor of users.

use engine::people::two_factor;
use engine::{Act, Result, not_allowed};
use protocol::{
    CheckTwoFactor, CheckTwoFactorResponse, ConfirmTwoFactor, ConfirmTwoFactorResponse,
    EndTwoFactor, EndTwoFactorResponse, StartTwoFactor, StartTwoFactorResponse,
};

use super::own_user;
use crate::Registry;

pub(crate) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: StartTwoFactor| Box::pin(start(act, call)))
        .write(|act, call: ConfirmTwoFactor| Box::pin(confirm(act, call)))
        .write(|act, call: CheckTwoFactor| Box::pin(check(act, call)))
        .write(|act, call: EndTwoFactor| Box::pin(end(act, call)))
}

async fn start(act: &mut Act, call: StartTwoFactor) -> Result<StartTwoFactorResponse> {
    let user = own_user(&act.caller, call.user_id)?;
    let started = two_factor::start(act, user).await?;
    Ok(StartTwoFactorResponse { secret: started.secret.into(), uri: started.uri.into() })
}

async fn confirm(act: &mut Act, call: ConfirmTwoFactor) -> Result<ConfirmTwoFactorResponse> {
    let user = own_user(&act.caller, call.user_id)?;
    let codes = two_factor::confirm(act, user, call.code.reveal()).await?;
    let codes: Vec<_> = codes.into_iter().map(Into::into).collect();
    Ok(ConfirmTwoFactorResponse { backupcodes: codes.into() })
}

async fn check(act: &mut Act, call: CheckTwoFactor) -> Result<CheckTwoFactorResponse> {
    let user = own_user(&act.caller, call.user_id)?;
    two_factor::check(act, user, call.code.reveal()).await?;
    Ok(CheckTwoFactorResponse {})
}

async fn end(act: &mut Act, call: EndTwoFactor) -> Result<EndTwoFactorResponse> {
    let user = own_user(&act.caller, call.user_id)?;
    match &call.code {
        Some(code) => two_factor::check(act, user, code.reveal()).await?,
        None if act.caller.actor.is_office() => {}
        None => return Err(not_allowed("Code is required")),
    }
    two_factor::end(act, user).await?;
    Ok(EndTwoFactorResponse {})
}
