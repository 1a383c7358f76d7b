//! An office with something in every table.

use guichet_domain::directory::{Place, Record};
use guichet_domain::staff::Membership;
use guichet_domain::*;
use guichet_store::{Db, Kept, NewNotice, SessionRow, Tx, ViewRow};
use serde_json::json;

use crate::attachments::file;
use crate::desk::*;
use crate::mails;
use crate::office::Office;
use crate::rows::intervention_of;

/// Fills an empty database: random tickets, and one of everything that hangs on them or on people.
pub async fn fill(db: &Db) -> Office {
    let mut office = Office::found(db, 7).await;
    office.log_tickets(db, 60).await;
    let ticket = printer_ticket(&office, 1_000);
    keep_ticket(db, &ticket).await;
    let kept = write(db, async |tx| {
        of_people(tx, &office).await?;
        of_the_directory(tx, &office).await?;
        of_a_ticket(tx, &office, &ticket).await
    });
    kept.await.expect("everything is kept");
    db.rebuild_list_statistics()
        .await
        .expect("they are counted");
    office
}

async fn of_people(tx: &mut Tx, office: &Office) -> guichet_store::Result<()> {
    let ann = office.technicians[0];
    tx.set_password(ann, "$argon2id$of-ann").await?;
    let session = SessionRow {
        staff_id: ann,
        created_at: at(0),
        seen_at: at(1),
    };
    tx.insert_session("a1", &session).await?;
    tx.set_setting(
        "office",
        &json!({ "office": "Kerlann", "été": [1, 2.5, null] }),
    )
    .await?;
    tx.set_preferences(ann, &json!({ "theme": "dark", "a": {} }))
        .await?;
    let view = ViewRow {
        id: ViewId(id(1)),
        name: "À moi".into(),
        filter: TicketFilter::default(),
        sort: TicketSort::Due,
        descending: true,
    };
    tx.save_view(ann, &view).await?;
    tx.set_draft(ann, "ticket/1", &json!("à finir"), at(2))
        .await?;
    tx.next_number("ticket").await?;
    Ok(())
}

async fn of_the_directory(tx: &mut Tx, office: &Office) -> guichet_store::Result<()> {
    let team = Record {
        id: id(0x70),
        version: 1,
        code: String::new(),
        label: "Atelier".into(),
        company_id: None,
        parent_id: None,
        starts_on: "2026-01-01".parse().ok(),
        ends_on: None,
        active: true,
    };
    tx.insert_record("team", &team).await?;
    let teams = Membership::new(vec![TeamId(team.id)], Vec::new());
    tx.set_membership(office.technicians[0], &teams).await?;
    let place = Place {
        id: PlaceId(id(0x71)),
        version: 1,
        name: "Le Faouët".into(),
        address: "1 rue de l’Église".into(),
        access: String::new(),
        time_zone: "Europe/Paris".into(),
        latitude: Some(48.032_9),
        longitude: Some(-3.49),
        company_id: Some(office.companies[0].id),
        contact_id: None,
        active: true,
    };
    tx.insert_place(&place).await?;
    tx.set_lookup(Kept::Place, place.id.0, "faouet").await
}

async fn of_a_ticket(tx: &mut Tx, office: &Office, ticket: &Ticket) -> guichet_store::Result<()> {
    let ann = office.technicians[0];
    tx.insert_intervention(&intervention_of(office, ticket, 1))
        .await?;
    let step = step_of(ticket, 1);
    tx.insert_step(&step).await?;
    tx.insert_blob("f00d", &[0, 159, 146, 150], Some(&[1]))
        .await?;
    tx.insert_attachment(&file(1, "f00d", ann)).await?;
    tx.append_event(&event_of(ticket, 1)).await?;
    tx.set_observers(ticket.id, &[office.contacts[1].id])
        .await?;
    tx.set_other_equipment(ticket.id, &[office.equipment[1].id])
        .await?;
    let other = office.known[0].ticket.id;
    tx.link(ticket.id, LinkKind::Follows, other).await?;
    let notice = NewNotice {
        id: NoticeId(id(1)),
        staff_id: Some(ann),
        kind: "answer",
        ticket_id: ticket.id,
        by_staff_id: None,
        by_contact_id: Some(office.contacts[0].id),
        at: at(3),
    };
    tx.insert_notice(&notice).await?;
    tx.set_presence(ann, 1, ticket.id, true, at(3)).await?;
    let request = RequestId(id(0x71));
    tx.begin_request(request, ann, "add_step", at(3)).await?;
    tx.keep_reply(request, "{}").await?;
    of_the_mail(tx).await?;
    tx.post(&mails::posted(1, ticket, office.contacts[0].id))
        .await?;
    tx.read_notice(ann, notice.id).await
}

async fn of_the_mail(tx: &mut Tx) -> guichet_store::Result<()> {
    tx.insert_mailbox(&mails::mailbox()).await?;
    tx.set_mailbox_secret(mails::mailbox().id, "sealed").await?;
    tx.set_mail_folder(&mails::folder()).await?;
    tx.insert_exclusion(&mails::exclusion()).await?;
    tx.insert_mail(&mails::mail(1)).await?;
    tx.keep_raw_mail("raw1", &[0, 233]).await?;
    tx.make_office_key("tokens", "key").await?;
    tx.set_undelivered("x@y.example", at(1), "550").await?;
    Ok(())
}
