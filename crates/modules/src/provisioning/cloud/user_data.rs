//! What a system sets up when it first starts.

use ports::provisioning::ServiceCall;
use serde_json::json;

/// Its name and the password of root
/// (<https://cloudinit.readthedocs.io/en/latest/reference/modules.html#set-passwords>). JSON is
/// YAML, and needs no escaping of its own.
pub(in crate::provisioning) fn user_data(call: &ServiceCall) -> String {
    let mut data = json!({ "manage_etc_hosts": true });
    if !call.domain.is_empty() {
        data["fqdn"] = json!(call.domain);
    }
    if !call.password.is_empty() {
        let root = json!({ "name": "root", "type": "text", "password": call.password.expose() });
        data["chpasswd"] = json!({ "expire": false, "users": [root] });
        data["ssh_pwauth"] = json!(true);
    }
    format!("#cloud-config\n{data}\n")
}
