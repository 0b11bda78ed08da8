//! Whether a module takes its settings.

use ports::{PortError, Settings};

use super::Kind;
use crate::Engine;

/// Whether the module itself takes the settings: what each alone says does not show how they go
/// together, or that a key is not one of the vendor's.
pub(super) fn out(
    engine: &Engine,
    kind: Kind,
    name: &str,
    settings: &Settings,
) -> Result<(), PortError> {
    let world = engine.world();
    match kind {
        Kind::Dns => world.dns_hosts.get(name).cloned().map(|it| it.open(settings).map(drop)),
        Kind::Fraud => world.fraud_checks.get(name).cloned().map(|it| it.open(settings).map(drop)),
        Kind::Gateway => world.gateways.get(name).cloned().map(|it| it.open(settings).map(drop)),
        Kind::Registrar => {
            world.registrars.get(name).cloned().map(|it| it.open(settings).map(drop))
        }
        Kind::Storage => world.file_stores.get(name).cloned().map(|it| it.open(settings).map(drop)),
        Kind::Server => None,
    }
    .unwrap_or(Ok(()))
}

/// The module's own copy of its name, which lives as long as the program.
pub(super) fn static_name(engine: &Engine, kind: Kind, name: &str) -> &'static str {
    let world = engine.world();
    let found = match kind {
        Kind::Dns => world.dns_hosts.keys().find(|key| **key == name),
        Kind::Fraud => world.fraud_checks.keys().find(|key| **key == name),
        Kind::Gateway => world.gateways.keys().find(|key| **key == name),
        Kind::Registrar => world.registrars.keys().find(|key| **key == name),
        Kind::Server => world.provisioners.keys().find(|key| **key == name),
        Kind::Storage => world.file_stores.keys().find(|key| **key == name),
    };
    found.copied().unwrap_or("module")
}
