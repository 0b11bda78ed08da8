//! Mailboxes on a real Dovecot, over IMAP and POP3.

use std::os::unix::fs::{PermissionsExt, chown};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use modules::mail::{MailServerBoxes, Security};
use ports::mailbox::{MailboxAccount, MailboxProtocol, Mailboxes as _};
use ports::{PortError, contract};

const PASSWORD: &str = "s3cret \"pass\\word\"";
/// The server starts within a second; a busy machine may need more.
const START_TIME_MAX: Duration = Duration::from_secs(60);

/// The ports that a server listens on.
struct Ports {
    imap: u16,
    imaps: u16,
    pop3: u16,
    pop3s: u16,
}

/// A server that runs until it is dropped.
struct Server {
    child: Child,
    ports: Ports,
    authority: Vec<u8>,
    folder: tempfile::TempDir,
}

impl Server {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path();
        std::fs::set_permissions(home, PermissionsExt::from_mode(0o755)).unwrap();
        certify(home);
        for name in ["run", "state", "mail"] {
            std::fs::create_dir(home.join(name)).unwrap();
        }
        let port = || {
            let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
            listener.local_addr().unwrap().port()
        };
        let ports = Ports { imap: port(), imaps: port(), pop3: port(), pop3s: port() };
        let config = home.join("dovecot.conf");
        std::fs::write(&config, configuration(home, &ports)).unwrap();
        let program = ["/usr/sbin/dovecot", "/usr/bin/dovecot", "/usr/local/sbin/dovecot"];
        let Some(program) = program.iter().find(|program| Path::new(program).exists()) else {
            panic!("no Dovecot: `cargo xtask test` installs it");
        };
        let child = Command::new(program)
            .args(["-F".as_ref(), "-c".as_ref(), config.as_os_str()])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let authority = std::fs::read(home.join("authority.pem")).unwrap();
        let server = Self { child, ports, authority, folder };
        let until = Instant::now() + START_TIME_MAX;
        for port in [server.ports.imap, server.ports.pop3s] {
            while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
                assert!(Instant::now() < until, "Dovecot does not start: {}", server.log());
                std::thread::yield_now();
            }
        }
        server
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    /// Makes a mailbox with messages, oldest first.
    fn fill(&self, user: &str, messages: &[&[u8]]) {
        let mailbox = self.folder.path().join("mail").join(user);
        for part in ["new", "cur", "tmp"] {
            std::fs::create_dir_all(mailbox.join(part)).unwrap();
        }
        for (index, message) in messages.iter().enumerate() {
            let name = format!("{}.M{index}.here", 1_700_000_000 + index);
            std::fs::write(mailbox.join("new").join(name), message).unwrap();
        }
        if let Some((user, group)) = servant() {
            for path in
                [mailbox.clone(), mailbox.join("new"), mailbox.join("cur"), mailbox.join("tmp")]
            {
                chown(&path, Some(user), Some(group)).unwrap();
            }
            for entry in std::fs::read_dir(mailbox.join("new")).unwrap() {
                chown(entry.unwrap().path(), Some(user), Some(group)).unwrap();
            }
        }
    }

    fn account(&self, protocol: MailboxProtocol, security: Security, user: &str) -> MailboxAccount {
        let port = match (protocol, security) {
            (MailboxProtocol::Imap, Security::Tls) => self.ports.imaps,
            (MailboxProtocol::Imap, _) => self.ports.imap,
            (MailboxProtocol::Pop3, Security::Tls) => self.ports.pop3s,
            (MailboxProtocol::Pop3, _) => self.ports.pop3,
        };
        let (host, user) = ("localhost".to_owned(), user.to_owned());
        MailboxAccount { protocol, host, port, security, user, password: PASSWORD.into() }
    }

    fn boxes(&self) -> MailServerBoxes {
        MailServerBoxes::trusting(&self.authority).unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The master ends its children when it is asked to, and not when it is killed.
        let pid = self.child.id().to_string();
        let _ = Command::new("kill").args(["-TERM", &pid]).status();
        let _ = self.child.wait();
    }
}

/// Who runs what must not run as root: nobody, where this does.
pub(crate) fn servant() -> Option<(u32, u32)> {
    use std::os::unix::fs::MetadataExt as _;
    let own = std::fs::metadata("/proc/self").unwrap();
    (own.uid() == 0).then_some((65_534, 65_534))
}

/// A certificate for `localhost`, of an authority made for it.
fn certify(folder: &Path) {
    let python = std::env::var_os("HOSTLER_E2E_PYTHON")
        .unwrap_or_else(|| panic!("HOSTLER_E2E_PYTHON is not set; `cargo xtask test` prepares it"));
    let script = "import sys, trustme\n\
        authority = trustme.CA()\n\
        server = authority.issue_cert('localhost')\n\
        authority.cert_pem.write_to_path(sys.argv[1] + '/authority.pem')\n\
        server.private_key_and_cert_chain_pem.write_to_path(sys.argv[1] + '/server.pem')\n";
    let made = Command::new(python).args(["-B", "-c", script]).arg(folder).status().unwrap();
    assert!(made.success());
}

fn configuration(home: &Path, ports: &Ports) -> String {
    use std::os::unix::fs::MetadataExt as _;
    let own = std::fs::metadata("/proc/self").unwrap();
    let (user, group) = servant().unwrap_or((own.uid(), own.gid()));
    let name = |file: &str, id: u32| {
        let text = std::fs::read_to_string(file).unwrap();
        let mut lines = text.lines().map(|line| line.split(':').collect::<Vec<_>>());
        let found = lines.find(|parts| parts.get(2) == Some(&id.to_string().as_str()));
        found.map_or_else(|| id.to_string(), |parts| parts[0].to_owned())
    };
    let (user_name, group_name) = (name("/etc/passwd", user), name("/etc/group", group));
    std::fs::write(home.join("users"), format!("all:{{PLAIN}}{PASSWORD}\n")).unwrap();
    include_str!("mailboxes/dovecot.conf")
        .replace("HOME", &home.display().to_string())
        .replace("USER_ID", &user.to_string())
        .replace("GROUP_ID", &group.to_string())
        .replace("USER_NAME", &user_name)
        .replace("GROUP_NAME", &group_name)
        .replace("IMAPS_PORT", &ports.imaps.to_string())
        .replace("IMAP_PORT", &ports.imap.to_string())
        .replace("POP3S_PORT", &ports.pop3s.to_string())
        .replace("POP3_PORT", &ports.pop3.to_string())
}

const FIRST: &[u8] = b"From: a@example.com\r\nSubject: first\r\n\r\n.\r\n..dots\r\n.\r\n";
const SECOND: &[u8] =
    b"From: b@example.com\r\nSubject: Gr\xc3\xb6\xc3\x9fe\r\n\r\nsecond {5}\r\nh1 OK\r\n";

#[tokio::test]
async fn mailboxes_keep_the_contract() {
    let server = Server::start();
    let boxes = server.boxes();
    for (user, protocol, security) in [
        ("imaptls", MailboxProtocol::Imap, Security::Tls),
        ("imapstart", MailboxProtocol::Imap, Security::StartTls),
        ("imapclear", MailboxProtocol::Imap, Security::None),
        ("poptls", MailboxProtocol::Pop3, Security::Tls),
        ("popstart", MailboxProtocol::Pop3, Security::StartTls),
        ("popclear", MailboxProtocol::Pop3, Security::None),
    ] {
        server.fill(user, &[FIRST, SECOND]);
        let account = server.account(protocol, security, user);
        contract::mailbox::run(&boxes, &account, [FIRST, SECOND]).await;
    }
}

#[tokio::test]
async fn large_messages_come_whole_and_only_as_far_as_wanted() {
    let server = Server::start();
    let boxes = server.boxes();
    let line = format!("{}\r\n", "x".repeat(200));
    let long =
        format!("From: a@example.com\r\n\r\n{}{}\r\n", line.repeat(10_000), "y".repeat(300_000));
    for (user, protocol) in [("bigimap", MailboxProtocol::Imap), ("bigpop", MailboxProtocol::Pop3)]
    {
        let empty = b"From: b@example.com\r\n\r\n";
        server.fill(user, &[long.as_bytes(), empty]);
        let account = server.account(protocol, Security::Tls, user);
        let mut open = boxes.open(&account).await.unwrap();
        let waiting = open.waiting().await.unwrap();
        assert_eq!(waiting[0].bytes, u64::try_from(long.len()).unwrap());
        let whole = open.message(&waiting[0], long.len()).await.unwrap().unwrap();
        assert!(whole == long.as_bytes(), "{user}: {} of {} bytes", whole.len(), long.len());
        let head = open.message(&waiting[0], 1_000).await.unwrap().unwrap();
        assert!(long.as_bytes().starts_with(head.trim_ascii_end()), "{user}: the beginning");
        assert!(head.len() <= 1_000 && head.starts_with(b"From: a@example.com\r\n"), "{user}");
        let short = open.message(&waiting[1], 1_000).await.unwrap().unwrap();
        assert!(
            short.starts_with(b"From: b@example.com\r\n"),
            "{user}: what follows is read right"
        );
        open.close().await.unwrap();
    }
}

#[tokio::test]
async fn what_keeps_us_out_is_told_apart() {
    let server = Server::start();
    server.fill("box", &[FIRST]);
    for protocol in [MailboxProtocol::Imap, MailboxProtocol::Pop3] {
        let good = server.account(protocol, Security::Tls, "box");
        let strangers = MailServerBoxes::new().unwrap();
        let error = strangers.open(&good).await.map(drop).unwrap_err();
        assert!(matches!(&error, PortError::Configuration { .. }), "unknown authority: {error}");
        let boxes = server.boxes();
        let other_name = MailboxAccount { host: "127.0.0.1".to_owned(), ..good.clone() };
        let error = boxes.open(&other_name).await.map(drop).unwrap_err();
        assert!(matches!(&error, PortError::Configuration { .. }), "another name: {error}");
        for user in ["", "a\r\nb"] {
            let odd = MailboxAccount { user: user.to_owned(), ..good.clone() };
            let error = boxes.open(&odd).await.map(drop).unwrap_err();
            assert!(matches!(&error, PortError::Configuration { .. }), "{user:?}: {error}");
        }
        let unused = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = unused.local_addr().unwrap().port();
        drop(unused);
        let nobody = MailboxAccount { port, ..good };
        let error = boxes.open(&nobody).await.map(drop).unwrap_err();
        assert!(matches!(&error, PortError::NotSent { .. }), "{error}");
    }
}
