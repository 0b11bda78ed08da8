//! What every module of a kind must show: one suite per port, run on fakes, sandboxes and vendors.
//!
//! A suite panics with a sentence that names the module and the broken promise. The trial that it
//! is given must be fresh: its keys and names have not been used with that module before.

pub mod dns;
pub mod files;
pub mod fraud;
pub mod mail;
pub mod mailbox;
pub mod payment;
pub mod provisioning;
pub mod rates;
pub mod registrar;
pub mod resolver;
pub mod settings;

use std::fmt::Debug;

use crate::PortError;

/// Ends the suite.
#[track_caller]
#[expect(clippy::panic, reason = "a suite reports by panicking, as an assertion does")]
fn broken(module: &str, promise: &str, found: impl Debug) -> ! {
    panic!("{module}: {promise}; found {found:?}")
}

/// The answer, where a suite allows no error.
#[track_caller]
fn answered<T>(module: &str, what: &str, result: Result<T, PortError>) -> T {
    match result {
        Ok(answer) => answer,
        Err(error) => broken(module, &format!("{what} gives an outcome"), error),
    }
}

/// A capability that is not there must be an error that says so.
#[track_caller]
fn unsupported<T: Debug>(module: &str, what: &str, result: Result<T, PortError>) {
    let said = matches!(&result, Err(PortError::Unsupported { module: by, .. }) if *by == module);
    if !said {
        broken(module, &format!("{what} is not offered, so it is Unsupported"), result);
    }
}

/// Names on the wire are short and plain, so that they can be keys, paths and folders.
#[track_caller]
fn names(module: &str, display_name: &str) {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    assert!(
        !module.is_empty() && module.len() <= 32 && module.bytes().all(plain),
        "{module:?}: a system name is at most 32 lower case letters and digits"
    );
    assert!(!display_name.trim().is_empty(), "{module}: there is a name for people");
}
