//! What is chosen of the configurable options of a service.

use model::ids::{ConfigChoiceId, ConfigOptionId, ServiceId};

use crate::{Conn, Result, Row, args};

/// A choice of a service.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct ServiceOptionRow {
    /// Of which service.
    pub service_id: ServiceId,
    /// Of which option.
    pub option_id: ConfigOptionId,
    /// What is chosen.
    pub choice_id: ConfigChoiceId,
    /// How often; 0 for a yes/no that is off.
    pub quantity: i64,
}

/// Sets a choice, whether there was one or not.
///
/// # Errors
/// When something it refers to does not exist.
pub async fn set(c: &mut Conn, row: &ServiceOptionRow) -> Result<()> {
    let sql = "insert into service_options (service_id, option_id, choice_id, quantity)
        values ($1, $2, $3, $4)
        on conflict (service_id, option_id)
        do update set choice_id = excluded.choice_id, quantity = excluded.quantity";
    let ServiceOptionRow { service_id, option_id, choice_id, quantity } = row;
    c.exec(sql, args![*service_id, *option_id, *choice_id, *quantity]).await.map(drop)
}

/// Takes a choice away.
///
/// # Errors
/// When the database fails.
pub async fn remove(c: &mut Conn, service: ServiceId, option: ConfigOptionId) -> Result<()> {
    let sql = "delete from service_options where service_id = $1 and option_id = $2";
    c.exec(sql, args![service, option]).await.map(drop)
}

/// The choices of a service, by option.
///
/// # Errors
/// When the database fails.
pub async fn of_service(c: &mut Conn, service: ServiceId) -> Result<Vec<ServiceOptionRow>> {
    let sql = "select * from service_options where service_id = $1 order by option_id";
    c.all(sql, args![service]).await
}
