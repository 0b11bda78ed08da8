//! A believable hosting company for trying things out: two years of its life are played day by day
//! through the same actions that everybody calls, with a clock that is moved by hand.
//!
//! The same start day gives the same company: names, orders, invoices, payments and tickets come
//! from a seeded chance. Only keys and the log-in's password are random.

mod bank;
mod company;
mod content;
mod life;
mod office;
mod people;
mod shelves;
mod support;
mod today;
mod traces;
mod usage;

use std::sync::Arc;

use actions::Actions;
use engine::system::secrets::Secrets;
use engine::{Caller, Door, Engine, Fault, Result};
use jiff::{SignedDuration, Timestamp};
use ports::{Chance, FakeChance, FakeClock, SystemChance};
use store::{Db, args};

/// Days of life before today, unless told otherwise.
pub const DAYS: i64 = 730;
/// Staff log-in of the demo.
pub const STAFF_EMAIL: &str = "admin@demo.test";
/// Client log-in of the demo.
pub const CLIENT_EMAIL: &str = "client@demo.test";
/// Identifier and secret of its API credential, which works from this machine only.
pub const API_LOGIN: (&str, &str) = ("demo", "demo-secret");
/// Where the password of both log-ins is kept, so that it can be printed at every start.
const PASSWORD_SETTING: &str = "DemoPassword";

/// A company being made.
struct Making {
    actions: Actions,
    engine: Engine,
    clock: Arc<FakeClock>,
    chance: FakeChance,
    caller: Caller,
    password: String,
    days: i64,
}

/// Fills an empty database and gives the password of the log-ins; a database that has clients is
/// left as it is. `days` of life are played; `progress` is told how many are done. The links of its
/// mails lead to `address`, such as `http://127.0.0.1:8080/`.
///
/// # Errors
/// When the database fails, or one of the actions refuses what the demo asks of it.
pub async fn furnish(
    db: &Db,
    secrets: Secrets,
    now: Timestamp,
    days: i64,
    address: &str,
    progress: impl Fn(i64),
) -> Result<Option<String>> {
    let mut conn = db.read().await?;
    let clients: i64 = conn.scalar("select count(*) from clients", args![]).await?;
    drop(conn);
    if clients == 0 {
        db.bulk(make(db, secrets, now, days, address, progress)).await?;
    }
    let mut conn = db.read().await?;
    let sql = "select value from settings where key = $1";
    Ok(conn.maybe_scalar(sql, args![PASSWORD_SETTING]).await?)
}

async fn make(
    db: &Db,
    secrets: Secrets,
    now: Timestamp,
    days: i64,
    address: &str,
    progress: impl Fn(i64),
) -> Result<()> {
    let start = now
        .checked_sub(SignedDuration::from_hours(24 * days))
        .map_err(|error| Fault::broken(error.to_string()))?;
    let clock = Arc::new(FakeClock::at(start));
    let seeded = Arc::new(FakeChance::seeded(2));
    let world = modules::world(clock.clone(), seeded);
    let engine = Engine::new(db.clone(), world, secrets);
    let making = Making {
        actions: actions::all(engine.clone()),
        engine,
        clock,
        chance: FakeChance::seeded(1),
        caller: Caller::system(Door::Cli),
        password: SystemChance.base62(14),
        days,
    };
    company::found(&making, address).await?;
    shelves::fill(&making).await?;
    content::publish(&making).await?;
    office::set_up(&making).await?;
    let mut people = people::People::default();
    for day in 0..=days {
        life::day(&making, &mut people, day).await?;
        making.clock.advance_days(i64::from(day < days));
        progress(day);
    }
    // Nothing that the last day began is left for the hour at which the company opens.
    engine::jobs::run_until_idle(&making.engine).await?;
    Ok(())
}

impl Making {
    /// Calls an action as the system.
    async fn call<A: protocol::Action>(&self, call: A) -> Result<A::Response> {
        self.actions.call(&self.caller, call).await
    }

    /// A number below `limit`.
    fn below(&self, limit: usize) -> usize {
        let number = usize::try_from(self.chance.number() >> 33).unwrap_or_default();
        number % limit.max(1)
    }

    /// One of several.
    fn one_of<'a, T>(&self, all: &'a [T]) -> Option<&'a T> {
        all.get(self.below(all.len()))
    }
}
