//! `AddPasskey` and its neighbours, our own: keys on devices, which sign in without a password.

use engine::people::providers::Came;
use engine::people::{passkeys, sign_in};
use engine::{Act, Actor, Caller, Cx, Result, not_allowed};
use protocol::{
    AddPasskey, AddPasskeyResponse, DeletePasskey, DeletePasskeyResponse, FinishPasskeySignIn,
    FinishPasskeySignInResponse, GetPasskeys, GetPasskeysResponse, Passkey, StartPasskey,
    StartPasskeyResponse, StartPasskeySignIn, StartPasskeySignInResponse,
};
use store::people::Whose;
use store::people::passkeys as rows;

use super::sign_in::side;
use super::two_factor::by_program;
use super::{acts_as, whose};
use crate::Registry;
use crate::wire::{moment, number};

pub(crate) fn register(registry: Registry) -> Registry {
    registry
        .read(|cx, call: StartPasskey| Box::pin(start(cx, call)))
        .write(|act, call: AddPasskey| Box::pin(add(act, call)))
        .read(|cx, call: GetPasskeys| Box::pin(list(cx, call)))
        .write(|act, call: DeletePasskey| Box::pin(delete(act, call)))
        .read(|cx, call: StartPasskeySignIn| Box::pin(ask(cx, call)))
        .flow(|cx, call: FinishPasskeySignIn| Box::pin(finish(cx, call)))
}

async fn start(cx: &Cx, call: StartPasskey) -> Result<StartPasskeyResponse> {
    let whose = own(&cx.caller, call.userid, call.adminid)?;
    let begun = passkeys::begin(cx, whose).await?;
    Ok(StartPasskeyResponse {
        challenge: begun.challenge.into(),
        rpid: passkeys::party(&call.origin).into(),
        userhandle: begun.handle.into(),
        email: begun.email.into(),
        name: begun.name.into(),
        algorithms: passkeys::ALGORITHMS.into_iter().map(Into::into).collect::<Vec<_>>().into(),
        known: begun.known.into_iter().map(Into::into).collect::<Vec<_>>().into(),
    })
}

async fn add(act: &mut Act, call: AddPasskey) -> Result<AddPasskeyResponse> {
    let whose = own(&act.caller, call.userid, call.adminid)?;
    by_program(act, whose).await?;
    let shown = call.credential.reveal();
    let row = passkeys::add(act, whose, &call.origin, &call.name, shown).await?;
    Ok(AddPasskeyResponse { passkeyid: row.id.into() })
}

async fn list(cx: &Cx, call: GetPasskeys) -> Result<GetPasskeysResponse> {
    let whose = whose(&cx.caller, ("userid", call.userid), call.adminid)?;
    let settings = cx.engine.settings().await?;
    let found = rows::of(&mut cx.read().await?, whose).await?;
    Ok(GetPasskeysResponse {
        passkeys: found
            .into_iter()
            .map(|row| Passkey {
                passkeyid: row.id.into(),
                name: row.name.into(),
                created: moment(&settings, Some(row.created_at)),
                lastused: moment(&settings, row.last_used_at),
            })
            .collect(),
    })
}

async fn delete(act: &mut Act, call: DeletePasskey) -> Result<DeletePasskeyResponse> {
    let whose = whose(&act.caller, ("userid", call.userid), call.adminid)?;
    if let (Actor::Staff { id, .. }, Whose::Staff(staff)) = (&act.caller.actor, whose)
        && *id != staff
    {
        return Err(not_allowed("Staff have to do with their own passkeys"));
    }
    passkeys::remove(act, whose, number(call.passkeyid)).await?;
    Ok(DeletePasskeyResponse { passkeyid: call.passkeyid.into() })
}

async fn ask(cx: &Cx, call: StartPasskeySignIn) -> Result<StartPasskeySignInResponse> {
    Ok(StartPasskeySignInResponse {
        challenge: passkeys::ask(&cx.engine)?.into(),
        rpid: passkeys::party(&call.origin).into(),
    })
}

async fn finish(cx: &Cx, call: FinishPasskeySignIn) -> Result<FinishPasskeySignInResponse> {
    let side = side(call.side.as_deref())?;
    let from = sign_in::address(cx, call.clientip.as_deref());
    let shown = call.credential.reveal();
    let mut said = FinishPasskeySignInResponse::default();
    match passkeys::enter(cx, side, &call.origin, shown, from).await? {
        Came::User(user) => said.userid = user.id.0.into(),
        Came::Staff(staff) => said.adminid = staff.id.0.into(),
        Came::Stranger => {}
    }
    Ok(said)
}

/// Who gets a passkey: whoever holds it comes in as that person, so nobody of the staff makes one
/// for anybody else.
fn own(caller: &Caller, user: Option<u64>, staff: Option<u64>) -> Result<Whose> {
    let whose = whose(caller, ("userid", user), staff)?;
    let own = match whose {
        Whose::User(_) => !matches!(caller.actor, Actor::Staff { .. }),
        Whose::Staff(member) => acts_as(caller, member),
    };
    if own { Ok(whose) } else { Err(not_allowed("Staff have to do with their own passkeys")) }
}
