//! The one road for every write: allow → idempotency → decide and write → audit → enqueue →
//! commit, or roll back when it is a dry run.

mod gathered;
mod touched;

use jiff::Timestamp;
use jiff::civil::Date;
use model::ids::{ClientId, UserId};
use serde::Serialize;
use serde_json::{Value, json};
use store::system::{idempotency, jobs};
use store::{Conn, Kept};

use crate::{Actor, Caller, Engine, Fault, Result, conflict, not_allowed};
use std::sync::Arc;

use crate::system::currencies::Currencies;
use crate::system::settings::Settings;
use crate::system::templates;
use gathered::{Change, Event, Gathered, Later, Line};
use touched::Touched;

/// An open write. Dropped without [`Act::finish`], nothing of it happened.
#[derive(Debug)]
pub struct Act {
    /// The transaction; store functions run on it.
    pub conn: Conn,
    /// Who acts.
    pub caller: Caller,
    /// The engine, for settings, secrets and the world's clock and chance.
    pub engine: Engine,
    /// The business settings at the beginning of the act.
    pub settings: Arc<Settings>,
    /// The instant of the act.
    pub now: Timestamp,
    action: &'static str,
    input_hash: String,
    touched: Touched,
    asked: Vec<Asked>,
    gathering: bool,
    gathered: Gathered,
    currencies: Option<Arc<Currencies>>,
    /// The templates of mails as they were when the act first asked for them.
    pub(crate) templates: templates::Read,
}

/// What came of asking to write.
#[derive(Debug)]
pub enum Begun {
    /// Go ahead.
    Fresh(Box<Act>),
    /// The same request was done before: this was its answer, as JSON.
    Replay(String),
}

/// Work to be done after the commit, at least once, by whichever node is free.
#[derive(Debug, Clone, Serialize)]
pub struct Job {
    /// Which worker does it.
    pub kind: &'static str,
    /// Its input.
    pub payload: Value,
    /// At most one unfinished or finished job has this key.
    pub unique_key: Option<String>,
}

/// What an act brings about outside, after its commit.
#[derive(Debug)]
pub(crate) enum Asked {
    /// Work of another kind.
    Job(Job),
    /// A mail.
    Mail { to: String, subject: String, client: Option<ClientId> },
}

impl Act {
    pub(crate) async fn begin(
        engine: &Engine,
        caller: &Caller,
        action: &'static str,
        input: &str,
    ) -> Result<Begun> {
        caller.actor.admit(action)?;
        let mut act = Self::open(engine, caller, action).await?;
        if let Some(key) = &caller.idempotency_key {
            let scope = caller.actor.scope();
            let earlier = idempotency::find(&mut act.conn, &scope, &key.0).await?;
            if let Some(earlier) = earlier {
                if earlier.action != action
                    || !engine.secrets().is_fingerprint_of(&earlier.input_hash, input)
                {
                    return Err(conflict(
                        "This idempotency key was already used for a different request",
                    ));
                }
                return Ok(Begun::Replay(earlier.response));
            }
        }
        if caller.idempotency_key.is_some() {
            act.input_hash = engine.secrets().fingerprint(input);
        }
        Ok(Begun::Fresh(Box::new(act)))
    }

    pub(crate) async fn open(
        engine: &Engine,
        caller: &Caller,
        action: &'static str,
    ) -> Result<Self> {
        let settings = engine.settings().await?;
        let conn = engine.db().write().await?;
        Ok(Self::on(conn, settings, (engine, caller), action))
    }

    /// [`Act::open`] for one of many that follow each other: see [`Act::commit_in_turn`].
    pub(crate) async fn open_in_turn(
        engine: &Engine,
        caller: &Caller,
        action: &'static str,
    ) -> Result<Self> {
        let settings = engine.settings().await?;
        let conn = engine.db().write_in_turn().await?;
        Ok(Self::on(conn, settings, (engine, caller), action))
    }

    fn on(
        conn: Conn,
        settings: Arc<Settings>,
        (engine, caller): (&Engine, &Caller),
        action: &'static str,
    ) -> Self {
        Self {
            conn,
            caller: caller.clone(),
            engine: engine.clone(),
            settings,
            now: engine.now(),
            action,
            input_hash: String::new(),
            touched: Touched::default(),
            asked: Vec::new(),
            gathering: false,
            gathered: Gathered::default(),
            currencies: None,
            templates: templates::Read::new(),
        }
    }

    /// The currencies as they were when the act first asked for them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn currencies(&mut self) -> Result<Arc<Currencies>> {
        if let Some(read) = &self.currencies {
            return Ok(Arc::clone(read));
        }
        let read = Arc::new(Currencies::read(&mut self.conn).await?);
        self.currencies = Some(Arc::clone(&read));
        Ok(read)
    }

    /// Unix seconds of the act.
    #[must_use]
    pub fn at(&self) -> i64 {
        self.now.as_second()
    }

    /// Today in the company's time zone (B5).
    #[must_use]
    pub fn today(&self) -> Date {
        self.settings.date_of(self.now)
    }

    /// Writes a line of the activity log, in the words people read there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn log(&mut self, client: Option<ClientId>, text: impl Into<String>) -> Result<()> {
        self.log_for(client, None, text).await
    }

    /// [`Act::log`] about a user.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn log_for(
        &mut self,
        client: Option<ClientId>,
        user: Option<UserId>,
        text: impl Into<String>,
    ) -> Result<()> {
        self.note_line(Line { by: None, client, user, text: text.into() }).await
    }

    /// [`Act::log_for`] of a visitor of whom the act found out who it is: the line is theirs.
    /// Whoever else asked stays the one who did.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn log_as(
        &mut self,
        who: Actor,
        client: Option<ClientId>,
        user: Option<UserId>,
        text: impl Into<String>,
    ) -> Result<()> {
        let by = matches!(self.caller.actor, Actor::Visitor).then_some(who);
        self.note_line(Line { by, client, user, text: text.into() }).await
    }

    /// Records which fields of a thing changed: pairs of before and after. Equal pairs are dropped.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn changed(
        &mut self,
        entity: &'static str,
        id: impl Into<i64>,
        fields: &[(&str, Value, Value)],
    ) -> Result<()> {
        let changes: serde_json::Map<String, Value> = fields
            .iter()
            .filter(|(_, before, after)| before != after)
            .map(|(name, before, after)| ((*name).to_owned(), json!([before, after])))
            .collect();
        if changes.is_empty() {
            return Ok(());
        }
        let fields = Value::Object(changes).to_string();
        self.note_change(Change { entity, id: id.into(), fields }).await
    }

    /// Announces what happened, in the same transaction (`InvoicePaid`, `ClientAdded`, …), and
    /// has every web hook told that wants to know.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn event(
        &mut self,
        kind: &'static str,
        client: Option<ClientId>,
        payload: &Value,
    ) -> Result<()> {
        self.note_event(Event { kind, client, payload: payload.to_string() }).await
    }

    /// Enqueues work for after the commit. A job whose key exists already is not enqueued again.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn enqueue(&mut self, job: Job) -> Result<()> {
        let at = self.at();
        self.enqueue_at(job, at, jobs::ATTEMPTS_MAX).await
    }

    /// Enqueues work for an instant (Unix seconds), to be given up after so many attempts.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn enqueue_at(&mut self, job: Job, run_at: i64, attempts_max: i64) -> Result<()> {
        self.note_job(Later { job, run_at, attempts_max }).await
    }

    /// What was enqueued since this was last asked.
    pub(crate) fn take_asked(&mut self) -> Vec<Asked> {
        std::mem::take(&mut self.asked)
    }

    /// Notes that a setting changes with this act, so that it is read anew after the commit.
    pub(crate) fn touch_settings(&mut self) {
        self.touched.settings = true;
    }

    /// Notes that a ban changes with this act, so that they are read anew after the commit.
    pub(crate) fn touch_bans(&mut self) {
        self.touched.bans = true;
    }

    /// Notes that a rule of notifications changes with this act, so that they are read anew after
    /// the commit.
    pub fn touch_rules(&mut self) {
        self.touched.rules = true;
    }

    /// Notes that the act erases a person, so that what it erased is not left in the database's log
    /// after the commit.
    pub(crate) fn erases(&mut self) {
        self.touched.erased = true;
    }

    /// Ends the act: keeps the answer for its idempotency key and commits, or rolls back a dry run.
    ///
    /// # Errors
    /// When the commit fails: then nothing was kept.
    pub async fn finish(self, answer: &(impl Serialize + Sync)) -> Result<()> {
        self.finish_said(&|| serde_json::to_string(answer)).await
    }

    /// The same with what writes the answer as JSON; it is asked only when there is a key.
    ///
    /// # Errors
    /// As [`finish`](Self::finish).
    pub async fn finish_said(
        mut self,
        said: &(dyn Fn() -> Result<String, serde_json::Error> + Sync),
    ) -> Result<()> {
        if self.caller.dry_run {
            return Ok(());
        }
        if let Some(key) = self.caller.idempotency_key.clone() {
            let said = said()?;
            let entry = idempotency::Done {
                caller: &self.caller.actor.scope(),
                key: &key.0,
                action: self.action,
                input_hash: &self.input_hash,
                response: &said,
                at: self.at(),
            };
            idempotency::keep(&mut self.conn, &entry).await.map_err(|error| {
                if error.is_duplicate() {
                    conflict("A request with this idempotency key is being carried out")
                } else {
                    Fault::from(error)
                }
            })?;
        }
        self.commit().await
    }

    /// Ends an act that answers nothing and has no idempotency key.
    ///
    /// # Errors
    /// See [`Act::finish`].
    pub async fn commit(mut self) -> Result<()> {
        if self.caller.dry_run {
            return Ok(());
        }
        self.write_gathered().await?;
        self.engine.still_alive()?;
        self.conn.commit().await?;
        self.touched.tell(&self.engine).await;
        Ok(())
    }

    /// [`Act::commit`] of one that was opened in turn: it returns once others see what was done,
    /// so that the next one can begin. Nobody is to be told of it before it is kept.
    ///
    /// # Errors
    /// See [`Act::commit`].
    pub(crate) async fn commit_in_turn(mut self) -> Result<Kept> {
        if self.caller.dry_run {
            return Ok(Kept::already());
        }
        self.write_gathered().await?;
        self.engine.still_alive()?;
        let kept = self.conn.commit_in_turn().await?;
        // Whoever does a job claims it first: once that is on disk, so is this.
        self.touched.tell(&self.engine).await;
        Ok(kept)
    }
}

/// The sentence of a WHMCS whose API role does not list the action.
#[must_use]
pub fn not_permitted(action: &str) -> Fault {
    not_allowed(format!(
        "Invalid Permissions: API action \"{}\" is not allowed",
        action.to_ascii_lowercase()
    ))
}
