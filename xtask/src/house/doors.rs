//! Nothing that plain cargo commands build knows a window: the doors' toolkits stay in `src-tauri`.

use super::graph::Graph;

/// Toolkits; a crate is one of them by its name or by its name and a dash (`tauri-build`).
const TOOLKITS: &[&str] = &[
    "tauri",
    "wry",
    "tao",
    "gtk",
    "gdk",
    "webkit2gtk",
    "javascriptcore-rs",
    "webview2-com",
];

/// Named after a toolkit, built from none: the system's notices on Windows.
const NO_TOOLKIT: &str = "tauri-winrt-notification";

/// Default members that are built, at any depth, from a toolkit.
pub fn complaints(graph: &Graph) -> Vec<String> {
    let members = graph.default_members.iter();
    members
        .flat_map(|member| {
            let toolkits = graph
                .below(member)
                .into_iter()
                .filter(|name| is_toolkit(name));
            toolkits.map(move |name| {
                format!("{member} is built from {name}: its tests would need a display")
            })
        })
        .collect()
}

fn is_toolkit(name: &str) -> bool {
    name != NO_TOOLKIT
        && TOOLKITS.iter().any(|toolkit| {
            let rest = name.strip_prefix(toolkit);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_']))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_toolkit_behind_another_crate_is_found() {
        let graph = Graph {
            default_members: vec!["guichet-office".into()],
            built_from: [
                (
                    "guichet-office".into(),
                    ["notices".into(), "taos-of-physics".into()].into(),
                ),
                ("notices".into(), ["gtk-sys".into()].into()),
                ("guichet-desktop".into(), ["tauri".into()].into()),
            ]
            .into(),
            ..Graph::default()
        };
        let said = complaints(&graph);
        assert_eq!(
            said,
            ["guichet-office is built from gtk-sys: its tests would need a display"]
        );
    }
}
