//! An identity provider in memory: the code that a browser brings back is looked up among those
//! that a test has laid out.

use std::collections::BTreeMap;
use std::sync::Mutex;

use crate::sign_in::{Back, Identity, Journey, Provider, SignIn};
use crate::{Asking, PortError, Refused, held, ready};

const MODULE: &str = "fakesignin";

/// Who comes with which code. Each is good once.
#[derive(Debug, Default)]
pub struct Identities {
    codes: Mutex<BTreeMap<String, Identity>>,
    /// The issuer that answers nothing.
    silent: Mutex<String>,
}

impl Identities {
    /// Lays out a code for somebody.
    pub fn expect(&self, code: &str, identity: Identity) {
        held(&self.codes).insert(code.to_owned(), identity);
    }

    /// From now on this issuer answers nothing; an empty one is nobody.
    pub fn silence(&self, issuer: &str) {
        issuer.clone_into(&mut held(&self.silent));
    }

    fn answer<T>(&self, provider: &Provider, said: impl FnOnce() -> T) -> Result<T, PortError> {
        let why = "it is silent".to_owned();
        match *held(&self.silent) == provider.issuer {
            true => Err(PortError::NotSent { module: MODULE, why, retry_after_seconds: None }),
            false => Ok(said()),
        }
    }
}

impl SignIn for Identities {
    fn begin<'a>(&'a self, provider: &'a Provider, journey: &'a Journey) -> Asking<'a, String> {
        ready(
            self.answer(provider, || {
                format!("{}/authorize?state={}", provider.issuer, journey.state)
            }),
        )
    }

    fn finish<'a>(
        &'a self,
        provider: &'a Provider,
        _: &'a Journey,
        back: &'a Back,
    ) -> Asking<'a, Result<Identity, Refused>> {
        ready(self.answer(provider, || {
            let found = held(&self.codes).remove(back.code.expose());
            let issuer = provider.issuer.clone();
            found
                .map(|identity| Identity { issuer, ..identity })
                .ok_or_else(|| Refused::new("invalid_grant", "no such code"))
        }))
    }

    fn test_connection<'a>(&'a self, provider: &'a Provider) -> Asking<'a, String> {
        ready(self.answer(provider, || provider.issuer.clone()))
    }
}
