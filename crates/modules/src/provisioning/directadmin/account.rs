//! An account as DirectAdmin tells of it, and what accounts used.

use std::collections::BTreeMap;

use ports::PortError;
use ports::provisioning::{Power, ServiceState, Usage};
use sha2::{Digest, Sha256};

use super::api::{Api, Form};
use crate::provisioning::cloud::of_each;

/// How many letters of a name tell which call made the account.
pub(super) const MARK_CHARS: usize = 3;
/// Most accounts of a server whose usage is read, at two requests each.
const ACCOUNTS_MAX: usize = 1_000;

/// An account.
pub(super) struct Account {
    /// Its user name.
    pub(super) user: String,
    /// Its package.
    pub(super) package: String,
    /// Whether it is taken offline.
    pub(super) suspended: bool,
    ip: String,
    facts: BTreeMap<String, String>,
}

/// The letters by which a call's account is known again.
pub(super) fn letters(key: &str) -> String {
    let digest = Sha256::digest(key.as_bytes());
    digest.iter().take(MARK_CHARS).map(|byte| char::from(b'a' + byte % 26)).collect()
}

impl Account {
    /// Reads `CMD_API_SHOW_USER_CONFIG`.
    pub(super) fn of(user: &str, config: &Form) -> Account {
        let text = |name: &str| config.text(name).to_owned();
        let facts = [
            ("Package", text("package")),
            ("Domain", text("domain")),
            ("Disk limit", text("quota")),
            ("Traffic limit", text("bandwidth")),
            ("Owner", text("creator")),
        ];
        Account {
            user: user.to_owned(),
            package: text("package"),
            suspended: config.text("suspended").eq_ignore_ascii_case("yes"),
            ip: text("ip"),
            facts: facts.map(|(name, value)| (name.to_owned(), value)).into(),
        }
    }

    pub(super) fn into_state(self) -> ServiceState {
        ServiceState {
            suspended: self.suspended,
            power: Power::Unknown,
            ips: Some(self.ip).filter(|ip| !ip.is_empty()).into_iter().collect(),
            facts: self.facts,
        }
    }
}

/// What the accounts of whoever signs in use, and what they moved in this month.
pub(super) async fn usage(api: &Api) -> Result<Vec<Usage>, PortError> {
    let users = api.users().await?;
    if users.len() > ACCOUNTS_MAX {
        tracing::warn!(module = super::MODULE, ACCOUNTS_MAX, "more accounts than are read");
    }
    let users = users.into_iter().take(ACCOUNTS_MAX).collect();
    of_each(users, |user| usage_of(api, user)).await
}

/// A "no" about an account that was listed a moment ago: it is gone.
async fn usage_of(api: &Api, user: String) -> Result<Option<Usage>, PortError> {
    let named = [("user", user.as_str())];
    let Ok(config) = api.get("CMD_API_SHOW_USER_CONFIG", &named).await? else { return Ok(None) };
    let Ok(used) = api.get("CMD_API_SHOW_USER_USAGE", &named).await? else { return Ok(None) };
    Ok(Some(Usage {
        service: None,
        domain: config.text("domain").to_owned(),
        disk_used_mib: mib(used.text("quota")).unwrap_or_default(),
        disk_limit_mib: mib(config.text("quota")),
        traffic_used_mib: mib(used.text("bandwidth")).unwrap_or_default(),
        traffic_limit_mib: mib(config.text("bandwidth")),
    }))
}

/// `14.5` is 14; `None` for `unlimited`.
fn mib(text: &str) -> Option<u64> {
    text.trim().split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_calls_apart_and_sizes_are_whole() {
        assert_eq!(letters("make"), letters("make"));
        assert_ne!(letters("make"), letters("again"));
        assert!(letters("x").bytes().all(|byte| byte.is_ascii_lowercase()));
        let cases = [("14.5", Some(14)), ("0", Some(0)), ("unlimited", None), ("", None)];
        for (text, whole) in cases {
            assert_eq!(mib(text), whole, "{text}");
        }
    }
}
