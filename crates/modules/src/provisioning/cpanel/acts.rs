//! What is done to accounts: <https://api.docs.cpanel.net/specifications/whm.openapi>.

use model::domains::name::is_host_name;
use ports::provisioning::{ProvisionOutcome, ServiceAction, ServiceChanges};
use ports::{PortError, Refused};
use serde_json::Value;

use super::Plan;
use super::account::Account;
use super::api::Api;
use crate::provisioning::cloud::mark;

/// Does something to the account of a service.
pub(super) async fn run(
    api: &Api,
    plan: &Plan<'_>,
    action: &ServiceAction,
) -> Result<ProvisionOutcome, PortError> {
    if !plan.has_lawful_user() {
        return Ok(refused("user", format!("{:?} cannot be a user name at cPanel", plan.user)));
    }
    let found = api.find(&plan.user).await?;
    if *action == ServiceAction::Create {
        return create(api, plan, found).await;
    }
    let Some(account) = found else {
        let ours = *action == ServiceAction::Terminate && is_noted(api, plan, action).await?;
        return Ok(if ours { done(plan) } else { absent(plan) });
    };
    if is_so(plan, &account, action) {
        return Ok(done(plan));
    }
    if *action != ServiceAction::Console {
        api.write(&plan.user, &note(plan, action)).await?;
    }
    let user = ("user", plan.user.as_str());
    let said = match action {
        ServiceAction::Suspend => {
            api.post("suspendacct", &[user, ("reason", "Suspended by the billing system")]).await?
        }
        ServiceAction::Unsuspend => api.post("unsuspendacct", &[user]).await?,
        ServiceAction::Terminate => {
            api.post("removeacct", &[("username", plan.user.as_str()), ("keepdns", "0")]).await?
        }
        ServiceAction::ChangePackage => {
            api.post("changepackage", &[user, ("pkg", plan.package.as_str())]).await?
        }
        ServiceAction::ChangePassword => {
            let password = plan.call.password.expose();
            if password.is_empty() {
                return Ok(no_password());
            }
            api.post("passwd", &[user, ("password", password), ("db_pass_update", "1")]).await?
        }
        ServiceAction::Console => return sign_in(api, plan).await,
        _ => return Ok(ProvisionOutcome::Unsupported),
    };
    Ok(said.map_or_else(ProvisionOutcome::Refused, |_| done(plan)))
}

/// What became of a call; `None` if it never arrived, or if to ask for it again is harmless.
pub(super) async fn look_up(
    api: &Api,
    plan: &Plan<'_>,
    action: &ServiceAction,
) -> Result<Option<ProvisionOutcome>, PortError> {
    if !plan.has_lawful_user() || !is_noted(api, plan, action).await? {
        return Ok(None);
    }
    let found = api.find(&plan.user).await?;
    let is_done = match (action, &found) {
        (ServiceAction::Create, account) => account.is_some(),
        (ServiceAction::Terminate, account) => account.is_none(),
        (_, Some(account)) => is_so(plan, account, action),
        (_, None) => false,
    };
    Ok(is_done.then(|| done(plan)))
}

async fn create(
    api: &Api,
    plan: &Plan<'_>,
    found: Option<Account>,
) -> Result<ProvisionOutcome, PortError> {
    if found.is_some() {
        if is_noted(api, plan, &ServiceAction::Create).await? {
            return Ok(done(plan));
        }
        return Ok(refused("exists", format!("There is an account {} already", plan.user)));
    }
    let call = plan.call;
    if call.password.is_empty() {
        return Ok(no_password());
    }
    if !is_host_name(&call.domain) {
        return Ok(refused("domain", format!("{:?} is no domain", call.domain)));
    }
    api.write(&plan.user, &note(plan, &ServiceAction::Create)).await?;
    let values = [
        ("username", plan.user.as_str()),
        ("domain", call.domain.as_str()),
        ("plan", plan.package.as_str()),
        ("password", call.password.expose()),
        ("contactemail", call.client_email.as_str()),
    ];
    let said = api.post("createacct", &values).await?;
    Ok(said.map_or_else(ProvisionOutcome::Refused, |_| done(plan)))
}

/// <https://api.docs.cpanel.net/openapi/whm/operation/create_user_session/>
async fn sign_in(api: &Api, plan: &Plan<'_>) -> Result<ProvisionOutcome, PortError> {
    let values = [("user", plan.user.as_str()), ("service", "cpaneld")];
    let data = match api.post("create_user_session", &values).await? {
        Ok(data) => data,
        Err(no) => return Ok(ProvisionOutcome::Refused(no)),
    };
    let link = data.get("url").and_then(Value::as_str).filter(|url| url.starts_with("https://"));
    let link = link.ok_or_else(|| api.unreadable("a session without a safe address"))?;
    let changes = ServiceChanges { link: Some(link.to_owned()), ..ServiceChanges::default() };
    Ok(ProvisionOutcome::Done(changes))
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

fn note(plan: &Plan<'_>, action: &ServiceAction) -> String {
    format!("{} {}", action.word(), mark(&plan.call.idempotency_key))
}

async fn is_noted(api: &Api, plan: &Plan<'_>, action: &ServiceAction) -> Result<bool, PortError> {
    Ok(api.note(&plan.user).await? == note(plan, action))
}

fn done(plan: &Plan<'_>) -> ProvisionOutcome {
    let username = Some(plan.user.clone());
    ProvisionOutcome::Done(ServiceChanges { username, ..ServiceChanges::default() })
}

fn absent(plan: &Plan<'_>) -> ProvisionOutcome {
    refused("not_found", format!("There is no account {}", plan.user))
}

fn no_password() -> ProvisionOutcome {
    refused("no_password", "The service has no password".to_owned())
}

fn refused(code: &str, why: String) -> ProvisionOutcome {
    ProvisionOutcome::Refused(Refused::new(code, why))
}
