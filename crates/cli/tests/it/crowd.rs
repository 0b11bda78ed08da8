//! F11: one address does not take the places of all.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::timeout;

use crate::home::Home;
use crate::http::get;
use crate::server::Server;

const PATIENCE: Duration = Duration::from_secs(60);
const MOST: usize = 5;

/// A connection that comes from an address of this machine.
async fn connect(from: [u8; 4], to: SocketAddr) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(SocketAddr::from((from, 0))).unwrap();
    socket.connect(to).await.unwrap()
}

/// Whether a connection is answered, or `false` when it is closed without a word.
async fn is_answered(connection: &mut TcpStream) -> bool {
    let asked = connection.write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").await;
    let mut first = [0; 12];
    let read = timeout(PATIENCE, connection.read_exact(&mut first)).await;
    asked.is_ok() && read.expect("closed or answered").is_ok() && &first == b"HTTP/1.1 200"
}

#[test]
fn f11_whoever_opens_too_many_connections_shuts_out_nobody_else() {
    let home = Home::empty();
    let most = MOST.to_string();
    let server = Server::start(&home, &[], &[("HOSTLER_CONNECTIONS_PER_ADDRESS", &most)]);
    let to: SocketAddr = server.address.parse().unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let mut held = Vec::new();
        for _ in 0..MOST {
            let mut connection = connect([127, 0, 0, 2], to).await;
            assert!(is_answered(&mut connection).await);
            held.push(connection);
        }
        for _ in 0..20 {
            let mut refused = connect([127, 0, 0, 2], to).await;
            assert!(!is_answered(&mut refused).await, "it has its places");
        }
        for other in [[127, 0, 0, 3], [127, 0, 0, 1]] {
            assert!(is_answered(&mut connect(other, to).await).await, "{other:?}");
        }
        // A place that is left is free again, once the server has noticed.
        held.pop();
        let begun = Instant::now();
        while !is_answered(&mut connect([127, 0, 0, 2], to).await).await {
            assert!(begun.elapsed() < PATIENCE, "the place is not given back");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
    let figures = server.ask(&get("/metrics")).text();
    let counted = figures.lines().find_map(|line| {
        line.strip_prefix("hostler_connections_refused_total ")?.parse::<u64>().ok()
    });
    assert!(counted.is_some_and(|counted| counted >= 20), "{figures}");
    let lines = server.log().lines().filter(|line| line.contains("turned away")).count();
    assert_eq!(lines, 1, "said once, not each time");
    server.assert_calm();
}
