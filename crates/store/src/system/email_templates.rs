//! Mail templates.

use model::ids::EmailTemplateId;

use crate::{Conn, Result, Row, args};

/// A template.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct TemplateRow {
    /// Its number on the wire.
    pub id: EmailTemplateId,
    /// What it is about: `general`, `product`, `domain`, `invoice`, `support`, `affiliate`, or
    /// `admin` for mails to the staff.
    pub r#type: String,
    /// Its name.
    pub name: String,
    /// One line with `{$fields}`.
    pub subject: String,
    /// Text with `{$fields}`; HTML when it contains a tag.
    pub message: String,
    /// Empty for the default language.
    pub language: String,
    /// Not sent at present.
    pub disabled: bool,
    /// Made by the house.
    pub custom: bool,
}

/// A template in all its languages, the default one first.
///
/// # Errors
/// When the database fails.
pub async fn named(c: &mut Conn, name: &str) -> Result<Vec<TemplateRow>> {
    let sql = "select * from email_templates where name = $1 order by language, id";
    c.all(sql, args![name]).await
}

/// The templates of a type or all, in one language, by type and name.
///
/// # Errors
/// When the database fails.
pub async fn list(c: &mut Conn, kind: Option<&str>, language: &str) -> Result<Vec<TemplateRow>> {
    let sql = "select * from email_templates
        where language = $2 and (cast($1 as text) is null or type = $1) order by type, name";
    c.all(sql, args![kind.map(str::to_owned), language]).await
}

/// Adds a template or replaces the one of its name and language; `row.id` is ignored.
///
/// # Errors
/// When the database fails.
pub async fn put(c: &mut Conn, row: &TemplateRow) -> Result<EmailTemplateId> {
    let sql = "insert into email_templates
            (type, name, subject, message, language, disabled, custom)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (name, language) do update set type = excluded.type,
            subject = excluded.subject, message = excluded.message,
            disabled = excluded.disabled, custom = excluded.custom
        returning id";
    let TemplateRow { id: _, r#type, name, subject, message, language, disabled, custom } = row;
    c.scalar(sql, args![r#type, name, subject, message, language, *disabled, *custom]).await
}
