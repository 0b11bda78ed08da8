//! Killed in the middle of writes: whatever was answered with success is there afterwards.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

use serde_json::Value;

use crate::home::Home;
use crate::http::{Ask, post};
use crate::server::{LOGIN, Server};

const WRITERS: usize = 4;
/// The process is killed once so many writes were acknowledged.
const WRITES: usize = 60;

/// Writes until the server is gone; gives the numbers of the writes it acknowledged.
fn write_on(address: &str, next: &AtomicUsize, acknowledged: &mpsc::Sender<usize>) {
    loop {
        let number = next.fetch_add(1, Ordering::Relaxed);
        let Ok(answer) = payment(number).send(address) else { return };
        let json: Value = serde_json::from_slice(&answer.body).unwrap();
        assert_eq!(json["result"], "success", "{json}");
        if acknowledged.send(number).is_err() {
            return;
        }
    }
}

/// Money that comes in: a transaction, credit, and journal lines, in one.
fn payment(number: usize) -> Ask {
    let transaction = format!("crash-{number}");
    let fields = [
        ("action", "AddTransaction"),
        ("responsetype", "json"),
        ("paymentmethod", "banktransfer"),
        ("userid", "1"),
        ("credit", "true"),
        ("amountin", "1.00"),
        ("transid", &transaction),
    ];
    post("/includes/api.php", &[&LOGIN[..], &fields].concat())
}

#[test]
fn acknowledged_writes_survive_a_kill() {
    let home = Home::furnished();
    let server = Server::demo(&home, &[]);
    let (next, (sender, received)) = (AtomicUsize::new(0), mpsc::channel());
    let address = server.address.clone();
    let mut acknowledged: Vec<usize> = std::thread::scope(|scope| {
        for _ in 0..WRITERS {
            let sender = sender.clone();
            scope.spawn(|| write_on(&address, &next, &{ sender }));
        }
        drop(sender);
        let mut numbers: Vec<usize> = received.iter().take(WRITES).collect();
        server.kill();
        numbers.extend(received.iter());
        numbers
    });
    acknowledged.sort_unstable();

    let again = Server::demo(&home, &[]);
    for number in &acknowledged {
        let transaction = format!("crash-{number}");
        let found = again.call("GetTransactions", &[("transid", &transaction)]);
        assert_eq!(found["totalresults"].to_string().trim_matches('"'), "1", "{number}: {found}");
    }
    let begun = next.load(Ordering::Relaxed);
    assert!(acknowledged.len() >= WRITES && acknowledged.len() <= begun);
    // What was not answered was kept whole or not at all: the books say which.
    let (well, said) = home.run(&["verify"]);
    assert!(well, "{said}");
    again.call(
        "AddTransaction",
        &[
            ("paymentmethod", "banktransfer"),
            ("userid", "1"),
            ("credit", "true"),
            ("amountin", "1.00"),
            ("transid", "after"),
        ],
    );
    again.assert_calm();
}
