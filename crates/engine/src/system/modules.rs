//! The modules of the world as the operator sees them: switched on, off, and set up.

mod listed;
mod tried;

use std::collections::BTreeMap;

pub use listed::{Listed, listed};
use model::word::Word;
pub use ports::SettingKind as FieldKind;
use ports::{SettingField, Settings};
use serde_json::{Map, Value, json};
use store::Conn;
use store::support::files;
use store::system::gateways::{self, GatewayRow};
use store::system::module_settings::{self, ModuleSettingsRow};

use crate::{Act, Engine, Fault, Result, conflict, invalid, not_now};

/// The name of a gateway among clients is one of its parameters on the wire.
pub const FRIENDLY_NAME: &str = "FriendlyName";
/// A shorter secret would lose too much with its last four letters.
const TELLING_LETTERS: usize = 16;

/// The kinds of modules that have settings of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Keeps DNS zones.
    Dns,
    /// Checks orders.
    Fraud,
    /// Takes money.
    Gateway,
    /// Registers domains.
    Registrar,
    /// Runs services; set up per product and server, so it is not switched on.
    Server,
    /// Keeps files.
    Storage,
}

/// A module, described.
#[derive(Debug, Clone)]
pub struct Described {
    /// The name that staff see.
    pub display_name: String,
    /// Its settings.
    pub fields: Vec<SettingField>,
}

impl Word for Kind {
    const ALL: &'static [Self] =
        &[Self::Dns, Self::Fraud, Self::Gateway, Self::Registrar, Self::Server, Self::Storage];

    fn word(self) -> &'static str {
        match self {
            Self::Dns => "dns",
            Self::Fraud => "fraud",
            Self::Gateway => "gateway",
            Self::Registrar => "registrar",
            Self::Server => "server",
            Self::Storage => "storage",
        }
    }
}

/// The kind of a word.
///
/// # Errors
/// `Invalid module type provided. Supported module types include: …`.
pub fn kind(text: &str) -> Result<Kind> {
    Kind::from_word(text.trim()).ok_or_else(|| {
        let known: Vec<&str> = Kind::ALL.iter().map(|kind| kind.word()).collect();
        let known = known.join(", ");
        let said = format!("Invalid module type provided. Supported module types include: {known}");
        invalid("moduleType", said)
    })
}

/// What a module is called and takes.
///
/// # Errors
/// `Invalid module name provided.`
pub fn describe(engine: &Engine, kind: Kind, name: &str) -> Result<Described> {
    let world = engine.world();
    let found = match kind {
        Kind::Dns => world.dns_hosts.get(name).map(|module| Described {
            display_name: module.display_name().to_owned(),
            fields: module.settings().to_vec(),
        }),
        Kind::Fraud => world.fraud_checks.get(name).map(|module| Described {
            display_name: module.display_name().to_owned(),
            fields: module.settings().to_vec(),
        }),
        Kind::Gateway => world.gateways.get(name).map(|module| Described {
            display_name: module.capabilities().display_name.to_owned(),
            fields: module.settings().to_vec(),
        }),
        Kind::Registrar => world.registrars.get(name).map(|module| Described {
            display_name: module.capabilities().display_name.to_owned(),
            fields: module.settings().to_vec(),
        }),
        Kind::Server => world.provisioners.get(name).map(|module| Described {
            display_name: module.capabilities().display_name.to_owned(),
            fields: module.product_settings().to_vec(),
        }),
        Kind::Storage => world.file_stores.get(name).map(|module| Described {
            display_name: module.display_name().to_owned(),
            fields: module.settings().to_vec(),
        }),
    };
    found.ok_or_else(|| invalid("moduleName", "Invalid module name provided."))
}

/// Switches a module on, with settings.
///
/// # Errors
/// Those of [`describe`]; `Module activation not supported by module type.`; `Failed to activate:
/// …` when a setting is missing or wrong.
pub async fn activate(
    act: &mut Act,
    kind: Kind,
    name: &str,
    given: &BTreeMap<String, String>,
) -> Result<()> {
    let described = describe(&act.engine, kind, name)?;
    if kind == Kind::Server {
        return Err(not_now("Module activation not supported by module type."));
    }
    // What works by itself has no row before: its settings may still be made.
    if kept(&mut act.conn, kind, name).await?.is_some_and(|(active, _)| active) {
        return Err(conflict("Failed to activate: Module already active"));
    }
    set(act, kind, name, &described, given, "Failed to activate: ").await?;
    act.log(None, format!("Module Activated: '{name}' ({})", kind.word())).await
}

/// Changes settings of a module that is switched on; those not given stay.
///
/// # Errors
/// Those of [`describe`]; `Module Configuration Update Failed: …`.
pub async fn update(
    act: &mut Act,
    kind: Kind,
    name: &str,
    given: &BTreeMap<String, String>,
) -> Result<()> {
    let described = describe(&act.engine, kind, name)?;
    if kind == Kind::Server {
        return Err(not_now("Module activation not supported by module type."));
    }
    if !is_active(act, kind, name).await? {
        return Err(conflict("Module Configuration Update Failed: Module not active"));
    }
    set(act, kind, name, &described, given, "Module Configuration Update Failed: ").await?;
    let names: Vec<&str> = given.keys().map(String::as_str).collect();
    let names = names.join(", ");
    let text = format!("Module Configuration Updated: '{name}' ({}) - {names}", kind.word());
    act.log(None, text).await
}

/// Switches a module off and forgets its settings; what was to be paid through a gateway is then
/// paid through another.
///
/// # Errors
/// Those of [`describe`]; `Module deactivation not supported by module type.`; `Failed to
/// deactivate: …`.
pub async fn deactivate(
    act: &mut Act,
    kind: Kind,
    name: &str,
    new_gateway: Option<&str>,
) -> Result<()> {
    describe(&act.engine, kind, name)?;
    if kind == Kind::Server {
        return Err(not_now("Module deactivation not supported by module type."));
    }
    if !is_active(act, kind, name).await? {
        return Err(conflict("Failed to deactivate: Module not active"));
    }
    let kept = match kind {
        Kind::Storage => files::count(&mut act.conn, name).await?,
        _ => 0,
    };
    if kept > 0 {
        let said = format!("Failed to deactivate: It keeps {kept} files; move them first");
        return Err(conflict(said));
    }
    if kind == Kind::Gateway {
        move_payments(act, name, new_gateway).await?;
        let row = gateways::find(&mut act.conn, name).await?;
        let row = row.ok_or_else(|| Fault::broken("an active gateway is gone"))?;
        let off = GatewayRow { active: false, settings: "{}".to_owned(), ..row };
        gateways::put(&mut act.conn, &off).await?;
    } else {
        keep(act, kind, name, false, "{}").await?;
    }
    act.log(None, format!("Module Deactivated: '{name}' ({})", kind.word())).await
}

/// The settings of a module with its secrets opened; `None` when it is not switched on.
///
/// # Errors
/// Broken when the database fails or a secret cannot be opened.
pub async fn settings(
    engine: &Engine,
    c: &mut Conn,
    kind: Kind,
    name: &str,
) -> Result<Option<Settings>> {
    match kept(c, kind, name).await? {
        Some((true, json)) => open(engine, kind, name, &json).map(Some),
        _ => Ok(None),
    }
}

/// Kept settings as a module takes them: secrets opened, numbers and flags as text.
///
/// # Errors
/// Broken when a secret cannot be opened.
pub fn open(engine: &Engine, kind: Kind, name: &str, json: &str) -> Result<Settings> {
    let pairs: Map<String, Value> = serde_json::from_str(json)?;
    pairs
        .into_iter()
        .map(|(key, value)| {
            let text = match &value {
                Value::String(text) => text.clone(),
                Value::Object(sealed) => {
                    let sealed = sealed.get("sealed").and_then(Value::as_str).unwrap_or_default();
                    engine.secrets().open(&place(kind, name, &key), sealed)?
                }
                other => other.to_string(),
            };
            Ok((key, text))
        })
        .collect()
}

async fn move_payments(act: &mut Act, old: &str, new: Option<&str>) -> Result<()> {
    match new {
        Some(new) if new != old && is_active(act, Kind::Gateway, new).await? => {
            gateways::replace(&mut act.conn, old, new).await?;
            Ok(())
        }
        Some(_) => Err(invalid("newGateway", "Failed to deactivate: Invalid new gateway")),
        None if gateways::is_used(&mut act.conn, old).await? => {
            Err(conflict("Failed to deactivate: The gateway is in use, a new gateway is required"))
        }
        None => Ok(()),
    }
}

async fn set(
    act: &mut Act,
    kind: Kind,
    name: &str,
    described: &Described,
    given: &BTreeMap<String, String>,
    failed: &str,
) -> Result<()> {
    let fail = |why: String| invalid("parameters", format!("{failed}{why}"));
    let json = kept(&mut act.conn, kind, name).await?.map_or("{}".to_owned(), |(_, json)| json);
    let mut values: Map<String, Value> = serde_json::from_str(&json)?;
    for (key, value) in given {
        if kind == Kind::Gateway && key == FRIENDLY_NAME {
            continue;
        }
        let field = described.fields.iter().find(|field| field.name == key);
        let field = field.ok_or_else(|| fail(format!("there is no setting {key}")))?;
        let kept = if field.kind == FieldKind::Secret {
            sealed(act, &place(kind, name, key), value)?
        } else {
            json!(value)
        };
        values.insert(key.clone(), kept);
    }
    let json = Value::Object(values).to_string();
    let module = tried::static_name(&act.engine, kind, name);
    let opened = open(&act.engine, kind, name, &json)?;
    opened.check(module, &described.fields).map_err(|error| fail(error.to_string()))?;
    tried::out(&act.engine, kind, name, &opened).map_err(|error| fail(error.to_string()))?;
    if kind != Kind::Gateway {
        return keep(act, kind, name, true, &json).await;
    }
    let before = gateways::find(&mut act.conn, name).await?;
    let shown = given.get(FRIENDLY_NAME).cloned();
    let shown = shown.or_else(|| before.as_ref().map(|row| row.name.clone()));
    let row = GatewayRow {
        module: name.to_owned(),
        name: shown.unwrap_or_else(|| described.display_name.clone()),
        position: before.map_or(0, |row| row.position),
        active: true,
        settings: json,
    };
    Ok(gateways::put(&mut act.conn, &row).await?)
}

async fn keep(act: &mut Act, kind: Kind, name: &str, active: bool, settings: &str) -> Result<()> {
    let row = ModuleSettingsRow {
        r#type: kind.word().to_owned(),
        module: name.to_owned(),
        active,
        settings: settings.to_owned(),
        updated_at: act.at(),
    };
    Ok(module_settings::put(&mut act.conn, &row).await?)
}

async fn is_active(act: &mut Act, kind: Kind, name: &str) -> Result<bool> {
    let kept = kept(&mut act.conn, kind, name).await?;
    Ok(kept.map_or_else(|| works_unasked(&act.engine, kind, name), |(active, _)| active))
}

/// Whether a module works before anybody switched it on or off: a registrar that needs no account
/// anywhere.
pub(crate) fn works_unasked(engine: &Engine, kind: Kind, name: &str) -> bool {
    kind == Kind::Registrar
        && engine.world().registrars.get(name).is_some_and(|registrar| {
            let capabilities = registrar.capabilities();
            capabilities.sandbox || capabilities.manual
        })
}

/// Whether it is switched on, and its settings as they are kept.
async fn kept(c: &mut Conn, kind: Kind, name: &str) -> Result<Option<(bool, String)>> {
    Ok(match kind {
        Kind::Gateway => gateways::find(c, name).await?.map(|row| (row.active, row.settings)),
        _ => {
            module_settings::find(c, kind.word(), name).await?.map(|row| (row.active, row.settings))
        }
    })
}

/// Seals the secrets in the settings of all modules by the key in force.
///
/// # Errors
/// When the database fails.
pub(crate) async fn reseal(act: &mut Act, active: &str) -> Result<()> {
    for row in gateways::all(&mut act.conn).await? {
        if let Some(settings) = resealed(act, Kind::Gateway, &row.module, &row.settings, active)? {
            gateways::put(&mut act.conn, &GatewayRow { settings, ..row }).await?;
        }
    }
    for row in module_settings::all(&mut act.conn).await? {
        let kind = Kind::ALL.iter().copied().find(|kind| kind.word() == row.r#type);
        let Some(kind) = kind else { continue };
        if let Some(settings) = resealed(act, kind, &row.module, &row.settings, active)? {
            module_settings::put(&mut act.conn, &ModuleSettingsRow { settings, ..row }).await?;
        }
    }
    Ok(())
}

/// Settings with their secrets under the key in force; nothing when they are already.
fn resealed(act: &Act, kind: Kind, name: &str, json: &str, active: &str) -> Result<Option<String>> {
    let mut values: Map<String, Value> = serde_json::from_str(json)?;
    let mut changed = false;
    for (key, value) in &mut values {
        let Some(sealed) = value.get("sealed").and_then(Value::as_str) else { continue };
        if sealed.is_empty() || sealed.split_once('.').is_some_and(|(id, _)| id == active) {
            continue;
        }
        let place = place(kind, name, key);
        let plain = act.engine.secrets().open(&place, sealed)?;
        *value = self::sealed(act, &place, &plain)?;
        changed = true;
    }
    Ok(changed.then(|| Value::Object(values).to_string()))
}

/// A secret as it is kept: sealed, and beside it what people know it again by.
fn sealed(act: &Act, place: &str, plain: &str) -> Result<Value> {
    let chance = &*act.engine.world().chance;
    let sealed = act.engine.secrets().seal(chance, place, plain)?;
    Ok(json!({ "sealed": sealed, "end": end_of(plain) }))
}

/// The last four letters of a secret that is long enough to lose them; else nothing.
fn end_of(plain: &str) -> String {
    let letters: Vec<char> = plain.trim().chars().collect();
    let end = if letters.len() < TELLING_LETTERS { &[] } else { &letters[letters.len() - 4..] };
    end.iter().collect()
}

fn place(kind: Kind, module: &str, key: &str) -> String {
    format!("settings.{}.{module}:{key}", kind.word())
}
