//! Products, images and regions: <https://api.contabo.com/#tag/Images/operation/retrieveImageList>,
//! `retrieveDataCenterList`.
//!
//! The API has no list of products. What may be ordered stands in a table of its description
//! (`createInstance`), which is kept here; what the account has already is told before it, as it
//! may be newer than the table.

use ports::{Choice, ChoiceKind, PortError};
use serde_json::Value;

use super::account::Account;
use crate::provisioning::catalogue::{memory, number, size, text};

/// The table of the description: id, name, and disk.
const PRODUCTS: [(&str, &str, &str); 41] = [
    ("V91", "VPS 10 NVMe", "75 GB NVMe"),
    ("V92", "VPS 10 SSD", "150 GB SSD"),
    ("V93", "VPS 10 Storage", "300 GB SSD"),
    ("V94", "VPS 20 NVMe", "100 GB NVMe"),
    ("V95", "VPS 20 SSD", "200 GB SSD"),
    ("V96", "VPS 20 Storage", "400 GB SSD"),
    ("V97", "VPS 30 NVMe", "200 GB NVMe"),
    ("V98", "VPS 30 SSD", "400 GB SSD"),
    ("V99", "VPS 30 Storage", "1000 GB NVMe"),
    ("V100", "VPS 40 NVMe", "250 GB NVMe"),
    ("V101", "VPS 40 SSD", "500 GB SSD"),
    ("V102", "VPS 40 Storage", "1200 GB NVMe"),
    ("V103", "VPS 50 NVMe", "300 GB NVMe"),
    ("V104", "VPS 50 SSD", "600 GB SSD"),
    ("V105", "VPS 50 Storage", "1400 GB SSD"),
    ("V106", "VPS 60 NVMe", "350 GB NVMe"),
    ("V107", "VPS 60 SSD", "700 GB SSD"),
    ("V68", "VPS 4C NVMe", "100 GB NVMe"),
    ("V76", "VPS 4C SSD", "200 GB SSD"),
    ("V85", "VPS 4C Storage", "600 GB NVMe"),
    ("V69", "VPS 6C NVMe", "150 GB NVMe"),
    ("V77", "VPS 6C SSD", "300 GB SSD"),
    ("V86", "VPS 6C Storage", "1800 GB NVMe"),
    ("V70", "VPS 8C NVMe", "200 GB NVMe"),
    ("V78", "VPS 8C SSD", "400 GB SSD"),
    ("V87", "VPS 8C Storage", "2400 GB NVMe"),
    ("V71", "VPS 10C NVMe", "250 GB NVMe"),
    ("V79", "VPS 10C SSD", "500 GB SSD"),
    ("V88", "VPS 10C Storage", "3200 GB NVMe"),
    ("V72", "VPS 14C NVMe", "300 GB NVMe"),
    ("V80", "VPS 14C SSD", "600 GB SSD"),
    ("V89", "VPS 16C Storage", "3600 GB SSD"),
    ("V73", "VPS 20C NVMe", "400 GB NVMe"),
    ("V81", "VPS 20C SSD", "800 GB SSD"),
    ("V74", "VPS 24C NVMe", "600 GB NVMe"),
    ("V83", "VPS 24C SSD", "1200 GB SSD"),
    ("V8", "VDS S", "180 GB NVMe"),
    ("V9", "VDS M", "240 GB NVMe"),
    ("V10", "VDS L", "360 GB NVMe"),
    ("V11", "VDS XL", "480 GB NVMe"),
    ("V16", "VDS XXL", "720 GB NVMe"),
];

/// What there is to choose of a kind.
pub(super) async fn of(account: &Account, kind: ChoiceKind) -> Result<Vec<Choice>, PortError> {
    match kind {
        ChoiceKind::Plan => {
            let machines = account.all(&["compute", "instances"], &[]).await?;
            let known = PRODUCTS.into_iter();
            let known = known.map(|(id, name, disk)| Choice::new(id, name, disk));
            Ok(machines.iter().filter_map(used).chain(known).collect())
        }
        ChoiceKind::Image => {
            let images = account.all(&["compute", "images"], &[]).await?;
            Ok(images.iter().filter_map(image).collect())
        }
        ChoiceKind::Region => {
            let centers = account.all(&["data-centers"], &[]).await?;
            Ok(centers.iter().filter_map(region).collect())
        }
        ChoiceKind::Storage => Ok(Vec::new()),
    }
}

/// The product of a machine.
fn used(machine: &Value) -> Option<Choice> {
    let (id, name) = (text(machine, "/productId"), text(machine, "/productName"));
    let disk = machine.get("diskMb").and_then(Value::as_u64).unwrap_or_default() / 1_024;
    let size = size(&number(machine, "/cpuCores"), &memory(machine, "/ramMb"), &disk.to_string());
    let named = !id.is_empty() && !name.is_empty();
    named.then(|| Choice::new(id, name, format!("{size}, in use")))
}

fn image(row: &Value) -> Option<Choice> {
    let is_ours = row.get("standardImage") == Some(&Value::Bool(false));
    // One that could not be fetched says why.
    let is_broken = is_ours && !text(row, "/errorMessage").is_empty();
    let note = if is_ours { "of this account" } else { text(row, "/description") };
    (!is_broken).then(|| Choice::new(text(row, "/imageId"), text(row, "/name"), note))
}

/// The region of a data center that has machines.
fn region(row: &Value) -> Option<Choice> {
    let has: Vec<&str> = row
        .get("capabilities")
        .and_then(Value::as_array)
        .map_or_else(Vec::new, |all| all.iter().filter_map(Value::as_str).collect());
    let machines = has.iter().copied().filter(|has| matches!(*has, "VPS" | "VDS"));
    let note = machines.collect::<Vec<_>>().join(", ");
    let choice = || Choice::new(text(row, "/regionSlug"), text(row, "/regionName"), note.clone());
    (!note.is_empty()).then(choice)
}
