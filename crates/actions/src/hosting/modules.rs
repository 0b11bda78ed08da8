//! `ActivateModule` and its neighbours: gateways, registrars and fraud checks switched on and off.

use std::collections::BTreeMap;

use engine::system::modules::{self, FRIENDLY_NAME, FieldKind, Kind};
use engine::{Act, Cx, Result};
use protocol::wire::{Keyed, Secret};
use protocol::{
    ActivateModule, ActivateModuleResponse, DeactivateModule, DeactivateModuleResponse,
    GetModuleConfigurationParameters, GetModuleConfigurationParametersResponse, ModuleParameter,
    UpdateModuleConfiguration, UpdateModuleConfigurationResponse,
};

use crate::Registry;

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: ActivateModule| Box::pin(activate_module(act, call)))
        .write(|act, call: DeactivateModule| Box::pin(deactivate_module(act, call)))
        .write(|act, call: UpdateModuleConfiguration| Box::pin(update_configuration(act, call)))
        .read(|cx, call: GetModuleConfigurationParameters| Box::pin(get_parameters(cx, call)))
}

async fn activate_module(act: &mut Act, call: ActivateModule) -> Result<ActivateModuleResponse> {
    let kind = modules::kind(&call.moduleType)?;
    let given = revealed(&call.parameters);
    modules::activate(act, kind, &call.moduleName, &given).await?;
    Ok(ActivateModuleResponse {})
}

async fn deactivate_module(
    act: &mut Act,
    call: DeactivateModule,
) -> Result<DeactivateModuleResponse> {
    let kind = modules::kind(&call.moduleType)?;
    modules::deactivate(act, kind, &call.moduleName, call.newGateway.as_deref()).await?;
    Ok(DeactivateModuleResponse {})
}

async fn update_configuration(
    act: &mut Act,
    call: UpdateModuleConfiguration,
) -> Result<UpdateModuleConfigurationResponse> {
    let kind = modules::kind(&call.moduleType)?;
    let given = revealed(&call.parameters);
    modules::update(act, kind, &call.moduleName, &given).await?;
    Ok(UpdateModuleConfigurationResponse {})
}

async fn get_parameters(
    cx: &Cx,
    call: GetModuleConfigurationParameters,
) -> Result<GetModuleConfigurationParametersResponse> {
    let kind = modules::kind(&call.moduleType)?;
    let described = modules::describe(&cx.engine, kind, &call.moduleName)?;
    let own_name = (kind == Kind::Gateway).then(|| ModuleParameter {
        name: FRIENDLY_NAME.into(),
        displayName: FRIENDLY_NAME.into(),
        fieldType: "text".into(),
    });
    let fields = described.fields.iter().map(|field| ModuleParameter {
        name: field.name.into(),
        displayName: field.label.into(),
        fieldType: field_type(field.kind).into(),
    });
    Ok(GetModuleConfigurationParametersResponse {
        parameters: own_name.into_iter().chain(fields).collect(),
    })
}

/// The wire's word for a kind of setting.
fn field_type(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Text | FieldKind::Number => "text",
        FieldKind::LongText => "textarea",
        FieldKind::Secret => "password",
        FieldKind::Flag => "yesno",
        FieldKind::Choice(_) => "dropdown",
    }
}

fn revealed(parameters: &Keyed<Secret>) -> BTreeMap<String, String> {
    parameters.iter().map(|(name, value)| (name.clone(), value.reveal().to_owned())).collect()
}
