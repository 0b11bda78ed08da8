//! `hostler doctor`: tries everything the configuration names and says what to do about the rest.

use std::process::ExitCode;

use anyhow::Result;
use engine::Engine;
use engine::hosting::servers::Health;
use engine::system::files;

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
            let db = compose::existing(&config).await;
            check(
                "database",
                db.as_ref()
                    .map(|db| db.kind().to_owned())
                    .map_err(|error| anyhow::anyhow!("{error:#}")),
            );
            check("mail", crate::mailer::check(&config).await);
            if let Ok(db) = db {
                let engine = compose::engine(&config, db, Post::Kept).await;
                let told = engine.as_ref().map(told);
                check("keys", told.map_err(|error| anyhow::anyhow!("{error:#}")));
                if let Ok(engine) = &engine {
                    check("files", files(engine).await);
                }
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

/// Which key seals, by its id.
fn told(engine: &Engine) -> String {
    format!("can be read; {} seals", engine.secrets().master_id())
}

/// Where files are moved to, tried.
async fn files(engine: &Engine) -> Result<String> {
    let Some(module) = files::wanted(engine).await? else {
        return Ok("stay in the database".to_owned());
    };
    match files::probe(engine, module).await? {
        Health::Reached(said) => Ok(format!("go to {module}: {said}")),
        Health::Unreached(why) => Err(anyhow::anyhow!("{module}: {why}")),
    }
}
