//! Data folders. The demo company is made once per build and day, and copied for each test.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::time::UNIX_EPOCH;

use tempfile::TempDir;

/// Days of the demo company's life in tests.
pub(crate) const DAYS: &str = "60";
/// The binary under test.
pub(crate) const BINARY: &str = env!("CARGO_BIN_EXE_hostler");

static MAKING: Mutex<()> = Mutex::new(());

/// A data folder of its own, deleted in the end.
pub(crate) struct Home(TempDir);

impl Home {
    /// With nothing in it.
    pub(crate) fn empty() -> Self {
        Self(TempDir::with_prefix("hostler-").unwrap())
    }

    /// With the demo company in it.
    pub(crate) fn furnished() -> Self {
        let home = Self::empty();
        // Poisoned when the company could not be made: no other test of this process tries again.
        let _one = MAKING.lock().expect("the demo company can be made, which a test before says");
        let lock = lock();
        lock.lock().unwrap();
        copy_files(&template(), home.path());
        home
    }

    /// Another folder with the same files.
    pub(crate) fn copy(&self) -> Self {
        let home = Self::empty();
        copy_files(self.path(), home.path());
        home
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// `hostler --data HERE …`, with nothing of the caller's environment that could change it.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(BINARY);
        let own = std::env::vars_os().filter(|(name, _)| {
            let name = name.to_string_lossy();
            name.starts_with("HOSTLER_") || name.eq_ignore_ascii_case("http_proxy")
        });
        own.for_each(|(name, _)| {
            command.env_remove(name);
        });
        // Nobody outside is asked.
        command.env("HOSTLER_RATES_FEED", "none");
        // What is due at this hour of the day would happen beside what a test looks at.
        command.env("HOSTLER_AUTOMATION", "false");
        command.current_dir(self.path()).arg("--data").arg(self.path()).args(arguments);
        command
    }

    /// Runs a command to its end: whether it succeeded, and what it said on both channels.
    pub(crate) fn run(&self, arguments: &[&str]) -> (bool, String) {
        let output = self.command(arguments).output().unwrap();
        let said = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8(said).unwrap())
    }
}

fn copy_files(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

fn folder() -> &'static Path {
    Path::new(env!("CARGO_TARGET_TMPDIR"))
}

/// Held while the template is made, looked for or copied, by whichever test process.
fn lock() -> File {
    File::create(folder().join("demo.lock")).unwrap()
}

/// The furnished folder that is copied; made on the first call of a build and day.
fn template() -> PathBuf {
    let binary = fs::metadata(BINARY).unwrap();
    let built = binary.modified().unwrap().duration_since(UNIX_EPOCH).unwrap().as_nanos();
    let now = UNIX_EPOCH.elapsed().unwrap().as_secs();
    let name = format!("demo-{built}-{}", now / 86_400);
    let template = folder().join(&name);
    if template.exists() {
        return template;
    }
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && path.file_name().unwrap().to_string_lossy().starts_with("demo-") {
            fs::remove_dir_all(path).unwrap();
        }
    }
    let home = Home::empty();
    let _ = crate::server::Server::demo(&home, &[]).stop();
    let copied = folder().join(format!("new-{name}"));
    fs::create_dir_all(&copied).unwrap();
    copy_files(home.path(), &copied);
    fs::rename(copied, &template).unwrap();
    template
}
