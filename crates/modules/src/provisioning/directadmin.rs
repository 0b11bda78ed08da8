//! `directadmin`: accounts on a server with DirectAdmin.
//!
//! Followed: <https://docs.directadmin.com/developer/api/> and
//! <https://www.directadmin.com/api.php>, and the client `directadmin-cli` 0.1.7. Our server record
//! holds the address, the name of an admin or a reseller, and, as its secret, a login key of
//! theirs (or the password instead).
//!
//! The panel keeps no notes for us, so the name of an account says whose it is and which call made
//! it: `<prefix><number of the service><three letters of the call's key>`. A domain has one account
//! on a server, which DirectAdmin sees to itself. Everything else can be asked for twice without
//! harm.
//!
//! Not here: power, as there is no machine, and accounts of resellers.

mod account;
mod acts;
mod api;

use ports::provisioning::{
    ConnectionOutcome, ProvisionOutcome, Provisioner, ProvisionerCapabilities, ServerCall,
    ServiceAction, ServiceCall, ServiceState, Usage,
};
use ports::{Asking, Choice, ChoiceKind, PortError, SettingField, Settings};

use super::catalogue::named;
use crate::http::Pool;
use api::Api;

const MODULE: &str = "directadmin";
/// Longest user name, unless the server allows more (`max_username_length`).
const USER_CHARS_MAX: usize = 10;

const FIELDS: [SettingField; 3] = [
    SettingField::text("package", "Package", "As the panel lists it; an option of that name wins.")
        .offers(ChoiceKind::Plan)
        .required(),
    SettingField::text("ip", "Address", "An address of the server, or the word shared.")
        .default_value("shared"),
    SettingField::text(
        "user_prefix",
        "Prefix of user names",
        "Up to three lower-case letters, different for each installation that shares a server, and \
         never changed.",
    )
    .default_value("h"),
];

/// The provisioning module `directadmin`.
pub struct DirectAdmin {
    capabilities: ProvisionerCapabilities,
    pool: Pool,
}

/// A call, with its product's settings checked.
struct Plan<'a> {
    call: &'a ServiceCall,
    /// The beginning of the names of the service's accounts.
    stem: String,
    package: String,
    ip: String,
}

impl DirectAdmin {
    /// The module; its servers are the server records.
    pub fn new(pool: Pool) -> DirectAdmin {
        let client = [ServiceAction::ChangePassword, ServiceAction::Console];
        let staff = [
            ServiceAction::Create,
            ServiceAction::Suspend,
            ServiceAction::Unsuspend,
            ServiceAction::Terminate,
            ServiceAction::ChangePackage,
        ];
        DirectAdmin {
            capabilities: ProvisionerCapabilities {
                usage: true,
                choices: vec![ChoiceKind::Plan],
                ..ProvisionerCapabilities::on_servers(MODULE, "DirectAdmin", &staff, &client)
            },
            pool,
        }
    }

    fn api(&self, call: &ServiceCall) -> Result<Api, PortError> {
        Api::of(&self.pool, call.need_server(MODULE)?)
    }
}

impl<'a> Plan<'a> {
    fn of(call: &'a ServiceCall) -> Result<Plan<'a>, PortError> {
        let settings = Settings::from_iter(call.product.clone());
        settings.check(MODULE, &FIELDS)?;
        let chosen = [&call.extra, &call.options].into_iter();
        let mut chosen = chosen.filter_map(|source| source.get("package").map(|text| text.trim()));
        let package = chosen.find(|text| !text.is_empty());
        let package = package.or(settings.get("package").map(str::trim)).unwrap_or_default();
        let prefix = settings.get("user_prefix").unwrap_or("h").trim();
        let lawful = prefix.bytes().all(|byte| byte.is_ascii_lowercase());
        if !lawful || prefix.is_empty() || prefix.len() > 3 {
            return Err(PortError::setting(
                MODULE,
                "user_prefix",
                "is not up to three lower-case letters",
            ));
        }
        let ip = settings.get("ip").map_or("shared", str::trim);
        Ok(Plan {
            call,
            stem: format!("{prefix}{}", call.service),
            package: package.to_owned(),
            ip: ip.to_owned(),
        })
    }

    /// Whether an account of that name was made for the service.
    fn is_ours(&self, user: &str) -> bool {
        let rest = user.strip_prefix(&self.stem);
        rest.is_some_and(|rest| {
            rest.len() == account::MARK_CHARS && rest.bytes().all(|it| it.is_ascii_lowercase())
        })
    }
}

impl Provisioner for DirectAdmin {
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
            acts::run(&self.api(call)?, &Plan::of(call)?, action).await
        })
    }

    fn look_up<'a>(
        &'a self,
        action: &'a ServiceAction,
        call: &'a ServiceCall,
    ) -> Asking<'a, Option<ProvisionOutcome>> {
        Box::pin(async move { acts::look_up(&self.api(call)?, &Plan::of(call)?, action).await })
    }

    fn state<'a>(&'a self, call: &'a ServiceCall) -> Asking<'a, Option<ServiceState>> {
        Box::pin(async move {
            let found = acts::find(&self.api(call)?, &Plan::of(call)?).await?;
            Ok(found.map(account::Account::into_state))
        })
    }

    fn test_connection<'a>(&'a self, server: &'a ServerCall) -> Asking<'a, ConnectionOutcome> {
        Box::pin(async move { Api::of(&self.pool, server)?.test().await })
    }

    fn usage<'a>(&'a self, server: &'a ServerCall) -> Asking<'a, Vec<Usage>> {
        Box::pin(async move { account::usage(&Api::of(&self.pool, server)?).await })
    }

    fn choices<'a>(&'a self, server: &'a ServerCall, kind: ChoiceKind) -> Asking<'a, Vec<Choice>> {
        Box::pin(async move {
            if !self.capabilities.choices.contains(&kind) {
                return Err(self.capabilities.lists_no(kind));
            }
            // What a package allows would be a request for each, while somebody waits.
            let packages = Api::of(&self.pool, server)?.packages().await?;
            Ok(named(packages.iter().map(|name| Choice::new(name, name, "")).collect()))
        })
    }
}
