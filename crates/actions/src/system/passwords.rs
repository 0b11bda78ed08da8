//! `EncryptPassword` and `DecryptPassword`: texts under the installation's key.

use engine::{Cx, Result, invalid};
use protocol::{
    DecryptPassword, DecryptPasswordResponse, EncryptPassword, EncryptPasswordResponse,
};

use crate::Registry;

/// What is sealed here opens nowhere else, in particular no secret of the house opens here.
const PLACE: &str = "api.password";

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .read(|cx, call: EncryptPassword| Box::pin(async move { encrypt_password(cx, &call) }))
        .read(|cx, call: DecryptPassword| Box::pin(async move { decrypt_password(cx, &call) }))
}

fn encrypt_password(cx: &Cx, call: &EncryptPassword) -> Result<EncryptPasswordResponse> {
    let chance = &*cx.engine.world().chance;
    let sealed = cx.engine.secrets().seal(chance, PLACE, &call.password2)?;
    Ok(EncryptPasswordResponse { password: sealed.into() })
}

fn decrypt_password(cx: &Cx, call: &DecryptPassword) -> Result<DecryptPasswordResponse> {
    let plain = cx
        .engine
        .secrets()
        .open(PLACE, &call.password2)
        .map_err(|_| invalid("password2", "The password cannot be decrypted"))?;
    Ok(DecryptPasswordResponse { password: plain.into() })
}
