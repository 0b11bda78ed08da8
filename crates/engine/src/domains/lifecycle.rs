//! What a payment means for a domain name: the next due date, and the registrar's part (B19).

use model::billing::invoice::LineType;
use model::dates::Period;
use model::ids::DomainId;
use serde_json::json;
use store::domains::names;

use crate::{Act, Fault, Job, Result};

/// A line for a domain was paid: moves its due date to the period's end and has it registered,
/// transferred or renewed.
///
/// # Errors
/// Broken when there is no such domain.
pub async fn domain_paid(
    act: &mut Act,
    id: DomainId,
    kind: LineType,
    period: Option<Period>,
) -> Result<()> {
    let row = names::lock(&mut act.conn, id).await?;
    let row = row.ok_or_else(|| Fault::broken(format!("paid for domain {id}, which is gone")))?;
    let at = act.at();
    if let Some(period) = period
        && row.next_due_on.is_none_or(|due| due < period.to_exclusive)
    {
        names::set_next_due(&mut act.conn, id, Some(period.to_exclusive), at).await?;
    }
    let (kind, unique_key) = match (kind, period) {
        (LineType::DomainRegister, _) => ("domain.register", format!("domain.register:{id}")),
        (LineType::DomainTransfer, _) => ("domain.transfer", format!("domain.transfer:{id}")),
        (_, Some(period)) => ("domain.renew", format!("domain.renew:{id}:{}", period.from)),
        (_, None) => return Ok(()),
    };
    // A renewal may have been ordered for more years than the name usually has.
    let paid = period.map(|Period { from, to_exclusive }| to_exclusive.year() - from.year());
    let renewed = paid.filter(|years| kind == "domain.renew" && *years > 0);
    let years = renewed.map_or(row.years, i64::from);
    let payload = json!({ "domain": id.0, "years": years });
    act.enqueue(Job { kind, payload, unique_key: Some(unique_key) }).await
}
