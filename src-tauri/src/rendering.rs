//! Work-arounds for graphics drivers under WebKitGTK; elsewhere there is nothing to do.
//!
//! The variables must be there before GTK starts, and changing them inside a process is unsafe: the program starts
//! itself again, in its own place, with what is missing. A variable that a person set is left as it is.

/// Starts again with what this machine needs; returns when nothing is missing.
#[cfg(target_os = "linux")]
pub fn prepare(is_safe: bool) {
    use std::os::unix::process::CommandExt;

    let has_nvidia = std::path::Path::new("/proc/driver/nvidia/version").exists();
    let missing: Vec<_> = wanted(is_safe, has_nvidia)
        .iter()
        .filter(|name| std::env::var_os(name).is_none())
        .collect();
    if missing.is_empty() {
        return;
    }
    let Ok(program) = std::env::current_exe() else {
        return;
    };
    let mut again = std::process::Command::new(program);
    again
        .args(std::env::args_os().skip(1))
        .envs(missing.into_iter().map(|name| (name, "1")));
    // It only returns when it failed: the window is then drawn as it can be.
    let error = again.exec();
    eprintln!("guichet-desktop: the variables for drawing could not be set: {error}");
}

/// Elsewhere the system's own web view draws well.
#[cfg(not(target_os = "linux"))]
pub fn prepare(_is_safe: bool) {}

/// The first cures blank windows on some NVIDIA drivers and keeps the graphics card; the other two cure all and are slow.
#[cfg(target_os = "linux")]
fn wanted(is_safe: bool, has_nvidia: bool) -> &'static [&'static str] {
    match (is_safe, has_nvidia) {
        (true, _) => &[
            "WEBKIT_DISABLE_DMABUF_RENDERER",
            "WEBKIT_DISABLE_COMPOSITING_MODE",
        ],
        (false, true) => &["WEBKIT_DMABUF_RENDERER_FORCE_SHM"],
        (false, false) => &[],
    }
}
