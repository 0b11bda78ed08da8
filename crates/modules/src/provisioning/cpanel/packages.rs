//! Packages that accounts may be made with: <https://api.docs.cpanel.net/openapi/whm/operation/listpkgs/>.

use ports::{Choice, PortError};
use serde_json::Value;

use super::api::Api;
use crate::provisioning::catalogue::{number, rows, text};

/// Those that whoever signs in may use; a reseller does not have all of the server's.
pub(super) async fn all(api: &Api) -> Result<Vec<Choice>, PortError> {
    let data = api.read(api.get("listpkgs", &[("want", "creatable")]).await?)?;
    Ok(rows(&data, "pkg", |why| api.unreadable(why))?.iter().map(package).collect())
}

fn package(row: &Value) -> Choice {
    let disk = limit(row, "/QUOTA", "disk");
    let traffic = limit(row, "/BWLIMIT", "traffic a month");
    let note = [disk, traffic].into_iter().flatten().collect::<Vec<_>>().join(", ");
    Choice::new(text(row, "/name"), text(row, "/name"), note)
}

/// A limit in MB, which may be a number, a text, or no limit; nothing when it is not told.
fn limit(row: &Value, path: &str, of: &str) -> Option<String> {
    match number(row, path).as_str() {
        "" => None,
        "0" | "unlimited" => Some(format!("unlimited {of}")),
        mb => Some(format!("{mb} MB of {of}")),
    }
}
