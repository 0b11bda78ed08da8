//! Which parameter a server's sentence is about: the protocol names none beside it (2.1).

/// Parts of sentences in lower case, and what the parameter at fault is called by one action or
/// another; the first part that is contained decides.
#[rustfmt::skip]
const SENTENCES: &[(&str, &[&str])] = &[
    ("first name", &["firstname"]),
    ("last name", &["lastname"]),
    ("enter your email", &["email"]),
    ("enter an email", &["email"]),
    ("email address you entered", &["email"]),
    ("email address entered is not valid", &["email", "destination"]),
    ("valid email address", &["email"]),
    ("email address invalid", &["email", "cc"]),
    ("addresses of this mail provider", &["email"]),
    ("address line 1", &["address1"]),
    ("enter your address", &["address1"]),
    ("enter your city", &["city"]),
    ("enter your state", &["state"]),
    ("enter your region", &["state"]),
    ("enter your postcode", &["postcode"]),
    ("country required", &["country"]),
    ("phone number", &["phonenumber"]),
    ("not a vat number", &["tax_id"]),
    ("present password", &["currentpassword"]),
    ("enter a password", &["password2"]),
    ("the password must", &["password2"]),
    ("the password is too", &["password2"]),
    ("which question is answered", &["securityqid"]),
    ("answer is too", &["securityanswer", "answer"]),
    ("invalid permission", &["permissions"]),
    ("invalid credential", &["credential"]),
    ("a name is required", &["name"]),
    ("invalid currency", &["currency", "currencyid"]),
    ("valid options include", &["paymentmethod"]),
    ("send a draft invoice", &["sendinvoice"]),
    ("cycle requested", &["billingcycle", "newproductbillingcycle"]),
    ("cancellation type", &["type"]),
    ("upgrade type", &["type"]),
    ("new product id", &["newproductid"]),
    ("promotion code entered", &["promocode"]),
    ("promotion code has expired", &["promocode"]),
    ("promotion code has been used up", &["promocode"]),
    ("promotion code can be used once", &["promocode"]),
    ("promotion requires another", &["promocode"]),
    ("promotion has not started", &["promocode"]),
    ("promotion is for", &["promocode"]),
    ("promotion does not apply", &["promocode"]),
    ("the quantity must be between", &["qty"]),
    ("the quantity of", &["configoptions"]),
    ("there is no option", &["configoptions"]),
    ("has no choice", &["configoptions"]),
    ("cannot be chosen at present", &["configoptions"]),
    ("the product has no field", &["customfields"]),
    ("no items added", &["pid"]),
    ("has no price in", &["pid"]),
    ("epp code", &["eppcode"]),
    ("the ending of", &["domain"]),
    ("domain name", &["domain", "domainrenewals"]),
    ("international characters", &["domain"]),
    ("domain not valid", &["domain"]),
    ("in the order twice", &["domain"]),
    ("premium names are not sold", &["domain"]),
    ("registered with us", &["domain"]),
    ("ordered with us", &["domain"]),
    ("is taken by somebody", &["domain"]),
    ("the period must be", &["regperiod", "domainrenewals"]),
    ("one year at a time", &["regperiod", "domainrenewals"]),
    ("names cannot be", &["regperiod", "domainrenewals"]),
    ("type of file", &["attachments", "data"]),
    ("files can be attached", &["attachments"]),
    ("attached files are too large", &["attachments"]),
    ("the file is too large", &["data"]),
    ("room left for your files", &["attachments", "data"]),
    ("ticket priority", &["priority"]),
    ("ticket status", &["status", "tostatus"]),
    ("client group id", &["groupid"]),
    ("task description", &["task"]),
    ("a rating is from", &["rating"]),
    ("expiry date", &["cardexpiry", "card_expiry"]),
    ("card has expired", &["cardexpiry", "card_expiry"]),
    ("security code", &["cardcvv"]),
    ("start date is invalid", &["card_start"]),
    ("card number", &["cardnumber", "card_number"]),
    ("a card or a stored", &["cardnumber"]),
    ("credit amount", &["amount"]),
    ("amount must be", &["amount"]),
    ("amount provided", &["amount"]),
    ("amount is required", &["amount"]),
    ("amount exceeds", &["amount"]),
    ("choose two invoices", &["invoiceids"]),
    ("another invoice has this number", &["invoicenum"]),
    ("ns1 and ns2", &["ns1"]),
    ("604800 seconds", &["ttl"]),
    ("record type", &["type"]),
    ("unknown type of record", &["type"]),
    ("itself cannot be a cname", &["type"]),
    ("no name of the domain", &["name"]),
    ("does not fit the type", &["value"]),
    ("digits and dots before the @", &["prefix"]),
    ("passed on to itself", &["destination"]),
    ("offered with this domain", &["addon"]),
    ("no name of a host", &["name"]),
    ("does not have this address", &["ip"]),
    ("last day is before", &["enddate", "dateto"]),
    ("days are told of at once", &["startdate"]),
];
/// A name of several words is no longer than this (bytes).
const NAME_BYTES_MAX: usize = 32;

/// What the parameter that a sentence is about may be called, the likeliest first; nothing where
/// the sentence does not tell. An action has one of them, or it is about something else.
pub fn parameters(message: &str) -> Vec<String> {
    if let Some(name) = quoted(message) {
        return vec![name.to_owned()];
    }
    if let Some(id) = message.strip_prefix("There is no custom field ") {
        return vec![format!("customfields[{id}]")];
    }
    let small = message.to_ascii_lowercase();
    if let Some((_, names)) = SENTENCES.iter().find(|(part, _)| small.contains(part)) {
        return names.iter().map(|name| (*name).to_owned()).collect();
    }
    spelled_out(&small).into_iter().collect()
}

/// The name in `Parameter 'deptid' is required`.
fn quoted(message: &str) -> Option<&str> {
    let (before, rest) = message.split_once("arameter '")?;
    let (name, _) = rest.split_once('\'')?;
    let is_word = before.ends_with(['P', 'p']) && !name.is_empty();
    is_word.then_some(name)
}

/// The name in `Payment Method is required` or `Invalid Status`: its words without the blanks.
fn spelled_out(small: &str) -> Option<String> {
    let said = small.split(['.', ':', ',', ';']).next()?.trim();
    let about = said
        .strip_prefix("invalid ")
        .or_else(|| said.strip_suffix(" is required"))
        .or_else(|| said.strip_suffix(" required"))
        .or_else(|| said.strip_suffix(" is invalid"))
        .or_else(|| said.strip_suffix(" is not valid"))?;
    let about = about.strip_suffix(" provided").unwrap_or(about);
    let name: String = about.chars().filter(|c| !c.is_whitespace()).collect();
    (!name.is_empty() && name.len() <= NAME_BYTES_MAX).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::{SENTENCES, parameters};

    #[test]
    fn sentences_name_their_parameter() {
        for (message, expected) in [
            ("Parameter 'deptid' is required", "deptid"),
            ("Parameter 'pricing[1][monthly]': not a decimal number", "pricing[1][monthly]"),
            ("Expecting parameter 'pid' to be an array", "pid"),
            ("There is no custom field 12", "customfields[12]"),
            ("At most 10 files can be attached", "attachments"),
            ("The attached files are too large", "attachments"),
            ("You did not enter your first name", "firstname"),
            ("You did not enter your  address line 1", "address1"),
            ("The email address you entered was not valid", "email"),
            ("Valid country required", "country"),
            ("Invalid telephone phone number", "phonenumber"),
            ("The password must have at least 8 characters.", "password2"),
            ("Invalid Payment Method. Valid options include banktransfer", "paymentmethod"),
            ("Invalid Payment Method", "paymentmethod"),
            ("Payment Method is required", "paymentmethod"),
            ("Invalid Billing Cycle Requested", "billingcycle newproductbillingcycle"),
            ("The promotion code entered does not exist", "promocode"),
            ("The promotion code has been used up.", "promocode"),
            ("The transfer of a.example needs its EPP code", "eppcode"),
            ("The ending of a.nowhere is not sold here", "domain"),
            ("The domain a.example is already registered with us", "domain"),
            (".com names cannot be registered for 9 years", "regperiod domainrenewals"),
            ("Amount exceeds customer credit balance", "amount"),
            ("This type of file cannot be attached", "attachments data"),
            ("Message is required", "message"),
            ("Subject is Required", "subject"),
            ("Invalid Status", "status"),
            ("Invalid Stage", "stage"),
            ("Invalid Ticket Status. Valid statuses are: Open", "status tostatus"),
            ("Invalid Client Group ID", "groupid"),
            ("A task description must be specified", "task"),
            ("Invalid Payment Method: it is not active", "paymentmethod"),
            ("Expiry Date is invalid", "cardexpiry card_expiry"),
            ("The card has expired", "cardexpiry card_expiry"),
            ("The security code is not valid", "cardcvv"),
            // Nobody is told which one of them it is about.
            ("Out of stock", ""),
            ("A user already exists with that email address", ""),
            ("Nothing to Update", ""),
            ("Authentication Failed", ""),
            ("", ""),
        ] {
            assert_eq!(parameters(message).join(" "), expected, "{message}");
        }
    }

    #[test]
    fn every_part_can_decide() {
        for (part, expected) in SENTENCES {
            assert_eq!(*part, part.to_ascii_lowercase());
            assert_eq!(parameters(part), *expected, "{part} is hidden by an earlier line");
        }
    }
}
