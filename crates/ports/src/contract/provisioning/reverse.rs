//! The names of addresses in reverse DNS, as every module must give and tell them.

use std::net::IpAddr;

use crate::Refused;
use crate::contract::{answered, broken, unsupported};
use crate::provisioning::{Provisioner, ReverseDns, ServiceCall};

/// An address that no trial's service has (RFC 5737).
const FOREIGN: &str = "203.0.113.77";

/// Names every address that is listed, reads the names, and takes them back.
pub(super) async fn addresses_are_named(module: &dyn Provisioner, call: &ServiceCall) {
    let can = module.capabilities();
    let name = can.module;
    let Ok(foreign) = FOREIGN.parse::<IpAddr>() else { broken(name, "an address", FOREIGN) };
    if !can.reverse_dns {
        unsupported(name, "reverse DNS", module.reverse_dns(call).await);
        let named = module.name_address(call, foreign, Some("host.example.com")).await;
        return unsupported(name, "reverse DNS", named);
    }
    let before = told(module, call).await;
    assert!(!before.names.is_empty(), "{name}: a service has an address");
    for (number, each) in before.names.iter().enumerate() {
        let given = format!("host-{number}.example.com");
        // It sets a state, so that it may be said twice.
        for _ in 0..2 {
            let said = module.name_address(call, each.address, Some(&given)).await;
            let said = answered(name, "a name in reverse DNS", said);
            assert_eq!(said, Ok(()), "{name}: {} gets a name", each.address);
        }
        let now = told(module, call).await;
        assert_eq!(now.name_of(each.address), given, "{name}: a name that was given is told");
        let said = module.name_address(call, each.address, None).await;
        let said = answered(name, "the name of before", said);
        assert_eq!(said, Ok(()), "{name}: {} gives its name back", each.address);
        let now = told(module, call).await;
        assert_ne!(now.name_of(each.address), given, "{name}: a name can be taken back");
    }
    assert!(!before.has(foreign), "{name}: {FOREIGN} is not of the service");
    let said = module.name_address(call, foreign, Some("host.example.com")).await;
    match answered(name, "a name for a foreign address", said) {
        Err(no) if no.code == Refused::NO_SUCH_ADDRESS => {}
        other => broken(name, "an address of somebody else is refused", other),
    }
}

async fn told(module: &dyn Provisioner, call: &ServiceCall) -> ReverseDns {
    let name = module.capabilities().module;
    match answered(name, "reverse DNS", module.reverse_dns(call).await) {
        Some(found) => found,
        None => broken(name, "a service that exists has names in reverse DNS", "none"),
    }
}
