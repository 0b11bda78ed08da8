//! An engine over fresh databases and a fake world, for tests.

use std::sync::Arc;

use jiff::Timestamp;
use model::ids::CurrencyId;
use ports::mail::{Mail, MailOutcome, Mailer};
use ports::rates::{RateFeed, RateTable};
use ports::resolver::{RecordKind, Resolution, Resolver};
use ports::{Asking, FakeChance, FakeClock, PortError, World};
use store::system::currencies::{self, CurrencyRow};
use store::testing::TestDb;

use crate::system::secrets::Secrets;
use crate::{Act, Caller, Door, Engine, Fault, Result};

/// An engine, and handles on the fakes around it.
#[derive(Debug)]
pub struct TestEngine {
    /// The engine. Its company has the currencies 1 USD (default), 2 EUR and 3 JPY.
    pub engine: Engine,
    /// Set or advance it: nothing else moves time.
    pub clock: Arc<FakeClock>,
    /// Where the engine lives.
    pub home: TestDb,
}

impl TestEngine {
    /// An act of the system.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn act(&self) -> Result<Act> {
        self.engine.begin_system(Door::Cli, "Test").await
    }

    /// The system as caller.
    #[must_use]
    pub fn caller(&self) -> Caller {
        Caller::system(Door::Cli)
    }
}

/// One engine over each kind of database, at 2026-01-01T09:00:00Z.
///
/// # Errors
/// When a database cannot be made.
pub async fn each() -> Result<Vec<TestEngine>> {
    let mut found = Vec::new();
    for home in store::testing::each().await? {
        found.push(over(home).await?);
    }
    Ok(found)
}

/// An engine over SQLite only, for tests that are not about storage.
///
/// # Errors
/// When the database cannot be made.
pub async fn one() -> Result<TestEngine> {
    over(store::testing::sqlite().await?).await
}

async fn over(home: TestDb) -> Result<TestEngine> {
    let start: Timestamp = "2026-01-01T09:00:00Z".parse().map_err(Fault::broken)?;
    let clock = Arc::new(FakeClock::at(start));
    let world = fake_world(Arc::clone(&clock));
    let engine = Engine::new(home.db.clone(), world, Secrets::new("test", [1; 32]));
    let mut act = engine.begin_system(Door::Cli, "Test").await?;
    let rows = [
        ("USD", "$", " USD", 100_000_000, true),
        ("EUR", "", " EUR", 92_000_000, false),
        ("JPY", "¥", "", 15_000_000_000, false),
    ];
    for (code, prefix, suffix, rate, is_default) in rows {
        let row = CurrencyRow {
            id: CurrencyId(0),
            code: code.into(),
            prefix: prefix.into(),
            suffix: suffix.into(),
            format: 1,
            rate,
            is_default,
        };
        currencies::add(&mut act.conn, &row).await?;
    }
    act.commit().await?;
    Ok(TestEngine { engine, clock, home })
}

/// A world with nothing in it but time and chance.
fn fake_world(clock: Arc<FakeClock>) -> World {
    let nowhere = Arc::new(Nowhere);
    World::new(
        clock,
        Arc::new(FakeChance::seeded(1)),
        Arc::clone(&nowhere) as Arc<dyn Mailer>,
        Arc::clone(&nowhere) as Arc<dyn Resolver>,
        nowhere,
    )
}

/// Takes every mail and knows nothing.
struct Nowhere;

impl Mailer for Nowhere {
    fn module(&self) -> &'static str {
        "nowhere"
    }

    fn send(&self, _: Mail) -> Asking<'_, MailOutcome> {
        Box::pin(async { Ok(MailOutcome::Accepted) })
    }
}

impl Resolver for Nowhere {
    fn look_up<'a>(&'a self, _: &'a str, _: RecordKind) -> Asking<'a, Resolution> {
        Box::pin(async { Ok(Resolution::NoSuchName) })
    }

    fn names_of(&self, _: std::net::IpAddr) -> Asking<'_, Resolution> {
        Box::pin(async { Ok(Resolution::NoSuchName) })
    }
}

impl RateFeed for Nowhere {
    fn module(&self) -> &'static str {
        "nowhere"
    }

    fn rates(&self) -> Asking<'_, RateTable> {
        Box::pin(async {
            Err(PortError::Configuration {
                module: "nowhere".into(),
                setting: "rates".into(),
                why: "there are none in this world".into(),
            })
        })
    }
}
