//! The engine: one database, one world, and what is needed to use them.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use jiff::Timestamp;
use jiff::civil::Date;
use model::opaque::Opaque;
use ports::World;
use store::system::notification_rules::RuleRow;
use store::{Conn, Db};
use tokio::sync::{Notify, watch};

use crate::automation::Progress;
use crate::domains::premium;
use crate::hosting::metrics::Measured;
use crate::jobs::Targets;
use crate::people::Memory;
use crate::recent::Recent;
use crate::system::bans::Bans;
use crate::system::currencies::Currencies;
use crate::system::module_log::ModuleLog;
use crate::system::secrets::Secrets;
use crate::system::settings::{self, Settings};
use crate::{Act, Begun, Caller, Door, Result};

/// A cheap handle on the running system.
#[derive(Clone)]
pub struct Engine(Opaque<Inner>);

struct Inner {
    db: Db,
    world: World,
    module_log: ModuleLog,
    secrets: Secrets,
    settings: Recent<Settings>,
    currencies: Recent<Currencies>,
    bans: Recent<Bans>,
    rules: Recent<Vec<RuleRow>>,
    targets: Targets,
    measured: Measured,
    premium: premium::Memory,
    work: Notify,
    people: Memory,
    progress: watch::Sender<Option<Progress>>,
    backups: OnceLock<PathBuf>,
    programs: OnceLock<PathBuf>,
    /// Commits that still succeed before this node counts as dead; tests set it.
    #[cfg(feature = "testing")]
    commits_left: std::sync::atomic::AtomicI64,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Engine on {}", self.0.db.kind())
    }
}

impl Engine {
    /// Puts an engine over a migrated database. `secrets` encrypts what must be kept but not read.
    #[must_use]
    pub fn new(db: Db, world: World, secrets: Secrets) -> Self {
        let module_log = ModuleLog::new(db.clone(), Arc::clone(&world.clock));
        let log: Arc<dyn ports::calls::CallLog> = Arc::new(module_log.clone());
        Self(Opaque::new(Inner {
            db,
            world: ports::logged::logged(world, &log),
            module_log,
            secrets,
            settings: Recent::default(),
            currencies: Recent::default(),
            bans: Recent::default(),
            rules: Recent::default(),
            targets: Targets::default(),
            measured: Measured::default(),
            premium: premium::Memory::default(),
            work: Notify::new(),
            people: Memory::default(),
            progress: watch::Sender::new(None),
            backups: OnceLock::new(),
            programs: OnceLock::new(),
            #[cfg(feature = "testing")]
            commits_left: std::sync::atomic::AtomicI64::new(i64::MAX),
        }))
    }

    /// Says where daily copies of the database are kept; only the first word counts.
    pub fn keep_backups_in(&self, folder: PathBuf) {
        let _ = self.0.backups.set(folder);
    }

    /// Where daily copies of the database are kept.
    pub fn backups(&self) -> Option<&std::path::Path> {
        self.0.backups.get().map(PathBuf::as_path)
    }

    /// Says in which folder `pg_dump` and `pg_restore` are; only the first word counts.
    pub fn find_postgres_programs_in(&self, folder: PathBuf) {
        let _ = self.0.programs.set(folder);
    }

    /// The folder of `pg_dump` and `pg_restore`; empty for those on the path.
    #[must_use]
    pub fn postgres_programs(&self) -> &std::path::Path {
        self.0.programs.get().map_or(std::path::Path::new(""), PathBuf::as_path)
    }

    /// Lets this node die after so many more commits: each further one fails, as if the process
    /// were gone.
    #[cfg(feature = "testing")]
    pub fn die_after(&self, commits: i64) {
        self.0.commits_left.store(commits, std::sync::atomic::Ordering::SeqCst);
    }

    /// How many commits are left of those that [`Engine::die_after`] allowed.
    #[cfg(feature = "testing")]
    #[must_use]
    pub fn commits_left(&self) -> i64 {
        self.0.commits_left.load(std::sync::atomic::Ordering::SeqCst)
    }

    /// Counts a commit; in production every node is alive.
    ///
    /// # Errors
    /// Broken when a test let the node die.
    #[cfg_attr(
        not(feature = "testing"),
        expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "only tests kill nodes")
    )]
    pub(crate) fn still_alive(&self) -> Result<()> {
        #[cfg(feature = "testing")]
        if self.0.commits_left.fetch_sub(1, std::sync::atomic::Ordering::SeqCst) <= 0 {
            return Err(crate::Fault::broken("this node died"));
        }
        Ok(())
    }

    /// Whether requests can be answered now.
    ///
    /// # Errors
    /// Broken when the database cannot be read, or is known not to take writes.
    pub async fn check(&self) -> Result<()> {
        self.0.db.check()?;
        self.settings().await.map(drop)
    }

    /// The database.
    #[must_use]
    pub fn db(&self) -> &Db {
        &self.0.db
    }

    /// Gateways, provisioners, clock and the rest of the world.
    #[must_use]
    pub fn world(&self) -> &World {
        &self.0.world
    }

    /// The keys for secrets at rest.
    #[must_use]
    pub fn secrets(&self) -> &Secrets {
        &self.0.secrets
    }

    /// Where calls are kept of what is asked beside the world, such as the service of our keys.
    #[must_use]
    pub fn call_log(&self) -> Arc<dyn ports::calls::CallLog> {
        Arc::new(self.0.module_log.clone())
    }

    /// The log of what modules are asked.
    pub(crate) fn module_log(&self) -> &ModuleLog {
        &self.0.module_log
    }

    /// The places at the servers that we call.
    pub(crate) fn targets(&self) -> &Targets {
        &self.0.targets
    }

    /// The servers outside that this node leaves alone, because call after call failed.
    #[must_use]
    pub fn left_alone(&self) -> Vec<crate::jobs::LeftAlone> {
        self.0.targets.all_left_alone(self.now())
    }

    /// How busy services were, as their providers said a moment ago.
    pub(crate) fn measured(&self) -> &Measured {
        &self.0.measured
    }

    /// What registrars said of names a moment ago.
    pub(crate) fn premium(&self) -> &premium::Memory {
        &self.0.premium
    }

    /// Wakes this node's worker: a job was enqueued and committed.
    pub(crate) fn work_is_there(&self) {
        self.0.work.notify_one();
    }

    /// Waits for [`Engine::work_is_there`].
    pub(crate) async fn work_came(&self) {
        self.0.work.notified().await;
    }

    /// The addresses that are turned away, at most some seconds old.
    pub(crate) fn bans(&self) -> &Recent<Bans> {
        &self.0.bans
    }

    /// The rules of notifications, at most some seconds old.
    pub(crate) fn rules(&self) -> &Recent<Vec<RuleRow>> {
        &self.0.rules
    }

    /// How far the automation of this node is, as it goes on.
    #[must_use]
    pub fn progress(&self) -> watch::Receiver<Option<Progress>> {
        self.0.progress.subscribe()
    }

    /// Tells who watches how far a run is.
    pub(crate) fn tell_progress(&self, progress: Progress) {
        self.0.progress.send_replace(Some(progress));
    }

    /// What this node remembers about people.
    pub(crate) fn people(&self) -> &Memory {
        &self.0.people
    }

    /// Now, by the injected clock.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.0.world.clock.now()
    }

    /// The business settings, at most some seconds old.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn settings(&self) -> Result<Arc<Settings>> {
        settings::recent(self).await
    }

    /// Forgets the cached settings after they were changed here.
    pub fn settings_changed(&self) {
        self.0.settings.forget();
        self.0.module_log.follow(None);
    }

    /// The settings as last read.
    pub(crate) fn recent_settings(&self) -> &Recent<Settings> {
        &self.0.settings
    }

    /// The currencies as last read.
    pub(crate) fn recent_currencies(&self) -> &Recent<Currencies> {
        &self.0.currencies
    }

    /// Today in the company's time zone (B5).
    ///
    /// # Errors
    /// When the settings cannot be read.
    pub async fn today(&self) -> Result<Date> {
        Ok(self.settings().await?.date_of(self.now()))
    }

    /// As [`Engine::read`], for what is read on behalf of callers who may hold a connection: the
    /// settings and their like. Waiting for one of the common pool could be waiting for each other.
    ///
    /// # Errors
    /// When none can be had.
    pub(crate) async fn read_aside(&self) -> Result<Conn> {
        Ok(self.0.db.read_aside().await?)
    }

    /// A connection for reading.
    ///
    /// # Errors
    /// When none can be had.
    pub async fn read(&self) -> Result<Conn> {
        Ok(self.0.db.read().await?)
    }

    /// Opens the one road for writes. `input` is the canonical text of the request: the same
    /// idempotency key with another input is refused.
    ///
    /// # Errors
    /// A refusal when the caller may not do this or reuses a key; broken when the database is.
    pub async fn begin(&self, caller: &Caller, action: &'static str, input: &str) -> Result<Begun> {
        Act::begin(self, caller, action, input).await
    }

    /// Opens a write for the system itself, which has no key to replay.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn begin_system(&self, door: Door, action: &'static str) -> Result<Act> {
        Act::open(self, &Caller::system(door), action).await
    }

    /// The context of one request.
    #[must_use]
    pub fn cx(&self, caller: Caller) -> Cx {
        Cx { engine: self.clone(), caller }
    }
}

/// One request: the engine and who asks.
#[derive(Debug, Clone)]
pub struct Cx {
    /// The engine.
    pub engine: Engine,
    /// Who asks.
    pub caller: Caller,
}

impl Cx {
    /// A connection for the reads of this request, which see one state.
    ///
    /// # Errors
    /// When none can be had.
    pub async fn read(&self) -> Result<Conn> {
        Ok(self.engine.db().snapshot().await?)
    }

    /// Opens one write of several that this request consists of: for flows that call the world
    /// between two writes and must not hold a transaction meanwhile.
    ///
    /// # Errors
    /// See [`Engine::begin`].
    pub async fn act(&self, action: &'static str) -> Result<Act> {
        Act::open(&self.engine, &self.caller, action).await
    }

    /// [`Cx::act`] for one of many that follow each other: see [`Act::commit_in_turn`].
    pub(crate) async fn act_in_turn(&self, action: &'static str) -> Result<Act> {
        Act::open_in_turn(&self.engine, &self.caller, action).await
    }
}
