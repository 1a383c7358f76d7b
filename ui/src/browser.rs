//! The window and the document, without JavaScript values: focus, the memory of this
//! workstation, attributes of the page, where things stand. Calls to the office are in `bridge`.

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{
    DataTransfer, Document, Element, Event, File, HtmlElement, HtmlInputElement, KeyboardEvent,
    Node, ScrollIntoViewOptions, ScrollLogicalPosition, Window,
};
use yew::NodeRef;

use crate::keys::chord::Stroke;

/// The window. The interface runs nowhere else.
pub fn window() -> Window {
    web_sys::window().expect("the interface runs in a window")
}

/// The document of the window.
pub fn document() -> Document {
    window().document().expect("a window has a document")
}

/// The body, where what floats is drawn.
pub fn body() -> Element {
    document().body().expect("index.html has a body").into()
}

/// Gives the focus to an element; nothing when it is not on the page.
pub fn focus(node: &NodeRef) {
    if let Some(element) = node.cast::<HtmlElement>() {
        focus_element(&element);
    }
}

/// Gives the focus to the element of this id.
pub fn focus_id(id: &str) {
    if let Some(element) = document()
        .get_element_by_id(id)
        .and_then(|found| found.dyn_into().ok())
    {
        focus_element(&element);
    }
}

/// Brings the element of this id in sight, moving as little as it can.
pub fn show(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Gives the focus to the element that had it before something floated over the page.
pub fn focus_element(element: &HtmlElement) {
    // A refused focus leaves it where it was, which is what the reader sees.
    let _ = element.focus();
}

/// The element that has the focus.
pub fn focused() -> Option<HtmlElement> {
    document().active_element()?.dyn_into().ok()
}

/// What can take the focus under `root`, in order.
pub fn focusable(root: &NodeRef) -> Vec<HtmlElement> {
    const REACHABLE: &str = "a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), \
        textarea:not([disabled]), [tabindex]:not([tabindex='-1'])";
    matching(root, REACHABLE)
}

/// The elements under `root` that match `selector`, in order.
pub fn matching(root: &NodeRef, selector: &str) -> Vec<HtmlElement> {
    let found = root
        .cast::<Element>()
        .and_then(|root| root.query_selector_all(selector).ok());
    let Some(found) = found else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|index| found.get(index)?.dyn_into().ok())
        .collect()
}

/// Whether an event happened inside one of these elements.
pub fn happened_in(event: &Event, nodes: &[&NodeRef]) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Node>().ok());
    nodes
        .iter()
        .filter_map(|node| node.get())
        .any(|node| node.contains(target.as_ref()))
}

/// Whether an event happened in something that floats: what hung from it later is not outside it.
pub fn floats(event: &Event) -> bool {
    is_within(event, ".floating")
}

/// Whether an event happened in an element that matches `selector`.
pub fn is_within(event: &Event, selector: &str) -> bool {
    let element = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| element.closest(selector).is_ok_and(|found| found.is_some()))
}

/// Whether keys are being typed into a field.
pub fn in_field(event: &Event) -> bool {
    let Some(element) = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlElement>().ok())
    else {
        return false;
    };
    // Nothing is typed into a box that is ticked or chosen.
    let ticked = matches!(
        element.get_attribute("type").as_deref(),
        Some("radio" | "checkbox")
    );
    !ticked && matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
        || element.is_content_editable()
}

/// Whether the focus is on something that Enter or the space bar work by themselves.
pub fn on_a_control(event: &Event) -> bool {
    const CONTROLS: &str =
        "button, a[href], summary, [role=checkbox], [role=switch], [role=tab], [role=radio]";
    is_within(event, CONTROLS)
}

/// A press as the browser tells it.
pub fn stroke(event: &KeyboardEvent) -> Stroke {
    Stroke {
        key: event.key(),
        code: event.code(),
        ctrl: event.ctrl_key(),
        meta: event.meta_key(),
        alt: event.alt_key(),
        alt_gr: event.get_modifier_state("AltGraph"),
        shift: event.shift_key(),
    }
}

/// Listens on the window until dropped, able to prevent what the browser would do.
pub fn listen(event: &'static str, act: impl FnMut(&Event) + 'static) -> EventListener {
    let options = EventListenerOptions {
        passive: false,
        ..EventListenerOptions::default()
    };
    EventListener::new_with_options(&window(), event, options, act)
}

/// The width of the window, in pixels.
pub fn width() -> f64 {
    window()
        .inner_width()
        .ok()
        .and_then(|width| width.as_f64())
        .unwrap_or(1280.0)
}

/// Whether the system prefers dark.
pub fn prefers_dark() -> bool {
    window()
        .match_media("(prefers-color-scheme: dark)")
        .is_ok_and(|query| query.is_some_and(|query| query.matches()))
}

/// What this workstation remembers under `key`.
pub fn remembered(key: &str) -> Option<String> {
    window().local_storage().ok()??.get_item(key).ok()?
}

/// Keeps a choice on this workstation; where storage is refused it lasts until the window closes.
pub fn remember(key: &str, value: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.set_item(key, value);
    }
}

/// Forgets what this workstation remembers under `key`.
pub fn forget(key: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.remove_item(key);
    }
}

/// Every key that begins so, with what this workstation remembers under it.
pub fn remembered_under(prefix: &str) -> Vec<(String, String)> {
    let Ok(Some(storage)) = window().local_storage() else {
        return Vec::new();
    };
    let keys = (0..storage.length().unwrap_or(0)).filter_map(|place| storage.key(place).ok()?);
    keys.filter(|key| key.starts_with(prefix))
        .filter_map(|key| remembered(&key).map(|value| (key, value)))
        .collect()
}

/// What this window remembers under `key` until it closes, its document loaded again or not.
pub fn kept(key: &str) -> Option<String> {
    window().session_storage().ok()??.get_item(key).ok()?
}

/// Keeps a value in this window, or forgets it.
pub fn keep(key: &str, value: Option<&str>) {
    let Ok(Some(storage)) = window().session_storage() else {
        return;
    };
    let _ = match value {
        Some(value) => storage.set_item(key, value),
        None => storage.remove_item(key),
    };
}

/// Loads the document again: nothing that was in its memory stays.
pub fn reload() {
    let _ = window().location().reload();
}

/// The address of the first page, without going there.
pub fn forget_address() {
    let _ = window().location().set_hash("");
}

/// Sets or takes away an attribute of the page itself.
pub fn set_root_attribute(name: &str, value: Option<&str>) {
    let Some(root) = document().document_element() else {
        return;
    };
    let _ = match value {
        Some(value) => root.set_attribute(name, value),
        None => root.remove_attribute(name),
    };
}

/// Where something that hangs from an element goes: lengths of CSS, in pixels or `auto`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hung {
    /// From the left edge of the window.
    pub left: String,
    /// From its right edge.
    pub right: String,
    /// From its top.
    pub top: String,
    /// From its bottom.
    pub bottom: String,
    /// How high it may be.
    pub room: String,
    /// How wide it is at least.
    pub least: String,
}

/// Where something that hangs from `anchor` goes: under it, or above when there is more room.
pub fn hang_from(anchor: &NodeRef) -> Hung {
    let Some(rect) = anchor
        .cast::<Element>()
        .map(|anchor| anchor.get_bounding_client_rect())
    else {
        return Hung::default();
    };
    let (width, height) = (width(), height());
    let auto = || "auto".to_owned();
    let px = |length: f64| format!("{}px", length.round() as i32);
    let (left, right) = if rect.left() > width / 2.0 {
        (auto(), px(width - rect.right()))
    } else {
        (px(rect.left()), auto())
    };
    let (top, bottom, room) = if rect.top() > height * 0.6 {
        (auto(), px(height - rect.top() + 4.0), px(rect.top() - 12.0))
    } else {
        let below = rect.bottom();
        (px(below + 4.0), auto(), px(height - below - 12.0))
    };
    Hung {
        left,
        right,
        top,
        bottom,
        room,
        least: px(rect.width()),
    }
}

/// How high the window's inside is, in pixels.
fn height() -> f64 {
    let height = window().inner_height().ok();
    height.and_then(|height| height.as_f64()).unwrap_or(800.0)
}

/// What the field of this id holds; nothing when it is not there.
pub fn typed(id: &str) -> String {
    input(id).map(|field| field.value()).unwrap_or_default()
}

/// Puts a text in the field of this id.
pub fn type_in(id: &str, text: &str) {
    if let Some(field) = input(id) {
        field.set_value(text);
    }
}

fn input(id: &str) -> Option<HtmlInputElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// The files pasted or dropped, pictures of the clipboard included.
pub fn files_of(transfer: Option<&DataTransfer>) -> Vec<File> {
    let Some(files) = transfer.and_then(DataTransfer::files) else {
        return Vec::new();
    };
    (0..files.length())
        .filter_map(|index| files.get(index))
        .collect()
}

/// Whether keys are those of a Mac.
pub fn on_a_mac() -> bool {
    thread_local! {
        static MAC: bool = window().navigator().user_agent().is_ok_and(|agent| agent.contains("Mac OS"));
    }
    MAC.with(|mac| *mac)
}
