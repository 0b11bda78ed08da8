//! The company itself: currencies, gateways, staff, credential, departments, settings.

use engine::people::credentials::{self, NewCredential};
use engine::people::{passwords, staff};
use engine::system::settings::SYSTEM_URL;
use engine::{Act, Door, Result};
use model::ids::CurrencyId;
use store::args;
use store::people::roles::Kind;
use store::system::currencies::{self, CurrencyRow};
use store::system::settings;

use crate::{API_LOGIN, Making, PASSWORD_SETTING, STAFF_EMAIL};

/// Code, prefix, suffix, format, and units for one US dollar times 100000000.
const CURRENCIES: [(&str, &str, &str, i64, i64); 3] = [
    ("USD", "$", "", 2, 100_000_000),
    ("EUR", "€", "", 2, 92_000_000),
    ("GBP", "£", "", 2, 79_000_000),
];

const GATEWAYS: [(&str, &str); 3] = [
    ("sandboxcard", "Credit card (sandbox)"),
    ("banktransfer", "Bank transfer"),
    ("mailin", "Cheque by mail"),
];

const DEPARTMENTS: [(&str, &str, &str); 3] = [
    ("Support", "Technical questions", "support@demo.test"),
    ("Billing", "Invoices and payments", "billing@demo.test"),
    ("Sales", "Before you buy", "sales@demo.test"),
];

const SETTINGS: [(&str, &str); 10] = [
    ("CompanyName", "Northlight Hosting"),
    ("Email", "hello@demo.test"),
    ("InvoicePayTo", "Northlight Hosting\n12 Harbour Street\nPortland, ME 04101\nUnited States"),
    ("DefaultCountry", "US"),
    ("TaxEnabled", "on"),
    ("TaxType", "Exclusive"),
    ("TaxEUTaxValidation", "on"),
    ("AffiliateEnabled", "on"),
    // The sandbox's registry asks more for gold, silver and bronze under every ending.
    ("PremiumDomains", "on"),
    ("SequentialInvoiceNumberFormat", "{YEAR}-{NUMBER}"),
];

/// Sets the company up, reached at an address from its first day on.
pub(crate) async fn found(making: &Making, address: &str) -> Result<()> {
    let mut act = making.engine.begin_system(Door::Cli, "Demo").await?;
    for (key, value) in SETTINGS {
        settings::put(&mut act.conn, key, value).await?;
    }
    settings::put(&mut act.conn, SYSTEM_URL, address).await?;
    settings::put(&mut act.conn, PASSWORD_SETTING, &making.password).await?;
    for (code, prefix, suffix, format, rate) in CURRENCIES {
        let row = CurrencyRow {
            id: CurrencyId(0),
            code: code.to_owned(),
            prefix: prefix.to_owned(),
            suffix: suffix.to_owned(),
            format,
            rate,
            is_default: code == "USD",
        };
        currencies::add(&mut act.conn, &row).await?;
    }
    rows(&mut act).await?;
    team(making, &mut act).await?;
    act.commit().await?;
    making.engine.settings_changed();
    Ok(())
}

async fn rows(act: &mut Act) -> Result<()> {
    for (position, (module, name)) in (0_i64..).zip(GATEWAYS) {
        let sql = "insert into gateways (module, name, position) values ($1, $2, $3)";
        act.conn.exec(sql, args![module, name, position]).await?;
    }
    for (position, (name, description, email)) in (0_i64..).zip(DEPARTMENTS) {
        let sql = "insert into departments (name, description, email, position)
                   values ($1, $2, $3, $4)";
        act.conn.exec(sql, args![name, description, email, position]).await?;
    }
    let taxes = [("VAT", "DE", 190_000), ("VAT", "FR", 200_000), ("VAT", "GB", 200_000)];
    for (name, country, rate) in taxes {
        let sql = "insert into tax_rules (level, name, country, rate) values (1, $1, $2, $3)";
        act.conn.exec(sql, args![name, country, rate]).await?;
    }
    Ok(())
}

async fn team(making: &Making, act: &mut Act) -> Result<()> {
    let everything = staff::create_role(act, Kind::Staff, "Full Administrator", &["*"]).await?;
    let api = staff::create_role(act, Kind::Api, "Demo", &["*"]).await?;
    let form = passwords::staff_form(&making.password);
    let hash = passwords::hash(&act.engine, &form).await?;
    let admin = staff::NewStaff {
        username: "admin".to_owned(),
        email: STAFF_EMAIL.to_owned(),
        first_name: "Ada".to_owned(),
        last_name: "Northlight".to_owned(),
        password_hash: hash,
        role: everything,
    };
    let admin = staff::create(act, admin).await?;
    let credential = NewCredential {
        description: "Demo, from this machine only",
        staff: Some(admin),
        role: api,
        loopback_only: true,
    };
    credentials::import(act, &credential, API_LOGIN.0, API_LOGIN.1).await?;
    Ok(())
}
