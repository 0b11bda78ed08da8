//! Copies of a PostgreSQL database: made by `pg_dump` while it is in use, and read to their end by
//! `pg_restore` before they count (<https://www.postgresql.org/docs/current/app-pgdump.html>).

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use tokio::process::Command;
use tokio_postgres::Config;
use tokio_postgres::config::{Host, SslMode};

use crate::{Result, StoreError};

/// Copies the database into a file of `pg_dump`'s custom format, which replaces an older one of
/// that name once it was found whole; its size in bytes. `programs` is the folder of `pg_dump` and
/// `pg_restore`; empty for those on the path. `known` are the steps of the schema that the copy
/// must have at least, and `tables` how many tables.
///
/// # Errors
/// [`StoreError::Missing`] when the programs are not there; [`StoreError::Backup`] when the copy
/// cannot be made, or is not whole.
pub(crate) async fn copy(
    config: &Config,
    programs: &Path,
    to: &Path,
    (known, tables): (usize, usize),
) -> Result<u64> {
    let failed = |what: &str, why: &dyn std::fmt::Display| {
        StoreError::Backup(format!("backup {}: {what}: {why}", to.display()))
    };
    if let Some(folder) = to.parent() {
        std::fs::create_dir_all(folder).map_err(|error| failed("folder", &error))?;
    }
    let new = to.with_extension("new");
    let ended = make(config, programs, &new, (known, tables)).await;
    if let Err(error) = ended {
        // What is not whole must not be taken for a copy.
        let _ = std::fs::remove_file(&new);
        return Err(match error {
            StoreError::Backup(why) => failed("it was not made", &why),
            other => other,
        });
    }
    std::fs::rename(&new, to).map_err(|error| failed("rename", &error))?;
    let size = std::fs::metadata(to).map_err(|error| failed("size", &error))?;
    Ok(size.len())
}

async fn make(
    config: &Config,
    programs: &Path,
    new: &Path,
    (known, tables): (usize, usize),
) -> Result<()> {
    let file = |option: &str| {
        let mut text = OsString::from(option);
        text.push(new);
        text
    };
    let mut dump = command(programs, "pg_dump");
    dump.args(["--format=custom", "--no-password", "--no-owner", "--no-privileges"]);
    dump.arg(file("--file=")).envs(surroundings(config));
    run(dump, "pg_dump").await?;
    let mut list = command(programs, "pg_restore");
    list.arg("--list").arg(new);
    let listed = run(list, "pg_restore").await?;
    let listed = listed.lines().filter(|line| line.contains(" TABLE DATA ")).count();
    if listed < tables {
        return Err(StoreError::Backup(format!("it has {listed} of {tables} tables")));
    }
    // Reads all of it, so that a file that broke off is noticed.
    let mut whole = command(programs, "pg_restore");
    whole.arg("--file=-").arg(new).stdout(Stdio::null());
    run(whole, "pg_restore").await?;
    let found = steps_in(programs, new).await?.len();
    if found < known {
        return Err(StoreError::Backup(format!("it has {found} of {known} steps")));
    }
    Ok(())
}

/// The steps of the schema that a copy has; none for a dump of something else.
pub(super) async fn steps_in(programs: &Path, copy: &Path) -> Result<Vec<i64>> {
    let mut steps = command(programs, "pg_restore");
    steps.args(["--data-only", "--table=migrations", "--file=-"]).arg(copy);
    Ok(numbers(&run(steps, "pg_restore").await?))
}

/// What begins the rows of the only table of a script: between `COPY … FROM stdin;` and `\.`.
fn numbers(script: &str) -> Vec<i64> {
    let lines = script.lines().skip_while(|line| !line.starts_with("COPY ")).skip(1);
    let rows = lines.take_while(|line| *line != "\\.");
    rows.filter_map(|row| row.split('\t').next()?.parse().ok()).collect()
}

/// A program that ends with whoever waits for it, and cannot ask anybody anything.
pub(super) fn command(programs: &Path, name: &str) -> Command {
    let path =
        if programs.as_os_str().is_empty() { PathBuf::from(name) } else { programs.join(name) };
    let mut command = Command::new(path);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    command
}

/// Runs it; what it wrote.
pub(super) async fn run(mut command: Command, name: &str) -> Result<String> {
    let started = command.spawn().map(tokio::process::Child::wait_with_output);
    let output = match started {
        Ok(running) => running.await,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(StoreError::Missing(format!(
                "{name} was not found: install PostgreSQL's client programs, or say in \
                 postgres_programs where they are"
            )));
        }
        Err(error) => Err(error),
    };
    let output = output.map_err(|error| StoreError::Backup(format!("{name}: {error}")))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.lines().map(str::trim).find(|line| !line.is_empty());
        let said = said.unwrap_or("it failed without a word");
        return Err(StoreError::Backup(format!("{name}: {said}")));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// What tells `pg_dump` where the database is and who asks: in its surroundings, because everybody
/// on the machine may read how a program was called.
pub(super) fn surroundings(config: &Config) -> Vec<(&'static str, OsString)> {
    let mut found: Vec<(&'static str, OsString)> = Vec::new();
    let hosts = config.get_hosts().iter().map(|host| match host {
        Host::Tcp(name) => name.clone(),
        #[cfg(unix)]
        Host::Unix(path) => path.display().to_string(),
    });
    let hosts: Vec<String> = hosts.collect();
    if !hosts.is_empty() {
        found.push(("PGHOST", hosts.join(",").into()));
    }
    let ports: Vec<String> = config.get_ports().iter().map(ToString::to_string).collect();
    if !ports.is_empty() {
        found.push(("PGPORT", ports.join(",").into()));
    }
    let mode = match config.get_ssl_mode() {
        SslMode::Disable => "disable",
        SslMode::Require => "require",
        _ => "prefer",
    };
    found.push(("PGSSLMODE", mode.into()));
    found.extend(config.get_user().map(|user| ("PGUSER", user.into())));
    found.extend(config.get_dbname().or(config.get_user()).map(|name| ("PGDATABASE", name.into())));
    found.extend(config.get_options().map(|options| ("PGOPTIONS", options.into())));
    let password = config.get_password().map(|word| String::from_utf8_lossy(word).into_owned());
    found.extend(password.map(|word| ("PGPASSWORD", word.into())));
    found
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{copy, numbers, surroundings};
    use crate::StoreError;

    #[test]
    fn an_address_becomes_surroundings() {
        let config = "postgres://jane:s%20ecret@db.example:5433/house?sslmode=require";
        let found = surroundings(&config.parse().unwrap());
        let found: BTreeMap<_, _> =
            found.into_iter().map(|(name, value)| (name, value.into_string().unwrap())).collect();
        let expected = [
            ("PGDATABASE", "house"),
            ("PGHOST", "db.example"),
            ("PGPASSWORD", "s ecret"),
            ("PGPORT", "5433"),
            ("PGSSLMODE", "require"),
            ("PGUSER", "jane"),
        ];
        let found: Vec<_> = found.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn steps_are_read_from_a_script() {
        let head = "COPY public.migrations (version, name, applied_at) FROM stdin;\n";
        for (script, expected) in [
            (format!("--\n{head}1\t0001_a\t0\n12\t0012_b\t0\n\\.\n\n3\t--"), &[1, 12][..]),
            (format!("{head}\\.\n"), &[]),
            ("--\n".to_owned(), &[]),
        ] {
            assert_eq!(numbers(&script), expected, "{script}");
        }
    }

    #[tokio::test]
    async fn programs_that_are_not_there_are_named_and_leave_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let config = "postgres://nobody@127.0.0.1:1/none".parse().unwrap();
        let to = folder.path().join("hostler-2026-01-01.dump");
        let made = copy(&config, folder.path(), &to, (1, 1)).await;
        let said = match made {
            Err(StoreError::Missing(said)) => said,
            other => panic!("{other:?}"),
        };
        assert!(said.starts_with("pg_dump was not found"), "{said}");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
