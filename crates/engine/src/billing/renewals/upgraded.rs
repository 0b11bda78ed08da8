//! Services that become something else with their next period: what is invoiced for that is what
//! they will be by then (B31).

use model::billing::upgrade::UpgradeMode;
use model::ids::ServiceId;
use model::word::Word as _;
use store::Conn;
use store::billing::renewals::RenewalRow;
use store::catalogue::{products, promotions};
use store::hosting::upgrades;

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
    for row in rows {
        let waits = upgrades::pending_of(c, ServiceId(row.id)).await?;
        // One that waits for its own invoice is carried out by that.
        let waits =
            waits.filter(|it| it.invoice_id.is_none() && it.effective_on <= row.next_due_on);
        let Some(upgrade) = waits else { continue };
        let Some(product) = products::by_id(c, upgrade.product_id).await? else { continue };
        row.recurring_minor = upgrade.recurring_minor;
        row.cycle = upgrade.cycle;
        if product.id == row.product_id {
            continue;
        }
        // As when it is carried out: a promotion ends with its product, unless it stays for life.
        if let Some(id) = row.promotion_id
            && promotions::by_id(c, id).await?.is_none_or(|promotion| !promotion.lifetime_promo)
        {
            row.promotion_id = None;
        }
        row.product_id = product.id;
        row.product = product.name;
        row.taxed = product.taxed;
        row.recurring_limit = product.recurring_limit;
    }
    Ok(())
}
