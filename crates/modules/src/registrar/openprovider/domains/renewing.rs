//! Names, renewed or restored.
//!
//! A name that was deleted is in quarantine. While that is soft, it is restored for the price of a
//! renewal, and cannot be renewed; later it is restored for more. Source:
//! `docs/auto_renew_logic.md` and `RenewDomainController.php` of the vendor's own module,
//! <https://github.com/openprovider/Openprovider-WHMCS-domains>.

use jiff::civil::Date;
use ports::registrar::{Answer, DomainDone, Renewal, agreed};
use ports::{PortError, Refused};
use serde_json::json;

use super::{Found, day, here, lawful};
use crate::registrar::openprovider::api::{Account, text};
use crate::registrar::openprovider::prices;

/// Renews or restores a name whose expiry is as we know it.
pub(in crate::registrar::openprovider) async fn renew(
    account: &Account,
    wish: &Renewal,
    today: Date,
) -> Result<Answer<DomainDone>, PortError> {
    if let Err(no) = lawful(&wish.domain, wish.years) {
        return Ok(Err(no));
    }
    let found = match here(account, &wish.domain).await? {
        Ok(found) => found,
        Err(no) => return Ok(Err(no)),
    };
    let own = found.is_marked("renew", &wish.idempotency_key);
    if found.expires_on() != Some(wish.expires_on) {
        let no = Refused::new("expiry", "The name does not expire when it is said to");
        return Ok(if own { found.done() } else { Err(no) });
    }
    if text(&found.0, "/status") == "RRQ" {
        let no = Refused::new("quarantine", "The name is being restored already");
        return Ok(if own { found.done() } else { Err(no) });
    }
    let restores = match restores(&found, wish, today) {
        Ok(restores) => restores,
        Err(no) => return Ok(Err(no)),
    };
    let asked = prices::premium_price(account, &wish.domain, "renew").await?;
    if let Err(no) = asked.and_then(|asked| agreed(wish.years, wish.fee, asked)) {
        return Ok(Err(no));
    }
    if wish.restore {
        let asked = prices::premium_price(account, &wish.domain, "restore").await?;
        if let Err(no) = asked.and_then(|asked| agreed(1, wish.restore_fee, asked)) {
            return Ok(Err(no));
        }
    }
    // Written before, so that a renewal whose answer is lost is known as this one.
    let comments = found.comments("renew", &wish.idempotency_key);
    let id = found.id();
    if let Err(no) = account.put(&["domains", &id], &json!({ "comments": comments })).await? {
        return Ok(Err(no));
    }
    if restores {
        let said = account.post(&["domains", &id, "restore"], &json!({})).await?;
        return Ok(said.map(|_| DomainDone::Pending { reference: id }));
    }
    let body = json!({ "period": wish.years });
    if let Err(no) = account.post(&["domains", &id, "renew"], &body).await? {
        return Ok(Err(no));
    }
    match here(account, &wish.domain).await? {
        Ok(after) if after.expires_on() == Some(wish.expires_on) => {
            Ok(Ok(DomainDone::Pending { reference: id }))
        }
        Ok(after) => Ok(after.done()),
        Err(no) => Ok(Err(no)),
    }
}

/// Whether a renewal has to restore the name.
fn restores(found: &Found, wish: &Renewal, today: Date) -> Answer<bool> {
    if wish.restore || text(&found.0, "/status") != "DEL" {
        return Ok(wish.restore);
    }
    let soft = day(text(&found.0, "/soft_quarantine_expiry_date"));
    if soft.is_none_or(|until| until < today) {
        let why = "The name is past its grace period: it has to be restored, for another price";
        return Err(Refused::new("quarantine", why));
    }
    if wish.years != 1 {
        let why = "A name in quarantine is restored for one year, and renewed afterwards";
        return Err(Refused::new("period", why));
    }
    Ok(true)
}
