//! `whois`: what registries publish of a name. An ending is asked by RDAP where IANA's list has a
//! service for it (RFC 9224), and by WHOIS otherwise, or where RDAP does not answer.

mod bootstrap;
mod port43;
mod rdap;

use ports::whois::{Published, Whois, WhoisServer};
use ports::{Asking, PortError};

use crate::http::Pool;
use bootstrap::Bootstrap;

const MODULE: &str = "whois";
/// IANA's list of the RDAP services of endings.
const IANA_RDAP: &str = "https://data.iana.org/rdap/dns.json";
/// IANA's WHOIS server, which names that of each ending.
const IANA_WHOIS: &str = "whois.iana.org";

/// All registries of the world, found through IANA.
#[derive(Debug)]
pub struct Registries {
    pool: Pool,
    bootstrap: Bootstrap,
}

impl Registries {
    /// Registries as IANA lists them.
    pub fn new(pool: Pool) -> Registries {
        Registries::through(pool, IANA_RDAP, IANA_WHOIS)
    }

    /// Registries as another list (the address of a file as RFC 9224 has it) and another root (a
    /// WHOIS server, with its port if it is not 43) name them.
    pub fn through(pool: Pool, list: &str, root: &str) -> Registries {
        let bootstrap = Bootstrap::new(pool.clone(), list, root);
        Registries { pool, bootstrap }
    }

    async fn ask(&self, name: &str) -> Result<Option<Published>, PortError> {
        let trouble = match self.bootstrap.rdap_service(name).await {
            Ok(Some(base)) => match rdap::ask(&self.pool, &base, name).await {
                Ok(published) => return Ok(Some(published)),
                Err(error) => Some(error),
            },
            Ok(None) => None,
            Err(error) => Some(error),
        };
        match (self.bootstrap.whois_server(name).await, trouble) {
            (Ok(Some(host)), _) => port43::ask(&host, name).await.map(Some),
            (Ok(None), None) => Ok(None),
            (Ok(None), Some(error)) | (Err(error), _) => Err(error),
        }
    }
}

impl Whois for Registries {
    fn module(&self) -> &'static str {
        MODULE
    }

    fn look_up<'a>(
        &'a self,
        name: &'a str,
        server: Option<&'a WhoisServer>,
    ) -> Asking<'a, Option<Published>> {
        Box::pin(async move {
            match server {
                Some(WhoisServer::Rdap(base)) => rdap::ask(&self.pool, base, name).await.map(Some),
                Some(WhoisServer::Whois(host)) => port43::ask(host, name).await.map(Some),
                None => self.ask(name).await,
            }
        })
    }
}
