//! What another system has, brought in by files: all rows or none, and never twice.

use actions::testing::{TestActions, each};
use engine::{Actor, Allowed, Caller};
use model::ids::StaffId;
use protocol::wire::Flag;
use protocol::{ImportRows, ImportRowsResponse};
use serde_json::json;

use crate::billing::{ask, books_add_up, furnish};

const CLIENTS: &str = "externalid,firstname,lastname,email,address1,city,state,postcode,country,\
    phonenumber\n\
    c-7,Ada,Lovelace,ada@example.com,1 Main St,London,Greater London,N1,GB,+44.2079460000\n\
    c-8,Max,\"Planck, Prof.\",max@example.com,2 Main St,Berlin,Berlin,10115,DE,+49.30123456\n";

fn file(kind: &str, csv: &str) -> ImportRows {
    ImportRows { kind: kind.to_owned(), csv: csv.to_owned(), dryrun: Flag(false) }
}

/// `rows new known kept`, and each error as `row column: message`.
fn told(answer: &ImportRowsResponse) -> (String, Vec<String>) {
    let errors = answer.errors.0.error.iter();
    let errors = errors.map(|one| format!("{} {}: {}", one.row, one.column, one.message));
    let ImportRowsResponse { rows, added, known, kept, .. } = answer;
    (format!("{rows} {added} {known} {}", kept.0), errors.collect())
}

async fn clients(test: &TestActions) -> String {
    ask(test, "GetClients", "").await["totalresults"].to_string().replace('"', "")
}

/// Two products, one of them imported, and two imported clients beside Jane.
async fn moved(test: &TestActions) {
    furnish(test).await;
    ask(test, "AddProductGroup", "name=Web").await;
    let products = "externalid,name,gid,type,paytype,pricing[1][monthly]\n\
        p-1,Small,1,hostingaccount,recurring,5.00\n\
        p-2,Large,1,hostingaccount,recurring,9.00\n";
    let answer = test.call(file("products", products)).await.unwrap();
    assert_eq!(told(&answer), ("2 2 0 true".to_owned(), vec![]));
    let answer = test.call(file("clients", CLIENTS)).await.unwrap();
    assert_eq!(told(&answer), ("2 2 0 true".to_owned(), vec![]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_kept_whole_or_not_at_all_and_never_twice() {
    for test in each().await.unwrap() {
        furnish(&test).await;
        let bad = format!(
            "{CLIENTS}c-9,Eve,Moor,nowhere,3 Main St,Rome,Lazio,00100,IT,+39.0612345\n\
             c-10,,Moor,eve@example.com,3 Main St,Rome,Lazio,00100,IT,+39.0612345\n\
             c-11,Ada,Again,ada@example.com,3 Main St,Rome,Lazio,00100,IT,+39.0612345\n"
        );
        let answer = test.call(file("clients", &bad)).await.unwrap();
        let (shown, errors) = told(&answer);
        assert_eq!(shown, "5 2 0 false");
        assert_eq!(
            errors,
            [
                "4 email: The email address you entered was not valid",
                "5 firstname: You did not enter your first name",
                "6 email: A user already exists with that email address",
            ]
        );
        assert_eq!(clients(&test).await, "1", "nothing of it was kept");
        let tried = ImportRows { dryrun: Flag(true), ..file("clients", CLIENTS) };
        assert_eq!(told(&test.call(tried).await.unwrap()).0, "2 2 0 false");
        assert_eq!(clients(&test).await, "1", "it was only tried");
        for expected in ["2 2 0 true", "2 0 2 true"] {
            let answer = test.call(file("clients", CLIENTS)).await.unwrap();
            assert_eq!(told(&answer), (expected.to_owned(), vec![]));
            assert_eq!(clients(&test).await, "3");
        }
        let mails = engine::jobs::run_until_idle(&test.engine.engine).await;
        mails.unwrap();
        assert!(test.engine.world.mailer.take().is_empty(), "nobody is welcomed anew");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn services_and_domains_find_their_clients_and_go_on_being_invoiced() {
    for test in each().await.unwrap() {
        moved(&test).await;
        let today = test.engine.engine.today().await.unwrap();
        let services = format!(
            "externalid;client;product;billingcycle;nextduedate;recurringamount;domain;status\n\
             s-1;c-7;p-1;monthly;{today};4,00;ada.example;Active\n\
             s-1;c-99;Small;monthly;{today};4.00;ada.example;Active\n\
             s-2;max@example.com;Medium;monthly;{today};4.00;;Active\n\
             s-3;c-8;Large;monthly;;4.00;;Active\n\
             s-4;c-8;Large;monthly;{today};;max.example;Sleeping\n"
        );
        let answer = test.call(file("services", &services)).await.unwrap();
        let (shown, errors) = told(&answer);
        assert_eq!(shown, "5 0 0 false");
        let columns: Vec<&str> =
            errors.iter().map(|error| error.split(':').next().unwrap()).collect();
        let expected = ["2 recurringamount", "3 client", "4 product", "5 nextduedate", "6 status"];
        assert_eq!(columns, expected, "{errors:?}");
        let services = format!(
            "externalid,client,product,billingcycle,nextduedate,recurringamount,domain,status\n\
             s-1,c-7,p-1,monthly,{today},4.00,ada.example,Active\n\
             s-2,max@example.com,large,monthly,{today},,max.example,\n"
        );
        let answer = test.call(file("services", &services)).await.unwrap();
        assert_eq!(told(&answer), ("2 2 0 true".to_owned(), vec![]));
        let found = ask(&test, "GetClientsProducts", "").await["products"]["product"].clone();
        let facts = |row: &serde_json::Value| {
            let text = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
            [text("domain"), text("recurringamount"), text("status")].join(" ")
        };
        let found: Vec<String> = found.as_array().unwrap().iter().map(facts).collect();
        assert_eq!(found, ["ada.example 4.00 Active", "max.example 9.00 Active"]);
        let domains = format!(
            "client,domain,regdate,expirydate,nextduedate,recurringamount,ns1,ns2\n\
             c-7,ada.example,2020-05-01,{today},{today},12.00,ns1.x.example,ns2.x.example\n\
             c-8,ADA.example,2020-05-01,{today},{today},12.00,,\n"
        );
        let answer = test.call(file("domains", &domains)).await.unwrap();
        let said = "3 domain: The domain ada.example is already registered with us";
        assert_eq!(told(&answer), ("2 1 0 false".to_owned(), vec![said.to_owned()]));
        let one: String = domains.lines().take(2).map(|line| format!("{line}\n")).collect();
        let answer = test.call(file("domains", &one)).await.unwrap();
        assert_eq!(told(&answer), ("1 1 0 true".to_owned(), vec![]));
        let made = ask(&test, "GenInvoices", "noemails=1").await;
        assert_eq!(made["numcreated"], json!(2), "one for each client: {made}");
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_ended_need_not_be_due_again() {
    for test in each().await.unwrap() {
        moved(&test).await;
        let services = "externalid,client,product,billingcycle,nextduedate,domain,status,\
            terminationdate\n\
            s-1,c-7,p-1,monthly,,a.example,Terminated,2024-05-06\n\
            s-2,c-7,p-1,monthly,,b.example,Cancelled,\n\
            s-3,c-7,p-1,monthly,,c.example,Suspended,\n\
            s-1,c-8,p-1,monthly,,d.example,Terminated,\n";
        let (shown, errors) = told(&test.call(file("services", services)).await.unwrap());
        assert_eq!(shown, "4 2 0 false");
        let due = "4 nextduedate: A recurring service needs a next due date";
        assert_eq!(errors, [due, "5 externalid: s-1 stands in row 2 of this file already"]);
        let two: String = services.lines().take(3).map(|line| format!("{line}\n")).collect();
        let answer = test.call(file("services", &two)).await.unwrap();
        assert_eq!(told(&answer), ("2 2 0 true".to_owned(), vec![]));
        let found = ask(&test, "GetClientsProducts", "").await["products"]["product"].clone();
        let id = found[0]["id"].to_string().replace('"', "");
        let facts = |row: &serde_json::Value| {
            let text = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
            [text("domain"), text("status"), text("nextduedate")].join(" ")
        };
        let found: Vec<String> = found.as_array().unwrap().iter().map(facts).collect();
        let none = "0000-00-00";
        let expected =
            [format!("a.example Terminated {none}"), format!("b.example Cancelled {none}")];
        assert_eq!(found, expected);
        let made = ask(&test, "GenInvoices", "noemails=1").await;
        assert_eq!(made["numcreated"], json!(0), "{made}");
        // Whoever wants it again says when it is due.
        let again = format!("serviceid={id}&status=Active");
        let said = ask(&test, "UpdateClientProduct", &again).await;
        assert_eq!(said["message"], json!("A recurring service needs a next due date"));
        let again = format!("{again}&nextduedate=2026-02-01");
        let done = ask(&test, "UpdateClientProduct", &again).await;
        assert_eq!(done["result"], json!("success"), "{done}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn invoices_keep_their_numbers_and_those_of_the_house_go_on_behind() {
    for test in each().await.unwrap() {
        moved(&test).await;
        let invoices = "externalid,client,invoicenum,status,date,itemdescription1,itemamount1\n\
            i-1,c-7,R-0815,Unpaid,2024-01-05,Hosting,12.50\n\
            i-2,c-7,41,Unpaid,2024-02-05,Hosting,12.50\n\
            i-3,c-8,40,Draft,2024-02-06,Hosting,12.50\n\
            i-4,c-8,,Unpaid,2024-02-07,Hosting,12.50\n";
        let answer = test.call(file("invoices", invoices)).await.unwrap();
        assert_eq!(told(&answer), ("4 4 0 true".to_owned(), vec![]));
        ask(&test, "CreateInvoice", "userid=1&itemdescription1=Work&itemamount1=1.00").await;
        let found = ask(&test, "GetInvoices", "orderby=id&order=asc").await;
        let rows = found["invoices"]["invoice"].as_array().unwrap().iter();
        let seen =
            rows.map(|row| (row["invoicenum"].as_str().unwrap(), row["status"].as_str().unwrap()));
        let (unpaid, draft) = ("Unpaid", "Draft");
        let expected =
            [("R-0815", unpaid), ("41", unpaid), ("40", draft), ("42", unpaid), ("43", unpaid)];
        assert_eq!(seen.collect::<Vec<_>>(), expected);
        let more = "externalid,client,invoicenum,itemdescription1,itemamount1\n\
            i-5,c-7,R-0815,Hosting,1.00\ni-6,c-7,R-0816,Hosting,1.00\n";
        let (shown, errors) = told(&test.call(file("invoices", more)).await.unwrap());
        assert_eq!(shown, "2 1 0 false");
        assert_eq!(errors, ["2 invoicenum: Another invoice has this number"]);
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn tickets_stand_as_they_stood_and_nobody_is_told() {
    for test in each().await.unwrap() {
        moved(&test).await;
        ask(&test, "AddSupportDepartment", "name=Support&email=support@example.com").await;
        let tickets = "externalid,client,deptid,subject,message,status,date\n\
            t-1,c-7,1,Old,It was down,closed,2024-03-04 05:06:07\n\
            t-2,c-8,1,New,It is down,,2024-03-05\n\
            t-3,c-8,1,New,It is down,Forgotten,2024-03-05\n";
        let (shown, errors) = told(&test.call(file("tickets", tickets)).await.unwrap());
        assert_eq!(shown, "3 2 0 false");
        assert_eq!(errors, ["4 status: Invalid Ticket Status"]);
        let good: String = tickets.lines().take(3).map(|line| format!("{line}\n")).collect();
        let answer = test.call(file("tickets", &good)).await.unwrap();
        assert_eq!(told(&answer), ("2 2 0 true".to_owned(), vec![]));
        let replies = "externalid,ticket,client,message,date\n\
            r-1,t-1,c-7,Thanks,2024-03-04 06:07:08\n";
        let answer = test.call(file("ticketreplies", replies)).await.unwrap();
        assert_eq!(told(&answer), ("1 1 0 true".to_owned(), vec![]));
        let found = ask(&test, "GetTickets", "").await["tickets"]["ticket"].clone();
        let facts = |row: &serde_json::Value| {
            let text = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
            ["subject", "status", "date", "lastreply"].map(text)
        };
        let mut found: Vec<_> = found.as_array().unwrap().iter().map(facts).collect();
        found.sort();
        let (opened, answered) = ("2024-03-04 05:06:07", "2024-03-04 06:07:08");
        let midnight = "2024-03-05 00:00:00";
        let expected = [["New", "Open", midnight, midnight], ["Old", "Closed", opened, answered]];
        assert_eq!(found, expected);
        engine::jobs::run_until_idle(&test.engine.engine).await.unwrap();
        assert!(test.engine.world.mailer.take().is_empty(), "nobody is told anew");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_is_said_before_anything_is_done() {
    for test in each().await.unwrap() {
        for (kind, csv, expected) in [
            ("clients", "", "The file is empty"),
            ("clients", "email,email\n", "There are two columns email"),
        ] {
            assert_eq!(test.refused(file(kind, csv)).await, expected);
        }
        let answer = test.call(file("clients", "email,shoesize\nx@example.com,44\n")).await;
        let (shown, errors) = told(&answer.unwrap());
        assert_eq!(shown, "1 0 0 false");
        assert_eq!(errors, ["1 shoesize: There is no column shoesize of clients"]);
        let allowed = Allowed::from_names(["ImportRows"]);
        let actor = Actor::Staff { id: StaffId(1), name: "ann".to_owned(), allowed };
        let caller = Caller { actor, ..test.engine.caller() };
        let refused = test.call_as(&caller, file("clients", CLIENTS)).await.unwrap_err();
        assert!(refused.to_string().contains("addclient"), "{refused}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_can_be_added_by_hand_can_be_imported_from_json_too() {
    for test in each().await.unwrap() {
        moved(&test).await;
        let invoices = r#"[
            {"externalid": "i-1", "client": "c-7", "status": "Unpaid", "date": "2026-01-05",
             "duedate": "2026-01-19", "itemdescription1": "Hosting", "itemamount1": 12.5},
            {"externalid": "i-2", "client": "max@example.com", "status": "Draft",
             "itemdescription1": "Setup", "itemamount1": "30.00", "itemdescription2": "Domain",
             "itemamount2": "10.00"}]"#;
        let answer = test.call(file("invoices", invoices)).await.unwrap();
        assert_eq!(told(&answer), ("2 2 0 true".to_owned(), vec![]));
        let answer = test.call(file("CreateInvoice", invoices)).await.unwrap();
        assert_eq!(told(&answer).0, "2 0 2 true", "under its action's name it is the same");
        let paid = "externalid,client,invoice,paymentmethod,transid,date,amountin\n\
            t-1,c-7,i-1,faketransfer,T1,2026-01-06,12.50\n";
        let answer = test.call(file("transactions", paid)).await.unwrap();
        assert_eq!(told(&answer), ("1 1 0 true".to_owned(), vec![]));
        let found = ask(&test, "GetInvoices", "orderby=id&order=asc").await;
        let rows = found["invoices"]["invoice"].as_array().unwrap().iter();
        let seen =
            rows.map(|row| (row["status"].as_str().unwrap(), row["total"].as_str().unwrap()));
        assert_eq!(seen.collect::<Vec<_>>(), [("Paid", "12.50"), ("Draft", "40.00")]);
        let nothing = "externalid,invoice,amountin\nt-2,i-9,1.00\n";
        let answer = test.call(file("transactions", nothing)).await.unwrap();
        assert_eq!(told(&answer).1, ["2 invoice: No invoice was imported as i-9"]);
        for (kind, text) in [
            ("links", r#"{"name": "Mail", "target": "/store", "code": "spring"}"#),
            ("clientgroups", "name\nLoyal\n"),
            ("bannedemails", r#"[{"domain": "spam.example"}]"#),
            ("articlecategories", "name\nHow to\n"),
            ("AddSecurityQuestion", "question\nYour first server?\n"),
        ] {
            let answer = test.call(file(kind, text)).await.unwrap();
            assert_eq!(told(&answer), ("1 1 0 true".to_owned(), vec![]), "{kind}");
        }
        // What reads, and what would keep a password as it was typed.
        for action in ["GetClients", "AddUser", "AddAdminUser"] {
            let said = test.refused(file(action, "a\n1\n")).await;
            assert!(said.starts_with("Invalid kind: the name of an action that adds"), "{said}");
        }
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_is_an_action_that_adds() {
    for test in each().await.unwrap() {
        for (word, _, action) in protocol::IMPORTED {
            let said = test.refused(file(word, "")).await;
            assert_eq!(said, "The file is empty", "{word} {action}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_currency_is_named_by_its_code() {
    for test in each().await.unwrap() {
        furnish(&test).await;
        ask(&test, "AddCurrency", "code=EUR&rate=0.9").await;
        let with = |code: &str| {
            let head = "firstname,lastname,email,address1,city,state,postcode,country,phonenumber";
            let row = "Ada,Lovelace,ada@example.com,1 Main St,London,London,N1,GB,+44.2079460000";
            file("clients", &format!("{head},currency\n{row},{code}\n"))
        };
        let (_, errors) = told(&test.call(with("XXX")).await.unwrap());
        assert_eq!(errors, ["2 currency: No currency is XXX"]);
        let answer = test.call(with("eur")).await.unwrap();
        assert_eq!(told(&answer), ("1 1 0 true".to_owned(), vec![]));
        let details = ask(&test, "GetClientsDetails", "email=ada@example.com").await;
        assert_eq!(details["currency_code"], json!("EUR"), "{details}");
    }
}
