//! The house's own numbers of invoices go on above those that came with the WHMCS (B17).

use std::collections::BTreeMap;

use engine::billing::numbered::{behind, current_counter};
use store::billing::{counters, moved};

use crate::error::Result;
use crate::moving::Moving;

/// Has each counter go on behind the numbers that it could come upon. Where all of them look
/// otherwise than the house's own, the digits at their ends count.
pub(super) async fn go_on(moving: &Moving<'_>) -> Result<()> {
    let mut act = moving.act().await?;
    let today = act.today();
    let mut next: BTreeMap<String, i64> = BTreeMap::new();
    let mut others = 0;
    for (number, issued_on) in moved::numbers(&mut act.conn).await? {
        if let Some((counter, at)) = behind(&act.settings, &number, issued_on, today) {
            let place = next.entry(counter).or_default();
            *place = at.max(*place);
        } else {
            others = others.max(digits_at_end(&number));
        }
    }
    if next.is_empty() && others > 0 {
        next.insert(current_counter(&act.settings, today), others.saturating_add(1));
    }
    for (counter, at) in next {
        counters::at_least(&mut act.conn, &counter, at).await?;
    }
    Ok(act.commit().await?)
}

/// The number that the digits at the end of a text are; 0 where there are none.
pub(super) fn digits_at_end(number: &str) -> i64 {
    let rest = number.trim_end_matches(|each: char| each.is_ascii_digit());
    number[rest.len()..].parse().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::digits_at_end;

    #[test]
    fn the_digits_at_the_end_count() {
        for (number, expected) in
            [("INV-2026-00123", 123), ("123", 123), ("R-1/26", 26), ("A", 0), ("", 0)]
        {
            assert_eq!(digits_at_end(number), expected, "{number}");
        }
    }
}
