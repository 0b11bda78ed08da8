//! A throw-away PostgreSQL cluster: made, started, and gone when dropped.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{apt, run};

const FOLDER_PREFIX: &str = "hostler-postgres-";
const START_ATTEMPTS_MAX: u32 = 3;
/// A file system in memory, on Linux. A database for each test is hundreds of files that are gone a
/// moment later: on a disk half of the server's time is spent in looking for room for them.
const IN_MEMORY: &str = "/dev/shm";
/// What it must have free (KiB): the databases of a few tests at once, with their logs. Containers
/// often have 64 MiB.
const FREE_KIB_MIN: u64 = 2 * 1024 * 1024;

/// Durability is off: this cluster never outlives the test run.
const SETTINGS: &str = "-c listen_addresses=127.0.0.1 -c max_connections=300 -c fsync=off \
    -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off";

/// A running server; dropping it stops it and removes its folder.
pub(crate) struct Postgres {
    /// Folder of the server programs.
    programs: PathBuf,
    /// Parent of data folder, socket and log.
    folder: PathBuf,
    /// The account the server runs under, when we are root.
    account: Option<&'static str>,
    port: u16,
}

impl Postgres {
    /// Makes and starts a cluster, installing PostgreSQL first when it is missing.
    pub(crate) fn start() -> Result<Self> {
        remove_leftovers();
        let programs = find_or_install()?;
        let account = if run::is_root() { Some(account()?) } else { None };
        let folder = make_folder(account)?;
        let mut server = Self { programs, folder, account, port: 0 };
        server.initialise()?;
        for attempt in 1.. {
            // Somebody may take the port between our look and the server's start.
            server.port = free_port()?;
            println!("starting {} on port {}", server.version(), server.port);
            match server.launch() {
                Ok(()) => break,
                Err(error) if attempt == START_ATTEMPTS_MAX => return Err(error),
                Err(_) => {}
            }
        }
        Ok(server)
    }

    /// The address for `HOSTLER_TEST_POSTGRES`.
    pub(crate) fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    fn version(&self) -> String {
        let answer = run::answer(self.programs.join("postgres"), &["--version"]);
        // "postgres (PostgreSQL) 15.18 (Debian …)"
        let number = answer.as_deref().and_then(|text| text.split(' ').nth(2));
        format!("PostgreSQL {}", number.unwrap_or("of unknown version"))
    }

    fn initialise(&self) -> Result<()> {
        let mut command = self.program("initdb");
        command.args(["--username=postgres", "--auth=trust", "--locale=C", "--encoding=UTF8"]);
        command.args(["--no-sync", "--pgdata"]).arg(self.data());
        run::check_quietly(&mut command)
    }

    fn launch(&self) -> Result<()> {
        let socket = self.folder.display();
        let options = format!("-p {} -k '{socket}' {SETTINGS}", self.port);
        let mut command = self.program("pg_ctl");
        command.args(["start", "--wait", "--timeout=60", "--silent", "--options", &options]);
        command.arg("--log").arg(self.log()).arg("--pgdata").arg(self.data());
        // Its own session and no inherited pipe, so neither Ctrl-C nor our end surprises it.
        let status = command.stdin(std::process::Stdio::null()).status().context("start pg_ctl")?;
        if !status.success() {
            let log = std::fs::read_to_string(self.log()).unwrap_or_default();
            bail!("PostgreSQL did not start:\n{log}");
        }
        Ok(())
    }

    fn program(&self, name: &str) -> Command {
        let mut command = as_account(self.account, &self.programs.join(name));
        command.current_dir(&self.folder);
        command
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn log(&self) -> PathBuf {
        self.folder.join("log")
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        if self.data().join("postmaster.pid").exists() {
            println!("stopping PostgreSQL on port {}", self.port);
            let mut command = self.program("pg_ctl");
            command.args(["stop", "--mode=immediate", "--silent", "--pgdata"]).arg(self.data());
            if let Err(error) = run::check_quietly(&mut command) {
                eprintln!("{error:#}");
            }
        }
        if let Err(error) = std::fs::remove_dir_all(&self.folder) {
            eprintln!("{} could not be removed: {error}", self.folder.display());
        }
    }
}

/// A command under another account (root only); the server refuses to run as root.
fn as_account(account: Option<&str>, program: &Path) -> Command {
    let Some(account) = account else { return Command::new(program) };
    if run::find_program("runuser").is_some() {
        let mut command = Command::new("runuser");
        command.args(["-u", account, "--"]).arg(program);
        return command;
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid", account, "--regid", account, "--clear-groups"]).arg(program);
    command
}

fn account() -> Result<&'static str> {
    let known = |name: &&str| run::answer("id", &["-u", name]).is_some();
    ["postgres", "nobody"]
        .into_iter()
        .find(known)
        .context("PostgreSQL refuses to run as root, and there is no account for it")
}

fn find_or_install() -> Result<PathBuf> {
    if let Some(folder) = find_programs() {
        return Ok(folder);
    }
    apt::install(&["postgresql"], "PostgreSQL server")?;
    find_programs().context("PostgreSQL was installed, but initdb and pg_ctl are not to be found")
}

fn find_programs() -> Option<PathBuf> {
    let on_path = run::find_program("initdb").and_then(|at| Some(at.parent()?.to_path_buf()));
    let configured = run::answer("pg_config", &["--bindir"]).map(PathBuf::from);
    let mut candidates: Vec<PathBuf> = on_path.into_iter().collect();
    candidates.extend(debian_folders());
    candidates.extend(configured);
    let complete =
        |folder: &PathBuf| ["initdb", "pg_ctl", "postgres"].iter().all(|p| folder.join(p).exists());
    candidates.into_iter().find(complete)
}

/// Debian keeps each major version apart and off the `PATH`; the newest comes first.
fn debian_folders() -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir("/usr/lib/postgresql") else { return Vec::new() };
    let mut versions: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    let major = |path: &PathBuf| -> u32 {
        let name = path.file_name().and_then(|name| name.to_str());
        name.and_then(|name| name.parse().ok()).unwrap_or_default()
    };
    versions.sort_by_key(|path| std::cmp::Reverse(major(path)));
    versions.into_iter().map(|version| version.join("bin")).collect()
}

/// Whether there is enough room in memory.
fn has_memory() -> bool {
    let answer = run::answer("df", &["-k", "-P", IN_MEMORY]).unwrap_or_default();
    let free = answer.lines().nth(1).and_then(|line| line.split_whitespace().nth(3));
    free.and_then(|free| free.parse::<u64>().ok()).is_some_and(|free| free >= FREE_KIB_MIN)
}

fn make_folder(account: Option<&str>) -> Result<PathBuf> {
    let home = if has_memory() { PathBuf::from(IN_MEMORY) } else { std::env::temp_dir() };
    let folder = home.join(format!("{FOLDER_PREFIX}{}", std::process::id()));
    std::fs::create_dir_all(&folder).with_context(|| format!("make {}", folder.display()))?;
    if let Some(account) = account {
        run::check_quietly(Command::new("chown").arg(account).arg(&folder))?;
    }
    Ok(folder)
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).context("look for a free port")?;
    Ok(listener.local_addr()?.port())
}

/// Stops and removes clusters whose `xtask` was killed before it could do so itself.
fn remove_leftovers() {
    let homes = [std::env::temp_dir(), PathBuf::from(IN_MEMORY)];
    let entries = homes.iter().flat_map(std::fs::read_dir).flatten();
    for entry in entries.flatten() {
        let name = entry.file_name();
        let owner = name.to_str().and_then(|name| name.strip_prefix(FOLDER_PREFIX));
        let Some(owner) = owner.and_then(|owner| owner.parse().ok()) else { continue };
        if run::signal("0", owner) {
            continue;
        }
        let lock = std::fs::read_to_string(entry.path().join("data/postmaster.pid"));
        let server = lock.ok().and_then(|text| text.lines().next()?.parse().ok());
        if let Some(server) = server {
            run::signal("QUIT", server);
        }
        println!("removing the left-over cluster {}", entry.path().display());
        // Not ours to remove when it belongs to somebody else.
        std::fs::remove_dir_all(entry.path()).unwrap_or_default();
    }
}
