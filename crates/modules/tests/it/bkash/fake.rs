//! A bKash in memory; a client that other people wrote says whether it is one (`drive_pybkash.py`).

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::counterpart::{Asked, Fake, Reply};

/// User name, password, app key and app secret.
pub(crate) const LOGIN: (&str, &str, &str, &str) = ("merchant", "p4ss", "app-key-1", "app-s3cret");
const TOKEN: &str = "eyJraWQi-token";

/// A merchant's account.
#[derive(Default)]
pub(crate) struct BKash {
    /// The payments, by id.
    pub(crate) payments: BTreeMap<String, Value>,
    /// How often a token was asked for.
    pub(crate) tokens: usize,
    refunds: BTreeMap<String, Value>,
}

type Said = Result<Value, (&'static str, &'static str)>;

impl Fake for BKash {
    fn answer(&mut self, asked: &Asked) -> Reply {
        let header = |name: &str| {
            asked.headers.get(name).and_then(|it| it.to_str().ok()).unwrap_or_default()
        };
        let path: Vec<&str> = asked.path.iter().map(String::as_str).collect();
        let ["tokenized", "checkout", path @ ..] = path.as_slice() else {
            return (404, json!({"message": "no Route matched"}));
        };
        if path == ["token", "grant"] {
            let user = (header("username"), header("password"));
            let app = (asked.text("app_key"), asked.text("app_secret"));
            if (user, app) != ((LOGIN.0, LOGIN.1), (LOGIN.2, LOGIN.3)) {
                return (200, json!({"statusCode": "2001", "statusMessage": "Invalid App Key"}));
            }
            self.tokens += 1;
            return (
                200,
                json!({"statusCode": "0000", "statusMessage": "Successful",
                "id_token": TOKEN, "token_type": "Bearer", "expires_in": 3600,
                "refresh_token": "r"}),
            );
        }
        if header("authorization") != TOKEN || header("x-app-key") != LOGIN.2 {
            return (401, json!({"message": "Unauthorized"}));
        }
        let (code, message, mut body) = match self.obey(path, asked) {
            Ok(body) => ("0000", "Successful", body),
            Err((code, message)) => (code, message, json!({})),
        };
        body["statusCode"] = json!(code);
        body["statusMessage"] = json!(message);
        (200, body)
    }
}

impl BKash {
    /// The client agrees on bKash's page.
    pub(crate) fn agree(&mut self, payment: &str) {
        self.payments.get_mut(payment).unwrap()["verificationStatus"] = json!("Complete");
    }

    fn obey(&mut self, path: &[&str], asked: &Asked) -> Said {
        let payment = asked.text("paymentID").to_owned();
        match path {
            ["create"] => self.create(asked),
            ["payment", "status"] => {
                self.payments.get(&payment).cloned().ok_or(("2002", "Invalid Payment ID"))
            }
            ["execute"] => self.execute(&payment),
            ["payment", "refund"] => self.refund(&payment, asked),
            ["general", "searchTransaction"] => self.search(asked.text("trxID")),
            _ => Err(("2065", "Mandatory field missing")),
        }
    }

    fn create(&mut self, asked: &Asked) -> Said {
        if asked.text("mode") != "0011" || asked.text("currency") != "BDT" {
            return Err(("2007", "Invalid currency"));
        }
        if cents(&asked.body["amount"]) <= 0 {
            return Err(("2006", "Invalid amount"));
        }
        let id = format!("TR0011{}", self.payments.len() + 1);
        let back = asked.text("callbackURL");
        let amount = &asked.body["amount"];
        self.payments.insert(
            id.clone(),
            json!({"paymentID": id, "mode": "0011", "amount": amount, "currency": "BDT",
            "intent": "sale", "merchantInvoice": asked.body["merchantInvoiceNumber"],
            "payerReference": asked.body["payerReference"], "transactionStatus": "Initiated",
            "verificationStatus": "Incomplete",
            "paymentCreateTime": "2026-01-01T15:00:00:000 GMT+0600"}),
        );
        let to = |status: &str| format!("{back}?paymentID={id}&status={status}");
        Ok(json!({"paymentID": id, "bkashURL": format!("https://bka.sh/?paymentID={id}"),
            "callbackURL": back, "successCallbackURL": to("success"),
            "failureCallbackURL": to("failure"), "cancelledCallbackURL": to("cancel"),
            "amount": amount, "intent": "sale", "currency": "BDT",
            "paymentCreateTime": "2026-01-01T15:00:00:000 GMT+0600",
            "transactionStatus": "Initiated",
            "merchantInvoiceNumber": asked.body["merchantInvoiceNumber"]}))
    }

    fn execute(&mut self, id: &str) -> Said {
        let payment = self.payments.get_mut(id).ok_or(("2002", "Invalid Payment ID"))?;
        if payment["transactionStatus"] == "Completed" {
            return Err(("2117", "The payment execution has already been completed"));
        }
        if payment["verificationStatus"] != "Complete" {
            return Err(("2056", "Invalid Payment State"));
        }
        payment["transactionStatus"] = json!("Completed");
        payment["trxID"] = json!(format!("TRX{id}"));
        let mut done = payment.clone();
        done["customerMsisdn"] = json!("01770618575");
        done["paymentExecuteTime"] = json!("2026-01-01T15:05:00:000 GMT+0600");
        done["merchantInvoiceNumber"] = payment["merchantInvoice"].clone();
        Ok(done)
    }

    fn refund(&mut self, id: &str, asked: &Asked) -> Said {
        let payment = self.payments.get(id).ok_or(("2002", "Invalid Payment ID"))?;
        if payment["trxID"] != asked.text("trxID") {
            return Err(("2033", "Transaction not found"));
        }
        let known = self.refunds.get(id).cloned();
        if asked.body.get("amount").is_none() {
            return known.ok_or(("2033", "Transaction not found"));
        }
        if known.is_some() {
            return Err(("2034", "The original transaction has been reversed"));
        }
        let amount = cents(&asked.body["amount"]);
        if amount <= 0 || amount > cents(&payment["amount"]) {
            return Err(("2026", "The reversal amount cannot be greater than the original"));
        }
        let refund = json!({"originalTrxID": payment["trxID"], "refundTrxID": format!("REF{id}"),
            "transactionStatus": "Completed", "amount": asked.text("amount"), "currency": "BDT",
            "charge": "0.00", "completedTime": "2026-01-02T15:05:00:000 GMT+0600"});
        self.refunds.insert(id.to_owned(), refund.clone());
        Ok(refund)
    }

    fn search(&self, transaction: &str) -> Said {
        let found = self.payments.values().find(|each| each["trxID"] == transaction);
        let found = found.ok_or(("2033", "Transaction not found"))?;
        Ok(json!({"trxID": transaction, "amount": found["amount"], "currency": "BDT",
            "initiationTime": "2026-01-01T15:05:00:000 GMT+0600",
            "completedTime": "2026-01-01T15:05:00:000 GMT+0600", "transactionType": "bKash",
            "customerMsisdn": "01770618575", "payerAccount": "01770618575",
            "transactionStatus": "Completed", "organizationShortCode": "50022"}))
    }
}

/// An amount as a text or a number, in poisha.
fn cents(amount: &Value) -> i64 {
    let text = amount.as_str().map_or_else(|| amount.to_string(), str::to_owned);
    let (whole, part) = text.split_once('.').unwrap_or((&text, "0"));
    format!("{whole}{part:0<2}").parse().unwrap_or_default()
}
