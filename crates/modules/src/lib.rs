//! The modules: what the ports are made of, one folder per port, one file per vendor.
//!
//! To add one: write the file, add it to [`install`] and [`all`], run the contract suite of its
//! port on it in `tests/it`. One that lives elsewhere joins in by `cli::Own`.

mod aws;
pub mod dns;
pub mod files;
pub mod fraud;
pub mod hooks;
pub mod http;
pub mod kms;
mod listing;
pub mod mail;
pub mod payment;
pub mod provisioning;
pub mod rates;
pub mod registrar;
pub mod resolver;
pub mod sign_in;
pub mod vat;
pub mod whois;
mod xml;

use std::sync::Arc;

use ports::{Chance, Clock, World};

pub use listing::{Listing, Port, all};

/// A world with every module in it, whose mail stays in memory and which asks nobody for rates or
/// names. The caller replaces mailer, resolver and rates by what is configured.
pub fn world(clock: Arc<dyn Clock>, chance: Arc<dyn Chance>) -> World {
    let mut world = World::new(
        clock,
        chance,
        Arc::new(mail::OutboxMailer::default()),
        Arc::new(resolver::NoResolver),
        Arc::new(rates::NoRates),
    );
    install(&mut world);
    world
}

/// Adds every gateway, provisioning module, registrar and fraud check to a world.
pub fn install(world: &mut World) {
    let (clock, chance) = (world.clock.clone(), world.chance.clone());
    let pool = http::Pool::default();
    world.add_gateway(Arc::new(payment::bank_transfer()));
    world.add_gateway(Arc::new(payment::BKash::new(clock.clone(), pool.clone())));
    world.add_gateway(Arc::new(payment::mail_in()));
    world.add_gateway(Arc::new(payment::Mollie::new(pool.clone())));
    let nagad = payment::Nagad::new(clock.clone(), chance.clone(), pool.clone());
    world.add_gateway(Arc::new(nagad));
    world.add_gateway(Arc::new(payment::PayPal::new(clock.clone(), pool.clone())));
    world.add_gateway(Arc::new(payment::SandboxCard::new(clock.clone(), chance.clone())));
    world.add_gateway(Arc::new(payment::Stripe::new(pool.clone())));
    world.add_provisioner(Arc::new(provisioning::Contabo::new(
        clock.clone(),
        chance.clone(),
        pool.clone(),
    )));
    world.add_provisioner(Arc::new(provisioning::CPanel::new(pool.clone())));
    world.add_provisioner(Arc::new(provisioning::DigitalOcean::new(
        clock.clone(),
        chance.clone(),
        pool.clone(),
    )));
    world.add_provisioner(Arc::new(provisioning::DirectAdmin::new(pool.clone())));
    world.add_provisioner(Arc::new(provisioning::Hetzner::new(pool.clone())));
    world.add_provisioner(Arc::new(provisioning::HttpServices::new(pool.clone())));
    world.add_provisioner(Arc::new(provisioning::Libvirt::new(
        clock.clone(),
        chance.clone(),
        pool.clone(),
    )));
    world.add_provisioner(Arc::new(provisioning::Linode::new(
        clock.clone(),
        chance.clone(),
        pool.clone(),
    )));
    world.add_provisioner(Arc::new(provisioning::Proxmox::new(
        clock.clone(),
        chance.clone(),
        pool.clone(),
    )));
    world.add_provisioner(Arc::new(provisioning::Sandbox::new(chance.clone())));
    world.add_provisioner(Arc::new(provisioning::Vultr::new(
        clock.clone(),
        chance.clone(),
        pool.clone(),
    )));
    world.add_registrar(Arc::new(registrar::Epp::new(clock.clone(), chance.clone())));
    world.add_registrar(Arc::new(registrar::Manual));
    world.add_registrar(Arc::new(registrar::OpenProvider::new(clock.clone(), pool.clone())));
    world.add_registrar(Arc::new(registrar::Sandbox::adopting(clock.clone(), chance)));
    world.add_dns_host(Arc::new(dns::PowerDns::new(pool.clone())));
    world.add_dns_host(Arc::new(ports::fake::Zones::named("sandbox")));
    world.add_file_store(Arc::new(files::Folder::default()));
    world.add_file_store(Arc::new(files::S3::new(clock.clone(), pool.clone())));
    world.add_fraud_check(Arc::new(fraud::FraudRecord::new(pool.clone())));
    world.add_fraud_check(Arc::new(fraud::MinFraud::new(pool.clone())));
    world.add_fraud_check(Arc::new(fraud::Rules::default()));
    world.mail_keys = Arc::new(mail::DkimKeys);
    world.sign_in = Arc::new(sign_in::OpenIdConnect::new(clock, pool));
}
