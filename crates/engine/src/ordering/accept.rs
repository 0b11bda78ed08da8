//! Accepting an order: what was ordered is set up, then the order is active (B29).

use model::domains::status::{DomainOrderType, DomainStatus};
use model::hosting::service::{AutoSetup, ServiceStatus};
use model::ids::{OrderId, ServerId, ServiceId};
use model::ordering::order::OrderStatus;
use serde_json::json;
use store::catalogue::products;
use store::domains::names::{self, DomainRow};
use store::hosting::services::ServiceRow;
use store::hosting::{addons, services};
use store::ordering::orders::{self, OrderRow};
use store::people::clients;

use super::states::{move_order, tell_accepted};
use crate::domains::{claim, registrars};
use crate::hosting::addon_services;
use crate::hosting::provisioning::create;
use crate::{Act, Cx, Job, Result, invalid, not_found, not_now};

/// How an order is accepted.
#[derive(Debug, Clone, Default)]
pub struct Acceptance {
    /// The server its services go to.
    pub server: Option<ServerId>,
    /// The account's name at the provider.
    pub username: Option<String>,
    /// The account's password.
    pub password: Option<String>,
    /// The registrar of its domains.
    pub registrar: Option<String>,
    /// Whether its domains are sent to the registrar; unless said, when one is known.
    pub send_registrar: Option<bool>,
    /// Whether its services are created by their modules; unless said, when the product says so.
    pub auto_setup: Option<bool>,
    /// Whether welcome mails are sent.
    pub send_email: Option<bool>,
}

/// Accepts a pending order. Services are created first, outside of any transaction; when one
/// fails the order stays pending and what was created stays created.
///
/// # Errors
/// `Order ID not found or Status not Pending`; not-now when its client was deleted, and when the
/// registrar of its domains is not switched on; the words of the module that failed.
pub async fn accept(cx: &Cx, id: OrderId, how: &Acceptance) -> Result<()> {
    let mut act = cx.act("AcceptOrder").await?;
    lock_pending(&mut act, id).await?;
    let creations = prepare(&mut act, id, how).await?;
    act.commit().await?;
    for service in creations {
        create(cx, service, how.send_email == Some(false)).await?;
    }
    let mut act = cx.act("AcceptOrder").await?;
    let order = lock_pending(&mut act, id).await?;
    move_order(&mut act, &order, OrderStatus::Active).await?;
    activate(&mut act, &order, how).await?;
    tell_accepted(&mut act, &order, how.send_email.unwrap_or(true)).await?;
    act.commit().await
}

async fn lock_pending(act: &mut Act, id: OrderId) -> Result<OrderRow> {
    let row = orders::lock(&mut act.conn, id).await?;
    let row = row
        .filter(|row| row.status == OrderStatus::Pending)
        .ok_or_else(|| not_found("Order ID not found or Status not Pending"))?;
    // One that waited while its client was deleted, before that ended what waits.
    if clients::by_id(&mut act.conn, row.client_id).await?.is_none() {
        return Err(not_now("The client of this order was deleted: cancel it"));
    }
    Ok(row)
}

/// Writes down where the services go, and tells which of them are to be created. Names that
/// somebody else has meanwhile are found here, before anything is done.
async fn prepare(act: &mut Act, id: OrderId, how: &Acceptance) -> Result<Vec<ServiceId>> {
    for domain in names::of_order(&mut act.conn, id).await? {
        if domain.status == DomainStatus::Pending {
            claim::check_free(&mut act.conn, &domain.name, domain.id).await?;
            check_registrar(act, &domain, how).await?;
        }
    }
    let mut creations = Vec::new();
    for service in services::of_order(&mut act.conn, id).await? {
        if service.status != ServiceStatus::Pending || service.provisioned_at.is_some() {
            continue;
        }
        write_account(act, &service, how).await?;
        let product = products::by_id(&mut act.conn, service.product_id).await?;
        let creates = product.is_some_and(|product| {
            let by_product = product.auto_setup != AutoSetup::Never;
            !product.module.is_empty() && how.auto_setup.unwrap_or(by_product)
        });
        if creates {
            creations.push(service.id);
        }
    }
    Ok(creations)
}

/// A registrar that is not switched on would be asked in vain, when the order is active already.
async fn check_registrar(act: &mut Act, domain: &DomainRow, how: &Acceptance) -> Result<()> {
    let own = (how.send_registrar == Some(true)).then_some(&domain.registrar);
    let Some(module) = how.registrar.as_ref().or(own).filter(|module| !module.is_empty()) else {
        return Ok(());
    };
    let active = registrars::active(&act.engine, &mut act.conn).await?;
    if active.iter().any(|known| known.module == module) {
        return Ok(());
    }
    Err(not_now(registrars::NOT_ACTIVE))
}

async fn write_account(act: &mut Act, service: &ServiceRow, how: &Acceptance) -> Result<()> {
    if how.server.is_none() && how.username.is_none() && how.password.is_none() {
        return Ok(());
    }
    let text = |given: &Option<String>| given.as_deref().unwrap_or_default().len() > 255;
    if text(&how.username) || text(&how.password) {
        return Err(invalid("serviceusername", "The user name or password is too long"));
    }
    if let Some(server) = how.server
        && store::hosting::servers::by_id(&mut act.conn, server).await?.is_none()
    {
        return Err(invalid("serverid", "Server ID Not Found"));
    }
    let password = match &how.password {
        Some(password) => {
            let place = format!("services.password:{}", service.id);
            let chance = std::sync::Arc::clone(&act.engine.world().chance);
            act.engine.secrets().seal(&*chance, &place, password)?
        }
        None => service.password.clone(),
    };
    let username = how.username.as_ref().unwrap_or(&service.username);
    let (server, at) = (how.server.or(service.server_id), act.at());
    let conn = &mut act.conn;
    Ok(services::set_account(conn, service.id, server, username, &password, at).await?)
}

/// Activates what was not activated by being created.
async fn activate(act: &mut Act, order: &OrderRow, how: &Acceptance) -> Result<()> {
    let at = act.at();
    let (pending, active) = (ServiceStatus::Pending, ServiceStatus::Active);
    for service in services::of_order(&mut act.conn, order.id).await? {
        // One whose creation is under way becomes active by the module's word.
        let waits = how.auto_setup != Some(false) && is_under_way(act, &service).await?;
        if service.status == pending && !waits {
            services::set_status(&mut act.conn, service.id, pending, active, at).await?;
        }
    }
    for addon in addons::of_order(&mut act.conn, order.id).await? {
        addons::set_status(&mut act.conn, addon.id, pending, active, at).await?;
        addon_services::follow(act, addon.id).await?;
    }
    for domain in names::of_order(&mut act.conn, order.id).await? {
        if domain.status != DomainStatus::Pending {
            continue;
        }
        let registrar = how.registrar.as_ref().unwrap_or(&domain.registrar);
        if *registrar != domain.registrar {
            names::set_registrar(&mut act.conn, domain.id, registrar, at).await?;
        }
        if how.send_registrar.unwrap_or(!registrar.is_empty()) {
            send(act, domain.id.0, domain.r#type, domain.years).await?;
        } else {
            let (from, to) = (DomainStatus::Pending, DomainStatus::Active);
            let moved = names::set_status(&mut act.conn, domain.id, from, to, at).await;
            moved.map_err(|error| claim::faster(error, &domain.name))?;
        }
    }
    Ok(())
}

async fn is_under_way(act: &mut Act, service: &ServiceRow) -> Result<bool> {
    Ok(store::hosting::calls::open(&mut act.conn, service.id).await?.is_some())
}

/// Has a domain registered or transferred after the commit, once.
async fn send(act: &mut Act, domain: i64, kind: DomainOrderType, years: i64) -> Result<()> {
    let kind = match kind {
        DomainOrderType::Register => "domain.register",
        DomainOrderType::Transfer => "domain.transfer",
    };
    let job = Job {
        kind,
        payload: json!({ "domain": domain, "years": years }),
        unique_key: Some(format!("{kind}:{domain}")),
    };
    act.enqueue(job).await
}
