//! A company of any size, written by set-based SQL: the same rows on both databases.

use anyhow::{Context, Result};
use indicatif::{ProgressBar, ProgressStyle};
use store::billing::transaction_days;
use store::system::kept_counts;
use store::{Conn, Db, args};

/// Clients written per transaction.
const CHUNK_CLIENTS: i64 = 2_000;
/// The first days of the months that invoices are due on: 20 a client, the last one unpaid.
const MONTHS: &str = "(0,'2024-12-01'),(1,'2025-01-01'),(2,'2025-02-01'),(3,'2025-03-01'),
    (4,'2025-04-01'),(5,'2025-05-01'),(6,'2025-06-01'),(7,'2025-07-01'),(8,'2025-08-01'),
    (9,'2025-09-01'),(10,'2025-10-01'),(11,'2025-11-01'),(12,'2025-12-01'),(13,'2026-01-01'),
    (14,'2026-02-01'),(15,'2026-03-01'),(16,'2026-04-01'),(17,'2026-05-01'),(18,'2026-06-01'),
    (19,'2026-07-01')";

/// Seeds clients up to the wanted number into a migrated database that the demo has furnished with
/// a catalogue. Clients that are there already stay.
pub(crate) async fn clients(db: &Db, wanted: i64) -> Result<()> {
    let mut conn = db.read().await?;
    let there: i64 = conn.scalar("select coalesce(max(id), 0) from clients", args![]).await?;
    drop(conn);
    let bar = ProgressBar::new(u64::try_from(wanted)?)
        .with_style(ProgressStyle::with_template("seeding clients {bar:32} {pos}/{len} {eta}")?);
    let mut next = there + 1;
    while next <= wanted {
        let last = (next + CHUNK_CLIENTS - 1).min(wanted);
        let mut conn = db.write().await?;
        chunk(&mut conn, next, last).await.with_context(|| format!("clients {next} to {last}"))?;
        conn.commit().await?;
        bar.set_position(u64::try_from(last)?);
        next = last + 1;
    }
    bar.finish_and_clear();
    let mut conn = db.write().await?;
    transaction_days::recount(&mut conn).await?;
    kept_counts::recount_invoices(&mut conn).await?;
    conn.batch("analyze").await?;
    conn.commit().await?;
    Ok(())
}

async fn chunk(conn: &mut Conn, first: i64, last: i64) -> Result<()> {
    const N: &str = "with recursive n(i) as (
        select cast($1 as bigint) union all select i + 1 from n where i < $2)";
    let months = format!("{N}, m(k, d) as (values {MONTHS})");
    let statements = [
        format!(
            "insert into users (id, uuid, email, email_folded, first_name, last_name,
                password_hash, created_at, updated_at)
             {N} select i, 'u' || i, 'c' || i || '@bench.test', 'c' || i || '@bench.test',
                'Client', 'Number ' || i, (select password_hash from users where id = 1), 0, 0
                from n"
        ),
        format!(
            "insert into clients (id, uuid, owner_user_id, first_name, last_name, email,
                email_folded, country, currency_id, status, signed_up_on, created_at, updated_at)
             {N} select i, 'c' || i, i, 'Client', 'Number ' || i, 'c' || i || '@bench.test',
                'c' || i || '@bench.test', 'US', 1, 'Active', '2024-12-01', 0, 0 from n"
        ),
        format!(
            "insert into user_clients (user_id, client_id, is_owner, created_at)
             {N} select i, i, 1, 0 from n"
        ),
        format!(
            "insert into services (client_id, product_id, anchor_on, registered_on, domain,
                gateway, first_payment_minor, recurring_minor, cycle, next_due_on, status,
                created_at, updated_at)
             {N}, s(k) as (values (0), (1), (2))
             select i, 1, '2024-12-01', '2024-12-01', 's' || k || '.c' || i || '.test',
                'banktransfer', 1000, 1000, 'Monthly', '2027-01-01', 'Active', 0, 0 from n, s"
        ),
        format!(
            "insert into invoices (id, number, client_id, currency_id, status, issued_on, due_on,
                paid_at, subtotal_minor, total_minor, paid_minor, gateway, created_at, updated_at)
             {months} select 1000000 + i * 20 + k, 'B' || (1000000 + i * 20 + k), i, 1,
                case when k < 19 then 'Paid' else 'Unpaid' end, d, d,
                case when k < 19 then 1735000000 + k * 2600000 end, 3000, 3000,
                case when k < 19 then 3000 else 0 end, 'banktransfer', 0, 0 from n, m"
        ),
        format!(
            "insert into invoice_items (invoice_id, client_id, type, rel_id, description,
                amount_minor, net_minor)
             {months} select 1000000 + i * 20 + k, i, 'Item', 0, 'Hosting for ' || d, 3000, 3000
             from n, m"
        ),
        format!(
            "insert into transactions (client_id, currency_id, gateway, at, description,
                amount_in_minor, reference, invoice_id)
             {months} select i, 1, 'banktransfer', 1735000000 + k * 2600000, 'Invoice Payment',
                3000, 'T' || i || '-' || k, 1000000 + i * 20 + k from n, m where k < 19"
        ),
    ];
    for statement in &statements {
        conn.exec(statement, args![first, last]).await?;
    }
    Ok(())
}

/// Services of each client that is to be invoiced.
pub(crate) const SERVICES_EACH: i64 = 2;
/// The day on which they are due, and the one a month later.
pub(crate) const DUE: &str = "2026-01-08";
pub(crate) const NEXT: &str = "2026-02-08";

/// Clients with services that are due on a day.
pub(crate) struct Debtors {
    /// Number of the first client; the others follow.
    pub(crate) first: i64,
    /// How many.
    pub(crate) clients: i64,
    /// The day their services are due.
    pub(crate) due: &'static str,
    /// The day after the period.
    pub(crate) next: &'static str,
}

/// Tax, a promotion, and no automation by itself.
pub(crate) async fn billing_rules(db: &Db) -> Result<()> {
    let mut conn = db.write().await?;
    for (key, value) in [("TaxEnabled", "on"), ("AutomationTimeOfDay", "23:59")] {
        let sql = "insert into settings (key, value) values ($1, $2)
            on conflict (key) do update set value = excluded.value";
        conn.exec(sql, args![key, value]).await?;
    }
    conn.batch(
        "delete from tax_rules;
         insert into tax_rules (level, name, country, state, rate)
            values (1, 'VAT', 'US', '', 200000);
         insert into promotions (code, code_folded, type, value, recurring, recur_for)
            values ('BENCH', 'bench', 'Percentage', 100000, 1, 0);
         update products set taxed = 1 where id = 1",
    )
    .await?;
    conn.commit().await?;
    Ok(())
}

/// Seeds clients with services: every fourth with a promotion, every tenth with some credit.
pub(crate) async fn debtors(db: &Db, who: &Debtors) -> Result<()> {
    let end = who.first + who.clients;
    let mut next = who.first;
    while next < end {
        let last = (next + CHUNK_CLIENTS).min(end) - 1;
        let mut conn = db.write().await?;
        for statement in DEBTORS {
            let statement = statement.replace("{N}", NUMBERS).replace("{DUE}", who.due);
            conn.exec(&statement, args![next, last]).await?;
        }
        conn.commit().await?;
        next = last + 1;
    }
    let mut conn = db.write().await?;
    conn.batch("analyze").await?;
    conn.commit().await?;
    Ok(())
}

/// Has no mail wait for a server that is measured.
pub(crate) async fn nothing_waits(db: &Db) -> Result<()> {
    let mut conn = db.write().await?;
    conn.batch("update jobs set done_at = 0 where done_at is null").await?;
    Ok(conn.commit().await?)
}

const NUMBERS: &str = "with recursive n(i) as (
    select cast($1 as bigint) union all select i + 1 from n where i < $2)";

/// Clients, their credit, and their services.
const DEBTORS: [&str; 3] = [
    "insert into clients (id, uuid, first_name, last_name, email, email_folded, country,
        currency_id, status, default_gateway, credit_minor, signed_up_on, created_at, updated_at)
     {N} select i, 'd' || i, 'Client', 'Number ' || i, 'd' || i || '@bench.test',
        'd' || i || '@bench.test', 'US', 1, 'Active', 'banktransfer',
        case when i % 10 = 0 then 500 else 0 end, '2024-12-01', 0, 0 from n",
    "insert into credits (client_id, on_date, at, description, amount_minor)
     {N} select i, '2025-12-01', 0, 'Credit', 500 from n where i % 10 = 0",
    "insert into services (client_id, product_id, anchor_on, registered_on, domain, gateway,
        first_payment_minor, recurring_minor, cycle, next_due_on, status, promotion_id,
        created_at, updated_at)
     {N}, s(k) as (values (0), (1))
     select i, 1, '{DUE}', '2024-12-01', 's' || k || '.d' || i || '.test', 'banktransfer', 1000,
        1000, 'Monthly', '{DUE}', 'Active', case when i % 4 = 0 then
            (select id from promotions where code = 'BENCH') end, 0, 0 from n, s",
];

/// The rows of a run that knows no rules: invoices, lines, periods, and what is to be mailed.
pub(crate) const RAW: [&str; 6] = [
    "insert into invoices (number, client_id, currency_id, status, issued_on, due_on,
        subtotal_minor, tax_minor, total_minor, tax_rate, tax_name, gateway, created_at, updated_at)
     select 'R' || id, id, 1, 'Unpaid', '2026-01-01', '{DUE}',
        case when id % 4 = 0 then 1800 else 2000 end, case when id % 4 = 0 then 360 else 400 end,
        case when id % 4 = 0 then 2160 else 2400 end, 200000, 'VAT', 'banktransfer', 0, 0
     from clients where id between $1 and $2",
    "insert into invoice_items (invoice_id, client_id, type, rel_id, description, amount_minor,
        net_minor, taxed, tax_minor, period_from, period_to)
     select i.id, i.client_id, 'Hosting', s.id, 'Hosting - ' || s.domain || ' ({DUE} - {NEXT})',
        1000, 1000, 1, 200, '{DUE}', '{NEXT}'
     from invoices i join services s on s.client_id = i.client_id
     where i.client_id between $1 and $2",
    "insert into invoice_items (invoice_id, client_id, type, rel_id, description, amount_minor,
        net_minor, taxed, tax_minor)
     select i.id, i.client_id, 'PromoHosting', s.id, 'Promotional Code: BENCH', -100, -100, 1, -20
     from invoices i join services s on s.client_id = i.client_id
     where i.client_id between $1 and $2 and s.promotion_id is not null",
    "insert into billed_periods (item, item_id, period_from, period_to, invoice_id)
     select 'service', rel_id, period_from, period_to, invoice_id from invoice_items
     where client_id between $1 and $2 and type = 'Hosting'",
    "insert into outbox (at, kind, client_id, payload)
     select 0, 'InvoiceCreated', client_id, '{\"invoiceid\":' || id || '}' from invoices
     where client_id between $1 and $2",
    "insert into jobs (kind, payload, unique_key, run_at, done_at)
     select 'mail', '{\"subject\":\"Customer Invoice\",\"client\":' || client_id || '}',
        'raw.' || id, 0, 0 from invoices where client_id between $1 and $2",
];
