//! `hostler call`: any action from the command line, through the same road as every other door.

use std::process::ExitCode;

use actions::Format;
use anyhow::{Error, Result, bail};
use engine::{Caller, Door, Fault, IdempotencyKey};
use protocol::Form;
use web::whmcs::Whmcs;

use super::say;
use crate::args::{CallArgs, SettingsArgs};
use crate::compose;
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
    let mut caller = Caller::system(Door::Cli);
    caller.dry_run = args.dry_run;
    caller.idempotency_key = args.idempotency_key.clone().map(IdempotencyKey);
    let form = Form::from_pairs(pairs)?;
    let said = match compose::whmcs(&config).await? {
        Whmcs::Engine(actions) => {
            let said = actions.call_form(&caller, &args.action, form, format).await;
            pretty(format, &said.map_err(worded)?)
        }
        elsewhere @ Whmcs::Remote(_) => {
            let Some(action) = protocol::find(&args.action) else {
                bail!("there is no action {}", args.action);
            };
            if format != Format::Json {
                bail!("--format cannot be '{}' in front of a WHMCS; leave it out", args.format);
            }
            serde_json::to_string_pretty(&elsewhere.call_named(&caller, action, form).await?)?
        }
    };
    say(said);
    Ok(ExitCode::SUCCESS)
}

/// A refusal speaks for itself; what broke says where.
fn worded(fault: Fault) -> Error {
    match fault {
        Fault::Refused(refusal) => Error::msg(refusal),
        broken @ Fault::Broken(_) => broken.into(),
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
