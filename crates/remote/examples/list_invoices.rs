//! Lists the latest invoices of any WHMCS: `list_invoices URL IDENTIFIER SECRET`.
#![expect(clippy::print_stdout, reason = "an example talks to its user")]

use protocol::GetInvoices;
use remote::{Config, Credentials, Remote};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [url, identifier, secret] = words.as_slice() else {
        return Err("usage: list_invoices URL IDENTIFIER SECRET".into());
    };
    let (identifier, secret) = (identifier.as_str().into(), secret.as_str().into());
    let key = Credentials::ApiKey { identifier, secret };
    let whmcs = Remote::new(Config::new(url, key), || 4)?;
    let list = whmcs.call(GetInvoices { order: Some("desc".into()), ..Default::default() }).await?;
    for invoice in list.invoices.0.invoice.0 {
        println!("{}\t{}\t{}\t{}", invoice.id.0, invoice.date, invoice.total, invoice.status.0);
    }
    Ok(())
}
