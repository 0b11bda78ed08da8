//! How libvirt is asked: the program `virsh`, one command at a time, in words that no shell reads.
//!
//! Followed: <https://www.libvirt.org/manpages/virsh.html>. A child that takes too long is killed,
//! and so is one that nobody waits for any more.

use std::io::ErrorKind;
use std::process::Stdio;
use std::time::{Duration, Instant};

use ports::{PortError, Refused, UnknownCause};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, Command};
use tokio::time::timeout;

use super::MODULE;
use crate::provisioning::cloud::Said;

const PROGRAM: &str = "virsh";
/// Longest time of a command; the engine gives a call of several thirty seconds.
const COMMAND_TIME_MAX: Duration = Duration::from_secs(20);
/// Most that a command may print, in bytes: the volumes of a large pool.
const OUTPUT_BYTES_MAX: usize = 4 * 1024 * 1024;
/// Commands that only look. There are many in a call, and the log has room for what is done.
const LOOKS: [&str; 6] = ["dumpxml", "domstate", "vol-info", "domifaddr", "domid", "domstats"];
/// What would make a command of ours go elsewhere, or write into a file of logs.
const NOT_OURS: [&str; 5] = [
    "VIRSH_DEFAULT_CONNECT_URI",
    "LIBVIRT_DEFAULT_URI",
    "LIBVIRT_DEBUG",
    "VIRSH_DEBUG",
    "VIRSH_LOG_FILE",
];

/// A host, by the address that libvirt knows it by.
pub(crate) struct Virsh {
    address: String,
}

/// What a command printed.
struct Printed {
    good: bool,
    output: String,
    problems: String,
}

impl Virsh {
    pub(super) fn at(address: String) -> Virsh {
        Virsh { address }
    }

    /// Runs a command and gives what it printed.
    pub(super) async fn run(&self, words: &[&str]) -> Said<String> {
        let shown = words.join(" ");
        self.kept(&shown, words, &[], "").await
    }

    /// Runs a command that must be understood: a "no" is not an answer to it.
    pub(super) async fn read(&self, words: &[&str]) -> Result<String, PortError> {
        self.run(words).await?.map_err(|no| not_taken(&no))
    }

    /// Runs a command that reads its file from us; `shown` is what may be logged of it.
    pub(super) async fn feed(&self, words: &[&str], file: &[u8], shown: &str) -> Said<String> {
        self.kept(&words.join(" "), words, file, shown).await
    }

    /// Runs a command whose words hold a secret. It is given as a line to read, because anybody on
    /// this machine may see the words of a program.
    pub(super) async fn whisper(&self, words: &[&str], shown: &str) -> Said<String> {
        let line: Vec<String> = words.iter().map(|word| quoted(word)).collect();
        let line = format!("{}\n", line.join(" "));
        let printed = self.timed(&[], line.as_bytes()).await;
        // It repeats what it reads, and always ends well: only what it complains of tells.
        let said = printed.and_then(|printed| match printed.problems.trim() {
            "" if printed.good => Ok(Ok(String::new())),
            _ => sorted(&printed.problems),
        });
        self.note(shown, "", &said);
        said
    }

    async fn kept(&self, command: &str, words: &[&str], file: &[u8], shown: &str) -> Said<String> {
        let printed = self.timed(words, file).await;
        let said = printed.and_then(|printed| match printed.good {
            true => Ok(Ok(printed.output)),
            false => sorted(&printed.problems),
        });
        self.note(command, shown, &said);
        said
    }

    fn note(&self, command: &str, shown: &str, said: &Said<String>) {
        let answer = match said {
            Ok(Ok(output)) => output.clone(),
            Ok(Err(no)) => no.to_string(),
            Err(error) => error.to_string(),
        };
        let (address, module) = (&self.address, MODULE);
        let looks = LOOKS.iter().any(|look| command.starts_with(look));
        if !(looks && matches!(said, Ok(Ok(_)))) {
            ports::calls::exchanged(format!("virsh -c {address} {command}\n{shown}"), answer);
        }
        match said {
            Ok(_) => tracing::debug!(module, command, "asked"),
            Err(error) => tracing::warn!(module, command, %error, "no outcome"),
        }
    }

    async fn timed(&self, words: &[&str], input: &[u8]) -> Result<Printed, PortError> {
        let started = Instant::now();
        let mut child = self.start(words, !input.is_empty())?;
        match timeout(COMMAND_TIME_MAX, printed(&mut child, input)).await {
            Ok(result) => result,
            // Dropping the child kills it.
            Err(_) => Err(unknown(
                UnknownCause::Timeout,
                format!("virsh took more than {} seconds", started.elapsed().as_secs()),
            )),
        }
    }

    fn start(&self, words: &[&str], has_input: bool) -> Result<Child, PortError> {
        let mut command = Command::new(PROGRAM);
        command.args(["-q", "-k", "5", "-K", "3", "-c", &self.address]).args(words);
        command.env("LC_ALL", "C");
        for name in NOT_OURS {
            command.env_remove(name);
        }
        command.stdin(if has_input { Stdio::piped() } else { Stdio::null() });
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
        command.spawn().map_err(|error| match error.kind() {
            ErrorKind::NotFound => PortError::setting(
                MODULE,
                "virsh",
                "is not installed where Hostler runs: install the package libvirt-clients \
                 (Debian, Ubuntu) or libvirt-client (Fedora and its kin)",
            ),
            _ => not_sent(format!("virsh does not start: {error}")),
        })
    }
}

async fn printed(child: &mut Child, input: &[u8]) -> Result<Printed, PortError> {
    let (mut stdin, stdout, stderr) =
        (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let writing = async {
        if let Some(stdin) = &mut stdin {
            // A command that fails early does not read to the end, and says why.
            let _ = stdin.write_all(input).await;
        }
        drop(stdin);
    };
    let ((), output, problems) = tokio::join!(writing, text(stdout), text(stderr));
    let status = child.wait().await.map_err(lost)?;
    Ok(Printed { good: status.success(), output: output?, problems: problems? })
}

async fn text(pipe: Option<impl AsyncRead + Unpin>) -> Result<String, PortError> {
    let Some(pipe) = pipe else { return Ok(String::new()) };
    let (mut bytes, most) = (Vec::new(), OUTPUT_BYTES_MAX);
    let limit = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    pipe.take(limit).read_to_end(&mut bytes).await.map_err(lost)?;
    if bytes.len() > most {
        return Err(unknown(UnknownCause::Unreadable, format!("more than {most} bytes")));
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A word as `virsh` takes it apart in the lines that it reads.
fn quoted(word: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in word.chars() {
        if matches!(letter, '"' | '\\') {
            quoted.push('\\');
        }
        quoted.push(letter);
    }
    quoted.push('"');
    quoted
}

/// What a "no" means. Only its sentences, which are the same for years, tell a refusal from a
/// connection that was not made, and that from one that broke.
fn sorted(problems: &str) -> Said<String> {
    let lines = problems.lines().map(str::trim);
    let lines = lines.map(|line| line.strip_prefix("error:").unwrap_or(line).trim());
    let said = lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("; ");
    let has = |parts: &[&str]| parts.iter().any(|part| said.contains(part));
    if has(&["failed to connect to the hypervisor"]) {
        let ours = ["uthentication", "ermission denied", "Host key verification", "ertificate"];
        return if has(&ours) {
            Ok(Err(Refused::new("unauthorized", said)))
        } else {
            Err(not_sent(said))
        };
    }
    if has(&["Disconnected from", "End of file while", "client socket is closed", "Cannot recv"]) {
        return Err(unknown(UnknownCause::Transport, said));
    }
    if has(&["cannot acquire state change lock", "has asynchronous jobs running"]) {
        return Err(not_sent(said));
    }
    let code = if has(&["failed to get domain", "Domain not found", "no domain with matching"]) {
        "not_found"
    } else if has(&["Storage volume not found", "failed to get vol"]) {
        "no_volume"
    } else if has(&["already exists", "exists already"]) {
        "exists"
    } else if has(&["already active"]) {
        "already_on"
    } else if has(&["domain is not running"]) {
        "not_running"
    } else if said.is_empty() {
        return Err(unknown(UnknownCause::Unreadable, "virsh failed and did not say why"));
    } else {
        "libvirt"
    };
    Ok(Err(Refused::new(code, said)))
}

/// A "no" to a question that has no "no" for an answer.
pub(super) fn not_taken(no: &Refused) -> PortError {
    match no.code.as_str() {
        "unauthorized" => PortError::setting(MODULE, "hostname", no.message.clone()),
        _ => unknown(UnknownCause::Unreadable, no.to_string()),
    }
}

pub(super) fn not_sent(why: impl Into<String>) -> PortError {
    PortError::NotSent { module: MODULE, why: why.into(), retry_after_seconds: None }
}

pub(super) fn unknown(cause: UnknownCause, why: impl Into<String>) -> PortError {
    PortError::Unknown { module: MODULE, cause, why: why.into() }
}

fn lost(error: std::io::Error) -> PortError {
    unknown(UnknownCause::Transport, error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_says_what_a_no_is() {
        let connect = "error: failed to connect to the hypervisor\nerror: ";
        let table = [
            (format!("{connect}Failed to connect socket to '/x': No such file"), "not sent"),
            (
                format!("{connect}Cannot recv data: ssh: Host key verification failed."),
                "unauthorized",
            ),
            (format!("{connect}authentication failed: x"), "unauthorized"),
            ("error: Disconnected from qemu:///system due to end of file".into(), "unknown"),
            ("error: Failed to start x\nerror: End of file while reading data".into(), "unknown"),
            ("error: Timed out: cannot acquire state change lock (held by x)".into(), "not sent"),
            ("error: failed to get domain 'hostler-7'\n".into(), "not_found"),
            (
                "error: failed to get vol 'x'\nerror: Storage volume not found: no".into(),
                "no_volume",
            ),
            ("error: failed to get pool 'x'\nerror: Storage pool not found: no".into(), "libvirt"),
            ("error: operation failed: domain 'x' already exists with uuid y".into(), "exists"),
            ("error: Domain is already active".into(), "already_on"),
            (
                "error: Requested operation is not valid: domain is not running".into(),
                "not_running",
            ),
            ("error: Guest agent is not responding: not connected".into(), "libvirt"),
            ("\n".into(), "unknown"),
        ];
        for (problems, expected) in table {
            let found = match sorted(&problems) {
                Ok(Ok(_)) => "yes".to_owned(),
                Ok(Err(no)) => no.code,
                Err(error) if error.may_repeat() => "not sent".to_owned(),
                Err(error) if error.is_unknown() => "unknown".to_owned(),
                Err(error) => error.to_string(),
            };
            assert_eq!(found, expected, "{problems}");
        }
    }

    #[test]
    fn sentences_are_joined_without_their_heads() {
        let said = sorted("error: Failed to define\nerror: XML error: x\n\n").unwrap().unwrap_err();
        assert_eq!(said.message, "Failed to define; XML error: x");
    }

    /// What its own command `echo` makes of our quotes.
    #[test]
    fn virsh_reads_a_word_as_it_was() {
        use std::io::Write;
        for word in ["a \"b", "\\", "a\\\"; quit; \"'$HOME' #", "\"\"", "ü\"ß"] {
            let mut command = std::process::Command::new(PROGRAM);
            command.args(["-q", "-c", "test:///default"]);
            command.stdin(Stdio::piped()).stdout(Stdio::piped());
            let mut child = command.spawn().unwrap();
            let line = format!("{} {}\n", quoted("echo"), quoted(word));
            child.stdin.take().unwrap().write_all(line.as_bytes()).unwrap();
            let output = child.wait_with_output().unwrap();
            let output = String::from_utf8(output.stdout).unwrap();
            assert!(output.contains(&format!("\n{word}")), "{word}: {output}");
        }
    }
}
