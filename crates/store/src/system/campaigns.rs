//! Mails to many clients at once: who is written to, and how far it is.

use model::ids::ClientId;

use crate::{Conn, Result, Row, args};

/// A campaign. Instants are Unix seconds.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct CampaignRow {
    /// Its number.
    pub id: i64,
    /// What it is called.
    pub name: String,
    /// One line, with fields.
    pub subject: String,
    /// Text or HTML, with fields.
    pub message: String,
    /// JSON: who is written to.
    pub audience: String,
    /// `Draft`, `Sending`, `Paused`, `Done` or `Cancelled`.
    pub status: String,
    /// Whether it is advertising.
    pub marketing: bool,
    /// Mails in a minute at most.
    pub per_minute: i64,
    /// Who made it; 0 for nobody.
    pub staff_id: i64,
    /// When it was made.
    pub created_at: i64,
    /// When its sending began.
    pub started_at: Option<i64>,
    /// When its sending ended.
    pub finished_at: Option<i64>,
    /// Clients who were not written to yet.
    pub waiting: i64,
    /// Clients who were written to.
    pub sent: i64,
    /// Clients who were left out.
    pub skipped: i64,
}

/// Who is written to; 0 and empty for anybody.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Audience {
    /// Of a client group.
    pub group: i64,
    /// With a service of a product.
    pub product: i64,
    /// With a service on a server.
    pub server: i64,
    /// With a service of this status; all that is asked of services is asked of the same one.
    pub service_status: String,
    /// Themselves of this status.
    pub status: String,
    /// Two letters.
    pub country: String,
    /// Only those who agreed to advertising.
    pub opted_in: bool,
}

/// One client that is written to.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct Recipient {
    /// Who.
    pub client_id: ClientId,
    /// Given name, family name and company.
    pub name: String,
    /// The address.
    pub email: String,
}

/// A campaign, locked.
///
/// # Errors
/// When the database fails.
pub async fn lock(c: &mut Conn, id: i64) -> Result<Option<CampaignRow>> {
    c.maybe("select * from campaigns where id = $1 for update", args![id]).await
}

/// A campaign.
///
/// # Errors
/// When the database fails.
pub async fn by_id(c: &mut Conn, id: i64) -> Result<Option<CampaignRow>> {
    c.maybe("select * from campaigns where id = $1", args![id]).await
}

/// One page of campaigns, newest first, and how many there are.
///
/// # Errors
/// When the database fails.
pub async fn page(c: &mut Conn, offset: i64, limit: i64) -> Result<(Vec<CampaignRow>, i64)> {
    let total = c.scalar("select count(*) from campaigns", args![]).await?;
    let sql = "select * from campaigns order by id desc limit $1 offset $2";
    Ok((c.all(sql, args![limit, offset]).await?, total))
}

/// Says who made a new campaign, and when.
///
/// # Errors
/// When there is no such campaign.
pub async fn made(c: &mut Conn, id: i64, staff: i64, at: i64) -> Result<()> {
    let sql = "update campaigns set staff_id = $2, created_at = $3 where id = $1";
    c.exactly(1, sql, args![id, staff, at]).await
}

/// Moves a campaign from one status to another; whether it was still of the first.
///
/// # Errors
/// When the database fails.
pub async fn go(c: &mut Conn, id: i64, from: &str, to: &str, at: i64) -> Result<bool> {
    let sql = "update campaigns set status = $3,
            started_at = case when started_at is null and $3 = 'Sending' then $4
                else started_at end,
            finished_at = case when $3 in ('Done', 'Cancelled') then $4 else finished_at end
        where id = $1 and status = $2";
    Ok(c.exec(sql, args![id, from, to, at]).await? == 1)
}

/// The clients of an audience ($1 to $7).
const OF_AUDIENCE: &str = "clients c where c.erased_at is null and c.email <> ''
    and (cast($1 as bigint) = 0 or c.group_id = $1)
    and (cast($2 as text) = '' or c.status = $2)
    and (cast($3 as text) = '' or c.country = $3)
    and (cast($4 as bigint) = 0 or c.marketing_opt_in = 1)
    and ((cast($5 as bigint) = 0 and cast($6 as bigint) = 0 and cast($7 as text) = '')
        or exists (select 1 from services s where s.client_id = c.id
            and ($5 = 0 or s.product_id = $5) and ($6 = 0 or s.server_id = $6)
            and ($7 = '' or s.status = $7)))";

/// How many clients an audience has.
///
/// # Errors
/// When the database fails.
pub async fn count(c: &mut Conn, of: &Audience) -> Result<i64> {
    let sql = format!("select count(*) from {OF_AUDIENCE}");
    let optin = i64::from(of.opted_in);
    let (status, service) = (&of.status, &of.service_status);
    c.scalar(&sql, args![of.group, status, &of.country, optin, of.product, of.server, service])
        .await
}

/// Some clients of an audience, by number.
///
/// # Errors
/// When the database fails.
pub async fn some(c: &mut Conn, of: &Audience, limit: i64) -> Result<Vec<Recipient>> {
    let sql = format!(
        "select c.id as client_id, trim(c.first_name || ' ' || c.last_name) as name, c.email
        from {OF_AUDIENCE} order by c.id limit $8"
    );
    let optin = i64::from(of.opted_in);
    let (status, service) = (&of.status, &of.service_status);
    let values = args![of.group, status, &of.country, optin, of.product, of.server, service, limit];
    c.all(&sql, values).await
}

/// Writes down who is written to; how many they are. The campaign is locked.
///
/// # Errors
/// When the database fails.
pub async fn address(c: &mut Conn, id: i64, of: &Audience) -> Result<u64> {
    let sql = format!(
        "insert into campaign_mails (campaign_id, client_id) select cast($8 as bigint), c.id from {OF_AUDIENCE}
        on conflict do nothing"
    );
    let optin = i64::from(of.opted_in);
    let (status, service) = (&of.status, &of.service_status);
    let values = args![of.group, status, &of.country, optin, of.product, of.server, service, id];
    let count = c.exec(&sql, values).await?;
    recount(c, id).await?;
    Ok(count)
}

/// Keeps how far a campaign is, after something became of its mails; how many clients were not
/// written to yet. The campaign is locked.
///
/// # Errors
/// When there is no such campaign.
pub async fn recount(c: &mut Conn, id: i64) -> Result<i64> {
    let of = "(select count(*) from campaign_mails m where m.campaign_id = $1 and m.status =";
    let sql = format!(
        "update campaigns set waiting = {of} 'Waiting'), sent = {of} 'Sent'),
            skipped = {of} 'Skipped')
        where id = $1 returning waiting"
    );
    c.scalar(&sql, args![id]).await
}

/// The next clients that are not written to yet, and whether each still agrees to advertising.
///
/// # Errors
/// When the database fails.
pub async fn waiting(c: &mut Conn, id: i64, limit: i64) -> Result<Vec<(ClientId, bool)>> {
    let sql = "select m.client_id, c.marketing_opt_in from campaign_mails m
        join clients c on c.id = m.client_id
        where m.campaign_id = $1 and m.status = 'Waiting' order by m.client_id limit $2";
    c.all(sql, args![id, limit]).await
}

/// Notes what came of one, to be counted by [`recount`]; a reason when nothing was sent.
///
/// # Errors
/// When it was noted before.
pub async fn settled(c: &mut Conn, id: i64, client: ClientId, why: &str, at: i64) -> Result<()> {
    let sql = "update campaign_mails set status = case when $3 = '' then 'Sent' else 'Skipped' end,
            reason = $3, at = $4
        where campaign_id = $1 and client_id = $2 and status = 'Waiting'";
    c.exactly(1, sql, args![id, client, why, at]).await
}

/// Leaves a client out of all that is not sent yet, as if they had not been meant.
///
/// # Errors
/// When the database fails.
pub async fn withdraw(c: &mut Conn, client: ClientId) -> Result<()> {
    // Locked as who sends does it: first the campaign, then its mails.
    let sql = "select id from campaigns where status <> 'Draft' and status <> 'Done'
        order by id for update";
    c.column::<i64>(sql, args![]).await?;
    let sql = "delete from campaign_mails where client_id = $1 and status = 'Waiting'
        returning campaign_id";
    let left: Vec<i64> = c.column(sql, args![client]).await?;
    for campaign in left {
        recount(c, campaign).await?;
    }
    Ok(())
}

/// Says whether a client agrees to advertising; whether that changed.
///
/// # Errors
/// When the database fails.
pub async fn opt(c: &mut Conn, client: ClientId, agrees: bool, at: i64) -> Result<bool> {
    let sql = "update clients set marketing_opt_in = $2, updated_at = $3
        where id = $1 and marketing_opt_in <> $2";
    Ok(c.exec(sql, args![client, agrees, at]).await? == 1)
}
