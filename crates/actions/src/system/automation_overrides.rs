//! `GetAutomationOverrides` and `SetAutomationOverride`: our own (B26).

use engine::system::settings::overrides::{self, FOR_BOTH, FOR_CLIENTS, FOR_PRODUCTS, Subject};
use engine::{Act, Cx, Result, invalid};
use protocol::{
    AutomationOverride, GetAutomationOverrides, GetAutomationOverridesResponse,
    SetAutomationOverride, SetAutomationOverrideResponse,
};
use store::system::setting_overrides;

use crate::Registry;
use crate::wire::id;

pub(crate) fn register(registry: Registry) -> Registry {
    registry
        .read(|cx, call: GetAutomationOverrides| Box::pin(get_automation_overrides(cx, call)))
        .write(|act, call: SetAutomationOverride| Box::pin(set_automation_override(act, call)))
}

fn subject(client: Option<u64>, product: Option<u64>) -> Result<Option<Subject>> {
    match (client.filter(|id| *id > 0), product.filter(|id| *id > 0)) {
        (Some(client), None) => Ok(Some(Subject::Client(id(client)))),
        (None, Some(product)) => Ok(Some(Subject::Product(id(product)))),
        (None, None) => Ok(None),
        (Some(_), Some(_)) => Err(invalid("productid", "Name a client or a product, not both")),
    }
}

async fn get_automation_overrides(
    cx: &Cx,
    call: GetAutomationOverrides,
) -> Result<GetAutomationOverridesResponse> {
    let settings = cx.engine.settings().await?;
    let mut c = cx.read().await?;
    let rows = match subject(call.clientid, call.productid)? {
        Some(subject) => setting_overrides::of(&mut c, subject.word(), subject.id()).await?,
        None => setting_overrides::all(&mut c).await?,
    };
    let names = |more: &[&str]| [FOR_BOTH, more].concat().join(",");
    Ok(GetAutomationOverridesResponse {
        totalresults: rows.len().into(),
        forclients: names(FOR_CLIENTS).into(),
        forproducts: names(FOR_PRODUCTS).into(),
        overrides: rows
            .into_iter()
            .map(|row| {
                let is_client = row.subject == "client";
                AutomationOverride {
                    clientid: if is_client { row.subject_id } else { 0 }.into(),
                    productid: if is_client { 0 } else { row.subject_id }.into(),
                    housevalue: settings.text(&row.setting).into(),
                    setting: row.setting.into(),
                    value: row.value.into(),
                }
            })
            .collect(),
    })
}

async fn set_automation_override(
    act: &mut Act,
    call: SetAutomationOverride,
) -> Result<SetAutomationOverrideResponse> {
    let subject = subject(call.clientid, call.productid)?
        .ok_or_else(|| invalid("clientid", "Name a client or a product"))?;
    let value = call.value.unwrap_or_default();
    overrides::set(act, subject, &call.setting, value.trim()).await?;
    Ok(SetAutomationOverrideResponse { setting: call.setting.into(), value: value.trim().into() })
}
