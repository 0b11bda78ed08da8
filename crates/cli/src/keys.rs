//! The keys of the configuration: given, generated into files of the data folder, and there wrapped
//! by a key service where one is named.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result, anyhow, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use engine::Engine;
use engine::system::secrets::Secrets;
use modules::http::Pool;
use modules::kms::{Account, AwsKms};
use ports::calls::CallLog;
use ports::kms::KeyService;
use ports::logged::logged_keys;
use ports::{Chance as _, PortError, Refused, Secret, SystemChance, SystemClock};

use crate::config::Config;

/// A key by its id.
pub(crate) type Key = (String, [u8; 32]);

/// The setting of the keys that secrets are sealed with.
const SETTING: &str = "encryption_key";
/// What stands before a key that is wrapped.
pub(crate) const WRAPPED: &str = "kms:";
/// How often a running node looks for other keys.
const LOOKED_AT_EVERY: Duration = Duration::from_secs(5);

/// The file of the keys that secrets are sealed with.
pub(crate) fn file(config: &Config) -> PathBuf {
    config.data.join("encryption.key")
}

/// The keys for secrets at rest.
pub(crate) async fn secrets(config: &Config) -> Result<Secrets> {
    let keys = masters(config).await?;
    let Some(((id, key), old)) = keys.split_first() else {
        bail!(config.values.wrong(SETTING, "id:base64 of 32 bytes"));
    };
    let first = Secrets::new(id, *key);
    Ok(old.iter().fold(first, |secrets, (id, key)| secrets.with_old(id, *key)))
}

/// The same as a list, the one that seals first.
async fn masters(config: &Config) -> Result<Vec<Key>> {
    let service = service(config)?;
    let text = match config.values.text(SETTING) {
        "" => kept(config, service.as_deref()).await?,
        text => text.to_owned(),
    };
    let mut keys = Vec::new();
    for entry in entries(&text) {
        keys.push(opened(config, service.as_deref(), entry).await?);
    }
    Ok(keys)
}

/// The entries of a key setting.
pub(crate) fn entries(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', '\n']).map(str::trim).filter(|entry| !entry.is_empty())
}

async fn opened(config: &Config, service: Option<&dyn KeyService>, entry: &str) -> Result<Key> {
    let Some((id, wrapped)) = entry.split_once(':').filter(|(_, key)| key.starts_with(WRAPPED))
    else {
        return read(config, SETTING, entry);
    };
    let Some(service) = service else {
        let right = "the key that wrapped the encryption keys";
        bail!("{SETTING} {id} is wrapped: {}", config.values.wrong("kms_key", right));
    };
    let wrapped = wrapped.trim_start_matches(WRAPPED);
    let key = told(config, service.unwrap(&about(id), wrapped).await)?;
    read(config, SETTING, &format!("{id}:{}", key.expose()))
}

/// What a wrapped key is for: with another word it cannot be unwrapped.
pub(crate) fn about(id: &str) -> String {
    format!("{SETTING} {id}")
}

/// The key service, where one is named.
pub(crate) fn service(config: &Config) -> Result<Option<Arc<dyn KeyService>>> {
    let text = |name: &str| config.values.text(name).trim().to_owned();
    if text("kms_key").is_empty() {
        return Ok(None);
    }
    for name in ["kms_region", "kms_access_key", "kms_secret_key"] {
        if text(name).is_empty() {
            bail!(
                config.values.wrong(name, "what the key service gave you, or kms_key to nothing")
            );
        }
    }
    let account = Account {
        key: text("kms_key"),
        region: text("kms_region"),
        endpoint: text("kms_endpoint"),
        access_key: text("kms_access_key"),
        secret_key: Secret::new(text("kms_secret_key")),
        session_token: Secret::new(text("kms_session_token")),
    };
    let right = "https://…, or to nothing for Amazon's own";
    let made = AwsKms::new(Arc::new(SystemClock), &Pool::default(), account);
    let made = made.with_context(|| config.values.wrong("kms_endpoint", right))?;
    let log: Arc<dyn CallLog> = config.early_calls.clone();
    Ok(Some(logged_keys(Arc::new(made), &log)))
}

/// The answer of the key service, or which setting to look at.
pub(crate) fn told<T>(config: &Config, answer: Result<Result<T, Refused>, PortError>) -> Result<T> {
    let right = "what the key service knows";
    let (name, why) = match answer {
        Ok(Ok(answer)) => return Ok(answer),
        Ok(Err(refused)) => {
            let name = match refused.code.as_str() {
                "SignatureDoesNotMatch" => "kms_secret_key",
                code if code.contains("Ciphertext") => SETTING,
                code if code.contains("Token") || code.contains("AccessKey") => "kms_access_key",
                _ => "kms_key",
            };
            (name, refused.to_string())
        }
        Err(error) => ("kms_endpoint", error.to_string()),
    };
    Err(anyhow!("{why}")).with_context(|| match name {
        "kms_endpoint" => config.values.unreached(name),
        name => config.values.wrong(name, right),
    })
}

/// The keys of the file, which is made when there is none.
async fn kept(config: &Config, service: Option<&dyn KeyService>) -> Result<String> {
    let path = file(config);
    if path.exists() {
        return std::fs::read_to_string(&path)
            .with_context(|| format!("the key file {}", path.display()));
    }
    let text = fresh(config, service).await?;
    write(&path, &format!("{text}\n"), true)?;
    Ok(text)
}

/// A new key as an entry: wrapped where a key service is named.
pub(crate) async fn fresh(config: &Config, service: Option<&dyn KeyService>) -> Result<String> {
    let id = format!("k{}", SystemChance.hex(4));
    let Some(service) = service else {
        let mut bytes = [0; 32];
        SystemChance.fill(&mut bytes);
        return Ok(format!("{id}:{}", BASE64.encode(bytes)));
    };
    let made = told(config, service.generate(&about(&id)).await)?;
    Ok(format!("{id}:{WRAPPED}{}", made.wrapped))
}

/// Keys that stand in the configuration itself are looked at; wrapped ones only by whoever opens
/// them.
pub(crate) fn given(config: &Config, name: &'static str) -> Result<()> {
    let is_wrapped =
        |entry: &&str| entry.split_once(':').is_some_and(|(_, key)| key.starts_with(WRAPPED));
    let mut plain = entries(config.values.text(name)).filter(|entry| !is_wrapped(entry));
    plain.try_for_each(|entry| read(config, name, entry).map(drop))
}

/// Keys that are never wrapped: those of sessions, which end with them.
pub(crate) fn plain(config: &Config, name: &'static str, file: &str) -> Result<Vec<Key>> {
    let path = config.data.join(file);
    let text = match config.values.text(name) {
        "" if path.exists() => std::fs::read_to_string(&path)
            .with_context(|| format!("the key file {}", path.display()))?,
        "" => {
            let mut bytes = [0; 32];
            SystemChance.fill(&mut bytes);
            let text = format!("k{}:{}", SystemChance.hex(4), BASE64.encode(bytes));
            write(&path, &format!("{text}\n"), true)?;
            text
        }
        text => text.to_owned(),
    };
    entries(&text).map(|entry| read(config, name, entry)).collect()
}

fn read(config: &Config, name: &str, entry: &str) -> Result<Key> {
    let (id, key) = entry.split_once(':').unwrap_or_default();
    let bytes = BASE64.decode(key).unwrap_or_default();
    match <[u8; 32]>::try_from(bytes) {
        Ok(bytes) if !id.is_empty() => Ok((id.to_owned(), bytes)),
        _ => bail!(config.values.wrong(name, "id:base64 of 32 bytes, by commas")),
    }
}

/// Writes a key file that only its owner can read: a new one, or in the place of another.
pub(crate) fn write(path: &Path, text: &str, is_new: bool) -> Result<()> {
    let context = || format!("the key file {}", path.display());
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).with_context(context)?;
    }
    let beside = path.with_extension("key.new");
    let place = if is_new { path } else { beside.as_path() };
    if !is_new && place.exists() {
        std::fs::remove_file(place).with_context(context)?;
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(place).with_context(context)?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).with_context(context)?;
    if !is_new {
        std::fs::rename(place, path).with_context(context)?;
    }
    Ok(())
}

/// When the key file was last changed; to be asked before the keys are read.
pub(crate) fn changed_at(config: &Config) -> Option<SystemTime> {
    std::fs::metadata(file(config)).and_then(|about| about.modified()).ok()
}

/// Takes over other keys from the file, which was `seen` as it stood then, while the node runs, and
/// never ends.
pub(crate) async fn follow(config: &Config, engine: &Engine, mut seen: Option<SystemTime>) {
    if !config.values.text(SETTING).is_empty() {
        return std::future::pending().await;
    }
    loop {
        tokio::time::sleep(LOOKED_AT_EVERY).await;
        let now = changed_at(config);
        if now.is_none() || now == seen {
            continue;
        }
        match masters(config).await {
            Ok(keys) => {
                seen = now;
                engine.secrets().learn_masters(&keys);
                let key = engine.secrets().master_id();
                tracing::info!(key, "the encryption keys were read again");
            }
            Err(error) => {
                let error = format!("{error:#}");
                tracing::warn!(error, "the encryption keys stay what they were");
            }
        }
    }
}
