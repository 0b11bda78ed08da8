//! What a product has, read from what its description tells people.

mod features;

use std::sync::LazyLock;

use regex::Regex;
use schemars::JsonSchema;
use serde::Serialize;

pub(crate) use features::{Feature, features};

/// What a plan for a machine has; what its description does not say is null.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct Specifications {
    pub(crate) cpu_cores: Option<u64>,
    /// In MiB.
    pub(crate) memory_mib: Option<u64>,
    /// In GB, of one disk.
    pub(crate) disk_gb: Option<u64>,
    /// How many disks of that size; null where only a size is said.
    pub(crate) disks: Option<u64>,
    /// `nvme`, `ssd` or `hdd`.
    pub(crate) disk_kind: Option<String>,
    /// A month, in GB.
    pub(crate) traffic_gb: Option<u64>,
}

/// How descriptions say it, in lower case: the number first, then its unit.
struct Words {
    cores: Regex,
    memory: [Regex; 2],
    disk: [Regex; 2],
    disks: Regex,
    kind: Regex,
    traffic: [Regex; 2],
}

static WORDS: LazyLock<Option<Words>> = LazyLock::new(|| words().ok());

fn words() -> Result<Words, regex::Error> {
    let size = r"([0-9]{1,5}(?:\.[0-9]{1,2})?)\s*(mi?b|gi?b|ti?b)";
    let behind = |what: &str| Regex::new(&format!(r"\b{size}\s+(?:of\s+)?(?:[a-z0-9]+\s+)?{what}"));
    let before = |what: &str| Regex::new(&format!(r"\b{what}\s*[:=]?\s*{size}"));
    let disk = "(?:nvme|ssd|hdd|disk|disc|storage|space)";
    let traffic = "(?:traffic|transfer|bandwidth)";
    Ok(Words {
        cores: Regex::new(
            r"\b([0-9]{1,3})\s*x?\s*(?:dedicated\s+|shared\s+|virtual\s+)?(?:v?cpus?|v?cores?)\b",
        )?,
        memory: [behind("(?:ram|memory)")?, before("(?:ram|memory)")?],
        disk: [behind(disk)?, before(disk)?],
        disks: Regex::new(r"\b([0-9]{1,2})\s*[x×]\s*[0-9]")?,
        kind: Regex::new(r"\b(nvme|ssd|hdd)\b")?,
        traffic: [behind(traffic)?, before(traffic)?],
    })
}

/// Reads a description, in HTML or not; `None` when it is of no machine.
pub(crate) fn read(description: &str) -> Option<Specifications> {
    let words = WORDS.as_ref()?;
    let text = plain(description).to_lowercase();
    // One thing a line, so that no unit is taken for that of its neighbour.
    let lines: Vec<&str> = things(&text).collect();
    let size = |forms: &[Regex; 2]| lines.iter().find_map(|line| size(forms, line));
    let first = |form: &Regex| {
        lines.iter().find_map(|line| Some(form.captures(line)?.get(1)?.as_str().to_owned()))
    };
    let disks = lines.iter().find(|line| self::size(&words.disk, line).is_some());
    let disks = disks.and_then(|line| words.disks.captures(line)?.get(1)?.as_str().parse().ok());
    let gb = |mib: u64| mib / 1024;
    let found = Specifications {
        cpu_cores: first(&words.cores).and_then(|number| number.parse().ok()),
        memory_mib: size(&words.memory),
        disk_gb: size(&words.disk).map(gb),
        disks,
        disk_kind: first(&words.kind),
        traffic_gb: size(&words.traffic).map(gb),
    };
    let said = [found.cpu_cores.is_some(), found.memory_mib.is_some(), found.disk_gb.is_some()];
    (said.iter().filter(|each| **each).count() >= 2).then_some(found)
}

/// Whether a thing of the description of a machine is among its [`Specifications`].
fn is_specification(thing: &str) -> bool {
    let thing = thing.to_lowercase();
    WORDS.as_ref().is_some_and(|words| {
        words.cores.is_match(&thing)
            || [&words.memory, &words.disk, &words.traffic]
                .iter()
                .any(|forms| size(forms, &thing).is_some())
    })
}

fn size(forms: &[Regex; 2], line: &str) -> Option<u64> {
    let found = forms.iter().find_map(|form| form.captures(line))?;
    mib(found.get(1)?.as_str(), found.get(2)?.as_str())
}

/// A description without its tags, each of which ends a line.
fn plain(description: &str) -> String {
    let mut is_tag = false;
    let plain = |c: char| match c {
        '<' => {
            is_tag = true;
            '\n'
        }
        '>' => {
            is_tag = false;
            '\n'
        }
        _ if is_tag => '\n',
        _ => c,
    };
    description.chars().map(plain).collect()
}

/// The things that a plain text lists.
fn things(text: &str) -> impl Iterator<Item = &str> {
    text.split(['\n', ',', ';', '|']).map(str::trim).filter(|thing| !thing.is_empty())
}

/// A size in MiB; descriptions do not tell MB from MiB.
fn mib(number: &str, unit: &str) -> Option<u64> {
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let hundredths: u64 = format!("{part:0<2}").parse().ok()?;
    let hundredths = whole.parse::<u64>().ok()?.checked_mul(100)?.checked_add(hundredths)?;
    let factor = match unit.chars().next()? {
        'm' => 1,
        'g' => 1024,
        _ => 1024 * 1024,
    };
    Some(hundredths.checked_mul(factor)? / 100)
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn descriptions_of_machines_are_read() {
        for (text, expected) in [
            ("4 vCPU, 8 GB RAM, 160 GB NVMe SSD, 20 TB traffic", "4 8192 160 nvme 20480"),
            ("<ul><li>2 Cores</li><li>512 MB memory</li><li>20 GB SSD</li></ul>", "2 512 20 ssd -"),
            ("CPU: 2 x cores\nRAM: 1.5 GB\nStorage: 1 TB\nBandwidth: 500 GB", "2 1536 1024 - 500"),
            ("16 cores\n128 GB memory\n2 × 2 TB NVMe", "16 131072 2x2048 nvme -"),
            ("1 dedicated vCPU | 2GB DDR4 RAM | 50GB of disk", "1 2048 50 - -"),
            ("Ten mailboxes and a web site with 10 GB of space", "none"),
            ("", "none"),
        ] {
            let found = read(text).map_or_else(
                || "none".to_owned(),
                |found| {
                    let number =
                        |number: Option<u64>| number.map_or("-".to_owned(), |n| n.to_string());
                    let kind = found.disk_kind.unwrap_or_else(|| "-".to_owned());
                    let [cores, memory, disk, traffic] =
                        [found.cpu_cores, found.memory_mib, found.disk_gb, found.traffic_gb]
                            .map(number);
                    let disks = found.disks.map(|count| format!("{count}x")).unwrap_or_default();
                    format!("{cores} {memory} {disks}{disk} {kind} {traffic}")
                },
            );
            assert_eq!(found, expected, "{text}");
        }
    }
}
