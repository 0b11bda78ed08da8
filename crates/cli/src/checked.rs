//! What `serve` would refuse, and what it would leave aside, without doing anything.

use anyhow::{Result, bail};

use crate::config::{Backend, Config};
use crate::{compose, keys, mailer};

/// Looks at every setting as `serve` does, but makes and opens nothing; gives what would be left
/// aside.
///
/// # Errors
/// The first setting that is wrong, where it came from, and what would be right.
pub(crate) fn all(config: &Config) -> Result<Vec<String>> {
    for name in ["session_key", "encryption_key"] {
        keys::given(config, name)?;
    }
    keys::service(config)?;
    config.values.parse::<u32>("requests_per_minute", "a whole number")?;
    config.values.parse::<bool>("hooks_private_addresses", "true or false")?;
    config.values.parse::<u16>("smtp_port", "a port, such as 587")?;
    mailer::from(config)?;
    compose::relay(config)?;
    compose::functions(config)?;
    compose::cloud_fields(config)?;
    compose::templates(config)?;
    compose::catalogues(config)?;
    compose::staff_groups(config)?;
    for name in ["cors_origins", "forward_hooks"] {
        addresses(config, name)?;
    }
    Ok(left_aside(config))
}

/// A list of addresses: origins have no path (RFC 6454, 6.2).
fn addresses(config: &Config, name: &str) -> Result<()> {
    let is_origin = name == "cors_origins";
    let right =
        if is_origin { "https://app.example.com, by commas" } else { "https://…, by commas" };
    let listed = config.values.text(name).split([',', ' ']).filter(|text| !text.is_empty());
    for address in listed {
        let rest = ["https://", "http://"].iter().find_map(|scheme| address.strip_prefix(scheme));
        let is_right = rest.is_some_and(|rest| {
            let has_host = !rest.is_empty() && !rest.starts_with('/');
            has_host && (!is_origin || !rest.contains('/'))
        });
        if !is_right {
            bail!(config.values.wrong(name, right));
        }
    }
    Ok(())
}

/// Settings that only another one gives a meaning.
fn left_aside(config: &Config) -> Vec<String> {
    let is_set = |name: &str| !config.values.text(name).is_empty();
    let before_whmcs = matches!(config.backend, Backend::Remote(_));
    let mut said = Vec::new();
    let mut aside = |name: &str, why: &str| {
        if is_set(name) {
            said.push(format!("{name} means nothing {why}."));
        }
    };
    if !before_whmcs {
        let of_whmcs = ["whmcs_identifier", "whmcs_secret", "whmcs_access_key", "whmcs_ca"];
        for name in of_whmcs.into_iter().chain(["staff_groups"]) {
            aside(name, "without whmcs");
        }
    }
    if !is_set("whmcs_hook_secret") {
        for name in ["forward_hooks", "forward_hook_secret"] {
            aside(name, "without whmcs_hook_secret");
        }
    }
    if !is_set("smtp_host") {
        for name in ["smtp_user", "smtp_password", "smtp_ca"] {
            aside(name, "without smtp_host");
        }
    }
    said
}
