//! `ValidateLogin`: whether an e-mail address and a password belong together.

use engine::people::sign_in;
use engine::{Cx, Result};
use protocol::{ValidateLogin, ValidateLoginResponse};

use crate::Registry;

pub(crate) fn register(registry: Registry) -> Registry {
    registry.flow(|cx, call: ValidateLogin| Box::pin(validate_login(cx, call)))
}

async fn validate_login(cx: &Cx, call: ValidateLogin) -> Result<ValidateLoginResponse> {
    let from = sign_in::address(cx, call.clientip.as_deref());
    let user = sign_in::user(cx, &call.email, &call.password2, from).await?;
    let two_factor = !user.two_factor_secret.is_empty();
    Ok(ValidateLoginResponse {
        userid: user.id.0.into(),
        // Whoever has a second factor is not signed in by the password alone.
        passwordhash: (!two_factor).then(|| sign_in::proof(&user).into()),
        twoFactorEnabled: two_factor.into(),
    })
}
