//! One day of the company: people join, order, pay, ask; renewals are invoiced.

use engine::Result;
use jiff::civil::Date;
use model::dates::days_between;
use model::money::{Currency, Money};
use modules::payment::SandboxCard;
use protocol::wire::{Flag, WireDateTime};
use protocol::{
    AcceptOrder, AddInvoicePayment, AddOrder, AffiliateActivate, GenInvoices, GetClientsProducts,
    GetInvoices, GetOrders, GetProducts, Invoice, ModuleSuspend,
};

use crate::people::{CLIENTS, CLIENTS_I64, People, Person, join};
use crate::today::AFFILIATE;
use crate::{Making, content, support};

/// Days after the due date at which an unpaid service is suspended (B26).
const SUSPEND_AFTER_DAYS: i64 = 5;

/// Plays one day.
pub(crate) async fn day(making: &Making, people: &mut People, day: i64) -> Result<()> {
    let joining_days = (making.days - 30).max(1);
    let due = usize::try_from(day * CLIENTS_I64 / joining_days).unwrap_or(CLIENTS);
    while people.0.len() <= due && people.0.len() < CLIENTS {
        join(making, people, day).await?;
        if people.0.len() == AFFILIATE + 1 {
            let userid = people.0.last().map_or(0, |person| person.id);
            making.call(AffiliateActivate { userid }).await?;
        }
        let orders = 1 + people.0.len() % 2;
        for _ in 0..orders {
            order(making, people).await?;
        }
    }
    if day % 40 == 20 {
        order(making, people).await?;
    }
    making.call(GenInvoices { noemails: Flag(true), ..GenInvoices::default() }).await?;
    pay(making, people, day).await?;
    if day % 9 == 4 {
        support::conversation(making, people, day).await?;
    }
    engine::jobs::run_until_idle(&making.engine).await?;
    accept(making).await?;
    content::day(making, people, day).await
}

/// The newest client orders, or any client does again.
async fn order(making: &Making, people: &mut People) -> Result<()> {
    let newest = people.0.len().saturating_sub(1);
    let who = if making.below(3) == 0 { making.below(people.0.len()) } else { newest };
    let Some(person) = people.0.get_mut(who) else { return Ok(()) };
    let products = making.call(GetProducts::default()).await?.products.0.product.0;
    let Some(product) = making.one_of(&products) else { return Ok(()) };
    // With the first service comes the name itself.
    let is_first = person.services == 0;
    let cycle = making.one_of(&["monthly", "monthly", "monthly", "quarterly", "annually"]);
    let call = AddOrder {
        clientid: person.id,
        paymentmethod: Some(person.gateway.to_owned()),
        pid: vec![product.pid.id().unwrap_or_default()].into(),
        billingcycle: vec![cycle.copied().unwrap_or("monthly").to_owned()].into(),
        domain: vec![host(person.services, &person.domain)].into(),
        domaintype: if is_first { vec!["register".to_owned()] } else { Vec::new() }.into(),
        dnsmanagement: if is_first { vec![Flag(true)] } else { Vec::new() }.into(),
        regperiod: if is_first { vec![Some(1)] } else { Vec::new() }.into(),
        affid: (person.id % 5 == 4).then_some(1),
        promocode: (making.below(6) == 0).then(|| "WELCOME20".to_owned()),
        noemail: Flag(true),
        noinvoiceemail: Flag(true),
        ..AddOrder::default()
    };
    making.call(call).await?;
    person.services += 1;
    Ok(())
}

/// A name of its own for each service.
fn host(number: usize, domain: &str) -> String {
    const NAMES: [&str; 6] = ["shop", "app", "mail", "staging", "git", "files"];
    match number.checked_sub(1) {
        None => domain.to_owned(),
        Some(number) => {
            let name = NAMES.get(number % NAMES.len()).copied().unwrap_or("host");
            let round = number / NAMES.len();
            let round = if round == 0 { String::new() } else { (round + 1).to_string() };
            format!("{name}{round}.{domain}")
        }
    }
}

/// Orders that are paid are set up by now: staff accept them.
async fn accept(making: &Making) -> Result<()> {
    let call = GetOrders {
        status: Some("Pending".to_owned()),
        limitnum: Some(100),
        ..GetOrders::default()
    };
    for order in making.call(call).await?.orders.0.order {
        if order.paymentstatus.as_deref() != Some("Paid") {
            continue;
        }
        let call = AcceptOrder {
            orderid: order.id.id().unwrap_or_default(),
            autosetup: Some(Flag(false)),
            registrar: Some("sandbox".to_owned()),
            sendregistrar: Some(Flag(true)),
            sendemail: Some(Flag(false)),
            ..AcceptOrder::default()
        };
        making.call(call).await?;
    }
    Ok(())
}

/// Whoever pays today pays; whoever does not is suspended in time.
async fn pay(making: &Making, people: &People, day: i64) -> Result<()> {
    let today = making.engine.today().await?;
    let call = GetInvoices {
        status: Some("Unpaid".to_owned()),
        limitnum: Some(500),
        ..GetInvoices::default()
    };
    for invoice in making.call(call).await?.invoices.0.invoice {
        let Some(person) = people.0.iter().find(|person| Some(person.id) == invoice.userid.id())
        else {
            continue;
        };
        let Some(due_on) = invoice.duedate.0 else { continue };
        let late = i64::from(days_between(due_on, today));
        let gone = person.gone_after.is_some_and(|last| day > last);
        if late < person.pays_after {
            continue;
        }
        if !gone {
            pay_one(making, person, &invoice, today).await?;
        } else if late == SUSPEND_AFTER_DAYS {
            suspend(making, person).await?;
        }
    }
    Ok(())
}

async fn pay_one(making: &Making, person: &Person, invoice: &Invoice, today: Date) -> Result<()> {
    let invoiceid = invoice.id.id().unwrap_or_default();
    let transid = if person.gateway == "sandboxcard" {
        // As the sandbox would have named it, so that it gives the money back when it is asked.
        let currency = Currency::iso(&invoice.currencycode)?;
        let balance = invoice.balance.unwrap_or(invoice.total);
        let amount = Money::parse(balance.as_str(), &currency)?;
        SandboxCard::transaction_id(amount, &format!("demo-{invoiceid}"))
    } else {
        format!("bt-{invoiceid}")
    };
    let call = AddInvoicePayment {
        invoiceid,
        transid: Some(transid),
        gateway: person.gateway.to_owned(),
        date: WireDateTime(Some(today.at(10, 0, 0, 0))),
        noemail: Flag(true),
        ..AddInvoicePayment::default()
    };
    making.call(call).await?;
    Ok(())
}

async fn suspend(making: &Making, person: &Person) -> Result<()> {
    let call = GetClientsProducts { clientid: Some(person.id), ..GetClientsProducts::default() };
    for service in making.call(call).await?.products.0.product {
        if &*service.status == "Active" {
            let call = ModuleSuspend {
                serviceid: service.id.id().unwrap_or_default(),
                suspendreason: Some("Overdue on Payment".to_owned()),
            };
            making.call(call).await?;
        }
    }
    Ok(())
}
