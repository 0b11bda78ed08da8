//! `hostler mail-pipe`: one mail from the standard input into the tickets, as mail servers hand
//! them to programs.

use std::process::ExitCode;

use anyhow::{Context, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use engine::support::inbound::MAIL_BYTES_MAX;
use engine::{Caller, Door, Fault};
use protocol::ImportMail;
use tokio::io::AsyncReadExt as _;

use super::say;
use crate::args::{MailPipeArgs, SettingsArgs};
use crate::compose::{self, Post};
use crate::config::Config;

/// `EX_TEMPFAIL` of `sysexits.h`: the mail server keeps the mail and tries again.
const TRY_AGAIN: u8 = 75;

/// Ends well for every mail that is in the log, whatever became of it: a mail that is turned away
/// must not go back to an address that its sender made up.
pub(crate) async fn run(settings: &SettingsArgs, args: &MailPipeArgs) -> ExitCode {
    match take(settings, args).await {
        Ok(said) => {
            say(said);
            ExitCode::SUCCESS
        }
        Err(error) => {
            crate::complain(&error);
            ExitCode::from(TRY_AGAIN)
        }
    }
}

async fn take(settings: &SettingsArgs, args: &MailPipeArgs) -> Result<String> {
    let message = BASE64.encode(read().await.context("reading the mail")?);
    let config = Config::load(settings)?;
    let engine = compose::engine(&config, compose::existing(&config).await?, Post::Sent).await?;
    let call = ImportMail { message, recipient: args.to.clone(), deptid: None };
    match actions::all(engine).call(&Caller::system(Door::Cli), call).await {
        Ok(done) => Ok(format!("{} (log {})", &*done.status, done.logid.0)),
        Err(Fault::Refused(refusal)) => anyhow::bail!("{refusal}"),
        Err(broken @ Fault::Broken(_)) => Err(broken.into()),
    }
}

/// The mail, as far as one may go, and one byte more where it goes further: so much is enough to
/// say what came. All of it is read, because a writer that is cut off tries again.
async fn read() -> std::io::Result<Vec<u8>> {
    let mut input = tokio::io::stdin();
    let mut raw = Vec::new();
    let most = u64::try_from(MAIL_BYTES_MAX).unwrap_or(u64::MAX);
    (&mut input).take(most + 1).read_to_end(&mut raw).await?;
    tokio::io::copy(&mut input, &mut tokio::io::sink()).await?;
    Ok(raw)
}
