//! What can be ordered with a product, for the shop and for programs.

use engine::Caller;
use protocol::{GetProductAddons, ProductAddonEntry};

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
