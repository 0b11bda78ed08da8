//! Looking things up by the beginning of what people remember of them; each way has its index.

use model::ids::StaffId;

use crate::people::phones;
use crate::{Conn, Result, Row, args};

/// Something that was found.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct HitRow {
    /// Its number.
    pub id: i64,
    /// Whose it is; 0 for nobody's.
    pub client_id: i64,
    /// What matched, or its name.
    pub title: String,
    /// What else people know it by.
    pub subtitle: String,
    /// Its state.
    pub status: String,
}

/// The end of the range of texts that begin so: the same with the letter after the last one.
fn end(prefix: &str) -> String {
    let mut text: Vec<char> = prefix.chars().collect();
    let next = text.pop().and_then(|last| char::from_u32(u32::from(last).saturating_add(1)));
    text.push(next.unwrap_or(char::MAX));
    text.into_iter().collect()
}

/// Clients with a word that begins so (name, company, address), or of that number.
///
/// # Errors
/// When the database fails.
pub async fn clients(
    c: &mut Conn,
    prefix: &str,
    id: Option<i64>,
    limit: i64,
) -> Result<Vec<HitRow>> {
    // A union, for with "or" PostgreSQL reads all clients where few are found.
    let sql = "select id, id as client_id,
            trim(first_name || ' ' || last_name || ' ' || company) as title,
            email as subtitle, status
        from clients where erased_at is null and id in (
            select id from clients where id = $3
            union select rel_id from (select rel_id from people_words
                where kind = 'client' and word >= $1 and word < $2
                order by word, rel_id limit $4) by_word)
        order by id limit $4";
    c.all(sql, args![prefix, end(prefix), id.unwrap_or(0), limit]).await
}

/// Clients of whose telephone number these digits are a part. All clients are read for it.
///
/// # Errors
/// When the database fails.
pub async fn clients_by_phone(c: &mut Conn, digits: &str, limit: i64) -> Result<Vec<HitRow>> {
    let sql = format!(
        "select id, id as client_id,
            trim(first_name || ' ' || last_name || ' ' || company) as title,
            email as subtitle, status
        from clients where erased_at is null and id in (select 0 {} order by id limit $2",
        phones::OR_CLIENTS.replace('?', "$1")
    );
    c.all(&sql, args![digits, limit]).await
}

/// Words of clients that begin so.
///
/// # Errors
/// When the database fails.
pub async fn client_words(c: &mut Conn, prefix: &str, limit: i64) -> Result<Vec<String>> {
    let sql = "select distinct word from people_words
        where kind = 'client' and word >= $1 and word < $2 order by word limit $3";
    c.column(sql, args![prefix, end(prefix), limit]).await
}

/// Services whose domain or user name begins so, or of that number.
///
/// # Errors
/// When the database fails.
pub async fn services(
    c: &mut Conn,
    prefix: &str,
    id: Option<i64>,
    limit: i64,
) -> Result<Vec<HitRow>> {
    let sql = "select s.id, s.client_id, s.domain as title, p.name as subtitle, s.status
        from services s join products p on p.id = s.product_id
        where s.id in (
            select id from services where id = $3
            union select id from (select id from services where domain >= $1 and domain < $2
                order by domain, id limit $4) by_domain
            union select id from (select id from services where username >= $1 and username < $2
                order by username, id limit $4) by_name)
        order by s.id limit $4";
    c.all(sql, args![prefix, end(prefix), id.unwrap_or(0), limit]).await
}

/// Domain names that begin so, or of that number.
///
/// # Errors
/// When the database fails.
pub async fn domains(
    c: &mut Conn,
    prefix: &str,
    id: Option<i64>,
    limit: i64,
) -> Result<Vec<HitRow>> {
    let sql = "select id, client_id, name as title, registrar as subtitle, status from domains
        where id in (select id from domains where id = $3
            union select id from (select id from domains where name >= $1 and name < $2
                order by name, id limit $4) by_name)
        order by id limit $4";
    c.all(sql, args![prefix, end(prefix), id.unwrap_or(0), limit]).await
}

/// Domains of services that begin so.
///
/// # Errors
/// When the database fails.
pub async fn service_names(c: &mut Conn, prefix: &str, limit: i64) -> Result<Vec<String>> {
    let sql = "select distinct domain from services where domain >= $1 and domain < $2
        order by domain limit $3";
    c.column(sql, args![prefix, end(prefix), limit]).await
}

/// Names of domains that begin so.
///
/// # Errors
/// When the database fails.
pub async fn domain_names(c: &mut Conn, prefix: &str, limit: i64) -> Result<Vec<String>> {
    let sql = "select distinct name from domains where name >= $1 and name < $2
        order by name limit $3";
    c.column(sql, args![prefix, end(prefix), limit]).await
}

/// Invoices whose number begins so, or of that id.
///
/// # Errors
/// When the database fails.
pub async fn invoices(
    c: &mut Conn,
    prefix: &str,
    id: Option<i64>,
    limit: i64,
) -> Result<Vec<HitRow>> {
    let sql = "select id, client_id, number as title, due_on as subtitle, status from invoices
        where id in (select id from invoices where id = $3
            union select id from (select id from invoices
                where number <> '' and number >= $1 and number < $2
                order by number, id limit $4) by_number)
        order by id limit $4";
    c.all(sql, args![prefix, end(prefix), id.unwrap_or(0), limit]).await
}

/// Orders of that id or number.
///
/// # Errors
/// When the database fails.
pub async fn orders(c: &mut Conn, number: i64, limit: i64) -> Result<Vec<HitRow>> {
    let sql = "select id, client_id, cast(number as text) as title, gateway as subtitle, status
        from orders where id = $1 or number = $1 order by id limit $2";
    c.all(sql, args![number, limit]).await
}

/// Tickets whose number, address or subject begins so. `upper` is the same in capitals; `seen_by`
/// is a member of staff who sees those of its departments only, and those it was given.
///
/// # Errors
/// When the database fails.
pub async fn tickets(
    c: &mut Conn,
    prefix: &str,
    upper: &str,
    seen_by: Option<StaffId>,
    limit: i64,
) -> Result<Vec<HitRow>> {
    let seen = match seen_by {
        Some(_) => {
            "and (department_id in (select department_id from department_staff
                where staff_id = $6) or flag_staff_id = $6)"
        }
        None => "",
    };
    let sql = format!(
        "select id, client_id, mask as title, subject as subtitle, status from tickets
        where id in (select id from (select id from tickets where mask >= $3 and mask < $4
                {seen} order by mask, id limit $5) by_mask
            union select id from (select id from tickets
                where email_folded >= $1 and email_folded < $2
                {seen} order by email_folded, id limit $5) by_sender
            union select id from (select id from tickets
                where subject_folded >= $1 and subject_folded < $2
                {seen} order by subject_folded, id limit $5) by_subject)
        order by id desc limit $5"
    );
    let (after, last) = (end(prefix), end(upper));
    match seen_by {
        Some(staff) => c.all(&sql, args![prefix, after, upper, last, limit, staff]).await,
        None => c.all(&sql, args![prefix, after, upper, last, limit]).await,
    }
}

/// Contacts whose address begins so.
///
/// # Errors
/// When the database fails.
pub async fn contacts(c: &mut Conn, prefix: &str, limit: i64) -> Result<Vec<HitRow>> {
    let sql = "select id, client_id, trim(first_name || ' ' || last_name) as title,
            email as subtitle, '' as status
        from contacts where id in (select id from (select id from contacts
            where email_folded >= $1 and email_folded < $2
            order by email_folded, id limit $3) by_email)
        order by id limit $3";
    c.all(sql, args![prefix, end(prefix), limit]).await
}

/// Transactions whose reference at the gateway begins so, or of that number. References are as the
/// gateway writes them, and people copy them: their case is not folded.
///
/// # Errors
/// When the database fails.
pub async fn transactions(
    c: &mut Conn,
    prefix: &str,
    id: Option<i64>,
    limit: i64,
) -> Result<Vec<HitRow>> {
    let sql = "select id, client_id, reference as title, gateway as subtitle, '' as status
        from transactions where id in (select id from transactions where id = $3
            union select id from (select id from transactions
                where reference <> '' and reference >= $1 and reference < $2
                order by reference, id limit $4) by_reference)
        order by id limit $4";
    c.all(sql, args![prefix, end(prefix), id.unwrap_or(0), limit]).await
}
