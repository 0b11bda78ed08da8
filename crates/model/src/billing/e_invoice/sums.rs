//! The sums of a document (BG-22), once, in whole minor units.

use super::{EInvoice, Lack};
use crate::money::display_scaled;

/// Decimals of an amount at most (BR-DEC).
const DECIMALS_MAX: u8 = 2;

/// The sums at the foot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sums {
    /// Lines without tax (BT-106, BT-109).
    pub(super) net: i64,
    /// With tax (BT-112).
    pub(super) gross: i64,
    /// Paid (BT-113).
    pub(super) paid: i64,
    /// What the total differs from its parts by (BT-114): older systems rounded line by line.
    pub(super) rounding: i64,
    /// Still to be paid (BT-115).
    pub(super) due: i64,
}

/// Adds up.
///
/// # Errors
/// When the total differs by more than a minor unit for each line.
pub(super) fn sums(document: &EInvoice) -> Result<Sums, Lack> {
    let lines = document.lines.iter().try_fold(0_i64, |sum, line| sum.checked_add(line.net_minor));
    let net = lines.ok_or(Lack::Sums)?;
    let gross = net.checked_add(document.tax_minor).ok_or(Lack::Sums)?;
    let rounding = document.total_minor.checked_sub(gross).ok_or(Lack::Sums)?;
    let lines = u64::try_from(document.lines.len()).unwrap_or(u64::MAX);
    if rounding.unsigned_abs() > lines {
        return Err(Lack::Sums);
    }
    let paid = document.paid_minor;
    let due = document.total_minor.checked_sub(paid).ok_or(Lack::Sums)?;
    Ok(Sums { net, gross, paid, rounding, due })
}

/// An amount as it is written: with the decimals of its currency, of which a third must be zero.
///
/// # Errors
/// When it is not.
pub(super) fn amount(minor: i64, digits: u8) -> Result<String, Lack> {
    let Some(more) = digits.checked_sub(DECIMALS_MAX) else {
        return Ok(display_scaled(minor, digits));
    };
    let step = 10_i64.pow(u32::from(more));
    if minor % step != 0 {
        return Err(Lack::Decimals);
    }
    Ok(display_scaled(minor / step, DECIMALS_MAX))
}
