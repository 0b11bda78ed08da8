//! The second factor of users and of staff.

use super::Whose;
use crate::{Conn, Result, Row, args};

/// The second factor in force, in the row of its person.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct HolderRow {
    /// Secret of the one-time codes, sealed; empty without.
    pub two_factor_secret: String,
    /// E-mail address of the person.
    pub email: String,
}

/// What is kept beside the secret in force.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct TwoFactorRow {
    /// Sealed; not in force yet.
    pub pending_secret: String,
    /// The last time step whose code was used.
    pub last_step: i64,
}

/// Where the second factor of somebody is kept.
struct Place {
    people: &'static str,
    kept: &'static str,
    codes: &'static str,
    key: &'static str,
    id: i64,
}

fn place(whose: Whose) -> Place {
    match whose {
        Whose::User(user) => Place {
            people: "users",
            kept: "user_two_factor",
            codes: "user_backup_codes",
            key: "user_id",
            id: user.0,
        },
        Whose::Staff(staff) => Place {
            people: "staff",
            kept: "staff_two_factor",
            codes: "staff_backup_codes",
            key: "staff_id",
            id: staff.0,
        },
    }
}

/// The secret in force of somebody, whose row is locked until the transaction ends.
///
/// # Errors
/// When the database fails.
pub async fn holder(c: &mut Conn, whose: Whose) -> Result<Option<HolderRow>> {
    let Place { people, id, .. } = place(whose);
    let sql = format!("select two_factor_secret, email from {people} where id = $1 for update");
    c.maybe(&sql, args![id]).await
}

/// Puts a secret in force, sealed; an empty one takes the second factor away.
///
/// # Errors
/// When there is no such person.
pub async fn put(c: &mut Conn, whose: Whose, sealed: &str, at: i64) -> Result<()> {
    match whose {
        Whose::User(user) => {
            let sql = "update users set two_factor_secret = $2, updated_at = $3 where id = $1";
            c.exactly(1, sql, args![user, sealed, at]).await
        }
        Whose::Staff(staff) => {
            let sql = "update staff set two_factor_secret = $2 where id = $1";
            c.exactly(1, sql, args![staff, sealed]).await
        }
    }
}

/// What is kept beside the secret, locked until the transaction ends.
///
/// # Errors
/// When the database fails.
pub async fn lock(c: &mut Conn, whose: Whose) -> Result<Option<TwoFactorRow>> {
    let Place { kept, key, id, .. } = place(whose);
    let sql = format!("select pending_secret, last_step from {kept} where {key} = $1 for update");
    c.maybe(&sql, args![id]).await
}

/// Keeps a secret that is not in force yet.
///
/// # Errors
/// When the database fails.
pub async fn begin(c: &mut Conn, whose: Whose, sealed: &str) -> Result<()> {
    let Place { kept, key, id, .. } = place(whose);
    let sql = format!(
        "insert into {kept} ({key}, pending_secret) values ($1, $2)
        on conflict ({key}) do update set pending_secret = excluded.pending_secret"
    );
    c.exactly(1, &sql, args![id, sealed]).await
}

/// Notes the time step of a code that was used, and that nothing is pending; `false` when that
/// step or a later one was used meanwhile.
///
/// # Errors
/// When the database fails.
pub async fn used(c: &mut Conn, whose: Whose, step: i64) -> Result<bool> {
    let Place { kept, key, id, .. } = place(whose);
    let sql = format!(
        "insert into {kept} ({key}, last_step) values ($1, $2)
        on conflict ({key}) do update
        set last_step = excluded.last_step, pending_secret = ''
        where {kept}.last_step < excluded.last_step"
    );
    Ok(c.exec(&sql, args![id, step]).await? == 1)
}

/// Replaces somebody's backup codes.
///
/// # Errors
/// When the database fails.
pub async fn set_codes(c: &mut Conn, whose: Whose, fingerprints: &[String]) -> Result<()> {
    let Place { codes, key, id, .. } = place(whose);
    c.exec(&format!("delete from {codes} where {key} = $1"), args![id]).await?;
    let sql = format!("insert into {codes} ({key}, fingerprint) values ($1, $2)");
    for fingerprint in fingerprints {
        c.exactly(1, &sql, args![id, fingerprint]).await?;
    }
    Ok(())
}

/// Somebody's backup codes that were not used.
///
/// # Errors
/// When the database fails.
pub async fn codes(c: &mut Conn, whose: Whose) -> Result<Vec<String>> {
    let Place { codes, key, id, .. } = place(whose);
    let sql = format!(
        "select fingerprint from {codes}
        where {key} = $1 and used_at is null order by fingerprint"
    );
    c.column(&sql, args![id]).await
}

/// Uses a backup code up; `false` when that was done before.
///
/// # Errors
/// When the database fails.
pub async fn use_code(c: &mut Conn, whose: Whose, fingerprint: &str, at: i64) -> Result<bool> {
    let Place { codes, key, id, .. } = place(whose);
    let sql = format!(
        "update {codes} set used_at = $3
        where {key} = $1 and fingerprint = $2 and used_at is null"
    );
    Ok(c.exec(&sql, args![id, fingerprint, at]).await? == 1)
}

/// Forgets everything about somebody's second factor but the secret in force.
///
/// # Errors
/// When the database fails.
pub async fn forget(c: &mut Conn, whose: Whose) -> Result<()> {
    let Place { kept, codes, key, id, .. } = place(whose);
    c.exec(&format!("delete from {codes} where {key} = $1"), args![id]).await?;
    c.exec(&format!("delete from {kept} where {key} = $1"), args![id]).await.map(drop)
}
