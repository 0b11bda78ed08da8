//! `hostler verify`: every invariant as a query over the live database; the exit code is for
//! monitoring.

use std::process::ExitCode;

use anyhow::Result;
use engine::system::audit_chain;

use super::say;
use crate::args::{SettingsArgs, VerifyArgs};
use crate::compose::{self, Post};
use crate::config::Config;

pub(crate) async fn run(settings: &SettingsArgs, args: &VerifyArgs) -> Result<ExitCode> {
    let config = Config::load(settings)?;
    let engine = compose::engine(&config, compose::existing(&config).await?, Post::Sent).await?;
    let mut conn = engine.read().await?;
    let mut violations = engine::billing::books::verify(&mut conn).await?;
    let (broken, head) = audit_chain::verify(&mut conn, args.audit_head.as_ref()).await?;
    violations.extend(broken);
    for violation in &violations {
        say(format!("{violation:?}"));
    }
    if head.seq > 0 {
        say(format!("The audit log is stamped up to {head}"));
    }
    if violations.is_empty() {
        say("The books are right.");
        return Ok(ExitCode::SUCCESS);
    }
    say(format!("{} violation(s).", violations.len()));
    Ok(ExitCode::FAILURE)
}
