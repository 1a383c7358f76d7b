//! This test again, in a process of its own: for accidents that only processes have.

use std::fs::File;
use std::process::{Command, Stdio};

const TOLD: &str = "GUICHET_STORE_TEST_TOLD";
const NOBODY: &str = "65534";

/// What this process was started for; none in the test itself.
pub fn told() -> Option<String> {
    std::env::var(TOLD).ok()
}

/// The test of this name in a process that is told something.
pub fn again(test: &str, told: &str) -> Command {
    let itself = std::env::current_exe().expect("this program has a path");
    tell(Command::new(itself), test, told)
}

/// The same as somebody whom file modes bind, whoever runs the tests.
pub fn again_as_nobody(test: &str, told: &str) -> Command {
    if number_of_user() != 0 {
        return again(test, told);
    }
    let itself = std::env::current_exe().expect("this program has a path");
    let mut command = Command::new("setpriv");
    command.args([&format!("--reuid={NOBODY}"), &format!("--regid={NOBODY}")]);
    // The program is in a folder that nobody may enter: they get it open.
    command.args(["--clear-groups", "/proc/self/fd/0"]);
    let mut command = tell(command, test, told);
    command.stdin(File::open(itself).expect("this program is a file"));
    command
}

fn tell(mut command: Command, test: &str, told: &str) -> Command {
    command
        .args(["--exact", test, "--nocapture"])
        .env(TOLD, told)
        .stdout(Stdio::piped());
    command
}

fn number_of_user() -> u32 {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self")
        .expect("Linux has /proc")
        .uid()
}
