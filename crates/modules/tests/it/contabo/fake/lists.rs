//! What the Contabo in memory has to choose from.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::owner;

/// A page of the images, of which there are two, to be turned.
pub(super) fn images(query: &BTreeMap<String, String>) -> (u16, Value) {
    let number: u64 = query.get("page").map_or(1, |page| page.parse().unwrap());
    let rows = match number {
        1 => vec![image("afecbb85-e2fc-46f0-9684-b46b1faf00bb", "ubuntu-22.04", true, "")],
        _ => vec![
            image("9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d", "ours", false, ""),
            image("0c4f8b62-0a9e-4c8a-a7a2-7c9a0f6f3d11", "broken", false, "No such file"),
        ],
    };
    let pages = json!({"size": 100, "totalElements": 3, "totalPages": 2, "page": number});
    let links = json!({"self": "/v1", "first": "/v1", "last": "/v1"});
    (200, json!({"data": rows, "_pagination": pages, "_links": links}))
}

/// The data centers.
pub(super) fn centers() -> [Value; 4] {
    [
        center("EU1", "EU", "European Union", &["VPS", "VDS", "Object-Storage"]),
        center("EU2", "EU", "European Union", &["VPS"]),
        center("SIN1", "SIN", "Asia (Singapore)", &["VPS"]),
        center("EU3", "EU-S3", "Storage only", &["Object-Storage"]),
    ]
}

fn image(id: &str, name: &str, standard: bool, error: &str) -> Value {
    owner(json!({"imageId": id, "name": name, "description": "Ubuntu 22.04 LTS",
        "url": "https://example.com/image.qcow2", "sizeMb": 2_048, "uploadedSizeMb": 2_048,
        "osType": "Linux", "version": "22.04", "format": "qcow2", "status": "downloaded",
        "errorMessage": error, "standardImage": standard, "tags": [],
        "creationDate": "2025-06-03T06:27:12.000Z", "lastModifiedDate": "2025-06-03T06:27:12.000Z"}))
}

fn center(slug: &str, region: &str, name: &str, can: &[&str]) -> Value {
    owner(json!({"slug": slug, "name": format!("{name} 1"), "regionSlug": region,
        "regionName": name, "capabilities": can, "s3Url": "eu1-s3.example.com"}))
}
