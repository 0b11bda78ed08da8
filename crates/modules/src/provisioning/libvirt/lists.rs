//! Images and storages: volumes and pools (`vol-list`, `pool-list`), as `virsh` prints them.

use ports::{Choice, ChoiceKind, PortError};

use super::definition::is_name;
use super::virsh::Virsh;

/// How many pools are looked through for images.
const POOLS_MAX: usize = 50;

/// What there is to choose of a kind.
pub(super) async fn of(virsh: &Virsh, kind: ChoiceKind) -> Result<Vec<Choice>, PortError> {
    let pools = virsh.read(&["pool-list", "--details"]).await?;
    let pools: Vec<Choice> = pools.lines().filter_map(pool).collect();
    if kind == ChoiceKind::Storage {
        return Ok(pools);
    }
    let mut images = Vec::new();
    for pool in pools.iter().take(POOLS_MAX) {
        // What somebody put there by hand is found; a pool that cannot be looked into has none.
        let _ = virsh.run(&["pool-refresh", &pool.id]).await?;
        let volumes = virsh.run(&["vol-list", &pool.id, "--details"]).await?.unwrap_or_default();
        images.extend(volumes.lines().filter_map(|line| image(&pool.id, line)));
    }
    Ok(images)
}

/// ` default   running   no   yes   251.97 GiB   38.21 GiB   213.76 GiB`.
fn pool(line: &str) -> Option<Choice> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let [name, "running", _, _, _, _, _, _, free, unit] = words.as_slice() else { return None };
    is_name(name).then(|| Choice::new(*name, *name, format!("{free} {unit} free")))
}

/// ` debian-13.qcow2   /images/debian-13.qcow2   file   2.00 GiB   350.00 MiB`, which makes a line
/// of the setting "Images".
fn image(pool: &str, line: &str) -> Option<Choice> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let [volume, _, "file", size, unit, _, _] = words.as_slice() else { return None };
    let (name, ending) = volume.rsplit_once('.').unwrap_or((volume, ""));
    let disk = !matches!(ending, "iso" | "xml" | "log" | "txt");
    let good = is_name(volume) && disk && !is_of_a_machine(name);
    let note = format!("{size} {unit}, in {pool}");
    good.then(|| Choice::new(format!("{name}={pool}/{volume}"), name, note))
}

/// Whether it is the disk of a machine of ours: `hostler-42-0123abcd`, with `-seed` or without.
fn is_of_a_machine(name: &str) -> bool {
    let name = name.strip_suffix("-seed").unwrap_or(name);
    let mut parts = name.rsplitn(3, '-');
    let (mark, service) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let hex = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'a'..=b'f');
    let number = !service.is_empty() && service.bytes().all(|byte| byte.is_ascii_digit());
    mark.len() == 8 && mark.bytes().all(hex) && number && parts.next().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pools_and_images_are_read() {
        let shown = |choice: Choice| format!("{} ({})", choice.id, choice.note);
        for (line, expected) in [
            (
                " default   running   no   yes   251.97 GiB   1 GiB   3.5 TiB",
                Some("default (3.5 TiB free)"),
            ),
            (" old       inactive  no   yes   -   -   -", None),
            ("", None),
        ] {
            assert_eq!(pool(line).map(shown).as_deref(), expected, "{line}");
        }
        for (line, expected) in [
            (
                " d-13.qcow2  /i/d-13.qcow2  file  2.00 GiB  3 MiB",
                Some("d-13=p/d-13.qcow2 (2.00 GiB, in p)"),
            ),
            (" d  /i/d  file  2.00 GiB  3 MiB", Some("d=p/d (2.00 GiB, in p)")),
            (" d.iso  /i/d.iso  file  2.00 GiB  3 MiB", None),
            (" lv  /dev/vg/lv  block  2.00 GiB  3 MiB", None),
            (" with space  /i/with space  file  2.00 GiB  3 MiB", None),
            (" hostler-42-0123abcd.qcow2  /i/x  file  2.00 GiB  3 MiB", None),
            (" hostler-42-0123abcd-seed.img  /i/x  file  1.41 MiB  3 MiB", None),
        ] {
            assert_eq!(image("p", line).map(shown).as_deref(), expected, "{line}");
        }
    }
}
