//! What every registrar must show for a name it has: name servers, contacts, lock, code, release.

use super::{RegistrarTrial, answered, broken, refused, sample_contacts, synced, unsupported};
use crate::registrar::{DomainSyncState, MailForward, Registrar, TransferCode};

/// A name that nobody registered.
const STRANGER: &str = "never-registered-by-anyone.com";

pub(super) async fn run(registrar: &dyn Registrar, trial: &RegistrarTrial) {
    name_servers(registrar, &trial.free).await;
    contacts(registrar, &trial.free).await;
    lock(registrar, &trial.free).await;
    transfer_code(registrar, &trial.free).await;
    id_protection(registrar, &trial.free).await;
    mail_forwards(registrar, &trial.free).await;
    let name = registrar.capabilities().module;
    if registrar.capabilities().sync {
        let found = answered(name, "sync", registrar.sync(STRANGER).await);
        assert_eq!(found, None, "{name}: a name that is not here is None");
    }
}

async fn name_servers(registrar: &dyn Registrar, domain: &str) {
    let name = registrar.capabilities().module;
    let wanted = ["ns1.other.example", "ns2.other.example", "ns3.other.example"];
    let wanted: Vec<String> = wanted.map(str::to_owned).into();
    let set = registrar.set_name_servers(domain, &wanted).await;
    assert_eq!(answered(name, "setting name servers", set), Ok(()), "{name}: name servers are set");
    let found = answered(name, "name servers", registrar.name_servers(domain).await);
    assert_eq!(found, Ok(wanted.clone()), "{name}: name servers are kept in order");
    refused(name, "no name server", registrar.set_name_servers(domain, &[]).await);
    let odd = ["ns1.example.com\r\nx".to_owned()];
    refused(name, "an odd name server", registrar.set_name_servers(domain, &odd).await);
    refused(name, "name servers of a stranger", registrar.name_servers(STRANGER).await);
    refused(name, "the same, set", registrar.set_name_servers(STRANGER, &wanted).await);
}

async fn contacts(registrar: &dyn Registrar, domain: &str) {
    let can = registrar.capabilities();
    let name = can.module;
    let wanted = sample_contacts("Augusta");
    let set = registrar.set_contacts(domain, &wanted).await;
    if !can.contacts {
        return unsupported(name, "set_contacts", set);
    }
    assert_eq!(answered(name, "setting contacts", set), Ok(()), "{name}: contacts are set");
    let found = answered(name, "contacts", registrar.contacts(domain).await);
    assert_eq!(found, Ok(wanted), "{name}: contacts are kept");
    refused(name, "contacts of a stranger", registrar.contacts(STRANGER).await);
}

async fn lock(registrar: &dyn Registrar, domain: &str) {
    let can = registrar.capabilities();
    let name = can.module;
    if !can.lock {
        return unsupported(name, "lock", registrar.lock(domain).await);
    }
    for wanted in [false, true] {
        let set = answered(name, "setting the lock", registrar.set_lock(domain, wanted).await);
        assert_eq!(set, Ok(()), "{name}: the lock is set to {wanted}");
        let found = answered(name, "the lock", registrar.lock(domain).await);
        assert_eq!(found, Ok(wanted), "{name}: the lock is {wanted}");
    }
    refused(name, "the lock of a stranger", registrar.lock(STRANGER).await);
}

async fn transfer_code(registrar: &dyn Registrar, domain: &str) {
    let can = registrar.capabilities();
    let name = can.module;
    let found = registrar.transfer_code(domain).await;
    if !can.transfer_code {
        return unsupported(name, "transfer_code", found);
    }
    match answered(name, "the transfer code", found) {
        Ok(TransferCode::Given(code)) => {
            assert!(code.expose().len() >= 6, "{name}: a transfer code is not guessed");
        }
        Ok(TransferCode::Mailed) => {}
        Err(no) => broken(name, "the owner gets the transfer code", no),
    }
    refused(name, "the code of a stranger", registrar.transfer_code(STRANGER).await);
}

async fn id_protection(registrar: &dyn Registrar, domain: &str) {
    let can = registrar.capabilities();
    let name = can.module;
    let set = registrar.set_id_protection(domain, true).await;
    if !can.id_protection {
        return unsupported(name, "set_id_protection", set);
    }
    assert_eq!(answered(name, "hiding the owner", set), Ok(()), "{name}: the owner is hidden");
    let stranger = registrar.set_id_protection(STRANGER, true).await;
    refused(name, "hiding a stranger", stranger);
}

async fn mail_forwards(registrar: &dyn Registrar, domain: &str) {
    let can = registrar.capabilities();
    let name = can.module;
    let forward = |prefix: &str, destination: &str| {
        let (prefix, destination) = (prefix.to_owned(), destination.to_owned());
        MailForward { prefix, destination }
    };
    let wanted = [forward("info", "ada@other.example"), forward("*", "bob@other.example")];
    let set = registrar.set_mail_forwards(domain, &wanted).await;
    if !can.mail_forwarding {
        unsupported(name, "set_mail_forwards", set);
        return unsupported(name, "mail_forwards", registrar.mail_forwards(domain).await);
    }
    assert_eq!(answered(name, "setting forwards", set), Ok(()), "{name}: mail is passed on");
    let found = answered(name, "forwards", registrar.mail_forwards(domain).await);
    let mut found = found.unwrap_or_default();
    found.sort_by(|one, other| other.prefix.cmp(&one.prefix));
    assert_eq!(found, wanted, "{name}: forwards are kept");
    let none = registrar.set_mail_forwards(domain, &[]).await;
    assert_eq!(answered(name, "taking forwards away", none), Ok(()), "{name}: none are left");
    let found = answered(name, "no forwards", registrar.mail_forwards(domain).await);
    assert_eq!(found, Ok(Vec::new()), "{name}: forwards are set whole");
    refused(name, "forwards of a stranger", registrar.mail_forwards(STRANGER).await);
}

pub(super) async fn released(registrar: &dyn Registrar, trial: &RegistrarTrial) {
    let can = registrar.capabilities();
    let name = can.module;
    let released = registrar.release(&trial.free, "").await;
    if !can.release {
        return unsupported(name, "release", released);
    }
    refused(name, "a release to nobody", released);
    let released = registrar.release(&trial.free, "OTHER").await;
    assert_eq!(answered(name, "a release", released), Ok(()), "{name}: a name is released");
    synced(registrar, &trial.free, DomainSyncState::TransferredAway, None).await;
}
