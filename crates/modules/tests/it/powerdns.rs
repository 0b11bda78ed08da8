//! The module `powerdns` against a real PowerDNS Authoritative Server on loopback.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use modules::dns::PowerDns;
use modules::http::Pool;
use ports::contract;
use ports::dns::DnsHosting;
use ports::provisioning::ConnectionOutcome;
use ports::{PortError, Settings};

const KEY: &str = "k3y-of-the-api";
/// The server starts within a second; a busy machine may need more.
const START_TIME_MAX: Duration = Duration::from_secs(30);

/// A server that runs until it is dropped.
struct Server {
    child: Child,
    port: u16,
    _folder: tempfile::TempDir,
}

impl Server {
    fn start() -> Server {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("zones.sqlite");
        let schema = Path::new("/usr/share/doc/pdns-backend-sqlite3/schema.sqlite3.sql");
        let schema = std::fs::read_to_string(schema).unwrap_or_else(|error| {
            panic!("no PowerDNS: `cargo xtask test` installs pdns-backend-sqlite3: {error}")
        });
        let mut sqlite = Command::new("sqlite3");
        let made = sqlite.arg(&database).arg(schema).status().unwrap();
        assert!(made.success());
        let port = || {
            let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
            listener.local_addr().unwrap().port()
        };
        let (api, dns) = (port(), port());
        let child = Command::new("pdns_server")
            .args(["--config-dir=/nonexistent", "--launch=gsqlite3", "--daemon=no"])
            .args(["--guardian=no", "--local-address=127.0.0.1", "--webserver=yes", "--api=yes"])
            .args(["--webserver-address=127.0.0.1", "--webserver-allow-from=127.0.0.1"])
            .arg(format!("--gsqlite3-database={}", database.display()))
            .arg(format!("--socket-dir={}", folder.path().display()))
            .arg(format!("--local-port={dns}"))
            .arg(format!("--webserver-port={api}"))
            .arg(format!("--api-key={KEY}"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let until = Instant::now() + START_TIME_MAX;
        while std::net::TcpStream::connect(("127.0.0.1", api)).is_err() {
            assert!(Instant::now() < until, "PowerDNS does not start");
            std::thread::yield_now();
        }
        Server { child, port: api, _folder: folder }
    }

    fn open(&self, key: &str) -> Arc<dyn DnsHosting> {
        let url = format!("http://127.0.0.1:{}", self.port);
        let settings = Settings::from_iter([
            ("api_url", url.as_str()),
            ("api_key", key),
            ("name_servers", "ns1.example.net, ns2.example.net"),
        ]);
        Arc::new(PowerDns::new(Pool::default())).open(&settings).unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[tokio::test]
async fn powerdns_keeps_the_contract() {
    let server = Server::start();
    let host = server.open(KEY);
    contract::dns::run(&*host, "contract-suite.example").await;
    let reached = host.test_connection().await.unwrap();
    assert!(
        matches!(&reached, ConnectionOutcome::Reached { version } if version.starts_with("PowerDNS 4")
            || version.starts_with("PowerDNS 5")),
        "{reached:?}"
    );
    let wrong = server.open("wr0ng");
    let refused = wrong.test_connection().await.unwrap();
    assert!(matches!(refused, ConnectionOutcome::Refused(_)), "{refused:?}");
    let error = wrong.zone("contract-suite.example").await.unwrap_err();
    assert!(matches!(&error, PortError::Configuration { .. }), "{error}");
    assert!(!error.to_string().contains("wr0ng"), "{error}");
}
