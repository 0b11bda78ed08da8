//! `GetStats`: the figures of the dashboard.

use std::collections::BTreeMap;

use engine::system::currencies::Currencies;
use engine::system::stats::{
    Beginnings, ONLINE_SECONDS, TIMELINE_DAYS_MAX, Timeline, beginnings, income, sees_income,
    timelines,
};
use engine::{Cx, Result, too_much};
use model::money::Money;
use protocol::wire::{Named, Num};
use protocol::{GetStats, GetStatsResponse, StatsTimeline};
use store::Conn;
use store::ordering::statuses::{self, StatusRow};
use store::support::network_issues;
use store::system::stats::{self, Count, TicketCount};

use crate::Registry;
use crate::wire::amount;

pub(super) fn register(registry: Registry) -> Registry {
    registry.read(|cx, call: GetStats| Box::pin(get_stats(cx, call)))
}

async fn get_stats(cx: &Cx, call: GetStats) -> Result<GetStatsResponse> {
    let days = call.timeline_days.unwrap_or_default();
    if days > TIMELINE_DAYS_MAX {
        return Err(too_much(format!("timeline_days can be at most {TIMELINE_DAYS_MAX}")));
    }
    let settings = cx.engine.settings().await?;
    let today = cx.engine.today().await?;
    let begin = beginnings(&settings, today)?;
    let mut c = cx.read().await?;
    let mut response = GetStatsResponse::default();
    let sees_income = sees_income(&cx.caller.actor);
    if sees_income {
        put_income(&mut c, begin, &mut response).await?;
    }
    put_orders(&mut c, begin, &mut response).await?;
    put_tickets(&mut c, &mut response).await?;
    response.cancellations_pending = stats::cancellations(&mut c).await?.into();
    response.networkissues_open = network_issues::open(&mut c).await?.into();
    response.todoitems_due = stats::todo_due(&mut c, today).await?.into();
    response.quotes_valid = stats::quotes_valid(&mut c, today).await?.into();
    response.billableitems_uninvoiced = stats::uninvoiced(&mut c).await?.into();
    let since = cx.engine.now().as_second() - ONLINE_SECONDS;
    response.staff_online = stats::staff_online(&mut c, since).await?.into();
    if days > 0 {
        let lines = timelines(&cx.engine, &mut c, days).await?;
        response.timeline_data = Some(StatsTimeline {
            new_orders: counted(&lines.new_orders),
            accepted_orders: counted(&lines.accepted_orders),
            income: paid(&lines.income),
            expenditure: paid(&lines.expenditure),
            new_tickets: counted(&lines.new_tickets),
        });
        if !sees_income {
            response.hide_income();
        }
    }
    Ok(response)
}

async fn put_income(c: &mut Conn, begin: Beginnings, out: &mut GetStatsResponse) -> Result<()> {
    let sums = income(c, begin).await?;
    let currencies = Currencies::read(c).await?;
    let told = |money: Money| currencies.on_the_wire(money).into();
    out.income_today = told(sums.today);
    out.income_thismonth = told(sums.this_month);
    out.income_thisyear = told(sums.this_year);
    out.income_alltime = told(sums.all_time);
    Ok(())
}

async fn put_orders(c: &mut Conn, begin: Beginnings, out: &mut GetStatsResponse) -> Result<()> {
    let today = words(stats::orders(c, begin.today, i64::MAX).await?);
    let yesterday = words(stats::orders(c, begin.yesterday, begin.today).await?);
    let own = statuses::all(c).await?;
    // A status of the house's own counts as what it says.
    let of = |counts: &BTreeMap<String, i64>, word: &str| -> Num {
        let counted = |row: &&StatusRow| match word {
            _ if row.title == word => false,
            "Pending" => row.show_pending,
            "Active" => row.show_active,
            "Cancelled" => row.show_cancelled,
            _ => false,
        };
        let titles = own.iter().filter(counted).map(|row| row.title.as_str());
        let each = titles.chain([word]).filter_map(|title| counts.get(title));
        each.sum::<i64>().into()
    };
    out.orders_today_cancelled = of(&today, "Cancelled");
    out.orders_today_pending = of(&today, "Pending");
    out.orders_today_fraud = of(&today, "Fraud");
    out.orders_today_active = of(&today, "Active");
    out.orders_today_total = total(&today);
    out.orders_yesterday_cancelled = of(&yesterday, "Cancelled");
    out.orders_yesterday_pending = of(&yesterday, "Pending");
    out.orders_yesterday_fraud = of(&yesterday, "Fraud");
    out.orders_yesterday_active = of(&yesterday, "Active");
    out.orders_yesterday_total = total(&yesterday);
    out.orders_thismonth_total = total(&words(stats::orders(c, begin.month, i64::MAX).await?));
    out.orders_thisyear_total = total(&words(stats::orders(c, begin.year, i64::MAX).await?));
    out.orders_pending = stats::orders_pending(c).await?.into();
    Ok(())
}

async fn put_tickets(c: &mut Conn, out: &mut GetStatsResponse) -> Result<()> {
    let counts = stats::tickets(c).await?;
    let sum = |which: fn(&TicketCount) -> bool, what: fn(&TicketCount) -> i64| -> Num {
        counts.iter().filter(|count| which(count)).map(what).sum::<i64>().into()
    };
    let of = |word: &str| -> Num {
        let found = counts.iter().find(|count| count.word == word);
        found.map_or(0, |count| count.items).into()
    };
    out.tickets_open = of("Open");
    out.tickets_answered = of("Answered");
    out.tickets_customerreply = of("Customer-Reply");
    out.tickets_closed = of("Closed");
    out.tickets_onhold = of("On Hold");
    out.tickets_inprogress = of("In Progress");
    out.tickets_allactive = sum(|count| count.is_active, |count| count.items);
    out.tickets_awaitingreply = sum(|count| count.is_awaiting, |count| count.items);
    out.tickets_flaggedtickets = sum(|count| count.is_active, |count| count.flagged);
    Ok(())
}

fn words(counts: Vec<Count>) -> BTreeMap<String, i64> {
    counts.into_iter().map(|count| (count.word, count.items)).collect()
}

fn total(counts: &BTreeMap<String, i64>) -> Num {
    counts.values().sum::<i64>().into()
}

fn counted(line: &Timeline<i64>) -> Named<Num> {
    line.iter().map(|(date, count)| (date.to_string(), (*count).into())).collect()
}

fn paid(line: &Timeline<Money>) -> Named<protocol::wire::Amount> {
    line.iter().map(|(date, money)| (date.to_string(), amount(*money))).collect()
}
