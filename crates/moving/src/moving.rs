//! What all topics of a move share: the engine, the WHMCS, and the writing of what was read.

use std::collections::{BTreeMap, BTreeSet};

use engine::people::users::new_uuid;
use engine::system::currencies::Currencies;
use engine::{Act, Door, Engine};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use model::ids::CurrencyId;
use protocol::wire::{Amount, WireDateTime};
use remote::Remote;
use store::StoreError;
use store::system::imports;

use crate::amounts::rounded;
use crate::entry::Entry;
use crate::error::{MovingError, Result};
use crate::report::Report;
use crate::text;
use crate::{Plan, Progress};

/// The action under which rows are written, for the log and the audit.
const ACTION: &str = "MoveIn";
/// The kind under which it is noted from where things come.
const MOVE: &str = "move";

/// Things that the database is asked for at once.
const PIECE: usize = 250;

/// The day of what tells none.
pub(crate) const NO_DAY: Date = Date::constant(1970, 1, 1);

/// A move that goes on.
pub(crate) struct Moving<'a> {
    pub(crate) engine: &'a Engine,
    pub(crate) source: &'a Remote,
    pub(crate) report: Report,
    /// The time zone of the WHMCS.
    pub(crate) zone: TimeZone,
    /// Whether the source is a Hostler: it knows our additions, and text of it is text.
    pub(crate) ours: bool,
    currencies: Currencies,
    clients: BTreeMap<i64, i64>,
    tell: &'a (dyn Fn(Progress) + Sync),
}

impl<'a> Moving<'a> {
    /// Looks whether the database may be moved into.
    pub(crate) async fn begin(
        engine: &'a Engine,
        source: &'a Remote,
        plan: &Plan,
        tell: &'a (dyn Fn(Progress) + Sync),
    ) -> Result<Self> {
        let mut conn = engine.read().await?;
        let before = imports::names(&mut conn, MOVE).await?;
        let there = imports::company(&mut conn).await?;
        match before.first() {
            Some(from) if *from == plan.from => {}
            Some(from) => return Err(MovingError::Other { from: from.clone() }),
            None if there.is_empty() => {}
            None => return Err(MovingError::not_empty(&there)),
        }
        let currencies = Currencies::read(&mut conn).await?;
        let clients = imports::client_currencies(&mut conn).await?;
        drop(conn);
        let (report, zone) = (Report::default(), engine.settings().await?.zone());
        Ok(Self { engine, source, report, zone, ours: false, currencies, clients, tell })
    }

    /// Begins an act of the move.
    pub(crate) async fn act(&self) -> Result<Act> {
        Ok(self.engine.begin_system(Door::Cli, ACTION).await?)
    }

    /// Notes from where things come, before the first of them.
    pub(crate) async fn note_from(&self, from: &str) -> Result<()> {
        let mut act = self.act().await?;
        if imports::find(&mut act.conn, MOVE, from).await?.is_none() {
            let at = act.at();
            imports::add(&mut act.conn, MOVE, from, 0, at).await?;
        }
        act.commit().await?;
        Ok(())
    }

    /// Reads again in which currencies there are amounts, and whose.
    pub(crate) async fn look_at_money(&mut self) -> Result<()> {
        let mut conn = self.engine.read().await?;
        self.currencies = Currencies::read(&mut conn).await?;
        self.clients = imports::client_currencies(&mut conn).await?;
        Ok(())
    }

    /// The currencies of the WHMCS, which are those of the house.
    pub(crate) fn currencies(&self) -> &Currencies {
        &self.currencies
    }

    /// The number of the house's own currency.
    pub(crate) fn home(&self) -> i64 {
        self.currencies.default_row().map_or(0, |row| row.id.0)
    }

    /// The number of the currency in which a client is billed; 0 for a client there is not.
    pub(crate) fn currency_of(&self, client: i64) -> i64 {
        self.clients.get(&client).copied().unwrap_or_default()
    }

    /// The currency of what is a client's; else the one that it names, else the house's own.
    pub(crate) fn currency_id(&self, client: i64, named: i64) -> Result<CurrencyId> {
        let told = [self.currency_of(client), named].map(CurrencyId);
        match told.into_iter().find_map(|id| self.currencies.row(id)) {
            Some(row) => Ok(row.id),
            None => Ok(self.currencies.default_row()?.id),
        }
    }

    /// The numbers of the clients, in their order.
    pub(crate) fn clients(&self) -> Vec<i64> {
        self.clients.keys().copied().collect()
    }

    /// An amount in minor units of a currency, [`rounded`]; `None` in a currency there is not.
    pub(crate) fn minor(&self, currency: i64, amount: &Amount) -> Option<i64> {
        if amount.is_blank() {
            return Some(0);
        }
        rounded(amount, self.currencies.currency(CurrencyId(currency)).ok()?)
    }

    /// A text that is kept sealed in a place of the database.
    pub(crate) fn sealed(&self, place: &str, plain: &str) -> Result<String> {
        let chance = &*self.engine.world().chance;
        Ok(self.engine.secrets().seal(chance, place, plain)?)
    }

    /// A number that cannot be guessed, for what has none there.
    pub(crate) fn uuid(&self) -> String {
        new_uuid(self.engine)
    }

    /// Text of people as it was meant: a WHMCS keeps it written for HTML.
    pub(crate) fn plain(&self, written: &str) -> String {
        if self.ours { written.to_owned() } else { text::unescaped(written) }
    }

    /// The numbers of all that was brought in of a kind.
    pub(crate) async fn brought(&self, kind: &'static str) -> Result<BTreeSet<i64>> {
        let mut conn = self.engine.read().await?;
        Ok(imports::known(&mut conn, kind).await?)
    }

    /// Whether nothing of a kind was brought in yet.
    pub(crate) async fn is_first(&self, kind: &'static str) -> Result<bool> {
        let mut conn = self.engine.read().await?;
        Ok(imports::names(&mut conn, kind).await?.is_empty())
    }

    /// Whether it was noted why something of a kind is otherwise.
    pub(crate) fn is_noted(&self, kind: &'static str, why: &str) -> bool {
        self.report.otherwise.iter().any(|noted| noted.kind == kind && noted.why == why)
    }

    /// The instant of a time of the WHMCS, in Unix seconds; `None` when there is none.
    pub(crate) fn instant(&self, time: WireDateTime) -> Option<i64> {
        self.zone.to_timestamp(time.0?).ok().map(Timestamp::as_second)
    }

    /// The first instant of a day of the WHMCS, in Unix seconds.
    pub(crate) fn midnight(&self, day: Date) -> i64 {
        let time = WireDateTime(Some(day.to_datetime(jiff::civil::Time::midnight())));
        self.instant(time).unwrap_or_default()
    }

    /// Tells whoever waits how far it is.
    pub(crate) fn tell(&self, kind: &'static str, done: u64, of: i64) {
        let of = u64::try_from(of).unwrap_or_default().max(done);
        (self.tell)(Progress { kind, done, of });
    }

    /// Those of the things of a kind that were not brought in before; the others count as known,
    /// and nobody need ask for their details again.
    pub(crate) async fn unknown<T>(
        &mut self,
        kind: &'static str,
        things: Vec<T>,
        id: impl Fn(&T) -> i64,
    ) -> Result<Vec<T>> {
        let named: Vec<String> = things.iter().map(|thing| id(thing).to_string()).collect();
        let mut conn = self.engine.read().await?;
        let mut here = BTreeSet::new();
        for named in named.chunks(PIECE) {
            here.extend(imports::known_among(&mut conn, kind, named).await?);
        }
        drop(conn);
        let (known, unknown): (Vec<T>, Vec<T>) =
            things.into_iter().partition(|thing| here.contains(&id(thing)));
        let tally = self.report.of(kind);
        tally.read += known.len() as u64;
        tally.known += known.len() as u64;
        Ok(unknown)
    }

    /// Writes things of a kind in one act: each of them whole or not at all, none of them twice.
    /// What the database refuses is left behind, with its words.
    pub(crate) async fn write(&mut self, kind: &'static str, entries: Vec<Entry>) -> Result<()> {
        let mut act = self.act().await?;
        let at = act.at();
        let (mut brought, mut known) = (0, 0);
        let read = entries.len() as u64;
        for entry in entries {
            let external = entry.id.to_string();
            if imports::find(&mut act.conn, kind, &external).await?.is_some() {
                known += 1;
                continue;
            }
            imports::begin(&mut act.conn).await?;
            let mut written = Ok(());
            for row in &entry.rows {
                written = imports::put(&mut act.conn, row).await;
                if written.is_err() {
                    break;
                }
            }
            match written {
                Ok(()) => {
                    imports::keep(&mut act.conn).await?;
                    imports::add(&mut act.conn, kind, &external, entry.id, at).await?;
                    brought += 1;
                }
                Err(StoreError::Constraint { detail, .. }) => {
                    imports::undo(&mut act.conn).await?;
                    self.report.leave(kind, external, detail);
                }
                Err(error) => return Err(error.into()),
            }
        }
        act.commit().await?;
        let tally = self.report.of(kind);
        tally.read += read;
        tally.brought += brought;
        tally.known += known;
        Ok(())
    }

    /// Makes what was brought in ready for use, and tells what came of it.
    pub(crate) async fn end(self) -> Result<Report> {
        let mut act = self.act().await?;
        imports::count_on(&mut act.conn, &crate::tables()).await?;
        let brought: u64 = self.report.kinds.iter().map(|tally| tally.brought).sum();
        act.log(None, format!("Moved in from a WHMCS: {brought} things")).await?;
        act.commit().await?;
        Ok(self.report)
    }
}
