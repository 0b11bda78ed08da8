//! Running services: what the engine asks of a provisioning module.
//!
//! Every call carries an idempotency key. After `PortError::Unknown` or `Pending` the engine asks
//! with [`Provisioner::look_up`]; in particular it never creates twice.

mod action;
mod metrics;
mod password;
mod readings;
mod reverse;

use std::collections::BTreeMap;
use std::net::IpAddr;

use model::ids::{ClientId, ServerId, ServiceId};

use crate::{Asking, Choice, ChoiceKind, PortError, Refused, Secret, SettingField, ready};
pub use action::ServiceAction;
pub use metrics::{Metrics, Sample, Span};
pub use password::{FirstPassword, KeyList};
pub use readings::{Measuring, Reading};
pub use reverse::{ReverseDns, ReverseName};

/// Creates and runs services on machines or panels.
pub trait Provisioner: Send + Sync {
    /// What it can do.
    fn capabilities(&self) -> &ProvisionerCapabilities;

    /// The settings that a product has with this module (plan, image, region).
    fn product_settings(&self) -> &[SettingField];

    /// Does something to a service.
    fn run<'a>(
        &'a self,
        action: &'a ServiceAction,
        call: &'a ServiceCall,
    ) -> Asking<'a, ProvisionOutcome>;

    /// What became of an earlier call of this action with this key; `None` if it never arrived.
    fn look_up<'a>(
        &'a self,
        action: &'a ServiceAction,
        call: &'a ServiceCall,
    ) -> Asking<'a, Option<ProvisionOutcome>>;

    /// How the service is right now; `None` if there is no such service.
    fn state<'a>(&'a self, call: &'a ServiceCall) -> Asking<'a, Option<ServiceState>>;

    /// Whether the server answers and takes our credentials.
    fn test_connection<'a>(&'a self, server: &'a ServerCall) -> Asking<'a, ConnectionOutcome>;

    /// What the services of a server used so far.
    fn usage<'a>(&'a self, server: &'a ServerCall) -> Asking<'a, Vec<Usage>>;

    /// What a server lists for the settings of products that offer this kind.
    fn choices<'a>(&'a self, server: &'a ServerCall, kind: ChoiceKind) -> Asking<'a, Vec<Choice>> {
        let _ = server;
        ready(Err(self.capabilities().lists_no(kind)))
    }

    /// How busy a service was in a span, averaged in steps ([`Metrics::in_steps`]); `None` if
    /// there is no such service.
    fn metrics<'a>(&'a self, call: &'a ServiceCall, span: Span) -> Asking<'a, Option<Metrics>> {
        let _ = (call, span);
        ready(Err(self.capabilities().measures_nothing()))
    }

    /// What the machines of a server that are on have counted so far.
    fn readings<'a>(&'a self, server: &'a ServerCall) -> Asking<'a, Vec<Reading>> {
        let _ = server;
        ready(Err(self.capabilities().measures_nothing()))
    }

    /// The name by which the readings tell the machine of a service.
    ///
    /// # Errors
    /// A wrong setting of the product, and a module without readings.
    fn machine_name(&self, call: &ServiceCall) -> Result<String, PortError> {
        let _ = call;
        Err(self.capabilities().measures_nothing())
    }

    /// What the addresses of a service are called in reverse DNS; `None` if there is no such
    /// service.
    fn reverse_dns<'a>(&'a self, call: &'a ServiceCall) -> Asking<'a, Option<ReverseDns>> {
        let _ = call;
        ready(Err(self.capabilities().names_no_addresses()))
    }

    /// Gives an address of the service a name, or with `None` the one that the other side gives
    /// by itself. An address that is not the service's own is refused with
    /// [`Refused::NO_SUCH_ADDRESS`], whoever else has it. It sets a state, so it may be said twice.
    fn name_address<'a>(
        &'a self,
        call: &'a ServiceCall,
        address: IpAddr,
        name: Option<&'a str>,
    ) -> Asking<'a, Result<(), Refused>> {
        let _ = (call, address, name);
        ready(Err(self.capabilities().names_no_addresses()))
    }
}

/// What a provisioning module can do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProvisionerCapabilities {
    /// System name, as on the wire.
    pub module: &'static str,
    /// The name that staff see.
    pub display_name: &'static str,
    /// Makes nothing real.
    pub sandbox: bool,
    /// Whether a service must be given a server.
    pub needs_server: bool,
    /// Everything that it can do to a service.
    pub actions: Vec<ServiceAction>,
    /// Those of the actions that the client may use.
    pub client_actions: Vec<ServiceAction>,
    /// Actions that a product has only with a setting of its own, each with the setting's name.
    pub needs: Vec<(ServiceAction, &'static str)>,
    /// Whether it tells what services used.
    pub usage: bool,
    /// Who knows how busy services were.
    pub metrics: Measuring,
    /// What its servers list for the settings of products.
    pub choices: Vec<ChoiceKind>,
    /// Whether the addresses of services can be named in reverse DNS.
    pub reverse_dns: bool,
    /// Whether a service that was ordered without a password is given one before it is made.
    pub first_password: FirstPassword,
}

/// Everything a module is told about a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceCall {
    /// The same for every attempt at the same act.
    pub idempotency_key: String,
    /// Our number of the service; modules keep it with what they create.
    pub service: ServiceId,
    /// Whose it is.
    pub client: ClientId,
    /// The client's mail address, for panels that want one.
    pub client_email: String,
    /// The product's settings for this module.
    pub product: BTreeMap<String, String>,
    /// Where it runs; `None` if the module needs no server.
    pub server: Option<ServerCall>,
    /// Domain or host name.
    pub domain: String,
    /// Its own address as the module last told it; empty if it did not.
    pub dedicated_ip: String,
    /// Account name; empty lets the module choose.
    pub username: String,
    /// Password; empty where [`FirstPassword`] asks for none and nobody gave one.
    pub password: Secret,
    /// Configurable options by name, with the chosen value.
    pub options: BTreeMap<String, String>,
    /// Custom fields by name; modules keep their own ids here.
    pub custom_fields: BTreeMap<String, String>,
    /// Further values given with a custom action.
    pub extra: BTreeMap<String, String>,
}

/// A server with the credentials to command it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerCall {
    /// Our number of the server.
    pub server: ServerId,
    /// Its name among staff.
    pub name: String,
    /// Host name or base address; the host of every request comes from here only.
    pub host: String,
    /// Its address, if it is known.
    pub ip: String,
    /// Port, if it is not the usual one.
    pub port: Option<u16>,
    /// Whether to use TLS.
    pub secure: bool,
    /// Account to sign in with.
    pub username: String,
    /// Password to sign in with. Records of servers have one secret, so both of these are it.
    pub password: Secret,
    /// Key or token to sign in with; whoever needs several in one says how they stand in it.
    pub access_key: Secret,
}

/// What became of an act on a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProvisionOutcome {
    /// It is done; these facts changed.
    Done(ServiceChanges),
    /// It was started; ask later with the same call.
    Pending {
        /// The other side's id of the task.
        reference: String,
    },
    /// Final: the other side said no.
    Refused(Refused),
    /// This module does not do that.
    Unsupported,
}

/// Facts about a service that an act changed; `None` and absent keys stay as they are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ServiceChanges {
    /// Account name.
    pub username: Option<String>,
    /// Password.
    pub password: Option<Secret>,
    /// Domain or host name.
    pub domain: Option<String>,
    /// Its own address.
    pub dedicated_ip: Option<String>,
    /// Further addresses.
    pub assigned_ips: Option<Vec<String>>,
    /// Custom fields by name, such as the other side's id.
    pub fields: BTreeMap<String, String>,
    /// Where the browser goes next (a console).
    pub link: Option<String>,
}

/// How a service is right now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceState {
    /// Whether it is taken offline by us.
    pub suspended: bool,
    /// Whether it is switched on.
    pub power: Power,
    /// Its addresses.
    pub ips: Vec<String>,
    /// Further facts to show, by label.
    pub facts: BTreeMap<String, String>,
}

/// Whether a service is switched on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Power {
    /// Running.
    On,
    /// Switched off.
    Off,
    /// On its way from one to the other.
    Changing,
    /// The other side does not say, or it has no power switch.
    Unknown,
}

/// What came of testing a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConnectionOutcome {
    /// It answers and takes our credentials.
    Reached {
        /// What it says it is.
        version: String,
    },
    /// It answers and does not take them.
    Refused(Refused),
}

/// What a service used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Usage {
    /// Our number of the service, if the other side keeps it.
    pub service: Option<ServiceId>,
    /// Domain or host name, to find the service by.
    pub domain: String,
    /// Disk in use, MiB.
    pub disk_used_mib: u64,
    /// Disk allowed, MiB; `None` for any amount.
    pub disk_limit_mib: Option<u64>,
    /// Traffic in this month, MiB.
    pub traffic_used_mib: u64,
    /// Traffic allowed in a month, MiB; `None` for any amount.
    pub traffic_limit_mib: Option<u64>,
}

impl ProvisionerCapabilities {
    /// Those of a module for real servers: what only the staff asks for, and what clients do too.
    pub fn on_servers(
        module: &'static str,
        display_name: &'static str,
        staff: &[ServiceAction],
        client: &[ServiceAction],
    ) -> Self {
        Self {
            module,
            display_name,
            sandbox: false,
            needs_server: true,
            actions: [staff, client].concat(),
            client_actions: client.to_vec(),
            needs: Vec::new(),
            usage: false,
            metrics: Measuring::Nothing,
            choices: Vec::new(),
            reverse_dns: false,
            first_password: FirstPassword::Needed,
        }
    }

    /// The error for a kind of things that its servers do not list.
    pub fn lists_no(&self, kind: ChoiceKind) -> PortError {
        let capability = match kind {
            ChoiceKind::Plan => "a list of plans",
            ChoiceKind::Image => "a list of images",
            ChoiceKind::Region => "a list of regions",
            ChoiceKind::Storage => "a list of storages",
        };
        PortError::Unsupported { module: self.module, capability }
    }

    /// The error for measurements, of a module that has none.
    pub fn measures_nothing(&self) -> PortError {
        PortError::Unsupported { module: self.module, capability: "metrics" }
    }

    /// The error for a name in reverse DNS, of a module that cannot give it.
    pub fn names_no_addresses(&self) -> PortError {
        PortError::Unsupported { module: self.module, capability: "reverse DNS" }
    }

    /// What clients may do with the services of a product with these settings.
    pub fn for_clients<'a>(
        &'a self,
        product: &'a BTreeMap<String, String>,
    ) -> impl Iterator<Item = &'a ServiceAction> {
        let is_set = |name: &str| product.get(name).is_some_and(|text| !text.trim().is_empty());
        self.client_actions.iter().filter(move |action| {
            let mut needs = self.needs.iter().filter(|(each, _)| each == *action);
            needs.all(|(_, setting)| is_set(setting))
        })
    }

    /// Whether it can be seen how busy services were.
    pub fn measures(&self) -> bool {
        self.metrics != Measuring::Nothing
    }

    /// Whether the module does this.
    pub fn offers(&self, action: &ServiceAction) -> bool {
        self.actions.contains(action)
    }
}

impl ServiceCall {
    /// What was chosen: with the call, as an option of the service, or in the product; empty if
    /// nothing was.
    pub fn choice(&self, name: &str) -> &str {
        let sources = [&self.extra, &self.options, &self.product].into_iter();
        let mut chosen = sources.filter_map(|source| source.get(name)).map(|text| text.trim());
        chosen.find(|text| !text.is_empty()).unwrap_or_default()
    }

    /// The server, or an error that says that the service has none.
    pub fn need_server(&self, module: &'static str) -> Result<&ServerCall, PortError> {
        self.server.as_ref().ok_or_else(|| PortError::Configuration {
            module,
            setting: "server".to_owned(),
            why: format!("service {} has no server", self.service),
        })
    }
}
