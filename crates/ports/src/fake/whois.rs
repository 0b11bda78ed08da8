//! Registries that know every name but those that begin with `free`, and nothing of `.museum`.

use std::sync::Arc;

use super::Faults;
use crate::whois::{Published, Whois, WhoisServer};
use crate::{Asking, ready};

/// The registries of a test; the source of an answer is the server that was given.
#[derive(Debug)]
pub struct FakeWhois(Arc<Faults>);

impl FakeWhois {
    /// Registries with mishaps shared with others.
    pub fn with_faults(faults: Arc<Faults>) -> FakeWhois {
        FakeWhois(faults)
    }
}

impl Whois for FakeWhois {
    fn module(&self) -> &'static str {
        "fakewhois"
    }

    fn look_up<'a>(
        &'a self,
        name: &'a str,
        server: Option<&'a WhoisServer>,
    ) -> Asking<'a, Option<Published>> {
        let source = match server {
            Some(WhoisServer::Rdap(address) | WhoisServer::Whois(address)) => address.clone(),
            None => "whois.test".to_owned(),
        };
        let is_free = name.starts_with("free");
        let holder = if is_free { "nobody" } else { "A Company" };
        let text = format!("Domain Name: {name}\nHolder: {holder}");
        let is_known = server.is_some() || !name.ends_with(".museum");
        let answer = is_known.then_some(Published { is_free, source, text });
        ready(self.0.around(self.module(), || Ok(answer)))
    }
}
