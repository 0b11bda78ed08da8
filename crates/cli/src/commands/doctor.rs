//! `hostler doctor`: tries everything the configuration names and says what to do about the rest.

use std::process::ExitCode;

use anyhow::Result;

use super::say;
use crate::args::SettingsArgs;
use crate::compose::{self, Post};
use crate::config::{Backend, Config};

pub(crate) async fn run(settings: &SettingsArgs) -> Result<ExitCode> {
    let config = match Config::load(settings) {
        Ok(config) => config,
        Err(error) => {
            say(format!("configuration  WRONG  {error:#}"));
            return Ok(ExitCode::FAILURE);
        }
    };
    say("configuration  ok");
    let mut well = true;
    let mut check = |what: &str, outcome: Result<String>| match outcome {
        Ok(detail) => say(format!("{what:<14} ok     {detail}")),
        Err(error) => {
            well = false;
            say(format!("{what:<14} WRONG  {error:#}"));
        }
    };
    let theme = config.values.text("theme").to_owned();
    if !theme.is_empty() {
        check("theme", compose::templates(&config).map(|_| theme));
    }
    check("listen", listen(&config).await);
    match &config.backend {
        Backend::Engine { .. } => {
            let db = compose::database(&config).await;
            check(
                "database",
                db.as_ref()
                    .map(|db| db.kind().to_owned())
                    .map_err(|error| anyhow::anyhow!("{error:#}")),
            );
            check("mail", crate::mailer::check(&config).await);
            if let Ok(db) = db {
                check(
                    "keys",
                    compose::engine(&config, db, Post::Kept).map(|_| "can be read".to_owned()),
                );
                #[cfg(feature = "pdf")]
                check("pdf", crate::documents::Pdf::new(&config).and_then(|pdf| pdf.check()));
            }
        }
        Backend::Remote(remote) => check("whmcs", compose::ping_remote(remote).await),
    }
    Ok(if well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn listen(config: &Config) -> Result<String> {
    tokio::net::TcpListener::bind(config.listen).await.map_err(|error| {
        anyhow::anyhow!("{} cannot be bound: {error}; choose another --listen", config.listen)
    })?;
    Ok(config.listen.to_string())
}
