//! The check finds each wound, names what it is about, and finds nothing else to wound.

use guichet_office::{Finding, Office};
use guichet_testkit::damage::{ALL, Damage, OF_FILES};

use crate::offices;

async fn findings(office: &Office, damage: &Damage) -> Vec<Finding> {
    office
        .check()
        .await
        .unwrap_or_else(|error| panic!("{}: the check fails: {error}", damage.name))
}

fn is_told(findings: &[Finding], damage: &Damage) {
    let told = findings
        .iter()
        .any(|finding| finding.about == damage.about && !finding.sentence.is_empty());
    assert!(told, "{} is not told: {findings:#?}", damage.name);
    assert!(
        findings.len() < 8,
        "{} is told too often: {findings:#?}",
        damage.name
    );
}

#[tokio::test]
async fn every_wound_of_a_file_is_told() {
    let (office, folder) = offices::on_file().await;
    office
        .demo(200, 5)
        .await
        .expect("an empty office is filled");
    office.close().await;
    let whole = folder.path().join("office.guichet");
    for damage in ALL.iter().chain(OF_FILES) {
        let wounded = folder.path().join("wounded.guichet");
        std::fs::copy(&whole, &wounded).expect("a copy is made");
        damage.to_file(&wounded).await;
        let office = offices::open(&wounded.display().to_string()).await;
        is_told(&findings(&office, damage).await, damage);
        office.close().await;
    }
}

#[tokio::test]
async fn every_wound_of_a_server_is_told() {
    for damage in ALL {
        let database = guichet_testkit::postgres::database("wounded", "office_demo", async |url| {
            let office = offices::open(&url).await;
            office
                .demo(200, 5)
                .await
                .expect("an empty office is filled");
            office.close().await;
        })
        .await;
        damage.to_server(&database.url).await;
        let office = offices::open(&database.url).await;
        is_told(&findings(&office, damage).await, damage);
        office.close().await;
    }
}
