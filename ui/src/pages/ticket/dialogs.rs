//! What opens over the page: a picture, a reason to give, another ticket to find. The tests open each of them.

use guichet_domain::{AttachmentId, Stage, StepId};
use yew::prelude::*;

use super::conflict::ConflictDialog;
use super::desk::{Desk, DeskProps};
use super::files::Preview;
use super::joining::{LinkDialog, MergeDialog, SplitDialog};
use crate::components::{self, Dialog, Kind, Segment, TextField, segments};
use crate::i18n::names;
use crate::{refusals, t};

/// What is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TicketDialog {
    /// A picture, whole.
    Preview(AttachmentId),
    /// The reason of a rejection.
    Reject,
    /// The ticket to merge into.
    Merge,
    /// The ticket to link to.
    Link,
    /// The title of what leaves from a step on.
    Split(StepId),
}

/// Draws what is open.
pub fn draw(desk: &Desk) -> Html {
    if let Some(meeting) = (*desk.meeting).clone() {
        let version = meeting.version;
        return html! { <ConflictDialog key={version} desk={desk.clone()} {meeting} /> };
    }
    match *desk.dialog {
        None => Html::default(),
        Some(TicketDialog::Preview(id)) => {
            let file = desk.sheet.attachments.iter().find(|file| file.id == id);
            file.map(|file| html! { <Preview desk={desk.clone()} file={file.clone()} /> })
                .unwrap_or_default()
        }
        Some(TicketDialog::Reject) => html! { <RejectDialog desk={desk.clone()} /> },
        Some(TicketDialog::Merge) => html! { <MergeDialog desk={desk.clone()} /> },
        Some(TicketDialog::Link) => html! { <LinkDialog desk={desk.clone()} /> },
        Some(TicketDialog::Split(step)) => html! { <SplitDialog desk={desk.clone()} {step} /> },
    }
}

/// The two buttons of a dialog's foot.
pub fn foot(desk: &Desk, words: String, kind: Kind, on_confirm: &Callback<()>) -> Html {
    components::foot(&closer(desk), on_confirm, (kind, words), *desk.busy)
}

/// Closes what is open.
pub fn closer(desk: &Desk) -> Callback<()> {
    let dialog = desk.dialog.clone();
    Callback::from(move |()| dialog.set(None))
}

/// Why it will not be done.
#[component]
fn RejectDialog(props: &DeskProps) -> Html {
    let desk = &props.desk;
    let reason = use_state(String::new);
    let stage = use_state(|| Stage::Rejected);
    let on_confirm = {
        let (desk, reason, stage) = (desk.clone(), reason.clone(), stage.clone());
        Callback::from(move |()| desk.reject(*stage, (*reason).clone()))
    };
    let options = vec![
        Segment::new(Stage::Rejected, t!("reject-by-office")),
        Segment::new(Stage::Cancelled, t!("reject-by-client")),
    ];
    let on_input = Callback::from({
        let reason = reason.clone();
        move |text| reason.set(text)
    });
    let on_stage = Callback::from({
        let stage = stage.clone();
        move |chosen| stage.set(chosen)
    });
    let error = (*desk.refusal).as_ref();
    let elsewhere = refusals::elsewhere(error, &["reason"]).map(AttrValue::from);
    html! {
        <Dialog
            title={t!("key-reject")} lead={t!("reject-lead", status = names::status(guichet_domain::Status::Rejected))} on_close={closer(desk)}
            on_confirm={on_confirm.clone()} foot={foot(desk, t!("key-reject"), Kind::Danger, &on_confirm)} class="small-dialog" body_class="stack"
        >
            <TextField id="reason" label={t!("fact-reason")} rows=3 value={(*reason).clone()} {on_input} error={refusals::of_field(error, "reason").or(elsewhere)} />
            {segments(t!("fact-stage"), options, *stage, on_stage)}
        </Dialog>
    }
}
