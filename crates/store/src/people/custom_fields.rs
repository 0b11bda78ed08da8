//! Fields that the house adds to clients, services and tickets, and their values.

use model::ids::{CustomFieldId, ProductId};

use crate::many::in_list;
use crate::{Conn, Result, Row, args};

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
    /// The value.
    pub value: String,
}

/// The fields of a kind, in their order.
///
/// # Errors
/// When the database fails.
pub async fn of(c: &mut Conn, kind: Kind, rel_id: i64) -> Result<Vec<CustomFieldRow>> {
    let sql = "select * from custom_fields where kind = $1 and rel_id = $2 order by position, id";
    c.all(sql, args![kind.word(), rel_id]).await
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
    let sql = "select f.id as field_id, f.name, coalesce(v.value, '') as value
        from custom_fields f
        left join custom_field_values v on v.field_id = f.id and v.rel_id = $3
        where f.kind = $1 and f.rel_id = $2 order by f.position, f.id";
    c.all(sql, args![kind.word(), parent, owner]).await
}

/// Sets the value of a field.
///
/// # Errors
/// A constraint when the field does not exist.
pub async fn set(c: &mut Conn, field: CustomFieldId, owner: i64, value: &str) -> Result<()> {
    let sql = "insert into custom_field_values (field_id, rel_id, value) values ($1, $2, $3)
               on conflict (field_id, rel_id) do update set value = excluded.value";
    c.exactly(1, sql, args![field, owner, value]).await
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
