//! Somebody's own program: all of Hostler, and a fraud check more (docs/modules.md).

mod stop_forum_spam;

use std::process::ExitCode;
use std::sync::Arc;

use modules::http::Pool;
use modules::{Listing, Port};

use crate::stop_forum_spam::{MODULE, StopForumSpam};

const OWN: cli::Own = cli::Own {
    modules: &[Listing {
        module: MODULE,
        port: Port::Fraud,
        capabilities: "asks Stop Forum Spam about network and mail address; score, reasons",
        judge: "contract suite on a fake",
    }],
    install: |world| world.add_fraud_check(Arc::new(StopForumSpam::new(Pool::default()))),
};

fn main() -> ExitCode {
    cli::run(OWN)
}

#[cfg(test)]
mod tests;
