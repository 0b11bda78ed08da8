//! `GetProducts`, `AddProduct`, `GetPromotions`, over the wire.

use actions::testing::{TestActions, each};
use engine::catalogue::create::{
    self, NewChoice, NewGroup, NewOption, NewPrice, NewProduct, NewPromotion,
};
use model::catalogue::options::OptionKind;
use model::dates::Cycle;
use model::ids::{CurrencyId, ProductGroupId};
use model::money::{Currency, Money};
use model::ordering::promotion::PromotionType;
use serde_json::{Value, json};

use crate::wire::{answer, refusal};

async fn group(test: &TestActions) -> ProductGroupId {
    let mut act = test.engine.act().await.unwrap();
    let new = NewGroup { name: "Web Hosting".into(), ..NewGroup::default() };
    let id = create::group(&mut act, new).await.unwrap();
    act.commit().await.unwrap();
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn a_product_is_added_and_found_with_its_prices() {
    for test in each().await.unwrap() {
        let group = group(&test).await.to_string();
        let added = answer(
            &test,
            "AddProduct",
            &[
                ("name", "Best Plan"),
                ("gid", &group),
                ("type", "hostingaccount"),
                ("paytype", "recurring"),
                ("stockcontrol", "true"),
                ("qty", "7"),
                ("module", "fakepanel"),
                ("pricing[1][monthly]", "9.99"),
                ("pricing[1][msetupfee]", "5"),
                ("pricing[1][annually]", "-1.00"),
                ("pricing[3][quarterly]", "3000"),
            ],
        )
        .await;
        assert_eq!(added["pid"], 1);
        let found = answer(&test, "GetProducts", &[("pid", "1")]).await;
        let product = &found["products"]["product"][0];
        assert_eq!(found["totalresults"], 1);
        assert_eq!((&found["startnumber"], &found["numreturned"]), (&json!(0), &json!(1)));
        for (key, expected) in [
            ("pid", json!(1)),
            ("type", json!("hostingaccount")),
            ("name", json!("Best Plan")),
            ("slug", json!("best-plan")),
            ("product-url", json!("http://localhost:8080/store/web-hosting/best-plan")),
            ("module", json!("fakepanel")),
            ("paytype", json!("recurring")),
            ("stockcontrol", json!(1)),
            ("quantity_available", json!(7)),
            ("customfields", json!({ "customfield": [] })),
            ("configoptions", json!({ "configoption": [] })),
        ] {
            assert_eq!(product[key], expected, "{key}");
        }
        let usd = json!({
            "prefix": "$", "suffix": " USD",
            "msetupfee": "5.00", "qsetupfee": "0.00", "ssetupfee": "0.00",
            "asetupfee": "0.00", "bsetupfee": "0.00", "tsetupfee": "0.00",
            "monthly": "9.99", "quarterly": "-1.00", "semiannually": "-1.00",
            "annually": "-1.00", "biennially": "-1.00", "triennially": "-1.00",
        });
        assert_eq!(product["pricing"]["USD"], usd);
        assert_eq!(product["pricing"]["EUR"]["monthly"], "-1.00", "every currency appears");
        assert_eq!(product["pricing"]["JPY"]["quarterly"], "3000");
        assert_eq!(product["pricing"]["JPY"]["monthly"], "-1");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_paid_once_stands_under_monthly_and_what_is_free_is_nought() {
    for test in each().await.unwrap() {
        let group = group(&test).await.to_string();
        let once = [
            ("name", "Once"),
            ("gid", &group),
            ("paytype", "onetime"),
            ("pricing[1][monthly]", "50.00"),
            ("pricing[1][msetupfee]", "1.50"),
        ];
        answer(&test, "AddProduct", &once).await;
        answer(&test, "AddProduct", &[("name", "Free"), ("gid", &group)]).await;
        let found = answer(&test, "GetProducts", &[("gid", &group)]).await;
        let prices = |at: usize, key: &str| -> Value {
            found["products"]["product"][at]["pricing"]["USD"][key].clone()
        };
        for (at, key, expected) in [
            (0, "monthly", "50.00"),
            (0, "msetupfee", "1.50"),
            (0, "annually", "0.00"),
            (1, "monthly", "0.00"),
            (1, "triennially", "0.00"),
        ] {
            assert_eq!(prices(at, key), expected, "{at} {key}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn products_are_filtered_and_their_options_priced() {
    for test in each().await.unwrap() {
        let first = group(&test).await;
        let mut act = test.engine.act().await.unwrap();
        let new = NewGroup { name: "Web Hosting".into(), ..NewGroup::default() };
        let second = create::group(&mut act, new).await.unwrap();
        let mut ids = Vec::new();
        for (group, name, module) in
            [(first, "A", "panel"), (first, "A", ""), (second, "A", "panel")]
        {
            let module = module.to_owned();
            let new = NewProduct { module, ..NewProduct::new(group, name) };
            ids.push(create::product(&mut act, new).await.unwrap());
        }
        let options = create::option_group(&mut act, "Extras", &ids[..1]).await.unwrap();
        let price = NewPrice {
            currency: CurrencyId(1),
            cycle: Cycle::Monthly,
            price: Money::from_minor(299, Currency::USD),
            setup: Money::from_minor(0, Currency::USD),
        };
        let choices = vec![NewChoice { name: "PHP".into(), prices: vec![price] }];
        let new = NewOption {
            group: options,
            name: "MultiPHP".into(),
            kind: OptionKind::Quantity,
            quantity_min: 1,
            quantity_max: 10,
            choices,
        };
        create::option(&mut act, new).await.unwrap();
        act.commit().await.unwrap();
        for (filter, expected) in [
            (vec![], vec![1, 2, 3]),
            (vec![("pid", "1, 3")], vec![1, 3]),
            (vec![("pid", "3"), ("gid", "1")], vec![]),
            (vec![("gid", "1")], vec![1, 2]),
            (vec![("module", "panel")], vec![1, 3]),
            (vec![("module", "PANEL")], vec![1, 3]),
            (vec![("module", "Panel"), ("pid", "1,2")], vec![1]),
            (vec![("gid", "1"), ("module", "panel")], vec![1]),
            (vec![("pid", "99")], vec![]),
        ] {
            let found = answer(&test, "GetProducts", &filter).await;
            let products = found["products"]["product"].as_array().unwrap();
            let pids: Vec<i64> = products.iter().map(|p| p["pid"].as_i64().unwrap()).collect();
            assert_eq!(pids, expected, "{filter:?}");
        }
        let found = answer(&test, "GetProducts", &[("pid", "1")]).await;
        let option = &found["products"]["product"][0]["configoptions"]["configoption"][0];
        assert_eq!((&option["type"], &option["minqty"]), (&json!("4"), &json!(1)));
        let choice = &option["options"]["option"][0];
        assert_eq!(choice["recurring"], Value::Null);
        assert_eq!(choice["pricing"]["USD"]["monthly"], "2.99");
        assert_eq!(choice["pricing"]["USD"]["annually"], "0.00");
        // Slugs of one group differ, those of two need not.
        let all = answer(&test, "GetProducts", &[]).await;
        let slugs: Vec<&str> = all["products"]["product"]
            .as_array()
            .unwrap()
            .iter()
            .map(|product| product["slug"].as_str().unwrap())
            .collect();
        assert_eq!(slugs, ["a", "a-2", "a"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_products_are_refused_in_the_vendors_words() {
    for test in each().await.unwrap() {
        let group = group(&test).await.to_string();
        let name = ("name", "X");
        let gid = ("gid", group.as_str());
        for (form, said) in [
            (vec![("name", " "), gid], "You must supply a name for the product"),
            (vec![name, ("gid", "99")], "You must supply a valid Product Group ID"),
            (vec![name, gid, ("welcomeemail", "99")], "You must supply a valid welcome email ID"),
            (
                vec![name, gid, ("type", "boat")],
                "Invalid product type. Must be one of \"hostingaccount\", \"reselleraccount\", \
                 \"server\" or \"other\"",
            ),
            (
                vec![name, gid, ("paytype", "barter")],
                "Invalid pay type. Must be one of \"free\", \"onetime\" or \"recurring\"",
            ),
            (
                vec![name, gid, ("autosetup", "soon")],
                "Invalid autosetup value. Must be one of \"\", \"on\", \"order\" or \"payment\"",
            ),
            (vec![name, gid, ("module", "nope")], "Module Not Found"),
            (vec![name, gid, ("color", "#12345g")], "The color must be a valid hexadecimal value."),
            (
                vec![name, gid, ("recommendations[0][id]", "77")],
                "The recommendation product ID is invalid. This must be an existing product ID.",
            ),
            (
                vec![name, gid, ("paytype", "recurring"), ("pricing[9][monthly]", "1.00")],
                "There is no currency 9",
            ),
            (
                vec![name, gid, ("paytype", "recurring"), ("pricing[1][monthly]", "1.005")],
                "Parameter 'pricing': more than 2 decimal places",
            ),
        ] {
            assert_eq!(refusal(&test, "AddProduct", &form).await, said, "{form:?}");
        }
    }
}

/// One from another system may stay what it is.
#[tokio::test(flavor = "multi_thread")]
async fn a_product_is_not_changed_to_a_module_that_there_is_not() {
    for test in each().await.unwrap() {
        let group = group(&test).await.to_string();
        answer(&test, "AddProduct", &[("name", "Plan"), ("gid", &group)]).await;
        let form = [("pid", "1"), ("module", "nope")];
        assert_eq!(refusal(&test, "UpdateProduct", &form).await, "Module Not Found");
        answer(&test, "UpdateProduct", &[("pid", "1"), ("module", "fakepanel")]).await;
        let mut act = test.engine.act().await.unwrap();
        act.conn.exec("update products set module = 'nope'", &[]).await.unwrap();
        act.commit().await.unwrap();
        answer(&test, "UpdateProduct", &form).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_welcome_mail_is_a_template_for_products() {
    for test in each().await.unwrap() {
        let group = group(&test).await.to_string();
        let first = async |kind: &str| {
            let found = answer(&test, "GetEmailTemplates", &[("type", kind)]).await;
            found["emailtemplates"]["emailtemplate"][0].clone()
        };
        let (mail, other) = (first("product").await, first("general").await);
        let (id, wrong) = (mail["id"].to_string(), other["id"].to_string());
        let form = |id| [("name", "Plan"), ("gid", group.as_str()), ("welcomeemail", id)];
        answer(&test, "AddProduct", &form(id.as_str())).await;
        let made = answer(&test, "GetProductDetails", &[]).await;
        assert_eq!(made["products"]["product"][0]["welcomeemail"], mail["name"]);
        let said = refusal(&test, "AddProduct", &form(wrong.as_str())).await;
        assert_eq!(said, "You must supply a valid welcome email ID");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn promotions_are_listed_as_the_vendor_does() {
    for test in each().await.unwrap() {
        let mut act = test.engine.act().await.unwrap();
        for new in [
            NewPromotion {
                recurring: true,
                recur_for: 3,
                applies_to: "p1,a2,d.com".into(),
                max_uses: 5,
                ..NewPromotion::new("Spring", PromotionType::Percentage, 125_000)
            },
            NewPromotion::new("FIVE", PromotionType::FixedAmount, 500),
        ] {
            create::promotion(&mut act, new).await.unwrap();
        }
        act.commit().await.unwrap();
        let found = answer(&test, "GetPromotions", &[]).await;
        assert_eq!(found["totalresults"], 2);
        let first = &found["promotions"]["promotion"][0];
        for (key, expected) in [
            ("code", json!("Spring")),
            ("type", json!("Percentage")),
            ("value", json!(12.5)),
            ("recurring", json!(1)),
            ("recurfor", json!(3)),
            ("appliesto", json!("1,A2,D.com")),
            ("maxuses", json!(5)),
            ("uses", json!(0)),
            ("startdate", json!("0000-00-00")),
        ] {
            assert_eq!(first[key], expected, "{key}");
        }
        let found = answer(&test, "GetPromotions", &[("code", "five")]).await;
        assert_eq!(found["promotions"]["promotion"][0]["value"], json!(5.0));
        let found = answer(&test, "GetPromotions", &[("code", "none")]).await;
        assert_eq!(found["totalresults"], 0);
    }
}
