//! What a page posts: fields named as on the wire, read by the actions themselves.

use std::collections::BTreeMap;

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use engine::{IdempotencyKey, Meaning};
use protocol::{Action, Form, FormError};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::amounts;
use super::desk::Desk;
use super::fail::Fail;
use crate::App;
use crate::whmcs::CallError;

/// What was typed, in order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Posted {
    pairs: Vec<(String, String)>,
    /// Fields that are empty because somebody took away what was there.
    emptied: Vec<String>,
}

/// What is wrong, by field; `form` is about the whole.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub(crate) struct Problems(BTreeMap<String, String>);

/// How a change ended.
pub(crate) enum Tried<T> {
    /// It is done.
    Done(T),
    /// It is not, and the page says why beside what was typed.
    Again(Problems),
}

/// Fields of the page itself, which no action knows.
const OURS: [&str; 5] = ["csrf", "once", "do", "confirmed", "next"];

/// Said of a line with an amount and no text.
pub(crate) const NAMELESS: &str = "Please say what this is for";

impl Posted {
    /// The fields of an address.
    pub(crate) fn read(body: &[u8]) -> Self {
        let pairs = form_urlencoded::parse(body);
        pairs.map(|(name, value)| (name.into_owned(), value.into_owned())).collect()
    }

    /// What was typed; the character NUL is refused by the name of its field.
    pub(crate) fn typed(body: &[u8]) -> Result<Self, FormError> {
        let posted = Self::read(body);
        posted.pairs.iter().try_for_each(|(name, value)| FormError::hold_nul(name, value))?;
        Ok(posted)
    }

    /// What a form with files brought.
    pub(crate) fn of(form: Form) -> Self {
        let pairs = form.into_pairs();
        pairs.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    }

    /// The last value of a field, as PHP reads it; empty when it was not sent.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.pairs.iter().rfind(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// A trimmed number above zero.
    pub(crate) fn id(&self, name: &str) -> Option<u64> {
        self.text(name).trim().parse().ok().filter(|id| *id > 0)
    }

    /// All values of a field.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.pairs.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// What the button said.
    pub(crate) fn verb(&self) -> &str {
        self.text("do")
    }

    /// Whether somebody was asked and agreed.
    pub(crate) fn confirmed(&self) -> bool {
        self.text("confirmed") == "1"
    }

    /// Sets a field, whatever was sent.
    pub(crate) fn set(&mut self, name: &str, value: impl ToString) {
        self.pairs.retain(|(key, _)| key != name);
        self.pairs.push((name.to_owned(), value.to_string()));
    }

    /// With a field set.
    pub(crate) fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.set(name, value);
        self
    }

    /// Forgets a field.
    pub(crate) fn drop(&mut self, name: &str) {
        self.pairs.retain(|(key, _)| key != name);
    }

    /// Empties a field to take away what is there: an action takes empty for what was not sent,
    /// else, and nothing would change.
    pub(crate) fn empty(&mut self, name: &str) {
        self.set(name, "");
        self.emptied.push(name.to_owned());
    }

    /// The same, with those of these fields that were sent empty taking away what is there.
    pub(crate) fn emptying(&self, names: &[&str]) -> Self {
        let mut posted = self.clone();
        for name in names {
            if self.all(name).next().is_some() && self.text(name).trim().is_empty() {
                posted.empty(name);
            }
        }
        posted
    }

    /// The fields that a page shows again or sends once more.
    pub(crate) fn pairs(&self) -> Vec<(&str, &str)> {
        let ours = |name: &str| matches!(name, "csrf" | "once" | "confirmed");
        let shown = self.pairs.iter().filter(|(name, _)| !ours(name));
        shown.map(|(name, value)| (name.as_str(), value.as_str())).collect()
    }

    /// What was typed, by field.
    pub(crate) fn fields(&self) -> BTreeMap<String, String> {
        self.pairs.iter().cloned().collect()
    }

    /// What an action is sent of it.
    fn form<A: Action>(&self) -> Result<Form, Problems> {
        let pairs = self.pairs.iter().filter(|(name, _)| !OURS.contains(&name.as_str()));
        let pairs = pairs
            .map(|(name, typed)| amounts::sent::<A>(self, name, typed).map(|sent| (name, sent)));
        let pairs = pairs.collect::<Result<Vec<_>, Problems>>()?;
        let mut form = Form::from_pairs(pairs).map_err(|error| match &error {
            FormError::Nul(field) => Problems::one(field, error.to_string()),
            _ => Problems::form(error.to_string()),
        })?;
        for name in &self.emptied {
            form.empty(name);
        }
        Ok(form)
    }

    /// A form that is sent twice has one effect; another content is another change.
    fn key(&self, action: &str) -> Option<IdempotencyKey> {
        let once = self.text("once");
        if once.is_empty() {
            return None;
        }
        let digest = Sha256::digest(format!("{action} {once} {:?}", self.pairs()).as_bytes());
        Some(IdempotencyKey(model::hex::hex(&digest)))
    }
}

impl FromIterator<(String, String)> for Posted {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(pairs: I) -> Self {
        Self { pairs: pairs.into_iter().collect(), emptied: Vec::new() }
    }
}

impl FromRequestParts<App> for Posted {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, StatusCode> {
        parts.extensions.get::<Self>().cloned().ok_or(StatusCode::FORBIDDEN)
    }
}

impl Problems {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether one is about this field.
    pub(crate) fn has(&self, field: &str) -> bool {
        self.0.contains_key(field)
    }

    /// Of the page that shows them beside the form they are about.
    pub(crate) fn status(&self) -> StatusCode {
        if self.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
    }

    /// One about the whole form.
    pub(crate) fn form(said: impl Into<String>) -> Self {
        Self::one("form", said)
    }

    /// One about a field.
    pub(crate) fn one(field: &str, said: impl Into<String>) -> Self {
        Self(BTreeMap::from([(field.to_owned(), said.into())]))
    }

    /// With what is said about other fields.
    pub(crate) fn join(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    /// What is said about a field of the wire, at the field of the page that stands for it.
    pub(crate) fn renamed(mut self, wire: &str, page: &str) -> Self {
        if let Some(said) = self.0.remove(wire) {
            self.0.insert(page.to_owned(), said);
        }
        self
    }

    /// Everything that is said, at one field.
    pub(crate) fn at(self, field: &str) -> Self {
        if self.is_empty() { self } else { Self::one(field, self.line()) }
    }

    /// All in one line.
    pub(crate) fn line(&self) -> String {
        self.0.values().cloned().collect::<Vec<_>>().join(". ")
    }
}

impl Desk {
    /// Does what a form says. What is wrong with the input comes back as problems; what is not a
    /// matter of the input has a page of its own, as what the role does not permit, whatever was
    /// typed.
    pub(crate) async fn submit<A: Action>(
        &self,
        posted: &Posted,
    ) -> Result<Tried<A::Response>, Fail> {
        self.permitted(A::NAME)?;
        let call = match call_of::<A>(posted) {
            Ok(call) => call,
            Err(problems) => return Ok(Tried::Again(problems)),
        };
        let mut caller = self.caller().clone();
        caller.idempotency_key = posted.key(A::NAME);
        match self.ask_as(caller, call).await {
            Ok(answer) => Ok(Tried::Done(answer)),
            Err(error) => self.again(error).map(Tried::Again),
        }
    }

    fn again(&self, error: CallError) -> Result<Problems, Fail> {
        problems(&error).ok_or_else(|| Fail::new(self, error))
    }
}

/// The call that a form says.
fn call_of<A: Action>(posted: &Posted) -> Result<A, Problems> {
    A::decode(&mut posted.form::<A>()?).map_err(|error| Problems::one(&error.field, say(&error)))
}

/// What a refusal says about the input; `None` for what is no matter of the input.
pub(crate) fn problems(error: &CallError) -> Option<Problems> {
    let CallError::Refused(refusal) = error else { return None };
    match refusal.meaning {
        Meaning::NotAllowed => None,
        _ => {
            let field = refusal.field.as_deref().unwrap_or("form");
            Some(Problems::one(field, at_the_field(&refusal.said)))
        }
    }
}

/// What is said of a parameter, where the field's own name stands before it.
fn at_the_field(said: &str) -> String {
    let named = said.strip_prefix("Parameter '").and_then(|rest| rest.split_once('\''));
    let Some((_, rest)) = named else { return said.to_owned() };
    let Some(why) = rest.strip_prefix(": ") else { return format!("This{rest}") };
    let mut letters = why.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

fn say(error: &protocol::ParamError) -> String {
    match (&error.wording, error.is_missing()) {
        (Some(wording), _) => wording.to_string(),
        (None, true) => "Please fill this in".to_owned(),
        (None, false) => format!("This {}", error.why),
    }
}

#[cfg(test)]
mod tests {
    use super::at_the_field;

    #[test]
    fn parameters_are_not_named_where_their_fields_are() {
        for (said, expected) in [
            ("Parameter 'itemamount2': more than 2 decimal places", "More than 2 decimal places"),
            ("Parameter 'code' is required", "This is required"),
            ("No cycle is daily", "No cycle is daily"),
        ] {
            assert_eq!(at_the_field(said), expected);
        }
    }
}
