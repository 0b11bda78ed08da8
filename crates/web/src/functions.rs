//! What the functions of provisioning modules are called: each module has words of its own.
//!
//! The same word means different things: `stop` asks politely in one module and cuts the power in
//! another. So the table is by module, and a module that is not in it has no functions here.

use std::collections::BTreeMap;

/// Something a client may do to a running service.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Operation {
    /// Switch it on.
    PowerOn,
    /// Ask it to stop.
    Shutdown,
    /// Switch it off.
    PowerOff,
    /// Ask it to start again.
    Reboot,
    /// Start it again without asking.
    Reset,
    /// Put a fresh system on it; its data is lost.
    Reinstall,
    /// Open its screen.
    Console,
    /// Start a rescue system.
    Rescue,
    /// Give it a new root password.
    ResetPassword,
    /// Save a copy of it.
    Backup,
}

impl Operation {
    /// Whether it destroys what nobody brings back, so that a fresh proof of identity is asked for.
    pub(crate) const fn needs_proof(self) -> bool {
        matches!(self, Self::Reinstall)
    }
}

/// Names of the operations in settings, in the order of the enum.
const WORDS: [(&str, Operation); 10] = [
    ("power_on", Operation::PowerOn),
    ("shutdown", Operation::Shutdown),
    ("power_off", Operation::PowerOff),
    ("reboot", Operation::Reboot),
    ("reset", Operation::Reset),
    ("reinstall", Operation::Reinstall),
    ("console", Operation::Console),
    ("rescue", Operation::Rescue),
    ("reset_password", Operation::ResetPassword),
    ("backup", Operation::Backup),
];

/// The words of our own modules; which of them one has, it tells itself.
const OURS: &str = "power_on=poweron power_off=poweroff reboot=reboot reset=reset \
    reinstall=reinstall console=console rescue=rescue backup=backup";

/// Modules that others wrote, from their public code and manuals.
const OTHERS: &[(&str, &str)] = &[
    ("sandbox", OURS),
    (
        "solusvmpro",
        "power_on=boot shutdown=shutdown reboot=reboot rescue=Custom_ChangeRescueMode \
         reset_password=Custom_ChangeRootPassword",
    ),
    (
        "solusiovps",
        "power_on=Start power_off=Stop reboot=Restart reinstall=Reinstall console=VNC \
         rescue=ChangeBootMode reset_password=ResetRootPass backup=CreateBackup",
    ),
    ("virtualizor", "power_on=start shutdown=stop power_off=poweroff reboot=reboot"),
    ("vultr", "power_on=start power_off=halt reboot=reboot reinstall=reinstall"),
    ("katapult", "power_on=StartVm shutdown=ShutdownVm power_off=StopVm reset=ResetVm"),
    (
        "pvewhmcs",
        "power_on=vmStart shutdown=vmShutdown power_off=vmStop reboot=vmReboot console=noVNC",
    ),
    (
        "proxmoxvm",
        "power_on=ClientStartVM power_off=ClientStopVM reboot=ClientRestartVM \
         console=ClientConsole",
    ),
    (
        "hetznercloud",
        "power_on=PowerOn power_off=PowerOff reboot=Reboot reinstall=RebuildOS \
         reset_password=ResetPassword",
    ),
    ("dcimanager", "power_on=poweron power_off=poweroff reboot=reboot reinstall=reinstall"),
];

/// A setting that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not such as `module: power_on=Start reboot=Restart`")]
pub struct BadFunctions(String);

/// The functions of each module, by module and operation.
#[derive(Debug, Clone)]
pub struct ModuleFunctions(BTreeMap<String, BTreeMap<Operation, String>>);

impl Default for ModuleFunctions {
    fn default() -> Self {
        let mut table = Self(BTreeMap::new());
        for (module, pairs) in OTHERS {
            table.0.insert((*module).to_owned(), known(pairs));
        }
        table
    }
}

/// Pairs of the table above, each of which is right.
fn known(pairs: &str) -> BTreeMap<Operation, String> {
    pairs.split_whitespace().filter_map(|pair| pair_of(pair).ok()).collect()
}

fn pair_of(pair: &str) -> Result<(Operation, String), BadFunctions> {
    let bad = || BadFunctions(pair.to_owned());
    let (word, name) = pair.split_once('=').ok_or_else(bad)?;
    let good = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    if name.is_empty() || !name.bytes().all(good) {
        return Err(bad());
    }
    let found = WORDS.iter().find(|(each, _)| *each == word);
    found.map(|(_, operation)| (*operation, name.to_owned())).ok_or_else(bad)
}

impl ModuleFunctions {
    /// The table with what a setting adds or replaces:
    /// `module: power_on=Start reboot=Restart; other: …`.
    ///
    /// # Errors
    /// The piece that cannot be read.
    pub fn with(mut self, setting: &str) -> Result<Self, BadFunctions> {
        for part in setting.split([';', '\n']).map(str::trim).filter(|part| !part.is_empty()) {
            let (module, pairs) =
                part.split_once(':').ok_or_else(|| BadFunctions(part.to_owned()))?;
            let pairs = pairs.split_whitespace().map(pair_of).collect::<Result<Vec<_>, _>>()?;
            self.0.entry(module.trim().to_ascii_lowercase()).or_default().extend(pairs);
        }
        Ok(self)
    }

    /// What can be done to services of a module of another WHMCS, and what it calls that.
    pub(crate) fn of_module(&self, module: &str) -> Vec<(Operation, String)> {
        let names = self.0.get(&module.to_ascii_lowercase());
        names.into_iter().flatten().map(|(each, name)| (*each, name.clone())).collect()
    }
}

/// The operation that one of our own modules calls so.
pub(crate) fn named(name: &str) -> Option<Operation> {
    known(OURS).into_iter().find(|(_, own)| own == name).map(|(operation, _)| operation)
}

/// The operations among the functions that one of our own modules says it has.
pub(crate) fn told(functions: &[String]) -> Vec<(Operation, String)> {
    known(OURS).into_iter().filter(|(_, name)| functions.contains(name)).collect()
}

#[cfg(test)]
mod tests {
    use super::{ModuleFunctions, OTHERS, Operation, pair_of, told};

    #[test]
    fn the_table_is_right() {
        for (module, pairs) in OTHERS {
            for pair in pairs.split_whitespace() {
                assert!(pair_of(pair).is_ok(), "{module}: {pair}");
            }
        }
    }

    #[test]
    fn each_module_has_its_own_words() {
        let table = ModuleFunctions::default().with("mine: reboot=Again; Vultr: console=kvm");
        let table = table.unwrap();
        for (module, operation, expected) in [
            ("virtualizor", Operation::Shutdown, Some("stop")),
            ("solusiovps", Operation::PowerOff, Some("Stop")),
            ("solusiovps", Operation::Shutdown, None),
            ("mine", Operation::Reboot, Some("Again")),
            ("mine", Operation::PowerOn, None),
            ("vultr", Operation::Console, Some("kvm")),
            ("vultr", Operation::PowerOff, Some("halt")),
            ("unknown", Operation::Reboot, None),
        ] {
            let mut found = table.of_module(module).into_iter();
            let found = found.find(|(each, _)| *each == operation).map(|(_, name)| name);
            assert_eq!(found.as_deref(), expected, "{module} {operation:?}");
        }
    }

    #[test]
    fn our_modules_tell_themselves() {
        let functions = ["reboot", "changepassword", "poweron", "fly"].map(str::to_owned);
        let found: Vec<Operation> = told(&functions).into_iter().map(|(each, _)| each).collect();
        assert_eq!(found, [Operation::PowerOn, Operation::Reboot]);
    }

    #[test]
    fn odd_settings_are_refused() {
        for setting in ["x", "m: reboot", "m: fly=Fly", "m: reboot=", "m: reboot=a-b"] {
            assert!(ModuleFunctions::default().with(setting).is_err(), "{setting}");
        }
        assert!(ModuleFunctions::default().with(" ;\n").is_ok());
    }
}
