//! `vultr`: virtual machines at Vultr.
//!
//! Followed: <https://www.vultr.com/api/> (v2) and the official SDKs `vultr-node` 2.8.0 and
//! `govultr` v3. Our server record holds, as its secret, an API key of a user who may provision
//! and read the logs; the address may be empty. Where the key is bound to addresses, ours is one.
//!
//! Labels may be given twice there, so a service's machine is looked for by its label,
//! `<prefix>-<number of the service>`, before it is made. What was asked of it stands in its tags.
//! A yes of the API is the whole answer; the log of the account is read for what became of a
//! request whose answer was lost. It is told late at times, so that a restart may then be asked
//! for twice.
//!
//! Not here: a change of the password (the API has none) and smaller plans (Vultr refuses them).
//! To switch off and to restart is to do so without asking the system.

mod instance;
mod lists;
mod log;
mod reverse;

use std::net::IpAddr;
use std::sync::Arc;

use ports::provisioning::{
    FirstPassword, KeyList, ProvisionerCapabilities, ReverseDns, ServerCall, ServiceAction, Usage,
};
use ports::{Choice, ChoiceKind, Clock, PortError, Refused, Secret, SettingField};
use reqwest::Method;
use serde_json::{Value, json};

use super::cloud::{
    Around, Bearer, Cloud, Dialect, Entry, Machine, Note, Plan, Said, Step, Vendor,
    keys_or_password, user_data,
};
use crate::http::Request;

const MODULE: &str = "vultr";

/// The keys of who may sign in.
const KEYS: KeyList = KeyList::Names("ssh_keys");

const FIELDS: [SettingField; 5] = [
    SettingField::text("plan", "Plan", "Such as vc2-1c-1gb; an option of that name wins.")
        .offers(ChoiceKind::Plan)
        .required(),
    SettingField::text(
        "image",
        "Image",
        "The number of an operating system, such as 2136, or the id of an application of the \
         marketplace; an option of that name wins.",
    )
    .offers(ChoiceKind::Image)
    .required(),
    SettingField::text("region", "Region", "Such as fra; an option of that name wins.")
        .offers(ChoiceKind::Region)
        .required(),
    SettingField::text("ssh_keys", "SSH keys", "Ids of keys, with commas."),
    SettingField::text(
        "name_prefix",
        "Prefix of names",
        "Lower-case letters and digits, different for each installation that shares an account, \
         and never changed.",
    )
    .default_value("hostler"),
];

/// Vultr.
pub struct Vultr;

/// How Vultr words errors: <https://www.vultr.com/api/#section/Introduction/Response-Codes>.
pub(super) struct Words;

impl Dialect for Words {
    const MODULE: &'static str = MODULE;
    const HOST: &'static str = "api.vultr.com";
    const ROOT: &'static str = "v2";

    fn error(body: &Value) -> Option<Refused> {
        let status = body.get("status").and_then(Value::as_u64);
        let code = status.map_or_else(|| "refused".to_owned(), |status| status.to_string());
        Some(Refused::new(code, body.get("error")?.as_str()?))
    }

    fn is_busy(no: &Refused) -> bool {
        let message = no.message.to_ascii_lowercase();
        message.contains("locked") || message.contains("try again")
    }
}

/// An account there.
pub(super) struct Account {
    api: Bearer<Words>,
    clock: Arc<dyn Clock>,
}

impl Vendor for Vultr {
    type Account = Account;
    const FIELDS: &'static [SettingField] = &FIELDS;

    fn capabilities() -> ProvisionerCapabilities {
        let client = [
            ServiceAction::PowerOn,
            ServiceAction::PowerOff,
            ServiceAction::Reboot,
            ServiceAction::Reset,
            ServiceAction::Reinstall,
            ServiceAction::Console,
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
            choices: vec![ChoiceKind::Plan, ChoiceKind::Image, ChoiceKind::Region],
            reverse_dns: true,
            first_password: FirstPassword::WithoutKeys(KEYS),
            ..ProvisionerCapabilities::on_servers(MODULE, "Vultr", &staff, &client)
        }
    }

    fn account(around: &Around, server: &ServerCall) -> Result<Account, PortError> {
        Ok(Account { api: Bearer::of(&around.pool, server)?, clock: around.clock.clone() })
    }
}

impl Cloud for Account {
    async fn find(&self, plan: &Plan<'_>) -> Result<Vec<Machine>, PortError> {
        let label = plan.name()?;
        let query = [("label", label.as_str()), ("per_page", "100")];
        let page = self.api.read(self.api.get(&["instances"], &query).await?)?;
        let found = page.get("instances").and_then(Value::as_array);
        let found = found.ok_or_else(|| self.api.unreadable("a list without instances"))?;
        let mut ours: Vec<&Value> =
            found.iter().filter(|each| each.get("label") == Some(&json!(label))).collect();
        let text = |each: &Value, name: &str| each.get(name).map(Value::to_string);
        ours.sort_by_key(|each| (text(each, "date_created"), text(each, "id")));
        let machine = |each: &&Value| {
            instance::machine(each).ok_or_else(|| self.api.unreadable("a machine without id"))
        };
        ours.iter().map(machine).collect()
    }

    async fn journal(&self, machine: &Machine) -> Result<Vec<Entry>, PortError> {
        let resource = [("resource_type", "instances"), ("resource_id", machine.id.as_str())];
        let said = self.api.send(log::request(self.clock.now(), &resource)).await?;
        let page = self.api.read(said)?;
        log::entries(&page).ok_or_else(|| self.api.unreadable("a log without entries"))
    }

    async fn make(&self, plan: &Plan<'_>, note: &Note) -> Said<()> {
        let keys = match keys_or_password(plan.call, KEYS) {
            Ok(keys) => keys,
            Err(no) => return Ok(Err(no)),
        };
        let mut order = json!({
            "region": plan.choice("region"),
            "plan": plan.choice("plan"),
            "label": plan.name()?,
            "tags": instance::tags("", plan.call.service, note),
            "user_data": instance::encoded(&user_data(plan.call)),
            "enable_ipv6": true,
        });
        let (name, image) = instance::image(plan.choice("image").unwrap_or_default());
        order[name] = image;
        if !keys.is_empty() {
            order["sshkey_id"] = json!(keys);
        }
        if !plan.call.domain.is_empty() {
            order["hostname"] = json!(plan.call.domain);
        }
        Ok(self.api.post(&["instances"], order).await?.map(drop))
    }

    async fn write(&self, plan: &Plan<'_>, machine: &Machine, note: &Note) -> Said<()> {
        let tags = instance::tags(machine.more("tags"), plan.call.service, note);
        self.change(machine, json!({ "tags": tags })).await
    }

    async fn ask(&self, plan: &Plan<'_>, machine: &Machine, step: Step) -> Said<()> {
        let command = match step {
            Step::On => "start",
            Step::Off | Step::ForceOff => "halt",
            Step::Reboot | Step::Reset => "reboot",
            Step::Configure => {
                let data = instance::encoded(&user_data(plan.call));
                return self.change(machine, json!({ "user_data": data })).await;
            }
            Step::Rebuild => {
                let (name, image) = instance::image(plan.choice("image").unwrap_or_default());
                // Another system is a change of the machine; the same one is put on anew.
                if image.to_string().trim_matches('"') != machine.more(name) {
                    return self.change(machine, json!({ name: image })).await;
                }
                let path = ["instances", &machine.id, "reinstall"];
                return Ok(self.api.post(&path, json!({})).await?.map(drop));
            }
            // It has that plan already: the answer was lost, and the log is late.
            Step::Resize if plan.choice("plan") == Some(machine.more("before")) => {
                return Ok(Ok(()));
            }
            Step::Resize => {
                return self.change(machine, json!({ "plan": plan.choice("plan") })).await;
            }
            Step::Delete => return self.drop_spare(machine).await,
            Step::Grow | Step::Discard | Step::Password => return Ok(Ok(())),
        };
        let request = Request::new(Method::POST, &["instances", &machine.id, command]);
        Ok(self.api.send(request).await?.map(drop))
    }

    async fn drop_spare(&self, machine: &Machine) -> Said<()> {
        Ok(self.api.delete(&["instances", &machine.id]).await?.map(drop))
    }

    fn steps(&self, plan: &Plan<'_>, action: &ServiceAction, note: &Note) -> Vec<Step> {
        let on = note.was_on.then_some(Step::On);
        match action {
            ServiceAction::Suspend | ServiceAction::PowerOff => vec![Step::Off],
            ServiceAction::Unsuspend | ServiceAction::PowerOn => vec![Step::On],
            ServiceAction::Reboot => vec![Step::Reboot],
            ServiceAction::Reset => vec![Step::Reset],
            ServiceAction::Reinstall => vec![Step::Configure, Step::Rebuild, Step::On],
            ServiceAction::ChangePackage if plan.choice("plan") == Some(&*note.before) => {
                Vec::new()
            }
            ServiceAction::ChangePackage => [Step::Resize].into_iter().chain(on).collect(),
            ServiceAction::Terminate => vec![Step::Delete],
            _ => Vec::new(),
        }
    }

    fn kinds(&self, step: Step) -> &'static [&'static str] {
        match step {
            Step::On => &["start"],
            Step::Off | Step::ForceOff => &["halt"],
            Step::Reboot | Step::Reset => &["reboot"],
            Step::Rebuild => &["reinstall"],
            Step::Resize => &["resize"],
            Step::Delete => &["delete"],
            Step::Configure | Step::Grow | Step::Discard | Step::Password => &[],
        }
    }

    fn is_taken_at_its_word(&self, step: Step) -> bool {
        matches!(step, Step::Reboot | Step::Reset | Step::Rebuild | Step::Resize)
    }

    /// Whoever has the link is at the screen, and must still sign in to the system.
    async fn link(
        &self,
        _plan: &Plan<'_>,
        machine: &Machine,
        action: &ServiceAction,
    ) -> Said<Option<String>> {
        let screen = machine.more("kvm");
        let shown = *action == ServiceAction::Console && !screen.is_empty();
        Ok(Ok(shown.then(|| screen.to_owned())))
    }

    /// The system that is made or made anew has the password that was given with it.
    fn password(&self, _plan: &Plan<'_>, _action: &ServiceAction) -> Option<Secret> {
        None
    }

    async fn test(&self) -> Said<String> {
        let name = match self.api.get(&["account"], &[]).await? {
            Ok(account) => {
                let name = account.pointer("/account/name").and_then(Value::as_str);
                name.unwrap_or("an account").to_owned()
            }
            Err(no) => return Ok(Err(no)),
        };
        // Without the log nobody would know what became of a lost answer.
        let log = self.api.send(log::request(self.clock.now(), &[])).await?;
        Ok(log.map(|_| format!("Vultr API v2, {name}")))
    }

    async fn choices(&self, kind: ChoiceKind) -> Result<Vec<Choice>, PortError> {
        lists::of(&self.api, kind).await
    }

    async fn usage(&self) -> Result<Vec<Usage>, PortError> {
        instance::usage(&self.api, self.clock.utc_date()).await
    }

    async fn reverse_dns(&self, machine: &Machine) -> Result<ReverseDns, PortError> {
        reverse::names(&self.api, machine).await
    }

    async fn name_address(
        &self,
        machine: &Machine,
        address: IpAddr,
        name: Option<&str>,
    ) -> Said<()> {
        reverse::set(&self.api, machine, address, name).await
    }
}

impl Account {
    async fn change(&self, machine: &Machine, body: Value) -> Said<()> {
        let request = Request::new(Method::PATCH, &["instances", &machine.id]).json(body);
        Ok(self.api.send(request).await?.map(drop))
    }
}
