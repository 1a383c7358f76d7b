//! The program as people and scripts run it: what it prints, where, and how it ends.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A database file of the test alone.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a folder can be made"),
        }
    }

    /// A small demonstration office, and the login of its administrator.
    fn demo() -> (Self, String) {
        let desk = Self::new();
        let people = json(&desk.says(&["demo", "--tickets", "40", "--seed", "7", "--json"]));
        let people = people["people"].as_array().expect("a list of log-ins");
        let administrator = people
            .iter()
            .find(|person| person["role"] == "administrator");
        let login = administrator.expect("an office has an administrator")["login"].as_str();
        (desk, login.expect("a login is text").to_owned())
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("office.guichet")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_guichet"));
        command.args(arguments).arg("--db").arg(self.file());
        command
            .env_remove("GUICHET_DB")
            .env_remove("GUICHET_INTERFACE")
            .env_remove("RUST_LOG");
        command
    }

    fn run(&self, arguments: &[&str], input: &str) -> Output {
        let mut command = self.command(arguments);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut program = command.spawn().expect("the program starts");
        let mut stdin = program.stdin.take().expect("the input is a pipe");
        // A program that does not read its input has ended already.
        let _ = stdin.write_all(input.as_bytes());
        drop(stdin);
        program.wait_with_output().expect("the program ends")
    }

    /// What it prints when it does as asked.
    fn says(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments, "");
        assert_eq!(
            output.status.code(),
            Some(0),
            "{arguments:?}: {}",
            text(&output.stderr)
        );
        text(&output.stdout)
    }

    /// What it prints, and what it complains of, when it refuses.
    fn refuses(&self, arguments: &[&str], input: &str) -> (String, String) {
        let output = self.run(arguments, input);
        assert_eq!(
            output.status.code(),
            Some(1),
            "{arguments:?}: {}",
            text(&output.stdout)
        );
        (text(&output.stdout), text(&output.stderr))
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn every_call_is_listed_with_its_schemas() {
    let calls = json(&Desk::new().says(&["calls", "--json"]));
    let calls = calls.as_array().expect("a list of calls");
    let log_in = calls
        .iter()
        .find(|call| call["name"] == "log_in")
        .expect("log_in is a call");
    assert_eq!(log_in["access"], "anybody");
    assert_eq!(log_in["request"]["properties"]["login"]["type"], "string");
    assert!(
        calls
            .iter()
            .all(|call| call["request"].is_object() && call["reply"].is_object()),
        "{calls:?}"
    );
}

#[test]
fn an_office_that_is_not_there_is_not_made_by_a_question() {
    let desk = Desk::new();
    for arguments in [
        &["check"][..],
        &["rpc", "who_am_i", "--as", "ann"],
        &["passwd", "ann"],
    ] {
        let (_, complaint) = desk.refuses(arguments, "correct horse\n");
        assert!(
            complaint.contains("there is no office in") && complaint.contains("--db"),
            "{complaint}"
        );
        assert!(!desk.file().exists());
    }
}

#[test]
fn a_demonstration_fills_only_an_empty_database() {
    let (desk, _) = Desk::demo();
    let (_, complaint) = desk.refuses(&["demo", "--tickets", "10"], "");
    assert!(
        complaint.starts_with("guichet: ") && complaint.trim_end().lines().count() == 1,
        "{complaint}"
    );
    assert!(desk.says(&["check"]).contains("all is well"));
    assert_eq!(
        json(&desk.says(&["check", "--json"])),
        Value::Array(Vec::new())
    );
}

#[test]
fn the_same_seed_makes_the_same_people() {
    let demo = |seed: &str| {
        let said = Desk::new().says(&["demo", "--tickets", "20", "--seed", seed, "--json"]);
        json(&said)
    };
    let (first, second) = (demo("3"), demo("3"));
    assert_eq!(first["people"], second["people"]);
    assert_eq!(first["written"]["tickets"], 20);
    let table = Desk::new().says(&["demo", "--tickets", "20"]);
    assert!(
        table.contains("password") && table.contains("administrator"),
        "{table}"
    );
}

#[test]
fn a_call_answers_on_the_output_and_a_refusal_fails() {
    let (desk, admin) = Desk::demo();
    let me = json(&desk.says(&["rpc", "who_am_i", "--as", &admin]));
    assert_eq!(me["staff"]["login"], admin.as_str());

    let list =
        r#"{"filter": {}, "sort": "number", "descending": false, "after": null, "limit": 1}"#;
    let page = json(&desk.says(&["rpc", "list_tickets", list, "--as", &admin]));
    let request = serde_json::json!({ "number": page["rows"][0]["number"] }).to_string();
    let ticket = json(&desk.says(&["rpc", "get_ticket", &request, "--as", &admin]));
    let read = desk.run(&["rpc", "get_ticket", "-", "--as", &admin], &request);
    assert_eq!(json(&text(&read.stdout)), ticket);

    let refusals = [
        (
            ["get_ticket", r#"{"number": 99999}"#, admin.as_str()],
            "not_found",
        ),
        (["get_ticket", "{", admin.as_str()], "invalid"),
        (["who_am_i", "{}", "nobody-of-this-name"], "not_found"),
    ];
    for ([call, request, login], code) in refusals {
        let (said, _) = desk.refuses(&["rpc", call, request, "--as", login], "");
        assert_eq!(json(&said)["code"], code, "{call} {request} {login}");
    }
}

#[test]
fn whoever_owns_the_file_changes_a_password() {
    let (desk, admin) = Desk::demo();
    let (_, complaint) = desk.refuses(&["passwd", &admin], "short\n");
    assert!(complaint.starts_with("guichet: "), "{complaint}");

    let changed = desk.run(&["passwd", &admin], "a longer password\n");
    assert_eq!(changed.status.code(), Some(0), "{}", text(&changed.stderr));
    assert!(!text(&changed.stdout).contains("a longer password"));
    let log_in = format!(r#"{{"login": "{admin}", "password": "a longer password"}}"#);
    desk.says(&["rpc", "log_in", &log_in, "--as", &admin]);
}

#[test]
fn a_damaged_file_is_told_and_left_alone() {
    let desk = Desk::new();
    let rubbish = b"this is no database, but somebody may want it back".repeat(200);
    fs::write(desk.file(), &rubbish).expect("a file can be written");
    let (_, complaint) = desk.refuses(&["check"], "");
    assert!(complaint.contains("office.guichet"), "{complaint}");
    assert_eq!(fs::read(desk.file()).expect("the file is there"), rubbish);
}

/// A served office, killed with its test.
struct Served {
    program: Child,
    address: String,
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended as asked.
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

impl Served {
    fn start(desk: &Desk) -> Self {
        let mut command = desk.command(&["serve", "--listen", "127.0.0.1:0"]);
        let mut program = command
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut output = BufReader::new(program.stdout.take().expect("the output is a pipe"));
        let mut line = String::new();
        output.read_line(&mut line).expect("the program speaks");
        let address = line
            .trim()
            .strip_prefix("listening on http://")
            .unwrap_or_else(|| panic!("{line:?}"))
            .to_owned();
        Self { program, address }
    }

    fn ask(&self, call: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("the server listens");
        let address = &self.address;
        let request = format!(
            "POST /rpc/{call} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{{}}"
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

#[cfg(unix)]
#[test]
fn a_server_says_its_address_answers_and_ends_when_asked() {
    let desk = Desk::new();
    let mut served = Served::start(&desk);
    let answer = served.ask("office_status");
    assert!(
        answer.starts_with("HTTP/1.1 200") && answer.contains(r#""ready":false"#),
        "{answer}"
    );
    let pid = served.program.id().to_string();
    let asked = Command::new("kill")
        .args(["-TERM", &pid])
        .status()
        .expect("kill is there");
    assert!(asked.success());
    let ended = served.program.wait().expect("the program ends");
    assert_eq!(ended.code(), Some(0));
}

#[test]
fn a_server_is_for_this_machine_alone() {
    let desk = Desk::new();
    let (_, complaint) = desk.refuses(&["serve", "--listen", "0.0.0.0:0"], "");
    assert!(complaint.contains("listen on 127.0.0.1"), "{complaint}");
    let (_, complaint) = desk.refuses(
        &[
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--interface",
            "/nowhere",
        ],
        "",
    );
    assert!(complaint.contains("cargo xtask ui"), "{complaint}");
}

#[test]
fn r22_a_mail_says_what_it_says_without_any_database() {
    let desk = Desk::new();
    let path = |name: &str| {
        let path = desk.folder.path().join(name);
        path.to_str().expect("a path is text").to_owned()
    };
    let (answer, empty) = (path("answer.eml"), path("empty.eml"));
    let mail = "From: Ann <ann@Clinique.example>\r\nSubject: Re: Panne\r\n\r\nRien ne marche.\r\n\r\n> Et ce matin ?\r\n";
    fs::write(&answer, mail).expect("a mail is kept");
    fs::write(&empty, "").expect("nothing is kept");
    let told = json(&desk.says(&["mail", "parse", "--json", &answer]));
    assert_eq!(told["file"], answer);
    assert_eq!(told["kind"], "message");
    assert_eq!(told["from"]["address"], "ann@clinique.example");
    assert_eq!(told["visible_text"], "Rien ne marche.");
    assert_eq!(told["text"], "Rien ne marche.\n\n> Et ce matin ?");
    assert!(
        desk.says(&["mail", "parse", &answer])
            .contains("| Rien ne marche.")
    );
    let (refused, _) = desk.refuses(&["mail", "parse", "--json", &empty, &answer], "");
    let lines: Vec<Value> = refused.lines().map(json).collect();
    assert_eq!(lines[0]["error"], "the message is empty");
    assert_eq!(
        lines[1]["kind"], "message",
        "the next one is read all the same"
    );
    assert!(!desk.file().exists(), "a database was made");
}
