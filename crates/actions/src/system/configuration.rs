//! `GetConfigurationValue`, `SetConfigurationValue` and `WhmcsDetails`.

use engine::system::elsewhere::Elsewhere;
use engine::system::settings::{self, MAIL_SERVER, Settings, known};
use engine::{Act, Cx, Door, Result, invalid, not_allowed};
use protocol::wire::Secret;
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
    let password = call.smtppass.as_ref().map_or("", Secret::reveal);
    if MAIL_SERVER.contains(&call.setting.as_str()) {
        if password.is_empty() {
            stays_there(act, &call).await?;
        }
    } else if !password.is_empty() {
        return Err(invalid("smtppass", "It goes with a setting of the mail server only"));
    }
    let changed = settings::set(act, &call.setting, &call.value).await?;
    if !password.is_empty() {
        settings::set(act, settings::SMTP_PASSWORD, password).await?;
    }
    Ok(SetConfigurationValueResponse { value_changed: changed.into() })
}

/// The kept password of the mail server goes to no other one: it is given again with the setting
/// that leads there, or forgotten before. What is kept is asked now, for the settings at hand may
/// be some seconds old.
async fn stays_there(act: &mut Act, call: &SetConfigurationValue) -> Result<()> {
    let stored = store::system::settings::all(&mut act.conn).await?;
    let before = Settings::new(stored.into_iter().collect());
    if before.text(settings::SMTP_PASSWORD).is_empty() {
        return Ok(());
    }
    let usual = known(&call.setting).map_or("", |known| known.default);
    let new = match call.value.trim() {
        "" => usual,
        new => new,
    };
    let old = before.text(&call.setting);
    let leads = match &*call.setting {
        // Without a server nobody is told anything.
        settings::SMTP_HOST if new.is_empty() => Elsewhere::default(),
        settings::SMTP_SECURITY => {
            let is_open = |word: &str| word.eq_ignore_ascii_case("none");
            Elsewhere::default().or(is_open(new) && !is_open(old))
        }
        _ => Elsewhere::default().text(Some(new), old),
    };
    leads.refused(settings::SMTP_PASSWORD, "password", "server")
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
