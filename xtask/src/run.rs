//! Runs other programs so that Ctrl-C ends them and still lets our guards clean up.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

const POLL: Duration = Duration::from_millis(50);
/// How long an interrupted program may take to end by itself before it is killed.
const GRACE: Duration = Duration::from_secs(10);

static STOPPED: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);

/// Turns SIGINT, SIGTERM and SIGHUP into a flag, so that destructors run.
pub(crate) fn watch_signals() -> Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    for signal in [SIGINT, SIGTERM, SIGHUP] {
        signal_hook::flag::register(signal, Arc::clone(&STOPPED)).context("watch signals")?;
    }
    Ok(())
}

/// The workspace folder.
pub(crate) fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_path_buf()
}

/// Where cargo puts what it builds, and we what we prepare.
pub(crate) fn target_dir() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// `cargo` in the workspace folder, without what the outer `cargo run` put into the environment:
/// build scripts that watch those variables would otherwise run again.
pub(crate) fn cargo<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for (key, _) in std::env::vars_os() {
        let name = key.to_string_lossy();
        if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&key);
        }
    }
    command.args(arguments).current_dir(root());
    command
}

/// Runs to the end; anything but success is an error naming the command.
pub(crate) fn check(command: &mut Command) -> Result<()> {
    println!("$ {}", shown(command));
    let child = command.spawn().with_context(|| format!("start {}", shown(command)))?;
    finish(command, wait(child)?)
}

/// As [`check`], but silent unless it fails.
pub(crate) fn check_quietly(command: &mut Command) -> Result<()> {
    let output = command.stdin(Stdio::null()).output();
    let output = output.with_context(|| format!("start {}", shown(command)))?;
    if !output.status.success() {
        eprint!("{}", String::from_utf8_lossy(&output.stdout));
        eprint!("{}", String::from_utf8_lossy(&output.stderr));
    }
    finish(command, output.status)
}

/// Waits for a program, and passes on our own interruption.
pub(crate) fn wait(mut child: Child) -> Result<ExitStatus> {
    let mut interrupted: Option<Instant> = None;
    loop {
        if let Some(status) = child.try_wait().context("wait for a program")? {
            return Ok(status);
        }
        match interrupted {
            None if STOPPED.load(Ordering::Relaxed) => {
                interrupted = Some(Instant::now());
                signal("TERM", child.id());
            }
            Some(since) if since.elapsed() > GRACE => child.kill().context("kill a program")?,
            _ => {}
        }
        std::thread::sleep(POLL);
    }
}

/// Turns an exit status into a result that names the command.
pub(crate) fn finish(command: &Command, status: ExitStatus) -> Result<()> {
    if STOPPED.load(Ordering::Relaxed) {
        bail!("interrupted");
    }
    if !status.success() {
        bail!("failed ({status}): {}", shown(command));
    }
    Ok(())
}

/// The trimmed standard output of a program, or `None` when it is absent or fails.
pub(crate) fn answer(program: impl AsRef<OsStr>, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}

/// Sends a signal; true when the process could be reached. The shell's own `kill` is everywhere.
pub(crate) fn signal(name: &str, process: u32) -> bool {
    answer("sh", &["-c", &format!("kill -{name} {process}")]).is_some()
}

/// The first folder of `PATH` that has the program.
pub(crate) fn find_program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let mut seen = HashSet::new();
    std::env::split_paths(&path)
        .filter(|folder| seen.insert(folder.clone()))
        .map(|folder| folder.join(name))
        .find(|program| program.is_file())
}

/// Whether we are root, who may install packages but may not run a PostgreSQL server.
pub(crate) fn is_root() -> bool {
    answer("id", &["-u"]).as_deref() == Some("0")
}

/// The command as a person would type it.
pub(crate) fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str());
    let words = std::iter::once(name).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}
