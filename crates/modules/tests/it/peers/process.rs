//! A counterpart as a process: started, waited for with an end, stopped. The tests of `cli` take it
//! from here.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// Longest time until a server has printed its port.
const START_TIME_MAX: Duration = Duration::from_secs(60);

/// A server that runs until it is dropped.
pub(crate) struct Peer {
    child: Child,
    /// The port that it listens on.
    pub(crate) port: u16,
}

impl Peer {
    /// Starts what prints its port first; it is called `name` where it does not.
    #[track_caller]
    pub(crate) fn of(mut command: Command, name: &str) -> Peer {
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let printed = child.stdout.take().unwrap();
        // Whatever comes now, it is stopped.
        let mut peer = Peer { child, port: 0 };
        let (told, line) = mpsc::channel();
        thread::spawn(move || {
            let mut line = String::new();
            let _ = BufReader::new(printed).read_line(&mut line);
            let _ = told.send(line);
        });
        let line = line.recv_timeout(START_TIME_MAX);
        let line = line.unwrap_or_else(|_| panic!("{name} did not start in time"));
        peer.port = line.trim().parse().unwrap_or_else(|_| panic!("{name} printed {line:?}"));
        peer
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
