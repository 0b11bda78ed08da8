//! A request with names in it, and what becomes of them.

use std::collections::BTreeMap;

use reqwest::Method;
use serde_json::{Map, Value};

use crate::http::Request;

/// Method, path, query and body of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Template {
    method: Method,
    path: Vec<String>,
    query: Vec<(String, String)>,
    body: Option<Value>,
}

impl Template {
    /// The template in a setting; `None` if it is empty.
    ///
    /// # Errors
    /// Why it is none.
    pub(super) fn of(text: &str) -> Result<Option<Template>, String> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        let (first, body) = text.split_once('\n').unwrap_or((text, ""));
        let (method, target) = first.trim().split_once(' ').ok_or("is not METHOD /path")?;
        let method = match method {
            "GET" => Method::GET,
            "POST" => Method::POST,
            "PUT" => Method::PUT,
            "PATCH" => Method::PATCH,
            "DELETE" => Method::DELETE,
            other => return Err(format!("has the method {other}")),
        };
        let (path, query) = target.trim().split_once('?').unwrap_or((target.trim(), ""));
        let path = path.strip_prefix('/').ok_or("has a path that does not begin with /")?;
        let pairs = query.split('&').filter(|pair| !pair.is_empty());
        let pairs = pairs.map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (name.to_owned(), value.to_owned())
        });
        let body = match body.trim() {
            "" => None,
            body => Some(serde_json::from_str(body).map_err(|error| format!("body: {error}"))?),
        };
        Ok(Some(Template {
            method,
            path: path.split('/').map(str::to_owned).collect(),
            query: pairs.collect(),
            body,
        }))
    }

    /// The request with these values.
    ///
    /// # Errors
    /// When it names a value that there is not.
    pub(super) fn request(&self, values: &BTreeMap<String, String>) -> Result<Request, String> {
        let path: Result<Vec<String>, String> =
            self.path.iter().map(|part| filled(part, values)).collect();
        let path = path?;
        let parts: Vec<&str> = path.iter().map(String::as_str).collect();
        let mut request = Request::new(self.method.clone(), &parts);
        for (name, value) in &self.query {
            request = request.query(name, filled(value, values)?);
        }
        Ok(match &self.body {
            Some(body) => request.json(filled_value(body, values)?),
            None => request,
        })
    }
}

fn filled_value(value: &Value, values: &BTreeMap<String, String>) -> Result<Value, String> {
    Ok(match value {
        Value::String(text) => Value::String(filled(text, values)?),
        Value::Array(all) => {
            let all: Result<Vec<Value>, String> =
                all.iter().map(|each| filled_value(each, values)).collect();
            Value::Array(all?)
        }
        Value::Object(all) => {
            let mut done = Map::new();
            for (name, each) in all {
                done.insert(name.clone(), filled_value(each, values)?);
            }
            Value::Object(done)
        }
        other => other.clone(),
    })
}

/// A text with its `{{names}}` replaced, once: what a value holds is not looked at again.
fn filled(text: &str, values: &BTreeMap<String, String>) -> Result<String, String> {
    let mut done = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, after) = after.split_once("}}").ok_or("has {{ without }}")?;
        let name = name.trim();
        // What a service may or may not have is empty where it has it not.
        let may_miss = name.starts_with("parameter.") || name.starts_with("field.");
        let value = values.get(name).map(String::as_str).or(may_miss.then_some(""));
        done.push_str(before);
        done.push_str(value.ok_or_else(|| format!("names {{{{{name}}}}}, which there is not"))?);
        rest = after;
    }
    done.push_str(rest);
    Ok(done)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_stay_within_their_text() {
        let odd = "a\"}, {{key}} ../b";
        let values = [("key", "k-1"), ("domain", odd)];
        let values = values.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
        let body = json!({"a": ["x-{{domain}}", 1, null], "b": "{{ field.none }}"});
        let found = filled_value(&body, &values).unwrap();
        assert_eq!(found, json!({"a": [format!("x-{odd}"), 1, null], "b": ""}));
        for wrong in ["{{password", "{{nothing}}"] {
            assert!(filled(wrong, &values).is_err(), "{wrong}");
        }
    }

    #[test]
    fn odd_templates_are_refused() {
        for wrong in ["GET", "FETCH /x", "GET x", "POST /x\n{", "get /x"] {
            assert!(Template::of(wrong).is_err(), "{wrong}");
        }
        assert_eq!(Template::of(" \n"), Ok(None));
        let good = Template::of("POST /a/{{key}}?x={{key}}\n{\"b\": \"{{key}}\"}");
        assert!(good.unwrap().is_some());
    }
}
