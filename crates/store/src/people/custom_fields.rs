//! Fields that the house adds to clients, services and tickets, and their values.

use model::ids::{CustomFieldId, ProductId};

use crate::many::{among, in_list};
use crate::{Conn, Result, Row, Val, args};

/// What fields belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// To every client; `rel_id` is 0.
    Client,
    /// To the services of a product; `rel_id` is the product.
    Product,
    /// To the tickets of a department; `rel_id` is the department.
    Support,
}

impl Kind {
    /// The word in the database.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Product => "product",
            Self::Support => "support",
        }
    }
}

/// One field.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct CustomFieldRow {
    /// Its number on the wire.
    pub id: CustomFieldId,
    /// The word of a [`Kind`].
    pub kind: String,
    /// The product or department, or 0.
    pub rel_id: i64,
    /// What people see.
    pub name: String,
    /// `text`, `dropdown`, `tickbox`, …
    pub field_type: String,
    /// A line of help.
    pub description: String,
    /// CSV of the choices of a dropdown.
    pub options: String,
    /// A pattern that values must match, or empty.
    pub pattern: String,
    /// Seen by staff only.
    pub admin_only: bool,
    /// Must be filled in.
    pub required: bool,
    /// Asked for on the order form.
    pub show_order: bool,
    /// Printed on invoices.
    pub show_invoice: bool,
    /// Place in lists.
    pub position: i64,
}

/// The value of a field.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct ValueRow {
    /// Which field.
    pub field_id: CustomFieldId,
    /// Its name.
    pub name: String,
    /// What its values are like, as in [`CustomFieldRow`].
    pub field_type: String,
    /// Seen by staff only.
    pub admin_only: bool,
    /// The value; empty where it is sealed.
    pub value: String,
    /// The value as it is sealed, or empty.
    pub sealed: String,
}

/// Which fields are listed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Listed {
    /// Of this kind only; they come in their order.
    pub kind: Option<Kind>,
    /// Of this product or department only.
    pub rel_id: Option<i64>,
    /// Without those that only staff sees.
    pub without_staffs: bool,
}

/// The fields of a kind, in their order.
///
/// # Errors
/// When the database fails.
pub async fn of(c: &mut Conn, kind: Kind, rel_id: i64) -> Result<Vec<CustomFieldRow>> {
    let sql = "select * from custom_fields where kind = $1 and rel_id = $2 order by position, id";
    c.all(sql, args![kind.word(), rel_id]).await
}

/// Every field of every kind.
///
/// # Errors
/// When the database fails.
pub async fn all(c: &mut Conn) -> Result<Vec<CustomFieldRow>> {
    c.all("select * from custom_fields order by id", args![]).await
}

/// Some of the fields from a row on, and how many there are.
///
/// # Errors
/// When the database fails.
pub async fn page(
    c: &mut Conn,
    which: Listed,
    offset: i64,
    limit: i64,
) -> Result<(Vec<CustomFieldRow>, i64)> {
    let from = "from custom_fields where ($1 = '' or kind = $1) and ($2 < 0 or rel_id = $2)
        and admin_only <= $3";
    let kind = which.kind.map_or("", Kind::word);
    let most = i64::from(!which.without_staffs);
    let parent = which.rel_id.unwrap_or(-1);
    let total = c.scalar(&format!("select count(*) {from}"), args![kind, parent, most]).await?;
    let order = if which.kind.is_some() { "rel_id, position, id" } else { "id" };
    let sql = format!("select * {from} order by {order} limit $4 offset $5");
    Ok((c.all(&sql, args![kind, parent, most, limit, offset]).await?, total))
}

/// The fields of some products or departments, in their order.
///
/// # Errors
/// When the database fails.
pub async fn of_products(c: &mut Conn, products: &[ProductId]) -> Result<Vec<CustomFieldRow>> {
    let ids: Vec<i64> = products.iter().map(|id| id.0).collect();
    let head = "select * from custom_fields where kind = 'product' and rel_id in";
    let (sql, values) = in_list(head, &ids, "order by rel_id, position, id");
    c.all(&sql, &values).await
}

/// Adds a field; `id` is not looked at.
///
/// # Errors
/// A constraint when the kind is unknown.
pub async fn add(c: &mut Conn, row: &CustomFieldRow) -> Result<CustomFieldId> {
    let sql = "insert into custom_fields (kind, rel_id, name, field_type, description, options,
        pattern, admin_only, required, show_order, show_invoice, position)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) returning id";
    let values = args![
        &row.kind,
        row.rel_id,
        &row.name,
        &row.field_type,
        &row.description,
        &row.options,
        &row.pattern,
        row.admin_only,
        row.required,
        row.show_order,
        row.show_invoice,
        row.position,
    ];
    c.scalar(sql, values).await
}

/// The values of one client, service or ticket: every field of the kind, empty when not filled in.
/// `parent` is the product or department, 0 for clients.
///
/// # Errors
/// When the database fails.
pub async fn values(c: &mut Conn, kind: Kind, parent: i64, owner: i64) -> Result<Vec<ValueRow>> {
    let sql = "select f.id as field_id, f.name, f.field_type, f.admin_only,
            coalesce(v.value, '') as value, coalesce(v.sealed, '') as sealed
        from custom_fields f
        left join custom_field_values v on v.field_id = f.id and v.rel_id = $3
        where f.kind = $1 and f.rel_id = $2 order by f.position, f.id";
    c.all(sql, args![kind.word(), parent, owner]).await
}

/// What of a client or service invoices show.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct ShownRow {
    /// Of which client or service.
    pub rel_id: i64,
    /// The name of the field.
    pub name: String,
    /// What its values are like, as in [`CustomFieldRow`].
    pub field_type: String,
    /// The value.
    pub value: String,
}

/// What invoices show of the fields of clients or services, in the order of the fields; what is
/// sealed is never shown.
///
/// # Errors
/// When the database fails.
pub async fn on_invoices(c: &mut Conn, kind: Kind, owners: &[i64]) -> Result<Vec<ShownRow>> {
    let head = "select v.rel_id, f.name, f.field_type, v.value
        from custom_fields f join custom_field_values v on v.field_id = f.id
        where f.kind = $1 and f.show_invoice = 1 and f.field_type <> 'password'
            and v.value <> '' and v.rel_id in";
    let ids = owners.iter().map(|id| Val::Int(*id));
    let order = "order by v.rel_id, f.position, f.id";
    let (sql, values) = among(head, ids, order, vec![Val::from(kind.word())]);
    c.all(&sql, &values).await
}

/// A value as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct KeptRow {
    /// Of which field.
    pub field_id: CustomFieldId,
    /// The value; empty where it is sealed.
    pub value: String,
    /// The value as it is sealed, or empty.
    pub sealed: String,
}

/// The values of some fields that one client, service or ticket has.
///
/// # Errors
/// When the database fails.
pub async fn kept(c: &mut Conn, fields: &[CustomFieldId], owner: i64) -> Result<Vec<KeptRow>> {
    let head = "select field_id, value, sealed from custom_field_values
        where rel_id = $1 and field_id in";
    let ids = fields.iter().map(|id| Val::Int(id.0));
    let (sql, values) = among(head, ids, "", vec![Val::Int(owner)]);
    c.all(&sql, &values).await
}

/// Sets the value of a field: in the plain, or sealed with an empty `value`.
///
/// # Errors
/// A constraint when the field does not exist.
pub async fn set(
    c: &mut Conn,
    field: CustomFieldId,
    owner: i64,
    value: &str,
    sealed: &str,
) -> Result<()> {
    let sql = "insert into custom_field_values (field_id, rel_id, value, sealed)
               values ($1, $2, $3, $4) on conflict (field_id, rel_id)
               do update set value = excluded.value, sealed = excluded.sealed";
    c.exactly(1, sql, args![field, owner, value, sealed]).await
}

/// A value that should be sealed and is not.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct PlainRow {
    /// Of which field.
    pub field_id: CustomFieldId,
    /// Of which client, service or ticket.
    pub rel_id: i64,
    /// As it stands there.
    pub value: String,
}

/// From where secrets in the plain are read.
const PLAIN: &str = "from custom_field_values v
    join custom_fields f on f.id = v.field_id and f.field_type = 'password'
    where v.value <> ''";

/// Some of the secrets that stand in the plain.
///
/// # Errors
/// When the database fails.
pub async fn plain_secrets(c: &mut Conn, limit: i64) -> Result<Vec<PlainRow>> {
    let sql = format!(
        "select v.field_id, v.rel_id, v.value {PLAIN} order by v.field_id, v.rel_id limit $1"
    );
    c.all(&sql, args![limit]).await
}

/// How many secrets stand in the plain.
///
/// # Errors
/// When the database fails.
pub async fn count_plain_secrets(c: &mut Conn) -> Result<i64> {
    c.scalar(&format!("select count(*) {PLAIN}"), args![]).await
}

/// Removes the values of one client, service or ticket.
///
/// # Errors
/// When the database fails.
pub async fn remove(c: &mut Conn, kind: Kind, owner: i64) -> Result<()> {
    let sql = "delete from custom_field_values where rel_id = $2
               and field_id in (select id from custom_fields where kind = $1)";
    c.exec(sql, args![kind.word(), owner]).await?;
    Ok(())
}
