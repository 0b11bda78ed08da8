//! Services that become something else with their next period: what is invoiced for that is what
//! they will be by then (B31).

use std::collections::{BTreeSet, HashMap};

use model::billing::upgrade::UpgradeMode;
use model::ids::{ProductId, PromotionId, ServiceId};
use model::word::Word as _;
use store::Conn;
use store::billing::renewals::RenewalRow;
use store::catalogue::products::{self, ProductRow};
use store::hosting::upgrades::{self, UpgradeRow};

use super::known::promotions_of;
use crate::Result;
use crate::system::settings::{Settings, UPGRADE_MODE};

/// Gives services whose upgrade waits for the renewal the price, cycle and product of after it.
/// Nothing is asked for where upgrades do not wait.
///
/// # Errors
/// When the database fails.
pub(super) async fn look_ahead(
    c: &mut Conn,
    settings: &Settings,
    rows: &mut [RenewalRow],
) -> Result<()> {
    if UpgradeMode::from_word(settings.text(UPGRADE_MODE)) != Some(UpgradeMode::AtRenewal) {
        return Ok(());
    }
    let waiting = waiting(c, rows).await?;
    if waiting.is_empty() {
        return Ok(());
    }
    let products = products_of(c, waiting.values().map(|it| it.product_id).collect()).await?;
    let upgraded = rows.iter().filter(|row| waiting.contains_key(&ServiceId(row.id)));
    let promotions = upgraded.filter_map(|row| row.promotion_id).collect();
    let promotions = promotions_of(c, promotions).await?;
    for row in rows {
        let upgrade = waiting.get(&ServiceId(row.id));
        let upgrade = upgrade.filter(|it| it.effective_on <= row.next_due_on);
        let Some(upgrade) = upgrade else { continue };
        let Some(product) = products.get(&upgrade.product_id) else { continue };
        row.recurring_minor = upgrade.recurring_minor;
        row.cycle = upgrade.cycle;
        if product.id == row.product_id {
            continue;
        }
        // As when it is carried out: a promotion ends with its product, unless it stays for life.
        let stays = |id: &PromotionId| promotions.get(id).is_some_and(|it| it.lifetime_promo);
        row.promotion_id = row.promotion_id.filter(stays);
        row.product_id = product.id;
        row.product.clone_from(&product.name);
        row.taxed = product.taxed;
        row.recurring_limit = product.recurring_limit;
    }
    Ok(())
}

/// The upgrades of services that wait for their renewal. One that waits for its own invoice is
/// carried out by that.
async fn waiting(c: &mut Conn, rows: &[RenewalRow]) -> Result<HashMap<ServiceId, UpgradeRow>> {
    let services: Vec<i64> = rows.iter().map(|row| row.id).collect();
    if services.is_empty() {
        return Ok(HashMap::new());
    }
    let pending = upgrades::pending_of_all(c, &services).await?.into_iter();
    let pending = pending.filter(|it| it.invoice_id.is_none());
    Ok(pending.map(|it| (it.service_id, it)).collect())
}

async fn products_of(
    c: &mut Conn,
    ids: BTreeSet<ProductId>,
) -> Result<HashMap<ProductId, ProductRow>> {
    let ids: Vec<ProductId> = ids.into_iter().collect();
    let rows = products::by_ids(c, &ids).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}
