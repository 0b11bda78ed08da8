//! Provisioning modules whose calls are kept.

use std::net::IpAddr;
use std::sync::Arc;

use super::{About, Note, done, done_or_refused, reached};
use crate::calls::CallOutcome;
use crate::provisioning::{
    ConnectionOutcome, Metrics, ProvisionOutcome, Provisioner, ProvisionerCapabilities, Reading,
    ReverseDns, ServerCall, ServiceAction, ServiceCall, ServiceState, Span, Usage,
};
use crate::{Asking, Choice, ChoiceKind, PortError, Refused, Secret, SettingField};

struct Logged {
    inner: Arc<dyn Provisioner>,
    note: Note,
}

pub(super) fn wrapped(inner: Arc<dyn Provisioner>, note: Note) -> Arc<dyn Provisioner> {
    Arc::new(Logged { inner, note })
}

impl Provisioner for Logged {
    fn capabilities(&self) -> &ProvisionerCapabilities {
        self.inner.capabilities()
    }

    fn product_settings(&self) -> &[SettingField] {
        self.inner.product_settings()
    }

    fn run<'a>(
        &'a self,
        action: &'a ServiceAction,
        call: &'a ServiceCall,
    ) -> Asking<'a, ProvisionOutcome> {
        let asking = self.inner.run(action, call);
        self.note.kept(action.word(), || about(call), asking, outcome)
    }

    fn look_up<'a>(
        &'a self,
        action: &'a ServiceAction,
        call: &'a ServiceCall,
    ) -> Asking<'a, Option<ProvisionOutcome>> {
        let asking = self.inner.look_up(action, call);
        let outcome = |found: &Option<_>| found.as_ref().map_or(CallOutcome::Done, outcome);
        self.note.kept(&format!("look up {}", action.word()), || about(call), asking, outcome)
    }

    fn state<'a>(&'a self, call: &'a ServiceCall) -> Asking<'a, Option<ServiceState>> {
        self.note.kept("state", || about(call), self.inner.state(call), done)
    }

    fn test_connection<'a>(&'a self, server: &'a ServerCall) -> Asking<'a, ConnectionOutcome> {
        let asking = self.inner.test_connection(server);
        self.note.kept("test connection", || about_server(server), asking, reached)
    }

    fn usage<'a>(&'a self, server: &'a ServerCall) -> Asking<'a, Vec<Usage>> {
        self.note.kept("usage", || about_server(server), self.inner.usage(server), done)
    }

    fn choices<'a>(&'a self, server: &'a ServerCall, kind: ChoiceKind) -> Asking<'a, Vec<Choice>> {
        let asking = self.inner.choices(server, kind);
        self.note.kept(&format!("list {}s", kind.word()), || about_server(server), asking, done)
    }

    fn metrics<'a>(&'a self, call: &'a ServiceCall, span: Span) -> Asking<'a, Option<Metrics>> {
        self.note.kept("metrics", || about(call), self.inner.metrics(call, span), done)
    }

    /// Not kept: they come every few minutes, and the log is for what is done.
    fn readings<'a>(&'a self, server: &'a ServerCall) -> Asking<'a, Vec<Reading>> {
        self.inner.readings(server)
    }

    fn machine_name(&self, call: &ServiceCall) -> Result<String, PortError> {
        self.inner.machine_name(call)
    }

    fn reverse_dns<'a>(&'a self, call: &'a ServiceCall) -> Asking<'a, Option<ReverseDns>> {
        self.note.kept("reverse dns", || about(call), self.inner.reverse_dns(call), done)
    }

    fn name_address<'a>(
        &'a self,
        call: &'a ServiceCall,
        address: IpAddr,
        name: Option<&'a str>,
    ) -> Asking<'a, Result<(), Refused>> {
        let asking = self.inner.name_address(call, address, name);
        let what = format!("name {address} {}", name.unwrap_or_default());
        self.note.kept(what.trim_end(), || about(call), asking, done_or_refused)
    }
}

fn about(call: &ServiceCall) -> About {
    let mut secrets = vec![call.password.clone()];
    secrets.extend(call.server.iter().flat_map(of_server));
    let client = Some(call.client.0);
    About { client, secrets, ..About::new(format_args!("service {}", call.service), call) }
}

fn about_server(server: &ServerCall) -> About {
    let about = About::new(format_args!("server {}", server.server), server);
    About { secrets: of_server(server).into(), ..about }
}

fn of_server(server: &ServerCall) -> [Secret; 2] {
    [server.password.clone(), server.access_key.clone()]
}

fn outcome(answer: &ProvisionOutcome) -> CallOutcome {
    match answer {
        ProvisionOutcome::Done(_) => CallOutcome::Done,
        ProvisionOutcome::Pending { .. } => CallOutcome::Pending,
        ProvisionOutcome::Refused(_) => CallOutcome::Refused,
        ProvisionOutcome::Unsupported => CallOutcome::Unsupported,
    }
}
