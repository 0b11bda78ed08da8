//! `ActivateModule` and its neighbours: gateways, registrars and fraud checks switched on and off.

use std::collections::BTreeMap;

use engine::hosting::servers::ChoiceKind;
use engine::system::modules::{self, FRIENDLY_NAME, FieldKind, Kind, Listed, State};
use engine::{Act, Cx, Result};
use model::word::Word as _;
use protocol::wire::{Csv, Keyed, Secret};
use protocol::{
    ActivateModule, ActivateModuleResponse, DeactivateModule, DeactivateModuleResponse,
    GetModuleConfigurationParameters, GetModuleConfigurationParametersResponse, GetModules,
    GetModulesResponse, ModuleEntry, ModuleParameter, ModuleSettingEntry,
    UpdateModuleConfiguration, UpdateModuleConfigurationResponse,
};

use crate::Registry;

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: ActivateModule| Box::pin(activate_module(act, call)))
        .write(|act, call: DeactivateModule| Box::pin(deactivate_module(act, call)))
        .write(|act, call: UpdateModuleConfiguration| Box::pin(update_configuration(act, call)))
        .read(|cx, call: GetModuleConfigurationParameters| Box::pin(get_parameters(cx, call)))
        .read(|cx, call: GetModules| Box::pin(get_modules(cx, call)))
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

async fn get_modules(cx: &Cx, call: GetModules) -> Result<GetModulesResponse> {
    let kinds = match call.moduleType.as_deref().filter(|text| !text.is_empty()) {
        Some(text) => vec![modules::kind(text)?],
        None => Kind::ALL.to_vec(),
    };
    let mut c = cx.read().await?;
    let mut found = Vec::new();
    for kind in kinds {
        found.extend(modules::listed(&cx.engine, &mut c, kind).await?.into_iter().map(entry));
    }
    Ok(GetModulesResponse {
        totalresults: found.len().into(),
        modules: found.into_iter().collect(),
    })
}

fn entry(module: Listed) -> ModuleEntry {
    let own_name = (module.kind == Kind::Gateway).then(|| ModuleSettingEntry {
        name: FRIENDLY_NAME.into(),
        label: "Name that clients see".into(),
        fieldtype: "text".into(),
        default: module.described.display_name.clone().into(),
        value: module.values.get(FRIENDLY_NAME).cloned().unwrap_or_default().into(),
        ..ModuleSettingEntry::default()
    });
    let settings = module.described.fields.iter().map(|field| ModuleSettingEntry {
        name: field.name.into(),
        label: field.label.into(),
        hint: field.help.into(),
        fieldtype: field_type(field.kind).into(),
        required: field.required.into(),
        default: field.default.unwrap_or_default().into(),
        choices: match field.kind {
            FieldKind::Choice(words) => words.iter().map(|word| (*word).to_owned()).collect(),
            _ => Csv::default(),
        },
        value: module.values.get(field.name).cloned().unwrap_or_default().into(),
        isset: (module.values.contains_key(field.name) || module.secrets.contains_key(field.name))
            .into(),
        offers: field.offers.map(ChoiceKind::word).unwrap_or_default().into(),
        lastfour: module.secrets.get(field.name).cloned().unwrap_or_default().into(),
    });
    ModuleEntry {
        moduletype: module.kind.word().into(),
        name: module.name.into(),
        displayname: module.described.display_name.clone().into(),
        active: (module.state == State::On).into(),
        waiting: (module.state == State::Waiting).into(),
        settings: own_name.into_iter().chain(settings).collect(),
    }
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
