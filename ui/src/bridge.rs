//! The one door to what is outside WebAssembly: calls to the office, files, changes, the clock.
//!
//! The only file that knows JavaScript values. Two transports carry the same calls: the desktop
//! shell when there is one, else HTTP to the server the page came from.

use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::rc::Rc;

use chrono::{DateTime, NaiveDateTime, TimeDelta};
use gloo_net::http::{Request, Response};
use guichet_api::session::JoinOffice;
use guichet_api::{ApiError, Call, Code, Mode};
use guichet_domain::{Attachment, AttachmentId, Moment};
use js_sys::{Array, Date, JSON, Math, Object, Promise, Reflect, Uint8Array};
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, EventSource};

use crate::browser::window;
use crate::refusals;
use crate::unsent::Unsent;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["window", "__TAURI__", "core"], js_name = invoke, catch)]
    async fn invoke(command: &str, args: JsValue, options: JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = ["window", "__TAURI__", "event"], js_name = listen)]
    fn listen_to(event: &str, handler: &Closure<dyn FnMut(JsValue)>) -> Promise;
}

/// A reply on its way, as text.
pub type Exchange = Pin<Box<dyn Future<Output = Result<String, ApiError>>>>;

/// Makes a call and waits for its reply; a change waits for an office that is out of reach.
pub async fn call<C: Call>(request: &C) -> Result<C::Reply, ApiError> {
    let way = if C::MODE == Mode::Writes {
        send
    } else {
        exchange
    };
    read::<C>(&way(C::NAME, written(request)).await?)
}

/// A request as text.
pub fn written<C: Call>(request: &C) -> String {
    serde_json::to_string(request).expect("a request is made of what JSON holds")
}

/// A reply from its text.
pub fn read<C: Call>(reply: &str) -> Result<C::Reply, ApiError> {
    read_as(C::NAME, reply)
}

/// What several calls answer alike, read by one function.
pub fn read_as<T: DeserializeOwned>(name: &str, reply: &str) -> Result<T, ApiError> {
    serde_json::from_str(reply).map_err(|error| broken(&format!("{name}: {error}")))
}

/// Sends the text of a request. Boxed: what follows is compiled once, not once a call.
pub fn exchange(name: &'static str, args: String) -> Exchange {
    Box::pin(async move { attempt(name, &args, None).await })
}

/// Sends a request once.
pub async fn attempt(name: &str, args: &str, id: Option<&str>) -> Result<String, ApiError> {
    carry(name, args, id).await.inspect_err(tell_expired)
}

/// Sends the text of a change, again and again under the same id while the office is out of reach: it is applied once.
pub fn send(name: &'static str, args: String) -> Exchange {
    Box::pin(send_as(SESSION.get(), new_id(), name.to_owned(), args))
}

/// Sends a change of this session under its id; it is kept on this workstation until the office has answered.
pub async fn send_as(
    session: u32,
    id: String,
    name: String,
    args: String,
) -> Result<String, ApiError> {
    let unsent = Unsent::keep(&id, &name, &args);
    loop {
        match carry(&name, &args, Some(&id)).await {
            Err(error) if refusals::is_lost(&error) && pause(session).await => {}
            reply => {
                unsent.answered(&reply);
                return reply.inspect_err(tell_expired);
            }
        }
    }
}

async fn carry(name: &str, args: &str, request: Option<&str>) -> Result<String, ApiError> {
    if on_the_desktop() {
        call_shell(name, args, request).await
    } else {
        call_server(name, args, request).await
    }
}

/// Waits a moment; whether the same person is still there after it: nothing is sent in somebody else's name.
pub async fn pause(session: u32) -> bool {
    const MOMENT_MS: i32 = 1_000;
    let wait = Promise::new(&mut |resolve, _| {
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, MOMENT_MS);
    });
    let _ = JsFuture::from(wait).await;
    SESSION.get() == session
}

/// Which log-in this is, of those this document has seen.
pub fn session() -> u32 {
    SESSION.get()
}

/// An id that no other call has, later ones greater.
fn new_id() -> String {
    let (one, two) = (Math::random().to_bits(), Math::random().to_bits());
    let mut random = [0; 10];
    random[..6].copy_from_slice(&one.to_le_bytes()[..6]);
    random[6..].copy_from_slice(&two.to_le_bytes()[..4]);
    uuid::Builder::from_unix_timestamp_millis(Date::now() as u64, &random)
        .into_uuid()
        .to_string()
}

/// Who wants to know that the session is over.
type Expired = Rc<dyn Fn()>;

thread_local! {
    static EXPIRED: RefCell<Option<Expired>> = const { RefCell::new(None) };
    static SESSION: Cell<u32> = const { Cell::new(0) };
}

/// Calls `act` when a call is refused because the session is over; none forgets it.
pub fn when_expired(act: Option<Expired>) {
    EXPIRED.set(act);
}

/// Another person from now on, or nobody: what was sent before is not sent again.
pub fn change_session() {
    SESSION.set(SESSION.get() + 1);
}

fn tell_expired(error: &ApiError) {
    if error.code == Code::Unauthenticated
        && let Some(act) = EXPIRED.with_borrow(Clone::clone)
    {
        act();
    }
}

async fn call_shell(name: &str, args: &str, request: Option<&str>) -> Result<String, ApiError> {
    let message = object(&[
        ("name", name.into()),
        ("args", args.into()),
        ("request", request.into()),
    ]);
    ask_shell("rpc", message).await
}

async fn call_server(name: &str, args: &str, request: Option<&str>) -> Result<String, ApiError> {
    let post = Request::post(&format!("/rpc/{name}"))
        .header("content-type", "application/json")
        .header("request-id", request.unwrap_or_default());
    let request = post
        .body(args)
        .map_err(|error| broken(&error.to_string()))?;
    answered(request.send().await.map_err(|_| unreachable_office())?).await
}

async fn answered(response: Response) -> Result<String, ApiError> {
    let ok = response.ok();
    let text = response.text().await.map_err(|_| unreachable_office())?;
    if ok {
        return Ok(text);
    }
    Err(
        serde_json::from_str(&text).unwrap_or_else(|_| match response.status() {
            // A proxy answers in the place of an office that starts again.
            502..=504 => unreachable_office(),
            status => broken(&format!("HTTP {status}")),
        }),
    )
}

/// Sends the bytes of a file; the answer hangs on nothing until a step or a ticket takes it.
pub async fn upload(name: &str, content: &Blob) -> Result<Attachment, ApiError> {
    let name = js_sys::encode_uri_component(name)
        .as_string()
        .unwrap_or_default();
    let reply = if on_the_desktop() {
        let bytes = JsFuture::from(content.array_buffer())
            .await
            .map_err(|error| refused(&error))?;
        let headers = object(&[("name", name.as_str().into())]);
        let options = object(&[("headers", headers)]);
        let reply = invoke("upload", Uint8Array::new(&bytes).into(), options).await;
        text_of(&reply.map_err(|error| refused(&error))?)
    } else {
        let request = Request::post(&format!("/files?name={name}")).body(content.clone());
        let request = request.map_err(|error| broken(&error.to_string()))?;
        answered(request.send().await.map_err(|_| unreachable_office())?).await?
    };
    serde_json::from_str(&reply).map_err(|error| broken(&format!("upload: {error}")))
}

/// Where the bytes of an attachment are read.
pub fn file_url(id: AttachmentId) -> String {
    if !on_the_desktop() {
        return format!("/files/{id}");
    }
    // WebView2 knows no scheme of ours: Tauri serves it there as a host.
    let on_windows = window()
        .navigator()
        .user_agent()
        .is_ok_and(|agent| agent.contains("Windows"));
    if on_windows {
        format!("http://attach.localhost/{id}")
    } else {
        format!("attach://localhost/{id}")
    }
}

/// Where the small picture of an attachment is read.
pub fn thumbnail_url(id: AttachmentId) -> String {
    format!("{}/thumbnail", file_url(id))
}

/// Opens an attachment with the system's own program, or in another tab of the browser.
pub fn open_file(id: AttachmentId) {
    if on_the_desktop() {
        spawn_local(async move {
            // What the system could not open, it tells the person itself.
            let _ = invoke(
                "open",
                object(&[("id", id.to_string().into())]),
                JsValue::UNDEFINED,
            )
            .await;
        });
    } else {
        let _ = window().open_with_url_and_target(&file_url(id), "_blank");
    }
}

/// Following the changes of the office, until dropped.
pub struct Following {
    alive: Rc<Cell<bool>>,
    stream: Option<EventSource>,
}

impl Drop for Following {
    fn drop(&mut self) {
        self.alive.set(false);
        if let Some(stream) = &self.stream {
            stream.close();
        }
    }
}

/// Calls `on_change` with each word of the office, and `on_break` when the stream breaks or heals.
pub fn follow_changes(
    on_change: impl Fn(&str) + 'static,
    on_break: impl Fn(bool) + 'static,
) -> Following {
    let alive = Rc::new(Cell::new(true));
    let (told, breaks, heals) = (alive.clone(), Rc::new(on_break), alive.clone());
    let changed = move |event: JsValue, held: &str| {
        if told.get() {
            let word = Reflect::get(&event, &held.into()).unwrap_or_default();
            on_change(&word.as_string().unwrap_or_default());
        }
    };
    if on_the_desktop() {
        let handler = Closure::new(move |event| changed(event, "payload"));
        // A listener costs nothing once `alive` is false; the shell keeps it until the window closes.
        let _ = listen_to("changes", &handler);
        handler.forget();
        return Following {
            alive,
            stream: None,
        };
    }
    let Ok(stream) = EventSource::new("/events") else {
        breaks(true);
        return Following {
            alive,
            stream: None,
        };
    };
    let healed = breaks.clone();
    let hears = |event: &str, act: Closure<dyn FnMut(JsValue)>| {
        let _ = stream.add_event_listener_with_callback(event, act.as_ref().unchecked_ref());
        act.forget();
    };
    hears("message", Closure::new(move |event| changed(event, "data")));
    hears("error", Closure::new(move |_| breaks(true)));
    hears(
        "open",
        Closure::new(move |_| {
            if heals.get() {
                healed(false);
            }
        }),
    );
    Following {
        alive,
        stream: Some(stream),
    }
}

/// Asks the person which file is the office: one that exists, or a new one. None when they give up.
pub async fn choose_place(existing: bool) -> Result<Option<String>, ApiError> {
    let message = object(&[("existing", existing.into())]);
    read_as("choose_place", &ask_shell("choose_place", message).await?)
}

/// Asks which file is the certificate authority's. None when they give up.
pub async fn choose_file() -> Result<Option<String>, ApiError> {
    read_as(
        "choose_file",
        &ask_shell("choose_file", JsValue::UNDEFINED).await?,
    )
}

/// Comes into an office that several workstations share.
pub async fn join(request: &JoinOffice) -> Result<(), ApiError> {
    let text = serde_json::to_string(request).map_err(|error| broken(&error.to_string()))?;
    let request = JSON::parse(&text).map_err(|error| refused(&error))?;
    ask_shell("join", object(&[("request", request)]))
        .await
        .map(drop)
}

async fn ask_shell(command: &str, message: JsValue) -> Result<String, ApiError> {
    let reply = invoke(command, message, JsValue::UNDEFINED).await;
    Ok(text_of(&reply.map_err(|error| refused(&error))?))
}

/// Sends a last word as the window closes; on the desktop the shell says it.
pub fn send_last(name: &str, args: &str) {
    if !on_the_desktop() {
        // A browser that refuses leaves it to time.
        let _ = window()
            .navigator()
            .send_beacon_with_opt_str(&format!("/rpc/{name}"), Some(args));
    }
}

/// A number of this window's own; the desktop has one window.
pub fn window_number() -> i64 {
    thread_local! {
        static NUMBER: i64 = if on_the_desktop() { 0 } else { (js_sys::Math::random() * 9e15) as i64 };
    }
    NUMBER.with(|number| *number)
}

/// Calls `on_open` with the number of a ticket that a notification of the system asks for.
pub fn follow_openings(on_open: impl Fn(i64) + 'static) {
    if !on_the_desktop() {
        return;
    }
    let handler = Closure::new(move |event: JsValue| {
        let number = Reflect::get(&event, &"payload".into())
            .ok()
            .and_then(|payload| payload.as_f64());
        if let Some(number) = number {
            on_open(number as i64);
        }
    });
    let _ = listen_to("open-ticket", &handler);
    handler.forget();
}

/// Puts a text in the clipboard.
pub fn copy(text: &str) {
    // A refused clipboard leaves the text selected where it is shown.
    let _ = window().navigator().clipboard().write_text(text);
}

/// The present instant, by the clock of this workstation.
pub fn now() -> Moment {
    DateTime::from_timestamp_millis(Date::now() as i64).unwrap_or_default()
}

/// An instant as the reader's own clock shows it, summer time included.
pub fn local(at: Moment) -> NaiveDateTime {
    let date = Date::new(&JsValue::from_f64(at.timestamp_millis() as f64));
    at.naive_utc() - TimeDelta::minutes(date.get_timezone_offset() as i64)
}

/// The instant at which the reader's own clock shows this.
pub fn from_local(at: NaiveDateTime) -> Moment {
    // The offset of the guess is that of the answer, but within an hour of a change of the clocks.
    let guess = at.and_utc();
    guess + (at - local(guess))
}

/// Whether the desktop shell holds this window.
pub fn on_the_desktop() -> bool {
    Reflect::has(&window(), &"__TAURI__".into()).unwrap_or(false)
}

fn object(entries: &[(&str, JsValue)]) -> JsValue {
    let entries: Array = entries
        .iter()
        .map(|(name, value)| Array::of2(&(*name).into(), value))
        .collect();
    Object::from_entries(&entries).map_or(JsValue::UNDEFINED, Into::into)
}

/// A text as it is, anything else as JSON.
fn text_of(value: &JsValue) -> String {
    value
        .as_string()
        .or_else(|| {
            JSON::stringify(value)
                .ok()
                .and_then(|text| text.as_string())
        })
        .unwrap_or_default()
}

fn refused(error: &JsValue) -> ApiError {
    let text = text_of(error);
    serde_json::from_str(&text).unwrap_or_else(|_| broken(&text))
}

fn broken(message: &str) -> ApiError {
    ApiError::new(Code::Broken, message)
}

fn unreachable_office() -> ApiError {
    ApiError::new(Code::Offline, "the office does not answer")
}
