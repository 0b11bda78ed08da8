//! `UpdateClientProduct`: edits of a service by staff; what is not given stays.

pub(super) mod edit;

use engine::billing::renewals::move_due;
use engine::hosting::prices::{self, Priced};
use engine::people::custom_fields;
use engine::{Act, Result, invalid, not_found};
use model::billing::renewal::ItemKind;
use model::catalogue::options::Wish;
use model::ids::{ConfigChoiceId, ConfigOptionId, CustomFieldId, ServiceId};
use model::word::Word;
use protocol::{ConfigChoice, UpdateClientProduct, UpdateClientProductResponse};
use serde_json::{Value, json};
use store::catalogue::products;
use store::hosting::service_edits;
use store::hosting::services::{self, ServiceRow};
use store::people::custom_fields::Kind;

use crate::Registry;
use crate::wire::number;

pub(super) fn register(registry: Registry) -> Registry {
    registry.write(|act, call: UpdateClientProduct| Box::pin(update_client_product(act, call)))
}

async fn update_client_product(
    act: &mut Act,
    call: UpdateClientProduct,
) -> Result<UpdateClientProductResponse> {
    let id = ServiceId(number(call.serviceid));
    let before = services::lock(&mut act.conn, id).await?;
    let before = before.ok_or_else(|| not_found("Service ID Not Found"))?;
    let within = prices::currency_of(&mut act.conn, before.client_id).await?;
    let mut after = before.clone();
    edit::apply(act, &call, &mut after, &within.currency).await?;
    if let Some(asked) = &call.configoptions {
        let asked: Vec<_> = asked.0.iter().map(|(option, choice)| wish(*option, choice)).collect();
        let priced = reprice(act, &after, &asked).await?;
        prices::keep_choices(&mut act.conn, id, &priced.choices).await?;
    }
    if call.autorecalc.is_some_and(|flag| flag.0) {
        after.recurring_minor = reprice(act, &after, &[]).await?.price.recurring.minor;
    }
    let due = (before.next_due_on, after.next_due_on);
    move_due(&mut act.conn, (ItemKind::Service, id.0), due).await?;
    after.updated_at = act.at();
    service_edits::save(&mut act.conn, &after).await?;
    if let Some(fields) = &call.customfields {
        let given: Vec<_> = fields
            .0
            .iter()
            .map(|(id, value)| (CustomFieldId(number(*id)), value.clone()))
            .collect();
        set_fields(act, &after, &given).await?;
    }
    write_down(act, &before, &after).await?;
    Ok(UpdateClientProductResponse { serviceid: id.0.into() })
}

fn wish(option: u64, choice: &ConfigChoice) -> (ConfigOptionId, Wish) {
    let wish = match choice {
        ConfigChoice::Choice(id) => Wish::Choice(ConfigChoiceId(number(*id))),
        ConfigChoice::Quantity { optionid, qty } => Wish::Counted(
            ConfigChoiceId(number(*optionid)),
            u32::try_from(*qty).unwrap_or(u32::MAX),
        ),
    };
    (ConfigOptionId(number(option)), wish)
}

/// The price by today's catalogue, with the present choices or those asked for.
pub(super) async fn reprice(
    act: &mut Act,
    row: &ServiceRow,
    asked: &[(ConfigOptionId, Wish)],
) -> Result<Priced> {
    let product = products::by_id(&mut act.conn, row.product_id).await?;
    let product = product.ok_or_else(|| invalid("pid", "Product ID Not Found"))?;
    let buyer = prices::buyer_of(&mut act.conn, row.client_id).await?;
    let options =
        engine::catalogue::pricing::options_of(&mut act.conn, product.id, buyer.within).await?;
    let wishes = prices::wishes(&mut act.conn, row.id, &options, asked).await?;
    prices::price(&mut act.conn, buyer, &product, row.cycle, &wishes, row.quantity).await
}

/// Sets the fields that the service's product has; others are not the service's.
async fn set_fields(
    act: &mut Act,
    service: &ServiceRow,
    given: &custom_fields::Given,
) -> Result<()> {
    let product = service.product_id.0;
    let changes = custom_fields::set(act, Kind::Product, product, service.id.0, given).await?;
    let changes: Vec<(&str, Value, Value)> = changes
        .iter()
        .map(|(name, before, after)| (name.as_str(), json!(before), json!(after)))
        .collect();
    act.changed("services", service.id, &changes).await
}

/// Log, audit and event of what changed; passwords are only said to have changed.
async fn write_down(act: &mut Act, before: &ServiceRow, after: &ServiceRow) -> Result<()> {
    let (old, new) = (facts(before), facts(after));
    let mut changes: Vec<(&str, Value, Value)> = old
        .into_iter()
        .zip(new)
        .map(|((name, old), (_, new))| (name, old, new))
        .filter(|(_, old, new)| old != new)
        .collect();
    if before.password != after.password {
        changes.push(("password", json!("(old)"), json!("(new)")));
    }
    let said: Vec<String> = changes
        .iter()
        .map(|(name, old, new)| format!("{name}: '{}' to '{}'", plain(old), plain(new)))
        .collect();
    let id = before.id;
    let text = if said.is_empty() {
        format!("Modified Product/Service - no changes - Service ID: {id}")
    } else {
        format!("Modified Product/Service - {} - Service ID: {id}", said.join(", "))
    };
    act.log(Some(before.client_id), text).await?;
    act.changed("services", id, &changes).await?;
    let payload = json!({ "serviceid": id.0, "userid": before.client_id.0 });
    act.event("ServiceEdit", Some(before.client_id), &payload).await
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// What the logs tell about a service, as on the wire.
fn facts(row: &ServiceRow) -> Vec<(&'static str, Value)> {
    let day = |date: Option<jiff::civil::Date>| json!(date.map(|date| date.to_string()));
    vec![
        ("pid", json!(row.product_id.0)),
        ("serverid", json!(row.server_id.map(|id| id.0))),
        ("regdate", day(Some(row.registered_on))),
        ("nextduedate", day(row.next_due_on)),
        ("terminationdate", day(row.terminated_on)),
        ("domain", json!(row.domain)),
        ("firstpaymentamount", json!(row.first_payment_minor)),
        ("recurringamount", json!(row.recurring_minor)),
        ("paymentmethod", json!(row.gateway)),
        ("billingcycle", json!(row.cycle.word())),
        ("subscriptionid", json!(row.subscription_id)),
        ("status", json!(row.status.word())),
        ("notes", json!(row.notes)),
        ("username", json!(row.username)),
        ("overideautosuspend", json!(row.override_auto_suspend)),
        ("overidesuspenduntil", day(row.override_suspend_until)),
        ("ns1", json!(row.ns1)),
        ("ns2", json!(row.ns2)),
        ("dedicatedip", json!(row.dedicated_ip)),
        ("assignedips", json!(row.assigned_ips)),
        ("diskusage", json!(row.disk_usage)),
        ("disklimit", json!(row.disk_limit)),
        ("bwusage", json!(row.bandwidth_usage)),
        ("bwlimit", json!(row.bandwidth_limit)),
        ("suspendreason", json!(row.suspend_reason)),
        ("promoid", json!(row.promotion_id.map(|id| id.0))),
    ]
}
