//! `linode`: virtual machines at Linode (Akamai).
//!
//! Followed: <https://techdocs.akamai.com/linode-api/reference/api> (v4) and the official SDK
//! `linode_api4` 5.48.0. Our server record holds, as its secret, a personal token with the scopes
//! `linodes:read_write`, `ips:read_write` (names of addresses), `events:read_only` and, to list
//! images, `images:read_only`; the address may be empty.
//!
//! A service's machine has a label of its own, `<prefix>-<number of the service>`. Labels are
//! unique in an account, so whatever times out or is sent twice, a service has at most one
//! machine. What was asked of it is written into its tags.
//!
//! Not here: a console (Lish wants a login of Linode) and a reset that does not ask.

mod instance;
mod lists;
mod metrics;
mod reverse;

use std::net::IpAddr;

use ports::provisioning::{
    KeyList, Measuring, Metrics, ProvisionerCapabilities, ReverseDns, ServerCall, ServiceAction,
    Span, Usage,
};
use ports::{Choice, ChoiceKind, PortError, Refused, Secret, SettingField, SettingKind};
use reqwest::Method;
use serde_json::{Value, json};

use super::cloud::{
    Around, Bearer, Cloud, Dialect, Entry, Machine, Note, Plan, Said, Step, Vendor,
};
use crate::http::Request;

const MODULE: &str = "linode";

const FIELDS: [SettingField; 6] = [
    SettingField::text("type", "Type", "Such as g6-nanode-1; an option of that name wins.")
        .offers(ChoiceKind::Plan)
        .required(),
    SettingField::text("image", "Image", "Such as linode/debian13; an option of that name wins.")
        .offers(ChoiceKind::Image)
        .default_value("linode/debian13"),
    SettingField::text("region", "Region", "Such as eu-central; an option of that name wins.")
        .offers(ChoiceKind::Region)
        .required(),
    SettingField::text("ssh_keys", "SSH keys", "Public keys, one a line.")
        .kind(SettingKind::LongText),
    SettingField::text(
        "name_prefix",
        "Prefix of names",
        "Lower-case letters and digits, different for each installation that shares an account, \
         and never changed.",
    )
    .default_value("hostler"),
    SettingField::text("shutdown_seconds", "Seconds to shut down", "Linode decides by itself.")
        .kind(SettingKind::Number)
        .default_value("10"),
];

/// Linode.
pub struct Linode;

/// How Linode words errors: <https://techdocs.akamai.com/linode-api/reference/errors>.
pub(super) struct Words;

impl Dialect for Words {
    const MODULE: &'static str = MODULE;
    const HOST: &'static str = "api.linode.com";
    const ROOT: &'static str = "v4";

    fn error(body: &Value) -> Option<Refused> {
        let first = body.get("errors")?.get(0)?;
        let text = |name: &str| first.get(name).and_then(Value::as_str);
        Some(Refused::new(text("field").unwrap_or("refused"), text("reason")?))
    }

    fn is_busy(no: &Refused) -> bool {
        no.message.to_ascii_lowercase().contains("linode busy")
    }
}

type Api = Bearer<Words>;

impl Vendor for Linode {
    type Account = Api;
    const FIELDS: &'static [SettingField] = &FIELDS;

    fn capabilities() -> ProvisionerCapabilities {
        let client = [
            ServiceAction::PowerOn,
            ServiceAction::PowerOff,
            ServiceAction::Reboot,
            ServiceAction::Reinstall,
            ServiceAction::ChangePassword,
        ];
        let staff = [
            ServiceAction::Create,
            ServiceAction::Suspend,
            ServiceAction::Unsuspend,
            ServiceAction::Terminate,
            ServiceAction::ChangePackage,
        ];
        ProvisionerCapabilities {
            usage: true,
            metrics: Measuring::Told,
            choices: vec![ChoiceKind::Plan, ChoiceKind::Image, ChoiceKind::Region],
            reverse_dns: true,
            ..ProvisionerCapabilities::on_servers(MODULE, "Linode", &staff, &client)
        }
    }

    fn account(around: &Around, server: &ServerCall) -> Result<Api, PortError> {
        Api::of(&around.pool, server)
    }
}

/// The filter of a list: <https://techdocs.akamai.com/linode-api/reference/filtering-and-sorting>.
fn list(path: &[&str], filter: &Value) -> Request {
    Request::new(Method::GET, path).query("page_size", "100").header("x-filter", filter.to_string())
}

impl Cloud for Api {
    async fn find(&self, plan: &Plan<'_>) -> Result<Vec<Machine>, PortError> {
        let label = plan.name()?;
        let asked = list(&["linode", "instances"], &json!({ "label": label }));
        let page = self.read(self.send(asked).await?)?;
        let found = page.get("data").and_then(Value::as_array);
        let found = found.ok_or_else(|| self.unreadable("a list without data"))?;
        let ours = found.iter().filter(|each| each.get("label") == Some(&json!(label)));
        let machine = |each: &Value| {
            instance::machine(each).ok_or_else(|| self.unreadable("a machine without number"))
        };
        ours.map(machine).collect()
    }

    async fn journal(&self, machine: &Machine) -> Result<Vec<Entry>, PortError> {
        let number: u64 = machine.id.parse().unwrap_or_default();
        let filter = json!({ "entity.type": "linode", "entity.id": number,
            "+order_by": "created", "+order": "desc" });
        let page = self.read(self.send(list(&["account", "events"], &filter)).await?)?;
        let events = page.get("data").and_then(Value::as_array).into_iter().flatten();
        let ours = |event: &&Value| event.pointer("/entity/id") == Some(&json!(number));
        let mut events: Vec<(u64, Entry)> =
            events.filter(ours).filter_map(instance::entry).collect();
        events.sort_by_key(|(number, _)| std::cmp::Reverse(*number));
        Ok(events.into_iter().map(|(_, entry)| entry).collect())
    }

    async fn make(&self, plan: &Plan<'_>, note: &Note) -> Said<()> {
        let mut order = match system(plan) {
            Ok(order) => order,
            Err(no) => return Ok(Err(no)),
        };
        order["label"] = json!(plan.name()?);
        order["type"] = json!(plan.choice("type"));
        order["region"] = json!(plan.choice("region"));
        order["tags"] = json!(instance::tags("", plan.call.service, note));
        Ok(self.post(&["linode", "instances"], order).await?.map(drop))
    }

    async fn write(&self, plan: &Plan<'_>, machine: &Machine, note: &Note) -> Said<()> {
        let tags = instance::tags(machine.more("tags"), plan.call.service, note);
        let path = ["linode", "instances", &machine.id];
        let request = Request::new(Method::PUT, &path).json(json!({ "tags": tags }));
        Ok(self.send(request).await?.map(drop))
    }

    async fn ask(&self, plan: &Plan<'_>, machine: &Machine, step: Step) -> Said<()> {
        let (command, body) = match step {
            Step::On => ("boot", Some(json!({}))),
            // A body is refused.
            Step::Off | Step::ForceOff => ("shutdown", None),
            Step::Reboot => ("reboot", Some(json!({}))),
            Step::Rebuild => match system(plan) {
                Ok(body) => ("rebuild", Some(body)),
                Err(no) => return Ok(Err(no)),
            },
            Step::Resize => {
                let body = json!({ "type": plan.choice("type"), "allow_auto_disk_resize": false });
                ("resize", Some(body))
            }
            Step::Password => {
                ("password", Some(json!({ "root_pass": plan.call.password.expose() })))
            }
            Step::Delete => return self.drop_spare(machine).await,
            Step::Reset | Step::Configure | Step::Grow | Step::Discard => return Ok(Ok(())),
        };
        let request = Request::new(Method::POST, &["linode", "instances", &machine.id, command]);
        let request = match body {
            Some(body) => request.json(body),
            None => request,
        };
        Ok(self.send(request).await?.map(drop))
    }

    async fn drop_spare(&self, machine: &Machine) -> Said<()> {
        Ok(self.delete(&["linode", "instances", &machine.id]).await?.map(drop))
    }

    fn steps(&self, plan: &Plan<'_>, action: &ServiceAction, note: &Note) -> Vec<Step> {
        let on = note.was_on.then_some(Step::On);
        match action {
            ServiceAction::Suspend | ServiceAction::PowerOff => vec![Step::Off],
            ServiceAction::Unsuspend | ServiceAction::PowerOn => vec![Step::On],
            ServiceAction::Reboot => vec![Step::Reboot],
            ServiceAction::Reinstall => vec![Step::Rebuild, Step::On],
            ServiceAction::ChangePackage if plan.choice("type") == Some(&*note.before) => {
                Vec::new()
            }
            // Linode switches it off for that, and on again where it was on.
            ServiceAction::ChangePackage => [Step::Resize].into_iter().chain(on).collect(),
            ServiceAction::ChangePassword => {
                [Step::Off, Step::Password].into_iter().chain(on).collect()
            }
            ServiceAction::Terminate => vec![Step::Delete],
            _ => Vec::new(),
        }
    }

    fn kinds(&self, step: Step) -> &'static [&'static str] {
        match step {
            Step::On => &["linode_boot"],
            Step::Off | Step::ForceOff => &["linode_shutdown"],
            Step::Reboot => &["linode_reboot"],
            Step::Rebuild => &["linode_rebuild"],
            Step::Resize => &["linode_resize"],
            Step::Delete => &["linode_delete"],
            Step::Reset | Step::Configure | Step::Grow | Step::Discard | Step::Password => &[],
        }
    }

    fn password(&self, plan: &Plan<'_>, action: &ServiceAction) -> Option<Secret> {
        let set = *action == ServiceAction::ChangePassword;
        set.then(|| plan.call.password.clone())
    }

    async fn test(&self) -> Said<String> {
        let asked = list(&["linode", "instances"], &json!({}));
        Ok(self.send(asked).await?.map(|page| {
            let count = page.get("results").and_then(Value::as_u64).unwrap_or_default();
            format!("Linode API v4, {count} machines")
        }))
    }

    async fn choices(&self, kind: ChoiceKind) -> Result<Vec<Choice>, PortError> {
        lists::of(self, kind).await
    }

    async fn usage(&self) -> Result<Vec<Usage>, PortError> {
        instance::usage(self).await
    }

    async fn metrics(&self, machine: &Machine, _span: Span) -> Result<Metrics, PortError> {
        metrics::of(self, machine).await
    }

    async fn reverse_dns(&self, machine: &Machine) -> Result<ReverseDns, PortError> {
        reverse::names(self, machine).await
    }

    async fn name_address(
        &self,
        _machine: &Machine,
        address: IpAddr,
        name: Option<&str>,
    ) -> Said<()> {
        reverse::set(self, address, name).await
    }
}

/// Image and ways in, of a machine that is made or made anew.
fn system(plan: &Plan<'_>) -> Result<Value, Refused> {
    if plan.call.password.is_empty() {
        // The API demands one, whatever keys there are.
        return Err(Refused::new("no_password", "The service has no password"));
    }
    Ok(json!({
        "image": plan.choice("image"),
        "root_pass": plan.call.password.expose(),
        "authorized_keys": KeyList::Lines("ssh_keys").of(plan.call),
        "booted": true,
    }))
}
