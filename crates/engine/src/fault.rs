//! Three kinds of "no": missing is an `Option`, refused is a [`Refusal`], broken is the rest.

use std::borrow::Cow;

use model::money::MoneyError;
use store::StoreError;
pub use store::Trouble;

/// What every operation of the engine answers.
pub type Result<T, E = Fault> = std::result::Result<T, E>;

/// Why an operation did not happen. Nothing of it was kept.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The caller can act on it; the sentence may be shown.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Something under us failed; only the log says what.
    #[error("the operation failed inside")]
    Broken(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// A refusal: its meaning for programs, its sentence for people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{said}")]
pub struct Refusal {
    /// What the caller can do about it.
    pub meaning: Meaning,
    /// The parameter at fault, as on the wire.
    pub field: Option<Cow<'static, str>>,
    /// The sentence; on the WHMCS wire word for word what a WHMCS would say.
    pub said: Cow<'static, str>,
}

/// The meanings of a refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Meaning {
    /// No such thing, or not the caller's.
    NotFound,
    /// The caller may not do this.
    NotAllowed,
    /// An input is wrong; see the field.
    Invalid,
    /// It contradicts what exists already.
    Conflict,
    /// The state of things does not permit it now.
    NotNow,
    /// Too often: it may be tried again later.
    Limit,
    /// Too many at once, or too large: less of it is taken.
    TooMuch,
    /// A registrar refused; the sentence is its own.
    Registrar,
}

fn refusal(meaning: Meaning, said: impl Into<Cow<'static, str>>) -> Fault {
    Fault::Refused(Refusal { meaning, field: None, said: said.into() })
}

/// No such thing.
pub fn not_found(said: impl Into<Cow<'static, str>>) -> Fault {
    refusal(Meaning::NotFound, said)
}

/// The caller may not do this.
pub fn not_allowed(said: impl Into<Cow<'static, str>>) -> Fault {
    refusal(Meaning::NotAllowed, said)
}

/// A parameter is wrong.
pub fn invalid(field: impl Into<Cow<'static, str>>, said: impl Into<Cow<'static, str>>) -> Fault {
    Fault::Refused(Refusal {
        meaning: Meaning::Invalid,
        field: Some(field.into()),
        said: said.into(),
    })
}

/// A registrar refused, in its own words.
pub fn by_registrar(said: impl Into<Cow<'static, str>>) -> Fault {
    refusal(Meaning::Registrar, said)
}

/// It contradicts what exists already.
pub fn conflict(said: impl Into<Cow<'static, str>>) -> Fault {
    refusal(Meaning::Conflict, said)
}

/// The state of things does not permit it now.
pub fn not_now(said: impl Into<Cow<'static, str>>) -> Fault {
    refusal(Meaning::NotNow, said)
}

/// Too many at once, or too large: less of it is taken.
pub fn too_much(said: impl Into<Cow<'static, str>>) -> Fault {
    refusal(Meaning::TooMuch, said)
}

/// Too often: it may be tried again later.
pub fn limit(said: impl Into<Cow<'static, str>>) -> Fault {
    refusal(Meaning::Limit, said)
}

impl Fault {
    /// Wraps an error of something under us.
    pub fn broken(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Broken(error.into())
    }

    /// The same refusal, of a parameter: it stands beside what was typed there.
    #[must_use]
    pub fn at(self, field: impl Into<Cow<'static, str>>) -> Self {
        match self {
            Self::Refused(refusal) => {
                Self::Refused(Refusal { field: Some(field.into()), ..refusal })
            }
            broken @ Self::Broken(_) => broken,
        }
    }

    /// What is wrong with the database, where that is why it failed.
    #[must_use]
    pub fn trouble(&self) -> Option<Trouble> {
        let Self::Broken(error) = self else { return None };
        let causes =
            std::iter::successors(Some(&**error as &dyn std::error::Error), |e| e.source());
        causes.filter_map(|cause| cause.downcast_ref::<StoreError>()).find_map(StoreError::trouble)
    }

    /// The refusal, if it is one.
    #[must_use]
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Refused(refusal) => Some(refusal),
            Self::Broken(_) => None,
        }
    }
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        Self::broken(error)
    }
}

impl From<MoneyError> for Fault {
    fn from(error: MoneyError) -> Self {
        Self::broken(error)
    }
}

impl From<serde_json::Error> for Fault {
    fn from(error: serde_json::Error) -> Self {
        Self::broken(error)
    }
}
