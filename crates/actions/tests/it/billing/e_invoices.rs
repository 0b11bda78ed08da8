//! `GetInvoiceXml` and `GetCreditNoteXml`: what the engine makes of invoices, judged by the schemas
//! of UBL and the schematron of EN 16931, as others run them.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use actions::testing::{TestActions, each};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use store::args;

use super::{ask, furnish, refused};

/// Documents by what they are called.
type Documents = BTreeMap<String, String>;

/// What is wrong with each, with the interpreter that `cargo xtask test` prepares.
fn judged(documents: &Documents) -> BTreeMap<String, Vec<String>> {
    let python = std::env::var_os("HOSTLER_E2E_PYTHON").unwrap_or_else(|| {
        panic!("HOSTLER_E2E_PYTHON is not set; `cargo xtask test` installs the peers and sets it")
    });
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/peers/e_invoices.py");
    let mut judge = Command::new(python)
        .arg("-B")
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let given = serde_json::to_vec(documents).unwrap();
    // Dropped at the end of the statement, so that the judge sees the end.
    judge.stdin.take().unwrap().write_all(&given).unwrap();
    let said = judge.wait_with_output().unwrap();
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    serde_json::from_slice(&said.stdout).unwrap()
}

#[track_caller]
fn assert_right(documents: &Documents) {
    let judged = judged(documents);
    assert_eq!(judged.len(), documents.len());
    for (name, wrong) in judged {
        assert_eq!(wrong, Vec::<String>::new(), "{name}: {}", documents[&name]);
    }
}

/// The documents that `model` writes for its cases are right, and what is wrong is found.
#[test]
fn the_samples_are_right() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../model/tests/golden");
    let mut samples = Documents::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        samples.insert(name, std::fs::read_to_string(path).unwrap());
    }
    assert_eq!(samples.len(), 14);
    assert_right(&samples);
    let payable = |amount: &str| format!("<cbc:PayableAmount currencyID=\"EUR\">{amount}</");
    let wrong = samples["simple"].replace(&payable("20.22"), &payable("20.23"));
    assert_ne!(wrong, samples["simple"]);
    let judged = judged(&[("wrong".to_owned(), wrong)].into());
    assert!(judged["wrong"][0].starts_with("[BR-CO-16]"), "{judged:?}");
}

/// A German company, and a client somewhere.
async fn company(test: &TestActions, country: &str, tax_id: &str) -> i64 {
    let client = furnish(test).await;
    for (name, value) in [
        ("CompanyName", "Nordlicht"),
        ("InvoicePayTo", "Nordlicht%0ASpeicherstadt+12%0A20457+Hamburg"),
        ("CompanyCity", "Hamburg"),
        ("CompanyPostcode", "20457"),
        ("DefaultCountry", "DE"),
        ("TaxCode", "DE+123456789"),
    ] {
        ask(test, "SetConfigurationValue", &format!("setting={name}&value={value}")).await;
    }
    let mut act = test.engine.act().await.unwrap();
    let sql = "update clients set company = 'R&D <X>', address1 = 'Rue 1', city = 'Town',
            postcode = '1000', country = $2, tax_id = $3 where id = $1";
    act.conn.exec(sql, args![client, country, tax_id]).await.unwrap();
    act.commit().await.unwrap();
    client
}

/// Makes an invoice; `lines` are amounts, and whether each is taxed.
async fn invoice(test: &TestActions, client: i64, more: &str, lines: &[(&str, bool)]) -> i64 {
    let mut query = format!("userid={client}&duedate=2026-02-01{more}");
    for (place, (amount, taxed)) in lines.iter().enumerate() {
        let (n, taxed) = (place + 1, u8::from(*taxed));
        query +=
            &format!("&itemdescription{n}=Line+{n}&itemamount{n}={amount}&itemtaxed{n}={taxed}");
    }
    ask(test, "CreateInvoice", &query).await["invoiceid"].as_i64().unwrap()
}

async fn xml(test: &TestActions, action: &str, query: &str) -> (String, String) {
    let answer = ask(test, action, query).await;
    let text = |key: &str| answer[key].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned();
    (text("filename"), String::from_utf8(STANDARD.decode(text("data")).unwrap()).unwrap())
}

/// The values of the elements of a name, in order.
fn of(document: &str, name: &str) -> Vec<String> {
    let begin = format!("<cbc:{name}");
    let elements = document.split(&begin).skip(1);
    let value = |rest: &str| rest.split_once('>').unwrap().1.split('<').next().unwrap().to_owned();
    elements.filter(|rest| rest.starts_with([' ', '>'])).map(value).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn invoices_and_credit_notes_are_electronic_ones() {
    for test in each().await.unwrap() {
        let client = company(&test, "DE", "").await;
        let more = "&taxrate=19&paymentmethod=faketransfer&notes=Hi";
        let id = invoice(&test, client, more, &[("10.00", true), ("4.50", false)]).await;
        let query = format!("invoiceid={id}");
        let pay = format!("{query}&gateway=faketransfer&date=2026-01-02&transid=t");
        ask(&test, "AddInvoicePayment", &format!("{pay}1&amount=5.00")).await;
        let mut documents = Documents::new();
        let (name, partly) = xml(&test, "GetInvoiceXml", &query).await;
        assert_eq!(name, "Invoice-1.xml");
        for (element, expected) in [
            ("RegistrationName", &["Nordlicht", "R&amp;D &lt;X&gt;"][..]),
            ("StreetName", &["Speicherstadt 12", "Rue 1"]),
            ("PostalZone", &["20457", "1000"]),
            ("TaxableAmount", &["10.00", "4.50"]),
            ("TaxAmount", &["1.90", "1.90", "0.00"]),
            ("TaxExemptionReason", &["Exempt from VAT"]),
            ("TaxInclusiveAmount", &["16.40"]),
            ("PrepaidAmount", &["5.00"]),
            ("PayableAmount", &["11.40"]),
            ("Note", &["Hi", "Transfer the amount to the fake bank."]),
        ] {
            assert_eq!(of(&partly, element), expected, "{element}: {partly}");
        }
        documents.insert("partly".to_owned(), partly);
        ask(&test, "AddInvoicePayment", &format!("{pay}2")).await;
        ask(&test, "RefundInvoice", &format!("{query}&amount=8.20&type=manual")).await;
        let (name, refund) = xml(&test, "GetCreditNoteXml", "creditnoteid=1").await;
        assert_eq!(name, "CreditNote-CN-1.xml");
        for (element, expected) in [
            ("CreditNoteTypeCode", &["381"][..]),
            ("TaxableAmount", &["5.00", "2.25"]),
            ("TaxAmount", &["0.95", "0.95", "0.00"]),
            ("PrepaidAmount", &["8.20"]),
            ("PayableAmount", &["0.00"]),
        ] {
            assert_eq!(of(&refund, element), expected, "{element}: {refund}");
        }
        documents.insert("refund".to_owned(), refund);
        let two = [("10.00", true), ("-1.50", true)];
        let (one, other) = (
            invoice(&test, client, "&taxrate=10&taxrate2=5", &two).await,
            invoice(&test, client, "&taxrate=10&taxrate2=5", &two[..1]).await,
        );
        let merge = format!("invoiceids={one},{other}");
        ask(&test, "MergeInvoices", &merge).await;
        let (_, cancelled) = xml(&test, "GetInvoiceXml", &format!("invoiceid={one}")).await;
        let (_, taken) = xml(&test, "GetCreditNoteXml", "creditnoteid=2").await;
        assert_eq!(of(&taken, "PayableAmount"), ["9.78"], "{taken}");
        assert_eq!(of(&taken, "CreditedQuantity"), ["1", "-1"], "{taken}");
        assert_eq!(of(&taken, "Percent"), ["15"; 3], "{taken}");
        documents.extend([("cancelled".to_owned(), cancelled), ("taken".to_owned(), taken)]);
        assert_right(&documents);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b14_the_tax_of_an_invoice_decides_its_category() {
    for test in each().await.unwrap() {
        let client = company(&test, "BE", "BE 0403.170.701").await;
        let mut documents = Documents::new();
        let mut check = async |name: &str, id: i64, expected: &[&str]| {
            let (_, document) = xml(&test, "GetInvoiceXml", &format!("invoiceid={id}")).await;
            assert_eq!(of(&document, "TaxExemptionReason"), expected, "{name}: {document}");
            documents.insert(name.to_owned(), document);
        };
        let line = [("10.00", true)];
        let free = invoice(&test, client, "", &line).await;
        check("no tax within the EU", free, &["Exempt from VAT"]).await;
        for (name, value) in [
            ("TaxEnabled", "on"),
            ("TaxEUTaxValidation", "on"),
            ("TaxType", "Inclusive"),
            ("TaxExemptReason", "Small"),
        ] {
            ask(&test, "SetConfigurationValue", &format!("setting={name}&value={value}")).await;
        }
        check("no tax, with a reason", free, &["Small"]).await;
        ask(&test, "AddTaxRule", "level=1&name=VAT&country=BE&rate=21").await;
        let reverse = invoice(&test, client, "", &line).await;
        check("reverse charge", reverse, &["Reverse charge"]).await;
        let change = async |column: &str, value: &str| {
            let mut act = test.engine.act().await.unwrap();
            let sql = format!("update clients set {column} = $2 where id = $1");
            act.conn.exec(&sql, args![client, value]).await.unwrap();
            act.commit().await.unwrap();
        };
        change("tax_id", "").await;
        let taxed = invoice(&test, client, "", &[("10.00", true), ("3.33", true)]).await;
        check("prices with tax", taxed, &[]).await;
        change("country", "US").await;
        let outside = invoice(&test, client, "", &line).await;
        check("outside the EU", outside, &["Not subject to VAT"]).await;
        assert_right(&documents);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_electronic_invoice_lacks_is_said() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let id = invoice(&test, client, "", &[("10.00", true)]).await;
        let said = refused(&test, "GetInvoiceXml", &format!("invoiceid={id}")).await;
        let needs = "An electronic invoice needs the company's VAT or tax number";
        assert_eq!(said, format!("{needs} (the setting TaxCode)"));
        let said = refused(&test, "ExportInvoices", "format=xml").await;
        assert_eq!(said, format!("Invoice ID {id}: {needs} (the setting TaxCode)"));
        ask(&test, "SetConfigurationValue", "setting=TaxCode&value=12-3456789").await;
        let (_, document) = xml(&test, "GetInvoiceXml", &format!("invoiceid={id}")).await;
        assert_right(&[("filled in later".to_owned(), document)].into());
        let none =
            "Drafts, proformas, cancelled invoices and added funds are no electronic invoices";
        let draft = invoice(&test, client, "&draft=1", &[("10.00", true)]).await;
        let funds = format!("clientid={client}&amount=50.00&paymentmethod=faketransfer");
        let funds = ask(&test, "AddFunds", &funds).await["invoiceid"].as_i64().unwrap();
        for id in [draft, funds] {
            let query = format!("invoiceid={id}");
            assert_eq!(refused(&test, "GetInvoiceXml", &query).await, none, "{id}");
        }
        let file = ask(&test, "ExportInvoices", "format=xml").await;
        let zip = STANDARD.decode(file["data"].as_str().unwrap()).unwrap();
        let count = |wanted: &[u8]| zip.windows(wanted.len()).filter(|at| *at == wanted).count();
        // Before the file and in the list at the end.
        assert_eq!((count(b".xml"), count(b"Invoice-1.xml")), (2, 2));
        for (action, query, expected) in [
            ("GetInvoiceXml", "invoiceid=999", "Invoice ID Not Found"),
            ("GetCreditNoteXml", "creditnoteid=999", "Credit Note ID Not Found"),
        ] {
            assert_eq!(refused(&test, action, query).await, expected);
        }
    }
}
