//! What we do otherwise than WHMCS, on purpose: said here once, printed in the documents.

/// Action, difference, reason.
pub const DIFFERENCES: &[(&str, &str)] = &[
    (
        "UpdateInvoice",
        "Lines and amounts of an issued invoice cannot be changed (`Invoice … is issued`): \
         corrections are credit or a new invoice. The setting `allow_editing_issued_invoices` \
         brings WHMCS's behaviour back; every such edit is in the audit log (B16).",
    ),
    ("DeleteContact", "Refused, as a change is, while nobody else gets the client's domain mails."),
    (
        "GenInvoices",
        "A period of an item is invoiced once, guarded by a key in the database: overlapping, \
         repeated or crashed runs make no duplicate and leave no gap (B7).",
    ),
    (
        "AddInvoicePayment",
        "The same transaction id of a gateway is recorded once; a second attempt is refused instead \
         of paying twice (B18). A due date moves once, to the end of the paid period (B19). A \
         draft is published before it is paid.",
    ),
    (
        "UpdateTransaction",
        "Corrects words, date, gateway and rate. Amounts, currency, client, invoice and `credit` are \
         booked: other values are refused, refund the transaction and record another one (B21).",
    ),
    (
        "AddTransaction",
        "Money out of an invoice that its own refund would ask a second person for \
         (`RefundApprovalAbove`) is refused (B20).",
    ),
    (
        "GetTickets",
        "`ignore_dept_assignments` is for programs: a member of staff that was given departments \
         sees their tickets only, in lists and by number.",
    ),
    (
        "CapturePayment",
        "The attempt is written down before the gateway is called; after a crash the gateway is \
         asked, never charged again (B23).",
    ),
    (
        "AddPayMethod",
        "`card_number` takes the id of what the gateway's own form made of a card (Stripe's \
         `pm_…`); a number is refused, except by the sandbox. What remains is a token and the last \
         four digits.",
    ),
    (
        "AddOrder",
        "Amounts with too many digits, negative quantities and prices from clients are refused, \
         not rounded. Stock, promotions and limits hold under concurrent orders (B29, B32).",
    ),
    (
        "DeleteClient",
        "Issued invoices and payments stay with the parties written into them: the law keeps them, \
         so `deletetransactions` is not followed. Everything else about the person is erased, and \
         what waits (orders, services, names) is cancelled. Refused while services run at a \
         provider or domain names are registered, or on their way at a registrar.",
    ),
    (
        "CloseClient",
        "As WHMCS does, services are marked as ended and run on at their provider; \
         `terminateservices` (ours) has them terminated there after the commit. Domains stay until \
         they expire and are not renewed.",
    ),
    (
        "AddClient",
        "A currency or group that does not exist is refused. Cards are ignored with a `warning`: \
         `AddPayMethod` takes what the gateway's own form made of them.",
    ),
    (
        "UpdateClient",
        "The currency stays once there are documents in it (B3). Cards are ignored with a \
         `warning`.",
    ),
    (
        "ValidateLogin",
        "After 3 failures of one address within 15 minutes it is banned for 15 minutes (settings); \
         programs name the person's address as `clientip`, or only accounts are counted. \
         After 20 failures of one account from one network within 15 minutes the answer is a \
         limit. \
         `passwordhash` is left out for users with a second factor.",
    ),
    (
        "ResetPassword",
        "The link is good once, for 30 minutes; its secret is nowhere but in the mail.",
    ),
    ("ResetPassword", "The token is kept as a hash only, works once, and for 30 minutes."),
    (
        "ValidateLogin",
        "Imported bcrypt and phpass hashes are checked and replaced by argon2id at the first \
         log-in. Repeated failures are slowed down.",
    ),
    (
        "ModuleCreate",
        "Whatever times out, a service has at most one live account: an unclear outcome is looked \
         up, never repeated. Failures wait in the module queue.",
    ),
    (
        "ModuleCustom",
        "Cannot be used for what has an action of its own (create, suspend, terminate, …), so that \
         each stays a permission of its own.",
    ),
    (
        "UpdateClientProduct",
        "The status moves by one table; a move that the table does not have is refused.",
    ),
    (
        "UpgradeProduct",
        "Beside keeping the due date, the setting `UpgradeMode` restarts the cycle or waits for \
         the renewal; credit for a downgrade is given if `CreditOnDowngrade` is on (B31).",
    ),
    (
        "GetInvoices",
        "With an empty `status` drafts are listed too, as WHMCS does; `Overdue` is derived.",
    ),
    (
        "OpenTicket",
        "Files are kept under random names and only ever handed out as downloads; at most 10 of \
         10 MiB, and of one client a gibibyte (`ClientAttachmentsLimit`). Clients and guests may \
         attach the endings of `TicketAllowedFileTypes`. An address is no proof of a client: a \
         guest's ticket stays a guest's.",
    ),
    (
        "MergeTicket",
        "Tickets of different clients are not merged: one would read what the other wrote.",
    ),
    (
        "DomainRegister",
        "The call is written down before the registrar is asked; an unclear outcome is looked up \
         at the registrar, never repeated. The same holds for transfers and renewals.",
    ),
    ("DomainRenew", "A paid renewal is carried out once however often its job is tried (B19)."),
    (
        "DomainUpdateWhoisInfo",
        "Contacts and fields that the document does not mention stay as the registrar has them.",
    ),
    (
        "StartTaskTimer",
        "Takes `taskid` and makes a new timer, as live servers do; `timerid` starts an existing \
         timer again, and without such a timer is taken for a task's number.",
    ),
    (
        "SetConfigurationValue",
        "Refused over the API, as WHMCS does; staff doors and the command line may.",
    ),
];

/// The difference of one action.
#[must_use]
pub fn of(action: &str) -> Option<&'static str> {
    DIFFERENCES.iter().find(|(name, _)| *name == action).map(|(_, text)| *text)
}
