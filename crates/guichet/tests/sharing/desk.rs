//! The program, what it is told and what it answers.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Output, Stdio};

use guichet_testkit::postgres::{self, TestDatabase};

/// An empty database of the test alone.
pub async fn empty() -> TestDatabase {
    postgres::database("sharing", "empty", async |_| ()).await
}

/// The program on this database.
pub fn command(db: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_guichet"));
    command.args(arguments).env("GUICHET_DB", db);
    command
        .env_remove("GUICHET_INTERFACE")
        .env_remove("RUST_LOG");
    command
}

/// How it ended, and what it said.
pub struct Said {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

/// Runs it to its end.
pub fn run(db: &str, arguments: &[&str], input: &str) -> Said {
    let mut command = command(db, arguments);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut program = command.spawn().expect("the program starts");
    let mut stdin = program.stdin.take().expect("the input is a pipe");
    // A program that does not read its input has ended already.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    let Output {
        status,
        stdout,
        stderr,
    } = program.wait_with_output().expect("the program ends");
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Said {
        code: status.code(),
        out: text(stdout),
        err: text(stderr),
    }
}

/// What it prints when it does as asked.
pub fn says(db: &str, arguments: &[&str]) -> String {
    let said = run(db, arguments, "");
    assert_eq!(
        said.code,
        Some(0),
        "{arguments:?}: {} {}",
        said.out,
        said.err
    );
    said.out
}

pub const PASSWORD: &str = "kerlann-2026";

/// Prepares a database with a password for its administrator.
pub fn prepare(db: &str, password: &str) -> Said {
    let asked = [
        "init",
        "--office",
        "Kerlann",
        "--first-name",
        "Ann",
        "--last-name",
        "Le Goff",
        "--login",
        "ann",
    ];
    run(db, &asked, &format!("{password}\n"))
}

/// Prepares a database as its owner does.
pub fn init(db: &str) -> Said {
    prepare(db, PASSWORD)
}

/// The address of the server's own login, as the program showed it.
pub fn server_address(said: &str) -> &str {
    let shown = said.lines().find(|line| line.starts_with("postgres://"));
    shown.unwrap_or_else(|| panic!("no address is shown: {said}"))
}

/// A served office, killed with its test.
pub struct Served {
    program: Child,
    address: String,
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

impl Served {
    pub fn start(db: &str) -> Self {
        let mut program = command(db, &["serve", "--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut output = BufReader::new(program.stdout.take().expect("the output is a pipe"));
        let mut line = String::new();
        output.read_line(&mut line).expect("the program speaks");
        let address = line.trim().strip_prefix("listening on http://");
        let address = address.unwrap_or_else(|| panic!("{line:?}")).to_owned();
        Self { program, address }
    }

    /// What the served office answers to a call.
    pub fn ask(&self, call: &str, request: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("the server listens");
        let (address, length) = (&self.address, request.len());
        let request = format!(
            "POST /rpc/{call} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{request}"
        );
        stream
            .write_all(request.as_bytes())
            .expect("the server reads");
        let mut answer = String::new();
        stream
            .read_to_string(&mut answer)
            .expect("the server answers");
        answer
    }
}
