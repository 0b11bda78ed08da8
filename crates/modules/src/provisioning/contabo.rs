//! `contabo`: virtual machines at Contabo.
//!
//! Followed: <https://api.contabo.com/> (1.0.0) and the client `pfruck-contabo` 2.0.0, which is
//! generated from it. Our server record holds the user name of an API user, and, as its one
//! secret, `client ID:client secret:password`; the address may be empty.
//!
//! Names may be given twice there, so a service's machine is looked for before it is made. What was
//! asked of it stands in its display name, behind its own name. Each write carries a request id
//! that only this call and step can have, by which the cloud's audit tells whether it arrived.
//!
//! A machine is paid to the end of its term: to terminate it is to switch it off and to cancel it,
//! and whatever is cancelled is no machine of ours any more. Not here: another size and a console
//! (the API has neither), a reset that does not ask, and usage.

mod account;
mod instance;
mod lists;
mod password;

use ports::provisioning::{
    FirstPassword, KeyList, ProvisionerCapabilities, ServerCall, ServiceAction, Usage,
};
use ports::{Choice, ChoiceKind, PortError, Refused, Secret, SettingField, SettingKind};
use reqwest::Method;
use serde_json::{Value, json};

use super::cloud::{
    Around, Cloud, Entry, Machine, Note, Plan, Said, Step, Vendor, keys_or_password, user_data,
};
use crate::http::Request;
use account::Account;

const MODULE: &str = "contabo";
/// The steps that are in the audit, with the words by which they are told apart.
const STEPS: [(Step, &str); 6] = [
    (Step::On, "start"),
    (Step::Off, "shutdown"),
    (Step::ForceOff, "stop"),
    (Step::Reboot, "restart"),
    (Step::Rebuild, "reinstall"),
    (Step::Delete, "cancel"),
];

/// The keys of who may sign in.
const KEYS: KeyList = KeyList::Names("ssh_keys");

const FIELDS: [SettingField; 7] = [
    SettingField::text("product", "Product", "Such as V91; an option of that name wins.")
        .offers(ChoiceKind::Plan)
        .required(),
    SettingField::text("image", "Image", "The id of an image; an option of that name wins.")
        .offers(ChoiceKind::Image)
        .required(),
    SettingField::text("region", "Region", "Such as EU; an option of that name wins.")
        .offers(ChoiceKind::Region)
        .default_value("EU"),
    SettingField::text("period", "Months", "The term that is ordered: 1, 3, 6 or 12.")
        .kind(SettingKind::Number)
        .default_value("1"),
    SettingField::text("ssh_keys", "SSH keys", "Numbers of secrets, with commas."),
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

/// Contabo.
pub struct Contabo;

impl Vendor for Contabo {
    type Account = Account;
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
        ];
        ProvisionerCapabilities {
            choices: vec![ChoiceKind::Plan, ChoiceKind::Image, ChoiceKind::Region],
            first_password: FirstPassword::WithoutKeys(KEYS),
            ..ProvisionerCapabilities::on_servers(MODULE, "Contabo", &staff, &client)
        }
    }

    fn account(around: &Around, server: &ServerCall) -> Result<Account, PortError> {
        Account::of(around, server)
    }
}

/// The word of a step in request ids.
fn word(step: Step) -> &'static str {
    STEPS.iter().find(|(each, _)| *each == step).map_or("", |(_, word)| word)
}

impl Cloud for Account {
    async fn find(&self, plan: &Plan<'_>) -> Result<Vec<Machine>, PortError> {
        let name = plan.name()?;
        let shutdown_seconds = plan.shutdown_seconds()?.to_string();
        let mut found: Vec<(u64, Machine)> = Vec::new();
        for instance in self.all(&["compute", "instances"], &[]).await? {
            if !instance::is_ours(&instance, &name) {
                continue;
            }
            let machine = instance::machine(&instance);
            let (number, mut machine) =
                machine.ok_or_else(|| self.unreadable("a machine without number"))?;
            machine.more.insert("shutdown_seconds", shutdown_seconds.clone());
            found.push((number, machine));
        }
        found.sort_by_key(|(number, _)| *number);
        Ok(found.into_iter().map(|(_, machine)| machine).collect())
    }

    async fn journal(&self, machine: &Machine) -> Result<Vec<Entry>, PortError> {
        let query = [("instanceId", machine.id.as_str()), ("orderBy", "id:DESC")];
        let (now, mut all) = (self.clock.now(), Vec::new());
        for (prefix, path) in [
            ("a", ["compute", "instances", "actions", "audits"].as_slice()),
            ("i", ["compute", "instances", "audits"].as_slice()),
        ] {
            let page = self.page(path, &query).await?;
            let entry = |audit: &Value| instance::audit(audit, prefix, machine, now);
            all.extend(page.iter().filter_map(entry));
        }
        // Of two with the same time the one with the larger number is the newer one.
        all.sort_by(|(one, _), (other, _)| other.cmp(one));
        let failed = instance::failure(machine).into_iter();
        Ok(failed.chain(all.into_iter().map(|(_, entry)| entry)).collect())
    }

    async fn make(&self, plan: &Plan<'_>, note: &Note) -> Said<()> {
        let keys = match keys(plan) {
            Ok(keys) => keys,
            Err(no) => return Ok(Err(no)),
        };
        let order = json!({
            "productId": plan.choice("product"),
            "imageId": plan.choice("image"),
            "region": plan.choice("region").unwrap_or("EU"),
            "period": plan.number("period")?.unwrap_or(1),
            "displayName": instance::display_name(&plan.name()?, note),
            "sshKeys": keys,
            "userData": user_data(plan.call),
            "defaultUser": "root",
        });
        let id = instance::request_id(note, "create");
        let request = Request::new(Method::POST, &["compute", "instances"]).json(order);
        Ok(self.send(request, &id).await?.map(drop))
    }

    async fn write(&self, plan: &Plan<'_>, machine: &Machine, note: &Note) -> Said<()> {
        let body = json!({ "displayName": instance::display_name(&plan.name()?, note) });
        let request = Request::new(Method::PATCH, &["compute", "instances", &machine.id]);
        let id = instance::request_id(note, "note");
        Ok(self.send(request.json(body), &id).await?.map(drop))
    }

    async fn ask(&self, plan: &Plan<'_>, machine: &Machine, step: Step) -> Said<()> {
        let path = ["compute", "instances", &machine.id];
        let act = |act: &str| {
            Request::new(Method::POST, &["compute", "instances", &machine.id, "actions", act])
        };
        let request = match step {
            Step::On => act("start"),
            Step::Off if plan.shutdown_seconds()? > 0 => act("shutdown"),
            Step::Off | Step::ForceOff => act("stop"),
            Step::Reboot => act("restart"),
            Step::Rebuild => {
                let keys = match keys(plan) {
                    Ok(keys) => keys,
                    Err(no) => return Ok(Err(no)),
                };
                Request::new(Method::PUT, &path).json(json!({
                    "imageId": plan.choice("image"),
                    "sshKeys": keys,
                    "userData": user_data(plan.call),
                    "defaultUser": "root",
                }))
            }
            Step::Delete => {
                let path = ["compute", "instances", &machine.id, "cancel"];
                Request::new(Method::POST, &path).json(json!({}))
            }
            Step::Password => return password::set(self, plan, machine).await,
            Step::Reset | Step::Resize | Step::Configure | Step::Grow | Step::Discard => {
                return Ok(Ok(()));
            }
        };
        let id = instance::request_id(&machine.note, word(step));
        let said = self.send(request, &id).await?;
        if said.is_ok() && step == Step::Delete {
            password::forget(self, plan, machine).await;
        }
        Ok(said.map(drop))
    }

    async fn drop_spare(&self, machine: &Machine) -> Said<()> {
        let path = ["compute", "instances", &machine.id, "cancel"];
        let request = Request::new(Method::POST, &path).json(json!({}));
        let id = instance::request_id(&machine.note, "spare");
        Ok(self.send(request, &id).await?.map(drop))
    }

    fn steps(&self, _plan: &Plan<'_>, action: &ServiceAction, _note: &Note) -> Vec<Step> {
        match action {
            ServiceAction::Suspend | ServiceAction::PowerOff => vec![Step::Off],
            ServiceAction::Unsuspend | ServiceAction::PowerOn => vec![Step::On],
            ServiceAction::Reboot => vec![Step::Reboot],
            ServiceAction::Reinstall => vec![Step::Rebuild, Step::On],
            ServiceAction::ChangePassword => vec![Step::Password],
            ServiceAction::Terminate => vec![Step::Off, Step::Delete],
            _ => Vec::new(),
        }
    }

    fn kinds(&self, step: Step) -> &'static [&'static str] {
        match step {
            Step::On => &["start"],
            Step::Off | Step::ForceOff => &["shutdown", "stop"],
            Step::Reboot => &["restart"],
            Step::Rebuild => &["reinstall"],
            Step::Delete => &["cancel"],
            _ => &[],
        }
    }

    /// Told where it was changed; a system that is made (anew) has the one that was given with it.
    fn password(&self, plan: &Plan<'_>, action: &ServiceAction) -> Option<Secret> {
        let set = matches!(action, ServiceAction::ChangePassword);
        (set && !plan.call.password.is_empty()).then(|| plan.call.password.clone())
    }

    async fn test(&self) -> Said<String> {
        let said = self.get(&["compute", "instances"], &[("size", "1")]).await?;
        Ok(said.map(|page| {
            let count = page.pointer("/_pagination/totalElements").map(Value::to_string);
            format!("Contabo API, {} machines", count.unwrap_or_default())
        }))
    }

    async fn choices(&self, kind: ChoiceKind) -> Result<Vec<Choice>, PortError> {
        lists::of(self, kind).await
    }

    async fn usage(&self) -> Result<Vec<Usage>, PortError> {
        Err(PortError::Unsupported { module: MODULE, capability: "usage" })
    }
}

/// The numbers of keys; somebody must be able to sign in.
fn keys(plan: &Plan<'_>) -> Result<Vec<u64>, Refused> {
    let keys = keys_or_password(plan.call, KEYS)?;
    let number = |key: &&str| {
        key.parse().map_err(|_| Refused::new("ssh_keys", format!("{key:?} is no number")))
    };
    keys.iter().map(number).collect()
}
