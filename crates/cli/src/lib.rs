//! Hostler as a program: reads the configuration, composes the house, opens the doors.
//!
//! A library, so that somebody's own program can be all of Hostler with a module more
//! (docs/modules.md, "A worked example"). Whoever wants nothing more has the binary `hostler`.

mod args;
mod checked;
mod commands;
mod compose;
mod config;
mod crowd;
#[cfg(feature = "pdf")]
mod documents;
mod keys;
mod listening;
mod logging;
mod mailer;
mod own;

use std::process::ExitCode;

use clap::Parser;

use crate::args::{Args, Command};

pub use own::Own;

/// The system's allocator takes a lock that all threads share; this one does not.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Does what the command line says, with somebody's own modules beside Hostler's. It is the whole
/// of a `main`: of the exit codes, one that is not 0 has been explained on standard error.
pub fn run(own: Own) -> ExitCode {
    let mut args = Args::parse();
    args.settings.own = own;
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&anyhow::Error::from(error)),
    };
    match runtime.block_on(obey(args)) {
        Ok(code) => code,
        Err(error) => failed(&error),
    }
}

async fn obey(args: Args) -> anyhow::Result<ExitCode> {
    // One crypto provider for the whole process, chosen before the first connection.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let settings = args.settings;
    match args.command {
        Command::Serve(serve) => Box::pin(commands::serve::run(&settings, &serve)).await,
        Command::Call(call) => commands::call::run(&settings, &call).await,
        Command::Mcp(mcp) => Box::pin(commands::mcp::run(&settings, &mcp)).await,
        Command::MailPipe(pipe) => Ok(Box::pin(commands::mail_pipe::run(&settings, &pipe)).await),
        Command::RunAutomation(run) => {
            Box::pin(commands::run_automation::run(&settings, &run)).await
        }
        Command::Import(import) => Box::pin(commands::import::run(&settings, &import)).await,
        Command::Migrate => commands::migrate::run(&settings).await,
        Command::Files(files) => Box::pin(commands::files::run(&settings, &files)).await,
        Command::Backup(backup) => commands::copies::backup(&settings, &backup).await,
        Command::Restore(restore) => commands::copies::restore(&settings, &restore).await,
        Command::Verify(args) => commands::verify::run(&settings, &args).await,
        Command::Config(config) => commands::config::run(&settings, &config),
        Command::Doctor => commands::doctor::run(&settings).await,
        Command::Theme(theme) => commands::theme::run(&settings, &theme),
        Command::Keys(keys) => Box::pin(commands::keys::run(&settings, &keys)).await,
        Command::Modules => commands::modules::run(&settings),
    }
}

fn failed(error: &anyhow::Error) -> ExitCode {
    complain(error);
    ExitCode::FAILURE
}

fn complain(error: &anyhow::Error) {
    use std::io::Write as _;
    let _ = writeln!(std::io::stderr(), "hostler: {error:#}");
}
