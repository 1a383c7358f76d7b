//! Wounds a database the way a bad disk or a stray hand would: bare SQL, past every rule and trigger.
//!
//! For the tests of `guichet check`. Each wound is one statement that both engines understand.

use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};

/// A wound, and what a check must say is wrong.
#[derive(Debug, Clone, Copy)]
pub struct Damage {
    /// What it does, for the failure message.
    pub name: &'static str,
    /// The statement.
    sql: &'static str,
    /// What a finding is about.
    pub about: &'static str,
}

const fn damage(name: &'static str, about: &'static str, sql: &'static str) -> Damage {
    Damage { name, sql, about }
}

/// Every wound; the ticket wounded is the first closed one.
pub const ALL: &[Damage] = &[
    damage(
        "a label rewritten",
        "ticket",
        "update ticket set label = 'Autre chose' where number = (select min(number) from ticket)",
    ),
    damage(
        "a version turned back",
        "ticket",
        "update ticket set version = 1 where number = (select min(number) from ticket)",
    ),
    damage(
        "a facet that lies",
        "ticket",
        "update ticket set facet = facet + 1 where number = (select min(number) from ticket)",
    ),
    damage(
        "a closed ticket shown open",
        "ticket",
        "update ticket set is_open = true where number = (select min(number) from ticket)",
    ),
    damage(
        "a step rewritten",
        "step",
        "update step set body = 'Rien' where id = (select id from step order by id limit 1)",
    ),
    damage(
        "minutes added",
        "step",
        "update step set minutes = minutes + 5 where id = (select id from step order by id limit 1)",
    ),
    damage(
        "a step lost",
        "step",
        "delete from step where id = (select s.id from step s where not exists (select 1 from attachment a where a.step_id = s.id) order by s.id limit 1)",
    ),
    damage(
        "an event lost",
        "intervention",
        "delete from event where id = (select id from event where entity = 'intervention' order by id limit 1)",
    ),
    damage(
        "an intervention moved",
        "intervention",
        "update intervention set billable = not billable where number = (select min(number) from intervention)",
    ),
    damage(
        "a company renamed",
        "company",
        "update company set note = 'Ne paie pas' where id = (select id from company order by id limit 1)",
    ),
    damage(
        "a contact moved",
        "contact",
        "update contact set mobile = '06' where id = (select id from contact order by id limit 1)",
    ),
    damage(
        "a serial changed",
        "equipment",
        "update equipment set location = 'ailleurs' where id = (select id from equipment order by id limit 1)",
    ),
    damage(
        "a place moved",
        "place",
        "update place set access = 'par le toit' where id = (select id from place order by id limit 1)",
    ),
    damage(
        "a category renamed",
        "category",
        "update category set name = 'Divers' where id = (select id from category order by id limit 1)",
    ),
    damage(
        "a product renamed",
        "product",
        "update record set label = 'Gratuit' where id = (select id from record where kind = 'product' order by id limit 1)",
    ),
    damage(
        "somebody promoted",
        "staff",
        "update staff set role = 'administrator' where login = 'r.gueguen'",
    ),
    damage(
        "somebody taken out of a team",
        "membership",
        "delete from staff_record where record_id = (select id from record where kind = 'team' order by id limit 1)
            and staff_id in (select id from staff where login = 'r.gueguen')",
    ),
    damage(
        "the settings rewritten",
        "settings",
        "delete from setting where name = 'office'",
    ),
    damage(
        "an attachment renamed",
        "attachment",
        "update attachment set name = 'virus.exe' where id = (select id from attachment order by id limit 1)",
    ),
    damage(
        "a size that lies",
        "attachment",
        "update blob set size = size + 1 where hash = (select min(hash) from blob)",
    ),
    damage(
        "bytes exchanged",
        "attachment",
        "update blob set bytes = thumbnail, size = length(thumbnail) where hash = (select min(hash) from blob)",
    ),
    damage(
        "an assignee forgotten",
        "ticket_staff",
        "update ticket_staff set assignee = false, executor = true where ticket_id in (select ticket_id from ticket_staff where assignee order by ticket_id limit 1)",
    ),
    damage(
        "somebody listed under another status",
        "ticket_staff",
        "update ticket_staff set facet = facet + 1 where ticket_id in (select ticket_id from ticket_staff order by ticket_id limit 1)",
    ),
    damage(
        "a technician slipped in",
        "ticket",
        "update ticket_staff set technician = true where ticket_id in (select ticket_id from ticket_staff where not technician order by ticket_id limit 1)",
    ),
    damage(
        "an observer lost",
        "ticket",
        "delete from ticket_observer where ticket_id in (select ticket_id from ticket_observer order by ticket_id limit 1)",
    ),
    damage(
        "a machine lost",
        "ticket",
        "delete from ticket_equipment where ticket_id in (select ticket_id from ticket_equipment order by ticket_id limit 1)",
    ),
    damage(
        "a link lost",
        "ticket",
        "delete from ticket_link where from_id in (select from_id from ticket_link order by from_id limit 1)",
    ),
    damage(
        "a counter turned back",
        "counter",
        "update counter set value = 3 where name = 'ticket'",
    ),
    damage(
        "a ticket lost to the search",
        "search",
        "delete from ticket_words where #number = (select min(number) from ticket)",
    ),
    damage(
        "a ghost in the search",
        "search",
        "update company set name = 'Renommée' where id = (select company_id from ticket where company_id is not null order by number limit 1)",
    ),
];

/// Wounds that only a file without foreign keys can have.
pub const OF_FILES: &[Damage] = &[
    damage(
        "a step of no ticket",
        "database",
        "update step set ticket_id = x'00' where id = (select id from step order by id limit 1)",
    ),
    damage(
        "a channel nobody knows",
        "database",
        "update ticket set channel = 'telepathy' where number = (select min(number) from ticket)",
    ),
    damage(
        "a ghost in the search",
        "search",
        "insert into ticket_words (rowid, words) values (999999, 'fantome')",
    ),
];

impl Damage {
    /// Does it to an SQLite file.
    pub async fn to_file(&self, path: &std::path::Path) {
        let mut connection = SqliteConnection::connect(&format!("sqlite://{}", path.display()))
            .await
            .expect("the file opens");
        let triggers: Vec<String> =
            sqlx::query_scalar("select name from sqlite_master where type = 'trigger'")
                .fetch_all(&mut connection)
                .await
                .expect("its triggers are listed");
        let dropped: Vec<String> = triggers
            .iter()
            .map(|name| format!("drop trigger {name};"))
            .collect();
        let sql = format!(
            "pragma foreign_keys = off; {} {}",
            dropped.concat(),
            self.sql.replace("#number", "rowid")
        );
        sqlx::raw_sql(AssertSqlSafe(sql))
            .execute(&mut connection)
            .await
            .unwrap_or_else(|error| panic!("{}: {error}", self.name));
        connection.close().await.expect("the file closes");
    }

    /// Does it to a PostgreSQL database.
    pub async fn to_server(&self, url: &str) {
        let mut connection = PgConnection::connect(url)
            .await
            .expect("the server answers");
        let sql = format!(
            "alter table ticket disable trigger user; alter table step disable trigger user; alter table event disable trigger user; {}",
            self.sql.replace("#number", "number")
        );
        sqlx::raw_sql(AssertSqlSafe(sql))
            .execute(&mut connection)
            .await
            .unwrap_or_else(|error| panic!("{}: {error}", self.name));
        connection.close().await.expect("the connection closes");
    }
}

/// Overwrites the first page of a table in a closed SQLite file, as a bad disk would: opening reads
/// the schema and not this page.
pub async fn spoil_table(path: &std::path::Path, table: &str) {
    let mut connection = SqliteConnection::connect(&format!("sqlite://{}", path.display()))
        .await
        .expect("the file opens");
    let (page, size): (i64, i64) = sqlx::query_as(
        "select rootpage, page_size from sqlite_master, pragma_page_size() where type = 'table' and name = $1",
    )
    .bind(table)
    .fetch_one(&mut connection)
    .await
    .expect("the table is there");
    connection.close().await.expect("the file closes");
    let (page, size) = (page as usize, size as usize);
    let mut bytes = std::fs::read(path).expect("the file is read");
    bytes[(page - 1) * size..page * size].fill(0xff);
    std::fs::write(path, bytes).expect("the file is written");
}
