//! How busy a service was on its last day: read from its provider, and kept nowhere but in memory
//! for a moment, so that who looks again and again does not use up what the provider grants. Of a
//! provider that only counts it follows from what we read there every few minutes.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use model::ids::ServiceId;
use ports::provisioning::{Measuring, ProvisionerCapabilities};
pub use ports::provisioning::{Metrics, Sample, Span};

use super::place::{self, Place};
use super::readings;
use crate::{Cx, Result, not_now};

/// The refusal of a module that measures nothing, and for services without one.
pub const NOT_OFFERED: &str = "The provider of this service does not measure it";
const NO_ANSWER: &str = "The provider gave no answer";
/// How long an answer is good for others who ask.
const GOOD_SECONDS: i64 = 60;
/// Most services whose answers are remembered.
const REMEMBERED_MAX: usize = 1_000;

/// Answers that are still good.
#[derive(Default)]
pub(crate) struct Measured(Mutex<BTreeMap<ServiceId, (i64, Span, Metrics)>>);

/// How busy a service was, and when.
///
/// # Errors
/// `Service ID not found`; refused where nobody measures it, and when the provider does not answer.
pub async fn of(cx: &Cx, service: ServiceId) -> Result<(Span, Metrics)> {
    let place =
        place::of(cx, service, "metrics", ProvisionerCapabilities::measures, NOT_OFFERED).await?;
    let now = cx.engine.now().as_second();
    if let Some(found) = cx.engine.measured().get(service, now) {
        return Ok(found);
    }
    let (span, told) = asked(cx, &place, now).await?;
    cx.engine.measured().put(service, now, span, &told);
    Ok((span, told))
}

async fn asked(cx: &Cx, place: &Place, now: i64) -> Result<(Span, Metrics)> {
    let span = Span::day_until(now);
    if place.module.capabilities().metrics == Measuring::Counted {
        return Ok((span, readings::of(cx, place, span).await?));
    }
    match place.ask(cx, place.module.metrics(&place.briefing, span)).await {
        Ok(told) => Ok((span, told.ok_or_else(|| not_now(NOT_OFFERED))?)),
        Err(error) => {
            tracing::warn!(%error, service = %place.row.id, "a provider gave no measurements");
            Err(not_now(NO_ANSWER))
        }
    }
}

impl Measured {
    fn get(&self, service: ServiceId, now: i64) -> Option<(Span, Metrics)> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, span, told) = known.get(&service)?;
        (0..GOOD_SECONDS).contains(&(now - at)).then(|| (*span, told.clone()))
    }

    fn put(&self, service: ServiceId, now: i64, span: Span, told: &Metrics) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= REMEMBERED_MAX {
            known.retain(|_, (at, ..)| (0..GOOD_SECONDS).contains(&(now - *at)));
        }
        if known.len() < REMEMBERED_MAX {
            known.insert(service, (now, span, told.clone()));
        }
    }
}
