//! A provisioning module that tests can make fail.

use std::collections::VecDeque;
use std::net::IpAddr;
use std::sync::{Arc, Mutex};

use model::ids::ServiceId;
use model::money::{Currency, Money};

use super::{Faults, Panel, PanelService};
use crate::provisioning::{
    ConnectionOutcome, FirstPassword, KeyList, Measuring, Metrics, ProvisionOutcome, Provisioner,
    ProvisionerCapabilities, ReverseDns, ServerCall, ServiceAction, ServiceCall, ServiceState,
    Span, Usage,
};
use crate::{Asking, Chance, Choice, ChoiceKind, Refused, SettingField, held, ready};

/// A provisioning module in memory.
pub struct FakeProvisioner {
    capabilities: ProvisionerCapabilities,
    chance: Arc<dyn Chance>,
    panel: Panel,
    refusals: Mutex<VecDeque<Refused>>,
    calls: Mutex<Vec<(ServiceAction, ServiceCall)>>,
    /// Mishaps to order.
    pub faults: Arc<Faults>,
}

impl FakeProvisioner {
    /// A module that can do every common action, and the custom one `backup`, which clients have
    /// where the product names a plan.
    pub fn new(module: &'static str, chance: Arc<dyn Chance>, faults: Arc<Faults>) -> Self {
        let backup = ServiceAction::Custom("backup".to_owned());
        FakeProvisioner {
            capabilities: ProvisionerCapabilities {
                module,
                display_name: "Fake Panel",
                sandbox: true,
                needs_server: false,
                actions: ServiceAction::COMMON.into_iter().chain([backup.clone()]).collect(),
                client_actions: vec![ServiceAction::Reboot, ServiceAction::Console, backup.clone()],
                needs: vec![(backup, "plan")],
                usage: true,
                metrics: Measuring::Told,
                choices: vec![ChoiceKind::Plan],
                reverse_dns: true,
                first_password: FirstPassword::WithoutKeys(KeyList::Names("ssh_keys")),
            },
            chance,
            panel: Panel::default(),
            refusals: Mutex::default(),
            calls: Mutex::default(),
            faults,
        }
    }

    /// The next act is refused; several refusals are given one after the other.
    pub fn refuse_next(&self, code: &str, message: &str) {
        held(&self.refusals).push_back(Refused::new(code, message));
    }

    /// A service as the panel has it.
    pub fn service(&self, id: ServiceId) -> Option<PanelService> {
        self.panel.service(id)
    }

    /// How many services there are.
    pub fn service_count(&self) -> usize {
        self.panel.count()
    }

    /// Every act that was asked for, repetitions included.
    pub fn calls(&self) -> Vec<(ServiceAction, ServiceCall)> {
        held(&self.calls).clone()
    }

    fn carry_out(&self, action: &ServiceAction, call: &ServiceCall) -> ProvisionOutcome {
        held(&self.calls).push((action.clone(), call.clone()));
        if !self.capabilities.offers(action) {
            return ProvisionOutcome::Unsupported;
        }
        match held(&self.refusals).pop_front() {
            Some(no) => ProvisionOutcome::Refused(no),
            None => self.panel.run(action, call, &*self.chance),
        }
    }

    fn answer<'a, T: Send + 'a>(&'a self, work: impl FnOnce() -> T) -> Asking<'a, T> {
        ready(self.faults.around(self.capabilities.module, || Ok(work())))
    }
}

impl Provisioner for FakeProvisioner {
    fn capabilities(&self) -> &ProvisionerCapabilities {
        &self.capabilities
    }

    fn product_settings(&self) -> &[SettingField] {
        const PLAN: SettingField =
            SettingField::text("plan", "Plan", "Name of the plan.").offers(ChoiceKind::Plan);
        &[PLAN]
    }

    fn run<'a>(
        &'a self,
        action: &'a ServiceAction,
        call: &'a ServiceCall,
    ) -> Asking<'a, ProvisionOutcome> {
        self.answer(|| self.carry_out(action, call))
    }

    fn look_up<'a>(
        &'a self,
        _action: &'a ServiceAction,
        call: &'a ServiceCall,
    ) -> Asking<'a, Option<ProvisionOutcome>> {
        self.answer(|| self.panel.look_up(&call.idempotency_key))
    }

    fn state<'a>(&'a self, call: &'a ServiceCall) -> Asking<'a, Option<ServiceState>> {
        self.answer(|| self.panel.state(call.service))
    }

    fn test_connection<'a>(&'a self, _server: &'a ServerCall) -> Asking<'a, ConnectionOutcome> {
        self.answer(|| ConnectionOutcome::Reached { version: "fake 1.0".to_owned() })
    }

    fn usage<'a>(&'a self, _server: &'a ServerCall) -> Asking<'a, Vec<Usage>> {
        self.answer(|| self.panel.usage())
    }

    fn choices<'a>(&'a self, _server: &'a ServerCall, kind: ChoiceKind) -> Asking<'a, Vec<Choice>> {
        if kind != ChoiceKind::Plan {
            return ready(Err(self.capabilities.lists_no(kind)));
        }
        let small = Choice::new("small", "Small", "1 core");
        let large =
            Choice { price: Some(Money::from_minor(1_200, Currency::EUR)), ..small.clone() };
        let large = Choice { id: "large".into(), name: "Large".into(), ..large };
        self.answer(|| vec![small, large])
    }

    fn metrics<'a>(&'a self, call: &'a ServiceCall, span: Span) -> Asking<'a, Option<Metrics>> {
        self.answer(|| self.panel.metrics(call.service, span))
    }

    fn reverse_dns<'a>(&'a self, call: &'a ServiceCall) -> Asking<'a, Option<ReverseDns>> {
        self.answer(|| self.panel.reverse_dns(call.service))
    }

    fn name_address<'a>(
        &'a self,
        call: &'a ServiceCall,
        address: IpAddr,
        name: Option<&'a str>,
    ) -> Asking<'a, Result<(), Refused>> {
        let refusal = held(&self.refusals).pop_front();
        self.answer(|| match refusal {
            Some(no) => Err(no),
            None => self.panel.name_address(call.service, address, name),
        })
    }
}
