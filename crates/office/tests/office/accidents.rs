//! Bad input at the dispatch: refused with its field, never stored by half, never a fault.

use guichet_api::reception::{NewContact, NewEquipment};
use guichet_api::tickets::*;
use guichet_api::{ApiError, Code};
use guichet_domain::ticket::Facts;
use guichet_domain::*;
use uuid::Uuid;

use crate::desk::{answer, step};
use crate::house::{House, contact, id, on_both};

/// What nobody and nothing in the office has.
const NOBODY: Uuid = Uuid::from_u128(0xdead);

/// A refusal's code and fields, to compare.
pub fn wrong(error: &ApiError) -> (Code, Vec<(&str, &str)>) {
    let fields = error.fields.iter();
    (
        error.code,
        fields
            .map(|(name, problem)| (&**name, &**problem))
            .collect(),
    )
}

/// Logs a call with wrong facts.
pub async fn refused_facts(house: &House, change: impl FnOnce(&mut Facts)) -> ApiError {
    let mut request = house.request("Écran");
    change(&mut request.facts);
    house.refused(house.rose, request).await
}

#[tokio::test]
async fn a_ticket_without_label_or_anybody_concerned_is_refused() {
    on_both(async |house: House| {
        for label in ["", " \t\n", "\0", "\u{a0}"] {
            let error = refused_facts(&house, |facts| facts.label = label.into()).await;
            assert_eq!(
                wrong(&error),
                (Code::Invalid, vec![("label", "empty")]),
                "{label:?}"
            );
        }
        let error = refused_facts(&house, |facts| facts.contact_id = None).await;
        assert_eq!(
            wrong(&error),
            (Code::Invalid, vec![("contact_id", "one_required")])
        );
        assert_eq!(house.counts(house.ann, TicketFilter::default()).await, 0);
        assert_eq!(
            house.logs(house.rose, "Écran").await.ticket.number,
            1,
            "no number is lost"
        );
    })
    .await;
}

#[tokio::test]
async fn what_points_to_nothing_is_named() {
    on_both(async |house: House| {
        type Change = fn(&mut Facts);
        let facts: [(&str, Change); 9] = [
            ("contact_id", |facts| facts.contact_id = Some(NOBODY.into())),
            ("reporter_id", |facts| {
                facts.reporter_id = Some(NOBODY.into())
            }),
            ("reporter_staff_id", |facts| {
                facts.reporter_staff_id = Some(NOBODY.into())
            }),
            ("company_id", |facts| facts.company_id = Some(NOBODY.into())),
            ("equipment_id", |facts| {
                facts.equipment_id = Some(NOBODY.into())
            }),
            ("place_id", |facts| facts.place_id = Some(NOBODY.into())),
            ("category_id", |facts| {
                facts.category_id = Some(NOBODY.into())
            }),
            ("task_id", |facts| facts.task_id = Some(NOBODY.into())),
            ("contract_id", |facts| {
                facts.contract_id = Some(NOBODY.into())
            }),
        ];
        let sheet = house.logs(house.rose, "Écran").await;
        let (number, version) = (sheet.ticket.number, sheet.ticket.version);
        for (field, change) in facts {
            let error = refused_facts(&house, change).await;
            assert_eq!(wrong(&error), (Code::Invalid, vec![(field, "unknown")]));
            let mut facts = sheet.ticket.facts();
            change(&mut facts);
            let error = house
                .refused(
                    house.rose,
                    EditTicket {
                        number,
                        version,
                        facts,
                    },
                )
                .await;
            assert_eq!(wrong(&error), (Code::Invalid, vec![(field, "unknown")]));
        }
        let to = NOBODY.into();
        let error = house
            .refused(
                house.sam,
                AssignTicket {
                    number,
                    version,
                    to,
                },
            )
            .await;
        assert_eq!(wrong(&error), (Code::Invalid, vec![("to", "unknown")]));
        let receptionist = id(house.rose);
        let error = house
            .refused(
                house.sam,
                AssignTicket {
                    number,
                    version,
                    to: receptionist,
                },
            )
            .await;
        assert_eq!(wrong(&error), (Code::Invalid, vec![("to", "unknown")]));
        house.takes(house.tom, number).await;
        let executed = step::NewStep {
            executor_id: Some(NOBODY.into()),
            ..step(StepKind::Information, "x", 0)
        };
        for (step, field) in [
            (executed, "executor_id"),
            (answer(NOBODY.into(), "x"), "by_contact_id"),
        ] {
            let request = AddStep {
                number,
                step,
                attachments: vec![],
                wait: false,
            };
            let error = house.refused(house.tom, request).await;
            assert_eq!(wrong(&error), (Code::Invalid, vec![(field, "unknown")]));
        }
        let request = AttachFiles {
            number,
            attachments: vec![NOBODY.into()],
        };
        let error = house.refused(house.tom, request).await;
        assert_eq!(
            wrong(&error),
            (Code::Invalid, vec![("attachments", "unknown")])
        );
        let version = house.version(number).await;
        let people = SetPeople {
            number,
            version,
            technicians: vec![],
            observers: vec![],
            other_equipment: vec![],
        };
        for (people, field) in [
            (
                SetPeople {
                    technicians: vec![NOBODY.into()],
                    ..people.clone()
                },
                "technicians",
            ),
            (
                SetPeople {
                    observers: vec![NOBODY.into()],
                    ..people.clone()
                },
                "observers",
            ),
            (
                SetPeople {
                    other_equipment: vec![NOBODY.into()],
                    ..people.clone()
                },
                "other_equipment",
            ),
        ] {
            let error = house.refused(house.tom, people).await;
            assert_eq!(wrong(&error), (Code::Invalid, vec![(field, "unknown")]));
        }
    })
    .await;
}

#[tokio::test]
async fn texts_have_their_length_and_keep_every_script() {
    on_both(async |house: House| {
        let error = refused_facts(&house, |facts| facts.description = "x".repeat(3_000_000)).await;
        assert_eq!(
            wrong(&error),
            (Code::Invalid, vec![("description", "too_long")])
        );
        let error = refused_facts(&house, |facts| facts.label = "é".repeat(301)).await;
        assert_eq!(wrong(&error), (Code::Invalid, vec![("label", "too_long")]));
        let longest = "🧑‍🔧".chars().cycle().take(300).collect::<String>();
        let mut request = house.request("مرحبا\0 شاشة سوداء");
        request.facts.description = "ligne\r\nautre\0 \u{202e}txt".into();
        request.facts.contact_id = None;
        request.new_contact = Some(NewContact {
            title: String::new(),
            first_name: String::new(),
            last_name: longest.clone(),
            phone: String::new(),
            mail: String::new(),
            company_id: None,
            company_name: "שלום בע״מ".into(),
        });
        request.new_equipment = Some(NewEquipment {
            name: "Imprimante\0".into(),
            model: String::new(),
            serial: "SN\0 1".into(),
        });
        let sheet = house.does(house.rose, request).await;
        assert_eq!(sheet.ticket.label, "مرحبا شاشة سوداء");
        assert_eq!(sheet.ticket.description, "ligne\nautre \u{202e}txt");
        assert_eq!(sheet.contact.expect("the contact").last_name, longest);
        assert_eq!(sheet.company.expect("the company").name, "שלום בע״מ");
        assert_eq!(sheet.equipment.expect("the machine").serial, "SN 1");
        assert_eq!(house.finds(house.rose, "شاشة").await, [sheet.ticket.number]);
        let error = house
            .refused(house.rose, contact("", &"🎉".repeat(301), None))
            .await;
        assert_eq!(
            wrong(&error),
            (Code::Invalid, vec![("last_name", "too_long")])
        );
    })
    .await;
}

#[tokio::test]
async fn nothing_of_a_refused_gesture_stays() {
    on_both(async |house: House| {
        let mut request = house.request("Écran");
        request.new_contact = Some(NewContact {
            title: String::new(),
            first_name: String::new(),
            last_name: "Fantôme".into(),
            phone: String::new(),
            mail: String::new(),
            company_id: None,
            company_name: "Fantômes SARL".into(),
        });
        request.attachments = vec![NOBODY.into()];
        let error = house.refused(house.rose, request).await;
        assert_eq!(
            wrong(&error),
            (Code::Invalid, vec![("attachments", "unknown")])
        );
        let text = "fantome".to_owned();
        let found = house
            .does(house.rose, guichet_api::reception::FindCallers { text })
            .await;
        assert_eq!(found, []);
    })
    .await;
}

#[tokio::test]
async fn a_file_too_large_empty_or_of_somebody_else_is_refused() {
    on_both(async |house: House| {
        let upload = async |who: Actor, name: &str, bytes: Vec<u8>| {
            house.office.upload(&who, name, bytes).await
        };
        let large = vec![0; 25 * 1024 * 1024 + 1];
        let error = upload(house.tom, "gros.bin", large)
            .await
            .expect_err("too large");
        assert_eq!(wrong(&error), (Code::TooLarge, vec![("megabytes", "25")]));
        let error = upload(house.tom, "vide.txt", Vec::new())
            .await
            .expect_err("empty");
        assert_eq!(wrong(&error), (Code::Invalid, vec![("file", "empty")]));
        let error = upload(house.tom, "../../\0", vec![1])
            .await
            .expect_err("no name");
        assert_eq!(wrong(&error), (Code::Invalid, vec![("name", "empty")]));
        let file = upload(house.tom, "../../etc/passwd", b"texte".to_vec())
            .await
            .expect("a file");
        assert_eq!((&*file.name, &*file.media_type), ("passwd", "text/plain"));
        let others = house.office.file(&house.ann, file.id, false).await;
        assert_eq!(
            others.expect_err("it hangs on nothing yet").code,
            Code::NotFound
        );
        let request = OpenTicket {
            attachments: vec![file.id],
            ..house.request("Écran")
        };
        assert_eq!(house.code(house.rose, request.clone()).await, Code::Invalid);
        house.does(house.tom, request.clone()).await;
        assert_eq!(
            house.code(house.tom, request).await,
            Code::Invalid,
            "it hangs already"
        );
        let bomb = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xff\xff\xff\xff\xff\xff\xff".to_vec();
        let bomb = upload(house.tom, "bombe.png", bomb)
            .await
            .expect("a file like another");
        let thumbnail = house.office.file(&house.tom, bomb.id, true).await;
        assert_eq!(
            thumbnail.expect_err("it is no picture").code,
            Code::NotFound
        );
    })
    .await;
}
