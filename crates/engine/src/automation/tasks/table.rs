//! The table itself: every task, in the order of a day.

use std::time::Duration;

use super::{Base, Every, Find, Many, One, Task, Whole, Work};
use crate::automation::{
    abandoned, captures, cards, clients, commissions, completions, counters, domains, escalations,
    files, invoicing, late_fees, mailboxes, names, notices, rates, reconcile, retention, services,
    tickets, upkeep, usage, vat,
};
use crate::system::settings::{self, Settings};

/// Every task, in the order of a day.
pub const TASKS: &[Task] = &[
    upkeep(
        "ResolveCharges",
        "Resolve Charges Without An Outcome",
        Every::Minutes(10),
        always,
        |cx, scope| Box::pin(captures::resolve(cx, scope)),
    ),
    upkeep(
        "CurrencyUpdateExchangeRates",
        "Update Exchange Rates",
        Every::Day,
        |settings| settings.on(settings::RATES_DAILY),
        |cx, scope| Box::pin(rates::update(cx, scope)),
    ),
    Task {
        after: &["CurrencyUpdateExchangeRates"],
        ..upkeep(
            "CurrencyUpdateProductPricing",
            "Update Product Prices",
            Every::Day,
            |settings| settings.on(settings::PRICES_DAILY),
            |cx, scope| Box::pin(rates::reprice(cx, scope)),
        )
    },
    // These two look at what modules did since yesterday, before today asks more of them.
    daily(
        "AutoClientStatusSync",
        "Client Status Update",
        |settings| settings.number(settings::CLIENT_STATUS) == Some(2),
        &[],
        |c, scope| Box::pin(clients::find(c, scope)),
        |act, id, scope| Box::pin(clients::one(act, id, scope)),
    ),
    daily(
        "DomainExpiryStatus",
        "Domain Expiry Life Cycle",
        always,
        &[],
        |c, scope| Box::pin(domains::find_expired(c, scope)),
        |act, id, scope| Box::pin(domains::move_on(act, id, scope)),
    ),
    upkeep(
        "UpdateServerUsage",
        "Update Usage Statistics",
        Every::Day,
        |settings| settings.on(settings::USAGE_DAILY),
        |cx, scope| Box::pin(usage::update(cx, scope)),
    ),
    daily(
        "OverageBilling",
        "Overage Billing Charges",
        charges_overage,
        &["UpdateServerUsage"],
        |c, scope| Box::pin(usage::find_over(c, scope)),
        |act, id, scope| Box::pin(usage::charge(act, id, scope)),
    ),
    Task {
        work: Work::Each {
            find: |c, scope| Box::pin(invoicing::find(c, scope)),
            one: |act, id, scope| Box::pin(invoicing::one(act, id, scope)),
            real: None,
            many: Some(Many {
                decide: |c, terms, ids| Box::pin(invoicing::decide(c, terms, ids)),
                write: |act, decided, scope| Box::pin(invoicing::write(act, decided, scope)),
            }),
        },
        ..daily(
            "CreateInvoices",
            "Generate Due Invoices",
            always,
            &["DomainExpiryStatus", "OverageBilling"],
            |c, scope| Box::pin(invoicing::find(c, scope)),
            |act, id, scope| Box::pin(invoicing::one(act, id, scope)),
        )
    },
    daily(
        "AddLateFees",
        "Add Late Fees",
        late_fees::is_on,
        &["CreateInvoices"],
        |c, scope| Box::pin(late_fees::find(c, scope)),
        |act, id, scope| Box::pin(late_fees::one(act, id, scope)),
    ),
    braked(
        Task {
            work: Work::Each {
                find: |c, scope| Box::pin(captures::find(c, scope)),
                one: |act, id, scope| Box::pin(captures::would(act, id, scope)),
                real: Some(|cx, id, scope| Box::pin(captures::charge(cx, id, scope))),
                many: None,
            },
            ..daily(
                "ProcessCreditCardPayments",
                "Attempt CC Captures",
                always,
                &["CreateInvoices", "AddLateFees"],
                |c, scope| Box::pin(captures::find(c, scope)),
                |act, id, scope| Box::pin(captures::would(act, id, scope)),
            )
        },
        Base::Clients,
    ),
    daily(
        "InvoiceReminders",
        "Invoice & Overdue Reminders",
        always,
        &["CreateInvoices", "ProcessCreditCardPayments"],
        |c, scope| Box::pin(notices::find(c, scope)),
        |act, id, scope| Box::pin(notices::one(act, id, scope)),
    ),
    daily(
        "DomainRenewalNotices",
        "Domain Renewal Notices",
        always,
        &["DomainExpiryStatus"],
        |c, scope| Box::pin(domains::find_expiring(c, scope)),
        |act, id, scope| Box::pin(domains::tell(act, id, scope)),
    ),
    // These two come before services are ended: whether a module has ended one by then would decide
    // if its invoice goes today or tomorrow, and what is still asked of the client meanwhile.
    daily(
        "OrderAutoCancellation",
        "Cancel Abandoned Orders",
        |settings| has(settings, settings::CANCEL_ORDER_DAYS),
        &["ProcessCreditCardPayments", "InvoiceReminders"],
        |c, scope| Box::pin(abandoned::find_orders(c, scope)),
        |act, id, scope| Box::pin(abandoned::cancel_order(act, id, scope)),
    ),
    daily(
        "InvoiceAutoCancellation",
        "Cancel Abandoned Invoices",
        |settings| has(settings, settings::CANCEL_INVOICE_DAYS),
        &["ProcessCreditCardPayments", "InvoiceReminders", "OrderAutoCancellation"],
        |c, scope| Box::pin(abandoned::find_invoices(c, scope)),
        |act, id, scope| Box::pin(abandoned::cancel_invoice(act, id, scope)),
    ),
    braked(
        daily(
            "CancellationRequests",
            "Process Cancellation Requests",
            |settings| settings.on(settings::CANCEL_REQUESTS),
            &["ProcessCreditCardPayments", "InvoiceReminders", "InvoiceAutoCancellation"],
            |c, scope| Box::pin(services::find(services::Kind::Cancel, c, scope)),
            |act, id, scope| Box::pin(services::one(services::Kind::Cancel, act, id, scope)),
        ),
        Base::Services,
    ),
    braked(
        daily(
            "AutoSuspensions",
            "Overdue Suspensions",
            services::may_suspend,
            &["ProcessCreditCardPayments", "InvoiceAutoCancellation", "CancellationRequests"],
            |c, scope| Box::pin(services::find(services::Kind::Suspend, c, scope)),
            |act, id, scope| Box::pin(services::one(services::Kind::Suspend, act, id, scope)),
        ),
        Base::Services,
    ),
    braked(
        daily(
            "AutoTerminations",
            "Overdue Terminations",
            always,
            &[
                "ProcessCreditCardPayments",
                "InvoiceReminders",
                "InvoiceAutoCancellation",
                "CancellationRequests",
                "AutoSuspensions",
            ],
            |c, scope| Box::pin(services::find(services::Kind::Terminate, c, scope)),
            |act, id, scope| Box::pin(services::one(services::Kind::Terminate, act, id, scope)),
        ),
        Base::Services,
    ),
    braked(
        daily(
            "FixedTermTerminations",
            "Fixed Term Terminations",
            |settings| settings.on(settings::FIXED_TERMS),
            &["InvoiceAutoCancellation", "CancellationRequests", "AutoTerminations"],
            |c, scope| Box::pin(services::find(services::Kind::EndTerm, c, scope)),
            |act, id, scope| Box::pin(services::one(services::Kind::EndTerm, act, id, scope)),
        ),
        Base::Services,
    ),
    daily(
        "RecurringLimits",
        "Recurring Cycles Limits",
        always,
        &["ProcessCreditCardPayments", "FixedTermTerminations"],
        |c, scope| Box::pin(completions::find(c, scope)),
        |act, id, scope| Box::pin(completions::one(act, id, scope)),
    ),
    daily(
        "CreditCardExpiryNotices",
        "Credit Card Expiry Notices",
        |settings| has(settings, settings::CARD_NOTICE_DAY),
        &[],
        |c, scope| Box::pin(cards::find(c, scope)),
        |act, id, scope| Box::pin(cards::one(act, id, scope)),
    ),
    daily(
        "AffiliateCommissions",
        "Affiliate Commissions",
        |settings| settings.on(settings::AFFILIATES),
        &["ProcessCreditCardPayments"],
        |c, scope| Box::pin(commissions::find(c, scope)),
        |act, id, scope| Box::pin(commissions::one(act, id, scope)),
    ),
    upkeep("MoveFiles", "File Storage", Every::Minutes(5), always, |cx, scope| {
        Box::pin(files::move_new(cx, scope))
    }),
    upkeep("ReadCounters", "Read Counters Of Machines", Every::Minutes(5), always, |cx, scope| {
        Box::pin(counters::read(cx, scope))
    }),
    upkeep("ImportMailboxes", "Ticket Mail Import", Every::Minutes(5), always, |cx, scope| {
        Box::pin(mailboxes::import(cx, scope))
    }),
    Task {
        every: Every::Minutes(5),
        ..daily(
            "TicketEscalations",
            "Ticket Escalation Rules",
            always,
            &[],
            |c, scope| Box::pin(escalations::find(c, scope)),
            |act, id, scope| Box::pin(escalations::one(act, id, scope)),
        )
    },
    Task {
        every: Every::Minutes(60),
        ..daily(
            "CloseInactiveTickets",
            "Close Inactive Tickets",
            |settings| has(settings, settings::TICKET_CLOSE_HOURS),
            &[],
            |c, scope| Box::pin(tickets::find(c, scope)),
            |act, id, scope| Box::pin(tickets::one(act, id, scope)),
        )
    },
    Task {
        asks_only: true,
        ..daily(
            "DomainStatusSync",
            "Domain Status Synchronisation",
            |settings| settings.on(settings::DOMAIN_SYNC),
            &["DomainExpiryStatus"],
            |c, scope| Box::pin(domains::find_unasked(c, scope)),
            |act, id, scope| Box::pin(domains::ask(act, id, scope)),
        )
    },
    upkeep(
        "RegistrarMessages",
        "Read Messages Of Registrars",
        Every::Minutes(60),
        |settings| settings.on(settings::DOMAIN_SYNC),
        |cx, scope| Box::pin(names::read_messages(cx, scope)),
    ),
    Task {
        every: Every::Minutes(60),
        asks_only: true,
        ..daily(
            "VatNumberCheck",
            "Check VAT Numbers",
            vat::wanted,
            &[],
            |c, scope| Box::pin(vat::find(c, scope)),
            |act, id, scope| Box::pin(vat::ask(act, id, scope)),
        )
    },
    upkeep(
        "TldPricingSync",
        "TLD Pricing Synchronisation",
        Every::Day,
        |settings| settings.on(settings::TLD_SYNC_DAILY),
        |cx, scope| Box::pin(names::sync_prices(cx, scope)),
    ),
    upkeep(
        "DomainResolver",
        "Domain Resolver",
        Every::Day,
        |settings| settings.on(settings::RESOLVER_DAILY),
        |cx, scope| Box::pin(names::look_up(cx, scope)),
    ),
    upkeep(
        "ReconcileGateways",
        "Compare With Payment Gateways",
        Every::Day,
        always,
        |cx, scope| Box::pin(reconcile::compare(cx, scope)),
    ),
    braked(
        daily(
            "DataRetentionPruning",
            "Data Retention",
            |settings| has(settings, settings::RETENTION_MONTHS),
            &[],
            |c, scope| Box::pin(retention::find(c, scope)),
            |act, id, scope| Box::pin(retention::one(act, id, scope)),
        ),
        Base::Clients,
    ),
    upkeep("LogPruning", "Prune Logs", Every::Day, always, |cx, scope| {
        Box::pin(upkeep::prune(cx, scope))
    }),
    upkeep(
        "DatabaseBackup",
        "Database Backup",
        Every::Day,
        |settings| has(settings, settings::BACKUPS_KEPT),
        |cx, scope| Box::pin(upkeep::back_up(cx, scope)),
    ),
];

const HOUR: Duration = Duration::from_secs(3_600);

/// What most tasks have in common.
const fn daily(
    name: &'static str,
    title: &'static str,
    wanted: fn(&Settings) -> bool,
    after: &'static [&'static str],
    find: Find,
    one: One,
) -> Task {
    let work = Work::Each { find, one, real: None, many: None };
    let every = Every::Day;
    let deadline = HOUR;
    Task { name, title, every, deadline, after, brake: None, asks_only: false, wanted, work }
}

const fn braked(task: Task, base: Base) -> Task {
    Task { brake: Some(base), ..task }
}

const fn upkeep(
    name: &'static str,
    title: &'static str,
    every: Every,
    wanted: fn(&Settings) -> bool,
    work: Whole,
) -> Task {
    let work = Work::Whole(work);
    let deadline = HOUR;
    Task { name, title, every, deadline, after: &[], brake: None, asks_only: false, wanted, work }
}

fn always(_: &Settings) -> bool {
    true
}

fn has(settings: &Settings, name: &str) -> bool {
    settings.number(name).is_some_and(|days| days > 0)
}

fn charges_overage(settings: &Settings) -> bool {
    let is_some = |price: &str| price.chars().any(|c| ('1'..='9').contains(&c));
    let paid = |name: &str| settings.values(name).any(is_some);
    paid(settings::OVERAGE_DISK_PRICE) || paid(settings::OVERAGE_TRAFFIC_PRICE)
}
