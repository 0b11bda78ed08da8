//! camt.053, the bank to customer statement of ISO 20022, of any version: elements by the message
//! definition report, as far as a payment is told from another.

use engine::billing::bank::StatementLine;
use jiff::civil::Date;
use model::money::{Currency, Money};

use super::tree::{self, Node};
use super::{amount, currency, tidy};

const IBAN: &[&str] = &["Id", "IBAN"];
const OTHER: &[&str] = &["Id", "Othr", "Id"];

/// Reads a document.
///
/// # Errors
/// What is wrong, with the line or the entry and element.
pub(super) fn read(text: &str) -> Result<Vec<StatementLine>, String> {
    let root = tree::read(text)?;
    let statements = root.all(&["Document", "BkToCstmrStmt", "Stmt"]);
    if statements.is_empty() {
        return Err("It is no camt.053: Document/BkToCstmrStmt/Stmt is missing".to_owned());
    }
    let mut lines = Vec::new();
    for (place, statement) in statements.into_iter().enumerate() {
        let account = statement.at(&["Acct"]).map(|account| account.said(&[IBAN, OTHER]));
        let account = tidy(account.unwrap_or_default());
        for (number, entry) in statement.all(&["Ntry"]).into_iter().enumerate() {
            let at = |why| format!("Statement {}, entry {}: {why}", place + 1, number + 1);
            lines.extend(of_entry(entry, &account).map_err(at)?);
        }
    }
    Ok(lines)
}

/// What all lines of an entry have in common.
struct Head<'a> {
    account: &'a str,
    booked_on: Date,
    arrived: bool,
    currency: Currency,
}

fn of_entry(entry: &Node, account: &str) -> Result<Vec<StatementLine>, String> {
    // What is only announced (PDNG, INFO) comes again once it is booked.
    match entry.said(&[&["Sts", "Cd"], &["Sts"]]) {
        "BOOK" | "" => {}
        "PDNG" | "INFO" | "FUTR" => return Ok(Vec::new()),
        other => return Err(format!("Sts: {other:?} is no status of an entry")),
    }
    let total = entry.at(&["Amt"]).ok_or("Amt is missing")?;
    let currency = currency(total.currency()).map_err(|why| format!("Amt: {why}"))?;
    let head = Head {
        account,
        booked_on: day(entry)?,
        arrived: direction(entry)?.ok_or("CdtDbtInd is missing")?,
        currency,
    };
    let total = amount(total.text(), &currency).map_err(|why| format!("Amt: {why}"))?;
    let own_id = entry.said(&[&["AcctSvcrRef"]]);
    let details = entry.all(&["NtryDtls", "TxDtls"]);
    let parts: Option<Vec<Money>> = details.iter().map(|part| share(part, &head)).collect();
    let sum = parts.as_ref().and_then(|parts| {
        Money::sum(parts.iter().copied(), currency).ok().filter(|_| parts.len() > 1)
    });
    let (Some(parts), true) = (parts, sum == Some(total)) else {
        // One payment, or a sum that does not say what it is made of.
        return Ok(vec![line(&head, total, (entry, &details), own_id)?]);
    };
    let lines = details.iter().zip(parts).enumerate().map(|(place, (part, minor))| {
        let id = part.said(&[&["Refs", "AcctSvcrRef"]]);
        let id = match (id, own_id) {
            ("", "") => String::new(),
            ("", own) => format!("{own}/{}", place + 1),
            (id, _) if id == own_id => format!("{id}/{}", place + 1),
            (id, _) => id.to_owned(),
        };
        line(&head, minor, (entry, &[*part]), &id)
    });
    lines.collect()
}

/// Whether the money arrived.
fn direction(node: &Node) -> Result<Option<bool>, String> {
    match node.said(&[&["CdtDbtInd"]]) {
        "CRDT" => Ok(Some(true)),
        "DBIT" => Ok(Some(false)),
        "" => Ok(None),
        other => Err(format!("CdtDbtInd: {other:?} is neither CRDT nor DBIT")),
    }
}

fn day(entry: &Node) -> Result<Date, String> {
    let paths: &[&[&str]] =
        &[&["BookgDt", "Dt"], &["BookgDt", "DtTm"], &["ValDt", "Dt"], &["ValDt", "DtTm"]];
    let text = entry.said(paths);
    let day = text.get(..10).unwrap_or_default();
    day.parse().map_err(|_| format!("BookgDt: {text:?} is no day"))
}

/// The part of a payment in a sum, if it is in the sum's currency and direction.
fn share(part: &Node, head: &Head<'_>) -> Option<Money> {
    let found = [&["Amt"][..], &["AmtDtls", "TxAmt", "Amt"]];
    let found = found.iter().find_map(|path| part.at(path))?;
    let same = found.currency() == head.currency.code()
        && direction(part).ok()?.is_none_or(|arrived| arrived == head.arrived);
    amount(found.text(), &head.currency).ok().filter(|_| same)
}

fn line(
    head: &Head<'_>,
    amount: Money,
    (entry, details): (&Node, &[&Node]),
    bank_id: &str,
) -> Result<StatementLine, String> {
    let (party, account) = if head.arrived { ("Dbtr", "DbtrAcct") } else { ("Cdtr", "CdtrAcct") };
    let mut texts: Vec<&str> = Vec::new();
    for part in details {
        texts.extend(part.all(&["RmtInf", "Ustrd"]).iter().map(|node| node.text()));
        let strict = part.all(&["RmtInf", "Strd", "CdtrRefInf", "Ref"]);
        texts.extend(strict.iter().map(|node| node.text()));
        let end = part.said(&[&["Refs", "EndToEndId"]]);
        texts.extend(Some(end).filter(|text| *text != "NOTPROVIDED"));
    }
    if texts.iter().all(|text| text.is_empty()) {
        texts.push(entry.said(&[&["AddtlNtryInf"]]));
    }
    let first = |paths: &[&[&str]]| {
        details.iter().map(|part| part.said(paths)).find(|text| !text.is_empty())
    };
    let payer = first(&[&["RltdPties", party, "Pty", "Nm"], &["RltdPties", party, "Nm"]]);
    let from = first(&[
        &["RltdPties", account, "Id", "IBAN"],
        &["RltdPties", account, "Id", "Othr", "Id"],
    ]);
    let id = match (bank_id, details) {
        ("", [only]) => only.said(&[&["Refs", "AcctSvcrRef"]]),
        (id, _) => id,
    };
    let amount = if head.arrived { amount } else { amount.neg().map_err(|e| e.to_string())? };
    Ok(StatementLine {
        account: head.account.to_owned(),
        bank_id: tidy(id),
        booked_on: head.booked_on,
        amount,
        payer: tidy(payer.unwrap_or_default()),
        payer_account: tidy(from.unwrap_or_default()),
        reference: tidy(&texts.join(" ")),
    })
}
