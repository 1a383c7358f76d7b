//! Where things are (the project's root, the per-user folder for build output and tools) and the commands run there.
//! Not the place for what the commands are about.

use std::{
    env,
    ffi::OsStr,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

/// The folder of the workspace's `Cargo.toml`.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask is a folder of the workspace")
}

/// This user's folder for what can be made again: build output and tools.
fn cache() -> Result<PathBuf> {
    let folders = directories::BaseDirs::new().context("this user has no home folder")?;
    Ok(folders.cache_dir().join("guichet"))
}

/// Where build output goes: outside the project, so that copies of it share one warm build.
pub fn target() -> Result<PathBuf> {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(chosen) => Ok(env::current_dir()?.join(chosen)),
        None => Ok(cache()?.join("target")),
    }
}

/// Where `setup` installs cargo's companions when they are not on the path.
pub fn tools() -> Result<PathBuf> {
    Ok(cache()?.join("tools"))
}

/// A cargo command at the root, writing to the shared build output.
pub fn cargo<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>) -> Result<Command> {
    let mut command = at_root(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).env("CARGO_TARGET_DIR", target()?);
    let path = env::var_os("PATH").unwrap_or_default();
    let with_tools = env::split_paths(&path).chain([tools()?.join("bin")]);
    command.env("PATH", env::join_paths(with_tools)?);
    if env::var_os("CI").is_some() {
        command.env("CARGO_INCREMENTAL", "0");
    }
    Ok(command)
}

/// Any other command at the root.
pub fn at_root(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

/// Runs a command to its end, its output on the terminal; a failure names the command.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command
        .status()
        .with_context(|| format!("could not start {}", shown(command)))?;
    if !status.success() {
        bail!("{} failed ({status})", shown(command));
    }
    Ok(())
}

/// What a command prints, in silence; a failure carries what it complained of.
pub fn read(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("could not start {}", shown(command)))?;
    if !output.status.success() {
        let complaint = String::from_utf8_lossy(&output.stderr);
        bail!("{} failed: {}", shown(command), complaint.trim());
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// The command as a person would type it.
pub fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_stem().unwrap_or(program.as_os_str());
    let words = std::iter::once(name).chain(command.get_args());
    words
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Is there a program of this name on the path, or among the tools `setup` installed?
pub fn has_program(name: &str) -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    let tools = tools().ok().map(|folder| folder.join("bin"));
    env::split_paths(&path)
        .chain(tools)
        .any(|folder| is_program(&folder.join(name)))
}

fn is_program(file: &Path) -> bool {
    file.is_file() || file.with_extension("exe").is_file() || file.with_extension("cmd").is_file()
}
