//! What belongs to services, read for many at once: names, custom fields, options, facts.

use std::collections::BTreeMap;

use model::ids::{ConfigOptionId, CurrencyId, CustomFieldId, ServiceId};

use crate::many::in_list;
use crate::{Conn, Result, Row, args};

/// The names that a list of services shows.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct NamesRow {
    /// Of which service.
    pub id: ServiceId,
    /// Currency of its amounts.
    pub currency_id: CurrencyId,
    /// Name of its product.
    pub product_name: String,
    /// Name of the product's group.
    pub group_name: String,
    /// The number that its order has outside; 0 without an order.
    pub order_number: i64,
    /// Name of its server; empty without one.
    pub server_name: String,
    /// Address of its server.
    pub server_ip: String,
    /// Host name of its server.
    pub server_hostname: String,
    /// The gateway's name as clients see it.
    pub gateway_name: String,
}

/// The value of a custom field of a service.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct FieldRow {
    /// Of which service.
    pub service_id: ServiceId,
    /// Which field.
    pub id: CustomFieldId,
    /// The field's name.
    pub name: String,
    /// What its values are like: `text`, `password`, …
    pub field_type: String,
    /// Seen by staff only.
    pub admin_only: bool,
    /// The value; empty when there is none, and where it is sealed.
    pub value: String,
    /// The value as it is sealed, or empty.
    pub sealed: String,
}

/// What is chosen of an option of a service.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct OptionValueRow {
    /// Of which service.
    pub service_id: ServiceId,
    /// Which option.
    pub id: ConfigOptionId,
    /// The option's name.
    pub name: String,
    /// 1 dropdown, 2 radio, 3 yes/no, 4 quantity.
    pub r#type: i64,
    /// The name of what is chosen.
    pub choice: String,
    /// How many, for a quantity; 0 or 1 for yes/no.
    pub quantity: i64,
}

/// The names of some services.
///
/// # Errors
/// When the database fails.
pub async fn names(c: &mut Conn, ids: &[ServiceId]) -> Result<Vec<NamesRow>> {
    let head = "select s.id, c.currency_id, p.name as product_name, g.name as group_name,
            coalesce(o.number, 0) as order_number, coalesce(v.name, '') as server_name,
            coalesce(v.ip, '') as server_ip, coalesce(v.hostname, '') as server_hostname,
            coalesce(w.name, s.gateway) as gateway_name
        from services s
        join clients c on c.id = s.client_id
        join products p on p.id = s.product_id
        join product_groups g on g.id = p.group_id
        left join orders o on o.id = s.order_id
        left join servers v on v.id = s.server_id
        left join gateways w on w.module = s.gateway
        where s.id in";
    let (sql, values) = in_list(head, &numbers(ids), "order by s.id");
    c.all(&sql, &values).await
}

/// Every custom field of some services, in the order shown.
///
/// # Errors
/// When the database fails.
pub async fn fields(c: &mut Conn, ids: &[ServiceId]) -> Result<Vec<FieldRow>> {
    let head = "select s.id as service_id, f.id, f.name, f.field_type, f.admin_only,
            coalesce(v.value, '') as value, coalesce(v.sealed, '') as sealed
        from services s
        join custom_fields f on f.kind = 'product' and f.rel_id = s.product_id
        left join custom_field_values v on v.field_id = f.id and v.rel_id = s.id
        where s.id in";
    let (sql, values) = in_list(head, &numbers(ids), "order by s.id, f.position, f.id");
    c.all(&sql, &values).await
}

/// Everything chosen of the options of some services, in the order shown.
///
/// # Errors
/// When the database fails.
pub async fn options(c: &mut Conn, ids: &[ServiceId]) -> Result<Vec<OptionValueRow>> {
    let head = "select x.service_id, o.id, o.name, o.type, h.name as choice, x.quantity
        from service_options x
        join config_options o on o.id = x.option_id
        join config_choices h on h.id = x.choice_id
        where x.service_id in";
    let tail = "order by x.service_id, o.group_id, o.position, o.id";
    let (sql, values) = in_list(head, &numbers(ids), tail);
    c.all(&sql, &values).await
}

/// The facts that a module keeps about a service, by name.
///
/// # Errors
/// When the database fails.
pub async fn facts(c: &mut Conn, service: ServiceId) -> Result<BTreeMap<String, String>> {
    let sql = "select name, value from service_facts where service_id = $1";
    Ok(c.all::<(String, String)>(sql, args![service]).await?.into_iter().collect())
}

/// Keeps a fact about a service over whatever was there.
///
/// # Errors
/// When the database fails.
pub async fn set_fact(c: &mut Conn, service: ServiceId, name: &str, value: &str) -> Result<()> {
    let sql = "insert into service_facts (service_id, name, value) values ($1, $2, $3)
        on conflict (service_id, name) do update set value = excluded.value";
    c.exactly(1, sql, args![service, name, value]).await
}

fn numbers(ids: &[ServiceId]) -> Vec<i64> {
    ids.iter().map(|id| id.0).collect()
}
