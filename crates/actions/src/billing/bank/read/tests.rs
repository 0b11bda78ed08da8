//! Statements in the forms that banks publish as samples, made small.

use protocol::ImportBankStatement;

use super::{StatementLine, Wrong, read as read_file};

const CAMT_OLD: &str = include_str!("fixtures/camt.053.001.02.xml");
const CAMT_NEW: &str = include_str!("fixtures/camt.053.001.08.xml");
const MT940: &str = include_str!("fixtures/german.mt940");
const MT940_PLAIN: &str = include_str!("fixtures/dutch.mt940");

/// A line as a table has it: day, amount, payer, account, reference, the bank's number.
fn shown(line: &StatementLine) -> String {
    let StatementLine { booked_on, amount, payer, payer_account, reference, bank_id, .. } = line;
    let code = amount.currency.code();
    format!("{booked_on} {amount} {code} | {payer} | {payer_account} | {reference} | {bank_id}")
}

fn read(text: &str, call: &ImportBankStatement) -> Result<Vec<String>, Wrong> {
    read_file(text.as_bytes(), call).map(|lines| lines.iter().map(shown).collect())
}

fn wrong(text: &str) -> String {
    read(text, &ImportBankStatement::default()).expect_err(text).1
}

#[test]
fn camt_053_of_two_versions() {
    let call = ImportBankStatement::default();
    let lines = read(CAMT_OLD, &call).unwrap();
    assert_eq!(
        lines,
        [
            "2026-03-02 119.00 EUR | Okafor & Sons | DE89370400440532013000 | INV-2026-00012 \
             thank you E2E-77 | 2026030212345",
            "2026-03-02 -45.50 EUR | Power Company | DE02120300000000202051 | Contract 9 | \
             2026030212346",
        ]
    );
    let lines = read(CAMT_NEW, &call).unwrap();
    assert_eq!(
        lines,
        [
            "2026-03-03 10.00 EUR | Ada Lovelace | GB33BUKB20201555555555 | 10450 | BATCH-1/1",
            "2026-03-03 20.00 EUR | Jane Doe | NL91ABNA0417164300 | RF18539007547034 | BATCH-1/2",
        ],
        "what is announced only is left out, and a sum is told by its parts"
    );
    let account = &read_file(CAMT_NEW.as_bytes(), &call).unwrap()[0].account;
    assert_eq!(account, "DE75512108001245126199");
}

#[test]
fn mt940_of_two_countries() {
    let call = ImportBankStatement::default();
    assert_eq!(
        read(MT940, &call).unwrap(),
        [
            "2026-01-02 1234.56 EUR | MUELLER GMBH UND PARTNER UND CO | DE89370400440532013000 | \
             SVWZ+RECHNUNG INV-2026-00012 KD 4711 | 8327000090031789",
            "2025-12-31 -9.00 EUR |  |  | KONTOFUEHRUNG | ",
        ]
    );
    assert_eq!(
        read(MT940_PLAIN, &call).unwrap(),
        ["2026-03-04 50.00 EUR | J. de Vries | NL91ABNA0417164300 | \
          /TRTP/SEPA OVERBOEKING/IBAN/NL91ABNA0417164300/BIC/ABNANL2A/NAME/J. de \
          Vries/REMI/factuur 10450/EREF/NOTPROVIDED | "]
    );
    // Older programs write Latin 1.
    let latin: Vec<u8> = MT940.replace("MUELLER", "M\u{dc}LLER").chars().map(|c| c as u8).collect();
    let lines = read_file(&latin, &call).unwrap();
    assert_eq!(lines[0].payer, "M\u{dc}LLER GMBH UND PARTNER UN D CO");
}

#[test]
fn csv_by_the_names_of_its_columns() {
    let own = "date,amount,currency,payer,payeraccount,reference,bankid\n\
               2026-03-02,10.5,usd,Jane,X1,\"INV, 12\",b-1\n2026-03-03,-1,USD,,,,\n";
    assert_eq!(
        read(own, &ImportBankStatement::default()).unwrap(),
        ["2026-03-02 10.50 USD | Jane | X1 | INV, 12 | b-1", "2026-03-03 -1.00 USD |  |  |  | "]
    );
    let german = ImportBankStatement {
        columns: Some("date=Buchungstag; amount=Betrag;reference=Zweck".to_owned()),
        dateformat: Some("DD.MM.YYYY".to_owned()),
        decimalmark: Some(",".to_owned()),
        currency: Some("EUR".to_owned()),
        ..ImportBankStatement::default()
    };
    let text = "Buchungstag;Betrag;Zweck\n02.03.26;1.234,50;INV-1\n";
    assert_eq!(read(text, &german).unwrap(), ["2026-03-02 1234.50 EUR |  |  | INV-1 | "]);
    for (text, expected) in [
        ("Buchungstag;Betrag;Zweck\n02.03.26;1.5;x\n", "Row 2: \"1.5\" is no amount"),
        ("Buchungstag;Betrag;Zweck\n2026-03-02;1,5;x\n", "Row 2: \"2026-03-02\" is no day"),
        ("Buchungstag;Betrag;Zweck\n02.03.26;1,555;x\n", "Row 2: \"1.555\" is no amount"),
        ("Buchungstag;Sum\n", "There is no column betrag for the amount"),
    ] {
        let said = read(text, &german).unwrap_err().1;
        assert!(said.starts_with(expected), "{text}: {said}");
    }
}

#[test]
fn what_is_no_statement_is_refused_by_its_place() {
    for (text, expected) in [
        ("<Document/>", "It is no camt.053: Document/BkToCstmrStmt/Stmt is missing"),
        ("<!DOCTYPE a [<!ENTITY x \"y\">]>\n<Document/>", "Line 1: it has a document type"),
        (&CAMT_OLD.replace(">119.00<", ">12x<"), "Statement 1, entry 1: Amt: \"12x\" is no amount"),
        (
            &CAMT_OLD.replacen(
                "119.00</Amt>\n    <CdtDbtInd>CRDT",
                "119.00</Amt><CdtDbtInd>CREDIT",
                1,
            ),
            "Statement 1, entry 1: CdtDbtInd: \"CREDIT\" is neither CRDT nor DBIT",
        ),
        (&CAMT_OLD.replace("Ccy=\"EUR\"", ""), "Statement 1, entry 1: Amt: \"\" is no currency"),
        (":20:X\n:25:1\n", "It is no MT940: field 60F is missing"),
        (&MT940.replace("1234,56", "1234.56"), "Line 6, field 61: the amount has no comma"),
        (
            &MT940.replace("2601020102C", "2613020102C"),
            "Line 6, field 61: \"2613020102\" is no day",
        ),
        (&MT940.replace("0102C", "0102X"), "Line 6, field 61: neither C nor D follows the day"),
        ("date,amount\n2026-01-01,5\n", "Row 2: \"\" is no currency"),
        ("date,amount,currency\n2026-02-30,5,USD\n", "Row 2: \"2026-02-30\" is no day"),
    ] {
        assert_eq!(wrong(text), expected, "{text}");
    }
    let deep = "<a>".repeat(100);
    assert_eq!(wrong(&deep), "Line 1: the document is too large");
    let cut = CAMT_OLD.get(..CAMT_OLD.len() / 2).unwrap();
    assert!(!wrong(cut).is_empty(), "half a document is none");
    let many = format!("date,amount,currency\n{}", "2026-01-01,5,USD\n".repeat(5_001));
    assert_eq!(wrong(&many), "A file has at most 5000 lines");
}

#[test]
fn no_bytes_make_the_readers_panic() {
    let call = ImportBankStatement::default();
    for text in [CAMT_OLD, CAMT_NEW, MT940, MT940_PLAIN] {
        let bytes = text.as_bytes();
        for place in 0..bytes.len() {
            // Whatever comes of it.
            let _ = read_file(bytes.get(..place).unwrap(), &call);
            let mut other = bytes.to_vec();
            other[place] = other[place].wrapping_add(97);
            let _ = read_file(&other, &call);
        }
    }
}
