//! `hostler mcp`: an assistant on this machine works here, over standard input and output.

use std::process::ExitCode;

use anyhow::{Context, Result};
use engine::{Caller, Door};
use web::mcp::{Asking, Scope, over_pipes};

use crate::args::{McpArgs, SettingsArgs};
use crate::compose;
use crate::config::Config;
use crate::logging;

pub(crate) async fn run(settings: &SettingsArgs, args: &McpArgs) -> Result<ExitCode> {
    let config = Config::load(settings)?;
    logging::start(&config)?;
    let scope = Scope::new(&args.topics, args.reads_only).context("--topics")?;
    let whmcs = compose::whmcs(&config).await?;
    let asking = Asking { caller: Caller::system(Door::Mcp), scope };
    over_pipes(whmcs, asking, tokio::io::stdin(), tokio::io::stdout()).await?;
    Ok(ExitCode::SUCCESS)
}
