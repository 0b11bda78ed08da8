//! A whole world of fakes, each within reach of the test.

use std::sync::Arc;

use jiff::Timestamp;

use super::{
    FakeDocuments, FakeFiles, FakeFraud, FakeGateway, FakeHooks, FakeMailKeys, FakeMailServers,
    FakeMailboxes, FakeMailer, FakeProvisioner, FakeRates, FakeRegistrar, FakeResolver,
    FakeVatNumbers, FakeWhois, Faults, Identities, Zones,
};
use crate::{Chance, Clock, FakeChance, FakeClock, World};

/// A world of fakes: `world` is for the engine, the rest for the test.
pub struct FakeWorld {
    /// What the engine sees.
    pub world: World,
    /// The time.
    pub clock: Arc<FakeClock>,
    /// Randomness with seed 42.
    pub chance: Arc<FakeChance>,
    /// Mishaps to order, over all modules.
    pub faults: Arc<Faults>,
    /// `fakecard`, which charges stored cards.
    pub gateway: Arc<FakeGateway>,
    /// `faketransfer`, which only gives instructions.
    pub manual_gateway: Arc<FakeGateway>,
    /// `fakehosted`, which is paid on its own page.
    pub hosted_gateway: Arc<FakeGateway>,
    /// `fakepanel`.
    pub provisioner: Arc<FakeProvisioner>,
    /// `fakeregistrar`.
    pub registrar: Arc<FakeRegistrar>,
    /// `fakefraud`.
    pub fraud: Arc<FakeFraud>,
    /// `fakefiles`.
    pub files: Arc<FakeFiles>,
    /// Programs of others.
    pub hooks: Arc<FakeHooks>,
    /// The mailer.
    pub mailer: Arc<FakeMailer>,
    /// The servers that settings may name, over the same mailer.
    pub mail_servers: Arc<FakeMailServers>,
    /// The mailboxes of departments.
    pub mailboxes: FakeMailboxes,
    /// The DNS.
    pub resolver: Arc<FakeResolver>,
    /// The exchange rates.
    pub rates: Arc<FakeRates>,
    /// Who comes from identity providers.
    pub sign_in: Arc<Identities>,
}

impl FakeWorld {
    /// A world whose clock stands at an instant.
    pub fn at(now: Timestamp) -> FakeWorld {
        let clock = Arc::new(FakeClock::at(now));
        let chance = Arc::new(FakeChance::seeded(42));
        let faults = Arc::<Faults>::default();
        let time = || clock.clone() as Arc<dyn Clock>;
        let luck = || chance.clone() as Arc<dyn Chance>;
        let mishaps = || faults.clone();
        let gateway = FakeGateway::automatic("fakecard", time()).with_faults(mishaps());
        let manual_gateway = FakeGateway::manual("faketransfer", time()).with_faults(mishaps());
        let gateway = Arc::new(gateway);
        let hosted_gateway = FakeGateway::hosted("fakehosted", time()).with_faults(mishaps());
        let hosted_gateway = Arc::new(hosted_gateway);
        let manual_gateway = Arc::new(manual_gateway);
        let provisioner = Arc::new(FakeProvisioner::new("fakepanel", luck(), mishaps()));
        let registrar = Arc::new(FakeRegistrar::new("fakeregistrar", time(), luck(), mishaps()));
        let fraud = Arc::new(FakeFraud::with_faults(mishaps()));
        let mailer = Arc::new(FakeMailer::with_faults(mishaps()));
        let mail_servers = Arc::new(FakeMailServers::over(mailer.clone()));
        let mailboxes = FakeMailboxes::with_faults(mishaps());
        let resolver = Arc::new(FakeResolver::with_faults(mishaps()));
        let rates = Arc::new(FakeRates::with_faults(mishaps()));
        let hooks = Arc::<FakeHooks>::default();
        let sign_in = Arc::<Identities>::default();
        let files = Arc::<FakeFiles>::default();
        let mut world = World::new(time(), luck(), mailer.clone(), resolver.clone(), rates.clone());
        world.mail_servers = Some(mail_servers.clone());
        world.mail_keys = Arc::new(FakeMailKeys);
        world.mailboxes = Arc::new(mailboxes.clone());
        world.vat = Arc::new(FakeVatNumbers::with_faults(mishaps()));
        world.whois = Arc::new(FakeWhois::with_faults(mishaps()));
        world.hooks = hooks.clone();
        world.sign_in = sign_in.clone();
        world.add_gateway(gateway.clone());
        world.add_gateway(manual_gateway.clone());
        world.add_gateway(hosted_gateway.clone());
        world.add_provisioner(provisioner.clone());
        world.add_registrar(registrar.clone());
        world.add_dns_host(Arc::new(Zones::named("fakezones")));
        world.add_fraud_check(fraud.clone());
        world.add_file_store(files.clone());
        world.documents = Some(Arc::new(FakeDocuments));
        FakeWorld {
            world,
            clock,
            chance,
            faults,
            files,
            hooks,
            gateway,
            manual_gateway,
            hosted_gateway,
            provisioner,
            registrar,
            fraud,
            mailer,
            mail_servers,
            mailboxes,
            resolver,
            rates,
            sign_in,
        }
    }

    /// A world that is waiting to begin: 1 January 2026, 09:00 UTC.
    pub fn new() -> FakeWorld {
        FakeWorld::at(Timestamp::constant(1_767_258_000, 0))
    }
}

impl Default for FakeWorld {
    fn default() -> Self {
        FakeWorld::new()
    }
}

impl World {
    /// A world of fakes for tests.
    pub fn fake() -> FakeWorld {
        FakeWorld::new()
    }
}
