//! Stands between `virsh` and the daemon, and loses what goes over the wire: packets as in
//! <https://libvirt.org/kbase/internals/rpc.html>.

use std::io::{Read, Write};
use std::net::Shutdown;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use tokio::sync::Notify;

/// A mishap of the next call of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mishap {
    /// It is carried out, and the connection breaks before its answer.
    ReplyLost,
    /// The connection breaks before it arrives.
    Down,
    /// It is carried out, and no answer comes.
    Silence,
}

/// Calls by their numbers in libvirt's `remote_protocol.x`.
pub(crate) const DEFINE: u32 = 350;
/// A machine is started.
pub(crate) const START: u32 = 9;
/// A volume is made.
pub(crate) const MAKE_VOLUME: u32 = 96;
/// A machine is switched off.
pub(crate) const DESTROY: u32 = 12;

const REMOTE: u32 = 0x2000_8086;
const HEAD_BYTES: usize = 28;

type Armed = Arc<Mutex<Option<(u32, Mishap)>>>;

/// A socket that leads to another one.
pub(crate) struct Wire {
    pub(crate) socket: PathBuf,
    armed: Armed,
    silent: Arc<Notify>,
}

impl Wire {
    pub(crate) fn to(daemon: &Path, socket: PathBuf) -> Wire {
        let listener = UnixListener::bind(&socket).unwrap();
        let (armed, silent, daemon) = (Armed::default(), Arc::default(), daemon.to_owned());
        let wire = Wire { socket, armed, silent };
        let (armed, silent) = (wire.armed.clone(), wire.silent.clone());
        std::thread::spawn(move || {
            for client in listener.incoming() {
                connect(client.unwrap(), &daemon, &armed, &silent);
            }
        });
        wire
    }

    /// What happens to the next call with a number.
    pub(crate) fn arm(&self, call: u32, mishap: Mishap) {
        *self.armed.lock().unwrap() = Some((call, mishap));
    }

    /// Waits until an answer was kept back.
    pub(crate) async fn silent(&self) {
        self.silent.notified().await;
    }

    /// Whether it happened.
    pub(crate) fn is_spent(&self) -> bool {
        self.armed.lock().unwrap().is_none()
    }
}

fn connect(client: UnixStream, daemon: &Path, armed: &Armed, silent: &Arc<Notify>) {
    let server = UnixStream::connect(daemon).unwrap();
    let (mut from_client, mut to_client) = (client.try_clone().unwrap(), client);
    let (mut from_server, mut to_server) = (server.try_clone().unwrap(), server);
    // The serial number of the call whose answer is not to come, and what becomes of it.
    let lost: Arc<Mutex<Option<(u32, Mishap)>>> = Arc::default();
    let (armed, silent, awaited) = (armed.clone(), silent.clone(), lost.clone());
    std::thread::spawn(move || {
        while let Some(packet) = packet(&mut from_client) {
            let mishap = taken(&armed, &packet);
            if mishap == Some(Mishap::Down) {
                break;
            }
            if let Some(mishap) = mishap {
                *lost.lock().unwrap() = Some((word(&packet, 20), mishap));
            }
            if to_server.write_all(&packet).is_err() {
                break;
            }
        }
        let _ = to_server.shutdown(Shutdown::Both);
        let _ = from_client.shutdown(Shutdown::Both);
    });
    std::thread::spawn(move || {
        while let Some(packet) = packet(&mut from_server) {
            let awaited = *awaited.lock().unwrap();
            match awaited.filter(|(serial, _)| is_call(&packet) && word(&packet, 20) == *serial) {
                Some((_, Mishap::Silence)) => {
                    silent.notify_one();
                    continue;
                }
                Some(_) => break,
                None => {}
            }
            if to_client.write_all(&packet).is_err() {
                break;
            }
        }
        let _ = to_client.shutdown(Shutdown::Both);
    });
}

/// The mishap that this packet is to have.
fn taken(armed: &Armed, packet: &[u8]) -> Option<Mishap> {
    let mut armed = armed.lock().unwrap();
    let (call, mishap) = (*armed)?;
    let meant = is_call(packet) && word(packet, 12) == call;
    if meant {
        *armed = None;
    }
    meant.then_some(mishap)
}

/// Whether it belongs to a call, and not to what keeps the connection alive.
fn is_call(packet: &[u8]) -> bool {
    word(packet, 4) == REMOTE
}

fn packet(stream: &mut UnixStream) -> Option<Vec<u8>> {
    let mut length = [0; 4];
    stream.read_exact(&mut length).ok()?;
    let bytes = usize::try_from(u32::from_be_bytes(length)).unwrap();
    assert!(bytes >= HEAD_BYTES, "a packet of {bytes} bytes");
    let mut packet = vec![0; bytes];
    packet[..4].copy_from_slice(&length);
    stream.read_exact(&mut packet[4..]).ok()?;
    Some(packet)
}

fn word(packet: &[u8], at: usize) -> u32 {
    u32::from_be_bytes(packet[at..at + 4].try_into().unwrap())
}
