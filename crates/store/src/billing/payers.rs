//! Clients as those who pay: address, tax and credit. Their row is the lock of their money.

use model::ids::{ClientId, CurrencyId};

use crate::many::in_list;
use crate::{Conn, Result, Row, Val, args};

/// What billing needs to know about a client.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct PayerRow {
    /// Who.
    pub id: ClientId,
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// Company; may be empty.
    pub company: String,
    /// Mail address.
    pub email: String,
    /// Street.
    pub address1: String,
    /// Second line of the address.
    pub address2: String,
    /// City.
    pub city: String,
    /// State as written in the address.
    pub state: String,
    /// Postal code.
    pub postcode: String,
    /// ISO 3166 alpha-2.
    pub country: String,
    /// VAT number or the like.
    pub tax_id: String,
    /// The VAT number that the tax offices do not know; empty for none.
    pub vat_refused: String,
    /// Pays no tax.
    pub tax_exempt: bool,
    /// Everything is invoiced in it (B3).
    pub currency_id: CurrencyId,
    /// The gateway of invoices that name none.
    pub default_gateway: String,
    /// Credit balance in minor units.
    pub credit_minor: i64,
    /// The client, or its group, wants one invoice per item (B8).
    pub separate_invoices: bool,
    /// The client's own billing day: 1 to 31, 0 for its group's, else none (B8).
    pub billing_day: i64,
    /// The billing day of its group, said in the same way; 0 without a group.
    pub group_billing_day: i64,
    /// No automatic charges (B22).
    pub disable_auto_cc: bool,
    /// The language it is written to in; empty for the usual one.
    pub language: String,
    /// It was deleted: only its documents are left.
    pub erased: bool,
}

const SOME: &str = "select c.id, c.first_name, c.last_name, c.company, c.email, c.address1,
    c.address2, c.city, c.state, c.postcode, c.country, c.tax_id, c.vat_refused, c.tax_exempt,
    c.currency_id,
    c.default_gateway, c.credit_minor, c.disable_auto_cc, c.language,
    case when c.separate_invoices = 1 then 1 else coalesce(
        (select g.separate_invoices from client_groups g where g.id = c.group_id), 0)
    end as separate_invoices, c.billing_day, coalesce(
        (select g.billing_day from client_groups g where g.id = c.group_id), 0)
    as group_billing_day, case when c.erased_at is null then 0 else 1 end as erased
    from clients c where c.id in";

/// One client.
///
/// # Errors
/// When the database fails.
pub async fn by_id(c: &mut Conn, id: ClientId) -> Result<Option<PayerRow>> {
    let (sql, values) = in_list(SOME, &[id.0], "");
    c.maybe(&sql, &values).await
}

/// One client, whose money nobody else moves until the transaction ends.
///
/// # Errors
/// When the database fails.
pub async fn lock(c: &mut Conn, id: ClientId) -> Result<Option<PayerRow>> {
    Ok(lock_all(c, &[id]).await?.pop())
}

/// [`lock`] of many clients, each of which is waited for in the order of their numbers.
///
/// # Errors
/// When the database fails.
pub async fn lock_all(c: &mut Conn, ids: &[ClientId]) -> Result<Vec<PayerRow>> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    // Not `for update`: rows that refer to the client may be written by others meanwhile.
    let (sql, values) = in_list(SOME, &ids, "order by c.id for no key update");
    c.all(&sql, &values).await
}

/// Adds to the credit balance, or takes from it; the new balance, `None` when there is too little.
///
/// # Errors
/// When the database fails.
pub async fn move_credit(c: &mut Conn, id: ClientId, by_minor: i64) -> Result<Option<i64>> {
    let sql = "update clients set credit_minor = credit_minor + $2
        where id = $1 and credit_minor + $2 >= 0 returning credit_minor";
    c.maybe_scalar(sql, args![id, by_minor]).await
}

/// [`move_credit`] of many clients, each named once; the new balances of those that have enough.
///
/// # Errors
/// When the database fails.
pub async fn move_credits(c: &mut Conn, moves: &[(ClientId, i64)]) -> Result<Vec<(ClientId, i64)>> {
    let Some(last) = moves.last() else { return Ok(Vec::new()) };
    // Filled up to a power of two, as lists are; what is said twice is done once.
    let count = moves.len().next_power_of_two();
    let said = moves.iter().chain(std::iter::repeat(last)).take(count);
    let values: Vec<Val<'_>> =
        said.flat_map(|(client, by_minor)| [Val::from(*client), Val::Int(*by_minor)]).collect();
    let number = |at: usize| format!("cast(${at} as bigint)");
    let rows = (0..count).map(|row| format!("({}, {})", number(2 * row + 1), number(2 * row + 2)));
    let sql = format!(
        "with moved (client, by_minor) as (values {})
        update clients set credit_minor = credit_minor + moved.by_minor from moved
        where id = moved.client and credit_minor + moved.by_minor >= 0
        returning id, credit_minor",
        rows.collect::<Vec<_>>().join(", ")
    );
    c.all(&sql, &values).await
}

/// Names of clients: (id, given name, family name, company), for a list of others' rows.
///
/// # Errors
/// When the database fails.
pub async fn names(c: &mut Conn, ids: &[i64]) -> Result<Vec<(i64, String, String, String)>> {
    let head = "select id, first_name, last_name, company from clients where id in";
    let (sql, values) = in_list(head, ids, "");
    c.all(&sql, &values).await
}
