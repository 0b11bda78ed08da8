//! Lists of clients, one page at a time.

use model::ids::{ClientGroupId, CurrencyId};
use model::people::client::ClientStatus;

use super::clients::ClientRow;
use super::phones;
use super::words::range_end;
use crate::filter::Filter;
use crate::{Conn, Result};

/// What a list of clients is limited to; `search` is folded.
#[derive(Debug, Clone, Default)]
pub struct Listed<'a> {
    /// Only this status.
    pub status: Option<ClientStatus>,
    /// Only this group.
    pub group: Option<ClientGroupId>,
    /// Only this country, ISO 3166-1 alpha-2.
    pub country: Option<&'a str>,
    /// Only who is billed in this currency.
    pub currency: Option<CurrencyId>,
    /// Only who pays by this gateway as a rule.
    pub gateway: Option<&'a str>,
    /// Beginning of an e-mail address, first, last, full or company name, or a part of a telephone
    /// number.
    pub search: Option<&'a str>,
}

/// One page of clients and the number of all that match.
///
/// # Errors
/// When the database fails.
pub async fn list(
    c: &mut Conn,
    wanted: &Listed<'_>,
    order: Order,
    offset: i64,
    limit: i64,
) -> Result<(Vec<ClientRow>, i64)> {
    let mut filter = Filter::new().fixed("erased_at is null");
    filter = filter
        .and_some("status = ?", wanted.status)
        .and_some("group_id = ?", wanted.group)
        .and_some("country = ?", wanted.country)
        .and_some("currency_id = ?", wanted.currency)
        .and_some("default_gateway = ?", wanted.gateway);
    if let Some(text) = wanted.search {
        let found = "id in (select rel_id from people_words where kind = 'client' and word >= ?";
        filter = filter.and(found, text);
        filter = match phones::digits(text) {
            Some(digits) => {
                filter.and("word < ?", range_end(text)).then(phones::OR_CLIENTS, digits)
            }
            None => filter.and("word < ?)", range_end(text)),
        };
    }
    let total = c.scalar(&filter.sql("select count(*) from clients"), filter.args()).await?;
    let (sql, args) = filter.page("select * from clients", order.sql(), offset, limit);
    Ok((c.all(&sql, &args).await?, total))
}

/// The orders of a list of clients.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    /// By which column.
    pub by: OrderBy,
    /// From the last to the first.
    pub descending: bool,
}

/// The columns that a list of clients can be ordered by; equal ones by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderBy {
    /// Number.
    Id,
    /// Given name.
    FirstName,
    /// Family name.
    LastName,
    /// Company.
    Company,
    /// E-mail address.
    Email,
    /// Group.
    Group,
    /// Day of registration.
    Created,
    /// Status.
    Status,
}

impl Order {
    const fn sql(self) -> &'static str {
        match (self.by, self.descending) {
            (OrderBy::Id, false) => "id",
            (OrderBy::Id, true) => "id desc",
            (OrderBy::FirstName, false) => "first_name, id",
            (OrderBy::FirstName, true) => "first_name desc, id desc",
            (OrderBy::LastName, false) => "last_name, id",
            (OrderBy::LastName, true) => "last_name desc, id desc",
            (OrderBy::Company, false) => "company, id",
            (OrderBy::Company, true) => "company desc, id desc",
            (OrderBy::Email, false) => "email_folded, id",
            (OrderBy::Email, true) => "email_folded desc, id desc",
            (OrderBy::Group, false) => "coalesce(group_id, 0), id",
            (OrderBy::Group, true) => "coalesce(group_id, 0) desc, id desc",
            (OrderBy::Created, false) => "signed_up_on, id",
            (OrderBy::Created, true) => "signed_up_on desc, id desc",
            (OrderBy::Status, false) => "status, id",
            (OrderBy::Status, true) => "status desc, id desc",
        }
    }
}
