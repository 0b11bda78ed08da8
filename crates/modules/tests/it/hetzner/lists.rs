//! What the cloud in memory has to choose from.

use serde_json::{Map, Value, json};

/// A page of a list; none for what is no list.
pub(super) fn of(list: &str, query: &Map<String, Value>) -> Option<(u16, Value)> {
    let page = query.get("page").and_then(Value::as_str).unwrap_or("1");
    let rows = match list {
        // One a page, to be turned.
        "server_types" if page == "1" => vec![server_type("cx23", "3.4900000000", false)],
        "server_types" => vec![
            server_type("cx33", "5.4900000000", false),
            server_type("cx11", "3.0000000000", true),
        ],
        "images" if query.get("type").is_some_and(|it| it == "system") => vec![image()],
        "locations" => vec![location()],
        _ => return None,
    };
    let next = (list == "server_types" && page == "1").then_some(2);
    let number: u64 = page.parse().unwrap();
    let pagination = json!({"page": number, "per_page": 50, "previous_page": null,
        "next_page": next, "last_page": 2, "total_entries": 2});
    Some((200, json!({list: rows, "meta": {"pagination": pagination}})))
}

fn server_type(name: &str, net: &str, deprecated: bool) -> Value {
    let price = |location: &str, net: &str| {
        json!({"location": location, "price_hourly": {"net": "0.0056000000", "gross": "0.0067"},
            "price_monthly": {"net": net, "gross": net}, "included_traffic": 1,
            "price_per_tb_traffic": {"net": "1.0000000000", "gross": "1.1900000000"}})
    };
    json!({"id": 1, "name": name, "description": name.to_uppercase(), "cores": 2, "memory": 4.0,
        "disk": 40, "deprecated": deprecated, "deprecation": null, "storage_type": "local",
        "cpu_type": "shared", "architecture": "x86", "category": "Shared vCPU",
        "prices": [price("ash", "9.9900000000"), price("fsn1", net)], "locations": []})
}

fn image() -> Value {
    json!({"id": 1, "type": "system", "status": "available", "name": "debian-13",
        "description": "Debian 13", "image_size": null, "disk_size": 5,
        "created": "2025-08-01T00:00:00Z", "created_from": null, "bound_to": null,
        "os_flavor": "debian", "os_version": "13", "rapid_deploy": true,
        "protection": {"delete": false}, "deprecated": null, "deleted": null, "labels": {},
        "architecture": "x86"})
}

fn location() -> Value {
    json!({"id": 1, "name": "fsn1", "description": "Falkenstein DC Park 1", "country": "DE",
        "city": "Falkenstein", "latitude": 50.47, "longitude": 12.37,
        "network_zone": "eu-central"})
}
