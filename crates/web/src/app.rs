//! What every door shares.

use std::net::IpAddr;
use std::sync::Arc;

use metrics_exporter_prometheus::PrometheusHandle;

use crate::whmcs::Whmcs;

/// A cheap handle on the WHMCS behind the doors and on how the doors are set up.
#[derive(Clone)]
pub struct App(pub(crate) Arc<Parts>);

/// The parts of an [`App`].
pub struct Parts {
    /// The one WHMCS.
    pub whmcs: Whmcs,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// Renders `/metrics`.
    pub metrics: PrometheusHandle,
}

impl App {
    /// Puts the parts together.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }

    /// The one WHMCS.
    #[must_use]
    pub fn whmcs(&self) -> &Whmcs {
        &self.0.whmcs
    }
}
