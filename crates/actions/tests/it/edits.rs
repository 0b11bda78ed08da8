//! The tables that the office edits: each is added to, listed, changed, and deleted from, and a
//! row in use stays.

use actions::Format;
use actions::testing::{TestActions, each};
use engine::{Caller, Fault};
use protocol::Form;
use serde_json::{Value, json};

use crate::scenery::make;

mod fields;
mod servers;
mod staff;

/// One table: its actions and what goes through them.
struct Case {
    /// `ClientGroup` of `AddClientGroup`, and the name of its number.
    name: &'static str,
    id: &'static str,
    add: &'static str,
    /// The list, its key and the key of its rows; empty when another action lists them.
    list: (&'static str, &'static str, &'static str),
    update: &'static str,
    /// Fields of the row after the change.
    after: &'static str,
}

const CASES: &[Case] = &[
    Case {
        name: "ClientGroup",
        id: "groupid",
        add: "name=Gold&colour=%23ffcc00&discountpercent=12.5%25&separateinvoices=1",
        list: ("GetClientGroupDetails", "clientgroups", "clientgroup"),
        update: "name=Silver&discountpercent=5",
        after: r##"{"name":"Silver","colour":"#ffcc00","discountpercent":"5","separateinvoices":true}"##,
    },
    Case {
        name: "CustomField",
        id: "fieldid",
        add: "type=client&name=Colour&fieldtype=dropdown&options=red,blue",
        list: ("GetCustomFields", "customfields", "customfield"),
        update: "required=1&order=3",
        after: r#"{"type":"client","options":"red,blue","required":true,"order":3}"#,
    },
    Case {
        name: "SupportDepartment",
        id: "deptid",
        add: "name=Abuse&email=abuse@example.com",
        list: ("GetSupportDepartmentDetails", "supportdepartments", "supportdepartment"),
        update: "hidden=1&clientsonly=1",
        after: r#"{"name":"Abuse","hidden":true,"clientsonly":true}"#,
    },
    Case {
        name: "TicketEscalation",
        id: "escalationid",
        add: "name=Late&minutes=60&statuses=Open&topriority=high",
        list: ("GetTicketEscalations", "escalations", "escalation"),
        update: "minutes=90&reply=Sorry",
        after: r#"{"name":"Late","minutes":90,"topriority":"High","statuses":"Open","reply":"Sorry"}"#,
    },
    Case {
        name: "TicketStatus",
        id: "statusid",
        add: "title=Waiting&color=%23112233&showactive=1",
        list: ("GetTicketStatuses", "statuses", "ticketstatus"),
        update: "autoclose=1",
        after: r##"{"title":"Waiting","color":"#112233","showactive":true,"autoclose":true}"##,
    },
    Case {
        name: "OrderStatus",
        id: "statusid",
        add: "title=On+Hold&showpending=1",
        list: ("GetOrderStatusDetails", "statuses", "orderstatus"),
        update: "color=%23445566",
        after: r##"{"title":"On Hold","color":"#445566","showpending":true}"##,
    },
    Case {
        name: "TaxRule",
        id: "taxruleid",
        add: "level=1&name=GST&country=AU&rate=10",
        list: ("GetTaxRules", "taxrules", "taxrule"),
        update: "rate=12.25",
        after: r#"{"level":1,"name":"GST","country":"AU","rate":"12.25"}"#,
    },
    Case {
        name: "Currency",
        id: "currencyid",
        add: "code=GBP&prefix=%C2%A3&rate=0.8",
        list: ("GetCurrencies", "currencies", "currency"),
        update: "rate=0.75&suffix=+GBP",
        after: r#"{"code":"GBP","prefix":"£","suffix":" GBP","rate":"0.75000"}"#,
    },
    Case {
        name: "ProductGroup",
        id: "gid",
        add: "name=Virtual+Machines",
        list: ("GetProductGroups", "groups", "group"),
        update: "headline=Fast&hidden=1",
        after: r#"{"slug":"virtual-machines","headline":"Fast","hidden":true}"#,
    },
    Case {
        name: "ServerGroup",
        id: "groupid",
        add: "name=Europe&filltype=fill&servers=1",
        list: ("GetServerGroups", "servergroups", "servergroup"),
        update: "filltype=LEAST",
        after: r#"{"name":"Europe","filltype":"least"}"#,
    },
    Case {
        name: "Server",
        id: "serverid",
        add: "name=web9&module=fakepanel&ipaddress=192.0.2.9&serverpassword=s3cret&maxaccounts=50",
        list: ("GetServerDetails", "servers", "server"),
        update: "hostname=web9.example.net&serverpassword=s3cret&active=0",
        after: r#"{"name":"web9","hostname":"web9.example.net","active":false,"maxaccounts":50}"#,
    },
    Case {
        name: "ProductAddon",
        id: "addonid",
        add: "name=Backup&paytype=recurring&products=1&pricing[1][monthly]=2.00",
        list: ("GetProductAddons", "productaddons", "productaddon"),
        update: "retired=1",
        after: r#"{"name":"Backup","paytype":"recurring","retired":true}"#,
    },
    Case {
        name: "ConfigOptionGroup",
        id: "groupid",
        add: "name=Sizes&products=1",
        list: ("GetConfigOptionGroups", "configoptiongroups", "configoptiongroup"),
        update: "description=How+big",
        after: r#"{"name":"Sizes","description":"How big"}"#,
    },
    Case {
        name: "ConfigOption",
        id: "optionid",
        add: "groupid=1&name=Disk&type=1",
        list: ("GetConfigOptions", "configoptions", "configoption"),
        update: "hidden=1",
        after: r#"{"name":"Disk","type":1,"hidden":true}"#,
    },
    Case {
        name: "ConfigOptionChoice",
        id: "choiceid",
        add: "optionid=1&name=100+GB&pricing[1][monthly]=3",
        list: ("GetConfigOptionChoices", "configoptionchoices", "configoptionchoice"),
        update: "name=200+GB",
        after: r#"{"name":"200 GB","optionid":1}"#,
    },
    Case {
        name: "Promotion",
        id: "promotionid",
        add: "code=SPRING&type=Percentage&value=20&appliesto=p1&expirationdate=2026-06-30",
        list: ("GetPromotions", "promotions", "promotion"),
        update: "value=25&maxuses=100&expirationdate=2026-01-01",
        after: r#"{"code":"SPRING","maxuses":100,"expirationdate":"2026-01-01"}"#,
    },
    Case {
        name: "AdminRole",
        id: "roleid",
        add: "kind=staff&name=Readers&permissions=GetClients,GetInvoices",
        list: ("GetAdminRoles", "roles", "adminrole"),
        update: "permissions=GetClients",
        after: r#"{"kind":"staff","name":"Readers","permissions":"GetClients"}"#,
    },
    Case {
        name: "EmailTemplate",
        id: "id",
        add: "type=general&name=Birthday&subject=Hi&message=Hello+{$client_name}&custom=1",
        list: ("GetEmailTemplateDetails", "emailtemplates", "emailtemplate"),
        update: "subject=Happy+birthday&disabled=1",
        after: r#"{"name":"Birthday","subject":"Happy birthday","disabled":true,"custom":true}"#,
    },
];

async fn call(test: &TestActions, action: &str, form: &str) -> Result<Value, String> {
    let caller = test.engine.caller();
    call_as(test, &caller, action, form).await
}

async fn call_as(
    test: &TestActions,
    caller: &Caller,
    action: &str,
    form: &str,
) -> Result<Value, String> {
    let form = Form::parse(form.as_bytes()).unwrap();
    match test.actions.call_form(caller, action, form, Format::Json).await {
        Ok(body) => Ok(serde_json::from_slice(&body).unwrap()),
        Err(Fault::Refused(refusal)) => Err(refusal.said.into_owned()),
        Err(Fault::Broken(error)) => panic!("{action} broke: {error:?}"),
    }
}

fn id_of(value: &Value) -> i64 {
    value.as_i64().or_else(|| value.as_str()?.parse().ok()).unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_table_is_added_to_changed_and_deleted_from() {
    for test in each().await.unwrap() {
        make(&test).await;
        let mut act = test.engine.act().await.unwrap();
        let sql = "insert into servers (name, module) values ('web1', 'fakepanel')";
        act.conn.batch(sql).await.unwrap();
        act.commit().await.unwrap();
        for case in CASES {
            let name = case.name;
            let made = call(&test, &format!("Add{name}"), case.add).await;
            let made = made.unwrap_or_else(|said| panic!("Add{name}: {said}"));
            let id = id_of(&made[case.id]);
            assert!(id > 0, "{name}: {made}");
            let change = format!("{}={id}&{}", case.id, case.update);
            let changed = call(&test, &format!("Update{name}"), &change).await;
            changed.unwrap_or_else(|said| panic!("Update{name}: {said}"));
            let (list, key, row) = case.list;
            let listed = call(&test, list, "limitnum=1000").await.unwrap();
            let rows = listed[key][row].as_array().unwrap_or_else(|| panic!("{name}: {listed}"));
            let own = |each: &&Value| {
                let keys = [case.id, "id"];
                keys.iter().any(|key| id_of(&each[*key]) == id)
            };
            let row = rows.iter().find(own).unwrap_or_else(|| panic!("{name}: {listed}"));
            let after: Value = serde_json::from_str(case.after).unwrap();
            for (field, expected) in after.as_object().unwrap() {
                assert_eq!(&row[field], expected, "{name}.{field}");
            }
            let only = format!("{}={id}", case.id);
            let gone = call(&test, &format!("Delete{name}"), &only).await;
            gone.unwrap_or_else(|said| panic!("Delete{name}: {said}"));
            let again = call(&test, &format!("Delete{name}"), &only).await.unwrap_err();
            assert!(again.ends_with("ID Not Found"), "{name}: {again}");
            let missing = call(&test, &format!("Update{name}"), &change).await.unwrap_err();
            assert!(missing.ends_with("ID Not Found"), "{name}: {missing}");
        }
        let mut c = test.engine.engine.read().await.unwrap();
        let sql = "select count(*) from audit where action = 'UpdateServer'";
        let audited: i64 = c.scalar(sql, store::args![]).await.unwrap();
        assert_eq!(audited, 1);
    }
}

/// What is asked for in vain: the action, its form, and what is said.
const REFUSED: &[(&str, &str, &str)] = &[
    ("DeleteCurrency", "currencyid=1", "The currency is in use: 1 × the house"),
    ("DeleteProduct", "pid=1", "The product is in use: 1 × services"),
    ("DeleteTicketStatus", "statusid=1", "The ticket status is in use: 1 × the system itself"),
    ("DeleteEmailTemplate", "id=1", "The email template is in use: 1 × the system itself"),
    ("AddCurrency", "code=USD&rate=1", "There is such a currency already"),
    ("AddCurrency", "code=usd&rate=1", "There is such a currency already"),
    ("AddCurrency", "code=U$D&rate=1", "A value of the currency is not possible"),
    ("AddCurrency", "code=EURO&rate=1", "A value of the currency is not possible"),
    ("AddCurrency", "code=CHF&rate=none", "Invalid rate"),
    ("AddTaxRule", "level=3&name=x&rate=1", "A value of the tax rule is not possible"),
    ("AddTaxRule", "level=1&name=x&rate=-1", "Invalid percentage"),
    ("AddTaxRule", "level=1&name=x&rate=100.01", "The rate must be between 0 and 100 per cent"),
    ("AddSupportDepartment", "name=x&email=us", "The email address entered is not valid"),
    ("UpdateSupportDepartment", "deptid=1&email=a+b", "The email address entered is not valid"),
    ("AddClientGroup", "name=+", "Parameter 'name' is required"),
    ("AddServerGroup", "name=x&servers=99", "One of them does not exist"),
    ("AddCustomField", "type=moon&name=x", "Invalid type: one of client, product, support"),
    ("AddCustomField", "type=product&name=x&relid=999", "Product ID Not Found"),
    ("AddCustomField", "type=product&name=x", "Product ID Not Found"),
    ("AddCustomField", "type=support&name=x&relid=999", "Department ID Not Found"),
    (
        "AddCustomField",
        "type=client&name=x&regexpr=([",
        "This cannot be read as a regular expression, such as ^[A-Z]{2}[0-9]+$",
    ),
    (
        "AddPromotion",
        "code=X&type=Percentage&startdate=2027-01-02&expirationdate=2027-01-01",
        "The promotion ends before it begins",
    ),
    (
        "AddPromotion",
        "code=X&type=Percentage&newsignups=1&existingclient=1",
        "Only for new clients and only for those who have something: for nobody",
    ),
    (
        "UpdateCurrency",
        "currencyid=1&rate=2",
        "The company's own currency is worth 1: the others count by it",
    ),
    ("UpdateProduct", "pid=1&pricing[9][monthly]=1", "There is no currency 9"),
    ("UpdateProduct", "pid=1&pricing[1][daily]=1", "No cycle is daily"),
    ("UpdateProduct", "pid=1&color=reddish", "The color must be a valid hexadecimal value."),
    ("UpdateProduct", "pid=1&proratadate=45", "Parameter 'proratadate' is no day of the month"),
    ("DeleteDraftInvoice", "invoiceid=99", "Invoice ID Not Found"),
];

#[tokio::test(flavor = "multi_thread")]
async fn what_is_in_use_stays_and_what_is_wrong_is_refused() {
    for test in each().await.unwrap() {
        let scenery = make(&test).await;
        scenery.service(&test, model::hosting::service::ServiceStatus::Active).await;
        for &(action, form, said) in REFUSED {
            assert_eq!(call(&test, action, form).await, Err(said.to_owned()), "{action} {form}");
        }
        // Nothing of a refused act stays.
        let groups = call(&test, "GetServerGroups", "").await.unwrap();
        let names: Vec<&Value> =
            groups["servergroups"]["servergroup"].as_array().unwrap().iter().collect();
        assert!(names.iter().all(|group| group["name"] != "x"), "{groups}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn products_prices_and_their_currencies_are_edited() {
    for test in each().await.unwrap() {
        make(&test).await;
        let form = "pid=1&name=Tiny&retired=1&pricing[1][monthly]=4.50&pricing[1][msetupfee]=1\
                    &pricing[1][annually]=-1&moduleconfig[plan]=tiny&autosetup=payment";
        call(&test, "UpdateProduct", form).await.unwrap();
        let listed = call(&test, "GetPricing", "kind=product&relid=1").await.unwrap();
        let lines = listed["prices"]["price"].as_array().unwrap();
        let usd: Vec<(&str, &str, &str)> = lines
            .iter()
            .filter(|line| id_of(&line["currencyid"]) == 1)
            .map(|line| {
                let text = |key: &str| line[key].as_str().unwrap();
                (text("cycle"), text("price"), text("setupfee"))
            })
            .collect();
        assert!(usd.contains(&("monthly", "4.50", "1.00")), "{usd:?}");
        assert!(usd.iter().all(|(cycle, ..)| *cycle != "annually"), "{usd:?}");
        call(&test, "UpdateCurrencyPrices", "currencyid=3").await.unwrap();
        let listed = call(&test, "GetPricing", "kind=product&relid=1").await.unwrap();
        let lines = listed["prices"]["price"].as_array().unwrap();
        let yen =
            lines.iter().find(|line| id_of(&line["currencyid"]) == 3 && line["cycle"] == "monthly");
        assert_eq!(yen.unwrap()["price"], "675");
        let rules = call(&test, "AddEuVatRules", "").await.unwrap();
        assert_eq!(id_of(&rules["numadded"]), 27);
        assert_eq!(id_of(&call(&test, "AddEuVatRules", "").await.unwrap()["numadded"]), 0);
        let form = "subject=Hi+{$client_first_name}&message={$odd}";
        let seen = call(&test, "PreviewEmailTemplate", form).await.unwrap();
        assert_eq!((&seen["subject"], &seen["message"]), (&json!("Hi Jane"), &json!("[odd]")));
        assert!(seen["html"].as_str().unwrap().contains("<p>[odd]</p>"), "{seen}");
        call(&test, "SetConfigurationValue", "setting=MailDesign&value=off").await.unwrap();
        let seen = call(&test, "PreviewEmailTemplate", form).await.unwrap();
        assert_eq!((&seen["text"], &seen["html"]), (&json!("[odd]"), &json!("")));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn drafts_and_billable_items_are_edited() {
    for test in each().await.unwrap() {
        let scenery = make(&test).await;
        let client = scenery.client;
        let form = format!(
            "userid={client}&status=Unpaid&date=2026-01-01&duedate=2026-01-15\
             &itemdescription1=Work&itemamount1=50.00&itemtaxed1=0"
        );
        let made = call(&test, "CreateInvoice", &form).await.unwrap();
        let id = id_of(&made["invoiceid"]);
        let said = call(&test, "DeleteDraftInvoice", &format!("invoiceid={id}")).await;
        assert_eq!(said, Err("The invoice was issued: cancel it instead".to_owned()));
        let copy = call(&test, "DuplicateInvoice", &format!("invoiceid={id}")).await.unwrap();
        let copy = id_of(&copy["invoiceid"]);
        let shown = call(&test, "GetInvoice", &format!("invoiceid={copy}")).await.unwrap();
        let seen = (&shown["status"], &shown["total"], &shown["duedate"]);
        assert_eq!(seen, (&json!("Draft"), &json!("50.00"), &json!("2026-01-15")));
        call(&test, "DeleteDraftInvoice", &format!("invoiceid={copy}")).await.unwrap();
        assert!(call(&test, "GetInvoice", &format!("invoiceid={copy}")).await.is_err());

        let form = format!(
            "clientid={client}&description=Consulting&amount=80.00&invoiceaction=nextcron&unit=hours&hours=2"
        );
        let item = id_of(&call(&test, "AddBillableItem", &form).await.unwrap()["billableid"]);
        let form = format!("billableid={item}&amount=90.00&description=Advice");
        call(&test, "UpdateBillableItem", &form).await.unwrap();
        let list = call(&test, "GetBillableItems", "state=open").await.unwrap();
        let row = &list["items"]["item"][0];
        assert_eq!((&row["description"], &row["amount"]), (&json!("Advice"), &json!("90.00")));
        assert_eq!((&row["quantity"], &row["currency"]), (&json!("2"), &json!("USD")));
        call(&test, "DeleteBillableItem", &format!("billableid={item}")).await.unwrap();
        let list = call(&test, "GetBillableItems", "").await.unwrap();
        assert_eq!(id_of(&list["totalresults"]), 0);
    }
}
