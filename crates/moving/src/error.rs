//! Why a move stops. What is wrong with single things does not stop it: see [`crate::Left`].

use engine::Fault;
use remote::RemoteError;
use store::StoreError;

/// Why a move stopped.
#[derive(Debug, thiserror::Error)]
pub enum MovingError {
    /// The database is not for moving into.
    #[error(
        "this database holds a company already ({0}): a WHMCS is moved into an empty one, or into \
         one that a move from the same address began"
    )]
    NotEmpty(String),
    /// Another move began here.
    #[error("a move from {from} began in this database: give the same address to go on with it")]
    Other {
        /// The address that it was from.
        from: String,
    },
    /// The time zone is none.
    #[error("there is no time zone {0}")]
    TimeZone(String),
    /// The WHMCS cannot be read.
    #[error("reading {action} from the WHMCS")]
    Source {
        /// What was asked.
        action: &'static str,
        /// What came instead of an answer.
        #[source]
        source: RemoteError,
    },
    /// Our database failed.
    #[error("writing what was read")]
    Database(#[from] StoreError),
    /// Something else of ours failed.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl MovingError {
    /// Names what is there.
    pub(crate) fn not_empty(there: &[(&'static str, i64)]) -> Self {
        let named = there.iter().map(|(table, rows)| format!("{table}: {rows}"));
        Self::NotEmpty(named.collect::<Vec<_>>().join(", "))
    }
}

/// What moving answers.
pub(crate) type Result<T, E = MovingError> = std::result::Result<T, E>;
