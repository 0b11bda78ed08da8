//! What can be ordered with a product, for the shop and for programs.

use engine::Caller;
use protocol::{GetProductAddons, ProductAddonEntry};

use crate::App;
use crate::whmcs::CallError;

/// Addons that are looked through.
const ADDONS_MAX: u64 = 250;

/// The addons that go with a product and are shown; none from a WHMCS that tells of none.
pub(crate) async fn of_product(
    app: &App,
    caller: &Caller,
    product: u64,
) -> Result<Vec<ProductAddonEntry>, CallError> {
    let call = GetProductAddons { limitnum: Some(ADDONS_MAX), ..GetProductAddons::default() };
    let mut rows = match app.whmcs().call(caller, call).await {
        Ok(found) => found.productaddons.0.productaddon.0,
        Err(CallError::NotOffered(_)) => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    rows.retain(|row| {
        let is_shown = row.showorder.0 && !row.hidden.0 && !row.retired.0;
        is_shown && row.products.0.contains(&product)
    });
    Ok(rows)
}
