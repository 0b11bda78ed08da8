//! `cpanel`: accounts on a server with cPanel & WHM.
//!
//! Followed: <https://api.docs.cpanel.net/whm/introduction/> (WHM API 1, version 136). Our server
//! record holds the address, the name of `root` or a reseller, and, as its secret, an API token of
//! theirs (or the password instead).
//!
//! A service has one account, by a user name that is its own: names are given once on a server.
//! What was asked of it last is written down beforehand, in the store that WHM keeps for whoever
//! signs in (`personalization_set`), so that a creation whose answer got lost is known again.
//! Everything else can be asked for twice without harm.
//!
//! Not here: power, as there is no machine, and accounts of resellers.

mod account;
mod acts;
mod api;
mod packages;

use ports::provisioning::{
    ConnectionOutcome, ProvisionOutcome, Provisioner, ProvisionerCapabilities, ServerCall,
    ServiceAction, ServiceCall, ServiceState, Usage,
};
use ports::{Asking, Choice, ChoiceKind, PortError, SettingField, Settings};

use super::catalogue::named;
use crate::http::Pool;
use api::Api;

const MODULE: &str = "cpanel";
/// Longest user name at cPanel.
const USER_CHARS_MAX: usize = 16;

const FIELDS: [SettingField; 2] = [
    SettingField::text("package", "Package", "As WHM lists it; an option of that name wins.")
        .offers(ChoiceKind::Plan)
        .required(),
    SettingField::text(
        "user_prefix",
        "Prefix of user names",
        "Up to five lower-case letters, different for each installation that shares a server, and \
         never changed.",
    )
    .default_value("h"),
];

/// The provisioning module `cpanel`.
pub struct CPanel {
    capabilities: ProvisionerCapabilities,
    pool: Pool,
}

/// A call, with its product's settings checked.
struct Plan<'a> {
    call: &'a ServiceCall,
    /// The account's name.
    user: String,
    /// The package that the account is to have.
    package: String,
}

impl CPanel {
    /// The module; its servers are the server records.
    pub fn new(pool: Pool) -> CPanel {
        let client = [ServiceAction::ChangePassword, ServiceAction::Console];
        let staff = [
            ServiceAction::Create,
            ServiceAction::Suspend,
            ServiceAction::Unsuspend,
            ServiceAction::Terminate,
            ServiceAction::ChangePackage,
        ];
        CPanel {
            capabilities: ProvisionerCapabilities {
                usage: true,
                choices: vec![ChoiceKind::Plan],
                ..ProvisionerCapabilities::on_servers(MODULE, "cPanel", &staff, &client)
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
        if !lawful || prefix.is_empty() || prefix.len() > 5 || prefix.starts_with("test") {
            return Err(PortError::setting(
                MODULE,
                "user_prefix",
                "is not up to five lower-case letters",
            ));
        }
        let user = match call.username.trim() {
            "" => format!("{prefix}{}", call.service),
            user => user.to_ascii_lowercase(),
        };
        Ok(Plan { call, user, package: package.to_owned() })
    }

    /// Whether cPanel could have an account of that name; others are not asked for.
    fn has_lawful_user(&self) -> bool {
        let lawful = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        let begins = self.user.starts_with(|first: char| first.is_ascii_lowercase());
        begins && self.user.len() <= USER_CHARS_MAX && self.user.bytes().all(lawful)
    }
}

impl Provisioner for CPanel {
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
            let found = self.api(call)?.find(&Plan::of(call)?.user).await?;
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
            packages::all(&Api::of(&self.pool, server)?).await.map(named)
        })
    }
}
