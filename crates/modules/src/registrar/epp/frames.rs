//! The frames that we send: RFC 5730 (commands), 5731 (domains), 5732 (hosts), 3915 (restoring).

use jiff::civil::Date;

use super::account::Account;
use super::xml::{CONTACT, DOMAIN, FEE, HOST, Node, RGP, SECDNS};

/// Objects and extensions that we speak of.
const OBJECTS: [&str; 3] = [CONTACT, DOMAIN, HOST];
const EXTENSIONS: [&str; 3] = [RGP, SECDNS, FEE];

/// An extension of a command, and what to do where the registry does not speak it.
pub(super) enum Extra {
    /// There is none.
    None,
    /// Sent whatever the greeting says.
    Always(Node),
    /// The same, with another one as below.
    AlwaysAndNeeded(Node, Node, &'static str),
    /// Left out.
    IfSpoken(Node),
    /// The command is not sent; what the registry cannot do.
    Needed(Node, &'static str),
}

/// The extensions that both sides speak.
pub(super) fn spoken(greeting: &Node) -> Vec<&'static str> {
    let extra = greeting.at(&["greeting", "svcMenu", "svcExtension"]).cloned().unwrap_or_default();
    EXTENSIONS.into_iter().filter(|uri| offers(uri, "extURI", &extra)).collect()
}

fn offers(uri: &str, name: &str, node: &Node) -> bool {
    node.all(name).any(|each| each.said(&[]) == uri)
}

/// The login, with what both sides speak.
pub(super) fn login(account: &Account, greeting: &Node, number: &str) -> Node {
    let menu = greeting.at(&["greeting", "svcMenu"]).cloned().unwrap_or_default();
    let objects = OBJECTS.into_iter().filter(|uri| offers(uri, "objURI", &menu));
    let objects = objects.map(|uri| Node::text("objURI", uri));
    let extensions = spoken(greeting).into_iter();
    let extensions: Vec<Node> = extensions.map(|uri| Node::text("extURI", uri)).collect();
    let mut services = Node::new("svcs").with_all(objects);
    if !extensions.is_empty() {
        services = services.with(Node::new("svcExtension").with_all(extensions));
    }
    let options =
        Node::new("options").with(Node::text("version", "1.0")).with(Node::text("lang", "en"));
    let login = Node::new("login")
        .with(Node::text("clID", &account.user))
        .with(Node::text("pw", account.password.expose()))
        .with(options)
        .with(services);
    whole(login, Vec::new(), number)
}

/// The end of a session.
pub(super) fn logout(number: &str) -> Node {
    whole(Node::new("logout"), Vec::new(), number)
}

/// A command with its extensions and our number of it.
pub(super) fn whole(verb: Node, extensions: Vec<Node>, number: &str) -> Node {
    let some = !extensions.is_empty();
    let extension = some.then(|| Node::new("extension").with_all(extensions));
    let command =
        Node::new("command").with(verb).with_all(extension).with(Node::text("clTRID", number));
    Node::new("epp").with(command)
}

/// Whether names, hosts or contacts are there to be had.
pub(super) fn check(kind: &str, names: &[String]) -> Node {
    let names = names.iter().map(|name| Node::text(&format!("{kind}:{}", key(kind)), name));
    Node::new("check").with(Node::new(&format!("{kind}:check")).with_all(names))
}

/// What the registry has to say, the oldest first.
pub(super) fn next_message() -> Node {
    Node::new("poll").attribute("op", "req")
}

/// A message was dealt with.
pub(super) fn take_message(id: &str) -> Node {
    Node::new("poll").attribute("op", "ack").attribute("msgID", id)
}

/// All about an object.
pub(super) fn info(kind: &str, name: &str) -> Node {
    let name = Node::text(&format!("{kind}:{}", key(kind)), name);
    Node::new("info").with(Node::new(&format!("{kind}:info")).with(name))
}

/// Takes an object away.
pub(super) fn delete(kind: &str, name: &str) -> Node {
    let name = Node::text(&format!("{kind}:{}", key(kind)), name);
    Node::new("delete").with(Node::new(&format!("{kind}:delete")).with(name))
}

fn key(kind: &str) -> &'static str {
    if kind == "contact" { "id" } else { "name" }
}

/// A name server outside of what the registry runs.
pub(super) fn create_host(name: &str) -> Node {
    let host = Node::new("host:create").with(Node::text("host:name", name));
    Node::new("create").with(host)
}

/// A new name.
pub(super) struct NewDomain<'a> {
    pub(super) domain: &'a str,
    pub(super) years: u8,
    pub(super) name_servers: &'a [String],
    /// Role and contact id; the registrant has the role `registrant`.
    pub(super) people: &'a [(&'static str, String)],
    pub(super) code: &'a str,
}

/// RFC 5731 section 3.2.1.
pub(super) fn create_domain(account: &Account, new: &NewDomain<'_>) -> Node {
    let registrant = new.people.iter().filter(|(role, _)| *role == REGISTRANT);
    let registrant = registrant.map(|(_, id)| Node::text("domain:registrant", id));
    let others = new.people.iter().filter(|(role, _)| *role != REGISTRANT);
    let others = others.map(|(role, id)| contact(role, id));
    let domain = Node::new("domain:create")
        .with(Node::text("domain:name", new.domain))
        .with(period(new.years))
        .with_all(name_servers(account, new.name_servers))
        .with_all(registrant)
        .with_all(others)
        .with(auth(new.code));
    Node::new("create").with(domain)
}

/// The role of the owner.
pub(super) const REGISTRANT: &str = "registrant";

/// RFC 5731 section 3.2.3.
pub(super) fn renew(domain: &str, expires_on: Date, years: u8) -> Node {
    let domain = Node::new("domain:renew")
        .with(Node::text("domain:name", domain))
        .with(Node::text("domain:curExpDate", expires_on.to_string()))
        .with(period(years));
    Node::new("renew").with(domain)
}

/// RFC 5731 section 3.2.4.
pub(super) fn transfer(domain: &str, years: u8, code: &str) -> Node {
    let domain = Node::new("domain:transfer")
        .with(Node::text("domain:name", domain))
        .with(period(years))
        .with(auth(code));
    Node::new("transfer").attribute("op", "request").with(domain)
}

/// How a transfer stands.
pub(super) fn ask_transfer(domain: &str) -> Node {
    let domain = Node::new("domain:transfer").with(Node::text("domain:name", domain));
    Node::new("transfer").attribute("op", "query").with(domain)
}

/// What changes of a name (RFC 5731 section 3.2.5).
#[derive(Default)]
pub(super) struct Change {
    pub(super) add: Vec<Node>,
    pub(super) remove: Vec<Node>,
    pub(super) set: Vec<Node>,
}

/// RFC 5731 section 3.2.5.
pub(super) fn update(domain: &str, change: Change) -> Node {
    // What only an extension says stands beside an empty change (RFC 3915 section 4.2.5).
    let nothing = change.add.is_empty() && change.remove.is_empty() && change.set.is_empty();
    let part =
        |name: &str, nodes: Vec<Node>| (!nodes.is_empty()).then(|| Node::new(name).with_all(nodes));
    let domain = Node::new("domain:update")
        .with(Node::text("domain:name", domain))
        .with_all(part("domain:add", change.add))
        .with_all(part("domain:rem", change.remove))
        .with_all(part("domain:chg", change.set))
        .with_all(nothing.then(|| Node::new("domain:chg")));
    Node::new("update").with(domain)
}

/// RFC 3915 section 4.2.5: the name is asked back.
pub(super) fn restore() -> Node {
    Node::new("rgp:update").with(Node::new("rgp:restore").attribute("op", "request"))
}

/// RFC 3915 section 4.2.5.2: why, which registries want to have in writing.
pub(super) fn restore_report(domain: &str, deleted: &str, restored: &str) -> Node {
    let data = format!("{domain}: nothing but its state was changed");
    let report = Node::new("rgp:report")
        .with(Node::text("rgp:preData", &data))
        .with(Node::text("rgp:postData", &data))
        .with(Node::text("rgp:delTime", deleted))
        .with(Node::text("rgp:resTime", restored))
        .with(Node::text("rgp:resReason", "The owner wants to keep the name"))
        .with(Node::text("rgp:statement", "The name is not restored for our own use or to sell it"))
        .with(Node::text("rgp:statement", "What this report says is true to our best knowledge"));
    let restore = Node::new("rgp:restore").attribute("op", "report").with(report);
    Node::new("rgp:update").with(restore)
}

/// Name servers as the registry takes them; nothing if there are none.
pub(super) fn name_servers(account: &Account, hosts: &[String]) -> Option<Node> {
    let host = |name: &String| match account.host_objects {
        true => Node::text("domain:hostObj", name),
        false => Node::new("domain:hostAttr").with(Node::text("domain:hostName", name)),
    };
    (!hosts.is_empty()).then(|| Node::new("domain:ns").with_all(hosts.iter().map(host)))
}

/// A contact of a name that is not its owner.
pub(super) fn contact(role: &str, id: &str) -> Node {
    Node::text("domain:contact", id).attribute("type", role)
}

/// A transfer code.
pub(super) fn auth(code: &str) -> Node {
    Node::new("domain:authInfo").with(Node::text("domain:pw", code))
}

/// A status that we may set.
pub(super) fn status(word: &str) -> Node {
    Node::new("domain:status").attribute("s", word)
}

fn period(years: u8) -> Node {
    Node::text("domain:period", years.to_string()).attribute("unit", "y")
}
