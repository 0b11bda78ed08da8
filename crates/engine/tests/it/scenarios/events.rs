//! Events of clients and of what they have.
//!
//! - `client NAME CURRENCY`, `let CLIENT exempt|no-charges|no-notices|no-fees|untaxed|separate`,
//!   `let CLIENT country XX`, `let CLIENT vat NUMBER`, `let CLIENT billing-day N`,
//!   `group CLIENT exempt|separate`, `group CLIENT billing-day N`, `group CLIENT discount PERCENT`
//! - `order CLIENT PRODUCT CYCLE [KEY VALUE…]`; keys: `promo CODE`, `price AMOUNT`, `count N`,
//!   `with ADDON`, `named DOMAIN`; `register CLIENT DOMAIN [promo CODE]`
//! - `cancel order N`, `fraud order N`
//! - `upgrade hosted N PRODUCT [CYCLE]`, `end hosted N now|at-period-end`, `keep hosted N [DATE]`,
//!   `reprice hosted N AMOUNT`, `suspend hosted N` (by hand, for abuse)
//! - `credit CLIENT AMOUNT`, `take CLIENT AMOUNT`

use engine::billing::credit;
use engine::hosting::upgrades::{self, Wanted};
use engine::ordering::cart::{NewDomain, NewItem, NewOrder, NewService, WantedAddon};
use engine::ordering::place as ordering;
use engine::ordering::states;
use engine::system::currencies::Currencies;
use engine::{Act, Result};
use model::domains::status::DomainOrderType;
use model::hosting::service::CancellationType;
use model::ids::{ClientId, ProductAddonId};
use model::money::Money;
use store::args;
use store::hosting::{cancellations, services};

use super::shelf::cycle;
use super::stage::Stage;
use crate::house::client_in;

impl Stage {
    /// Carries out what happens in one act.
    pub(super) async fn write(&mut self, act: &mut Act, words: &[&str], place: &str) -> Result<()> {
        let known = self.put(act, words).await?
            || self.paper(act, words).await?
            || self.addon_of_name(act, words).await?;
        if known {
            return Ok(());
        }
        match words {
            ["client", name, currency] => {
                let currencies = Currencies::read(&mut act.conn).await?;
                let currency = currencies.by_code(currency).unwrap().id;
                let id = client_in(&mut act.conn, currency.0).await;
                self.clients.insert((*name).to_owned(), id);
                Ok(())
            }
            ["let", name, what, more @ ..] => {
                let value = more.first().copied().unwrap_or("1");
                change(act, self.clients[*name], what, value).await
            }
            ["group", name, what, more @ ..] => {
                let number = more.first().map_or(0, |number| number.parse().unwrap());
                group(act, self.clients[*name], what, number).await
            }
            ["order", name, product, cycle, more @ ..] => {
                self.order_of(act, name, (product, cycle), more).await
            }
            ["register", name, domain, more @ ..] => self.register(act, name, domain, more).await,
            ["cancel", "order", number] => {
                let id = self.order(number).await.id;
                states::cancel(act, id).await
            }
            ["fraud", "order", number] => {
                let id = self.order(number).await.id;
                states::fraud(act, id).await
            }
            ["credit", name, amount] => {
                let client = self.clients[*name];
                let amount = self.money_of(act, client, amount).await;
                credit::add(act, client, amount, "Credit", 0).await.map(drop)
            }
            ["take", name, amount] => {
                let client = self.clients[*name];
                let amount = self.money_of(act, client, amount).await;
                credit::remove(act, client, amount, "Correction", 0).await.map(drop)
            }
            [verb, "hosted", number, more @ ..] => self.hosted_event(act, number, verb, more).await,
            _ => panic!("{place}: nobody knows {words:?}"),
        }
    }

    pub(super) fn gateway_of(&self, client: ClientId) -> &'static str {
        if self.carded.contains(&client) { "fakecard" } else { "faketransfer" }
    }

    async fn order_of(
        &self,
        act: &mut Act,
        name: &str,
        (product, cycle): (&str, &str),
        more: &[&str],
    ) -> Result<()> {
        let client = self.clients[name];
        let mut order = NewOrder::new(client, self.gateway_of(client));
        let mut service = NewService::new(self.products[product]);
        cycle.clone_into(&mut service.cycle);
        let mut count = 1;
        for pair in more.chunks(2) {
            let value = pair[1];
            match pair[0] {
                "promo" => value.clone_into(&mut order.promo_code),
                "price" => service.price_override = Some(value.to_owned()),
                "count" => count = value.parse().unwrap(),
                "named" => value.clone_into(&mut service.domain),
                "with" => service.addons.push(addon(act, value).await),
                other => panic!("orders know nothing of {other}"),
            }
        }
        order.items = (0..count).map(|_| NewItem::Product(Box::new(service.clone()))).collect();
        ordering::place(act, order).await.map(drop)
    }

    async fn register(&self, act: &mut Act, name: &str, domain: &str, more: &[&str]) -> Result<()> {
        let client = self.clients[name];
        let mut order = NewOrder::new(client, self.gateway_of(client));
        if let ["promo", code] = more {
            (*code).clone_into(&mut order.promo_code);
        }
        order.items.push(NewItem::Domain(NewDomain {
            name: domain.to_owned(),
            kind: DomainOrderType::Register,
            years: 1,
            epp_code: String::new(),
            dns_management: false,
            email_forwarding: false,
            id_protection: false,
            extra: Vec::new(),
            price_override: None,
            renew_override: None,
        }));
        ordering::place(act, order).await.map(drop)
    }

    async fn hosted_event(
        &self,
        act: &mut Act,
        number: &str,
        verb: &str,
        more: &[&str],
    ) -> Result<()> {
        let id = self.hosted(number).await;
        let row = services::by_id(&mut act.conn, id).await?.unwrap();
        match (verb, more) {
            ("upgrade", [product, to @ ..]) => {
                let product = self.products[*product];
                let wanted = Wanted::Product { product, cycle: to.first().map(|it| cycle(it)) };
                let gateway = self.gateway_of(row.client_id);
                upgrades::order(act, id, &wanted, gateway, "").await.map(drop)
            }
            ("end", [when]) => {
                let kind = match *when {
                    "now" => CancellationType::Immediate,
                    _ => CancellationType::EndOfPeriod,
                };
                let at = act.at();
                cancellations::insert(&mut act.conn, id, row.client_id, kind, "", at).await?;
                Ok(())
            }
            ("keep", until) => {
                let sql = "update services set override_auto_suspend = 1,
                    override_suspend_until = $2 where id = $1";
                let until = until.first().map(|day| (*day).to_owned());
                act.conn.exec(sql, args![id, until]).await?;
                Ok(())
            }
            ("reprice", [amount]) => {
                let amount = self.money_of(act, row.client_id, amount).await;
                let sql = "update services set recurring_minor = $2 where id = $1";
                act.conn.exec(sql, args![id, amount.minor]).await?;
                Ok(())
            }
            ("suspend", []) => {
                let sql = "update services set status = 'Suspended', suspend_reason = 'Abuse'
                    where id = $1";
                act.conn.exec(sql, args![id]).await?;
                Ok(())
            }
            _ => panic!("nobody knows {verb} hosted {more:?}"),
        }
    }

    pub(super) async fn money_of(&self, act: &mut Act, client: ClientId, text: &str) -> Money {
        let currency = engine::billing::issue::currency_of(act, client).await.unwrap();
        Money::parse(text, &currency).unwrap()
    }
}

async fn change(act: &mut Act, client: ClientId, what: &str, value: &str) -> Result<()> {
    let column = match what {
        "exempt" => "suspend_terminate_exempt",
        "no-charges" => "disable_auto_cc",
        "no-notices" => "overdue_notice_exempt",
        "no-fees" => "late_fee_exempt",
        "untaxed" => "tax_exempt",
        "separate" => "separate_invoices",
        "billing-day" => "billing_day",
        "country" => "country",
        "vat" => "tax_id",
        other => panic!("clients know nothing of {other}"),
    };
    let sql = format!("update clients set {column} = $2 where id = $1");
    match what {
        "country" | "vat" => act.conn.exec(&sql, args![client, value]).await?,
        "billing-day" => act.conn.exec(&sql, args![client, value.parse::<i64>().unwrap()]).await?,
        _ => act.conn.exec(&sql, args![client, 1_i64]).await?,
    };
    Ok(())
}

async fn group(act: &mut Act, client: ClientId, what: &str, number: i64) -> Result<()> {
    let (exempt, separate) = (i64::from(what == "exempt"), i64::from(what == "separate"));
    let (day, off) = if what == "discount" { (0, number * 10_000) } else { (number, 0) };
    let sql = "insert into client_groups (name, suspend_terminate_exempt, separate_invoices,
            billing_day, discount_percent)
        values ($1, $2, $3, $4, $5) returning id";
    let id: i64 = act.conn.scalar(sql, args![what, exempt, separate, day, off]).await?;
    act.conn.exec("update clients set group_id = $2 where id = $1", args![client, id]).await?;
    Ok(())
}

async fn addon(act: &mut Act, name: &str) -> WantedAddon {
    let sql = "select id from product_addons where name = $1";
    let addon: ProductAddonId = act.conn.scalar(sql, args![name]).await.unwrap();
    WantedAddon { addon, quantity: 1 }
}
