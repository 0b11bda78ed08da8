//! An identity provider in memory: the code that a browser brings back is looked up among those
//! that a test has laid out.

use std::collections::BTreeMap;
use std::sync::Mutex;

use crate::sign_in::{Back, Identity, Journey, Provider, SignIn};
use crate::{Asking, Refused, held, ready};

/// Who comes with which code. Each is good once.
#[derive(Debug, Default)]
pub struct Identities(Mutex<BTreeMap<String, Identity>>);

impl Identities {
    /// Lays out a code for somebody.
    pub fn expect(&self, code: &str, identity: Identity) {
        held(&self.0).insert(code.to_owned(), identity);
    }
}

impl SignIn for Identities {
    fn begin<'a>(&'a self, provider: &'a Provider, journey: &'a Journey) -> Asking<'a, String> {
        ready(Ok(format!("{}/authorize?state={}", provider.issuer, journey.state)))
    }

    fn finish<'a>(
        &'a self,
        provider: &'a Provider,
        _: &'a Journey,
        back: &'a Back,
    ) -> Asking<'a, Result<Identity, Refused>> {
        let found = held(&self.0).remove(back.code.expose());
        let issuer = provider.issuer.clone();
        ready(Ok(found
            .map(|identity| Identity { issuer, ..identity })
            .ok_or_else(|| Refused::new("invalid_grant", "no such code"))))
    }

    fn test_connection<'a>(&'a self, provider: &'a Provider) -> Asking<'a, String> {
        ready(Ok(provider.issuer.clone()))
    }
}
