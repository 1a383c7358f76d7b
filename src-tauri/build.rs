//! Names the commands of the shell: Tauri refuses the page any other, and these until a capability allows them.

fn main() {
    let commands = tauri_build::AppManifest::new().commands(&[
        "rpc",
        "upload",
        "open",
        "choose_place",
        "choose_file",
        "join",
    ]);
    let attributes = tauri_build::Attributes::new().app_manifest(commands);
    tauri_build::try_build(attributes).expect("the configuration of the desktop is sound");
}
