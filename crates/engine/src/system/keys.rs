//! The keys of secrets: data keys in the database, themselves sealed under the master keys of the
//! configuration. A new one takes over while all nodes run, and seals everything anew.

use serde_json::json;
use store::Conn;
use store::people::custom_fields;
use store::system::data_keys::{self, DataKeyRow, SEALED};

use super::modules;
use super::settings::API_ACCESS_KEY;
use crate::jobs::Ending;
use crate::people;
use crate::people::credentials::ACCESS_KEY_PLACE;
use crate::{Act, Door, Engine, Fault, Job, Result};

/// The kind of job by which everything is sealed by the key in force.
pub(crate) const RESEAL: &str = "keys.reseal";

/// A new key seals only when every node has read of it (seconds); nodes read every three.
const ACTIVE_AFTER: i64 = 10;
/// Secrets that one act seals anew.
const BATCH_ROWS_MAX: i64 = 200;

/// Makes a new data key, keeps the older ones under the master key that is in force, and has all
/// secrets sealed anew. Gives the key's id.
///
/// # Errors
/// Broken when a key cannot be opened: its master key is missing in the configuration.
pub async fn rotate(act: &mut Act) -> Result<String> {
    let rows = data_keys::all(&mut act.conn).await?;
    let number = |row: &DataKeyRow| row.id.strip_prefix("data-")?.parse::<i64>().ok();
    let last = rows.iter().filter_map(number).max().unwrap_or(0);
    let (engine, at) = (act.engine.clone(), act.at());
    let (chance, secrets) = (&*engine.world().chance, engine.secrets());
    let id = format!("data-{}", last + 1);
    let row = DataKeyRow {
        sealed: secrets.new_data_key(chance, &id)?,
        id: id.clone(),
        active_from: at + ACTIVE_AFTER,
        created_at: at,
    };
    data_keys::insert(&mut act.conn, &row).await?;
    for row in &rows {
        if let Some(sealed) = secrets.rewrapped(chance, row)? {
            data_keys::rewrap(&mut act.conn, &row.id, &sealed).await?;
        }
    }
    let job = Job { kind: RESEAL, payload: json!({ "key": id }), unique_key: None };
    act.enqueue_at(job, at + 2 * ACTIVE_AFTER, 20).await?;
    act.changed("data_keys", last + 1, &[("id", json!(null), json!(id))]).await?;
    act.log(None, format!("Encryption Key Rotated - {id}")).await?;
    Ok(id)
}

/// Has secrets sealed that stand in the plain, because what keeps them has become a secret.
///
/// # Errors
/// When the database fails.
pub async fn seal_soon(act: &mut Act) -> Result<()> {
    act.enqueue(Job { kind: RESEAL, payload: json!({}), unique_key: None }).await
}

/// How many secrets are not sealed by the key in force.
///
/// # Errors
/// When the database fails.
pub async fn waiting(engine: &Engine) -> Result<i64> {
    let active = engine.secrets().sealing_id();
    let mut c = engine.read().await?;
    let mut count = 0;
    for column in SEALED {
        count += column.count_others(&mut c, &active).await?;
    }
    Ok(count + custom_fields::count_plain_secrets(&mut c).await?)
}

/// Reads the keys, so that this node can open what others sealed.
///
/// # Errors
/// When the database fails.
pub(crate) async fn refresh(engine: &Engine, c: &mut Conn) -> Result<()> {
    let rows = data_keys::all(c).await?;
    engine.secrets().learn(engine.now().as_second(), &rows);
    Ok(())
}

/// The job `keys.reseal`: everything is sealed by the key in force, some rows an act, so that it
/// goes on where it stopped.
pub(crate) async fn work(engine: &Engine) -> Result<Ending> {
    refresh(engine, &mut engine.read_aside().await?).await?;
    let active = engine.secrets().sealing_id();
    for column in SEALED {
        let mut after = 0;
        loop {
            let mut act = engine.begin_system(Door::Automation, "RotateKeys").await?;
            let rows = column.others(&mut act.conn, &active, after, BATCH_ROWS_MAX).await?;
            let Some(last) = rows.last() else { break };
            after = last.id;
            for row in &rows {
                let place = format!("{}{}", column.place, row.name);
                let chance = &*engine.world().chance;
                match engine.secrets().open(&place, &row.sealed) {
                    Ok(plain) => {
                        let sealed = engine.secrets().seal(chance, &place, &plain)?;
                        column.replace(&mut act.conn, row, &sealed).await?;
                    }
                    // What cannot be opened was lost before, and keeps nothing else from it.
                    Err(Fault::Broken(error)) => tracing::warn!(%error, "a secret stays as it is"),
                    Err(refused) => return Err(refused),
                }
            }
            act.commit().await?;
        }
    }
    people::custom_fields::seal_plain(engine).await?;
    let mut act = engine.begin_system(Door::Automation, "RotateKeys").await?;
    modules::reseal(&mut act, &active).await?;
    reseal_access_key(&mut act, &active).await?;
    act.log(None, format!("Secrets Sealed Anew - {active}")).await?;
    act.commit().await?;
    Ok(Ending::Done)
}

/// The one secret among the settings.
async fn reseal_access_key(act: &mut Act, active: &str) -> Result<()> {
    let settings = std::sync::Arc::clone(&act.settings);
    let kept = settings.text(API_ACCESS_KEY);
    if kept.is_empty() || kept.split_once('.').is_some_and(|(id, _)| id == active) {
        return Ok(());
    }
    let secrets = act.engine.secrets();
    let plain = secrets.open(ACCESS_KEY_PLACE, kept)?;
    let sealed = secrets.seal(&*act.engine.world().chance, ACCESS_KEY_PLACE, &plain)?;
    store::system::settings::put(&mut act.conn, API_ACCESS_KEY, &sealed).await?;
    act.touch_settings();
    Ok(())
}
