//! What the log says of a mail.

/// The ticket was opened.
pub const OPENED: &str = "Ticket Imported Successfully";
/// The reply was added.
pub const REPLIED: &str = "Ticket Reply Imported Successfully";
/// A mail of ours came back, and its line in the list of mails says so.
pub const CAME_BACK: &str = "Delivery Failure Noted";
/// A mail server reports of a mail that is not ours, or is only late.
pub const REPORT: &str = "Delivery Report";
/// Nobody takes mail at the address.
pub const NO_DEPARTMENT: &str = "Department Not Found";
/// The department takes mail of clients only.
pub const CLIENTS_ONLY: &str = "Unregistered Email Address";
/// The department takes answers only.
pub const REPLIES_ONLY: &str = "Only Replies Allowed by Email";
/// A filter names the sender.
pub const SENDER: &str = "Blocked Sender";
/// A filter names a piece of the subject.
pub const SUBJECT: &str = "Blocked Subject";
/// A filter names a piece of the text.
pub const PHRASE: &str = "Blocked Phrase";
/// A program wrote it.
pub const AUTOMATIC: &str = "Automatic Message";
/// The house wrote it.
pub const OWN: &str = "Own Address";
/// The own mail server found it forged.
pub const FORGED: &str = "Sender Not Verified";
/// The sender wrote too often.
pub const TOO_MANY: &str = "Too Many Messages of the Sender";
/// It has no sender that could be answered.
pub const NO_SENDER: &str = "No Sender";
/// It is no mail, or more than a mail should be.
pub const UNREADABLE: &str = "Message Could Not Be Read";
/// It is larger than any mail may be.
pub const TOO_LARGE: &str = "Message Too Large";
