//! Settings of modules that are neither gateways nor of one product: registrars, fraud checks.

use crate::{Conn, Result, Row, args};

/// The settings of one module.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct ModuleSettingsRow {
    /// The kind of module: `registrar`, `fraud`.
    pub r#type: String,
    /// System name.
    pub module: String,
    /// Whether it is switched on.
    pub active: bool,
    /// JSON, secrets in it sealed.
    pub settings: String,
    /// Unix seconds.
    pub updated_at: i64,
}

/// The settings of a module.
///
/// # Errors
/// When the database fails.
pub async fn find(c: &mut Conn, kind: &str, module: &str) -> Result<Option<ModuleSettingsRow>> {
    let sql = "select * from module_settings where type = $1 and module = $2";
    c.maybe(sql, args![kind, module]).await
}

/// The settings of all modules.
///
/// # Errors
/// When the database fails.
pub async fn all(c: &mut Conn) -> Result<Vec<ModuleSettingsRow>> {
    c.all("select * from module_settings order by type, module", args![]).await
}

/// The modules of a kind that are switched on.
///
/// # Errors
/// When the database fails.
pub async fn active(c: &mut Conn, kind: &str) -> Result<Vec<ModuleSettingsRow>> {
    let sql = "select * from module_settings where type = $1 and active = 1 order by module";
    c.all(sql, args![kind]).await
}

/// Keeps settings over whatever was there.
///
/// # Errors
/// When the database fails.
pub async fn put(c: &mut Conn, row: &ModuleSettingsRow) -> Result<()> {
    let sql = "insert into module_settings (type, module, active, settings, updated_at)
        values ($1, $2, $3, $4, $5)
        on conflict (type, module) do update set active = excluded.active,
            settings = excluded.settings, updated_at = excluded.updated_at";
    let values = args![&row.r#type, &row.module, row.active, &row.settings, row.updated_at];
    c.exactly(1, sql, values).await
}
