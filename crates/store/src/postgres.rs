//! PostgreSQL: a pool of connections, prepared statements, plain transactions.

use std::str::FromStr;

use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod};
use tokio_postgres::config::SslMode;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Config, NoTls, Statement};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::bulk::{self, Column};
use crate::row::{Reader, positions};
use crate::{Result, RowRef, StoreError, Trouble, Val};

/// Connections per process; PostgreSQL's own default limit is 100 for all nodes together.
const CONNECTIONS_MAX: usize = 20;

pub(crate) struct Postgres {
    config: Config,
    pool: Pool,
    aside: Pool,
}

impl Postgres {
    /// `url` as in libpq: `postgres://user:password@host:port/database?sslmode=require`.
    pub(crate) fn open(url: &str) -> Result<Self> {
        let unavailable =
            |error: &dyn std::fmt::Display| StoreError::Unavailable(error.to_string());
        let mut config = Config::from_str(url).map_err(|error| unavailable(&error))?;
        config.application_name("hostler");
        let pool = |size: usize| {
            let recycle = ManagerConfig { recycling_method: RecyclingMethod::Fast };
            let manager = if config.get_ssl_mode() == SslMode::Require {
                let connector = MakeRustlsConnect::with_webpki_roots();
                Manager::from_config(config.clone(), connector, recycle)
            } else {
                Manager::from_config(config.clone(), NoTls, recycle)
            };
            Pool::builder(manager).max_size(size).build().map_err(|error| unavailable(&error))
        };
        let (all, aside) = (pool(CONNECTIONS_MAX)?, pool(1)?);
        Ok(Self { pool: all, aside, config })
    }

    /// Where it is and who asks, for the programs that make copies.
    pub(crate) fn config(&self) -> &Config {
        &self.config
    }

    pub(crate) async fn read_aside(&self) -> Result<Object> {
        self.aside.get().await.map_err(|error| StoreError::Unavailable(causes(&error)))
    }

    pub(crate) async fn read(&self) -> Result<Object> {
        self.pool.get().await.map_err(|error| StoreError::Unavailable(causes(&error)))
    }

    pub(crate) fn close(&self) {
        self.pool.close();
        self.aside.close();
    }

    pub(crate) async fn write(&self) -> Result<PostgresWrite> {
        let client = self.read().await?;
        run_batch(&client, "begin").await?;
        Ok(PostgresWrite { client: Some(client) })
    }
}

/// An error and what led to it, from the outside in.
fn causes(error: &dyn std::error::Error) -> String {
    let chain = std::iter::successors(Some(error), |error| error.source());
    chain.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

/// An open transaction; rolled back unless committed.
pub(crate) struct PostgresWrite {
    client: Option<Object>,
}

impl PostgresWrite {
    pub(crate) fn client(&self) -> Result<&Object> {
        self.client.as_ref().ok_or_else(|| StoreError::Unavailable("already closed".to_owned()))
    }

    pub(crate) async fn commit(mut self) -> Result<()> {
        let ended = run_batch(self.client()?, "commit").await;
        ended.map_err(|error| match error.trouble() {
            Some(Trouble::Away) => StoreError::Unsure(Box::new(error)),
            _ => error,
        })?;
        self.client = None;
        Ok(())
    }
}

impl Drop for PostgresWrite {
    fn drop(&mut self) {
        let Some(client) = self.client.take() else { return };
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        runtime.spawn(async move {
            if run_batch(&client, "rollback").await.is_err() {
                // A connection whose state is unknown must not serve anybody else.
                drop(Object::take(client));
            }
        });
    }
}

pub(crate) async fn run_batch(client: &Object, sql: &str) -> Result<()> {
    client.batch_execute(sql).await.map_err(|error| StoreError::postgres(sql, error))
}

pub(crate) async fn exec(client: &Object, sql: &str, args: &[Val<'_>]) -> Result<u64> {
    let fail = |error| StoreError::postgres(sql, error);
    let statement = client.prepare_cached(sql).await.map_err(fail)?;
    client.execute(&statement, &parameters(args)).await.map_err(fail)
}

pub(crate) async fn read(
    client: &Object,
    sql: &str,
    args: &[Val<'_>],
    reader: Reader<'_>,
) -> Result<()> {
    let statement =
        client.prepare_cached(sql).await.map_err(|error| StoreError::postgres(sql, error))?;
    query(client, sql, &statement, &parameters(args), reader).await
}

async fn query(
    client: &Object,
    sql: &str,
    statement: &Statement,
    parameters: &[&(dyn ToSql + Sync)],
    reader: Reader<'_>,
) -> Result<()> {
    let names: Vec<&str> = statement.columns().iter().map(tokio_postgres::Column::name).collect();
    let at = positions(reader.columns, &names)?;
    let rows = client.query(statement, parameters).await;
    let rows = rows.map_err(|error| StoreError::postgres(sql, error))?;
    rows.iter().try_for_each(|row| (reader.take)(&RowRef::Postgres(row), &at))
}

/// [`exec`] for each of many rows.
pub(crate) async fn exec_of(client: &Object, sql: &str, rows: &[Vec<Val<'_>>]) -> Result<u64> {
    let statement = list_statement(client, sql).await?;
    let columns = columns(&statement, rows);
    let fail = |error| StoreError::postgres(sql, error);
    client.execute(&statement, &parameters(&columns)).await.map_err(fail)
}

/// [`read`] for each of many rows.
pub(crate) async fn read_of(
    client: &Object,
    sql: &str,
    rows: &[Vec<Val<'_>>],
    reader: Reader<'_>,
) -> Result<()> {
    let statement = list_statement(client, sql).await?;
    let columns = columns(&statement, rows);
    query(client, sql, &statement, &parameters(&columns), reader).await
}

/// The statement that takes lists, by the types that the one for a single row takes.
async fn list_statement(client: &Object, sql: &str) -> Result<Statement> {
    let fail = |error| StoreError::postgres(sql, error);
    let single = client.prepare_cached(sql).await.map_err(fail)?;
    client.prepare_cached(&bulk::unnested(sql, single.params())?).await.map_err(fail)
}

fn columns<'a>(statement: &Statement, rows: &'a [Vec<Val<'a>>]) -> Vec<Column<'a>> {
    (0..statement.params().len()).map(|at| Column { rows, at }).collect()
}

fn parameters<T: ToSql + Sync>(args: &[T]) -> Vec<&(dyn ToSql + Sync)> {
    args.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}
