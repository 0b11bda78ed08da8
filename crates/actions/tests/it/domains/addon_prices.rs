//! What DNS management, mail forwarding and ID protection cost with a name.

use actions::testing::TestActions;
use model::domains::status::DomainStatus;
use protocol::wire::{Amount, Keyed};
use protocol::{
    AddOrder, CreateOrUpdateTLD, DomainRegister, DomainToggleIdProtect, GenInvoices,
    GetDomainAddonPrices, GetInvoice, GetTLDPricing, PreviewOrder, PreviewOrderResponse,
    UpdateClientDomain, UpdateDomainAddonPrices,
};

use super::house::{add, listed, row, take_cheques};
use crate::support::house::{client, each};

fn amount(text: &str) -> Amount {
    Amount::parse(text).unwrap()
}

/// `.com` with DNS management and ID protection, but no mail forwarding.
async fn sell(test: &TestActions) {
    let prices = |pairs: &[(u64, &str)]| -> Keyed<Amount, u64> {
        pairs.iter().map(|(years, price)| (*years, amount(price))).collect()
    };
    let ending = CreateOrUpdateTLD {
        extension: ".com".into(),
        currency_code: Some("USD".into()),
        register: prices(&[(1, "10.00"), (2, "19.00")]),
        renew: prices(&[(1, "12.00"), (2, "23.00")]),
        dns_management: Some(true.into()),
        id_protection: Some(true.into()),
        ..CreateOrUpdateTLD::default()
    };
    test.call(ending).await.unwrap();
    let set = UpdateDomainAddonPrices {
        currencyid: 1,
        dnsmanagement: Some(amount("2.00")),
        emailforwarding: Some(amount("3.00")),
        idprotection: Some(amount("5.00")),
    };
    assert_eq!(test.call(set.clone()).await.unwrap().numchanges.0, 3);
    assert_eq!(test.call(set).await.unwrap().numchanges.0, 0);
}

fn wanted(years: u64) -> PreviewOrder {
    PreviewOrder {
        clientid: Some(1),
        domain: vec!["new.com".to_owned()].into(),
        domaintype: vec!["register".to_owned()].into(),
        regperiod: vec![Some(years)].into(),
        dnsmanagement: vec![true.into()].into(),
        emailforwarding: vec![true.into()].into(),
        idprotection: vec![true.into()].into(),
        ..PreviewOrder::default()
    }
}

fn first(preview: &PreviewOrderResponse) -> (&str, &str) {
    let line = &preview.lines.0.line[0];
    (line.amount.as_str(), line.recurringamount.as_ref().unwrap().as_str())
}

#[tokio::test(flavor = "multi_thread")]
async fn they_are_told_and_set_by_currency() {
    for test in each().await {
        sell(&test).await;
        let found = test.call(GetTLDPricing::default()).await.unwrap();
        let addons = &found.pricing.get("com").unwrap().addons;
        let price = |price: &Option<Amount>| price.as_ref().map(|price| price.as_str().to_owned());
        assert_eq!(price(&addons.dnsprice).as_deref(), Some("2.00"));
        assert_eq!(price(&addons.idprotectprice).as_deref(), Some("5.00"));
        assert_eq!(price(&addons.emailprice), None, "it is not offered with this ending");
        let in_euro = GetTLDPricing { currencyid: Some(2), clientid: None };
        let in_euro = test.call(in_euro).await.unwrap();
        assert!(in_euro.pricing.get("com").unwrap().addons.dnsprice.is_none());
        let all = test.call(GetDomainAddonPrices {}).await.unwrap().prices.0.price;
        let shown: Vec<_> = all.iter().map(|row| row.idprotection.as_str()).collect();
        assert_eq!(shown[..2], ["5.00", "0.00"]);
        let change = UpdateDomainAddonPrices { currencyid: 1, ..Default::default() };
        let free = UpdateDomainAddonPrices { idprotection: Some(amount("0")), ..change.clone() };
        assert_eq!(test.call(free).await.unwrap().numchanges.0, 1);
        let wrong = UpdateDomainAddonPrices { dnsmanagement: Some(amount("-1")), ..change.clone() };
        assert_eq!(test.refused(wrong).await, "A price cannot be negative");
        let wrong = UpdateDomainAddonPrices { currencyid: 99, ..change };
        assert_eq!(test.refused(wrong).await, "Currency ID Not Found");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn they_are_paid_with_the_name_and_with_each_renewal() {
    for test in each().await {
        sell(&test).await;
        let preview = test.call(wanted(1)).await.unwrap();
        assert_eq!(first(&preview), ("17.00", "19.00"));
        let line = &preview.lines.0.line[0];
        let under: Vec<&str> = line.description.lines().skip(1).collect();
        assert_eq!(under, ["+ DNS Management", "+ ID Protection"]);
        let steps: Vec<_> = line.steps.iter().map(|step| step.amount.as_str()).collect();
        assert_eq!(steps, ["10.00", "2.00", "5.00"]);
        let preview = test.call(wanted(2)).await.unwrap();
        assert_eq!(first(&preview), ("33.00", "37.00"));
        assert_eq!(&*preview.lines.0.line[0].billingcycle, "Biennially");
        // What staff says is the whole price.
        let given =
            PreviewOrder { domainpriceoverride: vec![Some(amount("1.00"))].into(), ..wanted(1) };
        assert_eq!(first(&test.call(given).await.unwrap()), ("1.00", "19.00"));

        take_cheques(&test).await;
        let PreviewOrder { domain, domaintype, dnsmanagement, idprotection, .. } = wanted(1);
        let order = AddOrder {
            clientid: 1,
            paymentmethod: Some("mailin".to_owned()),
            domain,
            domaintype,
            dnsmanagement,
            idprotection,
            ..AddOrder::default()
        };
        let placed = test.call(order).await.unwrap();
        let invoice = GetInvoice { invoiceid: placed.invoiceid.id().unwrap() };
        assert_eq!(test.call(invoice).await.unwrap().subtotal.as_str(), "17.00");
        let id = placed.domainids.0[0];
        let domain = listed(&test, id).await;
        assert_eq!(domain.recurringamount.as_str(), "19.00");
        assert!(domain.idprotection.0 && domain.dnsmanagement.0 && !domain.emailforwarding.0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_renewal_says_what_it_is_for() {
    for test in each().await {
        sell(&test).await;
        let mut held = row(1, "held.com");
        (held.status, held.id_protection) = (DomainStatus::Active, true);
        let id = add(&test, &held).await;
        let again = UpdateClientDomain {
            domainid: Some(id),
            autorecalc: Some(true.into()),
            ..UpdateClientDomain::default()
        };
        test.call(again).await.unwrap();
        assert_eq!(listed(&test, id).await.recurringamount.as_str(), "17.00");
        let made = test.call(GenInvoices::default()).await.unwrap();
        assert_eq!(made.numcreated.0, 1);
        let invoice = test.call(GetInvoice { invoiceid: 1 }).await.unwrap();
        let line = &invoice.items.0.item[0];
        assert_eq!(line.amount.as_str(), "17.00");
        assert!(line.description.ends_with("\n+ ID Protection"), "{}", line.description);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_gives_it_up_and_books_it_with_staff() {
    for test in each().await {
        sell(&test).await;
        let mut held = row(1, "held.com");
        (held.id_protection, held.recurring_minor) = (true, 1_700);
        let id = add(&test, &held).await;
        let register = DomainRegister { domainid: Some(id), ..DomainRegister::default() };
        test.call(register).await.unwrap();
        let set = |on: bool| DomainToggleIdProtect { domainid: id, idprotect: on.into() };
        let ann = client(1);
        test.call_as(&ann, set(true)).await.unwrap();
        assert_eq!(listed(&test, id).await.recurringamount.as_str(), "17.00");
        for _ in 0..2 {
            test.call_as(&ann, set(false)).await.unwrap();
            assert_eq!(listed(&test, id).await.recurringamount.as_str(), "12.00");
        }
        let refused = test.call_as(&ann, set(true)).await.unwrap_err();
        let said = "ID protection is not booked with this domain: order it first";
        assert_eq!(refused.refusal().unwrap().said, said);
        test.call(set(true)).await.unwrap();
        assert!(listed(&test, id).await.idprotection.0);
    }
}
