//! The kit: what draws. A component knows its states and never its place; pages compose them.
//!
//! Markup and classes are those of `static/components.css`.

mod avatar;
mod button;
mod checkbox;
mod choices;
mod combobox;
mod dialog;
mod empty;
mod field;
mod floating;
mod form;
mod icon;
mod loaded;
mod mark;
mod menu;
mod notice;
mod segments;
mod skeleton;
mod tabs;
mod toasts;
mod uploads;

pub use avatar::avatar;
pub use button::{Button, Kind, caps};
pub use checkbox::{checkbox, switch, tick_box};
pub use choices::{Card, Group, cards, focus_cards};
pub use combobox::{Choice, Combobox};
pub use dialog::{Dialog, foot};
pub use empty::empty;
pub use field::{SelectField, TextField, error_line, field};
pub use floating::Floating;
pub use form::{Form, setter, use_form};
pub use icon::{icon, shape};
pub use loaded::{failed, loaded, missing};
pub use mark::{
    channel_icon, channel_mark, criticality_mark, intervention_mark, priority_mark, status_mark,
    status_slug,
};
pub use menu::{Menu, MenuItem};
pub use notice::{Tone, alert, notice, strip};
pub use segments::{Segment, segments};
pub use skeleton::skeleton_rows;
pub use tabs::{Tab, Tabs};
pub use toasts::{Toast, Toasts, ToastsProvider, use_toasts};
pub use uploads::{
    UploadButton, Uploads, pick, upload_chips, use_incoming, use_incoming_files, use_uploads,
};
