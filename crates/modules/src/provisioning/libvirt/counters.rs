//! What the machines of a host have counted since they were started: one command for all of them.

use ports::PortError;
use ports::provisioning::Reading;

use super::virsh::Virsh;

const NANOSECONDS: u64 = 1_000_000;

pub(super) async fn of(virsh: &Virsh) -> Result<Vec<Reading>, PortError> {
    // One that is busy with something else is left out rather than waited for.
    let only = ["--list-running", "--nowait"];
    let words = [&["domstats", "--cpu-total", "--vcpu", "--interface"][..], &only].concat();
    Ok(read(&virsh.read(&words).await?))
}

/// Each machine has its name in a line, and its figures in those below.
fn read(stats: &str) -> Vec<Reading> {
    let machines = stats.split("Domain:").skip(1);
    machines.filter_map(|lines| reading(lines.trim().split_once('\n')?)).collect()
}

/// A machine whose work is not told has no reading.
fn reading((name, lines): (&str, &str)) -> Option<Reading> {
    let (mut time, mut cores) = (None, None);
    let (mut received, mut sent) = (None::<u64>, None::<u64>);
    for (name, value) in lines.lines().filter_map(|line| line.trim().split_once('=')) {
        let Ok(value) = value.parse::<u64>() else { continue };
        let network = name.starts_with("net.");
        // Of all cards together.
        let more = |sum: Option<u64>| Some(sum.unwrap_or_default().saturating_add(value));
        match name {
            "cpu.time" => time = Some(value),
            "vcpu.current" => cores = Some(value),
            _ if network && name.ends_with(".rx.bytes") => received = more(received),
            _ if network && name.ends_with(".tx.bytes") => sent = more(sent),
            _ => {}
        }
    }
    let worked = time?.checked_div(cores?)? / NANOSECONDS;
    let machine = name.trim().trim_matches('\'').to_owned();
    Some(Reading { machine, worked, received, sent })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As libvirt 9.0 prints it.
    const STATS: &str = "Domain: 'hostler-42'\n  cpu.time=520000000\n  cpu.user=320000000\n  \
        cpu.cache.monitor.count=0\n  vcpu.current=2\n  vcpu.maximum=4\n  vcpu.0.state=1\n  \
        vcpu.0.time=2280000000\n  net.count=2\n  net.0.name=vnet0\n  net.0.rx.bytes=10\n  \
        net.0.rx.pkts=99\n  net.0.tx.bytes=5\n  net.1.rx.bytes=1\n\nDomain: 'alone'\n  \
        cpu.time=999999\n  vcpu.current=1\n  net.count=1\n\nDomain: 'busy'\n  net.count=0\n\n\
        Domain: 'odd'\n  cpu.time=7\n  vcpu.current=0\n";

    #[test]
    fn counts_are_read_over_all_cores_and_cards() {
        let reading = |machine: &str, worked, received, sent| {
            let machine = machine.to_owned();
            Reading { machine, worked, received, sent }
        };
        let expected =
            [reading("hostler-42", 260, Some(11), Some(5)), reading("alone", 0, None, None)];
        assert_eq!(read(STATS), expected);
        assert_eq!(read("\n"), []);
    }
}
