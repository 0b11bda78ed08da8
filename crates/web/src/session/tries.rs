//! Tries of passwords, codes and links. Each counts until it turns out to be right: nobody is
//! locked out by a password that is known, and tries made side by side are no more than one after
//! another.

use std::net::IpAddr;

use model::people::email::fold;

use super::enter::Refused;
use super::limits::{
    LOGIN_FROM_NETWORK, LOGIN_OF_ACCOUNT, Left, TRIES_FROM_NETWORK, network as network_of,
};
use crate::App;

/// A try that was let through.
#[derive(Debug)]
pub(crate) struct Try {
    network: String,
    account: String,
    left: Left,
}

impl Try {
    /// What is left of the account's bucket, with this try in it.
    pub(crate) fn left(&self) -> Left {
        self.left
    }

    /// It was right: gives back what it took, and says what is left then.
    pub(crate) fn right(self, app: &App) -> Left {
        let (buckets, now) = (app.0.sessions.buckets(), app.0.clock.now());
        buckets.give_back(&self.network, LOGIN_FROM_NETWORK, now);
        buckets.give_back(&self.account, LOGIN_OF_ACCOUNT, now)
    }
}

/// Takes from the buckets of the account and of the network; a stranger elsewhere empties neither.
/// What may be right is given back by [`Try::right`]; what only asks for something (a mail, an
/// account) counts.
pub(crate) fn admit(app: &App, account: &str, ip: IpAddr) -> Result<Try, Refused> {
    let (buckets, now) = (app.0.sessions.buckets(), app.0.clock.now());
    let of = network_of(ip);
    let (network, account) = (format!("login {of}"), format!("login {of} {}", fold(account)));
    let mut left = buckets.take(&format!("try {of}"), TRIES_FROM_NETWORK, now);
    for (key, rule) in [(&network, LOGIN_FROM_NETWORK), (&account, LOGIN_OF_ACCOUNT)] {
        if !left.admitted {
            break;
        }
        left = buckets.take(key, rule, now);
    }
    if left.admitted { Ok(Try { network, account, left }) } else { Err(Refused::TooOften(left)) }
}
