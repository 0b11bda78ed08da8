//! What a stock WHMCS does not heed: lists of everybody are too long to be read whole and to be
//! chosen from here, as those of one client are.

use crate::App;
use crate::limited::Limited;
use crate::rest::problem::{Code, Problem};

/// The same call, if the WHMCS behind heeds what it is limited by: it would give all rows instead,
/// and whoever reads them would take them for those that were wanted.
pub(super) async fn heeded<L: Limited>(app: &App, call: L) -> Result<L, Problem> {
    if call.is_ours() && !app.whmcs().has_ours().await {
        let detail = "The WHMCS behind this API does not limit this list by that.";
        return Err(Problem::new(Code::NotOfferedByThisWhmcs, detail));
    }
    Ok(call)
}
