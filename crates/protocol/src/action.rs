//! What an action is: its name, parameters and response, and how they are described.

use std::{
    any::Any,
    borrow::Cow,
    fmt::{self, Debug},
};

use serde::Serialize;

use crate::{Form, Pairs};

/// One remote call: its name, its parameters (`Self`) and its response.
pub trait Action: Params + Debug + Clone + PartialEq + Send + Sync + 'static {
    /// The name as the vendor writes it, e.g. `GetInvoices`.
    const NAME: &'static str;
    /// Whether the call changes anything.
    const ACCESS: Access;
    /// What a successful call answers, without the `result` key.
    // The formatter puts all on one line, which is one character too long.
    #[rustfmt::skip]
    type Response: Answer + Serialize + ToJson + FromJson + Debug + Clone + PartialEq
        + Send + Sync + 'static;
}

/// Whether an action only looks or also changes something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Access {
    /// May be repeated and cached.
    Read,
    /// Changes something here or in the world.
    Write,
}

/// The parameters of a request: read from a form on one end, written as pairs on the other.
pub trait Params: Sized {
    /// The doc comment in one line.
    const DOC: &'static str;
    /// Every parameter, in the vendor's order.
    const PARAMS: &'static [ParamInfo];
    /// Takes the parameters out of a form; the error names the first field that is wrong.
    fn decode(form: &mut Form) -> Result<Self, ParamError>;
    /// Adds the parameters to the pairs of a request.
    fn encode(&self, out: &mut Pairs);
}

/// One parameter, for the documents and for checks of the doors.
#[derive(Debug, Clone, Copy)]
pub struct ParamInfo {
    /// The name on the wire; for a numbered group its common beginning (`item`).
    pub name: &'static str,
    /// Whether a call without it is refused.
    pub required: bool,
    /// `int`, `string`, `amount`, `date`, `flag`, `list of int`, …
    pub kind: &'static str,
    /// One line of documentation, may be empty.
    pub doc: &'static str,
    /// The members of a numbered group (`description`, `amount`, …); empty for all others.
    pub group: &'static [ParamInfo],
}

impl ParamInfo {
    /// Whether the value must not be logged.
    pub fn is_secret(&self) -> bool {
        self.kind.contains("secret")
    }
}

/// A parameter that is missing or cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct ParamError {
    /// The parameter as it was sent, e.g. `itemamount2` or `pricing[1][monthly]`.
    pub field: String,
    /// What is wrong, to be read after the name: `is required`.
    pub why: String,
    /// The vendor's own sentence for this, if it has one.
    pub wording: Option<Cow<'static, str>>,
}

impl ParamError {
    /// Names the field and what is wrong with it.
    pub fn new(field: impl Into<String>, why: impl Into<String>) -> Self {
        Self { field: field.into(), why: why.into(), wording: None }
    }

    /// The parameter was not sent, or sent empty.
    pub fn missing(field: &str) -> Self {
        Self::new(field, "is required")
    }

    /// Adds the vendor's sentences for a parameter that is missing or cannot be read.
    #[must_use]
    pub fn worded(self, missing: Option<&'static str>, malformed: Option<&'static str>) -> Self {
        let wording = if self.is_missing() { missing } else { malformed };
        Self { wording: wording.map(Cow::Borrowed).or(self.wording), ..self }
    }

    /// The sentence for the caller: the vendor's, or ours with the parameter's name.
    pub fn message(&self) -> String {
        match &self.wording {
            Some(wording) => wording.to_string(),
            None => format!("Parameter '{}' {}", self.field, self.why),
        }
    }

    /// Whether the parameter was not sent.
    pub fn is_missing(&self) -> bool {
        self.why == "is required"
    }
}

impl fmt::Display for ParamError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.field, self.why)
    }
}

/// The description of a value in a response; implemented by the wire types and `derive(Answer)`.
pub trait Answer {
    /// `number`, `text`, `amount`, `list`, `object`, …
    const KIND: &'static str;
    /// Whether it is an object with keys.
    const IS_OBJECT: bool = false;
    /// The doc comment of a struct in one line.
    const DOC: &'static str = "";
    /// The keys of an object or of the rows of a list, in the order they are sent.
    const FIELDS: &'static [FieldInfo] = &[];
}

/// A response is read by code that is compiled here, once, and not again in every crate that
/// reads one: the readers of all actions are the greater part of the program's size.
pub trait FromJson: Sized {
    /// Reads one JSON value from the beginning of the body; an error tells line and column.
    fn from_json(body: &[u8]) -> Result<Self, serde_json::Error>;
}

/// A response is written by code that is compiled here, once, for the same reason; whoever passes
/// answers on needs not know their types.
pub trait ToJson: Any + Send + Sync {
    /// Writes the JSON value behind what is already in the buffer.
    fn write_json(&self, out: &mut Vec<u8>) -> Result<(), serde_json::Error>;
}

/// A part of a response, for whoever needs no more of it: what is wrong with the rest is not seen.
pub trait Brief: Clone + Send + Sync + 'static {
    /// The action that is answered.
    type Of: Action;
    /// The part, out of the whole.
    fn of(whole: <Self::Of as Action>::Response) -> Self;
    /// Reads it from the JSON of a success, in less time than the whole takes.
    fn from_json(body: &[u8]) -> Result<Self, serde_json::Error>;
}

impl<T: Answer> Answer for Option<T> {
    const KIND: &'static str = T::KIND;
    const FIELDS: &'static [FieldInfo] = T::FIELDS;
}

/// One key of a response, for the generated documents.
#[derive(Debug, Clone, Copy)]
pub struct FieldInfo {
    /// The key on the wire.
    pub name: &'static str,
    /// The kind of its value.
    pub kind: &'static str,
    /// One line of documentation, may be empty.
    pub doc: &'static str,
    /// Whether its own keys stand in its place.
    pub flattened: bool,
    /// The keys below it.
    pub fields: &'static [FieldInfo],
}
