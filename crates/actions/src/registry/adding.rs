//! An action that adds one thing, for whoever adds many: within an act that is already open.

use engine::{Act, Fault, Result};
use protocol::{Access, Form, ParamInfo, answer};
use serde_json::Value;

use super::Registry;
use super::entry::{Entry, Way, Writing};
use crate::wire::bad_parameter;

/// An action that adds one thing.
pub(crate) struct Adding<'a> {
    registry: &'a Registry,
    entry: &'a Entry,
    handler: &'a Writing,
    is_plain: bool,
    params: &'static [ParamInfo],
}

impl Registry {
    /// The action of that name, if it adds one thing by writing alone.
    pub(crate) fn adding(&self, action: &str) -> Option<Adding<'_>> {
        let info = protocol::find(action)?;
        let adds = ["Add", "Create", "Open"].iter().any(|verb| info.name.starts_with(verb));
        let entry = self.by_name.get(&info.name.to_ascii_lowercase())?;
        match &entry.way {
            Way::Write(prepare, handler) if adds && entry.access == Access::Write => {
                let is_plain = prepare.is_none();
                Some(Adding { registry: self, entry, handler, is_plain, params: info.params })
            }
            _ => None,
        }
    }
}

impl Adding<'_> {
    pub(crate) fn name(&self) -> &'static str {
        self.entry.name
    }

    /// Whether a call goes to the handler as it is. Others are worked on before, such as having
    /// their password hashed, which [`Adding::add`] does not do.
    pub(crate) fn is_plain(&self) -> bool {
        self.is_plain
    }

    pub(crate) fn params(&self) -> &'static [ParamInfo] {
        self.params
    }

    /// Adds one; gives its number, 0 where the answer has none.
    pub(crate) async fn add(&self, act: &mut Act, mut form: Form) -> Result<i64> {
        let call = (self.entry.decode)(&mut form).map_err(|error| bad_parameter(&error))?;
        let said = (self.handler)(self.registry, act, call).await?;
        let text = answer::text(&*said).map_err(Fault::broken)?;
        let said: Value = serde_json::from_str(&text).map_err(Fault::broken)?;
        let ids = self.entry.fields.iter().map(|field| field.name);
        let number = |value: &Value| value.as_i64().or_else(|| value.as_str()?.parse().ok());
        let mut found =
            ids.filter(|name| name.ends_with("id")).filter_map(|name| number(&said[name]));
        Ok(found.next().unwrap_or(0))
    }
}
