//! `digitalocean`: virtual machines (Droplets) at DigitalOcean.
//!
//! Followed: <https://docs.digitalocean.com/reference/api/> (v2) and the official SDK `pydo`
//! 0.44.0. Our server record holds, as its secret, a token with the right to write; the address
//! may be empty.
//!
//! Names may be given twice there, so a service's machine carries a tag of its own,
//! `<prefix>-<number of the service>`, by which it is looked for before it is made. A second tag
//! is the note of what was asked of it last.
//!
//! Not here: a console and a change of the password (the API mails it to the owner of the
//! account), and names in reverse DNS (they are the name of the Droplet: to rename it would stand
//! in the journal that tells what became of a call). Traffic is what the measured rates add up to.

mod droplet;
mod lists;
mod metrics;
mod usage;

use std::sync::Arc;

use ports::provisioning::{
    FirstPassword, KeyList, Measuring, Metrics, ProvisionerCapabilities, ServerCall, ServiceAction,
    Span, Usage,
};
use ports::{Choice, ChoiceKind, Clock, PortError, Refused, Secret, SettingField, SettingKind};
use serde_json::{Value, json};

use super::cloud::{
    Around, Bearer, Cloud, Dialect, Entry, Machine, Note, Plan, Said, Step, Vendor,
    keys_or_password, user_data,
};
use super::measured::month_began;

const MODULE: &str = "digitalocean";

/// The keys of who may sign in.
const KEYS: KeyList = KeyList::Names("ssh_keys");

const FIELDS: [SettingField; 6] = [
    SettingField::text("size", "Size", "Such as s-1vcpu-1gb; an option of that name wins.")
        .offers(ChoiceKind::Plan)
        .required(),
    SettingField::text("image", "Image", "Such as debian-13-x64; an option of that name wins.")
        .offers(ChoiceKind::Image)
        .default_value("debian-13-x64"),
    SettingField::text("region", "Region", "Such as fra1; empty lets DigitalOcean choose.")
        .offers(ChoiceKind::Region),
    SettingField::text("ssh_keys", "SSH keys", "Fingerprints or numbers, with commas."),
    SettingField::text(
        "name_prefix",
        "Prefix of names",
        "Lower-case letters and digits, different for each installation that shares an account, \
         and never changed.",
    )
    .default_value("hostler"),
    SettingField::text(
        "shutdown_seconds",
        "Seconds to shut down",
        "0 switches off at once; otherwise a system is asked first.",
    )
    .kind(SettingKind::Number)
    .default_value("10"),
];

/// DigitalOcean.
pub struct DigitalOcean;

/// How DigitalOcean words errors: <https://docs.digitalocean.com/reference/api/intro/>.
pub(super) struct Words;

impl Dialect for Words {
    const MODULE: &'static str = MODULE;
    const HOST: &'static str = "api.digitalocean.com";
    const ROOT: &'static str = "v2";

    fn error(body: &Value) -> Option<Refused> {
        let text = |name: &str| body.get(name).and_then(Value::as_str);
        Some(Refused::new(text("id")?, text("message").unwrap_or_default()))
    }

    fn is_busy(no: &Refused) -> bool {
        no.message.to_ascii_lowercase().contains("pending event")
    }
}

type Api = Bearer<Words>;

/// An account, with the clock that says which month it is.
pub(super) struct Account {
    api: Api,
    clock: Arc<dyn Clock>,
}

impl Vendor for DigitalOcean {
    type Account = Account;
    const FIELDS: &'static [SettingField] = &FIELDS;

    fn capabilities() -> ProvisionerCapabilities {
        let client = [
            ServiceAction::PowerOn,
            ServiceAction::PowerOff,
            ServiceAction::Reboot,
            ServiceAction::Reset,
            ServiceAction::Reinstall,
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
            first_password: FirstPassword::WithoutKeys(KEYS),
            ..ProvisionerCapabilities::on_servers(MODULE, "DigitalOcean", &staff, &client)
        }
    }

    fn account(around: &Around, server: &ServerCall) -> Result<Account, PortError> {
        Ok(Account { api: Api::of(&around.pool, server)?, clock: around.clock.clone() })
    }
}

impl Cloud for Account {
    async fn find(&self, plan: &Plan<'_>) -> Result<Vec<Machine>, PortError> {
        let tag = plan.name()?;
        let query = [("tag_name", tag.as_str()), ("page", "1"), ("per_page", "50")];
        let page = self.api.read(self.api.get(&["droplets"], &query).await?)?;
        let found = page.get("droplets").and_then(Value::as_array);
        let found = found.ok_or_else(|| self.api.unreadable("a list without droplets"))?;
        let mut found = found.clone();
        found.retain(|droplet| droplet.get("status").and_then(Value::as_str) != Some("archive"));
        found.sort_by_key(|droplet| droplet.get("id").and_then(Value::as_u64));
        let machine = |droplet: &Value| {
            droplet::machine(droplet).ok_or_else(|| self.api.unreadable("a droplet without number"))
        };
        found.iter().map(machine).collect()
    }

    async fn journal(&self, machine: &Machine) -> Result<Vec<Entry>, PortError> {
        let path = ["droplets", &machine.id, "actions"];
        let page =
            self.api.read(self.api.get(&path, &[("page", "1"), ("per_page", "50")]).await?)?;
        let actions = page.get("actions").and_then(Value::as_array);
        let mut actions: Vec<(u64, Entry)> =
            actions.into_iter().flatten().filter_map(droplet::entry).collect();
        actions.sort_by_key(|(number, _)| std::cmp::Reverse(*number));
        Ok(actions.into_iter().map(|(_, entry)| entry).collect())
    }

    async fn make(&self, plan: &Plan<'_>, note: &Note) -> Said<()> {
        let keys = match keys_or_password(plan.call, KEYS) {
            Ok(keys) => keys,
            Err(no) => return Ok(Err(no)),
        };
        let name = plan.name()?;
        let mut order = json!({
            "name": name,
            "size": plan.choice("size"),
            "image": plan.choice("image"),
            "ssh_keys": keys.iter().map(|key| droplet::number_or_text(key)).collect::<Vec<_>>(),
            "user_data": user_data(plan.call),
            "tags": [name, droplet::tag(note, 0)],
            "ipv6": true,
            // It measures by a program in the system.
            "monitoring": true,
        });
        if let Some(region) = plan.choice("region").filter(|region| !region.is_empty()) {
            order["region"] = json!(region);
        }
        Ok(self.api.post(&["droplets"], order).await?.map(drop))
    }

    /// The new tag is there before the old one goes; of two the newer one counts.
    async fn write(&self, _plan: &Plan<'_>, machine: &Machine, note: &Note) -> Said<()> {
        let tag = droplet::tag(note, droplet::newest_note(machine).map_or(0, |newest| newest + 1));
        if let Err(no) = self.api.post(&["tags"], json!({ "name": tag })).await? {
            return Ok(Err(no));
        }
        let machine_of = json!({ "resource_id": machine.id, "resource_type": "droplet" });
        let body = json!({ "resources": [machine_of] });
        if let Err(no) = self.api.post(&["tags", &tag, "resources"], body).await? {
            return Ok(Err(no));
        }
        for old in droplet::note_tags(machine) {
            let _ = self.api.delete(&["tags", old]).await;
        }
        Ok(Ok(()))
    }

    async fn ask(&self, plan: &Plan<'_>, machine: &Machine, step: Step) -> Said<()> {
        let body = match step {
            Step::On => json!({ "type": "power_on" }),
            Step::Off if plan.shutdown_seconds()? > 0 => json!({ "type": "shutdown" }),
            Step::Off | Step::ForceOff => json!({ "type": "power_off" }),
            Step::Reboot => json!({ "type": "reboot" }),
            Step::Reset => json!({ "type": "power_cycle" }),
            Step::Rebuild => {
                let image = plan.choice("image").unwrap_or_default();
                json!({ "type": "rebuild", "image": droplet::number_or_text(image) })
            }
            // The disk stays as it is, so that the way back is open.
            Step::Resize => json!({ "type": "resize", "size": plan.choice("size"), "disk": false }),
            Step::Delete => return self.drop_spare(machine).await,
            Step::Configure | Step::Grow | Step::Discard | Step::Password => return Ok(Ok(())),
        };
        Ok(self.api.post(&["droplets", &machine.id, "actions"], body).await?.map(drop))
    }

    async fn drop_spare(&self, machine: &Machine) -> Said<()> {
        let said = self.api.delete(&["droplets", &machine.id]).await?;
        if said.is_ok() {
            // Tags stay behind otherwise; one that does is in nobody's way.
            for old in droplet::note_tags(machine) {
                let _ = self.api.delete(&["tags", old]).await;
            }
        }
        Ok(said.map(drop))
    }

    fn steps(&self, plan: &Plan<'_>, action: &ServiceAction, note: &Note) -> Vec<Step> {
        match action {
            ServiceAction::Suspend | ServiceAction::PowerOff => vec![Step::Off],
            ServiceAction::Unsuspend | ServiceAction::PowerOn => vec![Step::On],
            ServiceAction::Reboot => vec![Step::Reboot],
            ServiceAction::Reset => vec![Step::Reset],
            ServiceAction::Reinstall => vec![Step::Rebuild, Step::On],
            ServiceAction::ChangePackage if plan.choice("size") == Some(&*note.before) => {
                Vec::new()
            }
            ServiceAction::ChangePackage => {
                let on = note.was_on.then_some(Step::On);
                [Step::Off, Step::Resize].into_iter().chain(on).collect()
            }
            ServiceAction::Terminate => vec![Step::Delete],
            _ => Vec::new(),
        }
    }

    fn kinds(&self, step: Step) -> &'static [&'static str] {
        match step {
            Step::On => &["power_on"],
            Step::Off | Step::ForceOff => &["shutdown", "power_off"],
            Step::Reboot => &["reboot"],
            Step::Reset => &["power_cycle"],
            Step::Rebuild => &["rebuild"],
            Step::Resize => &["resize"],
            Step::Delete => &["destroy"],
            Step::Configure | Step::Grow | Step::Discard | Step::Password => &[],
        }
    }

    /// The system that is made or made anew has the password that was given with it.
    fn password(&self, _plan: &Plan<'_>, _action: &ServiceAction) -> Option<Secret> {
        None
    }

    async fn test(&self) -> Said<String> {
        Ok(self.api.get(&["account"], &[]).await?.map(|account| {
            let status = account.pointer("/account/status").and_then(Value::as_str);
            format!("DigitalOcean API v2, the account is {}", status.unwrap_or("there"))
        }))
    }

    async fn choices(&self, kind: ChoiceKind) -> Result<Vec<Choice>, PortError> {
        lists::of(&self.api, kind).await
    }

    async fn usage(&self) -> Result<Vec<Usage>, PortError> {
        usage::of(&self.api, month_began(&*self.clock), self.clock.now().as_second()).await
    }

    async fn metrics(&self, machine: &Machine, span: Span) -> Result<Metrics, PortError> {
        metrics::of(&self.api, machine, span).await
    }
}
