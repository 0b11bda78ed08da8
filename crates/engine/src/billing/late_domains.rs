//! What renewing a domain name costs beside its price when it is late (B33).

use model::billing::invoice::LineType;
use model::domains::lifecycle::LateDomainFees;
use model::domains::name::for_people;
use model::domains::status::DomainStatus;
use model::explanation::{Step, What};
use model::ids::{CurrencyId, DomainId};
use model::money::Money;
use model::word::Word as _;
use store::Conn;
use store::billing::invoice_items;
use store::billing::payers::PayerRow;
use store::billing::renewals::RenewalRow;
use store::domains::tlds::TldRow;

use super::issue::NewLine;
use super::terms::Terms;
use crate::Result;
use crate::domains::premium;
use crate::domains::sync::tld_of;
use crate::system::currencies::Currencies;

/// What a renewal of a name in a status costs beside its price, in a currency (B3). Where its
/// registry asks more to restore it than others, that is what a restoration costs.
///
/// # Errors
/// When the database fails, an amount does not fit its currency, or the registry's has no rate.
pub async fn fees(
    c: &mut Conn,
    tld: &TldRow,
    id: DomainId,
    status: DomainStatus,
    currencies: &Currencies,
    currency: CurrencyId,
) -> Result<LateDomainFees> {
    let default = currencies.default_row()?.id;
    let fee = |minor: i64| currencies.convert(currencies.money(minor, default)?, currency);
    let zero = Money::zero(currencies.currency(currency)?);
    Ok(match status {
        DomainStatus::Grace => {
            LateDomainFees { grace: fee(tld.grace_fee_minor)?, redemption: zero }
        }
        DomainStatus::Redemption => LateDomainFees {
            grace: fee(tld.grace_fee_minor)?,
            redemption: match premium::restoration_price(c, currencies, id, currency).await? {
                Some(price) => price,
                None => fee(tld.redemption_fee_minor)?,
            },
        },
        _ => LateDomainFees { grace: zero, redemption: zero },
    })
}

/// The lines that a late name has yet to be asked for, each once for a due date.
///
/// They stand beside the renewal where that is invoiced late, and alone where its invoice was
/// made before: an issued invoice does not change (B16).
///
/// # Errors
/// When the database fails.
pub(super) async fn lines(
    c: &mut Conn,
    row: &RenewalRow,
    payer: &PayerRow,
    terms: &Terms,
) -> Result<Vec<NewLine>> {
    let Some(status) = DomainStatus::from_word(&row.status) else { return Ok(Vec::new()) };
    let late = matches!(status, DomainStatus::Grace | DomainStatus::Redemption);
    // A name that is paid for is late in words only, until its registrar has heard of it.
    if !late || row.next_due_on > terms.today() {
        return Ok(Vec::new());
    }
    let Some(tld) = tld_of(c, &row.name).await? else { return Ok(Vec::new()) };
    let id = DomainId(row.id);
    let fees = fees(c, &tld, id, status, &terms.currencies, payer.currency_id).await?;
    let mut lines = Vec::new();
    for (kind, text, fee) in [
        (LineType::GraceFee, "Domain Renewal Grace Fee", fees.grace),
        (LineType::RedemptionFee, "Domain Redemption Fee", fees.redemption),
    ] {
        let since = row.next_due_on;
        if !fee.is_positive() || invoice_items::asked_since(c, kind, row.id, since).await? {
            continue;
        }
        let text = format!("{text} - {}", for_people(&row.name));
        let mut line = NewLine::new(kind, row.id, text, fee);
        line.taxed = row.taxed;
        line.explanation = vec![Step::new(What::LateFee, fee)];
        lines.push(line);
    }
    Ok(lines)
}
