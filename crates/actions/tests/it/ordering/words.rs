//! What people write and read in orders: names in any script, answers of every kind, dates.

use actions::testing::each;
use protocol::{AddOrder, PreviewOrder};
use serde_json::json;
use store::args;

use super::scene;
use crate::billing::{ask, refused};
use crate::people::stage::run;
use crate::support::house::client;

/// The value of a field of the first product.
fn fields(field: &serde_json::Value, value: &str) -> String {
    format!("customfields[0][{field}]={value}")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_product_asks_and_takes_only_what_its_fields_offer() {
    for test in each().await.unwrap() {
        scene::open(&test).await;
        let of = "type=product&relid=1&showorder=1";
        let add = format!("{of}&name=System&fieldtype=dropdown&options=Debian,Alma&required=1");
        let system = ask(&test, "AddCustomField", &add).await["fieldid"].clone();
        let add = format!("{of}&name=Site&fieldtype=link");
        let site = ask(&test, "AddCustomField", &add).await["fieldid"].clone();
        let told = ask(&test, "GetProducts", "pid=1").await;
        let asked = &told["products"]["product"][0]["customfields"]["customfield"];
        assert_eq!(
            (&asked[0]["type"], &asked[0]["options"]),
            (&json!("dropdown"), &json!("Debian,Alma"))
        );
        let order = "clientid=1&paymentmethod=mailin&pid[0]=1";
        for (sent, said) in [
            (fields(&system, "Windows"), "System must be one of: Debian, Alma"),
            (
                format!("{}&{}", fields(&system, "Alma"), fields(&site, "javascript:x")),
                "Site must be a web address, as https://example.com",
            ),
        ] {
            assert_eq!(
                refused(&test, "AddOrder", &format!("{order}&{sent}")).await,
                said,
                "{sent}"
            );
        }
        let good = format!("{order}&{}", fields(&system, "Alma"));
        let service = ask(&test, "AddOrder", &good).await["serviceids"].clone();
        let service = service.as_str().unwrap();
        let change = format!("serviceid={service}&customfields[{system}]=");
        let said = refused(&test, "UpdateClientProduct", &format!("{change}Windows")).await;
        assert_eq!(said, "System must be one of: Debian, Alma");
        ask(&test, "UpdateClientProduct", &format!("{change}Debian")).await;
        let found = ask(&test, "GetClientsProducts", &format!("serviceid={service}")).await;
        let kept = &found["products"]["product"][0]["customfields"]["customfield"][0]["value"];
        assert_eq!(kept, "Debian");
    }
}

/// Typed as people write it, kept and told as the wire has it, and read again by people.
#[tokio::test(flavor = "multi_thread")]
async fn names_are_ordered_in_any_script() {
    for test in each().await.unwrap() {
        scene::open(&test).await;
        run(
            &test,
            "insert into tlds (name) values ('.de'), ('.xn--p1ai');
                insert into tld_prices (tld_id, currency_id, kind, years, price_minor)
                    values (1, 1, 'register', 1, 900), (2, 1, 'register', 1, 900);",
        )
        .await;
        for (number, (typed, kept, shown)) in [
            ("Müller.DE", "xn--mller-kva.de", "müller.de"),
            ("пример.рф", "xn--e1afmkfd.xn--p1ai", "пример.рф"),
        ]
        .into_iter()
        .enumerate()
        {
            let order =
                format!("clientid=1&paymentmethod=mailin&domain[0]={typed}&domaintype[0]=register");
            let preview = ask(&test, "PreviewOrder", &order).await;
            let line = &preview["lines"]["line"][0]["description"];
            let line = line.as_str().unwrap_or_default();
            assert!(
                line.starts_with(&format!("Domain Registration - {shown} - 1 Year")),
                "{preview}"
            );
            let placed = ask(&test, "AddOrder", &order).await;
            let found = ask(&test, "GetClientsDomains", "clientid=1").await;
            assert_eq!(found["domains"]["domain"][number]["domainname"], kept, "{found}");
            let read =
                ask(&test, "GetInvoice", &format!("invoiceid={}", placed["invoiceid"])).await;
            let line = read["items"]["item"][0]["description"].as_str().unwrap_or_default();
            assert!(line.contains(shown), "{read}");
        }
        let order = "clientid=1&paymentmethod=mailin&pid[0]=1&domain[0]=www.Müller.de";
        ask(&test, "AddOrder", order).await;
        let found = ask(&test, "GetClientsProducts", "clientid=1").await;
        assert_eq!(found["products"]["product"][0]["domain"], "www.xn--mller-kva.de");
        let wrong = "clientid=1&paymentmethod=mailin&domain[0]=mü ller.de&domaintype[0]=register";
        let said = refused(&test, "AddOrder", wrong).await;
        assert_eq!(said, "The domain name has a character that is not allowed.");
    }
}

/// Lines have their dates as the company writes them; what is kept does not depend on that.
#[tokio::test(flavor = "multi_thread")]
async fn periods_are_written_as_the_company_writes_dates() {
    for test in each().await.unwrap() {
        scene::open(&test).await;
        let order = "clientid=1&paymentmethod=mailin&pid[0]=1&billingcycle[0]=monthly";
        let id = ask(&test, "AddOrder", order).await["invoiceid"].clone();
        let read = || async { ask(&test, "GetInvoice", &format!("invoiceid={id}")).await };
        let kept = || async {
            let mut c = test.engine.engine.read().await.unwrap();
            let sql = "select description from invoice_items order by id limit 1";
            c.scalar::<String>(sql, args![]).await.unwrap()
        };
        let line = read().await["items"]["item"][0].clone();
        let days = ["periodfrom", "periodto"].map(|name| line[name].as_str().unwrap().to_owned());
        let iso = format!("Starter ({} - {})", days[0], days[1]);
        let before = kept().await;
        assert!(before.starts_with(&iso), "{before}");
        let format = "setting=DateFormat&value=";
        let said = refused(&test, "SetConfigurationValue", &format!("{format}dd/mm/yy")).await;
        assert!(said.starts_with("It can be: DD/MM/YYYY, DD.MM.YYYY, "), "{said}");
        ask(&test, "SetConfigurationValue", &format!("{format}MM/DD/YYYY")).await;
        let written = |day: &str| format!("{}/{}/{}", &day[5..7], &day[8..], &day[..4]);
        let shown = format!("Starter ({} - {})", written(&days[0]), written(&days[1]));
        let line = read().await["items"]["item"][0].clone();
        assert!(line["description"].as_str().unwrap().starts_with(&shown), "{line}");
        let preview = ask(&test, "PreviewOrder", order).await;
        let text = &preview["lines"]["line"][0]["description"];
        assert!(text.as_str().unwrap().starts_with(&shown), "{preview}");
        assert_eq!(kept().await, before);

        // Sent back with another word in it, it is kept as before.
        let mut act = test.engine.act().await.unwrap();
        act.conn.exec("update invoices set status = 'Draft'", args![]).await.unwrap();
        act.commit().await.unwrap();
        let (text, line) = (line["description"].as_str().unwrap(), &line["id"]);
        let change = format!(
            "invoiceid={id}&itemdescription[{line}]=My {text}&itemamount[{line}]=10.00\
             &itemtaxed[{line}]=0"
        );
        ask(&test, "UpdateInvoice", &change).await;
        assert_eq!(kept().await, format!("My {before}"));
    }
}

/// What a transfer costs is told before its code is known; ordered it is only with the code.
#[tokio::test(flavor = "multi_thread")]
async fn a_price_needs_no_transfer_code() {
    for test in each().await.unwrap() {
        scene::open(&test).await;
        run(
            &test,
            "insert into tlds (name, epp_code) values ('.org', 1);
                insert into tld_prices (tld_id, currency_id, kind, years, price_minor)
                    values (1, 1, 'transfer', 1, 900);",
        )
        .await;
        let me = client(1);
        let names = || vec!["example.org".to_owned()].into();
        let kinds = || vec!["transfer".to_owned()].into();
        let preview = PreviewOrder {
            clientid: Some(1),
            domain: names(),
            domaintype: kinds(),
            ..PreviewOrder::default()
        };
        let told = test.call_as(&me, preview).await.unwrap();
        assert_eq!(told.total.as_str(), "9.00");
        let order = AddOrder {
            clientid: 1,
            paymentmethod: Some("mailin".to_owned()),
            domain: names(),
            domaintype: kinds(),
            ..AddOrder::default()
        };
        let refused = test.call_as(&me, order.clone()).await.unwrap_err();
        let said = &refused.refusal().unwrap().said;
        assert_eq!(&**said, "The transfer of example.org needs its EPP code");
        let with = AddOrder { eppcode: vec!["c0de".into()].into(), ..order };
        test.call_as(&me, with).await.unwrap();
    }
}

/// An affiliate that there is none of sent nobody, now and later.
#[tokio::test(flavor = "multi_thread")]
async fn an_order_is_of_an_affiliate_that_there_is() {
    for test in each().await.unwrap() {
        scene::open(&test).await;
        ask(&test, "AffiliateActivate", "userid=3").await;
        for affiliate in [1, 99] {
            let order = "clientid=1&paymentmethod=mailin&pid[0]=1";
            let made = ask(&test, "AddOrder", &format!("{order}&affid={affiliate}")).await;
            assert_eq!(made["result"], "success", "{made}");
        }
        let mut c = test.engine.engine.read().await.unwrap();
        let sql = "select affiliate_id from orders order by id";
        let kept: Vec<i64> = c.column(sql, args![]).await.unwrap();
        assert_eq!(kept, [1, 0]);
    }
}

/// Who agreed, to what, when and from where: the log has it, if the house asks for it.
#[tokio::test(flavor = "multi_thread")]
async fn an_agreement_to_the_terms_is_kept_in_the_log() {
    const KEPT: &str = "select description from activity
        where description like 'Terms of Service Agreed%' order by id";
    for test in each().await.unwrap() {
        scene::open(&test).await;
        let order = "clientid=1&paymentmethod=mailin&pid[0]=1&termsagreed=1";
        ask(&test, "AddOrder", order).await;
        for (setting, value) in [("EnableTOSAccept", "on"), ("TermsOfService", "/kb/7")] {
            let query = format!("setting={setting}&value={value}");
            ask(&test, "SetConfigurationValue", &query).await;
        }
        ask(&test, "AddOrder", "clientid=1&paymentmethod=mailin&pid[0]=1").await;
        let made = ask(&test, "AddOrder", order).await;
        let mut c = test.engine.engine.read().await.unwrap();
        let kept: Vec<String> = c.column(KEPT, args![]).await.unwrap();
        let id = made["orderid"].to_string().replace('"', "");
        assert_eq!(kept, [format!("Terms of Service Agreed - Order ID: {id} - /kb/7")]);
    }
}
