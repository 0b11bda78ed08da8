//! `hostler mcp`: an assistant on this machine works here, over standard input and output.

use std::process::ExitCode;

use anyhow::{Context, Result};
use engine::{Caller, Door};
use web::mcp::{Asking, Scope, over_pipes};
use web::whmcs::Whmcs;

use crate::args::{McpArgs, SettingsArgs};
use crate::compose::{self, Post};
use crate::config::{Backend, Config};
use crate::logging;

pub(crate) async fn run(settings: &SettingsArgs, args: &McpArgs) -> Result<ExitCode> {
    let config = Config::load(settings)?;
    logging::start(&config)?;
    let scope = Scope::new(&args.topics, args.reads_only).context("--topics")?;
    let whmcs = match &config.backend {
        Backend::Engine { .. } => {
            let db = compose::database(&config).await?;
            Whmcs::Engine(actions::all(compose::engine(&config, db, Post::Sent)?))
        }
        Backend::Remote(remote) => Whmcs::Remote(compose::remote(remote)?.into()),
    };
    let asking = Asking { caller: Caller::system(Door::Mcp), scope };
    over_pipes(whmcs, asking, tokio::io::stdin(), tokio::io::stdout()).await?;
    Ok(ExitCode::SUCCESS)
}
