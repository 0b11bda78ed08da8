//! S47: of an erased client nothing is left in the files of the database, free pages and log
//! included.

use std::path::PathBuf;

use actions::testing::{TestActions, each};
use engine::jobs::run_until_idle;
use engine::system::audit_chain::{stamp, verify};

use super::stage::{call, call_as, scalar};

/// Stands in every field that a person or the office can fill in.
const CANARY: &str = "Quetzalcanary";

/// `serialize()` of an array with "Quetzalcanary field" for field 1, in base64, as a form has it.
const FIELDS: &str = "YToxOntpOjE7czoxOToiUXVldHphbGNhbmFyeSBmaWVsZCI7fQ%3D%3D";
/// The same with "Quetzalcanary field2".
const OTHER_FIELDS: &str = "YToxOntpOjE7czoyMDoiUXVldHphbGNhbmFyeSBmaWVsZDIiO30%3D";
/// A file "Quetzalcanary.txt" with "Quetzalcanary file" in it, as a form has it.
const FILE: &str = "W3sibmFtZSI6ICJRdWV0emFsY2FuYXJ5LnR4dCIsICJkYXRhIjogIlVYVmxkSHBoYkdOaGJtRnllU0JtYVd4bCJ9XQ%3D%3D";

/// The files of a SQLite database; none of PostgreSQL, which clears up by its own means.
fn files(test: &TestActions) -> Option<Vec<PathBuf>> {
    let url = &test.engine.home.url;
    let named = |end: &str| PathBuf::from(format!("{url}{end}"));
    (!url.starts_with("postgres")).then(|| vec![named(""), named("-wal")])
}

/// Where the canary stands in the files, each time with what stands around it.
fn traces(test: &TestActions) -> Vec<String> {
    let canary = CANARY.to_ascii_lowercase();
    let mut found = Vec::new();
    for file in files(test).unwrap_or_default() {
        let bytes = std::fs::read(&file).unwrap_or_default().to_ascii_lowercase();
        let places = bytes.windows(canary.len()).enumerate();
        for (at, _) in places.filter(|(_, window)| *window == canary.as_bytes()) {
            let around = &bytes[at.saturating_sub(120)..(at + 120).min(bytes.len())];
            found.push(format!("{}: {:?}", file.display(), String::from_utf8_lossy(around)));
        }
    }
    found
}

/// Fields of a form, each with the canary in it.
fn filled(fields: &[&str]) -> String {
    fields.iter().map(|field| format!("&{field}={CANARY}+{field}")).collect()
}

/// A client of whom everything says the canary.
async fn live(test: &TestActions) {
    let person = filled(&["firstname", "lastname", "companyname", "address1", "city", "notes"]);
    let more = "&state=TX&postcode=12345&country=US&phonenumber=5551234567";
    let mail = |name: &str| format!("{name}@{CANARY}.example");
    let form = format!(
        "email={}&password2=correct+horse&customfields={FIELDS}{person}{more}",
        mail("jane")
    );
    call(test, "AddClient", &form).await.unwrap();
    let contact = filled(&["firstname", "lastname", "companyname", "address1", "city"]);
    let steps = [
        ("AddContact", format!("clientid=1&email={}{contact}{more}", mail("con"))),
        ("UpdateContact", format!("contactid=1&city={CANARY}2")),
        ("UpdateClient", format!("clientid=1&city={CANARY}2&lastname={CANARY}3")),
        ("UpdateUser", format!("user_id=1&firstname={CANARY}4&email={}", mail("jane2"))),
        ("AddClientNote", format!("userid=1&notes={CANARY}")),
        ("UpdateClient", format!("clientid=1&customfields={OTHER_FIELDS}")),
        (
            "AddPayMethod",
            format!(
                "clientid=1&type=BankAccount&description={CANARY}&bank_name={CANARY}+bank\
                     &bank_account_type=Checking&bank_code={CANARY}&bank_account={CANARY}9"
            ),
        ),
        (
            "OpenTicket",
            format!("clientid=1&deptid=1&subject={CANARY}&message={CANARY}&attachments={FILE}"),
        ),
        ("AddTicketReply", format!("ticketid=1&clientid=1&message={CANARY}+again")),
        ("AddTicketNote", format!("ticketid=1&message={CANARY}+note")),
        (
            "SendEmail",
            format!("id=1&customtype=general&customsubject={CANARY}&custommessage={CANARY}+text"),
        ),
        ("ResetPassword", "id=1".to_owned()),
        ("CreateClientInvite", format!("client_id=1&email={}&permissions=invoices", mail("eve"))),
    ];
    for (action, form) in steps {
        call(test, action, &form).await.unwrap_or_else(|said| panic!("{action}: {said}"));
    }
    let login = format!("email={}&password2=correct+horse", mail("jane2"));
    call(test, "ValidateLogin", &login).await.unwrap();
    run_until_idle(&test.engine.engine).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn s47_an_erased_client_leaves_no_trace_in_the_files() {
    for test in each().await.unwrap() {
        super::stage::run(
            &test,
            "insert into departments (name, email) values ('Support', 'support@example.com');
             insert into custom_fields (kind, name) values ('client', 'Nickname')",
        )
        .await;
        live(&test).await;
        if files(&test).is_some() {
            assert!(!traces(&test).is_empty(), "it is looked for where it is");
        }
        let staff = test.engine.caller();
        assert!(stamp(&test.engine.engine.cx(staff.clone())).await.unwrap().is_some());
        call_as(&test, &staff, "DeleteClient", "clientid=1&deleteusers=1").await.unwrap();
        let found = traces(&test);
        assert!(found.is_empty(), "{} traces: {found:#?}", found.len());
        let sql = "select count(*) from clients where erased_at is not null";
        assert_eq!(scalar::<i64>(&test, sql).await, 1);
        let (broken, _) =
            verify(&mut test.engine.engine.read().await.unwrap(), None).await.unwrap();
        assert_eq!(broken, [], "S45: the audit log is whole but for what was erased");
    }
}
