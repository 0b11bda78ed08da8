//! What the cloud in memory tells of its servers, types and images.

use serde_json::{Map, Value, json};

fn location(name: &str) -> Value {
    json!({"id": 1, "name": name, "description": "A place", "country": "DE", "city": "Falkenstein",
        "latitude": 50.4, "longitude": 12.3, "network_zone": "eu-central"})
}

pub(super) fn image_of(name: &str) -> Value {
    json!({"id": 2, "type": "system", "status": "available", "name": name, "description": name,
        "image_size": null, "disk_size": 5, "created": "2026-01-01T00:00:00Z",
        "created_from": null, "bound_to": null, "os_flavor": "debian", "os_version": "13",
        "rapid_deploy": true, "protection": {"delete": false}, "deprecated": null, "labels": {},
        "deleted": null, "architecture": "x86"})
}

pub(super) fn server_type(name: &str) -> Option<Value> {
    let (id, cores) = match name {
        "cx23" => (1, 2),
        "cx33" => (2, 4),
        _ => return None,
    };
    let place = json!({"id": 1, "name": "fsn1", "deprecation": null, "available": true,
        "recommended": true});
    Some(json!({"id": id, "name": name, "description": name, "cores": cores, "memory": 4.0,
        "disk": 40, "prices": [], "storage_type": "local", "cpu_type": "shared",
        "category": "cost_optimized", "architecture": "x86", "deprecated": false,
        "deprecation": null, "locations": [place]}))
}

pub(super) fn server(
    id: i64,
    name: &str,
    kind: &Value,
    image: &str,
    place: &str,
    labels: &Map<String, Value>,
) -> Value {
    let public = json!({
        "ipv4": {"id": id, "ip": format!("192.0.2.{}", id % 250), "blocked": false,
            "dns_ptr": "static.example"},
        "ipv6": {"id": id, "ip": format!("2001:db8:{id:x}::/64"), "blocked": false,
            "dns_ptr": []},
        "floating_ips": [], "firewalls": []});
    json!({"id": id, "name": name, "status": "initializing", "created": "2026-01-01T09:00:00Z",
        "public_net": public, "private_net": [], "server_type": kind,
        "location": location(place), "image": image_of(image), "iso": null,
        "rescue_enabled": false, "locked": false, "backup_window": null,
        "outgoing_traffic": 5_242_880, "ingoing_traffic": 1_048_576,
        "included_traffic": 21_990_232_555_520_u64,
        "protection": {"delete": false, "rebuild": false}, "labels": labels, "volumes": [],
        "load_balancers": [], "primary_disk_size": 40, "placement_group": null})
}
