//! What a call and its product say about the machine of a service.

use ports::provisioning::{KeyList, ServiceCall};
use ports::{PortError, Refused, SettingField, Settings};

/// Longest time that a system may be given to stop, in seconds: the engine gives a call thirty.
const SHUTDOWN_SECONDS_MAX: i64 = 15;

/// A call, with its product's settings checked.
pub(in crate::provisioning) struct Plan<'a> {
    /// The module.
    pub(in crate::provisioning) module: &'static str,
    /// The call.
    pub(in crate::provisioning) call: &'a ServiceCall,
    settings: Settings,
}

impl<'a> Plan<'a> {
    pub(super) fn of(
        module: &'static str,
        call: &'a ServiceCall,
        fields: &[SettingField],
    ) -> Result<Plan<'a>, PortError> {
        let settings = Settings::from_iter(call.product.clone());
        settings.check(module, fields)?;
        let plan = Plan { module, call, settings };
        plan.name()?;
        plan.shutdown_seconds()?;
        Ok(plan)
    }

    /// What was chosen: with the call, as an option of the service, or in the product.
    pub(in crate::provisioning) fn choice(&self, name: &str) -> Option<&str> {
        let chosen = Some(self.call.choice(name)).filter(|text| !text.is_empty());
        chosen.or_else(|| self.settings.get(name).map(str::trim))
    }

    /// A choice that is a whole number, not negative.
    pub(in crate::provisioning) fn number(&self, name: &str) -> Result<Option<u64>, PortError> {
        let Some(text) = self.choice(name).filter(|text| !text.is_empty()) else { return Ok(None) };
        let number = text.parse().map_err(|_| self.fault(name, "is not a whole number"))?;
        Ok(Some(number))
    }

    /// The machine's name: different for each installation that shares an account.
    pub(in crate::provisioning) fn name(&self) -> Result<String, PortError> {
        let prefix = self.settings.get("name_prefix").unwrap_or("hostler").trim();
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        if prefix.is_empty() || prefix.len() > 30 || !prefix.bytes().all(plain) {
            return Err(
                self.fault("name_prefix", "is not at most 30 lower-case letters and digits")
            );
        }
        Ok(format!("{prefix}-{}", self.call.service))
    }

    /// How long a system may take to stop.
    pub(in crate::provisioning) fn shutdown_seconds(&self) -> Result<i64, PortError> {
        let seconds = self.settings.number(self.module, "shutdown_seconds")?.unwrap_or(10);
        let good = (0..=SHUTDOWN_SECONDS_MAX).contains(&seconds);
        good.then_some(seconds)
            .ok_or_else(|| self.fault("shutdown_seconds", "is not between 0 and 15"))
    }

    pub(in crate::provisioning) fn fault(&self, setting: &str, why: &str) -> PortError {
        PortError::setting(self.module, setting, why)
    }
}

/// The keys of who may sign in; a machine that nobody could use is not made
/// (`FirstPassword::WithoutKeys`).
pub(in crate::provisioning) fn keys_or_password(
    call: &ServiceCall,
    keys: KeyList,
) -> Result<Vec<&str>, Refused> {
    let keys = keys.of(call);
    if keys.is_empty() && call.password.is_empty() {
        let why = "The service has neither a password nor SSH keys, so nobody could sign in";
        return Err(Refused::new("no_way_in", why));
    }
    Ok(keys)
}
