//! `GetConfigurationValue`, `SetConfigurationValue` and `WhmcsDetails`.

use engine::system::settings::{self, known};
use engine::{Act, Cx, Door, Result, invalid, not_allowed};
use protocol::{
    GetConfigurationValue, GetConfigurationValueResponse, SetConfigurationValue,
    SetConfigurationValueResponse, WhmcsDetails, WhmcsDetailsResponse, WhmcsVersion,
};

use crate::Registry;
use crate::registry::CLAIMED_VERSION;

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .read(|cx, call: GetConfigurationValue| Box::pin(get_configuration_value(cx, call)))
        .write(|act, call: SetConfigurationValue| Box::pin(set_configuration_value(act, call)))
        .read(|_, _: WhmcsDetails| Box::pin(async { Ok(whmcs_details()) }))
}

async fn get_configuration_value(
    cx: &Cx,
    call: GetConfigurationValue,
) -> Result<GetConfigurationValueResponse> {
    let known = known(&call.setting);
    let known = known.ok_or_else(|| invalid("setting", "Invalid name for parameter setting"))?;
    // Written only: not even its sealed form is anybody's business.
    let value = match known.name {
        settings::SMTP_PASSWORD => "".into(),
        name => cx.engine.settings().await?.text(name).into(),
    };
    Ok(GetConfigurationValueResponse { setting: known.name.into(), value })
}

async fn set_configuration_value(
    act: &mut Act,
    call: SetConfigurationValue,
) -> Result<SetConfigurationValueResponse> {
    // As at the vendor: a credential that leaks must not change the rules of the house.
    if act.caller.door == Door::Rpc {
        return Err(not_allowed("API Command Restricted to Internal API"));
    }
    let changed = settings::set(act, &call.setting, &call.value).await?;
    Ok(SetConfigurationValueResponse { value_changed: changed.into() })
}

fn whmcs_details() -> WhmcsDetailsResponse {
    WhmcsDetailsResponse { whmcs: version() }
}

/// The version that we claim to be.
pub(super) fn version() -> WhmcsVersion {
    WhmcsVersion {
        version: CLAIMED_VERSION.into(),
        canonicalversion: format!("{CLAIMED_VERSION}-release.1").into(),
    }
}
