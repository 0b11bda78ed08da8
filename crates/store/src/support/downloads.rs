//! Files for others to download, in categories.

use super::attachments::NewFile;
use super::knowledge::{CategoryRow, Reader};
use crate::filter::Filter;
use crate::{Conn, Result, Row, args};

/// A download, without its bytes. Instants are Unix seconds.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct DownloadRow {
    /// Its number.
    pub id: i64,
    /// Where it is.
    pub category_id: i64,
    /// The name of that.
    pub category: String,
    /// One line.
    pub title: String,
    /// What it is for.
    pub description: String,
    /// Where its bytes are.
    pub file_id: i64,
    /// The name it is handed out under.
    pub filename: String,
    /// How large it is.
    pub size_bytes: i64,
    /// Only for clients.
    pub clients_only: bool,
    /// Only the staff sees it.
    pub hidden: bool,
    /// How often it was handed out.
    pub fetched: i64,
    /// When it was added.
    pub created_at: i64,
    /// When it was last changed.
    pub updated_at: i64,
}

const HEAD: &str = "select d.id, d.category_id, g.name as category, d.title, d.description,
        d.file_id, d.filename, f.size_bytes, d.clients_only, d.hidden, d.fetched, d.created_at,
        d.updated_at
    from downloads d join download_categories g on g.id = d.category_id
        join files f on f.id = d.file_id";

/// Not hidden, nor in a hidden category, nor in one inside a hidden one.
const SHOWN: &str = "d.hidden = 0 and d.category_id not in (
    with recursive h (id) as (
        select id from download_categories where hidden = 1
        union select k.id from download_categories k join h on k.parent_id = h.id)
    select id from h)";

/// Which downloads are asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Listed {
    /// By number.
    pub id: Option<i64>,
    /// By category.
    pub category: Option<i64>,
}

/// Every category in its order, with the number of its downloads.
///
/// # Errors
/// When the database fails.
pub async fn categories(c: &mut Conn, reader: Reader) -> Result<Vec<CategoryRow>> {
    let sql = "select g.id, g.parent_id, g.name, g.description, g.hidden, g.position,
            count(d.id) as things
        from download_categories g
            left join downloads d on d.category_id = g.id and d.hidden <= $1
        group by g.id, g.parent_id, g.name, g.description, g.hidden, g.position
        order by g.position, g.name, g.id";
    c.all(sql, args![reader == Reader::Office]).await
}

/// One page of what is shown to somebody, by title, and how many there are.
///
/// # Errors
/// When the database fails.
pub async fn list(
    c: &mut Conn,
    reader: Reader,
    listed: Listed,
    offset: i64,
    limit: i64,
) -> Result<(Vec<DownloadRow>, i64)> {
    let filter = Filter::new()
        .and_some("d.id = ?", listed.id)
        .and_some("d.category_id = ?", listed.category);
    let filter = if reader == Reader::Office { filter } else { filter.fixed(SHOWN) };
    let total = c.scalar(&filter.sql("select count(*) from downloads d"), filter.args()).await?;
    let (sql, values) = filter.page(HEAD, "d.title, d.id", offset, limit);
    Ok((c.all(&sql, &values).await?, total))
}

/// The products of downloads that are only for their owners: download and product.
///
/// # Errors
/// When the database fails.
pub async fn products(c: &mut Conn, downloads: &[i64]) -> Result<Vec<(i64, i64)>> {
    const HEAD: &str = "select download_id, product_id from download_products
        where download_id in";
    let (sql, values) = crate::many::in_list(HEAD, downloads, "order by download_id, product_id");
    c.all(&sql, &values).await
}

/// The products of the active services of a client.
///
/// # Errors
/// When the database fails.
pub async fn owned(c: &mut Conn, client: i64) -> Result<Vec<i64>> {
    let sql = "select distinct product_id from services
        where client_id = $1 and status = 'Active' order by product_id";
    c.column(sql, args![client]).await
}

/// Keeps bytes, and gives their number.
///
/// # Errors
/// A duplicate when the random name exists.
pub async fn keep(c: &mut Conn, file: &NewFile<'_>) -> Result<i64> {
    let sql = "insert into files (name, size_bytes, sha256, bytes, created_at)
        values ($1, $2, $3, $4, $5) returning id";
    let size = i64::try_from(file.bytes.len()).unwrap_or(i64::MAX);
    c.scalar(sql, args![file.name, size, file.sha256, file.bytes, file.at]).await
}

/// Forgets bytes that nothing leads to any more.
///
/// # Errors
/// A constraint while something does; when there is no such file.
pub async fn forget(c: &mut Conn, file: i64) -> Result<()> {
    super::files::delete(c, file.into()).await
}

/// Counts that a download was handed out.
///
/// # Errors
/// When there is no such download.
pub async fn count(c: &mut Conn, id: i64) -> Result<()> {
    c.exactly(1, "update downloads set fetched = fetched + 1 where id = $1", args![id]).await
}
