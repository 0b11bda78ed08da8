//! Card numbers stay out of this program: where no sandbox takes them they are refused before
//! anything is asked, written down or logged.

use actions::Format;
use actions::testing::{TestActions, each};
use engine::{Fault, IdempotencyKey};
use ports::payment::TAKES_NO_NUMBERS;
use protocol::Form;
use store::args;

use super::{ask, furnish, refused, refused_field};

const NUMBER: &str = "4242424242424242";

/// A client, and only a gateway that takes what its own form made of a card.
async fn begin(test: &TestActions) -> i64 {
    let client = furnish(test).await;
    let mut act = test.engine.act().await.unwrap();
    let sql = "insert into gateways (module, name, position) values ('fakehosted', 'Wallet', 5)";
    act.conn.exec(sql, args![]).await.unwrap();
    let sql = "delete from gateways where module = 'fakecard'";
    act.conn.exec(sql, args![]).await.unwrap();
    act.commit().await.unwrap();
    client
}

/// Files of a SQLite database in which the number stands; PostgreSQL's are not ours to read.
fn traces(test: &TestActions) -> Vec<String> {
    let url = &test.engine.home.url;
    let files = [url.clone(), format!("{url}-wal")];
    let holds = |file: &String| {
        let bytes = std::fs::read(file).unwrap_or_default();
        bytes.windows(NUMBER.len()).any(|window| window == NUMBER.as_bytes())
    };
    files.into_iter().filter(|file| !file.starts_with("postgres") && holds(file)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_number_goes_nowhere_where_no_sandbox_takes_it() {
    for test in each().await.unwrap() {
        let client = begin(&test).await;
        let gateway = test.engine.world.hosted_gateway.clone();
        let invoice =
            format!("userid={client}&itemdescription1=A&itemamount1=10&paymentmethod=fakehosted");
        let invoice = ask(&test, "CreateInvoice", &invoice).await["invoiceid"].clone();
        let add = |more: &str| format!("clientid={client}&card_expiry=1230&{more}");
        let made = add("card_number=made-4242&gateway_module_name=fakehosted");
        let id = ask(&test, "AddPayMethod", &made).await["paymethodid"].clone();
        assert!(id.is_number(), "what the gateway's own form made of a card is kept: {id}");

        let pay = format!("invoiceid={invoice}&paymentmethod=fakehosted&cardexpiry=1230");
        for (action, query, field) in [
            ("AddPayMethod", add(&format!("card_number={NUMBER}")), "card_number"),
            (
                "AddPayMethod",
                add(&format!("card_number={NUMBER}&gateway_module_name=fakehosted")),
                "card_number",
            ),
            (
                "AddPayMethod",
                add(&format!(
                    "card_number={NUMBER}&type=RemoteCreditCard&gateway_module_name=fakehosted"
                )),
                "card_number",
            ),
            ("AddPayMethod", add("card_number=4242+4242-4242+4242"), "card_number"),
            ("AddPayMethod", add(&format!("card_number=card+{NUMBER}")), "card_number"),
            (
                "UpdatePayMethod",
                add(&format!("paymethodid={id}&card_number={NUMBER}")),
                "card_number",
            ),
            ("PayInvoice", format!("{pay}&cardnumber={NUMBER}&cardcvv=123"), "cardnumber"),
        ] {
            assert_eq!(refused(&test, action, &query).await, TAKES_NO_NUMBERS, "{action} {query}");
            assert_eq!(refused_field(&test, action, &query).await, field, "{action} {query}");
            let mut caller = test.engine.caller();
            caller.idempotency_key = Some(IdempotencyKey(format!("{action} once")));
            for caller in [caller.clone(), caller.dry()] {
                let form = Form::parse(query.as_bytes()).unwrap();
                let answer = test.actions.call_form(&caller, action, form, Format::Json).await;
                let Err(Fault::Refused(no)) = answer else { panic!("{action}: {answer:?}") };
                assert!(!no.said.contains("4242"), "{action}: {}", no.said);
            }
        }
        assert_eq!(gateway.tokens(), 1, "the gateway was not asked to keep a number");
        assert!(gateway.charges().is_empty(), "nor to charge one");
        let mut conn = test.engine.engine.read().await.unwrap();
        let keys: i64 = conn.scalar("select count(*) from idempotency", args![]).await.unwrap();
        assert_eq!(keys, 0, "nothing is kept of what was refused");
        drop(conn);
        assert_eq!(traces(&test), Vec::<String>::new());
    }
}

/// Where nobody chose a gateway, the number goes to the sandbox and not to the first that keeps
/// cards.
#[tokio::test(flavor = "multi_thread")]
async fn a_number_without_a_gateway_is_for_the_one_that_takes_it() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let mut act = test.engine.act().await.unwrap();
        let sql = "insert into gateways (module, name, position) values ('fakehosted', 'W', -1)";
        act.conn.exec(sql, args![]).await.unwrap();
        act.commit().await.unwrap();
        let number = format!("clientid={client}&card_number={NUMBER}&card_expiry=1230");
        ask(&test, "AddPayMethod", &number).await;
        let listed = ask(&test, "GetPayMethods", &format!("clientid={client}")).await;
        assert_eq!(listed["paymethods"][0]["gateway_name"], "fakecard", "{listed}");
        assert_eq!(traces(&test), Vec::<String>::new(), "its token is all that is kept");
    }
}
