//! Files that come with messages: how many, how large, and under which names they are kept.
//!
//! What is kept is only ever handed out as a download: the random name and the bytes say nothing
//! that a browser or a server would run.

use model::ids::{ClientId, TicketId};
use sha2::{Digest as _, Sha256};
use store::billing::payers;
use store::support::attachments::{self, NewFile, Owner};

use crate::system::settings::{CLIENT_FILES_MIB, TICKET_FILE_TYPES};
use crate::{Act, Result, invalid, too_much};

/// The largest file.
pub const FILE_BYTES_MAX: usize = 10 * 1024 * 1024;
/// The most files of one message.
pub const FILES_MAX: usize = 10;
/// The most bytes of one message.
pub const MESSAGE_BYTES_MAX: usize = 25 * 1024 * 1024;
/// Bytes of a mebibyte.
const MIB: i64 = 1024 * 1024;
/// Said to a client whose files take up all there is for them.
const NO_ROOM: &str = "There is no room left for your files: ask us to delete old ones";
/// The longest name, in characters.
const NAME_CHARS_MAX: usize = 120;
/// Letters of a random name: 190 bits.
pub(super) const RANDOM_NAME_LENGTH: usize = 32;

/// A file as it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// The sender's name for it.
    pub name: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// Refuses what is too much, or of a kind that clients may not send.
///
/// # Errors
/// Refused with a sentence for the sender.
pub fn check(act: &Act, files: &[Sent]) -> Result<()> {
    let files: Vec<_> = files.iter().map(|file| (&*file.name, file.bytes.len())).collect();
    let endings = act.settings.text(TICKET_FILE_TYPES);
    check_sizes_and_types(&files, (!act.caller.actor.is_office()).then_some(endings))
}

/// The same of names and sizes (bytes) alone; `endings` as the setting has them, none for somebody
/// who may send any kind.
///
/// # Errors
/// Refused with a sentence for the sender.
pub fn check_sizes_and_types(files: &[(&str, usize)], endings: Option<&str>) -> Result<()> {
    if files.len() > FILES_MAX {
        let said = format!("At most {FILES_MAX} files can be attached");
        return Err(too_much(said).at("attachments"));
    }
    let all = files.iter().map(|(_, bytes)| *bytes).fold(0_usize, usize::saturating_add);
    if files.iter().any(|(_, bytes)| *bytes > FILE_BYTES_MAX) || all > MESSAGE_BYTES_MAX {
        return Err(too_much("The attached files are too large").at("attachments"));
    }
    let Some(endings) = endings.map(str::to_lowercase) else { return Ok(()) };
    match files.iter().find(|(name, _)| !is_allowed(&clean(name), &endings)) {
        Some(_) => Err(invalid("attachments", "This type of file cannot be attached")),
        None => Ok(()),
    }
}

/// Refuses a client's files for which it has no room left. Who has no account yet has none either:
/// there the limits of mails and tickets hold.
///
/// # Errors
/// Invalid, naming the field as the wire calls it.
pub async fn check_room(
    act: &mut Act,
    client: ClientId,
    field: &'static str,
    bytes: usize,
) -> Result<()> {
    if bytes == 0 {
        return Ok(());
    }
    match room(act, client).await? {
        Some(room) if bytes > room => Err(invalid(field, NO_ROOM)),
        _ => Ok(()),
    }
}

/// How many bytes more a client may have kept; `None` for any number. Until the transaction ends
/// nobody else counts them, so this comes before the lock of a ticket: who needs both takes the
/// client's first.
///
/// # Errors
/// When the database fails.
pub(super) async fn room(act: &mut Act, client: ClientId) -> Result<Option<usize>> {
    let most = act.settings.number(CLIENT_FILES_MIB).filter(|most| *most > 0);
    let Some(most) = most.filter(|_| client.0 != 0) else { return Ok(None) };
    payers::lock(&mut act.conn, client).await?;
    let used = attachments::sent_by(&mut act.conn, client).await?;
    let room = most.saturating_mul(MIB).saturating_sub(used).max(0);
    Ok(Some(usize::try_from(room).unwrap_or(usize::MAX)))
}

/// Bytes of files together.
pub(super) fn bytes_of(files: &[Sent]) -> usize {
    files.iter().map(|file| file.bytes.len()).sum()
}

/// Whether clients may send a file of that name.
#[must_use]
pub fn is_allowed_name(act: &Act, name: &str) -> bool {
    is_allowed(&clean(name), &act.settings.text(TICKET_FILE_TYPES).to_lowercase())
}

/// Keeps files with a message or note.
///
/// # Errors
/// When the database fails.
pub async fn keep(act: &mut Act, ticket: TicketId, owner: Owner, files: &[Sent]) -> Result<()> {
    for file in files {
        let name = act.engine.world().chance.base62(RANDOM_NAME_LENGTH);
        let sha256 = model::hex::hex(&Sha256::digest(&file.bytes));
        let new = NewFile { name: &name, sha256: &sha256, bytes: &file.bytes, at: act.at() };
        attachments::add(&mut act.conn, ticket, owner, &clean(&file.name), &new).await?;
    }
    Ok(())
}

/// Whether the name ends in one of the endings, given as `.jpg,.png`; none given allows all.
fn is_allowed(name: &str, endings: &str) -> bool {
    let name = name.to_lowercase();
    let mut endings = endings.split(',').map(str::trim).filter(|ending| !ending.is_empty());
    endings.clone().next().is_none() || endings.any(|ending| name.ends_with(ending))
}

/// A name that is only a name: no folders, controls, or characters that turn the text around.
#[must_use]
pub fn clean(name: &str) -> String {
    let last = name.rsplit(['/', '\\', ':']).next().unwrap_or_default();
    let kept: String = last.chars().filter(|c| is_plain(*c)).collect();
    let kept = kept.trim_matches([' ', '.']);
    let length = kept.chars().count();
    // The end is kept: it says what the file is.
    let short: String = kept.chars().skip(length.saturating_sub(NAME_CHARS_MAX)).collect();
    if short.is_empty() { "file".to_owned() } else { short }
}

fn is_plain(c: char) -> bool {
    let turns =
        matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}');
    !c.is_control() && !turns && !"\"'<>|?*;&%".contains(c)
}

#[cfg(test)]
mod tests {
    use super::{
        FILE_BYTES_MAX, FILES_MAX, NAME_CHARS_MAX, check_sizes_and_types, clean, is_allowed,
    };

    #[test]
    fn what_is_sent_is_looked_at() {
        let many = vec![("a.png", 1); FILES_MAX + 1];
        let large = FILE_BYTES_MAX;
        for (files, endings, expected) in [
            (vec![("a.png", 1), ("b.TXT", 1)], Some(".png,.txt"), None),
            (vec![("a.exe", 1)], Some(".png"), Some("This type of file cannot be attached")),
            (vec![("a.exe", 1)], Some(""), None),
            (vec![("a.exe", 1)], None, None),
            (many, None, Some("At most 10 files can be attached")),
            (vec![("a", large + 1)], None, Some("The attached files are too large")),
            (vec![("a", large); 3], None, Some("The attached files are too large")),
            (vec![("a", large); 2], None, None),
        ] {
            let found = check_sizes_and_types(&files, endings).err();
            let found = found.map(|fault| fault.refusal().unwrap().said.to_string());
            assert_eq!(found.as_deref(), expected, "{files:?}");
        }
    }

    #[test]
    fn names_become_harmless() {
        let long = format!("{}.txt", "a".repeat(300));
        for (sent, kept) in [
            ("photo.png", "photo.png"),
            ("../../etc/passwd", "passwd"),
            ("C:\\temp\\a.exe", "a.exe"),
            ("a\r\nb.txt", "ab.txt"),
            ("a\0.php", "a.php"),
            ("\u{202e}gpj.exe", "gpj.exe"),
            ("<script>.svg", "script.svg"),
            ("..", "file"),
            ("", "file"),
            ("Größe.pdf", "Größe.pdf"),
        ] {
            assert_eq!(clean(sent), kept, "{sent:?}");
        }
        let kept = clean(&long);
        assert!(kept.ends_with(".txt") && kept.chars().count() == NAME_CHARS_MAX, "{kept}");
    }

    #[test]
    fn endings_are_compared_without_case() {
        for (name, endings, expected) in [
            ("a.PNG", ".jpg,.png", true),
            ("a.png.exe", ".jpg, .png", false),
            ("png", ".png", false),
            ("a.exe", "", true),
        ] {
            assert_eq!(is_allowed(name, endings), expected, "{name} {endings}");
        }
    }
}
