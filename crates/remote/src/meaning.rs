//! What a server means by its sentences: the protocol has no codes, only texts (2.1).

/// What the server means by a refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Meaning {
    /// There is no such thing.
    NotFound,
    /// Our API credentials are wrong, missing or disabled.
    Credentials,
    /// Our role does not include the action.
    Permission,
    /// Our address is not in the server's list.
    Address,
    /// The server has no such action, or not for callers from outside.
    NotOffered,
    /// The login of the person we asked about is wrong (`ValidateLogin`).
    WrongLogin,
    /// The person we asked for may not do this; our own credential may.
    NotAllowed,
    /// Too often: it may be tried again later.
    Limit,
    /// Too many at once, or too large: less of it is taken.
    TooMuch,
    /// It exists already, or is in use.
    Conflict,
    /// A parameter is missing or cannot be used.
    Invalid,
    /// The thing is in a state that does not allow it now.
    NotNow,
    /// A module, registrar or gateway behind the server said no.
    Outside,
    /// The server could not write its answer as JSON (2.18).
    Unwritable,
    /// None of the sentences we know.
    Other,
}

/// Parts of sentences in lower case; the first that is contained decides.
const SENTENCES: &[(&str, Meaning)] = &[
    // The gateway's own words follow these.
    ("remote token: the gateway gave no answer", Meaning::Outside),
    ("remote token", Meaning::Conflict),
    ("authentication failed", Meaning::Credentials),
    ("invalid or missing credentials", Meaning::Credentials),
    ("invalid password provided", Meaning::Credentials),
    ("administrator account disabled", Meaning::Credentials),
    ("invalid permissions", Meaning::Permission),
    ("access denied", Meaning::Permission),
    // Said of an address that we sent; the next one is said of our own.
    ("invalid ip address", Meaning::Invalid),
    ("invalid ip", Meaning::Address),
    ("command not found", Meaning::NotOffered),
    ("api function not found", Meaning::NotOffered),
    ("restricted to internal api", Meaning::NotOffered),
    ("invalid api command", Meaning::NotOffered),
    ("empty action request", Meaning::NotOffered),
    ("email or password invalid", Meaning::WrongLogin),
    ("error generating json", Meaning::Unwritable),
    ("server response message", Meaning::Outside),
    ("registrar response message", Meaning::Outside),
    ("registrar error", Meaning::Outside),
    ("no response from api command", Meaning::Outside),
    ("payment attempt failed", Meaning::Outside),
    ("cancellation failed", Meaning::Outside),
    ("registrar function not supported", Meaning::Outside),
    ("gave no answer", Meaning::Outside),
    ("does not answer", Meaning::Outside),
    ("remote pay method", Meaning::Outside),
    ("invalid configuration was detected", Meaning::Conflict),
    ("such a record already", Meaning::Conflict),
    ("500 records at most", Meaning::Conflict),
    ("100 forwarded addresses at most", Meaning::Conflict),
    // Before the reason that follows it.
    ("ip address is banned", Meaning::NotAllowed),
    ("files can be attached", Meaning::TooMuch),
    ("attached files are too large", Meaning::TooMuch),
    ("an order has at most", Meaning::TooMuch),
    ("a client may have at most", Meaning::TooMuch),
    ("too many failed", Meaning::Limit),
    ("too many sign-ins", Meaning::Limit),
    ("too many movements", Meaning::TooMuch),
    ("the file is too large", Meaning::TooMuch),
    ("earlier proofs of this payment", Meaning::NotNow),
    ("cannot be closed by the client", Meaning::NotAllowed),
    ("invalid code:", Meaning::Invalid),
    ("invalid code", Meaning::NotAllowed),
    ("only staff may", Meaning::NotAllowed),
    ("was not accepted", Meaning::NotAllowed),
    ("linked with this sign-in", Meaning::NotAllowed),
    ("log in to download", Meaning::NotAllowed),
    ("this file is for", Meaning::NotAllowed),
    ("sso authentication blocked", Meaning::NotAllowed),
    ("you do not have permission", Meaning::NotAllowed),
    ("messages from this address are not accepted", Meaning::NotAllowed),
    ("security question is not right", Meaning::NotAllowed),
    ("idempotency key", Meaning::Conflict),
    ("is being carried out", Meaning::NotNow),
    ("already exists", Meaning::Conflict),
    ("already enabled", Meaning::Conflict),
    ("switched off", Meaning::Conflict),
    ("already associated", Meaning::Conflict),
    ("duplicate", Meaning::Conflict),
    ("must be unique", Meaning::Conflict),
    ("existing cancellation request", Meaning::Conflict),
    ("not available for use", Meaning::Conflict),
    ("already been created", Meaning::Conflict),
    ("meanwhile", Meaning::Conflict),
    ("must be ended first", Meaning::Conflict),
    ("authentication has not been started", Meaning::Conflict),
    ("authentication is not enabled", Meaning::Conflict),
    ("authentication is required of staff", Meaning::Conflict),
    ("linked with somebody already", Meaning::Conflict),
    ("this passkey is here already", Meaning::Conflict),
    ("as many passkeys as there may be", Meaning::Conflict),
    ("already registered with us", Meaning::Conflict),
    ("already ordered with us", Meaning::Conflict),
    ("is taken by somebody", Meaning::Conflict),
    ("out of stock", Meaning::Conflict),
    ("sold out", Meaning::Conflict),
    ("has been used up", Meaning::Conflict),
    ("can be used once only", Meaning::Conflict),
    ("exceeds", Meaning::Conflict),
    ("cannot be blocked", Meaning::Conflict),
    ("changed by somebody else", Meaning::Conflict),
    ("payment of this invoice is under way", Meaning::Conflict),
    ("a payment of several invoices waits", Meaning::Conflict),
    ("stands alone under its name", Meaning::Conflict),
    ("another invoice has this number", Meaning::Conflict),
    ("cannot remove the account owner", Meaning::Conflict),
    ("cannot be set on a client owner", Meaning::Conflict),
    ("only a closed ticket is rated", Meaning::Conflict),
    ("only replies of the staff are rated", Meaning::Conflict),
    ("not found", Meaning::NotFound),
    ("there is no such record", Meaning::NotFound),
    ("ticket id invalid", Meaning::NotFound),
    ("has no security question", Meaning::NotFound),
    ("link is not valid", Meaning::NotFound),
    ("link is too old", Meaning::NotFound),
    ("no attachments found", Meaning::NotFound),
    ("cannot find", Meaning::NotFound),
    ("invalid client id", Meaning::NotFound),
    ("invalid user id", Meaning::NotFound),
    ("invalid client_id", Meaning::NotFound),
    ("invalid user_id", Meaning::NotFound),
    ("invalid credential id", Meaning::NotFound),
    ("invalid owner user id", Meaning::NotFound),
    ("invalid pay method id", Meaning::NotFound),
    ("does not own", Meaning::NotFound),
    ("not owned by", Meaning::NotFound),
    ("not associated with", Meaning::NotFound),
    ("does not belong to", Meaning::NotFound),
    ("not in unpaid status", Meaning::NotNow),
    ("electronic invoice", Meaning::NotNow),
    ("cannot be renewed", Meaning::NotNow),
    ("can not be renewed", Meaning::NotNow),
    ("must be in ", Meaning::NotNow),
    ("still unpaid", Meaning::NotNow),
    ("that is cancelled", Meaning::NotNow),
    ("status is closed", Meaning::NotNow),
    ("is disabled", Meaning::NotNow),
    // Before what is said of one that an invoice has already.
    ("invalid payment method", Meaning::Invalid),
    ("is not active", Meaning::NotNow),
    ("no active", Meaning::NotNow),
    ("not assigned to a module", Meaning::NotNow),
    ("must be terminated first", Meaning::NotNow),
    ("cannot become unpaid", Meaning::NotNow),
    ("is not paid by hand", Meaning::NotNow),
    ("no local credit card payment gateways", Meaning::NotNow),
    ("unsupported gateway type", Meaning::NotNow),
    ("the server is busy", Meaning::NotNow),
    ("no server has room", Meaning::NotNow),
    ("reverse dns of this service", Meaning::NotNow),
    ("nobody knows whether", Meaning::NotNow),
    ("does not measure it", Meaning::NotNow),
    ("dnssec is set for active domains", Meaning::NotNow),
    ("no longer available", Meaning::NotNow),
    ("the service is ", Meaning::NotNow),
    ("the domain is ", Meaning::NotNow),
    ("the service has ended", Meaning::NotNow),
    ("has an unpaid invoice", Meaning::NotNow),
    ("only its notes can still be changed", Meaning::NotNow),
    ("the quote belongs to no client", Meaning::NotNow),
    ("to an invoice that is a draft", Meaning::NotNow),
    ("has no date of payment", Meaning::NotNow),
    ("the quote is not in the client's currency", Meaning::NotNow),
    ("does not wait for its payment", Meaning::NotNow),
    ("only when it was refused", Meaning::NotNow),
    ("is not booked with this domain", Meaning::NotNow),
    ("is booked with this domain already", Meaning::NotNow),
    ("records of this domain are not kept here", Meaning::NotNow),
    ("no stored payment method", Meaning::NotNow),
    ("only a paid invoice can be refunded", Meaning::NotNow),
    ("is not supported for whois", Meaning::NotNow),
    ("no details provided", Meaning::NotNow),
    ("invalid", Meaning::Invalid),
    ("not valid", Meaning::Invalid),
    ("required", Meaning::Invalid),
    ("must ", Meaning::Invalid),
    ("you did not", Meaning::Invalid),
    ("not set", Meaning::Invalid),
    ("not entered", Meaning::Invalid),
    ("can not be empty", Meaning::Invalid),
    ("expecting parameter", Meaning::Invalid),
    ("please ", Meaning::Invalid),
    ("nothing to update", Meaning::Invalid),
    ("no amount provided", Meaning::Invalid),
    ("cannot be in the future", Meaning::Invalid),
];

/// The meaning of a server's sentence.
pub fn meaning(message: &str) -> Meaning {
    let message = message.to_ascii_lowercase();
    let known = SENTENCES.iter().find(|(part, _)| message.contains(part));
    known.map_or(Meaning::Other, |(_, meaning)| *meaning)
}

#[cfg(test)]
mod tests {
    use super::{Meaning, SENTENCES, meaning};

    #[test]
    fn sentences_of_real_servers() {
        for (message, expect) in [
            ("Authentication Failed", Meaning::Credentials),
            ("Invalid or missing credentials", Meaning::Credentials),
            ("Administrator Account Disabled", Meaning::Credentials),
            ("Invalid IP 203.0.113.9", Meaning::Address),
            ("Invalid IP Address", Meaning::Invalid),
            ("Invalid Permissions: API action \"getinvoices\" is not allowed", Meaning::Permission),
            ("Access Denied", Meaning::Permission),
            ("Command Not Found", Meaning::NotOffered),
            ("API Function Not Found", Meaning::NotOffered),
            ("API Command Restricted to Internal API", Meaning::NotOffered),
            ("Client ID Not Found", Meaning::NotFound),
            ("Client ID not Found", Meaning::NotFound),
            ("Service ID not found", Meaning::NotFound),
            ("Order ID not found or Status not Pending", Meaning::NotFound),
            ("Invoice Not Found or Not Unpaid", Meaning::NotFound),
            ("The system cannot find the provided user ID.", Meaning::NotFound),
            ("Module Not Found", Meaning::NotFound),
            ("Invalid client id", Meaning::NotFound),
            ("User is not associated with client", Meaning::NotFound),
            ("Pay Method does not belong to passed Client ID", Meaning::NotFound),
            ("Email or Password Invalid", Meaning::WrongLogin),
            ("A user already exists with that email address", Meaning::Conflict),
            ("Duplicate Email Address", Meaning::Conflict),
            ("This idempotency key was already used for a different request", Meaning::Conflict),
            ("Another action is being carried out on this service", Meaning::NotNow),
            ("Transaction ID must be Unique", Meaning::Conflict),
            ("The email address entered is not available for use.", Meaning::Conflict),
            ("Registrar Error Message", Meaning::Outside),
            ("Payment Attempt Failed", Meaning::Outside),
            ("Error Creating Remote Token: Invalid IP", Meaning::Conflict),
            (
                "Error Creating Remote Token: the gateway gave no answer: it is away",
                Meaning::Outside,
            ),
            ("Error Deleting Remote Pay Method: it is away", Meaning::Outside),
            ("Service not assigned to a module", Meaning::NotNow),
            ("Amount exceeds customer credit balance", Meaning::Conflict),
            ("A Client Cannot Be Blocked", Meaning::Conflict),
            ("Out of stock: 1 left.", Meaning::Conflict),
            ("The domain a.example is already registered with us", Meaning::Conflict),
            ("At most 10 files can be attached", Meaning::TooMuch),
            (
                "Your IP address is banned until 2026-01-03 09:00:00: Too many failed log-ins",
                Meaning::NotAllowed,
            ),
            ("Too many failed sign-ins. Please wait 15 minutes and try again.", Meaning::Limit),
            ("This ticket cannot be closed by the client", Meaning::NotAllowed),
            ("The product is no longer available.", Meaning::NotNow),
            ("The service is Terminated", Meaning::NotNow),
            ("The given TLD is not supported for WHOIS lookups", Meaning::NotNow),
            ("Registrar Function Not Supported", Meaning::Outside),
            ("Invoice must be in Draft status to be published", Meaning::NotNow),
            ("Service ID is required", Meaning::Invalid),
            ("The payment method is not active", Meaning::NotNow),
            ("Invalid Payment Method: it is not active", Meaning::Invalid),
            ("Invalid Date Format", Meaning::Invalid),
            ("You did not enter your first name", Meaning::Invalid),
            ("Expecting parameter 'pid' to be an array", Meaning::Invalid),
            ("Error generating JSON encoded response: Malformed UTF-8", Meaning::Unwritable),
            ("Curl error 7", Meaning::Other),
            ("", Meaning::Other),
        ] {
            assert_eq!(meaning(message), expect, "{message}");
        }
    }

    #[test]
    fn every_part_can_decide() {
        for (part, expect) in SENTENCES {
            assert_eq!(*part, part.to_ascii_lowercase());
            assert_eq!(meaning(part), *expect, "{part} is hidden by an earlier line");
        }
    }
}
