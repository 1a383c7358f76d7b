//! What a curious person asks behind the interface's back, with the session of the page: the same calls and files, by hand.
//!
//! Not a way around the interface: what a person does is done with their keys and pointer.

use guichet_testkit::page::Page;
use serde_json::{Value, json};

/// The answer comes later than the script ends, and not every driver waits for a promise: it is kept where it can be looked for.
const CALL: &str = r#"
const { name, args } = arguments[0];
const parsed = (text) => (typeof text === "string" ? JSON.parse(text) : text);
const inside = window.__TAURI__?.core;
const answer = inside
  ? inside.invoke("rpc", { name, args: JSON.stringify(args) }).then((reply) => ({ reply: parsed(reply) }), (refusal) => ({ refusal: parsed(refusal) }))
  : fetch(`/rpc/${name}`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(args) })
      .then(async (response) => (response.ok ? { reply: await response.json() } : { refusal: await response.json() }));
window.heard = null;
answer.catch((error) => ({ refusal: { code: String(error) } })).then((heard) => { window.heard = heard; });
"#;

/// In the window files have an address of their own, which only pictures may read.
const READ: &str = r#"
const id = arguments[0];
window.heard = null;
if (window.__TAURI__) {
  const picture = new Image();
  picture.onload = () => { window.heard = true; };
  picture.onerror = () => { window.heard = false; };
  // A document keeps the pictures it has shown: another address asks the door again.
  picture.src = `attach://localhost/${id}?${performance.now()}`;
} else {
  fetch(`/files/${id}`, { cache: "no-store" }).then((response) => { window.heard = response.ok; }, (error) => { window.heard = String(error); });
}
"#;

const UPLOAD: &str = r#"
const { name, kind, bytes } = arguments[0];
window.heard = null;
fetch(`/files?name=${encodeURIComponent(name)}`, { method: "POST", body: new Blob([new Uint8Array(bytes)], { type: kind }) })
  .then((response) => response.json()).then((heard) => { window.heard = heard; }, (error) => { window.heard = { error: String(error) }; });
"#;

/// Makes a call: its reply, or the code of its refusal.
pub async fn call(page: &Page, name: &str, args: Value) -> Result<Value, String> {
    let heard = heard(page, name, CALL, json!({ "name": name, "args": args })).await;
    match heard.get("refusal") {
        None => Ok(heard["reply"].clone()),
        Some(refusal) => Err(refusal["code"]
            .as_str()
            .unwrap_or_else(|| panic!("the refusal of {name} has no code: {refusal}"))
            .to_owned()),
    }
}

/// Makes a call that must not be refused.
pub async fn reply(page: &Page, name: &str, args: Value) -> Value {
    call(page, name, args)
        .await
        .unwrap_or_else(|code| panic!("{name} was refused: {code}"))
}

/// Whether the bytes of an attachment come.
pub async fn may_read(page: &Page, file: &str) -> bool {
    let heard = heard(page, "a file", READ, json!(file)).await;
    heard
        .as_bool()
        .unwrap_or_else(|| panic!("the file {file} could not be asked for: {heard}"))
}

/// Sends a picture that hangs on nothing yet, and gives its id.
pub async fn upload(page: &Page, name: &str, png: &[u8]) -> String {
    let file = json!({ "name": name, "kind": "image/png", "bytes": png });
    let heard = heard(page, "an upload", UPLOAD, file).await;
    heard["id"]
        .as_str()
        .unwrap_or_else(|| panic!("the picture was not taken: {heard}"))
        .to_owned()
}

async fn heard(page: &Page, what: &str, script: &str, argument: Value) -> Value {
    page.script(script, argument).await;
    page.until(&format!("an answer to {what}"), async || {
        let heard = page.script("return window.heard", Value::Null).await;
        (!heard.is_null()).then_some(heard)
    })
    .await
}
