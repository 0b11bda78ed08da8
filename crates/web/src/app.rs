//! What every door shares.

use std::net::IpAddr;
use std::sync::Arc;

use metrics_exporter_prometheus::PrometheusHandle;
use model::opaque::Opaque;
use ports::{Chance, Clock};

use crate::cloud::CloudFields;
use crate::functions::ModuleFunctions;
use crate::hooks::Relay;
use crate::networks::Networks;
use crate::pages::{Catalogues, Live, SetUp, SoldNames, Templates};
use crate::session::Sessions;
use crate::whmcs::Whmcs;

/// A cheap handle on the WHMCS behind the doors and on how the doors are set up.
#[derive(Clone)]
pub struct App(pub(crate) Opaque<Parts>);

/// The parts of an [`App`].
pub struct Parts {
    /// The one WHMCS.
    pub whmcs: Whmcs,
    /// The templates of the pages.
    pub templates: Templates,
    /// The messages of the pages in every language.
    pub catalogues: Arc<Catalogues>,
    /// Identifier and secret at the other WHMCS, when that is what stands behind the doors.
    pub remote_login: Option<(String, String)>,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// From where the back office and the figures are reached.
    pub networks: Networks,
    /// Renders `/metrics`.
    pub metrics: PrometheusHandle,
    /// The time, for tokens and limits.
    pub clock: Arc<dyn Clock>,
    /// Randomness, for tokens.
    pub chance: Arc<dyn Chance>,
    /// The keys of tokens and what is remembered of sessions.
    pub sessions: Sessions,
    /// Origins of other pages that may use the API with cookies, such as `https://app.example.com`.
    pub cors_origins: Vec<String>,
    /// What the functions of provisioning modules are called.
    pub functions: ModuleFunctions,
    /// Which custom fields of services tell where a machine runs.
    pub cloud_fields: CloudFields,
    /// Who is told of the events of the WHMCS behind, if anybody.
    pub relay: Option<Relay>,
    /// The streams of live counts.
    pub live: Live,
    /// Whether the installation is still to be set up.
    pub set_up: SetUp,
    /// Whether names are sold.
    pub sold_names: SoldNames,
    /// Where this installation is reached from outside, such as `https://billing.example.com`.
    pub base_url: Option<String>,
}

impl App {
    /// Puts the parts together.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        Self(Opaque::new(parts))
    }

    /// The one WHMCS.
    #[must_use]
    pub fn whmcs(&self) -> &Whmcs {
        &self.0.whmcs
    }
}
