//! What the back office has set up: people and roles, programs, rules, words and groups.

use engine::Result;
use protocol::wire::{Csv, Flag};
use protocol::{
    AddAdminRole, AddAdminUser, AddApiCredential, AddBannedEmail, AddBannedIp, AddBundle,
    AddClientGroup, AddCustomField, AddLink, AddNotificationRule, AddSecurityQuestion,
    AddServerGroup, AddSpamFilter, AddTicketEscalation, AddTicketPredefinedCat,
    AddTicketPredefinedReply, AddWebHook, CreateOAuthCredential, UpdateProduct, UpdateWebHook,
};

use crate::Making;

/// Name, and what it may do beside looking.
const ROLES: [(&str, &[&str]); 3] = [
    (
        "Support",
        &[
            "AddTicketReply",
            "AddTicketNote",
            "UpdateTicket",
            "OpenTicket",
            "MergeTicket",
            "ModuleSuspend",
            "ModuleUnsuspend",
            "AddClientNote",
            "AddToDoItem",
            "UpdateToDoItem",
            "AddCalendarEvent",
            "UpdateCalendarEvent",
        ],
    ),
    ("Sales", &["AddClient", "AddOrder", "AcceptOrder", "CreateQuote", "UpdateQuote", "SendQuote"]),
    (
        "Accounting",
        &[
            "GetTransactions",
            "AddInvoicePayment",
            "CreateInvoice",
            "UpdateInvoice",
            "RefundInvoice",
            "ApproveRefund",
            "DeclineRefund",
            "VerifyPaymentProof",
            "RejectPaymentProof",
            "GetBankLines",
            "ImportBankStatement",
            "MatchBankLine",
            "IgnoreBankLine",
            "AddBillableItem",
        ],
    ),
];

/// What everybody in the office looks at.
const LOOKS: [&str; 23] = [
    "Search",
    "GetStats",
    "GetClients",
    "GetClientsDetails",
    "GetClientsProducts",
    "GetClientsDomains",
    "GetOrders",
    "GetInvoices",
    "GetInvoice",
    "GetTickets",
    "GetTicket",
    "GetTicketCounts",
    "GetSupportDepartments",
    "GetSupportStatuses",
    "GetToDoItems",
    "GetToDoItemStatuses",
    "GetCalendarEvents",
    "GetStaffNotices",
    "GetQuotes",
    "GetProducts",
    "GetCurrencies",
    "GetPaymentMethods",
    "GetActivityLog",
];

/// Log-in, given name, family name; the role by its place in [`ROLES`].
const STAFF: [(&str, &str, &str, usize); 3] =
    [("bruno", "Bruno", "Keller", 0), ("selma", "Selma", "Aydin", 1), ("theo", "Theo", "Marsh", 2)];

/// Name, text.
const REPLIES: [(&str, &str); 4] = [
    (
        "Reverse DNS is set",
        "Hello {$client_name},\n\nthe name is set; it takes up to an hour to be seen everywhere.",
    ),
    (
        "Please send a traceroute",
        "Could you send us the output of `mtr -rwc 50` to your server, and your own address?",
    ),
    ("Restored from a backup", "The files are back; you find them beside the newer ones."),
    (
        "How an upgrade is charged",
        "You pay the difference for the days that are left of the month, and the new price then.",
    ),
];

/// Code, name, target, source, medium.
const LINKS: [(&str, &str, &str, &str, &str); 3] = [
    ("spring", "Spring letter", "/store", "newsletter", "email"),
    ("forum", "Signature in the forum", "/", "webmasterforum", "referral"),
    ("meetup", "Poster at the meet-up", "/store", "meetup", "offline"),
];

/// Kind, content.
const SPAM: [(&str, &str); 3] = [
    ("sender", "bulk-offers.example"),
    ("subject", "guaranteed first page"),
    ("phrase", "crypto doubling"),
];

/// Sets the back office up; plans and staff are there.
pub(crate) async fn set_up(making: &Making) -> Result<()> {
    people(making).await?;
    programs(making).await?;
    selling(making).await?;
    desk(making).await?;
    guards(making).await
}

async fn people(making: &Making) -> Result<()> {
    let mut roles = Vec::new();
    for (name, acts) in ROLES {
        let names = LOOKS.iter().chain(acts).map(|name| (*name).to_owned());
        let permissions = Csv(names.collect());
        let (kind, name) = ("staff".to_owned(), name.to_owned());
        let made = making
            .call(AddAdminRole { kind, name, permissions, ..AddAdminRole::default() })
            .await?;
        roles.push(made.roleid.id().unwrap_or_default());
    }
    for (login, first, last, role) in STAFF {
        let call = AddAdminUser {
            adminusername: login.to_owned(),
            email: format!("{login}@demo.test"),
            firstname: first.to_owned(),
            lastname: last.to_owned(),
            password2: making.password.clone().into(),
            roleid: roles.get(role).copied().unwrap_or_default(),
            ..AddAdminUser::default()
        };
        making.call(call).await?;
    }
    let groups = [("Key accounts", "#7a5af8", "5", true), ("Non-profits", "#12b76a", "15", false)];
    for (name, colour, discount, exempt) in groups {
        let call = AddClientGroup {
            name: name.to_owned(),
            colour: Some(colour.to_owned()),
            discountpercent: Some(discount.to_owned()),
            suspendterminateexempt: Some(Flag(exempt)),
            separateinvoices: Some(Flag(false)),
            billingday: None,
        };
        making.call(call).await?;
    }
    for question in ["What was the name of your first school?", "Which street did you grow up in?"]
    {
        making.call(AddSecurityQuestion { question: question.to_owned() }).await?;
    }
    let call = AddCustomField {
        r#type: "client".to_owned(),
        name: "How did you find us?".to_owned(),
        fieldtype: Some("dropdown".to_owned()),
        options: Some("Search,A friend,Forum,Conference".to_owned()),
        ..AddCustomField::default()
    };
    making.call(call).await?;
    Ok(())
}

/// Programs that work with the company, and where they are told what happens.
async fn programs(making: &Making) -> Result<()> {
    let call = AddAdminRole {
        kind: "api".to_owned(),
        name: "Reading only".to_owned(),
        permissions: Csv(LOOKS.iter().map(|name| (*name).to_owned()).collect()),
        ..AddAdminRole::default()
    };
    let roleid = making.call(call).await?.roleid.id().unwrap_or_default();
    for description in ["Accounting export, every night", "Status board in the office"] {
        let call = AddApiCredential {
            description: Some(description.to_owned()),
            roleid,
            adminid: Some(1),
            loopbackonly: Flag(true),
        };
        making.call(call).await?;
    }
    let call = CreateOAuthCredential {
        grantType: "authorization_code".to_owned(),
        scope: "openid profile email".to_owned(),
        name: Some("Community forum".to_owned()),
        description: Some("Clients log in to the forum with their account".to_owned()),
        redirectUri: Some("https://forum.northlight.example/callback".to_owned()),
        ..CreateOAuthCredential::default()
    };
    making.call(call).await?;
    let hooks = [
        ("https://books.northlight.example/hooks", "Bookkeeping", "InvoicePaid,InvoiceRefunded"),
        ("https://chat.northlight.example/hooks", "Room of the support", "TicketOpen"),
    ];
    for (url, description, events) in hooks {
        let call = AddWebHook {
            url: url.to_owned(),
            events: Csv(events.split(',').map(str::to_owned).collect()),
            description: Some(description.to_owned()),
        };
        let webhookid = making.call(call).await?.webhookid.id().unwrap_or_default();
        // Nobody listens there: a demo sends nothing out.
        let off =
            UpdateWebHook { webhookid, enabled: Some(Flag(false)), ..UpdateWebHook::default() };
        making.call(off).await?;
    }
    Ok(())
}

async fn selling(making: &Making) -> Result<()> {
    let call = AddServerGroup {
        name: "Portland".to_owned(),
        filltype: Some("least".to_owned()),
        servers: Some(Csv(vec![1, 2])),
    };
    making.call(call).await?;
    let call = AddBundle {
        name: "Shop starter".to_owned(),
        description: Some("A VPS M for the shop and Web Plus for its pages".to_owned()),
        items: Csv(vec!["2:monthly".to_owned(), "6:monthly".to_owned()]),
        price: "17.00".to_owned(),
        ..AddBundle::default()
    };
    making.call(call).await?;
    for (pid, others) in [(1, "5,6"), (2, "6"), (5, "1")] {
        let recommendations = Some(others.to_owned());
        making.call(UpdateProduct { pid, recommendations, ..UpdateProduct::default() }).await?;
    }
    for (code, name, target, source, medium) in LINKS {
        let call = AddLink {
            name: name.to_owned(),
            target: target.to_owned(),
            campaign: Some("Spring".to_owned()),
            source: Some(source.to_owned()),
            medium: Some(medium.to_owned()),
            code: Some(code.to_owned()),
        };
        making.call(call).await?;
    }
    Ok(())
}

/// What helps at the help desk.
async fn desk(making: &Making) -> Result<()> {
    let category = AddTicketPredefinedCat { name: "Everyday".to_owned(), parentid: None };
    let catid = making.call(category).await?.catid.id().unwrap_or_default();
    for (name, reply) in REPLIES {
        let (name, reply) = (name.to_owned(), reply.to_owned());
        making.call(AddTicketPredefinedReply { catid, name, reply }).await?;
    }
    let call = AddTicketEscalation {
        name: "A day without an answer".to_owned(),
        departments: Some("1".to_owned()),
        statuses: Some("Open,Customer-Reply".to_owned()),
        minutes: 24 * 60,
        topriority: Some("High".to_owned()),
        ..AddTicketEscalation::default()
    };
    making.call(call).await?;
    let call = AddNotificationRule {
        name: "Big payments".to_owned(),
        events: Csv(vec!["InvoicePaid".to_owned()]),
        channel: "mail".to_owned(),
        target: "office@demo.test".to_owned(),
        field: Some("total".to_owned()),
        comparison: Some(">".to_owned()),
        value: Some("500".to_owned()),
        title: Some("Invoice {$invoice_id} was paid".to_owned()),
        enabled: Some(Flag(true)),
        ..AddNotificationRule::default()
    };
    making.call(call).await?;
    Ok(())
}

/// What keeps others out.
async fn guards(making: &Making) -> Result<()> {
    for (kind, content) in SPAM {
        let (r#type, content) = (kind.to_owned(), content.to_owned());
        making.call(AddSpamFilter { r#type, content }).await?;
    }
    // Set on the first day of its life, they end three days from now. The addresses are those for
    // documentation (RFC 5737): nobody's.
    let days = Some(u64::try_from(making.days).unwrap_or_default() + 3);
    for (ip, reason) in
        [("203.0.113.66", "Tried stolen cards"), ("198.51.100.0/24", "Registers by the hundred")]
    {
        let (ip, reason) = (ip.to_owned(), reason.to_owned());
        making.call(AddBannedIp { ip, reason, days, expires: None }).await?;
    }
    making.call(AddBannedEmail { domain: "throwaway.example".to_owned() }).await?;
    Ok(())
}
