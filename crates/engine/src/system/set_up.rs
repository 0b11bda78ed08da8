//! The set-up of an empty installation: once, by whoever holds a token that was printed at start.

use jiff::SignedDuration;
use jiff::tz::TimeZone;
use model::dates::Cycle;
use model::ids::{CurrencyId, StaffId};
use model::money::{ExchangeRate, Money, is_iso_code};
use model::people::country::Country;
use serde_json::json;
use store::edits::Cell;
use store::edits::things::SUPPORT_DEPARTMENT;
use store::people::roles::{self, Kind};
use store::support::departments;
use store::system::currencies::{self as currency_rows, CurrencyRow};
use store::system::{gateways, gateways::GatewayRow, set_up};

use super::currencies::Currencies;
use super::mail_server::NewMailServer;
use super::{edits, mail_server, settings};
use crate::catalogue::create::{self, NewGroup, NewPrice, NewProduct};
use crate::people::staff::{self, NewStaff};
use crate::people::tokens;
use crate::{Act, Engine, Result, conflict, invalid, not_found};

/// How long a printed token is good.
const TOKEN_LIFE: SignedDuration = SignedDuration::from_hours(24);
/// The gateway that works without an account anywhere.
const BANK_TRANSFER: &str = "banktransfer";
/// Said before the account.
const TRANSFER: &str = "Please transfer the amount to this account and state the invoice number:";
/// The role of the first administrator.
const ROLE: &str = "Full Administrator";

/// A company as the person who sets it up describes it.
#[derive(Debug, Clone)]
pub struct NewCompany {
    /// Its name, on pages, mails and invoices.
    pub name: String,
    /// Sender of its mails.
    pub email: String,
    /// Postal address, one line a line.
    pub address: String,
    /// Home country, ISO 3166 alpha-2.
    pub country: String,
    /// IANA time zone (B5).
    pub time_zone: String,
    /// Public address of the installation, or empty.
    pub address_of_pages: String,
    /// Its own currency, ISO 4217.
    pub currency: String,
    /// Written before an amount.
    pub prefix: String,
    /// Written after an amount.
    pub suffix: String,
    /// Who mails go through, if the settings say so.
    pub mail: Option<NewMailServer>,
    /// Where clients transfer to, one line a line; empty when that is not said yet.
    pub bank_account: String,
    /// What is sold first, if anything.
    pub product: Option<FirstProduct>,
}

/// What is sold first.
#[derive(Debug, Clone)]
pub struct FirstProduct {
    /// The shelf it stands on.
    pub group: String,
    /// Its name.
    pub name: String,
    /// One feature a line.
    pub description: String,
    /// A month of it, in the company's currency: `4.90`.
    pub price: String,
}

/// The first administrator.
#[derive(Debug, Clone)]
pub struct FirstStaff {
    /// What it signs in with.
    pub username: String,
    /// E-mail address.
    pub email: String,
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// From [`crate::people::passwords::hash`] over its staff form.
    pub password_hash: String,
}

/// Whether nobody works here yet.
///
/// # Errors
/// When the database fails.
pub async fn is_open(engine: &Engine) -> Result<bool> {
    let mut conn = engine.read().await?;
    Ok(set_up::is_open(&mut conn).await?)
}

/// A token that opens the set-up for a day; `None` when it is done. Each start hands out one, for
/// several nodes may start over one empty database.
///
/// # Errors
/// When the database fails.
pub async fn issue(act: &mut Act) -> Result<Option<String>> {
    if !set_up::is_open(&mut act.conn).await? {
        return Ok(None);
    }
    let (secret, hash) = tokens::secret(act);
    let now = act.at();
    set_up::add_token(&mut act.conn, &hash, now, now + TOKEN_LIFE.as_secs()).await?;
    Ok(Some(secret))
}

/// Whether a token opens the set-up now.
///
/// # Errors
/// When the database fails.
pub async fn opens(engine: &Engine, token: &str) -> Result<bool> {
    let mut conn = engine.read().await?;
    let now = engine.now().as_second();
    Ok(set_up::is_open(&mut conn).await?
        && set_up::is_token(&mut conn, &tokens::hash_of(token), now).await?)
}

/// The currency in which the books are kept, where a company was moved in before anybody worked
/// here.
///
/// # Errors
/// When the database fails.
pub async fn moved_in(engine: &Engine) -> Result<Option<String>> {
    let currencies = Currencies::read(&mut engine.read().await?).await?;
    Ok(currencies.default_row().ok().map(|row| row.code.clone()))
}

/// Sets the company up and gives its first administrator. Of two attempts at once one succeeds.
///
/// # Errors
/// Not found for a token that opens nothing; conflict when it was done before; invalid for what
/// cannot be so, naming the wire's field.
pub async fn found(
    act: &mut Act,
    token: &str,
    company: NewCompany,
    first: FirstStaff,
) -> Result<StaffId> {
    let now = act.at();
    if !set_up::is_token(&mut act.conn, &tokens::hash_of(token), now).await? {
        return Err(not_found("This link is too old, or was used"));
    }
    // Taken before anything is looked at: whoever comes second waits here, and then finds it done.
    let mine = set_up::finish(&mut act.conn, now).await?;
    let others = store::people::staff::all(&mut act.conn).await?;
    if !mine || !others.is_empty() {
        return Err(conflict("This installation is set up already"));
    }
    set_up::drop_tokens(&mut act.conn).await?;
    let currency = own_currency(act, &company).await?;
    describe(act, &company).await?;
    if let Some(mail) = &company.mail {
        mail_server::keep(act, mail).await?;
    }
    first_counter(act, &company).await?;
    if let Some(product) = company.product {
        sell(act, currency, product).await?;
    }
    let role = staff::create_role(act, Kind::Staff, ROLE, &["*"]).await?;
    // Whoever opens a shop wants to hear of orders and questions.
    roles::set_mails(&mut act.conn, role, true, true).await?;
    let new = NewStaff {
        username: first.username,
        email: first.email,
        first_name: first.first_name,
        last_name: first.last_name,
        password_hash: first.password_hash,
        role,
    };
    let staff = staff::create(act, new).await?;
    act.log(None, "The installation was set up").await?;
    Ok(staff)
}

async fn own_currency(act: &mut Act, company: &NewCompany) -> Result<CurrencyId> {
    let code = company.currency.trim().to_ascii_uppercase();
    if code.len() != 3 || !code.chars().all(|letter| letter.is_ascii_uppercase()) {
        return Err(invalid("currencycode", "A currency has three letters, such as EUR"));
    }
    if !is_iso_code(&code) {
        return Err(invalid("currencycode", format!("There is no currency {code} in ISO 4217")));
    }
    let known = Currencies::read(&mut act.conn).await?;
    if let Some(row) = known.rows().iter().find(|row| row.is_default) {
        // Amounts may be kept in it already, so it cannot be another one any more.
        return match row.code == code {
            true => Ok(row.id),
            false => Err(invalid("currencycode", format!("The books are kept in {}", row.code))),
        };
    }
    let row = CurrencyRow {
        id: CurrencyId(0),
        code,
        prefix: company.prefix.clone(),
        suffix: company.suffix.clone(),
        format: 2,
        rate: ExchangeRate::ONE.scaled(),
        is_default: true,
    };
    Ok(currency_rows::add(&mut act.conn, &row).await?)
}

async fn describe(act: &mut Act, company: &NewCompany) -> Result<()> {
    if company.name.trim().is_empty() {
        return Err(invalid("companyname", "A company has a name"));
    }
    if !model::people::email::is_address(company.email.trim()) {
        return Err(invalid("companyemail", "This is not an e-mail address"));
    }
    let country = Country::of(&company.country)
        .ok_or_else(|| invalid("country", "There is no such country"))?;
    if TimeZone::get(&company.time_zone).is_err() {
        return Err(invalid("timezone", "There is no such time zone"));
    }
    for (name, value) in [
        (settings::COMPANY_NAME, company.name.trim()),
        (settings::COMPANY_EMAIL, company.email.trim()),
        (settings::COMPANY_ADDRESS, company.address.trim()),
        (settings::COMPANY_COUNTRY, country.code),
        (settings::TIME_ZONE, &company.time_zone),
        (settings::SYSTEM_URL, &company.address_of_pages),
    ] {
        settings::set(act, name, value).await?;
    }
    Ok(())
}

/// Without a way to pay nothing can be ordered, without a department nobody can be asked. A
/// transfer is offered only to an account that somebody can transfer to.
async fn first_counter(act: &mut Act, company: &NewCompany) -> Result<()> {
    let account = company.bank_account.trim();
    let told = format!("{TRANSFER}\n{account}");
    let settings = match account {
        "" => json!({}),
        _ => json!({ "instructions": told }),
    };
    let there = act.engine.world().gateways.contains_key(BANK_TRANSFER);
    let before = gateways::all(&mut act.conn).await?;
    let moved_in = before.iter().find(|row| row.module == BANK_TRANSFER);
    if there && (before.is_empty() || (moved_in.is_some() && !account.is_empty())) {
        let row = GatewayRow {
            module: BANK_TRANSFER.to_owned(),
            name: moved_in.map_or_else(|| "Bank transfer".to_owned(), |row| row.name.clone()),
            position: moved_in.map_or(0, |row| row.position),
            active: !account.is_empty(),
            waiting: false,
            settings: settings.to_string(),
        };
        gateways::put(&mut act.conn, &row).await?;
    }
    // A company that was moved in has its own.
    if !departments::all(&mut act.conn).await?.is_empty() {
        return Ok(());
    }
    let values = vec![
        ("name", Cell::Text("Support".to_owned())),
        ("description", Cell::Text("Questions of all kinds".to_owned())),
        ("email", Cell::Text(company.email.trim().to_owned())),
    ];
    edits::add(act, &SUPPORT_DEPARTMENT, values).await.map(drop)
}

/// Said of a price that is none.
const PRICE: &str = "A price is a number such as 4.90";

async fn sell(act: &mut Act, currency: CurrencyId, product: FirstProduct) -> Result<()> {
    let money = Currencies::read(&mut act.conn).await?.currency(currency)?;
    let price = Money::parse(product.price.trim(), &money)
        .ok()
        .filter(|price| !price.is_negative())
        .ok_or_else(|| invalid("productprice", PRICE))?;
    let group = match product.group.trim() {
        "" => "Products",
        name => name,
    };
    let group = create::group(act, NewGroup { name: group.to_owned(), ..NewGroup::default() });
    let mut new = NewProduct::new(group.await?, product.name.trim());
    new.description = product.description;
    let setup = Money::zero(money);
    new.prices = vec![NewPrice { currency, cycle: Cycle::Monthly, price, setup }];
    create::product(act, new).await.map(drop)
}
