//! `ImportRows`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Flag, Many, Num, Text, Wrap},
};

/// Brings in what another system has: all rows of a file, or none and what is wrong with each.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct ImportRows {
    /// What the rows are: a word of [`IMPORTED`], or the name of an action that adds one thing.
    pub kind: String,
    /// The file, as CSV or as JSON (a list of objects): columns are named as the parameters of the
    /// action that adds such a thing, and `externalid` is its number in the other system. `client`
    /// is the other system's number of a client, or an e-mail address; `product` that of a
    /// product, or a name; `service`, `invoice` and `ticket` what was imported under that number;
    /// `date` is when a message was written. Nobody is welcomed anew, or told of a ticket.
    pub csv: String,
    /// Says what would be, and keeps nothing.
    pub dryrun: Flag,
}

/// What files hold, by the word for it: its name for people, and the action that adds one by hand.
pub const IMPORTED: [(&str, &str, &str); 32] = [
    ("clients", "Clients", "AddClient"),
    ("clientgroups", "Client groups", "AddClientGroup"),
    ("clientnotes", "Notes about clients", "AddClientNote"),
    ("contacts", "Contacts", "AddContact"),
    ("productgroups", "Product groups", "AddProductGroup"),
    ("products", "Products", "AddProduct"),
    ("productaddons", "Product addons", "AddProductAddon"),
    ("promotions", "Promotions", "AddPromotion"),
    ("services", "Services", "AddClientProduct"),
    ("domains", "Domains", "AddClientDomain"),
    ("servers", "Servers", "AddServer"),
    ("servergroups", "Server groups", "AddServerGroup"),
    ("invoices", "Invoices", "CreateInvoice"),
    ("transactions", "Transactions", "AddTransaction"),
    ("billableitems", "Billable items", "AddBillableItem"),
    ("quotes", "Quotes", "CreateQuote"),
    ("currencies", "Currencies", "AddCurrency"),
    ("taxrules", "Tax rules", "AddTaxRule"),
    ("tickets", "Tickets", "OpenTicket"),
    ("ticketreplies", "Answers to tickets", "AddTicketReply"),
    ("departments", "Departments", "AddSupportDepartment"),
    ("predefinedcategories", "Categories of predefined replies", "AddTicketPredefinedCat"),
    ("predefinedreplies", "Predefined replies", "AddTicketPredefinedReply"),
    ("announcements", "Announcements", "AddAnnouncement"),
    ("articlecategories", "Categories of articles", "AddKnowledgebaseCategory"),
    ("articles", "Articles", "AddKnowledgebaseArticle"),
    ("networkissues", "Network issues", "AddNetworkIssue"),
    ("links", "Counted links", "AddLink"),
    ("todoitems", "To-do items", "AddToDoItem"),
    ("calendarevents", "Calendar entries", "AddCalendarEvent"),
    ("bannedips", "Banned addresses", "AddBannedIp"),
    ("bannedemails", "Banned mail domains", "AddBannedEmail"),
];

/// Columns that stand for a parameter, of kinds that have one of these: under what word of
/// [`IMPORTED`] the thing was imported.
pub const IMPORT_REFERENCES: [(&str, &[&str], &str); 5] = [
    ("client", &["clientid", "userid"], "clients"),
    ("product", &["pid"], "products"),
    ("service", &["serviceid"], "services"),
    ("invoice", &["invoiceid"], "invoices"),
    ("ticket", &["ticketid"], "tickets"),
];

/// Columns that stand for a parameter which other systems call so, of kinds that have it.
pub const IMPORT_ALIASES: [(&str, &str); 1] = [("date", "created")];

impl Action for ImportRows {
    const NAME: &'static str = "ImportRows";
    const ACCESS: Access = Access::Write;
    type Response = ImportRowsResponse;
}

/// The response of `ImportRows`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ImportRowsResponse {
    /// Rows of the file.
    pub rows: Num,
    /// Rows that became something new.
    pub added: Num,
    /// Rows that were brought in before.
    pub known: Num,
    /// Whether the new ones are kept: not with errors, and not when it was only tried.
    pub kept: Bool,
    pub errors: Wrap<ImportErrorList>,
}

/// The list of `errors`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ImportErrorList {
    pub error: Many<ImportError>,
}

/// What is wrong with a row.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ImportError {
    /// As a spreadsheet counts: the names of the columns are row 1.
    pub row: Num,
    /// The column at fault; empty when it is the row as a whole.
    pub column: Text,
    pub message: Text,
}
