//! `hostler keys`: the encryption keys in the data folder.

use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use ports::Secret;

use super::say;
use crate::args::{KeysArgs, KeysCommand, SettingsArgs};
use crate::config::Config;
use crate::keys::{self, WRAPPED, about, entries, told};

pub(crate) async fn run(settings: &SettingsArgs, args: &KeysArgs) -> Result<ExitCode> {
    let config = Config::load(settings)?;
    if !config.values.text("encryption_key").is_empty() {
        bail!(
            config.values.wrong("encryption_key", "nothing: then the keys are in a file of ours")
        );
    }
    let path = keys::file(&config);
    let text = std::fs::read_to_string(&path)
        .with_context(|| format!("there is no key file {} yet", path.display()))?;
    let mut all: Vec<String> = entries(&text).map(str::to_owned).collect();
    match args.command {
        KeysCommand::List => {}
        KeysCommand::New => {
            let service = keys::service(&config)?;
            all.insert(0, keys::fresh(&config, service.as_deref()).await?);
            keys::write(&path, &lines(&all), false)?;
        }
        KeysCommand::Wrap => {
            let Some(service) = keys::service(&config)? else {
                bail!(config.values.wrong("kms_key", "the key that is to wrap the others"));
            };
            for entry in &mut all {
                let (id, key) = entry.split_once(':').unwrap_or_default();
                if !key.starts_with(WRAPPED) {
                    let wrapped = service.wrap(&about(id), &Secret::new(key)).await;
                    *entry = format!("{id}:{WRAPPED}{}", told(&config, wrapped)?);
                }
            }
            keys::write(&path, &lines(&all), false)?;
        }
    }
    for (place, entry) in all.iter().enumerate() {
        let (id, key) = entry.split_once(':').unwrap_or_default();
        let how = if key.starts_with(WRAPPED) { "wrapped" } else { "as it is" };
        say(format!("{id}  {how}{}", if place == 0 { ", seals" } else { "" }));
    }
    Ok(ExitCode::SUCCESS)
}

fn lines(entries: &[String]) -> String {
    entries.iter().map(|entry| format!("{entry}\n")).collect()
}
