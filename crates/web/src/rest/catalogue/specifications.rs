//! What a plan for a machine has, read from what its description tells people.

use std::sync::LazyLock;

use regex::Regex;
use schemars::JsonSchema;
use serde::Serialize;

/// What a plan for a machine has; what its description does not say is null.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub(super) struct Specifications {
    cpu_cores: Option<u64>,
    /// In MiB.
    memory_mib: Option<u64>,
    /// In GB.
    disk_gb: Option<u64>,
    /// `nvme`, `ssd` or `hdd`.
    disk_kind: Option<String>,
    /// A month, in GB.
    traffic_gb: Option<u64>,
}

/// How descriptions say it, in lower case: the number first, then its unit.
struct Words {
    cores: Regex,
    memory: [Regex; 2],
    disk: [Regex; 2],
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
        kind: Regex::new(r"\b(nvme|ssd|hdd)\b")?,
        traffic: [behind(traffic)?, before(traffic)?],
    })
}

/// Reads a description, in HTML or not; `None` when it is of no machine.
pub(super) fn read(description: &str) -> Option<Specifications> {
    let words = WORDS.as_ref()?;
    let mut is_tag = false;
    let plain = |c: char| {
        match c {
            '<' => is_tag = true,
            '>' => {
                is_tag = false;
                return '\n';
            }
            _ => {}
        }
        if is_tag { '\n' } else { c.to_ascii_lowercase() }
    };
    let text: String = description.chars().map(plain).collect();
    // One thing a line, so that no unit is taken for that of its neighbour.
    let lines: Vec<&str> = text.split(['\n', ',', ';', '|']).map(str::trim).collect();
    let size = |forms: &[Regex; 2]| {
        lines.iter().find_map(|line| {
            let found = forms.iter().find_map(|form| form.captures(line))?;
            mib(found.get(1)?.as_str(), found.get(2)?.as_str())
        })
    };
    let first = |form: &Regex| {
        lines.iter().find_map(|line| Some(form.captures(line)?.get(1)?.as_str().to_owned()))
    };
    let gb = |mib: u64| mib / 1024;
    let found = Specifications {
        cpu_cores: first(&words.cores).and_then(|number| number.parse().ok()),
        memory_mib: size(&words.memory),
        disk_gb: size(&words.disk).map(gb),
        disk_kind: first(&words.kind),
        traffic_gb: size(&words.traffic).map(gb),
    };
    let said = [found.cpu_cores.is_some(), found.memory_mib.is_some(), found.disk_gb.is_some()];
    (said.iter().filter(|each| **each).count() >= 2).then_some(found)
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
                    format!("{cores} {memory} {disk} {kind} {traffic}")
                },
            );
            assert_eq!(found, expected, "{text}");
        }
    }
}
