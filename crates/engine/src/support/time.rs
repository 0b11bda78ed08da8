//! Moments that callers give for what they say happened earlier.

use jiff::civil::DateTime;

use crate::{Act, Fault, Result, invalid};

/// The instant of a civil time in the company's time zone, in Unix seconds; now if none is given.
///
/// # Errors
/// Refused with `too_late` when it lies ahead.
pub fn stated(act: &Act, created: Option<DateTime>, too_late: &'static str) -> Result<i64> {
    let Some(created) = created else { return Ok(act.at()) };
    let instant = act.settings.zone().to_timestamp(created).map_err(Fault::broken)?;
    if instant > act.now {
        return Err(invalid("created", too_late));
    }
    Ok(instant.as_second())
}
