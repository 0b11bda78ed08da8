//! What an interface tells of all its services at once: usage, plans, images and regions. A server
//! is asked for these and no service, so no product could describe the request, and the paths are
//! ours: `/usage`, `/plans`, `/images` and `/regions`. An interface without one of them says 404,
//! or that it knows no such question.

use model::ids::ServiceId;
use ports::provisioning::{ServerCall, Usage};
use ports::{Choice, ChoiceKind, PortError, UnknownCause};
use reqwest::Method;
use serde_json::Value;

use super::answer::as_text;
use super::{MODULE, signed};
use crate::http::{Line, Request};
use crate::provisioning::catalogue::{named, text};

/// What is listed; a setting each names one of them.
pub(super) const KINDS: [ChoiceKind; 3] = [ChoiceKind::Plan, ChoiceKind::Image, ChoiceKind::Region];

/// What the services of a server use.
pub(super) async fn usage(line: &Line, server: &ServerCall) -> Result<Vec<Usage>, PortError> {
    let rows = rows(line, server, "usage").await?;
    let read = |row: &Value| used(row).map_err(|why| line.unknown(UnknownCause::Unreadable, why));
    rows.iter().map(read).collect()
}

/// What a server lists for a setting.
pub(super) async fn choices(
    line: &Line,
    server: &ServerCall,
    kind: ChoiceKind,
) -> Result<Vec<Choice>, PortError> {
    let rows = rows(line, server, &format!("{}s", kind.word())).await?;
    Ok(named(rows.iter().map(choice).collect()))
}

/// An object, or the id alone.
fn choice(row: &Value) -> Choice {
    let id = row.get("id").unwrap_or(row);
    let id = as_text(id).unwrap_or_default();
    let name = Some(text(row, "/name")).filter(|name| !name.is_empty()).unwrap_or(&id).to_owned();
    Choice::new(id, name, text(row, "/note"))
}

fn used(row: &Value) -> Result<Usage, String> {
    let amount = |name: &str| match row.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => match value.as_u64() {
            Some(amount) => Ok(Some(amount)),
            None => Err(format!("a usage whose {name} is no whole number")),
        },
    };
    let service = row.get("service_id").and_then(as_text).and_then(|id| id.parse::<i64>().ok());
    let domain = text(row, "/domain").to_owned();
    if service.is_none() && domain.is_empty() {
        return Err("a usage without service_id and domain".to_owned());
    }
    Ok(Usage {
        service: service.map(ServiceId),
        domain,
        disk_used_mib: amount("disk_used_mib")?.unwrap_or_default(),
        disk_limit_mib: amount("disk_limit_mib")?,
        traffic_used_mib: amount("traffic_used_mib")?.unwrap_or_default(),
        traffic_limit_mib: amount("traffic_limit_mib")?,
    })
}

async fn rows(line: &Line, server: &ServerCall, path: &str) -> Result<Vec<Value>, PortError> {
    let request = signed(Request::new(Method::GET, &[path]), server);
    let answer = line.send(request).await?;
    let unreadable = |why: String| Err(line.unknown(UnknownCause::Unreadable, why));
    match answer.status {
        404 | 405 | 501 => Ok(Vec::new()),
        401 | 403 => {
            Err(PortError::setting(MODULE, "password or key", "is not taken by the interface"))
        }
        status if !answer.is_success() => unreadable(format!("HTTP {status} at /{path}")),
        _ => match answer.json()? {
            Value::Array(rows) => Ok(rows),
            _ => unreadable(format!("no list at /{path}")),
        },
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn rows_are_read_or_named() {
        let all = json!({"service_id": "42", "domain": "a.example", "disk_used_mib": 7,
            "disk_limit_mib": 10, "traffic_used_mib": 5, "traffic_limit_mib": null});
        let told = used(&all).unwrap();
        assert_eq!((told.service, told.disk_limit_mib), (Some(ServiceId(42)), Some(10)));
        assert_eq!((told.traffic_used_mib, told.traffic_limit_mib), (5, None));
        let by_name = used(&json!({"domain": "a.example"})).unwrap();
        assert_eq!((by_name.service, by_name.disk_used_mib), (None, 0));
        for wrong in [json!({"disk_used_mib": 1}), json!({"domain": "a", "disk_used_mib": "1 GB"})]
        {
            assert!(used(&wrong).is_err(), "{wrong}");
        }
        for (row, expected) in [
            (json!("small"), Choice::new("small", "small", "")),
            (json!({"id": 7}), Choice::new("7", "7", "")),
            (json!({"id": "s", "name": "S", "note": "1 GiB"}), Choice::new("s", "S", "1 GiB")),
        ] {
            assert_eq!(choice(&row), expected);
        }
    }
}
