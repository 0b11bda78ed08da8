//! Links whose clicks, sign-ups and orders are counted: our own.

use engine::people::tracked_links::{self, Campaign, Wish, url};
use engine::system::currencies::Currencies;
use engine::{Act, Cx, Result, not_found};
use jiff::civil::Date;
use protocol::wire::Amount;
use protocol::{
    AddLink, AddLinkResponse, DeleteLink, DeleteLinkResponse, FollowCampaign,
    FollowCampaignResponse, FollowLink, FollowLinkResponse, GetLinkReport, GetLinkReportResponse,
    GetLinks, GetLinksResponse, LinkDay, LinkRevenue, RecordLinkConversion,
    RecordLinkConversionResponse, TrackedLink, UpdateLink, UpdateLinkResponse,
};
use store::people::tracked_links as rows;

use crate::Registry;
use crate::wire::{amount, date, id, moment, number, page};

pub(crate) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: AddLink| Box::pin(add_link(act, call)))
        .write(|act, call: UpdateLink| Box::pin(update_link(act, call)))
        .write(|act, call: DeleteLink| Box::pin(delete_link(act, call)))
        .read(|cx, call: GetLinks| Box::pin(get_links(cx, call)))
        .read(|cx, call: GetLinkReport| Box::pin(get_link_report(cx, call)))
        .write(|act, call: FollowLink| Box::pin(follow_link(act, call)))
        .write(|act, call: FollowCampaign| Box::pin(follow_campaign(act, call)))
        .write(|act, call: RecordLinkConversion| Box::pin(record_link_conversion(act, call)))
}

async fn add_link(act: &mut Act, call: AddLink) -> Result<AddLinkResponse> {
    let wish = Wish {
        name: Some(call.name),
        target: Some(call.target),
        campaign: call.campaign,
        source: call.source,
        medium: call.medium,
        active: None,
    };
    let row = tracked_links::add(act, call.code.as_deref(), wish).await?;
    Ok(AddLinkResponse {
        linkid: row.id.into(),
        url: url(&act.settings, &row.code).into(),
        code: row.code.into(),
    })
}

async fn update_link(act: &mut Act, call: UpdateLink) -> Result<UpdateLinkResponse> {
    let wish = Wish {
        name: call.name,
        target: call.target,
        campaign: call.campaign,
        source: call.source,
        medium: call.medium,
        active: call.active.map(|flag| flag.0),
    };
    tracked_links::update(act, number(call.linkid), wish).await?;
    Ok(UpdateLinkResponse { linkid: call.linkid.into() })
}

async fn delete_link(act: &mut Act, call: DeleteLink) -> Result<DeleteLinkResponse> {
    tracked_links::delete(act, number(call.linkid)).await?;
    Ok(DeleteLinkResponse { linkid: call.linkid.into() })
}

async fn get_links(cx: &Cx, call: GetLinks) -> Result<GetLinksResponse> {
    let (start, limit) = page(call.limitstart, call.limitnum);
    let settings = cx.engine.settings().await?;
    let mut c = cx.read().await?;
    let wanted = rows::Listed {
        id: call.linkid.map(number),
        campaign: call.campaign.as_deref(),
        search: call.search.as_deref(),
    };
    let (found, total) = rows::page(&mut c, wanted, start, limit).await?;
    let ids: Vec<i64> = found.iter().map(|row| row.id).collect();
    let all = rows::totals(&mut c, &ids).await?;
    let mut links = Vec::with_capacity(found.len());
    for row in found {
        let totals = all.iter().find(|totals| totals.link_id == row.id).copied();
        let totals = totals.unwrap_or_default();
        links.push(TrackedLink {
            id: row.id.into(),
            url: url(&settings, &row.code).into(),
            code: row.code.into(),
            name: row.name.into(),
            target: row.target.into(),
            campaign: row.campaign.into(),
            source: row.source.into(),
            medium: row.medium.into(),
            active: row.active.into(),
            clicks: totals.clicks.into(),
            uniqueclicks: totals.unique_clicks.into(),
            signups: totals.signups.into(),
            orders: totals.orders.into(),
            created: moment(&settings, Some(row.created_at)),
        });
    }
    Ok(GetLinksResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: links.len().into(),
        links: links.into_iter().collect(),
    })
}

async fn get_link_report(cx: &Cx, call: GetLinkReport) -> Result<GetLinkReportResponse> {
    let from =
        call.startdate.and_then(|day| day.0).unwrap_or(Date::new(1970, 1, 1).unwrap_or(Date::MIN));
    let to = call.enddate.and_then(|day| day.0).unwrap_or(cx.engine.today().await?);
    let link = number(call.linkid);
    let mut c = cx.read().await?;
    let row = rows::by_id(&mut c, link).await?.ok_or_else(|| not_found("Link ID Not Found"))?;
    let days = rows::days(&mut c, link, from, to).await?;
    let currencies = Currencies::read(&mut c).await?;
    let mut revenue = Vec::new();
    for each in rows::revenue(&mut c, link, from, to).await? {
        let money = currencies.money(each.minor, each.currency_id)?;
        revenue.push(LinkRevenue { currency: money.currency.code().into(), amount: amount(money) });
    }
    let sum = |of: fn(&rows::DayRow) -> i64| days.iter().map(of).sum::<i64>();
    let (unique, orders) = (sum(|day| day.unique_clicks), sum(|day| day.orders));
    // Hundredths of a per cent, so that two decimals are shown.
    let conversion = orders.saturating_mul(10_000).checked_div(unique).unwrap_or(0);
    Ok(GetLinkReportResponse {
        linkid: call.linkid.into(),
        name: row.name.into(),
        clicks: sum(|day| day.clicks).into(),
        uniqueclicks: unique.into(),
        signups: sum(|day| day.signups).into(),
        orders: orders.into(),
        conversionpercent: Amount::from_minor(conversion, 2),
        revenue: revenue.into_iter().collect(),
        days: days
            .into_iter()
            .map(|day| LinkDay {
                date: date(Some(day.on_date)),
                clicks: day.clicks.into(),
                uniqueclicks: day.unique_clicks.into(),
                signups: day.signups.into(),
                orders: day.orders.into(),
            })
            .collect(),
    })
}

async fn follow_link(act: &mut Act, call: FollowLink) -> Result<FollowLinkResponse> {
    let browser = call.useragent.unwrap_or_default();
    let (code, link) = (call.code.as_deref(), call.linkid.map(number));
    let row = tracked_links::follow(act, code, link, &browser).await?;
    Ok(FollowLinkResponse { code: row.code.into(), target: row.target.into() })
}

async fn follow_campaign(act: &mut Act, call: FollowCampaign) -> Result<FollowCampaignResponse> {
    let came = Campaign {
        source: &call.source,
        medium: call.medium.as_deref().unwrap_or_default(),
        campaign: call.campaign.as_deref().unwrap_or_default(),
        page: &call.page,
    };
    let browser = call.useragent.unwrap_or_default();
    let link = tracked_links::follow_campaign(act, came, &browser).await?;
    Ok(FollowCampaignResponse { code: link.map(|row| row.code).unwrap_or_default().into() })
}

async fn record_link_conversion(
    act: &mut Act,
    call: RecordLinkConversion,
) -> Result<RecordLinkConversionResponse> {
    let (client, order) = (call.clientid.map(id), call.orderid.map(id));
    let recorded = tracked_links::convert(act, &call.code, client, order).await?;
    Ok(RecordLinkConversionResponse { recorded: recorded.into() })
}
