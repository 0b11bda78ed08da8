//! The settings of modules as they are kept: their secrets sealed.

use model::word::Word as _;
use ports::Settings;
use serde_json::{Map, Value, json};
use store::system::gateways::{self, GatewayRow};
use store::system::module_settings::{self, ModuleSettingsRow};

use super::Kind;
use crate::{Act, Engine, Result};

/// A shorter secret would lose too much with its last four letters.
const TELLING_LETTERS: usize = 16;

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
        let Some(kept) = value.get("sealed").and_then(Value::as_str) else { continue };
        if kept.is_empty() || kept.split_once('.').is_some_and(|(id, _)| id == active) {
            continue;
        }
        let place = place(kind, name, key);
        let plain = act.engine.secrets().open(&place, kept)?;
        *value = sealed(act, &place, &plain)?;
        changed = true;
    }
    Ok(changed.then(|| Value::Object(values).to_string()))
}

/// A secret as it is kept: sealed, and beside it what people know it again by.
pub(super) fn sealed(act: &Act, place: &str, plain: &str) -> Result<Value> {
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

/// What a secret is sealed for: it opens nowhere else.
pub(super) fn place(kind: Kind, module: &str, key: &str) -> String {
    format!("settings.{}.{module}:{key}", kind.word())
}
