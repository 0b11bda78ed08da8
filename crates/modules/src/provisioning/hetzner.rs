//! `hetzner`: virtual machines at Hetzner Cloud.
//!
//! Followed: <https://docs.hetzner.cloud/reference/cloud> and the official SDK `hcloud` 2.27.0.
//! Our server record holds the API's address (`api.hetzner.cloud`) and, as its secret, a token
//! of the project with the right to write.
//!
//! A service's machine has a name of its own, `<prefix>-<number of the service>`. Names are unique
//! in a project, so whatever times out or is sent twice, a service has at most one machine. What
//! was asked of a machine is written into its labels before it is asked, together with the number
//! of its latest action: a look-up reads there what became of it.
//!
//! A console is a socket for a VNC client, which the operator's noVNC opens. Not here: rescue.

mod acts;
mod api;
mod creating;
mod follow;
mod lists;
mod machine;
mod metrics;
mod reverse;
mod screen;

use std::net::IpAddr;

use ports::provisioning::{
    ConnectionOutcome, FirstPassword, KeyList, Measuring, Metrics, ProvisionOutcome, Provisioner,
    ProvisionerCapabilities, ReverseDns, ServerCall, ServiceAction, ServiceCall, ServiceState,
    Span, Usage,
};
use ports::{Asking, Choice, ChoiceKind, PortError, Refused, SettingField, SettingKind, Settings};

use super::catalogue::named;
use crate::http::Pool;
use api::Api;

const MODULE: &str = "hetzner";

/// The keys of who may sign in.
const KEYS: KeyList = KeyList::Names("ssh_keys");

const FIELDS: [SettingField; 7] = [
    SettingField::text("server_type", "Server type", "Such as cx23; an option of that name wins.")
        .offers(ChoiceKind::Plan)
        .required(),
    SettingField::text("image", "Image", "Such as debian-13; an option of that name wins.")
        .offers(ChoiceKind::Image)
        .default_value("debian-13"),
    SettingField::text("location", "Location", "Such as fsn1; empty lets Hetzner choose.")
        .offers(ChoiceKind::Region),
    SettingField::text("ssh_keys", "SSH keys", "Names of keys of the project, with commas."),
    SettingField::text(
        "name_prefix",
        "Prefix of names",
        "Lower-case letters and digits, different for each installation that shares a project, \
         and never changed.",
    )
    .default_value("hostler"),
    SettingField::text(
        "shutdown_seconds",
        "Seconds to shut down",
        "How long a system may take to stop before it is switched off, at most 15.",
    )
    .kind(SettingKind::Number)
    .default_value("10"),
    SettingField::text(
        screen::SETTING,
        "Console",
        "Address of a noVNC, such as https://billing.example.com/novnc/vnc.html; empty for none.",
    ),
];

/// The provisioning module `hetzner`.
pub struct Hetzner {
    capabilities: ProvisionerCapabilities,
    pool: Pool,
}

/// What the product says about the machine.
struct Plan<'a> {
    call: &'a ServiceCall,
    /// The machine's name at Hetzner.
    name: String,
    shutdown_seconds: u64,
}

impl Hetzner {
    /// The module; its accounts are the server records.
    pub fn new(pool: Pool) -> Hetzner {
        let client = [
            ServiceAction::PowerOn,
            ServiceAction::PowerOff,
            ServiceAction::Reboot,
            ServiceAction::Reset,
            ServiceAction::Reinstall,
            ServiceAction::ChangePassword,
            ServiceAction::Console,
        ];
        let staff = [
            ServiceAction::Create,
            ServiceAction::Suspend,
            ServiceAction::Unsuspend,
            ServiceAction::Terminate,
            ServiceAction::ChangePackage,
        ];
        Hetzner {
            capabilities: ProvisionerCapabilities {
                usage: true,
                needs: vec![(ServiceAction::Console, screen::SETTING)],
                metrics: Measuring::Told,
                choices: vec![ChoiceKind::Plan, ChoiceKind::Image, ChoiceKind::Region],
                reverse_dns: true,
                first_password: FirstPassword::WithoutKeys(KEYS),
                ..ProvisionerCapabilities::on_servers(MODULE, "Hetzner Cloud", &staff, &client)
            },
            pool,
        }
    }

    fn api(&self, server: &ServerCall) -> Result<Api, PortError> {
        Api::of(&self.pool, server)
    }
}

impl<'a> Plan<'a> {
    fn of(call: &'a ServiceCall) -> Result<Plan<'a>, PortError> {
        let settings = Settings::from_iter(call.product.clone());
        settings.check(MODULE, &FIELDS)?;
        let prefix = settings.get("name_prefix").unwrap_or("hostler").trim();
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        if prefix.len() > 30 || !prefix.bytes().all(plain) {
            return Err(PortError::setting(
                MODULE,
                "name_prefix",
                "is not at most 30 lower-case letters and digits",
            ));
        }
        let seconds = settings.number(MODULE, "shutdown_seconds")?.unwrap_or(10);
        let seconds = u64::try_from(seconds).ok().filter(|seconds| *seconds <= 15);
        Ok(Plan {
            call,
            name: format!("{prefix}-{}", call.service),
            shutdown_seconds: seconds.ok_or_else(|| {
                PortError::setting(MODULE, "shutdown_seconds", "is not between 0 and 15")
            })?,
        })
    }

    /// What was chosen: with the call, as an option of the service, or in the product.
    fn choice(&self, name: &str) -> Option<&'a str> {
        Some(self.call.choice(name)).filter(|text| !text.is_empty())
    }

    fn image(&self) -> &'a str {
        self.choice("image").unwrap_or("debian-13")
    }
}

impl Provisioner for Hetzner {
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
        Box::pin(async move {
            if !self.capabilities.offers(action) {
                return Ok(ProvisionOutcome::Unsupported);
            }
            let (api, plan) = (self.api(call.need_server(MODULE)?)?, Plan::of(call)?);
            match action {
                ServiceAction::Create => creating::create(&api, &plan).await,
                _ => acts::act(&api, &plan, action).await,
            }
        })
    }

    fn look_up<'a>(
        &'a self,
        action: &'a ServiceAction,
        call: &'a ServiceCall,
    ) -> Asking<'a, Option<ProvisionOutcome>> {
        Box::pin(async move {
            let (api, plan) = (self.api(call.need_server(MODULE)?)?, Plan::of(call)?);
            match machine::find(&api, &plan.name).await? {
                Some(machine) if machine.was_asked(&call.idempotency_key) => {
                    follow::follow(&api, &machine).await
                }
                // Its answer was lost, and it is gone.
                None if *action == ServiceAction::Terminate => {
                    Ok(acts::was_there(call).then(|| {
                        ProvisionOutcome::Done(ports::provisioning::ServiceChanges::default())
                    }))
                }
                _ => Ok(None),
            }
        })
    }

    fn state<'a>(&'a self, call: &'a ServiceCall) -> Asking<'a, Option<ServiceState>> {
        Box::pin(async move {
            let (api, plan) = (self.api(call.need_server(MODULE)?)?, Plan::of(call)?);
            let machine = machine::find(&api, &plan.name).await?;
            Ok(machine.filter(|machine| machine.status != "deleting").map(|it| it.state()))
        })
    }

    fn test_connection<'a>(&'a self, server: &'a ServerCall) -> Asking<'a, ConnectionOutcome> {
        Box::pin(async move {
            Ok(match self.api(server)?.get(&["servers"], &[("per_page", "1")]).await? {
                Err(no) => ConnectionOutcome::Refused(no),
                Ok(page) => {
                    let total = page.pointer("/meta/pagination/total_entries");
                    let total = total.and_then(serde_json::Value::as_u64);
                    let total =
                        total.map_or_else(String::new, |total| format!(", {total} servers"));
                    ConnectionOutcome::Reached { version: format!("Hetzner Cloud API v1{total}") }
                }
            })
        })
    }

    fn usage<'a>(&'a self, server: &'a ServerCall) -> Asking<'a, Vec<Usage>> {
        Box::pin(async move { machine::usage(&self.api(server)?).await })
    }

    fn choices<'a>(&'a self, server: &'a ServerCall, kind: ChoiceKind) -> Asking<'a, Vec<Choice>> {
        Box::pin(async move {
            if !self.capabilities.choices.contains(&kind) {
                return Err(self.capabilities.lists_no(kind));
            }
            lists::of(&self.api(server)?, kind).await.map(named)
        })
    }

    fn metrics<'a>(&'a self, call: &'a ServiceCall, span: Span) -> Asking<'a, Option<Metrics>> {
        Box::pin(async move {
            let (api, plan) = (self.api(call.need_server(MODULE)?)?, Plan::of(call)?);
            let machine = machine::find(&api, &plan.name).await?;
            match machine.filter(|machine| machine.status != "deleting") {
                Some(machine) => {
                    let told = metrics::of(&api, &machine, span).await?;
                    Ok(Some(told.in_steps(span)))
                }
                None => Ok(None),
            }
        })
    }

    fn reverse_dns<'a>(&'a self, call: &'a ServiceCall) -> Asking<'a, Option<ReverseDns>> {
        Box::pin(async move {
            let (api, plan) = (self.api(call.need_server(MODULE)?)?, Plan::of(call)?);
            let machine = machine::find(&api, &plan.name).await?;
            let machine = machine.filter(|machine| machine.status != "deleting");
            Ok(machine.as_ref().map(reverse::names))
        })
    }

    fn name_address<'a>(
        &'a self,
        call: &'a ServiceCall,
        address: IpAddr,
        name: Option<&'a str>,
    ) -> Asking<'a, Result<(), Refused>> {
        Box::pin(async move {
            let (api, plan) = (self.api(call.need_server(MODULE)?)?, Plan::of(call)?);
            match machine::find(&api, &plan.name).await? {
                Some(machine) if reverse::names(&machine).has(address) => {
                    reverse::set(&api, &machine, address, name).await
                }
                _ => Ok(Err(Refused::no_such_address())),
            }
        })
    }
}
