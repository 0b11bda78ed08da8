//! What all clouds have in common: a service has at most one machine, and what was asked of it is
//! written on it before it is asked.
//!
//! The note on the machine (in its tags or its description) names the call, what it wants, the
//! step that it has come to, and the latest entry of the cloud's own journal before that step. So
//! whoever looks at the machine, after whatever was lost, knows from cloud and note alone what
//! became of the call, and goes on from there: nothing is asked for twice.
//!
//! A vendor's file says where machine and journal are read, how a step is asked for, and which
//! steps make an action; [`drive`] does the rest.

mod bearer;
mod create;
mod drive;
mod each;
mod machine;
mod note;
mod plan;
mod user_data;

use std::future::Future;
use std::net::IpAddr;
use std::sync::Arc;

use ports::provisioning::{
    ConnectionOutcome, Measuring, Metrics, ProvisionOutcome, Provisioner, ProvisionerCapabilities,
    Reading, ReverseDns, ServerCall, ServiceAction, ServiceCall, ServiceState, Span, Usage,
};
use ports::{Asking, Chance, Choice, ChoiceKind, Clock, PortError, Refused, Secret, SettingField};

use super::catalogue::named;
use crate::http::Pool;
pub(super) use bearer::{Bearer, Dialect};
pub(super) use each::of_each;
pub(super) use machine::{Entry, EntryState, Machine, whereabouts};
pub(super) use note::{Note, mark};
pub(super) use plan::{Plan, keys_or_password};
pub(super) use user_data::user_data;

/// What a cloud said: yes, or no.
pub(super) type Said<T> = Result<Result<T, Refused>, PortError>;

/// A part of an action, as clouds do them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// Switched on, if it is not.
    On,
    /// Asked to stop, if it is on.
    Off,
    /// Switched off, if asking did not help.
    ForceOff,
    /// Asked to start again.
    Reboot,
    /// Started again without asking.
    Reset,
    /// A fresh system.
    Rebuild,
    /// Another size.
    Resize,
    /// Settings written; may be written again.
    Configure,
    /// The disk made larger if it is not; may be asked again.
    Grow,
    /// What a fresh system replaced is thrown away; may be asked again.
    Discard,
    /// The call's password set; may be set again.
    Password,
    /// Destroyed.
    Delete,
}

/// What a vendor's account is given of the world.
pub(super) struct Around {
    pub(super) pool: Pool,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) chance: Arc<dyn Chance>,
}

/// One kind of cloud, as the module of a port.
pub(super) trait Vendor: Send + Sync + 'static {
    /// An account there.
    type Account: Cloud;
    /// What it can do.
    const FIELDS: &'static [SettingField];

    fn capabilities() -> ProvisionerCapabilities;

    fn account(around: &Around, server: &ServerCall) -> Result<Self::Account, PortError>;
}

/// An account at a cloud.
pub(super) trait Cloud: Send + Sync {
    /// The machines of the plan's service, the oldest first.
    fn find(&self, plan: &Plan<'_>)
    -> impl Future<Output = Result<Vec<Machine>, PortError>> + Send;

    /// What was done to a machine, the newest first.
    fn journal(
        &self,
        machine: &Machine,
    ) -> impl Future<Output = Result<Vec<Entry>, PortError>> + Send;

    /// Orders a machine with this note on it.
    fn make(&self, plan: &Plan<'_>, note: &Note) -> impl Future<Output = Said<()>> + Send;

    /// Writes the note of a machine, in the place of the one it has.
    fn write(
        &self,
        plan: &Plan<'_>,
        machine: &Machine,
        note: &Note,
    ) -> impl Future<Output = Said<()>> + Send;

    /// Asks for a step.
    fn ask(
        &self,
        plan: &Plan<'_>,
        machine: &Machine,
        step: Step,
    ) -> impl Future<Output = Said<()>> + Send;

    /// Destroys a machine that was made by mistake.
    fn drop_spare(&self, machine: &Machine) -> impl Future<Output = Said<()>> + Send;

    /// The steps that make an action; the same from its beginning to its end.
    fn steps(&self, plan: &Plan<'_>, action: &ServiceAction, note: &Note) -> Vec<Step>;

    /// What the journal calls a step; nothing for a step that is not in it.
    fn kinds(&self, step: Step) -> &'static [&'static str];

    /// Whether a yes to this step is all that there is to know, because the journal may be late.
    fn is_taken_at_its_word(&self, _step: Step) -> bool {
        false
    }

    /// Where the browser goes after an action: the machine's screen, which may be opened for it.
    fn link(
        &self,
        plan: &Plan<'_>,
        machine: &Machine,
        action: &ServiceAction,
    ) -> impl Future<Output = Said<Option<String>>> + Send {
        let _ = (plan, machine, action);
        async { Ok(Ok(None)) }
    }

    /// The password that the machine has after an action, if that changed it.
    fn password(&self, plan: &Plan<'_>, action: &ServiceAction) -> Option<Secret>;

    /// What the cloud says to a question without consequences.
    fn test(&self) -> impl Future<Output = Said<String>> + Send;

    /// What there is to choose of a kind; asked only for the kinds that the vendor lists.
    fn choices(
        &self,
        kind: ChoiceKind,
    ) -> impl Future<Output = Result<Vec<Choice>, PortError>> + Send;

    /// What the machines of services used in this month.
    fn usage(&self) -> impl Future<Output = Result<Vec<Usage>, PortError>> + Send;

    /// How busy a machine was; asked only of vendors who tell it.
    fn metrics(
        &self,
        machine: &Machine,
        span: Span,
    ) -> impl Future<Output = Result<Metrics, PortError>> + Send {
        let _ = (machine, span);
        async { Ok(Metrics::default()) }
    }

    /// What the machines that are on have counted; asked only of vendors who keep no history.
    fn readings(&self) -> impl Future<Output = Result<Vec<Reading>, PortError>> + Send {
        async { Ok(Vec::new()) }
    }

    /// What the addresses of a machine are called; asked only of vendors who can name them.
    fn reverse_dns(
        &self,
        machine: &Machine,
    ) -> impl Future<Output = Result<ReverseDns, PortError>> + Send {
        let _ = machine;
        async { Ok(ReverseDns::default()) }
    }

    /// Names an address of a machine, or gives it the vendor's name.
    fn name_address(
        &self,
        machine: &Machine,
        address: IpAddr,
        name: Option<&str>,
    ) -> impl Future<Output = Said<()>> + Send {
        let _ = (machine, address, name);
        async { Ok(Err(Refused::no_such_address())) }
    }
}

/// The provisioning module of a cloud.
pub struct CloudModule<V> {
    capabilities: ProvisionerCapabilities,
    around: Around,
    vendor: std::marker::PhantomData<V>,
}

#[expect(private_bounds, reason = "vendors are files of this folder")]
impl<V: Vendor> CloudModule<V> {
    /// The module; its accounts are the server records.
    pub fn new(clock: Arc<dyn Clock>, chance: Arc<dyn Chance>, pool: Pool) -> CloudModule<V> {
        let (around, vendor) = (Around { pool, clock, chance }, std::marker::PhantomData);
        CloudModule { capabilities: V::capabilities(), around, vendor }
    }

    fn account(&self, call: &ServiceCall) -> Result<V::Account, PortError> {
        self.account_on(call.need_server(self.capabilities.module)?)
    }

    fn account_on(&self, server: &ServerCall) -> Result<V::Account, PortError> {
        V::account(&self.around, server)
    }

    fn plan<'a>(&self, call: &'a ServiceCall) -> Result<Plan<'a>, PortError> {
        Plan::of(self.capabilities.module, call, V::FIELDS)
    }
}

impl<V: Vendor> Provisioner for CloudModule<V> {
    fn capabilities(&self) -> &ProvisionerCapabilities {
        &self.capabilities
    }

    fn product_settings(&self) -> &[SettingField] {
        V::FIELDS
    }

    fn run<'a>(
        &'a self,
        action: &'a ServiceAction,
        call: &'a ServiceCall,
    ) -> Asking<'a, ProvisionOutcome> {
        Box::pin(async move {
            if !self.capabilities.offers(action) {
                return Ok(ProvisionOutcome::Unsupported);
            }
            let (account, plan) = (self.account(call)?, self.plan(call)?);
            match action {
                ServiceAction::Create => create::create(&account, &plan).await,
                _ => drive::run(&account, &plan, action).await,
            }
        })
    }

    fn look_up<'a>(
        &'a self,
        action: &'a ServiceAction,
        call: &'a ServiceCall,
    ) -> Asking<'a, Option<ProvisionOutcome>> {
        Box::pin(async move {
            if !self.capabilities.offers(action) {
                return Ok(None);
            }
            drive::look_up(&self.account(call)?, &self.plan(call)?, action).await
        })
    }

    fn state<'a>(&'a self, call: &'a ServiceCall) -> Asking<'a, Option<ServiceState>> {
        Box::pin(async move {
            let (account, plan) = (self.account(call)?, self.plan(call)?);
            let machines = account.find(&plan).await?;
            Ok(machines.into_iter().next().map(Machine::into_state))
        })
    }

    fn test_connection<'a>(&'a self, server: &'a ServerCall) -> Asking<'a, ConnectionOutcome> {
        Box::pin(async move {
            Ok(match self.account_on(server)?.test().await? {
                Ok(version) => ConnectionOutcome::Reached { version },
                Err(no) => ConnectionOutcome::Refused(no),
            })
        })
    }

    fn usage<'a>(&'a self, server: &'a ServerCall) -> Asking<'a, Vec<Usage>> {
        Box::pin(async move {
            if !self.capabilities.usage {
                let module = self.capabilities.module;
                return Err(PortError::Unsupported { module, capability: "usage" });
            }
            self.account_on(server)?.usage().await
        })
    }

    fn choices<'a>(&'a self, server: &'a ServerCall, kind: ChoiceKind) -> Asking<'a, Vec<Choice>> {
        Box::pin(async move {
            if !self.capabilities.choices.contains(&kind) {
                return Err(self.capabilities.lists_no(kind));
            }
            self.account_on(server)?.choices(kind).await.map(named)
        })
    }

    fn metrics<'a>(&'a self, call: &'a ServiceCall, span: Span) -> Asking<'a, Option<Metrics>> {
        Box::pin(async move {
            if self.capabilities.metrics != Measuring::Told {
                return Err(self.capabilities.measures_nothing());
            }
            let (account, plan) = (self.account(call)?, self.plan(call)?);
            match account.find(&plan).await?.first() {
                Some(machine) => Ok(Some(account.metrics(machine, span).await?.in_steps(span))),
                None => Ok(None),
            }
        })
    }

    fn readings<'a>(&'a self, server: &'a ServerCall) -> Asking<'a, Vec<Reading>> {
        Box::pin(async move {
            if self.capabilities.metrics != Measuring::Counted {
                return Err(self.capabilities.measures_nothing());
            }
            self.account_on(server)?.readings().await
        })
    }

    fn machine_name(&self, call: &ServiceCall) -> Result<String, PortError> {
        self.plan(call)?.name()
    }

    fn reverse_dns<'a>(&'a self, call: &'a ServiceCall) -> Asking<'a, Option<ReverseDns>> {
        Box::pin(async move {
            if !self.capabilities.reverse_dns {
                return Err(self.capabilities.names_no_addresses());
            }
            let (account, plan) = (self.account(call)?, self.plan(call)?);
            match account.find(&plan).await?.first() {
                Some(machine) => account.reverse_dns(machine).await.map(Some),
                None => Ok(None),
            }
        })
    }

    fn name_address<'a>(
        &'a self,
        call: &'a ServiceCall,
        address: IpAddr,
        name: Option<&'a str>,
    ) -> Asking<'a, Result<(), Refused>> {
        Box::pin(async move {
            if !self.capabilities.reverse_dns {
                return Err(self.capabilities.names_no_addresses());
            }
            let (account, plan) = (self.account(call)?, self.plan(call)?);
            let found = account.find(&plan).await?;
            let Some(machine) = found.first() else { return Ok(Err(Refused::no_such_address())) };
            if !account.reverse_dns(machine).await?.has(address) {
                return Ok(Err(Refused::no_such_address()));
            }
            match account.name_address(machine, address, name).await? {
                Err(no) if no.code == "unauthorized" => {
                    let why = "is not a token that may do this";
                    Err(PortError::setting(self.capabilities.module, "password or key", why))
                }
                said => Ok(said),
            }
        })
    }
}

impl Step {
    /// Whether asking again cannot do it again.
    pub(super) const fn may_repeat(self) -> bool {
        let to_an_end = matches!(self, Step::On | Step::Off | Step::ForceOff | Step::Delete);
        to_an_end || self.is_at_once()
    }

    /// Whether asking is the whole of it, and harmless to repeat: no journal tells of it.
    pub(super) const fn is_at_once(self) -> bool {
        matches!(self, Step::Configure | Step::Grow | Step::Discard | Step::Password)
    }
}
