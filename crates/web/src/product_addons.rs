//! What can be ordered with a product, for the shop and for programs.

use engine::{Caller, invalid};
use protocol::{AddOrder, GetProductAddons, ProductAddonEntry};

use crate::App;
use crate::whmcs::CallError;

/// Addons that are looked through.
const ADDONS_MAX: u64 = 250;

/// The addons that go with a product and are shown.
///
/// # Errors
/// Not offered by a WHMCS that tells of none.
pub(crate) async fn of_product(
    app: &App,
    caller: &Caller,
    product: u64,
) -> Result<Vec<ProductAddonEntry>, CallError> {
    let call = GetProductAddons { limitnum: Some(ADDONS_MAX), ..GetProductAddons::default() };
    let mut rows = app.whmcs().call(caller, call).await?.productaddons.0.productaddon.0;
    rows.retain(|row| {
        let is_shown = row.showorder.0 && !row.hidden.0 && !row.retired.0;
        is_shown && row.products.0.contains(&product)
    });
    Ok(rows)
}

/// Refuses an order of addons that clients do not see, before a remote WHMCS: that takes it for one
/// of its staff. Which those are, only another Hostler tells.
pub(crate) async fn check_shown(
    app: &App,
    caller: &Caller,
    order: &AddOrder,
) -> Result<(), CallError> {
    let with_products = order.addons.iter().flat_map(|each| each.0.iter());
    let ids: Vec<u64> =
        with_products.chain(order.addonids.iter()).chain(&order.addonid).copied().collect();
    if ids.is_empty() || !app.whmcs().is_remote() {
        return Ok(());
    }
    let caller = Caller { idempotency_key: None, ..caller.clone() };
    let call = GetProductAddons { limitnum: Some(ADDONS_MAX), ..GetProductAddons::default() };
    let rows = match app.whmcs().call(&caller, call).await {
        Ok(found) => found.productaddons.0.productaddon.0,
        Err(CallError::NotOffered(_)) => return Ok(()),
        Err(error) => return Err(error),
    };
    let is_kept = |row: &ProductAddonEntry| row.hidden.0 || row.retired.0;
    let mut kept = rows.iter().filter(|row| is_kept(row)).filter_map(|row| row.addonid.id());
    if kept.any(|id| ids.contains(&id)) {
        return Err(invalid("addonid", "Addon ID invalid").into());
    }
    Ok(())
}
