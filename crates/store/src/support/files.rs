//! Where the bytes of files are: here, or at a module that keeps them under a random name.

use model::ids::FileId;

use crate::{Conn, Result, Row, args};

/// A file.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct FileRow {
    /// Its number.
    pub id: FileId,
    /// The random name it is kept under.
    pub name: String,
    /// Lower-case hex.
    pub sha256: String,
    /// Empty is here, else the module that keeps it.
    pub place: String,
    /// The bytes; empty when they are elsewhere.
    pub bytes: Vec<u8>,
}

/// Bytes at a module that no file has any more.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct LeftoverRow {
    /// Its number.
    pub id: i64,
    /// The module.
    pub place: String,
    /// The name it is kept under.
    pub name: String,
}

/// A file with what is here of it.
///
/// # Errors
/// When the database fails.
pub async fn by_id(c: &mut Conn, id: FileId) -> Result<Option<FileRow>> {
    c.maybe("select id, name, sha256, place, bytes from files where id = $1", args![id]).await
}

/// Some files that are elsewhere than at a place, behind one, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn elsewhere(
    c: &mut Conn,
    place: &str,
    after: FileId,
    limit: i64,
) -> Result<Vec<FileId>> {
    let sql = "select id from files where place <> $1 and id > $2 order by id limit $3";
    c.column(sql, args![place, after, limit]).await
}

/// How many files are at a place.
///
/// # Errors
/// When the database fails.
pub async fn count(c: &mut Conn, place: &str) -> Result<i64> {
    c.scalar("select count(*) from files where place = $1", args![place]).await
}

/// Notes that a file is here; what is at its module is left over. `false` when it was moved or
/// deleted meanwhile.
///
/// # Errors
/// When the database fails.
pub async fn came_here(c: &mut Conn, row: &FileRow, bytes: &[u8], at: i64) -> Result<bool> {
    let sql = "update files set place = '', bytes = $3 where id = $1 and place = $2";
    let was_there = c.exec(sql, args![row.id, &row.place, bytes]).await? == 1;
    if was_there {
        leave(c, &row.place, &row.name, at).await?;
    }
    Ok(was_there)
}

/// Notes that a file is at a module, under a name that was left over before it was put there.
/// `false` when it was moved or deleted meanwhile, or that name was swept.
///
/// # Errors
/// When the database fails.
pub async fn went(
    c: &mut Conn,
    row: &FileRow,
    left: i64,
    (place, name): (&str, &str),
    at: i64,
) -> Result<bool> {
    if !claim(c, left).await? {
        return Ok(false);
    }
    let sql = "update files set place = $3, name = $4, bytes = $5 where id = $1 and place = $2";
    let nothing: &[u8] = &[];
    let was_there = c.exec(sql, args![row.id, &row.place, place, name, nothing]).await? == 1;
    if !was_there {
        leave(c, place, name, at).await?;
    } else if !row.place.is_empty() {
        leave(c, &row.place, &row.name, at).await?;
    }
    Ok(was_there)
}

/// Deletes a file; bytes that are elsewhere are left over.
///
/// # Errors
/// When there is no such file.
pub async fn delete(c: &mut Conn, id: FileId) -> Result<()> {
    // Nobody has it any more, whenever that was.
    let sql = "insert into file_leftovers (place, name, at)
        select place, name, 0 from files where id = $1 and place <> ''";
    c.exec(sql, args![id]).await?;
    c.exactly(1, "delete from files where id = $1", args![id]).await
}

/// Notes bytes that no file has, or not yet; gives the number of the note.
///
/// # Errors
/// When the database fails.
pub async fn leave(c: &mut Conn, place: &str, name: &str, at: i64) -> Result<i64> {
    let sql = "insert into file_leftovers (place, name, at) values ($1, $2, $3) returning id";
    c.scalar(sql, args![place, name, at]).await
}

/// Some bytes that no file has since before an instant, behind one, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn leftovers(
    c: &mut Conn,
    before: i64,
    after: i64,
    limit: i64,
) -> Result<Vec<LeftoverRow>> {
    let sql = "select id, place, name from file_leftovers where at < $1 and id > $2
        order by id limit $3";
    c.all(sql, args![before, after, limit]).await
}

/// Takes a note of bytes that no file has; `false` when somebody else did.
///
/// # Errors
/// When the database fails.
pub async fn claim(c: &mut Conn, id: i64) -> Result<bool> {
    Ok(c.exec("delete from file_leftovers where id = $1", args![id]).await? == 1)
}
