//! Amazon's S3 and KMS as moto plays them, with signatures checked by Amazon's own library.

use serde_json::Value;

use crate::peers::Peer;

/// The services, which end with the test.
pub(crate) struct Amazon {
    peer: Peer,
    told: Value,
}

impl Amazon {
    pub(crate) fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("told.json");
        let peer = Peer::start_with("run_moto.py", &[&file.display().to_string()]);
        let told = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
        Self { peer, told }
    }

    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.peer.port)
    }

    /// What was made there: `access_key`, `secret_key`, `region`, `bucket`, `kms_key`.
    pub(crate) fn told(&self, name: &str) -> &str {
        self.told[name].as_str().unwrap()
    }
}
