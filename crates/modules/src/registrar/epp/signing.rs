//! What a registry publishes of the keys that sign a name (RFC 5910, by its interface for DS data).

use ports::Refused;
use ports::registrar::DsRecord;

use super::frames::{self, Change, Extra};
use super::reply::Reply;
use super::xml::Node;
use super::{Epp, Step, Stop};

impl Epp {
    /// The records of a name.
    pub(super) async fn published_keys(&self, domain: &str) -> Step<Vec<DsRecord>> {
        read(&self.ask(frames::info("domain", domain)).await?)
    }

    /// Gives a name these records and no others.
    pub(super) async fn publish_keys(&self, domain: &str, wanted: &[DsRecord]) -> Step<()> {
        let present = self.published_keys(domain).await?;
        let without = |list: &[DsRecord], other: &[DsRecord]| -> Vec<Node> {
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

fn written(record: &DsRecord) -> Node {
    Node::new("secDNS:dsData")
        .with(Node::text("secDNS:keyTag", record.key_tag.to_string()))
        .with(Node::text("secDNS:alg", record.algorithm.to_string()))
        .with(Node::text("secDNS:digestType", record.digest_type.to_string()))
        .with(Node::text("secDNS:digest", &record.digest))
}

fn read(reply: &Reply) -> Step<Vec<DsRecord>> {
    let data = reply.extra("secDNS:infData");
    let record = |node: &Node| {
        let said = |name: &str| node.said(&[name]);
        Some(DsRecord {
            key_tag: said("secDNS:keyTag").parse().ok()?,
            algorithm: said("secDNS:alg").parse().ok()?,
            digest_type: said("secDNS:digestType").parse().ok()?,
            digest: said("secDNS:digest").to_ascii_uppercase(),
        })
    };
    let unreadable = || Stop::from(Refused::new("2400", "A DS record cannot be read"));
    data.all("secDNS:dsData").map(|node| record(node).ok_or_else(unreadable)).collect()
}
