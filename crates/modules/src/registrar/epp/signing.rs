//! What a registry publishes of the keys that sign a name (RFC 5910): by its interface for DS
//! data, or by that for key data where the registry makes the digests itself (section 4).

use ports::Refused;
use ports::registrar::{DnsKey, DsRecord, KeyForm, KeyRecord};

use super::frames::{self, Change, Extra};
use super::reply::Reply;
use super::xml::Node;
use super::{Epp, Step, Stop};

impl Epp {
    /// The records of a name.
    pub(super) async fn published_keys(&self, domain: &str) -> Step<Vec<KeyRecord>> {
        let form = self.account()?.dnssec.unwrap_or(KeyForm::Ds);
        read(form, &self.ask(frames::info("domain", domain)).await?)
    }

    /// Gives a name these records and no others.
    pub(super) async fn publish_keys(&self, domain: &str, wanted: &[KeyRecord]) -> Step<()> {
        let present = self.published_keys(domain).await?;
        let without = |list: &[KeyRecord], other: &[KeyRecord]| -> Vec<Node> {
            list.iter().filter(|record| !other.contains(record)).map(written).collect()
        };
        let (add, remove) = (without(wanted, &present), without(&present, wanted));
        if add.is_empty() && remove.is_empty() {
            return Ok(());
        }
        let part = |name: &str, nodes: Vec<Node>| {
            (!nodes.is_empty()).then(|| Node::new(name).with_all(nodes))
        };
        // First away, then there: the order of the schema (section 5.2.5).
        let change = Node::new("secDNS:update")
            .with_all(part("secDNS:rem", remove))
            .with_all(part("secDNS:add", add));
        let update = frames::update(domain, Change::default());
        self.ask_with(update, Extra::Needed(change, "DNSSEC")).await.map(drop)
    }
}

fn written(record: &KeyRecord) -> Node {
    match record {
        KeyRecord::Ds(record) => Node::new("secDNS:dsData")
            .with(Node::text("secDNS:keyTag", record.key_tag.to_string()))
            .with(Node::text("secDNS:alg", record.algorithm.to_string()))
            .with(Node::text("secDNS:digestType", record.digest_type.to_string()))
            .with(Node::text("secDNS:digest", &record.digest)),
        KeyRecord::Key(key) => Node::new("secDNS:keyData")
            .with(Node::text("secDNS:flags", key.flags.to_string()))
            .with(Node::text("secDNS:protocol", "3"))
            .with(Node::text("secDNS:alg", key.algorithm.to_string()))
            .with(Node::text("secDNS:pubKey", &key.public_key)),
    }
}

fn read(form: KeyForm, reply: &Reply) -> Step<Vec<KeyRecord>> {
    let data = reply.extra("secDNS:infData");
    let (name, record): (_, fn(&Node) -> Option<KeyRecord>) = match form {
        KeyForm::Ds => ("secDNS:dsData", |node| read_digest(node).map(KeyRecord::Ds)),
        KeyForm::Key => ("secDNS:keyData", |node| read_key(node).map(KeyRecord::Key)),
    };
    let unreadable = || Stop::from(Refused::new("2400", "What is told of a key cannot be read"));
    data.all(name).map(|node| record(node).ok_or_else(unreadable)).collect()
}

fn read_digest(node: &Node) -> Option<DsRecord> {
    let said = |name: &str| node.said(&[name]);
    Some(DsRecord {
        key_tag: said("secDNS:keyTag").parse().ok()?,
        algorithm: said("secDNS:alg").parse().ok()?,
        digest_type: said("secDNS:digestType").parse().ok()?,
        digest: said("secDNS:digest").to_ascii_uppercase(),
    })
}

fn read_key(node: &Node) -> Option<DnsKey> {
    let said = |name: &str| node.said(&[name]);
    Some(DnsKey {
        flags: said("secDNS:flags").parse().ok()?,
        algorithm: said("secDNS:alg").parse().ok()?,
        // Registries may break lines in it.
        public_key: said("secDNS:pubKey").split_whitespace().collect(),
    })
}
