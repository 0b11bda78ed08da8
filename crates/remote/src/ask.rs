//! One question to the server: admitted, sent, repeated if it may be, read, and told of.

use std::{borrow::Cow, fmt, sync::Arc, time::Duration};

use bytes::Bytes;
use protocol::{Access, ActionInfo};
use tokio::time::{Instant, timeout_at};

use crate::{
    Config, ConfigError, Health, RawAnswer, RemoteError,
    answer::{ReadAs, Reading},
    breaker::{Breaker, End},
    cache::Cache,
    config,
    flights::{Flights, Key, Outcome},
    freshness::Freshness,
    gate::Gate,
    later,
    redact::Redactor,
    transport::Line,
};

/// A source of random numbers.
pub(crate) type Chance = Box<dyn Fn() -> u64 + Send + Sync>;

/// Everything that calls to one server share.
pub(crate) struct Shared {
    pub(crate) line: Line,
    pub(crate) breaker: Breaker,
    pub(crate) flights: Flights<Key, Outcome>,
    pub(crate) freshness: Freshness,
    pub(crate) cache: Option<Cache>,
    pub(crate) reading: Reading,
    gate: Gate,
    /// The parameters that say who we are, encoded.
    login: String,
    retries_max: u32,
    retry_pause: Duration,
    chance: Chance,
}

/// What is asked.
pub(crate) struct Question {
    pub(crate) action: Cow<'static, str>,
    /// What it is called in metrics.
    pub(crate) label: &'static str,
    pub(crate) access: Access,
    /// The encoded parameters, without credentials and action.
    pub(crate) form: Arc<str>,
    /// Makes a repetition of a write have one effect, where the server knows that.
    pub(crate) key: Option<Arc<str>>,
    /// Hides the private parameters too.
    pub(crate) redactor: Redactor,
    pub(crate) deadline: Instant,
}

impl Shared {
    /// The address of the installation, without the path of its API, ending in a slash.
    pub(crate) fn installation(&self) -> String {
        config::installation_of(self.line.endpoint().as_str())
    }

    pub(crate) fn new(config: &Config, chance: Chance) -> Result<Self, ConfigError> {
        config.check()?;
        let mut login = protocol::Pairs::new();
        for (name, value) in config.credentials.pairs() {
            login.push(name, value);
        }
        if let Some(key) = &config.access_key {
            login.push("accesskey", key.expose());
        }
        Ok(Self {
            line: Line::new(config)?,
            breaker: Breaker::new(config.breaker),
            flights: Flights::default(),
            freshness: Freshness::default(),
            cache: config.catalogue_ttl.map(Cache::new),
            reading: Reading {
                redactor: Redactor::of(config),
                tolerate_pollution: config.tolerate_pollution,
            },
            gate: Gate::new(config),
            login: login.to_urlencoded(),
            retries_max: config.retries_max,
            retry_pause: config.retry_pause,
            chance,
        })
    }

    /// Asks and reads the answer, within the question's deadline.
    pub(crate) async fn ask(&self, question: Question, read: ReadAs) -> Outcome {
        let start = Instant::now();
        let (action, label) = (question.action.clone(), question.label);
        let mut told = Told { action, label, start, status: None, repeated: 0 };
        let sent = self.send(&question, &mut told.repeated).await;
        let reading = Reading { redactor: question.redactor, ..self.reading };
        told.status = match &sent {
            Ok(answer) => Some(answer.status),
            Err(error) => error.status(),
        };
        let outcome = sent.and_then(|answer| read.read(&answer, &reading));
        let outcome = match question.access {
            Access::Read => outcome,
            Access::Write => outcome.map_err(RemoteError::of_write),
        };
        told.tell(outcome.as_ref().err());
        outcome
    }

    /// Sends until there is an answer, an error that will not pass, or no time left.
    async fn send(
        &self,
        question: &Question,
        repeated: &mut u32,
    ) -> Result<RawAnswer, RemoteError> {
        // Ours come last: of two parameters of a name the last one counts.
        let Question { form, action, label, .. } = question;
        let glue = if form.is_empty() { "" } else { "&" };
        let form = Bytes::from(format!("{form}{glue}{}&action={action}", self.login));
        let mut error = None;
        loop {
            let new = match self.attempt(question, form.clone()).await {
                Ok(answer) => return Ok(answer),
                Err(RemoteError::Unavailable { .. } | RemoteError::Busy) if error.is_some() => None,
                Err(new) => Some(new),
            };
            let again = new.as_ref().is_some_and(RemoteError::is_passing)
                && question.access == Access::Read
                && *repeated < self.retries_max;
            // What broke first tells more than that the breaker opened over it.
            error = new.or(error);
            let pause = self.pause(*repeated);
            if !again || later(Instant::now(), pause) >= question.deadline {
                return Err(error.unwrap_or(RemoteError::Busy));
            }
            tokio::time::sleep(pause).await;
            *repeated += 1;
            metrics::counter!("remote_retries_total", "action" => *label).increment(1);
        }
    }

    async fn attempt(&self, question: &Question, form: Bytes) -> Result<RawAnswer, RemoteError> {
        let unavailable = |retry_after| RemoteError::Unavailable { retry_after };
        if let Health::Bad { retry_after } = self.breaker.health() {
            return Err(unavailable(retry_after));
        }
        let _place = self.gate.enter(question.deadline).await?;
        let pass = self.breaker.admit().map_err(unavailable)?;
        let answer = self.line.post(form, question.key.as_deref(), &question.redactor);
        let answer = timeout_at(question.deadline, answer).await;
        let answer = answer.unwrap_or(Err(RemoteError::Timeout));
        let failed = answer.as_ref().is_err_and(RemoteError::is_failure);
        pass.end(if failed { End::Failed } else { End::Answered });
        answer
    }

    pub(crate) fn number(&self) -> u64 {
        (self.chance)()
    }

    /// Between half and all of a pause that doubles with every repetition.
    fn pause(&self, repeated: u32) -> Duration {
        let half = self.retry_pause.saturating_mul(1 << repeated.min(16)) / 2;
        let nanos = u64::try_from(half.as_nanos()).unwrap_or(u64::MAX - 1);
        half + Duration::from_nanos(self.number() % (nanos + 1))
    }
}

/// What is told of a call: no parameters and no texts of the server.
struct Told {
    action: Cow<'static, str>,
    label: &'static str,
    start: Instant,
    status: Option<u16>,
    repeated: u32,
}

impl Told {
    fn tell(&self, error: Option<&RemoteError>) {
        let took = self.start.elapsed();
        let outcome = error.map_or("ok", RemoteError::word);
        let Self { action, label, status, repeated, .. } = self;
        metrics::counter!("remote_calls_total", "action" => *label, "outcome" => outcome)
            .increment(1);
        metrics::histogram!("remote_call_seconds", "action" => *label).record(took.as_secs_f64());
        let (action, status) = (action.as_ref(), status.unwrap_or_default());
        let duration_ms = millis(took);
        match error {
            // While the breaker is open or the queue full, a warning per call would be a flood.
            None
            | Some(RemoteError::Refused { .. } | RemoteError::Unavailable { .. })
            | Some(RemoteError::Busy) => {
                tracing::debug!(action, status, duration_ms, repeated, outcome, "called");
            }
            Some(_) => tracing::warn!(action, status, duration_ms, repeated, outcome, "failed"),
        }
    }
}

/// The name for metrics: those of the protocol, so that nobody can fill the memory with names.
pub(crate) fn label(action: Option<&ActionInfo>) -> &'static str {
    action.map_or("other", |action| action.name)
}

/// A duration in whole milliseconds, for log lines.
pub(crate) fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

impl fmt::Debug for Shared {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let url = self.line.endpoint().as_str();
        out.debug_struct("Remote").field("url", &url).finish_non_exhaustive()
    }
}
