//! `hostler call`: any action from the command line, through the same road as every other door.

use std::process::ExitCode;

use actions::Format;
use anyhow::{Result, bail};
use engine::{Caller, Door, Fault, IdempotencyKey};
use protocol::Form;

use super::say;
use crate::args::{CallArgs, SettingsArgs};
use crate::compose::{self, Post};
use crate::config::Config;

pub(crate) async fn run(settings: &SettingsArgs, args: &CallArgs) -> Result<ExitCode> {
    let config = Config::load(settings)?;
    let format = match args.format.as_str() {
        "json" => Format::Json,
        "xml" => Format::Xml,
        "nvp" => Format::Nvp,
        other => bail!("--format cannot be '{other}'; it is json, xml or nvp"),
    };
    let mut pairs = Vec::new();
    for parameter in &args.parameters {
        let Some((name, value)) = parameter.split_once('=') else {
            bail!("'{parameter}' is not key=value");
        };
        pairs.push((name.to_owned(), value.to_owned()));
    }
    let engine = compose::engine(&config, compose::database(&config).await?, Post::Sent)?;
    let mut caller = Caller::system(Door::Cli);
    caller.dry_run = args.dry_run;
    caller.idempotency_key = args.idempotency_key.clone().map(IdempotencyKey);
    let form = Form::from_pairs(pairs)?;
    let answer = actions::all(engine).call_form(&caller, &args.action, form, format).await;
    match answer {
        Ok(bytes) => {
            say(pretty(format, &bytes));
            Ok(ExitCode::SUCCESS)
        }
        Err(Fault::Refused(refusal)) => bail!("{refusal}"),
        Err(broken @ Fault::Broken(_)) => Err(broken.into()),
    }
}

fn pretty(format: Format, bytes: &[u8]) -> String {
    let text = || String::from_utf8_lossy(bytes).into_owned();
    if format != Format::Json {
        return text();
    }
    serde_json::from_slice::<serde_json::Value>(bytes)
        .and_then(|value| serde_json::to_string_pretty(&value))
        .unwrap_or_else(|_| text())
}
