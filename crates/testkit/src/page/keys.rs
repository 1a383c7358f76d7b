//! The keyboard of a page, and what is pasted or dropped on it.

use std::sync::atomic::Ordering;

use serde_json::json;
use thirtyfour::Key;

use super::Page;

/// Gives a file to whatever listens, as the system's clipboard or file manager would.
const GIVE_FILE: &str = r#"
const { css, name, kind, bytes, gesture } = arguments[0];
const target = css ? document.querySelector(css) : (document.activeElement ?? document.body);
if (!target) return false;
const transfer = new DataTransfer();
transfer.items.add(new File([new Uint8Array(bytes)], name, { type: kind }));
const common = { bubbles: true, cancelable: true, composed: true };
if (gesture === "paste") {
  target.dispatchEvent(new ClipboardEvent("paste", { ...common, clipboardData: transfer }));
} else {
  for (const step of ["dragenter", "dragover", "drop"]) target.dispatchEvent(new DragEvent(step, { ...common, dataTransfer: transfer }));
}
return true;
"#;

impl Page {
    /// Presses a key or a chord, written as on the key help: `Enter`, `j`, `Ctrl+K`, `Shift+Tab`.
    pub async fn press(&self, chord: &str) {
        let (held, key) = keys(chord);
        let chain = held.iter().fold(self.driver.action_chain(), |chain, key| {
            chain.key_down(*key)
        });
        let chain = chain.key_down(key).key_up(key);
        let chain = held
            .iter()
            .rev()
            .fold(chain, |chain, key| chain.key_up(*key));
        let pressed = chain.perform().await;
        self.must(&format!("press {chord}"), pressed).await;
        self.keys.fetch_add(1, Ordering::Relaxed);
    }

    /// Types into whatever has the focus.
    pub async fn type_text(&self, text: &str) {
        let typed = self.driver.action_chain().send_keys(text).perform().await;
        self.must(&format!("type “{text}”"), typed).await;
        self.keys.fetch_add(text.chars().count(), Ordering::Relaxed);
    }

    /// Puts the text in the field with this label, in place of what it held.
    pub async fn fill(&self, label: &str, text: &str) {
        let focused = self.field(label).await.focus().await;
        self.must(&format!("go to the field “{label}”"), focused)
            .await;
        self.press("Ctrl+A").await;
        if text.is_empty() {
            self.press("Delete").await;
        } else {
            self.type_text(text).await;
        }
    }

    /// Pastes a PNG where the focus is, as after a screenshot.
    pub async fn paste_image(&self, png: &[u8]) {
        self.give_file(
            json!({ "gesture": "paste", "name": "image.png", "kind": "image/png", "bytes": png }),
        )
        .await;
        self.keys.fetch_add(1, Ordering::Relaxed);
    }

    /// Drops a file on an element.
    pub async fn drop_file(&self, css: &str, name: &str, kind: &str, content: &[u8]) {
        self.wait_for(css).await;
        self.give_file(
            json!({ "gesture": "drop", "css": css, "name": name, "kind": kind, "bytes": content }),
        )
        .await;
        self.clicks.fetch_add(1, Ordering::Relaxed);
    }

    async fn give_file(&self, file: serde_json::Value) {
        let given = self.script(GIVE_FILE, file).await;
        assert_eq!(
            given,
            json!(true),
            "nothing on the page can receive the file"
        );
    }
}

/// The keys held, then the key struck.
fn keys(chord: &str) -> (Vec<char>, char) {
    let mut names: Vec<&str> = chord.split('+').collect();
    // The plus key itself, alone or at the end of a chord.
    if chord.ends_with('+') {
        names.truncate(names.len() - 2);
        names.push("+");
    }
    let mut keys: Vec<char> = names.iter().map(|name| key(name, chord)).collect();
    let struck = keys
        .pop()
        .unwrap_or_else(|| panic!("“{chord}” names no key"));
    // Ctrl+K is written with a capital, and struck without Shift.
    let struck = if keys.is_empty() || keys.contains(&char::from(Key::Shift)) {
        struck
    } else {
        struck.to_ascii_lowercase()
    };
    (keys, struck)
}

fn key(name: &str, chord: &str) -> char {
    let key = match name {
        "Ctrl" => Key::Control,
        "Shift" => Key::Shift,
        "Alt" => Key::Alt,
        "Enter" => Key::Enter,
        "Escape" => Key::Escape,
        "Tab" => Key::Tab,
        "Space" => return ' ',
        "Backspace" => Key::Backspace,
        "Delete" => Key::Delete,
        "Home" => Key::Home,
        "End" => Key::End,
        "PageUp" => Key::PageUp,
        "PageDown" => Key::PageDown,
        "ArrowUp" => Key::Up,
        "ArrowDown" => Key::Down,
        "ArrowLeft" => Key::Left,
        "ArrowRight" => Key::Right,
        "F1" => Key::F1,
        "F2" => Key::F2,
        "F5" => Key::F5,
        other => {
            let mut letters = other.chars();
            match (letters.next(), letters.next()) {
                (Some(letter), None) => return letter,
                _ => panic!("“{other}” in “{chord}” is no key this keyboard has"),
            }
        }
    };
    key.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chord_holds_its_first_keys() {
        assert_eq!(keys("Ctrl+K"), (vec![Key::Control.into()], 'k'));
        assert_eq!(
            keys("Ctrl+Shift+Z"),
            (vec![Key::Control.into(), Key::Shift.into()], 'Z')
        );
        assert_eq!(keys("j"), (vec![], 'j'));
        assert_eq!(keys("?"), (vec![], '?'));
    }

    #[test]
    fn the_plus_key_is_a_key() {
        assert_eq!(keys("+"), (vec![], '+'));
        assert_eq!(keys("Ctrl++"), (vec![Key::Control.into()], '+'));
    }
}
