//! Every description of settings must be usable by a configuration page.

use std::collections::BTreeSet;

use super::broken;
use crate::{SettingField, SettingKind, Settings};

/// What a setting is called that says where a module goes.
const PLACES: [&str; 5] = ["address", "api_url", "endpoint", "host", "port"];

/// Checks a module's description of its settings.
#[track_caller]
pub fn run(module: &'static str, fields: &[SettingField]) {
    let mut seen = BTreeSet::new();
    let has_secret = fields.iter().any(|field| field.kind == SettingKind::Secret);
    for field in fields {
        let leads = field.leads || !has_secret || !PLACES.contains(&field.name);
        assert!(leads, "{module}: {} leads the secrets elsewhere, and does not say so", field.name);
        assert!(seen.insert(field.name), "{module}: setting {} is there twice", field.name);
        assert!(!field.name.is_empty() && !field.label.is_empty(), "{module}: a setting is named");
        assert!(field.help.ends_with('.'), "{module}: help of {} is a sentence", field.name);
        let Some(default) = field.default else { continue };
        assert!(!field.required, "{module}: {} has a default, so it is not required", field.name);
        match field.kind {
            SettingKind::Choice(words) => {
                assert!(words.contains(&default), "{module}: default of {}", field.name);
            }
            SettingKind::Number if default.parse::<i64>().is_err() => {
                broken(module, "a number's default is a number", field);
            }
            SettingKind::Secret => broken(module, "a secret has no default", field),
            _ => {}
        }
    }
    let required = fields.iter().find(|field| field.required);
    match (Settings::default().check(module, fields), required) {
        (Ok(()), None) => {}
        (Err(error), Some(field)) if error.to_string().contains(field.name) => {}
        (found, _) => broken(module, "the first missing setting is named", found),
    }
}
