//! The bounds that the description of an input states are the bounds that are held.
//!
//! serde sees to types, names and words; lengths, sizes and patterns stand in the schema alone,
//! and are read from there. What is described is therefore what is accepted, and nothing else.

use std::any::TypeId;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use regex::Regex;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::Value;

use super::inputs::{AMOUNT, BASE64_TEXT, CURRENCY, CURSOR, EMAIL, NAME, POSITIVE, WEB_ADDRESS};
use super::problem::Problem;

/// What was read of the schemas of inputs.
static KNOWN: LazyLock<RwLock<HashMap<TypeId, Arc<Bounds>>>> = LazyLock::new(RwLock::default);

/// The bounds of a value and of what is in it.
#[derive(Debug, Default)]
pub(super) struct Bounds {
    is_number: bool,
    size: Option<(i128, i128)>,
    letters: Option<(u64, u64)>,
    pattern: Option<Regex>,
    rows: Option<(u64, u64)>,
    each: Option<Box<Bounds>>,
    by_name: HashMap<String, Bounds>,
    required: Vec<String>,
    /// Whether an object has no other entries.
    is_closed: bool,
    /// The value is one of these.
    one_of: Vec<Bounds>,
}

/// The bounds of an input, read once.
pub(super) fn of<T: JsonSchema + 'static>() -> Arc<Bounds> {
    let id = TypeId::of::<T>();
    if let Some(known) = KNOWN.read().unwrap_or_else(PoisonError::into_inner).get(&id) {
        return Arc::clone(known);
    }
    let settings = SchemaSettings::draft2020_12().with(|all| all.inline_subschemas = true);
    let schema = settings.into_generator().into_root_schema_for::<T>();
    let read = Arc::new(Bounds::read(schema.as_value()));
    KNOWN.write().unwrap_or_else(PoisonError::into_inner).insert(id, Arc::clone(&read));
    read
}

impl Bounds {
    fn read(schema: &Value) -> Self {
        let number = |name: &str| schema[name].as_u64();
        let whole = |name: &str| {
            let found = &schema[name];
            found.as_i64().map(i128::from).or_else(|| found.as_u64().map(i128::from))
        };
        let span = |least: &str, most: &str| match (number(least), number(most)) {
            (None, None) => None,
            (least, most) => Some((least.unwrap_or(0), most.unwrap_or(u64::MAX))),
        };
        let size = match (whole("minimum"), whole("maximum")) {
            (None, None) => None,
            (least, most) => Some((least.unwrap_or(i128::MIN), most.unwrap_or(i128::MAX))),
        };
        let kinds = &schema["type"];
        let kind = |name: &str| {
            kinds == name || kinds.as_array().is_some_and(|all| all.iter().any(|one| one == name))
        };
        let inner = |name: &str| schema.get(name).filter(|inner| inner.is_object());
        let each = inner("items").or_else(|| inner("additionalProperties"));
        let alternatives =
            ["anyOf", "oneOf"].into_iter().filter_map(|name| schema[name].as_array());
        let is_null = |one: &Value| one["type"] == "null";
        Self {
            is_number: kind("integer") || kind("number"),
            size,
            letters: span("minLength", "maxLength"),
            pattern: schema["pattern"].as_str().and_then(|text| Regex::new(text).ok()),
            rows: span("minItems", "maxItems"),
            each: each.map(|each| Box::new(Self::read(each))),
            by_name: schema["properties"]
                .as_object()
                .into_iter()
                .flatten()
                .map(|(name, schema)| (name.clone(), Self::read(schema)))
                .collect(),
            required: schema["required"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|name| name.as_str().map(str::to_owned))
                .collect(),
            is_closed: schema["additionalProperties"] == false,
            one_of: alternatives.flatten().filter(|one| !is_null(one)).map(Self::read).collect(),
        }
    }

    /// What of a body is out of bounds.
    pub(super) fn hold(&self, value: &Value) -> Result<(), Problem> {
        match self.outside(value, "") {
            Some((at, detail)) => Err(Problem::invalid(at, detail)),
            None => Ok(()),
        }
    }

    /// Whether a parameter of the query is within its bounds.
    pub(super) fn hold_parameter(&self, name: &str, text: &str) -> Result<(), Problem> {
        let Some(bounds) = self.by_name.get(name) else { return Ok(()) };
        let value = match text.parse::<i64>() {
            Ok(number) if bounds.is_number => Value::from(number),
            _ => Value::from(text),
        };
        match bounds.outside(&value, "") {
            Some((_, detail)) => Err(Problem::invalid(format!("?{name}"), detail)),
            None => Ok(()),
        }
    }

    /// Where a value is out of bounds, and how.
    fn outside(&self, value: &Value, at: &str) -> Option<(String, String)> {
        let found = match value {
            Value::String(text) => self.of_text(text).map(|said| (at.to_owned(), said)),
            Value::Number(number) => {
                let whole = number.as_i64().map(i128::from).or(number.as_u64().map(i128::from));
                whole.and_then(|whole| self.of_number(whole)).map(|said| (at.to_owned(), said))
            }
            Value::Array(rows) => self.of_rows(rows, at),
            Value::Object(entries) => entries.iter().find_map(|(name, value)| {
                let bounds = self.by_name.get(name).or(self.each.as_deref())?;
                let name = name.replace('~', "~0").replace('/', "~1");
                bounds.outside(value, &format!("{at}/{name}"))
            }),
            Value::Null | Value::Bool(_) => None,
        };
        found.or_else(|| {
            let meant = self.one_of.iter().filter(|one| one.is_meant(value));
            let all: Option<Vec<_>> = meant.map(|one| one.outside(value, at)).collect();
            all.and_then(|all| all.into_iter().next())
        })
    }

    /// Whether an object has the entries of this alternative.
    fn is_meant(&self, value: &Value) -> bool {
        let Some(entries) = value.as_object() else { return true };
        let known = |name: &String| !self.is_closed || self.by_name.contains_key(name);
        self.required.iter().all(|name| entries.contains_key(name)) && entries.keys().all(known)
    }

    fn of_text(&self, text: &str) -> Option<String> {
        if let Some((least, most)) = self.letters {
            let letters = u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
            if letters < least {
                return Some(match least {
                    1 => "must not be empty".to_owned(),
                    least => format!("must have at least {least} characters"),
                });
            }
            if letters > most {
                return Some(format!("must have at most {most} characters"));
            }
        }
        let pattern = self.pattern.as_ref()?;
        (!pattern.is_match(text)).then(|| form(pattern.as_str()))
    }

    fn of_number(&self, number: i128) -> Option<String> {
        let (least, most) = self.size?;
        if number < least {
            return Some(format!("must be at least {least}"));
        }
        (number > most).then(|| format!("must be at most {most}"))
    }

    fn of_rows(&self, rows: &[Value], at: &str) -> Option<(String, String)> {
        if let Some((least, most)) = self.rows {
            let many = u64::try_from(rows.len()).unwrap_or(u64::MAX);
            if many < least || many > most {
                let said = match most {
                    u64::MAX => format!("must have at least {least}"),
                    most => format!("must have from {least} to {most}"),
                };
                return Some((at.to_owned(), said));
            }
        }
        let each = self.each.as_deref()?;
        let mut places = rows.iter().enumerate();
        places.find_map(|(index, row)| each.outside(row, &format!("{at}/{index}")))
    }
}

/// What a text of a pattern must be.
fn form(pattern: &str) -> String {
    let known = [
        (EMAIL, "must be an e-mail address"),
        (NAME, "must not be blank"),
        (BASE64_TEXT, "must be in base64"),
        (WEB_ADDRESS, "must be an address such as https://example.com/"),
        (AMOUNT, "must be an amount such as 15.95"),
        (POSITIVE, "must be an amount such as 15.95"),
        (CURSOR, "is not a cursor of this API"),
        (CURRENCY, "must be three capital letters such as USD"),
    ];
    let found = known.into_iter().find(|(theirs, _)| *theirs == pattern);
    found.map_or_else(|| format!("must have the form {pattern}"), |(_, said)| said.to_owned())
}

#[cfg(test)]
mod tests {
    use schemars::JsonSchema;
    use serde_json::json;

    #[derive(JsonSchema)]
    #[expect(dead_code, reason = "only described")]
    struct Order {
        #[schemars(length(min = 1, max = 3))]
        name: Option<String>,
        #[schemars(regex(pattern = r"^[A-Z]{2}$"))]
        code: Option<String>,
        #[schemars(range(min = 1, max = 9))]
        many: Option<u64>,
        #[schemars(length(min = 1, max = 2))]
        lines: Option<Vec<Line>>,
        one: Option<Line>,
    }

    #[derive(JsonSchema)]
    #[expect(dead_code, reason = "only described")]
    struct Line {
        #[schemars(range(min = 1))]
        product: u64,
    }

    #[test]
    fn what_is_described_is_held() {
        let bounds = super::of::<Order>();
        for (body, expected) in [
            (json!({}), None),
            (json!({"name": null, "code": null, "many": null, "lines": null, "one": null}), None),
            (json!({"name": "äöü", "code": "DE", "many": 9, "lines": [{"product": 1}]}), None),
            (json!({"name": ""}), Some("/name")),
            (json!({"name": "abcd"}), Some("/name")),
            (json!({"code": "D"}), Some("/code")),
            (json!({"many": 0}), Some("/many")),
            (json!({"many": 10}), Some("/many")),
            (json!({"lines": []}), Some("/lines")),
            (json!({"lines": [{"product": 1}, {"product": 0}]}), Some("/lines/1/product")),
            (json!({"one": {"product": 0}}), Some("/one/product")),
        ] {
            let found = bounds.hold(&body).err().map(|problem| json!(problem));
            let at = found.map(|problem| problem["errors"][0]["pointer"].clone());
            assert_eq!(at, expected.map(|at| json!(at)), "{body}");
        }
        for (pattern, expected) in [
            (super::EMAIL, "must be an e-mail address"),
            (super::NAME, "must not be blank"),
            ("^[A-Z]$", "must have the form ^[A-Z]$"),
        ] {
            assert_eq!(super::form(pattern), expected);
        }
        for (name, text, good) in
            [("many", "1", true), ("many", "0", false), ("name", "1234", false), ("x", "", true)]
        {
            assert_eq!(bounds.hold_parameter(name, text).is_ok(), good, "{name}={text}");
        }
    }
}
