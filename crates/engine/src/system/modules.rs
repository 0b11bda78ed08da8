//! The modules of the world as the operator sees them: switched on, off, and set up.

mod listed;
mod sealed;
mod tried;

use std::collections::BTreeMap;

pub use listed::{Listed, listed};
use model::word::Word;
pub use ports::SettingKind as FieldKind;
use ports::{SettingField, Settings};
pub use sealed::open;
use serde_json::{Map, Value, json};
use store::Conn;
use store::support::files;
use store::system::gateways::{self, GatewayRow};
use store::system::module_settings::{self, ModuleSettingsRow};

pub(crate) use self::sealed::reseal;
use self::sealed::{place, sealed};
use super::elsewhere::Elsewhere;
use crate::{Act, Engine, Fault, Result, conflict, invalid, not_now};

/// The name of a gateway among clients is one of its parameters on the wire.
pub const FRIENDLY_NAME: &str = "FriendlyName";

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

/// Whether things are done through a module.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// They are not.
    Off,
    /// They are.
    On,
    /// Not yet: it was switched on without the settings it needs.
    Waiting,
}

impl State {
    fn of(active: bool, waiting: bool) -> State {
        match (active, waiting) {
            (true, _) => State::On,
            (false, true) => State::Waiting,
            (false, false) => State::Off,
        }
    }
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

/// Switches a module on, with settings. Without any, one that needs some waits for them: WHMCS
/// activates first and sets up later.
///
/// # Errors
/// Those of [`describe`]; `Module activation not supported by module type.`; `Failed to activate:
/// …` when it is on already, and when settings are given that do not do.
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
    let state = row(&mut act.conn, kind, name).await?.map(|(state, _)| state);
    if state.is_some_and(|state| state != State::Off) {
        return Err(conflict("Failed to activate: Module already active"));
    }
    let bare = given.keys().all(|key| kind == Kind::Gateway && key == FRIENDLY_NAME);
    let why = match change(act, kind, name, &described, given).await? {
        Ok(json) => {
            put(act, kind, name, given, State::On, json).await?;
            String::new()
        }
        Err(why) if bare => {
            put(act, kind, name, given, State::Waiting, "{}".to_owned()).await?;
            format!(" - it waits for its settings: {why}")
        }
        Err(why) => return Err(wrong("Failed to activate", &why)),
    };
    act.log(None, format!("Module Activated: '{name}' ({}){why}", kind.word())).await
}

/// Changes settings of a module that is switched on; those not given stay. One that waited for them
/// is on from then.
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
    if state(act, kind, name).await? == State::Off {
        return Err(conflict("Module Configuration Update Failed: Module not active"));
    }
    let changed = change(act, kind, name, &described, given).await?;
    let json = changed.map_err(|why| wrong("Module Configuration Update Failed", &why))?;
    put(act, kind, name, given, State::On, json).await?;
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
    if state(act, kind, name).await? == State::Off {
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
    }
    put(act, kind, name, &BTreeMap::new(), State::Off, "{}".to_owned()).await?;
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
    match kept(engine, c, kind, name).await? {
        (State::On, json) => open(engine, kind, name, &json).map(Some),
        _ => Ok(None),
    }
}

async fn move_payments(act: &mut Act, old: &str, new: Option<&str>) -> Result<()> {
    match new {
        Some(new) if new != old && state(act, Kind::Gateway, new).await? == State::On => {
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

/// The settings with those given among them, as they are to be kept; or why the module does not
/// take them.
async fn change(
    act: &mut Act,
    kind: Kind,
    name: &str,
    described: &Described,
    given: &BTreeMap<String, String>,
) -> Result<std::result::Result<String, String>> {
    let json = kept(&act.engine, &mut act.conn, kind, name).await?.1;
    let mut values: Map<String, Value> = serde_json::from_str(&json)?;
    if let Some(secret) = led_elsewhere(&values, described, given) {
        let why = "the one that is kept goes to no other address";
        return Ok(Err(format!("give {secret} again: {why}")));
    }
    // What an earlier version of the module had a setting for is forgotten with the next change.
    values.retain(|key, _| described.fields.iter().any(|field| field.name == key));
    for (key, value) in given {
        if kind == Kind::Gateway && key == FRIENDLY_NAME {
            continue;
        }
        let Some(field) = described.fields.iter().find(|field| field.name == key) else {
            return Ok(Err(format!("there is no setting {key}")));
        };
        let kept = if field.kind == FieldKind::Secret {
            sealed(act, &place(kind, name, key), value)?
        } else {
            json!(value)
        };
        values.insert(key.clone(), kept);
    }
    let json = Value::Object(values).to_string();
    let opened = open(&act.engine, kind, name, &json)?;
    let module = tried::static_name(&act.engine, kind, name);
    let checked = opened.check(module, &described.fields);
    let checked = checked.and_then(|()| tried::out(&act.engine, kind, name, &opened));
    Ok(checked.map(|()| json).map_err(|error| error.to_string()))
}

/// A secret that would go elsewhere with what is given, and is not given again itself.
fn led_elsewhere(
    values: &Map<String, Value>,
    described: &Described,
    given: &BTreeMap<String, String>,
) -> Option<&'static str> {
    let fields = described.fields.iter();
    let is_led = fields.clone().filter(|field| field.leads).any(|field| {
        let in_force = |value: &str| match value.trim() {
            "" => field.default.unwrap_or_default().to_owned(),
            value => value.to_owned(),
        };
        let new = given.get(field.name).map(|new| in_force(new));
        let old = values.get(field.name).map(|old| old.as_str().map_or(old.to_string(), in_force));
        let old = old.unwrap_or_else(|| in_force(""));
        Elsewhere::default().text(new.as_deref(), &old).is_so()
    });
    let is_kept = |name: &str| {
        let sealed = values.get(name).and_then(|value| value.get("sealed"));
        sealed.and_then(Value::as_str).is_some_and(|sealed| !sealed.is_empty())
    };
    let mut secrets =
        fields.filter(|field| field.kind == FieldKind::Secret).map(|field| field.name);
    secrets.find(|name| is_led && is_kept(name) && !given.contains_key(*name))
}

fn wrong(failed: &str, why: &str) -> Fault {
    invalid("parameters", format!("{failed}: {why}"))
}

/// Keeps what became of a module.
async fn put(
    act: &mut Act,
    kind: Kind,
    name: &str,
    given: &BTreeMap<String, String>,
    state: State,
    settings: String,
) -> Result<()> {
    let (active, waiting) = (state == State::On, state == State::Waiting);
    let module = name.to_owned();
    if kind != Kind::Gateway {
        let (r#type, updated_at) = (kind.word().to_owned(), act.at());
        let row = ModuleSettingsRow { r#type, module, active, waiting, settings, updated_at };
        return Ok(module_settings::put(&mut act.conn, &row).await?);
    }
    let before = gateways::find(&mut act.conn, name).await?;
    let position = before.as_ref().map_or(0, |row| row.position);
    let given = given.get(FRIENDLY_NAME).map(|name| name.trim().to_owned());
    let shown = given.or_else(|| before.map(|row| row.name));
    // Clients would have to choose a way to pay that has no name.
    let shown = match shown.filter(|name| !name.is_empty()) {
        Some(shown) => shown,
        None => describe(&act.engine, kind, name)?.display_name,
    };
    let row = GatewayRow { module, name: shown, position, active, waiting, settings };
    Ok(gateways::put(&mut act.conn, &row).await?)
}

async fn state(act: &mut Act, kind: Kind, name: &str) -> Result<State> {
    Ok(kept(&act.engine, &mut act.conn, kind, name).await?.0)
}

/// Whether a module works before anybody switched it on or off: a registrar that needs no account
/// anywhere.
fn works_unasked(engine: &Engine, kind: Kind, name: &str) -> bool {
    kind == Kind::Registrar
        && engine.world().registrars.get(name).is_some_and(|registrar| {
            let capabilities = registrar.capabilities();
            capabilities.sandbox || capabilities.manual
        })
}

/// Whether it is switched on, and its settings as they are kept.
async fn kept(engine: &Engine, c: &mut Conn, kind: Kind, name: &str) -> Result<(State, String)> {
    let found = row(c, kind, name).await?;
    Ok(found.unwrap_or_else(|| {
        let state = if works_unasked(engine, kind, name) { State::On } else { State::Off };
        (state, "{}".to_owned())
    }))
}

/// The same of one that somebody switched on or off.
async fn row(c: &mut Conn, kind: Kind, name: &str) -> Result<Option<(State, String)>> {
    Ok(match kind {
        Kind::Gateway => gateways::find(c, name)
            .await?
            .map(|row| (State::of(row.active, row.waiting), row.settings)),
        _ => module_settings::find(c, kind.word(), name)
            .await?
            .map(|row| (State::of(row.active, row.waiting), row.settings)),
    })
}
