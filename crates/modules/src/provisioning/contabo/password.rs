//! A new password. Contabo takes it by the number of a secret of the account: a service has one
//! secret, which is called as its machine, is changed where it is there, and goes with the machine.
//!
//! Followed: `resetPassword` and `secrets` of <https://api.contabo.com/> (1.0.0). Which passwords
//! are good enough the API says itself.

use ports::{PortError, Refused};
use reqwest::Method;
use serde_json::{Value, json};

use super::account::Account;
use super::instance::request_id;
use crate::http::Request;
use crate::provisioning::cloud::{Machine, Plan, Said};

/// Has the machine's password set.
pub(super) async fn set(account: &Account, plan: &Plan<'_>, machine: &Machine) -> Said<()> {
    let password = plan.call.password.expose();
    if password.is_empty() {
        return Ok(Err(Refused::new("no_password", "There is no password to set")));
    }
    let name = plan.name()?;
    let id = request_id(&machine.note, "secret");
    let secret = match kept(account, &name).await? {
        Some(secret) => {
            let path = ["secrets", &secret.to_string()];
            let request = Request::new(Method::PATCH, &path).json(json!({ "value": password }));
            account.send(request, &id).await?.map(|_| Some(secret))
        }
        None => {
            let body = json!({ "name": name, "value": password, "type": "password" });
            let request = Request::new(Method::POST, &["secrets"]).json(body);
            account.send(request, &id).await?.map(|said| number(said.pointer("/data/0")))
        }
    };
    let secret = match secret {
        Ok(Some(secret)) => secret,
        Ok(None) => return Err(account.unreadable("a secret without number")),
        Err(no) => return Ok(Err(no)),
    };
    let path = ["compute", "instances", &machine.id, "actions", "resetPassword"];
    let request = Request::new(Method::POST, &path).json(json!({ "rootPassword": secret }));
    Ok(account.send(request, &request_id(&machine.note, "password")).await?.map(drop))
}

/// Throws the secret of a service away, as well as may be.
pub(super) async fn forget(account: &Account, plan: &Plan<'_>, machine: &Machine) {
    let Ok(name) = plan.name() else { return };
    let Ok(Some(secret)) = kept(account, &name).await else { return };
    let request = Request::new(Method::DELETE, &["secrets", &secret.to_string()]);
    let said = account.send(request, &request_id(&machine.note, "forget")).await;
    if !matches!(said, Ok(Ok(_))) {
        tracing::warn!(name, "the password of a machine that is gone is left at Contabo");
    }
}

/// The number of the secret with a name.
async fn kept(account: &Account, name: &str) -> Result<Option<u64>, PortError> {
    let all = account.all(&["secrets"], &[("name", name), ("type", "password")]).await?;
    let ours = all.iter().find(|each| each.get("name").and_then(Value::as_str) == Some(name));
    Ok(number(ours))
}

fn number(secret: Option<&Value>) -> Option<u64> {
    secret?.get("secretId")?.as_u64()
}
