//! The binary as a running server: started, asked, stopped, killed.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use serde_json::Value;

use crate::home::{DAYS, Home};
use crate::http::{Answer, Ask, get, post};

/// Identifier and secret of the demo's API credential.
pub(crate) const LOGIN: [(&str, &str); 2] = [("identifier", "demo"), ("secret", "demo-secret")];
const STOPS_WITHIN: Duration = Duration::from_secs(20);

/// A process that has said where it listens. Killed when dropped.
pub(crate) struct Server<'a> {
    home: &'a Home,
    child: Option<Child>,
    /// `127.0.0.1:41234`
    pub(crate) address: String,
    /// What it printed before it was open.
    pub(crate) printed: Vec<String>,
}

impl<'a> Server<'a> {
    /// Serves the folder, with the demo company: made now unless it is there already.
    pub(crate) fn demo(home: &'a Home, more: &[&str]) -> Self {
        Self::start(home, &[&["--demo", "--demo-days", DAYS], more].concat(), &[])
    }

    /// `hostler serve` with more flags and environment.
    pub(crate) fn start(home: &'a Home, flags: &[&str], environment: &[(&str, &str)]) -> Self {
        let listen: &[&str] =
            if flags.contains(&"--listen") { &[] } else { &["--listen", "127.0.0.1:0"] };
        let mut command = home.command(&[&["serve"], listen, flags].concat());
        command.envs(environment.iter().copied());
        let log = File::options().create(true).append(true).open(home.path().join("log")).unwrap();
        let mut child = command.stdout(Stdio::piped()).stderr(log).spawn().unwrap();
        let mut printed = Vec::new();
        for line in BufReader::new(child.stdout.take().unwrap()).lines() {
            let line = line.unwrap();
            if let Some(rest) = line.strip_prefix("Hostler is open at http://") {
                let address = rest.trim_end_matches('/').to_owned();
                return Self { home, child: Some(child), address, printed };
            }
            printed.push(line);
        }
        let status = child.wait().unwrap();
        let log = std::fs::read_to_string(home.path().join("log")).unwrap();
        panic!("the server did not open ({status}); it printed {printed:#?} and logged:\n{log}");
    }

    /// The password of both log-ins, as printed.
    pub(crate) fn password(&self) -> String {
        let line = self.printed.iter().find(|line| line.contains("client log-in")).unwrap();
        line.split_whitespace().last().unwrap().to_owned()
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}/includes/api.php", self.address)
    }

    #[track_caller]
    pub(crate) fn ask(&self, ask: &Ask) -> Answer {
        ask.send(&self.address).unwrap_or_else(|error| panic!("{error} on {ask:?}\n{}", self.log()))
    }

    /// Posts to the WHMCS door with the demo's credential.
    #[track_caller]
    pub(crate) fn rpc(&self, action: &str, parameters: &[(&str, &str)]) -> Answer {
        let fixed = [("action", action), ("responsetype", "json")];
        self.ask(&post("/includes/api.php", &[&LOGIN, &fixed, parameters].concat()))
    }

    /// The JSON of an action that must succeed.
    #[track_caller]
    pub(crate) fn call(&self, action: &str, parameters: &[(&str, &str)]) -> Value {
        let answer = self.rpc(action, parameters);
        let json = answer.json();
        assert_eq!(
            (answer.status, json["result"].as_str().or(json["status"].as_str())),
            (200, Some("success")),
            "{action} {parameters:?}: {json}"
        );
        json
    }

    /// The page at an address, which must be there.
    #[track_caller]
    pub(crate) fn page(&self, target: &str) -> String {
        let answer = self.ask(&get(target));
        assert_eq!(answer.status, 200, "{target}: {}", answer.text());
        answer.text()
    }

    /// Everything it logged so far.
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(self.home.path().join("log")).unwrap()
    }

    /// Fails when anything was logged as an error, which is what a panic or a broken call is.
    #[track_caller]
    pub(crate) fn assert_calm(&self) {
        let log = self.log();
        let loud = |line: &&str| line.contains("ERROR") || line.contains("panicked");
        let found: Vec<&str> = log.lines().filter(loud).collect();
        assert!(found.is_empty(), "{found:#?}");
    }

    /// Sends a signal by name.
    pub(crate) fn signal(&self, name: &str) {
        let id = self.child.as_ref().unwrap().id().to_string();
        assert!(Command::new("kill").args(["-s", name, &id]).status().unwrap().success());
    }

    /// Asks it to stop, as a service manager does, and waits.
    pub(crate) fn stop(mut self) -> ExitStatus {
        self.signal("TERM");
        let mut child = self.child.take().unwrap();
        let id = child.id().to_string();
        let (ended, end) = mpsc::channel();
        std::thread::spawn(move || ended.send(child.wait()));
        end.recv_timeout(STOPS_WITHIN).map_or_else(
            |_| {
                let _ = Command::new("kill").args(["-s", "KILL", &id]).status();
                panic!("it did not stop within {STOPS_WITHIN:?}:\n{}", self.log());
            },
            Result::unwrap,
        )
    }

    /// Ends it without any warning.
    pub(crate) fn kill(self) {
        drop(self);
    }
}

impl Drop for Server<'_> {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}
