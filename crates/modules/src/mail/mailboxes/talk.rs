//! A connection on which lines go to and fro, with limits on their length and on the time.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use ports::mail::MailSecurity;
use ports::mailbox::MailboxAccount;
use ports::{PortError, UnknownCause};
use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use tokio::io::AsyncWriteExt as _;
use tokio::io::{AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _, AsyncWrite, BufReader};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use super::{MODULE, wrong};

/// A server that says nothing for so long is given up.
const SILENCE: Duration = Duration::from_secs(30);
/// The longest line that is not part of a message: a list of all numbers in a large mailbox.
const LINE_BYTES_MAX: usize = 1024 * 1024;

trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<S: AsyncRead + AsyncWrite + Unpin + Send> Stream for S {}

/// The connection.
pub(super) struct Talk {
    stream: BufReader<Box<dyn Stream>>,
}

impl Talk {
    /// Connects, with TLS at once where the account says so.
    pub(super) async fn connect(
        account: &MailboxAccount,
        tls: &Arc<ClientConfig>,
    ) -> Result<Self, PortError> {
        let address = (account.host.as_str(), account.port);
        let connected = tokio::time::timeout(SILENCE, TcpStream::connect(address)).await;
        let socket = match connected {
            Ok(Ok(socket)) => socket,
            Ok(Err(error)) => return Err(not_reached(error)),
            Err(_) => return Err(not_reached("no answer in time")),
        };
        let plain = Self { stream: BufReader::new(Box::new(socket)) };
        match account.security {
            MailSecurity::Tls => plain.secured(&account.host, tls).await,
            MailSecurity::StartTls | MailSecurity::None => Ok(plain),
        }
    }

    /// The same connection under TLS. What came before it and was not asked for is somebody else's.
    pub(super) async fn secured(
        self,
        host: &str,
        tls: &Arc<ClientConfig>,
    ) -> Result<Self, PortError> {
        if !self.stream.buffer().is_empty() {
            return Err(unreadable("more than one answer before TLS"));
        }
        let name = ServerName::try_from(host.to_owned()).map_err(|error| wrong("host", error))?;
        let connector = TlsConnector::from(Arc::clone(tls));
        let socket = self.stream.into_inner();
        let secured = tokio::time::timeout(SILENCE, connector.connect(name, socket)).await;
        match secured {
            Ok(Ok(stream)) => Ok(Self { stream: BufReader::new(Box::new(stream)) }),
            Ok(Err(error)) if error.kind() == std::io::ErrorKind::InvalidData => {
                Err(wrong("host, port or security", error))
            }
            Ok(Err(error)) => Err(not_reached(error)),
            Err(_) => Err(not_reached("no TLS in time")),
        }
    }

    /// Says a line.
    pub(super) async fn say(&mut self, line: &str) -> Result<(), PortError> {
        let said = async {
            self.stream.write_all(format!("{line}\r\n").as_bytes()).await?;
            self.stream.flush().await
        };
        in_time(said).await
    }

    /// The next line, without its break.
    pub(super) async fn line(&mut self) -> Result<String, PortError> {
        let line = self.piece(LINE_BYTES_MAX).await?;
        if !line.ends_with(b"\n") {
            return Err(unreadable("a line without an end"));
        }
        Ok(String::from_utf8_lossy(&line).trim_end_matches(['\r', '\n']).to_owned())
    }

    /// The bytes up to the next line break and with it, or so many of them.
    pub(super) async fn piece(&mut self, most: usize) -> Result<Vec<u8>, PortError> {
        let mut piece = Vec::new();
        let most = u64::try_from(most).unwrap_or(u64::MAX);
        in_time((&mut self.stream).take(most).read_until(b'\n', &mut piece)).await?;
        if piece.is_empty() {
            return Err(broke("the server hung up"));
        }
        Ok(piece)
    }

    /// So many bytes, of which the first `most` are kept.
    pub(super) async fn bytes(&mut self, count: u64, most: usize) -> Result<Vec<u8>, PortError> {
        let kept = count.min(u64::try_from(most).unwrap_or(u64::MAX));
        let mut bytes = Vec::new();
        let mut left = kept;
        while left > 0 {
            let mut some = (&mut self.stream).take(left.min(65_536));
            let got = in_time(some.read_to_end(&mut bytes)).await?;
            let got = u64::try_from(got).unwrap_or(0);
            if got == 0 {
                return Err(broke("the server hung up"));
            }
            left -= got;
        }
        let mut rest = (&mut self.stream).take(count - kept);
        let mut bin = vec![0; 65_536];
        loop {
            if in_time(rest.read(&mut bin)).await? == 0 {
                break;
            }
        }
        Ok(bytes)
    }
}

async fn in_time<T>(work: impl Future<Output = std::io::Result<T>>) -> Result<T, PortError> {
    match tokio::time::timeout(SILENCE, work).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(error)) => Err(broke(error)),
        Err(_) => Err(PortError::Unknown {
            module: MODULE,
            cause: UnknownCause::Timeout,
            why: "the server fell silent".to_owned(),
        }),
    }
}

fn not_reached(why: impl ToString) -> PortError {
    PortError::NotSent { module: MODULE, why: why.to_string(), retry_after_seconds: None }
}

fn broke(why: impl ToString) -> PortError {
    let cause = UnknownCause::Transport;
    PortError::Unknown { module: MODULE, cause, why: why.to_string() }
}

/// An answer that is none.
pub(super) fn unreadable(why: impl ToString) -> PortError {
    let cause = UnknownCause::Unreadable;
    PortError::Unknown { module: MODULE, cause, why: why.to_string() }
}
