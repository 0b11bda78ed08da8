//! An engine over fresh databases and a fake world, for tests.

use std::sync::Arc;

use model::ids::CurrencyId;
use ports::FakeClock;
use ports::fake::FakeWorld;
use store::system::currencies::{self, CurrencyRow};
use store::testing::TestDb;

use crate::system::secrets::Secrets;
use crate::{Act, Caller, Door, Engine, Result};

pub use ports::fake::{FakeAnswer, Mishap};

/// What a gateway says of a charge that came to be paid, without a fee, in US dollars.
#[must_use]
pub fn paid_outcome(reference: &str) -> ports::payment::ChargeOutcome {
    let fee = model::money::Money::zero(model::money::Currency::USD);
    ports::payment::ChargeOutcome::paid(reference, fee)
}

/// An engine, and handles on the fakes around it.
pub struct TestEngine {
    /// The engine. Its company has the currencies 1 USD (default), 2 EUR and 3 JPY.
    pub engine: Engine,
    /// Set or advance it: nothing else moves time.
    pub clock: Arc<FakeClock>,
    /// The fakes: gateways `fakecard` and `faketransfer`, panel `fakepanel`, registrar
    /// `fakeregistrar`, mailer and the rest, with their mishaps.
    pub world: FakeWorld,
    /// Where the engine lives.
    pub home: TestDb,
}

impl std::fmt::Debug for TestEngine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.engine.fmt(f)
    }
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
    let world = FakeWorld::new();
    let secrets = Secrets::new("test", [1; 32]);
    let engine = Engine::new(home.db.clone(), world.world.clone(), secrets);
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
    Ok(TestEngine { engine, clock: Arc::clone(&world.clock), world, home })
}

/// The code that a device shows at a second (RFC 6238), by another hand than the engine's; empty
/// for a secret that is no base 32.
#[must_use]
pub fn shown_code(second: i64, secret: &str) -> String {
    use hmac::{Hmac, KeyInit, Mac};
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let values: Vec<_> = secret.chars().filter_map(|letter| letters.find(letter)).collect();
    let bits: Vec<usize> =
        values.iter().flat_map(|value| (0..5).rev().map(move |bit| (value >> bit) & 1)).collect();
    let byte =
        |bits: &[usize]| bits.iter().fold(0_u8, |value, bit| value << 1 | u8::from(*bit == 1));
    let key: Vec<u8> = bits.chunks_exact(8).map(byte).collect();
    let Ok(mut mac) = Hmac::<sha1::Sha1>::new_from_slice(&key) else { return String::new() };
    mac.update(&(second / 30).to_be_bytes());
    let digest = mac.finalize().into_bytes();
    let at = digest.last().map_or(0, |byte| usize::from(byte & 15));
    let four = digest.iter().skip(at).take(4);
    let number = four.fold(0_u32, |number, byte| number << 8 | u32::from(*byte)) & 0x7fff_ffff;
    format!("{:06}", number % 1_000_000)
}
