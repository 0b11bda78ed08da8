//! `GetClientsProducts`: services with everything about them, in five statements a page, and one
//! more for each promotion.

use std::collections::{BTreeMap, BTreeSet};

use engine::catalogue::promotions::off_renewal;
use engine::people::custom_fields::{self, shown_name};
use engine::system::currencies::Currencies;
use engine::system::settings::Settings;
use engine::{Cx, Engine, Fault, Result};
use model::domains::name::host_from_people;
use model::hosting::service::ServiceStatus;
use model::ids::{ClientId, ProductId, PromotionId, ServerId, ServiceId};
use model::word::Word;
use protocol::wire::{Amount, NumText, Text, Wrap};
use protocol::{
    ClientService, GetClientsProducts, GetClientsProductsResponse, ServiceField, ServiceFields,
    ServiceOption, ServiceOptions,
};
use store::Conn;
use store::catalogue::promotions::{self, PromotionRow};
use store::hosting::details::{self, FieldRow, NamesRow, OptionValueRow};
use store::hosting::service_lists::{self, ServicesBy, Wanted};
use store::hosting::services::ServiceRow;
use store::order::Order;

use crate::Registry;
use crate::wire::{amount, cycle, date, day, given, moment, number, order, page, whole_or};

pub(super) fn register(registry: Registry) -> Registry {
    registry.read(|cx, call: GetClientsProducts| Box::pin(get_clients_products(cx, call)))
}

/// What services can be sorted by.
const ORDERS: [(&str, ServicesBy); 6] = [
    ("id", ServicesBy::Id),
    ("domain", ServicesBy::Domain),
    ("regdate", ServicesBy::Registered),
    ("nextduedate", ServicesBy::Due),
    ("recurringamount", ServicesBy::Recurring),
    ("status", ServicesBy::Status),
];
/// The order of a call that asks for none.
const BY_NUMBER: Order<ServicesBy> = Order { by: ServicesBy::Id, descending: false };

/// What the rows of a page need, by service.
struct Around {
    currencies: Currencies,
    names: BTreeMap<ServiceId, NamesRow>,
    fields: BTreeMap<ServiceId, Vec<FieldRow>>,
    options: BTreeMap<ServiceId, Vec<OptionValueRow>>,
    promotions: BTreeMap<PromotionId, PromotionRow>,
}

async fn get_clients_products(
    cx: &Cx,
    call: GetClientsProducts,
) -> Result<GetClientsProductsResponse> {
    let settings = cx.engine.settings().await?;
    let mut c = cx.read().await?;
    let host = call.domain.as_deref().map(|text| match text.is_ascii() {
        true => text.to_owned(),
        false => host_from_people(text).unwrap_or_else(|| text.to_lowercase()),
    });
    let name = host.as_deref();
    let (domain, domain_beginning) = whole_or(call.beginning.0, name);
    let cycle = cycle(call.billingcycle.as_deref());
    let wanted = Wanted {
        client: call.clientid.map(|id| ClientId(number(id))),
        service: call.serviceid.map(|id| ServiceId(number(id))),
        product: call.pid.map(|id| ProductId(number(id))),
        domain,
        domain_beginning,
        username: call.username2.as_deref(),
        status: call.status.as_deref().and_then(status),
        due_on: day(call.nextduedate),
        due_from: day(call.nextduedatefrom),
        due_to: day(call.nextduedateto),
        server: call.serverid.map(|id| ServerId(number(id))),
        gateway: given(call.paymentmethod.as_deref()),
        cycle: cycle.as_deref(),
        order: Some(order(&ORDERS, (call.orderby.as_deref(), call.order.as_deref()), BY_NUMBER)),
    };
    let (start, count) = page(call.limitstart, call.limitnum);
    let (rows, total) = service_lists::list(&mut c, wanted, start, count).await?;
    let ids: Vec<ServiceId> = rows.iter().map(|row| row.id).collect();
    let around = Around {
        currencies: Currencies::read(&mut c).await?,
        names: details::names(&mut c, &ids).await?.into_iter().map(|row| (row.id, row)).collect(),
        fields: by_service(custom_fields::of_services(&cx.engine, &mut c, &ids).await?, |row| {
            row.service_id
        }),
        options: by_service(details::options(&mut c, &ids).await?, |row| row.service_id),
        promotions: promotions_of(&mut c, &rows).await?,
    };
    drop(c);
    let numreturned = rows.len().into();
    let office = cx.caller.actor.is_office();
    let spelled = rows.into_iter().map(|row| spell(&cx.engine, &settings, &around, row, office));
    let echo = |id: Option<u64>| id.map(NumText::from);
    Ok(GetClientsProductsResponse {
        clientid: echo(call.clientid),
        serviceid: echo(call.serviceid),
        pid: echo(call.pid),
        domain: call.domain.map(Text),
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned,
        products: spelled.collect::<Result<Wrap<_>>>()?,
    })
}

/// A status to list by. The vendor's actions have no such parameter, so a word that is none may be
/// left from a call of another action (quirk 1.7), and limits nothing: of all that limits lists,
/// only this is sent so often.
pub(super) fn status(word: &str) -> Option<ServiceStatus> {
    ServiceStatus::from_word(word.trim())
}

async fn promotions_of(
    c: &mut Conn,
    rows: &[ServiceRow],
) -> Result<BTreeMap<PromotionId, PromotionRow>> {
    let mut found = BTreeMap::new();
    for id in rows.iter().filter_map(|row| row.promotion_id).collect::<BTreeSet<_>>() {
        found.extend(promotions::by_id(c, id).await?.map(|row| (id, row)));
    }
    Ok(found)
}

fn by_service<T>(rows: Vec<T>, of: fn(&T) -> ServiceId) -> BTreeMap<ServiceId, Vec<T>> {
    let mut found: BTreeMap<ServiceId, Vec<T>> = BTreeMap::new();
    for row in rows {
        found.entry(of(&row)).or_default().push(row);
    }
    found
}

fn spell(
    engine: &Engine,
    settings: &Settings,
    around: &Around,
    row: ServiceRow,
    office: bool,
) -> Result<ClientService> {
    let names = around.names.get(&row.id).ok_or_else(|| {
        Fault::broken(format!("service {} has lost its client or product", row.id))
    })?;
    let money = |minor| -> Result<Amount> {
        Ok(amount(around.currencies.money(minor, names.currency_id)?))
    };
    let promotion = row.promotion_id.and_then(|id| around.promotions.get(&id));
    let asked = promotion.map(|promotion| asked(around, &row, names, promotion)).transpose()?;
    let place = format!("services.password:{}", row.id);
    // A secret that cannot be opened any more must not hide the rest of the list.
    let password = engine.secrets().open(&place, &row.password).unwrap_or_default();
    Ok(ClientService {
        id: row.id.0.into(),
        qty: row.quantity.into(),
        clientid: row.client_id.0.into(),
        orderid: row.order_id.map_or(0, |id| id.0).into(),
        ordernumber: order_number(names).into(),
        pid: row.product_id.0.into(),
        regdate: date(Some(row.registered_on)),
        name: (&names.product_name).into(),
        translated_name: (&names.product_name).into(),
        groupname: (&names.group_name).into(),
        translated_groupname: (&names.group_name).into(),
        domain: row.domain.into(),
        dedicatedip: row.dedicated_ip.into(),
        serverid: row.server_id.map_or(0, |id| id.0).into(),
        servername: (&names.server_name).into(),
        serverip: Some((&names.server_ip).into()),
        serverhostname: Some((&names.server_hostname).into()),
        suspensionreason: row.suspend_reason.into(),
        firstpaymentamount: money(row.first_payment_minor)?,
        recurringamount: money(row.recurring_minor)?,
        paymentmethod: row.gateway.into(),
        paymentmethodname: (&names.gateway_name).into(),
        billingcycle: row.cycle.word().into(),
        nextduedate: date(row.next_due_on),
        status: row.status.word().into(),
        username: row.username.into(),
        password: password.into(),
        subscriptionid: row.subscription_id.into(),
        promoid: row.promotion_id.map_or(0, |id| id.0).into(),
        overideautosuspend: row.override_auto_suspend.into(),
        overidesuspenduntil: date(row.override_suspend_until),
        ns1: row.ns1.into(),
        ns2: row.ns2.into(),
        assignedips: row.assigned_ips.into(),
        notes: if office { row.notes.into() } else { Text::default() },
        diskusage: row.disk_usage.into(),
        disklimit: row.disk_limit.into(),
        bwusage: row.bandwidth_usage.into(),
        bwlimit: row.bandwidth_limit.into(),
        lastupdate: moment(settings, row.usage_at),
        customfields: fields_of(around, row.id, office),
        configoptions: options_of(around, row.id),
        promocode: promotion.map(|row| (&row.code).into()),
        renewalamount: asked.flatten(),
    })
}

/// What the next renewal asks with a promotion; `None` where there is none to come.
fn asked(
    around: &Around,
    row: &ServiceRow,
    names: &NamesRow,
    promotion: &PromotionRow,
) -> Result<Option<Amount>> {
    if !row.cycle.recurs() {
        return Ok(None);
    }
    let price = around.currencies.money(row.recurring_minor, names.currency_id)?;
    let of = (row.promotion_count, row.quantity);
    let off = off_renewal(promotion, of, (price, names.currency_id), &around.currencies)?;
    Ok(Some(amount(off.map_or(Ok(price), |off| price.sub(off))?)))
}

/// The number as people quote it; a service without an order has none.
fn order_number(names: &NamesRow) -> String {
    if names.order_number == 0 { String::new() } else { names.order_number.to_string() }
}

fn fields_of(around: &Around, service: ServiceId, office: bool) -> Wrap<ServiceFields> {
    let rows = around.fields.get(&service).map(Vec::as_slice).unwrap_or_default();
    let shown = rows.iter().filter(|row| office || !row.admin_only);
    shown
        .map(|row| ServiceField {
            id: row.id.0.into(),
            name: shown_name(&row.name).into(),
            translated_name: shown_name(&row.name).into(),
            value: (&row.value).into(),
            adminonly: row.admin_only.then(|| true.into()),
        })
        .collect()
}

fn options_of(around: &Around, service: ServiceId) -> Wrap<ServiceOptions> {
    let rows = around.options.get(&service).map(Vec::as_slice).unwrap_or_default();
    rows.iter()
        .map(|row| {
            let (kind, value) = match row.r#type {
                2 => ("radio", shown_name(&row.choice).to_owned()),
                3 => ("yesno", if row.quantity > 0 { "Yes" } else { "No" }.to_owned()),
                4 => ("quantity", row.quantity.to_string()),
                _ => ("dropdown", shown_name(&row.choice).to_owned()),
            };
            ServiceOption {
                id: row.id.0.into(),
                option: shown_name(&row.name).into(),
                r#type: kind.into(),
                value: value.into(),
            }
        })
        .collect()
}
