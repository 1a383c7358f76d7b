//! A program started for a test ends with its guard, and so does what it started in its turn.

use guichet_testkit::process::Program;

/// Starts a child in a process group of its own, as Chromium does, which refuses to end when asked politely.
const STUBBORN: &str = "set -m; (trap '' TERM; while :; do sleep 1; done) & echo child $!; wait";

/// A zombie that nobody has buried yet is dead all the same.
fn is_alive(pid: &str) -> bool {
    std::fs::read_to_string(format!("/proc/{pid}/stat")).is_ok_and(|stat| !stat.contains(") Z "))
}

#[tokio::test]
async fn everything_it_started_ends_with_its_guard() {
    let mut parent = Program::new("bash")
        .args(["-c", STUBBORN])
        .start("`apt-get install bash`");
    let child = parent
        .ready("started its child", async |log| {
            Some(log.split_once("child ")?.1.split_once('\n')?.0.to_owned())
        })
        .await;
    assert!(is_alive(&child));
    drop(parent);
    assert!(!is_alive(&child));
}

#[tokio::test]
#[should_panic(expected = "no room left")]
async fn a_program_that_fails_shows_its_last_words() {
    let mut program = Program::new("sh")
        .args(["-c", "echo no room left >&2; exit 3"])
        .start("it is always there");
    program.ready("answered", async |_| None::<()>).await;
}

#[test]
#[should_panic(expected = "is not installed: `apt-get install nothing`")]
fn a_missing_program_says_how_to_get_it() {
    Program::new("guichet-no-such-program").start("`apt-get install nothing`");
}
