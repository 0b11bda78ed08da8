//! The client as an affiliate: the link, what it brought, and what was paid.

use engine::{Caller, Door};
use model::people::permission::ClientPermission;
use protocol::{GetAffiliateDetailsResponse, GetConfigurationValue};
use serde_json::{Value, json};

use super::Shown;
use super::frame::Member;
use crate::pages::language::tell;
use crate::pages::words::Money;

const HERE: &str = "/account/affiliate";
/// Commissions and payouts that are shown of each.
const ROWS_MAX: usize = 100;

/// `GET /account/affiliate`
pub(super) async fn page(here: Member) -> Shown {
    let found = here.door(ClientPermission::Affiliates)?.affiliate().await?;
    let on = found.is_some() || is_on(&here).await;
    let money = here.money().await?;
    let base = setting(&here, "SystemURL").await;
    let base = base.trim_end_matches('/');
    let view = match found {
        Some((visitors, found)) => shown(&found, visitors, &money, base),
        None => json!({ "on": on }),
    };
    here.page("client/affiliate.html", &tell("affiliate")).nav("account").show(view).await
}

/// Whether the house has affiliates at all.
async fn is_on(here: &Member) -> bool {
    matches!(setting(here, "AffiliateEnabled").await.as_str(), "on" | "1")
}

async fn setting(here: &Member, name: &str) -> String {
    let call = GetConfigurationValue { setting: name.to_owned() };
    let found = here.app.whmcs().call(&Caller::system(Door::Page), call).await;
    found.map(|found| found.value.to_string()).unwrap_or_default()
}

fn shown(found: &GetAffiliateDetailsResponse, visitors: i64, money: &Money, base: &str) -> Value {
    let commissions = found.commissions.0.commission.iter().take(ROWS_MAX).map(|row| {
        let (tone, word) = match &*row.status {
            "Cleared" => ("ok", "commission-cleared"),
            "Reversed" => ("bad", "commission-reversed"),
            _ => ("warn", "commission-pending"),
        };
        json!({
            "date": row.date,
            "clears": row.clears,
            "amount": money.of(&row.amount),
            "tone": tone,
            "state": tell(word),
        })
    });
    let payouts = found.payouts.0.payout.iter().take(ROWS_MAX).map(|row| {
        json!({ "date": row.date, "amount": money.of(&row.amount), "reference": row.reference })
    });
    json!({
        "on": true,
        "is_one": true,
        "link": format!("{base}/aff.php?aff={}", found.affiliateid.0),
        "visitors": visitors,
        "balance": money.of(&found.balance),
        "paid": money.of(&found.withdrawn),
        "commissions": commissions.collect::<Vec<_>>(),
        "payouts": payouts.collect::<Vec<_>>(),
    })
}

/// `POST /account/affiliate`: becomes one.
pub(super) async fn join(here: Member) -> Shown {
    let door = here.door(ClientPermission::Affiliates)?;
    if !is_on(&here).await {
        return here.done(HERE, &tell("affiliate-off"));
    }
    match door.become_affiliate().await {
        Ok(()) => here.done(HERE, &tell("affiliate-joined")),
        Err(error) => here.refused(HERE, error),
    }
}
