//! Configurable options: groups of them, the products they belong to, and their choices.

use model::ids::{ConfigChoiceId, ConfigOptionGroupId, ConfigOptionId, ProductId};

use crate::many::in_list;
use crate::{Conn, Result, Row, args};

/// A group of options that some products share.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct OptionGroupRow {
    /// Its number.
    pub id: ConfigOptionGroupId,
    /// Its name, for staff.
    pub name: String,
    /// What it is for, for staff.
    pub description: String,
}

/// One option.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct OptionRow {
    /// Its number on the wire.
    pub id: ConfigOptionId,
    /// Its group.
    pub group_id: ConfigOptionGroupId,
    /// The name shown.
    pub name: String,
    /// 1 dropdown, 2 radio, 3 yes/no, 4 quantity.
    pub r#type: i64,
    /// Least quantity.
    pub qty_min: i64,
    /// Greatest quantity; 0 is any.
    pub qty_max: i64,
    /// Order in the group.
    pub position: i64,
    /// Not offered.
    pub hidden: bool,
}

/// One choice of an option.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct ChoiceRow {
    /// Its number on the wire.
    pub id: ConfigChoiceId,
    /// Of which option.
    pub option_id: ConfigOptionId,
    /// The name shown.
    pub name: String,
    /// Order in the option.
    pub position: i64,
    /// Not offered.
    pub hidden: bool,
}

/// An option of a product: the option's row and the product it was found for.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct ProductOptionRow {
    /// The product.
    pub product_id: ProductId,
    /// The option.
    pub id: ConfigOptionId,
    /// The name shown.
    pub name: String,
    /// 1 dropdown, 2 radio, 3 yes/no, 4 quantity.
    pub r#type: i64,
    /// Least quantity.
    pub qty_min: i64,
    /// Greatest quantity; 0 is any.
    pub qty_max: i64,
}

/// Adds a group of options.
///
/// # Errors
/// When the database fails.
pub async fn insert_group(
    c: &mut Conn,
    name: &str,
    description: &str,
) -> Result<ConfigOptionGroupId> {
    let sql = "insert into config_groups (name, description) values ($1, $2) returning id";
    c.scalar(sql, args![name, description]).await
}

/// Gives a product the options of a group; again is no error.
///
/// # Errors
/// When one of them does not exist.
pub async fn give(c: &mut Conn, group: ConfigOptionGroupId, product: ProductId) -> Result<()> {
    let sql = "insert into config_group_products (group_id, product_id) values ($1, $2)
        on conflict (group_id, product_id) do nothing";
    c.exec(sql, args![group, product]).await.map(drop)
}

/// Adds an option; `row.id` is ignored.
///
/// # Errors
/// When the group does not exist.
pub async fn insert(c: &mut Conn, row: &OptionRow) -> Result<ConfigOptionId> {
    let sql =
        "insert into config_options (group_id, name, type, qty_min, qty_max, position, hidden)
        values ($1, $2, $3, $4, $5, $6, $7) returning id";
    let values = args![
        row.group_id,
        &row.name,
        row.r#type,
        row.qty_min,
        row.qty_max,
        row.position,
        row.hidden
    ];
    c.scalar(sql, values).await
}

/// Adds a choice; `row.id` is ignored.
///
/// # Errors
/// When the option does not exist.
pub async fn insert_choice(c: &mut Conn, row: &ChoiceRow) -> Result<ConfigChoiceId> {
    let sql = "insert into config_choices (option_id, name, position, hidden)
        values ($1, $2, $3, $4) returning id";
    c.scalar(sql, args![row.option_id, &row.name, row.position, row.hidden]).await
}

/// Every group of options.
///
/// # Errors
/// When the database fails.
pub async fn groups(c: &mut Conn) -> Result<Vec<OptionGroupRow>> {
    c.all("select * from config_groups order by id", args![]).await
}

/// One option.
///
/// # Errors
/// When the database fails.
pub async fn by_id(c: &mut Conn, id: ConfigOptionId) -> Result<Option<OptionRow>> {
    c.maybe("select * from config_options where id = $1", args![id]).await
}

/// One choice.
///
/// # Errors
/// When the database fails.
pub async fn choice_by_id(c: &mut Conn, id: ConfigChoiceId) -> Result<Option<ChoiceRow>> {
    c.maybe("select * from config_choices where id = $1", args![id]).await
}

/// The options offered with some products, in the order shown.
///
/// # Errors
/// When the database fails.
pub async fn of_products(c: &mut Conn, products: &[ProductId]) -> Result<Vec<ProductOptionRow>> {
    let ids: Vec<i64> = products.iter().map(|id| id.0).collect();
    let head = "select p.product_id, o.id, o.name, o.type, o.qty_min, o.qty_max
        from config_options o join config_group_products p on p.group_id = o.group_id
        where o.hidden = 0 and p.product_id in";
    let tail = "order by p.product_id, p.group_id, o.position, o.id";
    let (sql, values) = in_list(head, &ids, tail);
    c.all(&sql, &values).await
}

/// The choices offered of some options, in the order shown.
///
/// # Errors
/// When the database fails.
pub async fn choices_of(c: &mut Conn, options: &[ConfigOptionId]) -> Result<Vec<ChoiceRow>> {
    let ids: Vec<i64> = options.iter().map(|id| id.0).collect();
    let head = "select * from config_choices where hidden = 0 and option_id in";
    let (sql, values) = in_list(head, &ids, "order by option_id, position, id");
    c.all(&sql, &values).await
}
