//! `sandbox`: services of a demo company, on a panel in memory.
//!
//! A service that this memory does not know is taken up when the call shows that it was made
//! before (it has an account name), so that a demo goes on after a restart.

use std::net::IpAddr;
use std::sync::Arc;

use ports::fake::Panel;
use ports::provisioning::{
    ConnectionOutcome, FirstPassword, Measuring, Metrics, ProvisionOutcome, Provisioner,
    ProvisionerCapabilities, ReverseDns, ServerCall, ServiceAction, ServiceCall, ServiceState,
    Span, Usage,
};
use ports::{Asking, Chance, PortError, Refused, SettingField, SettingKind, UnknownCause, ready};

const MODULE: &str = "sandbox";

const BEHAVIOURS: &[&str] = &["works", "refuses", "unreachable", "unclear"];

const FIELDS: [SettingField; 4] = [
    SettingField::text("plan", "Plan", "Name of the plan, as a panel would know it."),
    SettingField::text("image", "Image", "The system to install.").default_value("debian-13"),
    SettingField::text("region", "Region", "Where the service would run."),
    SettingField::text("behaviour", "Behaviour", "How the sandbox answers, to rehearse failures.")
        .kind(SettingKind::Choice(BEHAVIOURS))
        .default_value("works"),
];

/// The provisioning module `sandbox`.
pub struct Sandbox {
    capabilities: ProvisionerCapabilities,
    chance: Arc<dyn Chance>,
    panel: Panel,
}

impl Sandbox {
    /// A sandbox without services.
    pub fn new(chance: Arc<dyn Chance>) -> Sandbox {
        let backup = ServiceAction::Custom("backup".to_owned());
        Sandbox {
            capabilities: ProvisionerCapabilities {
                module: MODULE,
                display_name: "Sandbox",
                sandbox: true,
                needs_server: false,
                actions: ServiceAction::COMMON.into_iter().chain([backup.clone()]).collect(),
                client_actions: vec![
                    ServiceAction::PowerOn,
                    ServiceAction::PowerOff,
                    ServiceAction::Reboot,
                    ServiceAction::Reset,
                    ServiceAction::Reinstall,
                    ServiceAction::Console,
                    ServiceAction::Rescue,
                    ServiceAction::ChangePassword,
                    backup,
                ],
                needs: Vec::new(),
                usage: true,
                metrics: Measuring::Told,
                choices: Vec::new(),
                reverse_dns: true,
                first_password: FirstPassword::NotNeeded,
            },
            chance,
            panel: Panel::default(),
        }
    }

    fn carry_out(
        &self,
        action: &ServiceAction,
        call: &ServiceCall,
    ) -> Result<ProvisionOutcome, PortError> {
        if !self.capabilities.offers(action) {
            return Ok(ProvisionOutcome::Unsupported);
        }
        if let Some(no) = rehearsed(call)? {
            return Ok(ProvisionOutcome::Refused(no));
        }
        if *action != ServiceAction::Create {
            self.take_up(call);
        }
        let outcome = self.panel.run(action, call, &*self.chance);
        clear(call)?;
        Ok(outcome)
    }

    fn name(
        &self,
        call: &ServiceCall,
        address: IpAddr,
        name: Option<&str>,
    ) -> Result<Result<(), Refused>, PortError> {
        if let Some(no) = rehearsed(call)? {
            return Ok(Err(no));
        }
        self.take_up(call);
        let named = self.panel.name_address(call.service, address, name);
        clear(call)?;
        Ok(named)
    }

    fn take_up(&self, call: &ServiceCall) {
        let known = self.panel.look_up(&call.idempotency_key).is_some();
        if !call.username.is_empty() && !known {
            self.panel.adopt(call, &*self.chance);
        }
    }
}

/// A failure that comes before anything is done.
fn rehearsed(call: &ServiceCall) -> Result<Option<Refused>, PortError> {
    match call.product.get("behaviour").map(String::as_str) {
        Some("refuses") => Ok(Some(Refused::new("sandbox", "The sandbox was told to refuse"))),
        Some("unreachable") => {
            Err(PortError::NotSent { module: MODULE, why: why(), retry_after_seconds: None })
        }
        _ => Ok(None),
    }
}

/// A failure that comes when everything is done.
fn clear(call: &ServiceCall) -> Result<(), PortError> {
    let unclear = call.product.get("behaviour").is_some_and(|word| word == "unclear");
    let unknown =
        || PortError::Unknown { module: MODULE, cause: UnknownCause::Timeout, why: why() };
    if unclear { Err(unknown()) } else { Ok(()) }
}

fn why() -> String {
    "the product's setting says so".to_owned()
}

impl Provisioner for Sandbox {
    fn capabilities(&self) -> &ProvisionerCapabilities {
        &self.capabilities
    }

    fn product_settings(&self) -> &[SettingField] {
        &FIELDS
    }

    fn run<'a>(
        &'a self,
        action: &'a ServiceAction,
        call: &'a ServiceCall,
    ) -> Asking<'a, ProvisionOutcome> {
        ready(self.carry_out(action, call))
    }

    fn look_up<'a>(
        &'a self,
        _action: &'a ServiceAction,
        call: &'a ServiceCall,
    ) -> Asking<'a, Option<ProvisionOutcome>> {
        ready(Ok(self.panel.look_up(&call.idempotency_key)))
    }

    fn state<'a>(&'a self, call: &'a ServiceCall) -> Asking<'a, Option<ServiceState>> {
        self.take_up(call);
        ready(Ok(self.panel.state(call.service)))
    }

    fn test_connection<'a>(&'a self, _server: &'a ServerCall) -> Asking<'a, ConnectionOutcome> {
        ready(Ok(ConnectionOutcome::Reached { version: "Sandbox 1.0".to_owned() }))
    }

    fn usage<'a>(&'a self, _server: &'a ServerCall) -> Asking<'a, Vec<Usage>> {
        ready(Ok(self.panel.usage()))
    }

    fn metrics<'a>(&'a self, call: &'a ServiceCall, span: Span) -> Asking<'a, Option<Metrics>> {
        self.take_up(call);
        ready(Ok(self.panel.metrics(call.service, span)))
    }

    fn reverse_dns<'a>(&'a self, call: &'a ServiceCall) -> Asking<'a, Option<ReverseDns>> {
        self.take_up(call);
        ready(Ok(self.panel.reverse_dns(call.service)))
    }

    fn name_address<'a>(
        &'a self,
        call: &'a ServiceCall,
        address: IpAddr,
        name: Option<&'a str>,
    ) -> Asking<'a, Result<(), Refused>> {
        ready(self.name(call, address, name))
    }
}
