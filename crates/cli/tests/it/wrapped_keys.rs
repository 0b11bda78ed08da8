//! Encryption keys that a key service wraps: KMS as moto plays it, with every signature checked by
//! Amazon's own library.

use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::clients::{peer_script, prepared};
use crate::home::Home;
use crate::http::get;
use crate::process::Peer;
use crate::server::Server;

/// No node takes longer to see another key.
const PATIENCE: Duration = Duration::from_secs(60);

/// The service, which ends with the test.
struct Amazon {
    _peer: Peer,
    address: String,
    told: Value,
}

impl Amazon {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("told.json");
        let mut command = Command::new(prepared("HOSTLER_E2E_PYTHON"));
        command.arg("-B").arg(peer_script("run_moto.py")).arg(&file);
        let peer = Peer::of(command, "run_moto.py");
        let told = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
        Self { address: format!("http://127.0.0.1:{}", peer.port), told, _peer: peer }
    }

    fn environment(&self) -> Vec<(&'static str, &str)> {
        let told = |name: &str| self.told[name].as_str().unwrap();
        vec![
            ("HOSTLER_KMS_KEY", told("kms_key")),
            ("HOSTLER_KMS_REGION", told("region")),
            ("HOSTLER_KMS_ENDPOINT", &self.address),
            ("HOSTLER_KMS_ACCESS_KEY", told("access_key")),
            ("HOSTLER_KMS_SECRET_KEY", told("secret_key")),
        ]
    }
}

fn run(home: &Home, environment: &[(&str, &str)], arguments: &[&str]) -> (bool, String) {
    let mut command = home.command(arguments);
    let output = command.envs(environment.iter().copied()).output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(said).unwrap())
}

fn secret_of(said: &str) -> String {
    let found: Value = serde_json::from_str(said).unwrap_or_else(|_| panic!("{said}"));
    found["clients"][0]["clientSecret"].as_str().unwrap().to_owned()
}

/// What the key service was asked, the newest first: action, key and outcome.
fn calls_of_keys(server: &Server) -> Vec<String> {
    let told = server.call("GetModuleLog", &[("type", "kms"), ("module", "aws-kms")]);
    let calls = told["calls"]["call"].as_array().cloned().unwrap_or_default();
    let text = |call: &Value, name: &str| call[name].as_str().unwrap_or_default().to_owned();
    let line =
        |call: &Value| ["action", "target", "outcome"].map(|name| text(call, name)).join(" ");
    calls.iter().map(line).collect()
}

/// The log tells of both keys, and none of what is secret.
fn both_were_unwrapped(server: &Server, secrets: &[&str]) {
    let asked = calls_of_keys(server);
    assert!(asked.len() >= 3, "both keys are unwrapped again: {asked:?}");
    let told = server.call("GetModuleLog", &[("type", "kms")]).to_string();
    assert!(secrets.iter().all(|secret| !told.contains(secret)), "{told}");
}

#[test]
fn keys_are_wrapped_changed_while_running_and_never_lie_open() {
    let (home, amazon) = (Home::furnished(), Amazon::start());
    let with = amazon.environment();
    let file = home.path().join("encryption.key");
    let made = "CreateOAuthCredential grantType=authorization_code scope=openid name=Wiki";
    let made: Vec<&str> = std::iter::once("call").chain(made.split(' ')).collect();
    assert!(home.run(&made).0);
    let list = ["call", "ListOAuthCredentials"];
    let (_, said) = home.run(&list);
    let secret = secret_of(&said);
    let (well, said) = home.run(&["keys", "list"]);
    assert!(well && said.contains("as it is, seals"), "{said}");
    let open = std::fs::read_to_string(&file).unwrap();
    let (well, said) = run(&home, &with, &["keys", "wrap"]);
    assert!(well && said.contains("wrapped, seals"), "{said}");
    let wrapped = std::fs::read_to_string(&file).unwrap();
    let key = open.trim().split_once(':').unwrap().1;
    assert!(wrapped.contains(":kms:") && !wrapped.contains(key), "{wrapped}");
    // The same secrets as before; without the service nobody reads them.
    let (_, said) = run(&home, &with, &list);
    assert_eq!(secret_of(&said), secret);
    for (name, value, named) in [
        ("HOSTLER_KMS_KEY", "", "kms_key"),
        ("HOSTLER_KMS_ENDPOINT", "http://127.0.0.1:9", "kms_endpoint: http://127.0.0.1:9"),
        ("HOSTLER_KMS_SECRET_KEY", "wrong-wrong", "kms_secret_key"),
        ("HOSTLER_KMS_ACCESS_KEY", "", "kms_access_key"),
    ] {
        let mut changed = with.clone();
        changed.retain(|(known, _)| *known != name);
        changed.push((name, value));
        for arguments in [&list[..], &["doctor", "--listen", "127.0.0.1:0"]] {
            let (well, said) = run(&home, &changed, arguments);
            assert!(!well && said.contains(named), "{name}: {said}");
            assert!(!said.contains("wrong-wrong"), "{said}");
        }
    }
    // Another key in front, while a node runs.
    let on = ["call", "SetConfigurationValue", "setting=ModuleDebugMode", "value=on"];
    assert!(run(&home, &with, &on).0);
    let server = Server::start(&home, &[], &with);
    // What was asked before there was a database is told.
    let asked = calls_of_keys(&server).join("\n");
    assert!(asked.starts_with("unwrap encryption_key k") && asked.ends_with(" Done"), "{asked}");
    let (well, said) = run(&home, &with, &["keys", "new"]);
    let new = said.split_whitespace().next().unwrap_or_default().to_owned();
    assert!(well && said.lines().count() == 2 && said.contains("wrapped, seals"), "{said}");
    let started = Instant::now();
    while !server.log().contains("the encryption keys were read again") {
        assert!(started.elapsed() < PATIENCE, "{}", server.log());
        assert_eq!(server.ask(&get("/healthz")).status, 200);
    }
    let wrapped = wrapped.trim().rsplit(':').next().unwrap();
    both_were_unwrapped(&server, &[wrapped, key, amazon.told["secret_key"].as_str().unwrap()]);
    server.call("RotateKeys", &[]);
    let keys = server.call("GetKeys", &[])["keys"]["key"].clone();
    assert!(keys.as_array().unwrap().iter().all(|key| key["master"] == new.as_str()), "{keys}");
    let found = server.call("ListOAuthCredentials", &[]);
    assert_eq!(secret_of(&found.to_string()), secret);
    server.assert_calm();
    assert!(server.stop().success());
    let (_, said) = run(&home, &with, &list);
    assert_eq!(secret_of(&said), secret, "after a start");
    // A house that begins with the service never has a key that lies open.
    let fresh = Home::empty();
    let did = ["migrate", "verify"].map(|command| run(&fresh, &with, &[command]));
    assert!(did.iter().all(|(well, _)| *well), "{did:?}");
    let kept = std::fs::read_to_string(fresh.path().join("encryption.key")).unwrap();
    assert!(kept.contains(":kms:"), "{kept}");
}
