//! `CreateSsoToken`, and `RedeemSsoToken`, our own, which uses it up.

use engine::people::sso::{self, Wanted};
use engine::{Act, Result};
use protocol::{CreateSsoToken, CreateSsoTokenResponse, RedeemSsoToken, RedeemSsoTokenResponse};

use crate::Registry;
use crate::wire::id;

pub(crate) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: CreateSsoToken| Box::pin(create_sso_token(act, call)))
        .write(|act, call: RedeemSsoToken| Box::pin(redeem_sso_token(act, call)))
}

async fn create_sso_token(act: &mut Act, call: CreateSsoToken) -> Result<CreateSsoTokenResponse> {
    let wanted = Wanted {
        client: call.client_id.map(id),
        user: call.user_id.map(id),
        destination: call.destination,
        service: call.service_id,
        domain: call.domain_id,
        path: call.sso_redirect_path,
    };
    let (secret, link) = sso::create(act, &wanted).await?;
    Ok(CreateSsoTokenResponse { access_token: secret.into(), redirect_url: link.into() })
}

async fn redeem_sso_token(act: &mut Act, call: RedeemSsoToken) -> Result<RedeemSsoTokenResponse> {
    let entry = sso::enter(act, &call.token).await?;
    Ok(RedeemSsoTokenResponse {
        user_id: entry.user.0.into(),
        client_id: entry.client.map_or(0, |client| client.0).into(),
        adminid: entry.staff.map_or(0, |staff| staff.0).into(),
        page: entry.page.into(),
    })
}
