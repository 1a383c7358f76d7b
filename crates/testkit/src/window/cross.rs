//! The cross of a window: what the window manager sends when a person clicks on it. The display of a test has no manager.

use std::error::Error;

use x11rb::connection::Connection;
use x11rb::protocol::xproto::{
    AtomEnum, ClientMessageEvent, ConnectionExt, EventMask, MapState, Window,
};
use x11rb::rust_connection::RustConnection;

/// Asks the visible window of one of these processes to close; gives the process.
pub(super) fn click(processes: &[u32]) -> Result<Option<u32>, Box<dyn Error>> {
    let (display, screen) = x11rb::connect(None)?;
    let atom = |name: &str| -> Result<_, Box<dyn Error>> {
        let asked = display.intern_atom(false, name.as_bytes())?;
        Ok(asked.reply()?.atom)
    };
    let (owner, protocols) = (atom("_NET_WM_PID")?, atom("WM_PROTOCOLS")?);
    let close = atom("WM_DELETE_WINDOW")?;
    let root = display.setup().roots[screen].root;
    for window in display.query_tree(root)?.reply()?.children {
        let process = owner_of(&display, window, owner).filter(|id| processes.contains(id));
        if process.is_some() {
            let message = ClientMessageEvent::new(32, window, protocols, [close, 0, 0, 0, 0]);
            display
                .send_event(false, window, EventMask::NO_EVENT, message)?
                .check()?;
            return Ok(process);
        }
    }
    Ok(None)
}

/// The process of a window that is seen; none for one that has just gone.
fn owner_of(display: &RustConnection, window: Window, owner: u32) -> Option<u32> {
    let state = display.get_window_attributes(window).ok()?.reply().ok()?;
    let owned = display.get_property(false, window, owner, AtomEnum::CARDINAL, 0, 1);
    let owned = owned.ok()?.reply().ok()?;
    let process = owned.value32()?.next()?;
    (state.map_state == MapState::VIEWABLE).then_some(process)
}
