//! A file that is found damaged by a call: the answer says which file it is and where its last copy is.

use guichet_api::{ApiError, Code};
use guichet_testkit::damage::spoil_table;

use crate::offices;

fn is_told(said: &ApiError, named: &[&std::path::Path]) {
    assert_eq!(said.code, Code::Offline, "{said}");
    for path in named {
        assert!(said.message.contains(&path.display().to_string()), "{said}");
    }
}

#[tokio::test]
async fn r41_damage_met_by_a_call_names_the_file_and_its_last_copy() {
    let (office, folder) = offices::on_file().await;
    office.demo(20, 1).await.expect("an empty office is filled");
    let copy = office.db().copy(offices::afternoon().now()).await;
    let copy = copy.expect("a copy is made");
    office.close().await;
    let file = folder.path().join("office.guichet");
    spoil_table(&file, "category").await;
    spoil_table(&file, "blob").await;

    let office = offices::open(&file.display().to_string()).await;
    let answered = office.rpc_as("n.legoff", "get_catalog", "").await.body;
    is_told(&answered.expect_err("its page is spoiled"), &[&file, &copy]);
    let sound = office.rpc_as("n.legoff", "who_am_i", "").await.body;
    assert!(sound.is_ok(), "{sound:?}");
    let checked = office.check().await;
    is_told(&checked.expect_err("its page is spoiled"), &[&file, &copy]);
    office.close().await;
}
