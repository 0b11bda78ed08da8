//! A libvirt of our own, with QEMU in software: it needs neither root nor a processor that helps,
//! and keeps all that it has in a folder that goes with it.

use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::mailboxes::servant;

/// It starts within seconds; a busy machine may need more.
const START_TIME_MAX: Duration = Duration::from_secs(90);

/// A daemon that runs until it is dropped.
pub(crate) struct Daemon {
    child: Child,
    folder: tempfile::TempDir,
}

impl Daemon {
    /// A daemon with the pools `default` and `images`, and in the latter an image of nothing,
    /// `empty.qcow2`.
    pub(crate) fn start() -> Daemon {
        let program = ["/usr/sbin/libvirtd", "/usr/bin/libvirtd", "/usr/local/sbin/libvirtd"];
        let Some(program) = program.iter().find(|program| Path::new(program).exists()) else {
            panic!("no libvirt: `cargo xtask test` installs it, and QEMU");
        };
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path();
        std::fs::set_permissions(home, PermissionsExt::from_mode(0o755)).unwrap();
        for name in ["run", "config", "config/libvirt", "cache", "data", "default", "images"] {
            std::fs::create_dir(home.join(name)).unwrap();
        }
        let sockets = format!("unix_sock_dir = \"{}\"\n", home.join("run").display());
        let nobody_else = "listen_tls = 0\nlisten_tcp = 0\nunix_sock_rw_perms = \"0700\"\n\
            auth_unix_ro = \"none\"\nauth_unix_rw = \"none\"\n";
        let log = format!("log_outputs = \"3:file:{}\"\n", home.join("log").display());
        let config = home.join("libvirtd.conf");
        std::fs::write(&config, format!("{sockets}{nobody_else}{log}")).unwrap();
        // Several daemons would look for free ports in the same place.
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let (first, last) = (free.local_addr().unwrap().port(), u16::MAX);
        let machines = format!(
            "stdio_handler = \"file\"\nsecurity_driver = \"none\"\ncgroup_controllers = []\n\
             namespaces = []\nremote_display_port_min = {first}\n\
             remote_display_port_max = {last}\n\
             remote_websocket_port_min = {first}\nremote_websocket_port_max = {last}\n"
        );
        std::fs::write(home.join("config/libvirt/qemu.conf"), machines).unwrap();
        let mut command = Command::new(program);
        command.arg("-f").arg(&config).stdin(Stdio::null()).stdout(Stdio::null());
        command.stderr(std::fs::File::create(home.join("problems")).unwrap());
        command.env("HOME", home);
        for (name, value) in [
            ("XDG_RUNTIME_DIR", "run"),
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_CACHE_HOME", "cache"),
            ("XDG_DATA_HOME", "data"),
        ] {
            command.env(name, home.join(value));
        }
        // As root it would be the libvirt of this machine.
        if let Some((user, group)) = servant() {
            given(home, user, group);
            command.uid(user).gid(group);
        }
        let daemon = Daemon { child: command.spawn().unwrap(), folder };
        daemon.wait();
        for pool in ["default", "images"] {
            let place = daemon.path(pool).display().to_string();
            daemon.virsh(&["pool-define-as", pool, "dir", "--target", &place]);
            daemon.virsh(&["pool-start", pool]);
        }
        daemon.virsh(&["vol-create-as", "images", "empty.qcow2", "8MiB", "--format", "qcow2"]);
        daemon
    }

    fn wait(&self) {
        let until = Instant::now() + START_TIME_MAX;
        while self.tried(&["version"]).is_none() {
            let log = std::fs::read_to_string(self.path("problems")).unwrap_or_default();
            assert!(Instant::now() < until, "libvirt does not start: {log}");
            std::thread::yield_now();
        }
    }

    /// Its socket.
    pub(crate) fn socket(&self) -> PathBuf {
        self.path("run/libvirt-sock")
    }

    /// Something in its folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// What a command prints, which must succeed.
    #[track_caller]
    pub(crate) fn virsh(&self, words: &[&str]) -> String {
        self.tried(words).unwrap_or_else(|| panic!("virsh {words:?} fails"))
    }

    fn tried(&self, words: &[&str]) -> Option<String> {
        let socket = self.socket();
        let address = format!("qemu+unix:///session?socket={}", socket.display());
        let mut command = Command::new("virsh");
        command.env("LC_ALL", "C").args(["-q", "-c", &address]).args(words);
        let output = command.stdin(Stdio::null()).output().unwrap();
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    /// Puts an image into the pool of images.
    pub(crate) fn add_image(&self, name: &str, from: &Path) {
        let place = self.path("images").join(name);
        std::fs::copy(from, &place).unwrap_or_else(|error| {
            panic!("no {}: `cargo xtask test` makes it: {error}", from.display())
        });
        if let Some((user, group)) = servant() {
            chown(&place, Some(user), Some(group)).unwrap();
        }
    }

    /// The names of its machines.
    pub(crate) fn machines(&self) -> Vec<String> {
        let all = self.virsh(&["list", "--all", "--name"]);
        all.split_whitespace().map(str::to_owned).collect()
    }

    /// The names of the disks in the pool `default`.
    pub(crate) fn disks(&self) -> Vec<String> {
        let all = self.virsh(&["vol-list", "default"]);
        all.lines().filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        let running = self.tried(&["list", "--name"]).unwrap_or_default();
        for name in running.split_whitespace() {
            let _ = self.tried(&["destroy", name]);
        }
        let pid = self.child.id().to_string();
        let _ = Command::new("kill").args(["-TERM", &pid]).status();
        let _ = self.child.wait();
    }
}

/// Gives a folder and all that is in it to somebody.
fn given(path: &Path, user: u32, group: u32) {
    chown(path, Some(user), Some(group)).unwrap();
    if path.is_dir() {
        for entry in std::fs::read_dir(path).unwrap() {
            given(&entry.unwrap().path(), user, group);
        }
    }
}
