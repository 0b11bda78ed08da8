//! `StartSignIn`, `FinishSignIn` and the links that come of them, our own: signing in through an
//! identity provider.

use engine::people::providers::{self, Back, Came, Identity, Journey, Returned, Side};
use engine::people::{sign_in, sign_in_links};
use engine::{Act, Actor, Caller, Cx, Result, invalid, not_allowed, not_found};
use protocol::{
    AddSignInLink, AddSignInLinkResponse, DeleteSignInLink, DeleteSignInLinkResponse, FinishSignIn,
    FinishSignInResponse, GetSignInLinks, GetSignInLinksResponse, SignInLink, StartSignIn,
    StartSignInResponse,
};
use store::people::Whose;
use store::people::sign_in_links::provider;
use store::people::users;

use super::{own_user, whose};
use crate::Registry;
use crate::wire::{moment, number};

pub(crate) fn register(registry: Registry) -> Registry {
    registry
        .read(|cx, call: StartSignIn| Box::pin(start(cx, call)))
        .flow(|cx, call: FinishSignIn| Box::pin(finish(cx, call)))
        .read(|cx, call: GetSignInLinks| Box::pin(links(cx, call)))
        .write(|act, call: AddSignInLink| Box::pin(add(act, call)))
        .write(|act, call: DeleteSignInLink| Box::pin(delete(act, call)))
}

async fn start(cx: &Cx, call: StartSignIn) -> Result<StartSignInResponse> {
    let begun = providers::begin(cx, number(call.providerid), &call.redirecturi).await?;
    Ok(StartSignInResponse {
        url: begun.address.into(),
        state: begun.journey.state.into(),
        nonce: begun.journey.nonce.expose().into(),
        verifier: begun.journey.verifier.expose().into(),
    })
}

async fn finish(cx: &Cx, call: FinishSignIn) -> Result<FinishSignInResponse> {
    let side = side(call.side.as_deref())?;
    let whose = match (call.userid, call.adminid) {
        (None, None) => None,
        (user, staff) => Some(linked(&cx.caller, user, staff)?),
    };
    let journey = Journey {
        redirect_uri: call.redirecturi,
        state: String::new(),
        nonce: call.nonce.reveal().into(),
        verifier: call.verifier.reveal().into(),
    };
    let issuer = call.issuer.filter(|issuer| !issuer.is_empty());
    let back = Back { code: call.code.reveal().into(), issuer };
    let returned = Returned { provider: number(call.providerid), journey, back };
    let (row, identity) = providers::identity(cx, &returned).await?;
    let mut said = told(&identity);
    if let Some(whose) = whose {
        let mut act = cx.act("FinishSignIn").await?;
        sign_in_links::add(&mut act, whose, &row, &identity).await?;
        act.commit().await?;
        return Ok(said);
    }
    let from = sign_in::address(cx, call.clientip.as_deref());
    match providers::enter(cx, side, &row, &identity, from).await? {
        Came::User(user) => {
            said.userid = user.id.0.into();
            said.twoFactorEnabled = (!user.two_factor_secret.is_empty()).into();
        }
        Came::Staff(staff) => {
            said.adminid = staff.id.0.into();
            said.twoFactorEnabled = (!staff.two_factor_secret.is_empty()).into();
        }
        Came::Stranger => said.signup = true.into(),
    }
    Ok(said)
}

/// Which side of the counter somebody comes in on.
pub(super) fn side(word: Option<&str>) -> Result<Side> {
    match word.unwrap_or("client") {
        "client" => Ok(Side::Clients),
        "staff" => Ok(Side::Staff),
        _ => Err(invalid("side", "The side is client or staff")),
    }
}

fn told(identity: &Identity) -> FinishSignInResponse {
    FinishSignInResponse {
        issuer: identity.issuer.clone().into(),
        subject: identity.subject.clone().into(),
        email: identity.email.clone().into(),
        emailverified: identity.email_verified.into(),
        firstname: identity.first_name.clone().into(),
        lastname: identity.last_name.clone().into(),
        ..FinishSignInResponse::default()
    }
}

/// Whose account is linked: a user's or, among staff, nobody's but one's own, for whoever is linked
/// with somebody else's account comes in as that.
fn linked(caller: &Caller, user: Option<u64>, staff: Option<u64>) -> Result<Whose> {
    let whose = whose(caller, ("userid", user), staff)?;
    let own = match (&caller.actor, whose) {
        (Actor::Staff { id, .. }, Whose::Staff(staff)) => *id == staff,
        (_, Whose::Staff(_)) => false,
        (_, Whose::User(_)) => true,
    };
    if own { Ok(whose) } else { Err(not_allowed("Staff link their own accounts only")) }
}

async fn links(cx: &Cx, call: GetSignInLinks) -> Result<GetSignInLinksResponse> {
    let whose = whose(&cx.caller, ("userid", call.userid), call.adminid)?;
    let settings = cx.engine.settings().await?;
    let found = sign_in_links::of(&mut cx.read().await?, whose).await?;
    Ok(GetSignInLinksResponse {
        links: found
            .into_iter()
            .map(|link| SignInLink {
                linkid: link.row.id.into(),
                provider: link.provider.into(),
                issuer: link.row.issuer.into(),
                subject: link.row.subject.into(),
                email: link.row.email.into(),
                created: moment(&settings, Some(link.row.created_at)),
                lastused: moment(&settings, link.row.last_used_at),
            })
            .collect(),
    })
}

async fn add(act: &mut Act, call: AddSignInLink) -> Result<AddSignInLinkResponse> {
    if matches!(act.caller.actor, Actor::Client { .. }) {
        return Err(not_allowed("Clients link through the provider itself"));
    }
    let row = provider(&mut act.conn, number(call.providerid)).await?;
    let row = row.ok_or_else(|| not_found("Sign-in Provider ID Not Found"))?;
    let user = own_user(&act.caller, call.userid)?;
    if users::by_id(&mut act.conn, user).await?.is_none() {
        return Err(not_found("User Not Found"));
    }
    let identity = Identity {
        issuer: row.issuer.clone(),
        subject: call.subject,
        email: call.email.unwrap_or_default(),
        email_verified: call.emailverified.0,
        ..Identity::default()
    };
    let id = sign_in_links::add(act, Whose::User(user), &row, &identity).await?;
    Ok(AddSignInLinkResponse { linkid: id.into() })
}

async fn delete(act: &mut Act, call: DeleteSignInLink) -> Result<DeleteSignInLinkResponse> {
    let whose = whose(&act.caller, ("userid", call.userid), call.adminid)?;
    sign_in_links::remove(act, whose, number(call.linkid)).await?;
    Ok(DeleteSignInLinkResponse { linkid: call.linkid.into() })
}
