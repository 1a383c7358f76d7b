//! Notices as the system's service gets them, and what a click on them does.

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use guichet_testkit::bus::{Bus, NotificationDaemon};

const PATIENCE: Duration = Duration::from_secs(20);

/// The example that shows notices, on a bus of the test.
struct Shower {
    program: Child,
    input: ChildStdin,
    opened: mpsc::Receiver<String>,
    complaints: mpsc::Receiver<String>,
}

impl Drop for Shower {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

impl Shower {
    fn on(bus: &str) -> Self {
        let mut command = Command::new(example());
        command
            .env("DBUS_SESSION_BUS_ADDRESS", bus)
            .env_remove("RUST_LOG");
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut program = command.spawn().expect("the example starts");
        let input = program.stdin.take().expect("the input is a pipe");
        let opened = lines(program.stdout.take().expect("the output is a pipe"));
        let complaints = lines(program.stderr.take().expect("the errors are a pipe"));
        Self {
            program,
            input,
            opened,
            complaints,
        }
    }

    fn show(&mut self, label: &str) {
        writeln!(self.input, "{label}").expect("the example reads");
    }

    fn opened(&self) -> String {
        self.opened
            .recv_timeout(PATIENCE)
            .expect("a click opens a ticket")
    }
}

/// Built beside this test, as cargo and nextest both do.
fn example() -> PathBuf {
    let test = std::env::current_exe().expect("a test knows where it is");
    let built = test
        .ancestors()
        .nth(2)
        .expect("a test is in target/<profile>/deps");
    let example = built.join("examples/notice");
    assert!(
        example.is_file(),
        "{} is missing: cargo build -p guichet-workstation --examples",
        example.display()
    );
    example
}

fn lines(pipe: impl std::io::Read + Send + 'static) -> mpsc::Receiver<String> {
    let (tell, lines) = mpsc::channel();
    thread::spawn(move || {
        let read = BufReader::new(pipe).lines().map_while(Result::ok);
        // The test may have ended.
        read.take_while(|line| tell.send(line.clone()).is_ok())
            .count();
    });
    lines
}

#[tokio::test]
async fn a_click_on_the_text_or_on_the_button_opens_the_ticket() {
    let bus = Bus::start().await;
    let daemon = NotificationDaemon::start(&bus.address).await;
    let mut shower = Shower::on(&bus.address);
    shower.show("Écran <noir> & imprimante");
    let first = daemon
        .expect("ticket 1", |notice| notice.summary == "Ticket 1 is yours")
        .await;
    assert_eq!(first.app, "Guichet");
    assert_eq!(first.body, "Écran &lt;noir&gt; &amp; imprimante");
    assert_eq!(first.actions, ["default", "Open", "open", "Open"]);
    shower.show("Chaudière");
    let second = daemon
        .expect("ticket 2", |notice| notice.summary == "Ticket 2 is yours")
        .await;

    daemon.click(&second, "open");
    assert_eq!(shower.opened(), "2");
    daemon.click(&first, "default");
    assert_eq!(shower.opened(), "1");
}

#[tokio::test]
async fn the_twenty_first_takes_the_place_of_the_oldest_and_its_click() {
    let bus = Bus::start().await;
    let daemon = NotificationDaemon::start(&bus.address).await;
    let mut shower = Shower::on(&bus.address);
    for _ in 0..21 {
        shower.show("Fuite d'eau");
    }
    let first = daemon
        .expect("ticket 1", |notice| notice.summary == "Ticket 1 is yours")
        .await;
    let last = daemon
        .expect("ticket 21", |notice| notice.summary == "Ticket 21 is yours")
        .await;
    assert_eq!(last.replaces, first.id);
    daemon.click(&first, "default");
    assert_eq!(shower.opened(), "21");
}

#[tokio::test]
async fn a_notice_dismissed_opens_nothing() {
    let bus = Bus::start().await;
    let daemon = NotificationDaemon::start(&bus.address).await;
    let mut shower = Shower::on(&bus.address);
    shower.show("Badge perdu");
    let first = daemon
        .expect("ticket 1", |notice| notice.summary == "Ticket 1 is yours")
        .await;
    daemon.dismiss(&first);
    shower.show("Badge retrouvé");
    let second = daemon
        .expect("ticket 2", |notice| notice.summary == "Ticket 2 is yours")
        .await;
    daemon.click(&second, "default");
    assert_eq!(shower.opened(), "2");
}

#[tokio::test]
async fn without_a_service_it_is_said_once_and_nothing_stops() {
    let bus = Bus::start().await;
    let mut shower = Shower::on(&bus.address);
    shower.show("Panne");
    let complaint = shower
        .complaints
        .recv_timeout(PATIENCE)
        .expect("it is said");
    assert!(
        complaint.contains("the system shows no notices"),
        "{complaint}"
    );
    shower.show("Autre panne");
    // A service that comes later shows the next ones; the second failure, before it, was not said again.
    let daemon = NotificationDaemon::start(&bus.address).await;
    shower.show("Encore une");
    daemon
        .expect("ticket 3", |notice| notice.summary == "Ticket 3 is yours")
        .await;
    assert!(shower.complaints.try_recv().is_err());
}
