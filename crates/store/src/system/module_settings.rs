//! Settings of modules that are neither gateways nor of one product: registrars, fraud checks.

use crate::{Conn, Result, Row, args};

/// The settings of one module.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct ModuleSettingsRow {
    /// The kind of module: `registrar`, `fraud`.
    pub r#type: String,
    /// System name.
    pub module: String,
    /// Whether it is switched on and set up.
    pub active: bool,
    /// Whether it was switched on before it was set up; never together with `active`.
    pub waiting: bool,
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
    let sql = "insert into module_settings (type, module, active, waiting, settings, updated_at)
        values ($1, $2, $3, $4, $5, $6)
        on conflict (type, module) do update set active = excluded.active,
            waiting = excluded.waiting, settings = excluded.settings,
            updated_at = excluded.updated_at";
    let ModuleSettingsRow { r#type, module, active, waiting, settings, updated_at } = row;
    c.exactly(1, sql, args![r#type, module, *active, *waiting, settings, *updated_at]).await
}
