//! Every key of the configuration, with its default and meaning.

/// One key.
#[derive(Debug)]
pub(crate) struct Key {
    /// In the file. The environment variable is `HOSTLER_` and this in capitals.
    pub(crate) name: &'static str,
    pub(crate) default: &'static str,
    pub(crate) meaning: &'static str,
    /// Never printed.
    pub(crate) secret: bool,
    /// Also read from a file: `<name>_file`, `HOSTLER_<NAME>_FILE`.
    pub(crate) filed: bool,
}

impl Key {
    /// The environment variable.
    pub(crate) fn variable(&self) -> String {
        format!("HOSTLER_{}", self.name.to_ascii_uppercase())
    }
}

const fn key(name: &'static str, default: &'static str, meaning: &'static str) -> Key {
    Key { name, default, meaning, secret: false, filed: false }
}

const fn secret(name: &'static str, meaning: &'static str) -> Key {
    Key { name, default: "", meaning, secret: true, filed: true }
}

/// An address that may have a password in it, which is not printed with it.
const fn address(name: &'static str, meaning: &'static str) -> Key {
    Key { name, default: "", meaning, secret: false, filed: true }
}

/// In the order of the example file.
pub(crate) const KEYS: &[Key] = &[
    key("listen", "127.0.0.1:8080", "Address and port of all doors."),
    key("data", "data", "Folder for the SQLite file and generated keys."),
    address("database", "postgres://user@host/name; empty is SQLite in the data folder."),
    key(
        "postgres_programs",
        "",
        "Folder of pg_dump and pg_restore, which make and check backups of PostgreSQL; empty \
         takes those on the path.",
    ),
    key("whmcs", "", "Stand in front of this WHMCS: https://host/includes/api.php. No database."),
    secret("whmcs_identifier", "Identifier of an API credential of that WHMCS."),
    secret("whmcs_secret", "Its secret."),
    secret("whmcs_access_key", "Its API access key, where it has one."),
    key("whmcs_ca", "", "PEM file of the authority of its certificate, if it is your own."),
    key("whmcs_timeout", "15", "Seconds within which it has to answer a call."),
    key(
        "whmcs_catalogue_seconds",
        "0",
        "Seconds for which its products, prices, currencies and the like are kept; 0 asks for them \
         each time.",
    ),
    key(
        "whmcs_tolerates_noise",
        "false",
        "true skips what its hooks print before an answer, which else is an error.",
    ),
    secret(
        "encryption_key",
        "id:base64 of 32 bytes, encrypts secrets at rest; several separated by commas, the first \
         is used for new ones. Generated into the data folder when empty.",
    ),
    key(
        "kms_key",
        "",
        "Key of AWS KMS (number, arn:… or alias/…) that wraps the encryption keys in the data \
         folder; empty leaves them as they are.",
    ),
    key("kms_region", "us-east-1", "Where that key is."),
    key("kms_endpoint", "", "Address of the key service; empty is Amazon's own for the region."),
    key("kms_access_key", "", "Access key ID of whoever may use that key."),
    secret("kms_secret_key", "Its secret access key."),
    secret("kms_session_token", "Its session token, where the access key is lent for a time."),
    secret(
        "session_key",
        "kid:base64 of 32 bytes, encrypts session tokens; several separated by commas, the first \
         is used for new ones. Generated into the data folder when empty.",
    ),
    key(
        "automation",
        "true",
        "false leaves the daily automation to other nodes of the same database.",
    ),
    key("base_url", "", "Address by which people reach this installation: https://…"),
    key("cors_origins", "", "Origins of other pages that may use the REST API, by commas."),
    key("trusted_proxies", "", "Addresses whose X-Forwarded-For is believed, by commas."),
    key(
        "admin_from",
        "",
        "Networks from which the back office is reached, by commas: 192.0.2.0/24, 2001:db8::/32; \
         empty is from anywhere. From elsewhere nothing is there.",
    ),
    key(
        "metrics_from",
        "",
        "Networks from which /metrics is read, by commas, beside this machine itself.",
    ),
    key("smtp_host", "", "Mail server; without one mails are kept in memory and not sent."),
    key("smtp_port", "587", "Its port."),
    key("smtp_security", "starttls", "starttls, tls (usual on port 465), or none."),
    key("smtp_user", "", "Who signs in there; empty for nobody."),
    secret("smtp_password", "The password of that user."),
    key("smtp_ca", "", "PEM file of the authority of its certificate, if it is your own."),
    key(
        "rates_feed",
        "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml",
        "Exchange rates in the form of the European Central Bank, or `none`.",
    ),
    key(
        "name_servers",
        "",
        "Name servers that are asked for names, by commas, such as 192.0.2.53 or \
         [2001:db8::53]:5353; empty for those that this machine asks.",
    ),
    key(
        "requests_per_minute",
        "600",
        "Requests to the REST API that one account may make, and ten times as many one network; \
         0 for any number.",
    ),
    key(
        "connections_per_address",
        "100",
        "Connections that one address may have open at once; 0 for any number. This machine and \
         trusted proxies may have more.",
    ),
    key(
        "module_functions",
        "",
        "What functions of provisioning modules are called, where it is not known: \
         module: power_on=Start reboot=Restart; other: ...",
    ),
    key(
        "cloud_fields",
        "",
        "Custom fields of services that tell where a machine runs, by commas: \
         provider=Cloud, provider_id=Instance, region=Site, ips=Addresses.",
    ),
    key(
        "staff_groups",
        "",
        "Client groups of the WHMCS behind whose owners are staff here, as it logs no staff in, and \
         what they may do: 5=*; 6=GetClients GetTickets AddTicketReply.",
    ),
    secret(
        "whmcs_hook_secret",
        "Signs the events that hooks/whmcs/hostler.php sends to /hooks/whmcs; empty takes none.",
    ),
    key("forward_hooks", "", "Addresses to which those events are passed on, by commas."),
    secret("forward_hook_secret", "Signs what is passed on."),
    key(
        "hooks_private_addresses",
        "false",
        "true lets web hooks call addresses of the own network.",
    ),
    key(
        "pdf_templates",
        "templates/pdf",
        "Folder whose files take the place of the built-in PDF templates, where it exists.",
    ),
    key(
        "languages",
        "languages",
        "Folder of messages that replace built-in ones: de/own.ftl, pt-BR/own.ftl.",
    ),
    key("theme", "", "Theme of the pages: a folder of `themes`. Empty is the built-in look."),
    key("themes", "themes", "Folder of themes, which `hostler theme new` begins."),
    key("pdf_logo", "", "The company's logo on PDFs: a PNG, JPEG, WebP or SVG file."),
    key(
        "pdf_fonts",
        "/usr/share/fonts,/usr/local/share/fonts",
        "Fonts, or folders of fonts, for what the built-in ones lack, such as Chinese, by commas.",
    ),
    key("log", "info", "What is logged: error, warn, info, debug, or target=level by commas."),
    key("log_format", "text", "text or json."),
];
