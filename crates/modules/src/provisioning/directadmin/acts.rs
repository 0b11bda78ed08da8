//! What is done to accounts: <https://www.directadmin.com/api.php>.

use model::domains::name::is_host_name;
use ports::provisioning::{ProvisionOutcome, ServiceAction, ServiceChanges};
use ports::{PortError, Refused};

use super::account::{Account, letters};
use super::api::Api;
use super::{Plan, USER_CHARS_MAX};

/// The account of a service; that of its user name, if it is known.
pub(super) async fn find(api: &Api, plan: &Plan<'_>) -> Result<Option<Account>, PortError> {
    let known = plan.call.username.trim().to_ascii_lowercase();
    let users = api.users().await?;
    let by_name = users.iter().find(|user| **user == known);
    let Some(user) = by_name.or_else(|| users.iter().find(|user| plan.is_ours(user))) else {
        return Ok(None);
    };
    let config = api.get("CMD_API_SHOW_USER_CONFIG", &[("user", user)]).await?;
    Ok(Some(Account::of(user, &api.read(config)?)))
}

/// Does something to the account of a service.
pub(super) async fn run(
    api: &Api,
    plan: &Plan<'_>,
    action: &ServiceAction,
) -> Result<ProvisionOutcome, PortError> {
    let found = find(api, plan).await?;
    if *action == ServiceAction::Create {
        return create(api, plan, found).await;
    }
    let Some(account) = found else {
        return Ok(if is_gone(plan, action) { done(&plan.call.username) } else { absent(plan) });
    };
    if is_so(plan, &account, action) {
        return Ok(done(&account.user));
    }
    let user = account.user.as_str();
    let select = ("select0", user);
    let said = match action {
        ServiceAction::Suspend => {
            api.post("CMD_API_SELECT_USERS", &[("dosuspend", "1"), select]).await?
        }
        ServiceAction::Unsuspend => {
            api.post("CMD_API_SELECT_USERS", &[("dounsuspend", "1"), select]).await?
        }
        ServiceAction::Terminate => {
            let values = [("confirmed", "Confirm"), ("delete", "yes"), select];
            api.post("CMD_API_SELECT_USERS", &values).await?
        }
        ServiceAction::ChangePackage => {
            let values = [("action", "package"), ("user", user), ("package", &plan.package)];
            api.post("CMD_API_MODIFY_USER", &values).await?
        }
        ServiceAction::ChangePassword => {
            let password = plan.call.password.expose();
            if password.is_empty() {
                return Ok(no_password());
            }
            let values = [("username", user), ("passwd", password), ("passwd2", password)];
            api.post("CMD_API_USER_PASSWD", &values).await?
        }
        ServiceAction::Console => return sign_in(api, user).await,
        _ => return Ok(ProvisionOutcome::Unsupported),
    };
    Ok(said.map_or_else(ProvisionOutcome::Refused, |_| done(user)))
}

/// What became of a call; `None` if it never arrived, or if to ask for it again is harmless.
pub(super) async fn look_up(
    api: &Api,
    plan: &Plan<'_>,
    action: &ServiceAction,
) -> Result<Option<ProvisionOutcome>, PortError> {
    let found = find(api, plan).await?;
    Ok(match (action, &found) {
        (ServiceAction::Create, Some(account)) => {
            (account.user == fresh_name(plan)).then(|| done(&account.user))
        }
        (_, Some(account)) => is_so(plan, account, action).then(|| done(&account.user)),
        (_, None) => is_gone(plan, action).then(|| done(&plan.call.username)),
    })
}

async fn create(
    api: &Api,
    plan: &Plan<'_>,
    found: Option<Account>,
) -> Result<ProvisionOutcome, PortError> {
    let user = fresh_name(plan);
    match found {
        Some(account) if account.user == user => return Ok(done(&user)),
        Some(account) => {
            return Ok(refused("exists", format!("There is the account {} already", account.user)));
        }
        None => {}
    }
    let call = plan.call;
    if user.len() > USER_CHARS_MAX {
        return Ok(refused("user", format!("{user:?} is too long: choose a shorter prefix")));
    }
    if call.password.is_empty() {
        return Ok(no_password());
    }
    if !is_host_name(&call.domain) {
        return Ok(refused("domain", format!("{:?} is no domain", call.domain)));
    }
    let values = [
        ("action", "create"),
        ("add", "submit"),
        ("username", user.as_str()),
        ("email", call.client_email.as_str()),
        ("passwd", call.password.expose()),
        ("passwd2", call.password.expose()),
        ("domain", call.domain.as_str()),
        ("package", plan.package.as_str()),
        ("ip", plan.ip.as_str()),
        ("notify", "no"),
    ];
    let said = api.post("CMD_API_ACCOUNT_USER", &values).await?;
    Ok(said.map_or_else(ProvisionOutcome::Refused, |_| done(&user)))
}

/// An address that signs in once, for some minutes
/// (<https://docs.directadmin.com/developer/api/>, login keys).
async fn sign_in(api: &Api, user: &str) -> Result<ProvisionOutcome, PortError> {
    let values = [
        ("action", "create"),
        ("type", "one_time_url"),
        ("max_uses", "1"),
        ("clear_key", "yes"),
        ("expiry", "5m"),
        ("login_keys_notify_on_creation", "0"),
    ];
    let said = match api.post_as(user, "CMD_API_LOGIN_KEYS", &values).await? {
        Ok(said) => said,
        Err(no) => return Ok(ProvisionOutcome::Refused(no)),
    };
    let places = ["details", "result", "url"].into_iter().map(|name| said.text(name).trim());
    let link = places.into_iter().find(|text| text.starts_with("https://"));
    let link = link.ok_or_else(|| api.unreadable("a sign-in without a safe address"))?;
    let changes = ServiceChanges { link: Some(link.to_owned()), ..ServiceChanges::default() };
    Ok(ProvisionOutcome::Done(changes))
}

/// The name of the account that this call makes.
fn fresh_name(plan: &Plan<'_>) -> String {
    format!("{}{}", plan.stem, letters(&plan.call.idempotency_key))
}

/// Whether there is nothing left to do.
fn is_so(plan: &Plan<'_>, account: &Account, action: &ServiceAction) -> bool {
    match action {
        ServiceAction::Suspend => account.suspended,
        ServiceAction::Unsuspend => !account.suspended,
        ServiceAction::ChangePackage => account.package == plan.package,
        _ => false,
    }
}

/// Whether an account that is known to have been there is to be ended, and is not there any more.
fn is_gone(plan: &Plan<'_>, action: &ServiceAction) -> bool {
    *action == ServiceAction::Terminate && !plan.call.username.trim().is_empty()
}

fn done(user: &str) -> ProvisionOutcome {
    let username = Some(user.to_owned());
    ProvisionOutcome::Done(ServiceChanges { username, ..ServiceChanges::default() })
}

fn absent(plan: &Plan<'_>) -> ProvisionOutcome {
    refused("not_found", format!("There is no account of service {}", plan.call.service))
}

fn no_password() -> ProvisionOutcome {
    refused("no_password", "The service has no password".to_owned())
}

fn refused(code: &str, why: String) -> ProvisionOutcome {
    ProvisionOutcome::Refused(Refused::new(code, why))
}
