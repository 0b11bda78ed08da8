//! What an act notes beside its work: log, journal, credit, events, mails and jobs.
//! An act that does many things gathers it, so that a few statements write it for all of them.

use model::ids::{ClientId, UserId};
use store::billing::credits::{self, CreditRow};
use store::billing::journal::{self, JournalRow};
use store::system::{activity, audit, jobs, outbox, web_hooks};

use super::{Act, Asked, Job};
use crate::system::mail::{self, NewMail, Once, Queued};
use crate::system::notifications;
use crate::system::web_hooks::{ATTEMPTS_MAX, job_of};
use crate::{Actor, Result};

/// What is not written yet, each kind in the order it came.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    lines: Vec<Line>,
    changes: Vec<Change>,
    movements: Vec<JournalRow>,
    credits: Vec<CreditRow>,
    events: Vec<Event>,
    mails: Vec<(NewMail, Option<Once>)>,
    jobs: Vec<Later>,
}

/// A line of the activity log.
#[derive(Debug)]
pub(super) struct Line {
    /// Who did it, where that is not the caller.
    pub(super) by: Option<Actor>,
    pub(super) client: Option<ClientId>,
    pub(super) user: Option<UserId>,
    pub(super) text: String,
}

/// An entry of the audit log.
#[derive(Debug)]
pub(super) struct Change {
    pub(super) entity: &'static str,
    pub(super) id: i64,
    /// JSON.
    pub(super) fields: String,
}

/// Something that happened.
#[derive(Debug)]
pub(super) struct Event {
    pub(super) kind: &'static str,
    pub(super) client: Option<ClientId>,
    /// JSON.
    pub(super) payload: String,
}

/// A job, from which instant it may be done, and how often it may be tried.
#[derive(Debug)]
pub(super) struct Later {
    pub(super) job: Job,
    pub(super) run_at: i64,
    pub(super) attempts_max: i64,
}

impl Act {
    /// From here on notes are gathered until [`Act::write_gathered`] or the end of the act; whether
    /// they were before. What is gathered is not in the database yet: who reads it writes it first.
    pub(crate) fn gather(&mut self) -> bool {
        std::mem::replace(&mut self.gathering, true)
    }

    /// Forgets what was gathered for a thing that was undone, and gathers no more.
    pub(crate) fn forget_gathered(&mut self) {
        self.gathering = false;
        self.gathered = Gathered::default();
    }

    /// Writes what was gathered, and gathers no more.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn write_gathered(&mut self) -> Result<()> {
        self.gathering = false;
        let gathered = std::mem::take(&mut self.gathered);
        journal::insert(&mut self.conn, &gathered.movements).await?;
        credits::insert(&mut self.conn, &gathered.credits).await?;
        self.write_lines(&gathered.lines).await?;
        self.write_changes(&gathered.changes).await?;
        let mut later = gathered.jobs;
        self.write_events(&gathered.events, &mut later).await?;
        let mails = mail::written(self, gathered.mails).await?;
        self.write_jobs(later, mails).await
    }

    pub(super) async fn note_line(&mut self, line: Line) -> Result<()> {
        self.gathered.lines.push(line);
        self.noted().await
    }

    pub(super) async fn note_change(&mut self, change: Change) -> Result<()> {
        self.gathered.changes.push(change);
        self.noted().await
    }

    pub(super) async fn note_event(&mut self, event: Event) -> Result<()> {
        self.gathered.events.push(event);
        self.noted().await
    }

    pub(super) async fn note_job(&mut self, later: Later) -> Result<()> {
        self.gathered.jobs.push(later);
        self.noted().await
    }

    /// Notes movements of the journal.
    pub(crate) async fn note_movements(
        &mut self,
        rows: impl IntoIterator<Item = JournalRow>,
    ) -> Result<()> {
        self.gathered.movements.extend(rows);
        self.noted().await
    }

    /// Notes a movement of a client's credit.
    pub(crate) async fn note_credit(&mut self, row: CreditRow) -> Result<()> {
        self.gathered.credits.push(row);
        self.noted().await
    }

    /// Notes a mail; with a key it is sent once. Without an address there is nobody to
    /// write to, as for an erased client.
    pub(crate) async fn note_mail(&mut self, mail: NewMail, once: Option<Once>) -> Result<()> {
        if mail.to.trim().is_empty() {
            return Ok(());
        }
        self.gathered.mails.push((mail, once));
        self.noted().await
    }

    async fn noted(&mut self) -> Result<()> {
        if self.gathering { Ok(()) } else { self.write_gathered().await }
    }

    async fn write_lines(&mut self, lines: &[Line]) -> Result<()> {
        let at = self.at();
        let lines = lines.iter().map(|line| {
            let by = line.by.as_ref().unwrap_or(&self.caller.actor);
            activity::New {
                at,
                actor: by.word(),
                actor_id: by.id(),
                actor_name: by.name(),
                ip: &self.caller.ip,
                action: self.action,
                client_id: line.client,
                user_id: line.user,
                description: &line.text,
            }
        });
        Ok(activity::add(&mut self.conn, &lines.collect::<Vec<_>>()).await?)
    }

    async fn write_changes(&mut self, changes: &[Change]) -> Result<()> {
        let at = self.at();
        let entries = changes.iter().map(|change| audit::New {
            at,
            actor: self.caller.actor.word(),
            actor_id: self.caller.actor.id(),
            ip: &self.caller.ip,
            door: self.caller.door.word(),
            action: self.action,
            entity: change.entity,
            entity_id: change.id,
            changes: &change.fields,
        });
        Ok(audit::add(&mut self.conn, &entries.collect::<Vec<_>>()).await?)
    }

    /// Writes events, and has every web hook and rule told that wants to know.
    async fn write_events(&mut self, events: &[Event], later: &mut Vec<Later>) -> Result<()> {
        if events.is_empty() {
            return Ok(());
        }
        let at = self.at();
        let news = events.iter().map(|event| outbox::New {
            kind: event.kind,
            client: event.client,
            payload: &event.payload,
        });
        let ids = outbox::add(&mut self.conn, at, &news.collect::<Vec<_>>()).await?;
        for delivery in web_hooks::fan_out(&mut self.conn, &ids, at).await? {
            later.push(Later { job: job_of(delivery), run_at: at, attempts_max: ATTEMPTS_MAX });
        }
        for (id, event) in ids.iter().zip(events) {
            for job in notifications::about(self, *id, event.kind).await? {
                let attempts_max = notifications::ATTEMPTS_MAX;
                later.push(Later { job, run_at: at, attempts_max });
            }
        }
        Ok(())
    }

    async fn write_jobs(&mut self, later: Vec<Later>, mails: Vec<Queued>) -> Result<()> {
        if later.is_empty() && mails.is_empty() {
            return Ok(());
        }
        let at = self.at();
        let payloads: Vec<String> =
            later.iter().map(|later| later.job.payload.to_string()).collect();
        let others = later.iter().zip(&payloads).map(|(later, payload)| jobs::New {
            kind: later.job.kind,
            payload,
            unique_key: later.job.unique_key.as_deref(),
            run_at: later.run_at,
            attempts_max: later.attempts_max,
        });
        let letters = mails.iter().map(|letter| jobs::New {
            kind: mail::KIND,
            payload: &letter.payload,
            unique_key: letter.unique_key.as_deref(),
            run_at: at,
            attempts_max: jobs::ATTEMPTS_MAX,
        });
        let news: Vec<_> = others.chain(letters).collect();
        let are_new = jobs::add_all(&mut self.conn, &news).await?;
        self.touched.jobs |= !mails.is_empty() || later.iter().any(|later| later.run_at <= at);
        let others = later.into_iter().map(|later| Asked::Job(later.job));
        let asked = others.chain(mails.into_iter().map(|letter| letter.asked));
        let each = asked.zip(are_new).filter(|(_, is_new)| *is_new);
        self.asked.extend(each.map(|(asked, _)| asked));
        Ok(())
    }
}
