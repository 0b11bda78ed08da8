//! `StartTwoFactor` and its neighbours, our own: the second factor of users and of staff.

use engine::people::two_factor;
use engine::{Act, Actor, Caller, Result, invalid, not_allowed, not_found};
use model::ids::StaffId;
use protocol::{
    CheckTwoFactor, CheckTwoFactorResponse, ConfirmTwoFactor, ConfirmTwoFactorResponse,
    EndTwoFactor, EndTwoFactorResponse, StartTwoFactor, StartTwoFactorResponse,
};
use store::people::Whose;
use store::people::roles::Kind;

use super::staff_edits::granted;
use super::{OF_OTHERS, acts_as, whose};
use crate::Registry;

pub(crate) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: StartTwoFactor| Box::pin(start(act, call)))
        .write(|act, call: ConfirmTwoFactor| Box::pin(confirm(act, call)))
        .write(|act, call: CheckTwoFactor| Box::pin(check(act, call)))
        .write(|act, call: EndTwoFactor| Box::pin(end(act, call)))
}

async fn start(act: &mut Act, call: StartTwoFactor) -> Result<StartTwoFactorResponse> {
    let whose = own(&act.caller, call.user_id, call.adminid)?;
    by_program(act, whose).await?;
    let started = two_factor::start(act, whose).await?;
    Ok(StartTwoFactorResponse { secret: started.secret.into(), uri: started.uri.into() })
}

async fn confirm(act: &mut Act, call: ConfirmTwoFactor) -> Result<ConfirmTwoFactorResponse> {
    let whose = own(&act.caller, call.user_id, call.adminid)?;
    by_program(act, whose).await?;
    let codes = two_factor::confirm(act, whose, call.code.reveal()).await?;
    let codes: Vec<_> = codes.into_iter().map(Into::into).collect();
    Ok(ConfirmTwoFactorResponse { backupcodes: codes.into() })
}

async fn check(act: &mut Act, call: CheckTwoFactor) -> Result<CheckTwoFactorResponse> {
    let whose = whose(&act.caller, ("user_id", call.user_id), call.adminid)?;
    two_factor::check(act, whose, call.code.reveal()).await?;
    Ok(CheckTwoFactorResponse {})
}

async fn end(act: &mut Act, call: EndTwoFactor) -> Result<EndTwoFactorResponse> {
    let whose = whose(&act.caller, ("user_id", call.user_id), call.adminid)?;
    match (&call.code, whose) {
        (Some(code), _) => two_factor::check(act, whose, code.reveal()).await?,
        (None, Whose::User(_)) if act.caller.actor.is_office() => {}
        (None, Whose::Staff(staff)) if act.caller.actor.staff() != Some(staff) => {
            of_others(act, staff).await?;
        }
        (None, _) => return Err(invalid("code", "Code is required")),
    }
    two_factor::end(act, whose).await?;
    Ok(EndTwoFactorResponse {})
}

/// A program sets up how a member of staff comes in only where it could set its password, too: not
/// of one that may do more than itself.
pub(super) async fn by_program(act: &mut Act, whose: Whose) -> Result<()> {
    match whose {
        Whose::Staff(staff) if matches!(act.caller.actor, Actor::Api { .. }) => {
            of_others(act, staff).await
        }
        _ => Ok(()),
    }
}

/// Without its second factor an account is less safe: only for who may change that member.
async fn of_others(act: &mut Act, staff: StaffId) -> Result<()> {
    if !act.caller.actor.is_office() || !act.caller.actor.may(OF_OTHERS) {
        return Err(not_allowed("Your role does not permit changing other staff"));
    }
    let member = store::people::staff::by_id(&mut act.conn, staff).await?;
    let member = member.ok_or_else(|| not_found("Admin ID Not Found"))?;
    granted(act, Kind::Staff, member.role_id).await.map(drop)
}

/// Whose second factor it is. Staff have to do with their own only.
fn own(caller: &Caller, user: Option<u64>, staff: Option<u64>) -> Result<Whose> {
    let whose = whose(caller, ("user_id", user), staff)?;
    let permitted = match whose {
        Whose::User(_) => true,
        Whose::Staff(member) => acts_as(caller, member),
    };
    if permitted { Ok(whose) } else { Err(not_allowed("Staff set up their own second factor")) }
}
