//! A session with a registry: TLS, frames behind their length, greeting and login (RFC 5734).

use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use ports::{PortError, UnknownCause};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::BuilderVerifierExt as _;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::account::Account;
use super::reply::Reply;
use super::xml::{self, Node};
use super::{MODULE, frames};

/// Longest time to connect, TLS included.
const CONNECT_TIME_MAX: Duration = Duration::from_secs(5);
/// Longest time for one frame and its answer; a call has several, within the engine's patience.
const FRAME_TIME_MAX: Duration = Duration::from_secs(10);
/// A session that was quiet for so long is asked whether it is still there.
const QUIET_TIME: Duration = Duration::from_secs(2);
/// Registries end quiet sessions after some minutes; an older one is not used again.
const IDLE_TIME_MAX: Duration = Duration::from_secs(120);
/// Longest frame.
const FRAME_BYTES_MAX: usize = 1024 * 1024;
/// The length that stands before a frame, itself included (RFC 5734 section 4).
const HEADER_BYTES: usize = 4;

/// A session in which we are logged in.
pub(super) struct Session {
    stream: TlsStream<TcpStream>,
    account: Account,
    spoken: Vec<&'static str>,
    used: Instant,
}

impl Session {
    /// Connects and logs in.
    ///
    /// # Errors
    /// `NotSent` when there is no session, as nothing was asked for yet; `Configuration` when the
    /// registry does not take our credentials.
    pub(super) async fn open(account: &Account, number: &str) -> Result<Session, PortError> {
        let stream = within(CONNECT_TIME_MAX, connect(account)).await.map_err(not_sent)?;
        let (account, spoken) = (account.clone(), Vec::new());
        let mut session = Session { stream, account, spoken, used: Instant::now() };
        let greeting = session.receive().await.map_err(not_sent)?;
        session.spoken = frames::spoken(&greeting);
        let login = frames::login(&session.account, &greeting, number);
        let said = session.exchange(&login).await.map_err(not_sent)?;
        let reply = Reply::of(&said, number).map_err(not_sent)?;
        match reply.code {
            1000..2000 => Ok(session),
            // The sentence is the registry's; the password is not in it.
            2000..2400 | 2501 => Err(PortError::Configuration {
                module: MODULE,
                setting: "password".to_owned(),
                why: format!("is not taken: {} ({})", reply.message, reply.code),
            }),
            code => Err(not_sent(format!("no login: {} ({code})", reply.message))),
        }
    }

    /// Whether it can serve an account now. The other side may have ended it without our notice.
    pub(super) async fn serves(&mut self, account: &Account) -> bool {
        let quiet = self.used.elapsed();
        if self.account != *account || quiet > IDLE_TIME_MAX {
            return false;
        }
        let hello = Node::new("epp").with(Node::new("hello"));
        quiet < QUIET_TIME
            || self.exchange(&hello).await.is_ok_and(|said| said.at(&["greeting"]).is_some())
    }

    /// Whether both sides speak an extension.
    pub(super) fn speaks(&self, extension: &Node) -> bool {
        self.spoken.contains(&xml::space(extension))
    }

    /// Sends a command once.
    ///
    /// # Errors
    /// `Unknown` when there is no answer or none that can be understood; the session is then of
    /// no more use.
    pub(super) async fn command(&mut self, frame: &Node, number: &str) -> Result<Reply, PortError> {
        let unknown = |cause, why| PortError::Unknown { module: MODULE, cause, why };
        let said = match within(FRAME_TIME_MAX, self.transfer(frame)).await {
            Ok(said) => said,
            Err(why) if why == LATE => return Err(unknown(UnknownCause::Timeout, why)),
            Err(why) => return Err(unknown(UnknownCause::Transport, why)),
        };
        self.used = Instant::now();
        let said = xml::read(&said).and_then(|said| Reply::of(&said, number));
        said.map_err(|why| unknown(UnknownCause::Unreadable, why))
    }

    /// Says good-bye, to a registry that counts sessions.
    pub(super) async fn close(mut self, number: &str) {
        let logout = frames::logout(number);
        let _ = self.exchange(&logout).await;
    }

    async fn exchange(&mut self, frame: &Node) -> Result<Node, String> {
        let said = within(FRAME_TIME_MAX, self.transfer(frame)).await?;
        self.used = Instant::now();
        xml::read(&said)
    }

    async fn receive(&mut self) -> Result<Node, String> {
        let said = within(FRAME_TIME_MAX, read_frame(&mut self.stream)).await?;
        xml::read(&said)
    }

    async fn transfer(&mut self, frame: &Node) -> Result<String, String> {
        let text = xml::frame(frame);
        let said = self.transfer_text(&text).await;
        ports::calls::exchanged(
            text,
            match &said {
                Ok(said) => said.as_str(),
                Err(why) => why,
            },
        );
        said
    }

    async fn transfer_text(&mut self, text: &str) -> Result<String, String> {
        let length = u32::try_from(text.len() + HEADER_BYTES).map_err(|error| error.to_string())?;
        let whole = [&length.to_be_bytes(), text.as_bytes()].concat();
        self.stream.write_all(&whole).await.map_err(broken)?;
        self.stream.flush().await.map_err(broken)?;
        read_frame(&mut self.stream).await
    }
}

const LATE: &str = "no answer in time";

async fn within<T>(
    limit: Duration,
    work: impl Future<Output = Result<T, String>>,
) -> Result<T, String> {
    timeout(limit, work).await.unwrap_or_else(|_| Err(LATE.to_owned()))
}

#[expect(clippy::needless_pass_by_value, reason = "fits map_err")]
fn broken(error: std::io::Error) -> String {
    error.to_string()
}

fn not_sent(why: String) -> PortError {
    PortError::NotSent { module: MODULE, why, retry_after_seconds: None }
}

async fn read_frame(stream: &mut TlsStream<TcpStream>) -> Result<String, String> {
    let mut header = [0; HEADER_BYTES];
    stream.read_exact(&mut header).await.map_err(broken)?;
    let length = usize::try_from(u32::from_be_bytes(header)).map_err(|error| error.to_string())?;
    let length = length.checked_sub(HEADER_BYTES).filter(|length| *length <= FRAME_BYTES_MAX);
    let length = length.ok_or_else(|| "a frame without a length that can be".to_owned())?;
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.map_err(broken)?;
    String::from_utf8(body).map_err(|_| "a frame that is not UTF-8".to_owned())
}

async fn connect(account: &Account) -> Result<TlsStream<TcpStream>, String> {
    let config = config(account).map_err(|error| format!("no TLS: {error}"))?;
    let name = ServerName::try_from(account.host.clone()).map_err(|error| error.to_string())?;
    let stream = TcpStream::connect((account.host.as_str(), account.port)).await;
    let stream = stream.map_err(broken)?;
    stream.set_nodelay(true).map_err(broken)?;
    TlsConnector::from(Arc::new(config)).connect(name, stream).await.map_err(broken)
}

fn config(account: &Account) -> Result<ClientConfig, rustls::Error> {
    crate::http::provide_tls();
    let builder = ClientConfig::builder();
    let builder = if account.authority.is_empty() {
        builder.with_platform_verifier()?
    } else {
        let mut roots = RootCertStore::empty();
        for each in &account.authority {
            roots.add(CertificateDer::from(each.clone()))?;
        }
        builder.with_root_certificates(roots)
    };
    if account.certificate.is_empty() {
        return Ok(builder.with_no_client_auth());
    }
    let chain = account.certificate.iter().cloned().map(CertificateDer::from).collect();
    let key = BASE64_STANDARD.decode(account.private_key.expose()).unwrap_or_default();
    builder.with_client_auth_cert(chain, PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key)))
}
