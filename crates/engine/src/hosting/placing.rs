//! On which server a new service goes.

use model::ids::ServerId;
use store::catalogue::products::ProductRow;
use store::hosting::servers::{self, ServerLoad};
use store::hosting::service_edits;
use store::hosting::services::ServiceRow;

use crate::{Act, Result, not_now};

/// How the servers of a group are filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FillRule {
    /// The least full one takes the next service.
    Least,
    /// The default one until it is full, then the others in turn.
    Fill,
}

/// Gives a service its server, unless it has one.
///
/// The group stays locked until the act ends, so that two services do not take one last place.
///
/// # Errors
/// Not-now when every server is full.
pub async fn place(act: &mut Act, row: &ServiceRow, product: &ProductRow) -> Result<ServerId> {
    if let Some(server) = row.server_id {
        return Ok(server);
    }
    let conn = &mut act.conn;
    let (rule, loads) = match product.server_group_id {
        Some(group) => {
            let rule = servers::lock_group(conn, group).await?.unwrap_or_default();
            (rule_of(&rule), servers::loads_of_group(conn, group, &product.module).await?)
        }
        None => (FillRule::Fill, servers::loads_of_module(conn, &product.module).await?),
    };
    let server = choose(rule, &loads).ok_or_else(|| not_now("No server has room for it"))?;
    let at = act.at();
    service_edits::set_server(&mut act.conn, row.id, server, at).await?;
    Ok(server)
}

/// The rule of a group's word.
#[must_use]
pub fn rule_of(word: &str) -> FillRule {
    if word == "fill" { FillRule::Fill } else { FillRule::Least }
}

/// The server that takes the next service; `None` when all are full.
#[must_use]
pub fn choose(rule: FillRule, loads: &[ServerLoad]) -> Option<ServerId> {
    let free =
        || loads.iter().filter(|load| load.max_accounts == 0 || load.used < load.max_accounts);
    let chosen = match rule {
        FillRule::Least => free().min_by(|a, b| fuller(a, b)),
        // The default one first; without one, or when it is full, the fullest that has room.
        FillRule::Fill => free()
            .find(|load| load.is_default)
            .or_else(|| free().max_by(|a, b| fuller(a, b).then(b.id.cmp(&a.id)))),
    };
    chosen.map(|load| load.id)
}

/// Compares how full two servers are in proportion; one without a limit counts by its services.
fn fuller(a: &ServerLoad, b: &ServerLoad) -> std::cmp::Ordering {
    let size = |load: &ServerLoad| {
        i128::from(if load.max_accounts == 0 { 1_000 } else { load.max_accounts })
    };
    let (left, right) = (i128::from(a.used) * size(b), i128::from(b.used) * size(a));
    left.cmp(&right)
}

#[cfg(test)]
mod tests {
    use super::{FillRule, ServerLoad, choose};
    use model::ids::ServerId;

    #[test]
    fn servers_are_chosen_by_the_rule_of_their_group() {
        // Per server: used, at most, whether it is the default one.
        type Servers = &'static [(i64, i64, bool)];
        let cases: [(FillRule, Servers, Option<i64>); 9] = [
            (FillRule::Least, &[(5, 10, true), (2, 10, false)], Some(2)),
            (FillRule::Least, &[(5, 10, false), (5, 20, false)], Some(2)),
            (FillRule::Least, &[(3, 10, false), (3, 10, false)], Some(1)),
            (FillRule::Least, &[(10, 10, false), (9, 10, false)], Some(2)),
            (FillRule::Least, &[(10, 10, false), (10, 10, true)], None),
            (FillRule::Fill, &[(5, 10, false), (1, 10, true)], Some(2)),
            (FillRule::Fill, &[(5, 10, false), (10, 10, true), (7, 10, false)], Some(3)),
            (FillRule::Fill, &[(0, 0, false)], Some(1)),
            (FillRule::Fill, &[], None),
        ];
        for (rule, servers, expected) in cases {
            let loads: Vec<ServerLoad> = (1..)
                .zip(servers)
                .map(|(id, (used, max_accounts, is_default))| ServerLoad {
                    id: ServerId(id),
                    max_accounts: *max_accounts,
                    is_default: *is_default,
                    used: *used,
                })
                .collect();
            assert_eq!(choose(rule, &loads), expected.map(ServerId), "{rule:?} {servers:?}");
        }
    }
}
