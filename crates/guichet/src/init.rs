//! `guichet init`: a server's database becomes an office that several workstations share, or follows this version.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::Args;
use guichet_api::session::SetUp;
use guichet_office::{Clock, Office, Standing};
use guichet_store::Place;
use guichet_store::sharing::{self, Ground};

use crate::passwd;

/// The office and its first administrator; what is missing is asked.
#[derive(Args)]
pub struct Options {
    /// The name of the office
    #[arg(long)]
    office: Option<String>,
    /// The first administrator's first name
    #[arg(long)]
    first_name: Option<String>,
    /// The first administrator's last name
    #[arg(long)]
    last_name: Option<String>,
    /// The first administrator's login; the password is asked, or read from the input
    #[arg(long)]
    login: Option<String>,
    /// The language of the office: fr or en
    #[arg(long, default_value = "fr", value_parser = ["fr", "en"])]
    language: String,
    /// Give the server's own login another password, and show it
    #[arg(long)]
    new_server_password: bool,
}

/// Prepares the database, or says that it is prepared.
pub async fn run(db: Option<&str>, options: &Options) -> Result<ExitCode> {
    let Some(Place::Server(url)) = db.map(Place::parse) else {
        bail!(
            "init prepares a PostgreSQL database: name it with --db postgres://OWNER@SERVER/DATABASE; an office in a file needs no preparation"
        );
    };
    let Some(ground) = survey(&url).await? else {
        return Ok(ExitCode::FAILURE);
    };
    let office = Office::open(&Place::Server(url), Clock::system()).await?;
    tell_schema(ground.schema);
    let done = prepare(&office, options).await;
    office.close().await;
    done?;
    Ok(ExitCode::SUCCESS)
}

/// The database as it is; none, once told why, when an administrator of the server must do something first.
pub async fn survey(url: &str) -> Result<Option<Ground>> {
    let ground = sharing::survey(url).await?;
    if ground.obstacles.is_empty() {
        return Ok(Some(ground));
    }
    for obstacle in &ground.obstacles {
        println!("-- {}:\n{}", obstacle.sentence, obstacle.statement);
    }
    eprintln!(
        "guichet: nothing is changed: an administrator of the server runs the statements above, then this is run again"
    );
    Ok(None)
}

fn tell_schema(before: Option<i64>) {
    let schema = sharing::schema();
    match before {
        None => println!("the schema {schema} is made"),
        Some(before) if before < schema => println!("the schema {before} is now {schema}"),
        Some(_) => println!("the schema {schema} was there"),
    }
}

async fn prepare(office: &Office, options: &Options) -> Result<()> {
    match office.standing().await? {
        Standing::Empty => {
            let request = asked(options)?;
            let server = office.share().await?;
            let staff = office.found(&request).await?;
            println!(
                "{} administers it: the login is {}",
                staff.name(),
                staff.login
            );
            tell_server(&server);
        }
        Standing::Alone => tell_server(&office.share().await?),
        Standing::Shared if options.new_server_password => tell_server(&office.share().await?),
        Standing::Shared => println!(
            "this database is prepared already and nothing else is changed; the server's password was shown once, --new-server-password makes another"
        ),
    }
    Ok(())
}

fn asked(options: &Options) -> Result<SetUp> {
    Ok(SetUp {
        office: given(&options.office, "--office", "The office's name: ")?,
        language: options.language.parse()?,
        first_name: given(
            &options.first_name,
            "--first-name",
            "The administrator's first name: ",
        )?,
        last_name: given(
            &options.last_name,
            "--last-name",
            "The administrator's last name: ",
        )?,
        login: given(&options.login, "--login", "The administrator's login: ")?,
        password: passwd::new_password()?,
        demo_tickets: 0,
    })
}

/// What the command says, or else the person in front of it.
fn given(said: &Option<String>, option: &str, question: &str) -> Result<String> {
    if let Some(said) = said {
        return Ok(said.clone());
    }
    if !io::stdin().is_terminal() {
        bail!(
            "a new office needs --office, --first-name, --last-name and --login; {option} is missing"
        );
    }
    print!("{question}");
    io::stdout().flush()?;
    passwd::line()
}

/// How the server logs in, shown this once: the database keeps only a verifier.
pub fn tell_server(server: &Place) {
    let Place::Server(url) = server else { return };
    println!(
        "`guichet serve` reads this address in GUICHET_DB; keep it where only the server reads it, it is not shown again:\n{url}"
    );
}
