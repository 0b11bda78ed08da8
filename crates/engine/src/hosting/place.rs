//! The module of a service, asked about it while somebody waits: nothing is written down.

use std::sync::Arc;
use std::time::Duration;

use model::ids::ServiceId;
use ports::provisioning::{Provisioner, ProvisionerCapabilities, ServiceCall};
use ports::{Asking, PortError};
use store::catalogue::products;
use store::hosting::services::{self, ServiceRow};

use super::provisioning::{CALL_SECONDS, Input, briefing, check_caller, module_of, target_of};
use crate::jobs::asked;
use crate::{Cx, Result, not_found, not_now};

const CALL_DEADLINE: Duration = Duration::from_secs(CALL_SECONDS);

/// A service with the module to ask, and what it is told.
pub(super) struct Place {
    pub(super) row: ServiceRow,
    pub(super) module: Arc<dyn Provisioner>,
    pub(super) briefing: ServiceCall,
    target: String,
}

/// The place of a service that was made by a module that offers something.
///
/// # Errors
/// `Service ID not found`; `not_offered` where no module has made it, or one that does not offer
/// it.
pub(super) async fn of(
    cx: &Cx,
    service: ServiceId,
    what: &str,
    offers: fn(&ProvisionerCapabilities) -> bool,
    not_offered: &'static str,
) -> Result<Place> {
    let mut c = cx.read().await?;
    let row = services::by_id(&mut c, service).await?;
    let row = row.ok_or_else(|| not_found("Service ID not found"))?;
    check_caller(&cx.caller, &row)?;
    let product = products::by_id(&mut c, row.product_id).await?;
    let product = product.filter(|product| !product.module.is_empty());
    let product = product.ok_or_else(|| not_now(not_offered))?;
    let module = module_of(&cx.engine, &product.module)?;
    if !offers(module.capabilities()) || row.provisioned_at.is_none() {
        return Err(not_now(not_offered));
    }
    let key = format!("service-{service}-{what}");
    let input = Input::default();
    let briefing = briefing(&cx.engine, &mut c, &row, &product, &key, &input).await?;
    let target = target_of(&briefing, &product.module);
    Ok(Place { row, module, briefing, target })
}

impl Place {
    /// Asks within the deadline, in a place of the server.
    pub(super) async fn ask<T>(&self, cx: &Cx, asking: Asking<'_, T>) -> Result<T, PortError> {
        let module = self.module.capabilities().module;
        asked(&cx.engine, &self.target, module, CALL_DEADLINE, || asking).await
    }
}
