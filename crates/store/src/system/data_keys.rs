//! The keys that secrets are sealed with, themselves sealed; and where the sealed secrets are.

use crate::{Conn, Result, Row, args};

/// A key, sealed under a master key. Instants are Unix seconds.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct DataKeyRow {
    /// What stands in front of all it sealed.
    pub id: String,
    /// The key, sealed.
    pub sealed: String,
    /// From then on it seals.
    pub active_from: i64,
    /// When it was made.
    pub created_at: i64,
}

/// Every key, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn all(c: &mut Conn) -> Result<Vec<DataKeyRow>> {
    c.all("select * from data_keys order by active_from, id", args![]).await
}

/// Adds a key.
///
/// # Errors
/// A violated key when the id is taken.
pub async fn insert(c: &mut Conn, row: &DataKeyRow) -> Result<()> {
    let sql = "insert into data_keys (id, sealed, active_from, created_at)
        values ($1, $2, $3, $4)";
    c.exactly(1, sql, args![&row.id, &row.sealed, row.active_from, row.created_at]).await
}

/// Keeps a key under another master key.
///
/// # Errors
/// When there is no such key.
pub async fn rewrap(c: &mut Conn, id: &str, sealed: &str) -> Result<()> {
    c.exactly(1, "update data_keys set sealed = $2 where id = $1", args![id, sealed]).await
}

/// A column with sealed secrets.
#[derive(Debug, Clone, Copy)]
pub struct Sealed {
    table: &'static str,
    /// The column, or the expression of columns, by which rows are told apart.
    key: &'static str,
    column: &'static str,
    /// What names the row in its place; nothing when all rows have one place.
    name: &'static str,
    only: &'static str,
    /// What stands in front of the name in the place of a secret.
    pub place: &'static str,
}

const fn column(
    table: &'static str,
    key: &'static str,
    column: &'static str,
    place: &'static str,
) -> Sealed {
    Sealed { table, key, column, name: key, only: "", place }
}

/// Every column with sealed secrets but the settings of modules, which are JSON.
pub const SEALED: &[Sealed] = &[
    column("services", "id", "password", "services.password:"),
    column("servers", "id", "secret", "servers.secret:"),
    column("departments", "id", "mailbox_password", "departments.mailbox_password:"),
    column("domains", "id", "epp_code", "domains.epp_code:"),
    column("users", "id", "two_factor_secret", "users.two_factor_secret:"),
    column("user_two_factor", "user_id", "pending_secret", "user_two_factor.pending_secret:"),
    column("staff", "id", "two_factor_secret", "staff.two_factor_secret:"),
    column("staff_two_factor", "staff_id", "pending_secret", "staff_two_factor.pending_secret:"),
    column("sign_in_providers", "id", "client_secret", "sign_in_providers.client_secret:"),
    Sealed {
        name: "identifier",
        ..column("oauth_credentials", "id", "secret", "oauth_credentials.secret:")
    },
    Sealed {
        name: "field_id || '-' || rel_id",
        ..column(
            "custom_field_values",
            "(field_id * 4294967296 + rel_id)",
            "sealed",
            "custom_field_values.sealed:",
        )
    },
    Sealed { name: "domain", ..column("mail_keys", "id", "private_key", "mail_keys.private_key:") },
    Sealed { name: "", ..column("web_hooks", "id", "secret", "web_hooks.secret") },
    Sealed {
        name: "",
        only: " and channel <> 'mail'",
        ..column("notification_rules", "id", "target", "notification_rules.target")
    },
    Sealed {
        name: "",
        ..column("notification_rules", "id", "secret", "notification_rules.secret")
    },
];

/// A secret that another key sealed than should.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct SecretRow {
    /// The row it stands in.
    pub id: i64,
    /// What names the row in its place.
    pub name: String,
    /// Sealed.
    pub sealed: String,
}

impl Sealed {
    fn condition(&self) -> String {
        let Self { table, column, only, .. } = self;
        format!(
            "from {table} where {column} <> ''
                and substr({column}, 1, length(cast($1 as text))) <> $1{only}"
        )
    }

    /// Some secrets that are not sealed by the key of this id, behind a row.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn others(
        &self,
        c: &mut Conn,
        id: &str,
        after: i64,
        limit: i64,
    ) -> Result<Vec<SecretRow>> {
        let Self { key, column, name, .. } = self;
        let name = if name.is_empty() { "''" } else { name };
        let sql = format!(
            "select {key} as id, cast({name} as text) as name, {column} as sealed {}
                and {key} > $2 order by {key} limit $3",
            self.condition()
        );
        c.all(&sql, args![format!("{id}."), after, limit]).await
    }

    /// How many secrets are not sealed by the key of this id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_others(&self, c: &mut Conn, id: &str) -> Result<i64> {
        let sql = format!("select count(*) {}", self.condition());
        c.scalar(&sql, args![format!("{id}.")]).await
    }

    /// Puts a secret in the place of the one that was read, unless it changed meanwhile.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn replace(&self, c: &mut Conn, was: &SecretRow, sealed: &str) -> Result<bool> {
        let Self { table, key, column, .. } = self;
        let sql = format!("update {table} set {column} = $3 where {key} = $1 and {column} = $2");
        Ok(c.exec(&sql, args![was.id, &was.sealed, sealed]).await? == 1)
    }
}
