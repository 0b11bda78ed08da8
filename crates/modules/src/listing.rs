//! The list of all modules: what they are for, what they can do, and who says that they are right.

/// A port, as a word for lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Port {
    /// Taking money.
    Payment,
    /// Running services.
    Provisioning,
    /// Domain names.
    Registrar,
    /// Hosting DNS zones.
    Dns,
    /// Judging orders.
    Fraud,
    /// Sending mail.
    Mail,
    /// Looking names up.
    Resolver,
    /// Exchange rates.
    Rates,
    /// Signing in through identity providers.
    SignIn,
    /// Keeping files.
    Files,
    /// Wrapping our keys.
    Keys,
    /// Checking VAT numbers.
    Vat,
    /// What registries publish of names.
    Whois,
}

/// One module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// System name, as on the wire.
    pub module: &'static str,
    /// The port that it implements.
    pub port: Port,
    /// What it can do, in a few words.
    pub capabilities: &'static str,
    /// Who says that it is right, besides our own tests.
    pub judge: &'static str,
}

const SUITE: &str = "contract suite";

/// Every module, by port.
pub fn all() -> Vec<Listing> {
    let each = |(module, port, capabilities, judge)| Listing { module, port, capabilities, judge };
    ROWS.into_iter().map(each).collect()
}

/// Module, port, what it does, and who judged it.
const ROWS: [(&str, Port, &str, &str); 41] = [
    ("banktransfer", Port::Payment, "instructions; staff record payments", SUITE),
    (
        "bkash",
        Port::Payment,
        "charges on bKash's page, one refund per payment, all or in part; stores nothing",
        "a fake that pybkash drives; contract suite",
    ),
    ("mailin", Port::Payment, "instructions; staff record payments", SUITE),
    (
        "mollie",
        Port::Payment,
        "charges on Mollie's page and by mandates given there, refunds in part, web hooks",
        "a fake that Mollie's own client for Python drives; contract suite",
    ),
    (
        "nagad",
        Port::Payment,
        "charges on Nagad's page, sealed and signed with RSA; no refunds, stores nothing",
        "a peer in Python, with cryptography of its own, that nagadpy drives; contract suite",
    ),
    (
        "paypal",
        Port::Payment,
        "charges on PayPal's page and from its vault, refunds in part, web hooks",
        "a fake that PayPal's server SDK for Node drives; contract suite",
    ),
    (
        "sandboxcard",
        Port::Payment,
        "stores cards, captures, refunds in part, settles late; takes no real money",
        SUITE,
    ),
    (
        "stripe",
        Port::Payment,
        "stores cards, charges off session or on Stripe's page, refunds in part, web hooks",
        "contract suite against localstripe; signatures and forms checked by the stripe library",
    ),
    (
        "contabo",
        Port::Provisioning,
        "machines: power, reinstall, password, lists; ends with the term; no other size or console",
        "contract suite on a fake that the generated client pfruck-contabo takes for Contabo",
    ),
    (
        "cpanel",
        Port::Provisioning,
        "shared hosting: accounts, packages (listed), passwords, sign-in, usage; no power",
        "contract suite on a fake that WhamBamPy and cpanel-client drive",
    ),
    (
        "digitalocean",
        Port::Provisioning,
        "machines: power, reinstall, change of size, usage, lists; no console, no new password",
        "contract suite on a fake that the official SDK pydo drives",
    ),
    (
        "directadmin",
        Port::Provisioning,
        "shared hosting: accounts, packages (listed), passwords, sign-in, usage; no power",
        "contract suite on a fake that directadmin-cli drives where it has the command",
    ),
    (
        "hetzner",
        Port::Provisioning,
        "machines: power, reinstall, change of type and password, console, traffic, lists",
        "contract suite on a fake that the official SDK hcloud drives",
    ),
    (
        "http",
        Port::Provisioning,
        "any interface over HTTP, by requests that the product describes; usage and lists",
        "contract suite; the life of services on mountebank, whose interface knows nothing of us",
    ),
    (
        "libvirt",
        Port::Provisioning,
        "machines of one's own hosts: power, reinstall, size, password, console, usage, lists",
        "contract suite and a guest's whole life on a real libvirt with QEMU",
    ),
    (
        "linode",
        Port::Provisioning,
        "machines: power, reinstall, change of type and password, traffic, lists; no console",
        "contract suite on a fake that the official SDK linode_api4 drives",
    ),
    (
        "proxmox",
        Port::Provisioning,
        "machines from templates: power, reinstall, size, password, console, usage, lists",
        "contract suite on a fake that proxmoxer drives, requests checked by the vendor's schema",
    ),
    (
        "sandbox",
        Port::Provisioning,
        "every action, usage; hands out documentation addresses, makes nothing real",
        SUITE,
    ),
    (
        "vultr",
        Port::Provisioning,
        "machines: power, reinstall, larger plans, console, traffic, lists; no new password",
        "contract suite on a fake that the official SDK vultr-node drives",
    ),
    (
        "epp",
        Port::Registrar,
        "names, hosts, contacts, locks, transfers, restoring, DNSSEC; no prices, no hidden owners",
        "contract suite on a registry that pyepp drives; every frame checked by the RFCs' schemas",
    ),
    (
        "openprovider",
        Port::Registrar,
        "names, contacts, locks, transfers, restoring, hidden owners, DNSSEC, price list",
        "contract suite on a fake; every body on both sides checked by the vendor's description",
    ),
    ("manual", Port::Registrar, "leaves registrations and renewals to staff", SUITE),
    ("sandbox", Port::Registrar, "everything, in memory; registers nothing real", SUITE),
    (
        "powerdns",
        Port::Dns,
        "zones with eight types of records, each change whole or not at all",
        "contract suite on a real PowerDNS Authoritative Server",
    ),
    ("sandbox", Port::Dns, "zones in memory; no name server tells of them", SUITE),
    (
        "fraudrecord",
        Port::Fraud,
        "asks for reports of other companies, by hashes; points, reports, reliability",
        "contract suite; the vendor's example; the Python client asks the same of the fake",
    ),
    (
        "minfraud",
        Port::Fraud,
        "asks MaxMind; score, reasons, rules of one's own there",
        "contract suite; MaxMind's own library checks the questions and asks the fake",
    ),
    (
        "rules",
        Port::Fraud,
        "own rules over value, countries, proxies, mail domains, haste",
        "contract suite; databases of countries written by mmdb_writer",
    ),
    (
        "mailbox",
        Port::Mail,
        "fetches mail over IMAP or POP3, over TLS",
        "contract suite on a real Dovecot, over both protocols",
    ),
    ("outbox", Port::Mail, "keeps the latest mails in memory, sends none", SUITE),
    ("smtp", Port::Mail, "hands mails to a server, over TLS, signed", "aiosmtpd, dkimpy"),
    ("dns", Port::Resolver, "asks name servers over UDP and TCP", "hickory's name server"),
    ("none", Port::Resolver, "answers Unsupported", "nobody"),
    (
        "ecb",
        Port::Rates,
        "the European Central Bank's daily rates, or a feed like it",
        "ecb-euro-exchange-rates, which reads the same from our fake",
    ),
    ("none", Port::Rates, "answers Unsupported", "nobody"),
    ("folder", Port::Files, "a folder of this machine, or of one that all nodes share", SUITE),
    (
        "s3",
        Port::Files,
        "a bucket of Amazon S3 or the like, in host or path, at an address of one's own",
        "contract suite on moto, which has Amazon's botocore check each signature",
    ),
    (
        "aws-kms",
        Port::Keys,
        "wraps the keys that secrets are sealed with; they are never kept as they are",
        "moto, which has Amazon's botocore check each signature",
    ),
    (
        "openid",
        Port::SignIn,
        "any provider of OpenID Connect: code flow with PKCE, keys that change, no shared keys",
        "oidc-provider, a certified server, through its real redirects",
    ),
    (
        "vies",
        Port::Vat,
        "whether a VAT number of the EU exists, and whose it is",
        "ambolt-vies, which asks our fake for the same and understands it",
    ),
    (
        "whois",
        Port::Whois,
        "every ending that IANA lists, by RDAP, else by WHOIS; servers of one's own",
        "answers made of ICANN's own types for RDAP; texts of real registries for WHOIS",
    ),
];
