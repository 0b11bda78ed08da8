//! Where log lines go: standard error, as text or JSON.

use anyhow::{Context, Result};
use tracing_subscriber::EnvFilter;

use crate::config::Config;

/// Sets the process's log up.
pub(crate) fn start(config: &Config) -> Result<()> {
    let filter = EnvFilter::try_new(&config.log)
        .with_context(|| config.values.wrong("log", "error, warn, info or debug"))?;
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if config.log_json {
        lines.json().init();
    } else {
        lines.with_target(false).init();
    }
    Ok(())
}
