//! A message left on a ticket one sees as a card only: an internal step for whoever treats it. Whoever
//! reads the ticket itself writes on its own page.

use guichet_api::ApiError;
use guichet_api::reception::Card;
use guichet_api::tickets::{GetDraft, LeaveMessage};
use guichet_domain::{Ground, Relation, Verb};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::components::{Button, Dialog, Kind, TextField, Toast, Toasts, foot, use_toasts};
use crate::draft::{DraftKeeper, use_draft};
use crate::session::{Session, use_session};
use crate::{bridge, refusals, t};

/// On which ticket.
#[derive(Properties, PartialEq)]
pub struct MessageProps {
    /// Its card.
    pub card: Card,
}

/// The button on a card, for who may leave a message and may not read the ticket.
#[component]
pub fn MessageButton(props: &MessageProps) -> Html {
    let session = use_session();
    let open = use_state(|| false);
    if !leaves_only(&session, &props.card) {
        return Html::default();
    }
    let set = |value: bool| {
        let open = open.clone();
        move || open.set(value)
    };
    let (opening, closing) = (set(true), set(false));
    let label = t!("message-leave-on", number = props.card.number.to_string());
    html! {
        <>
            <Button class="small square" kind={Kind::Quiet} icon="chat" opens="dialog" {label} on_click={move |_| opening()} />
            if *open { <MessageDialog card={props.card.clone()} on_close={move |()| closing()} /> }
        </>
    }
}

/// A card does not say who logged its ticket: its own receptionist is offered the message too.
fn leaves_only(session: &Session, card: &Card) -> bool {
    let ground = Ground {
        status: card.status,
        relation: Relation {
            assignee: card.assignee_id == Some(session.me.staff.id),
            ..Relation::default()
        },
    };
    let actor = session.actor();
    actor.may(Verb::LeaveMessage, ground) && !actor.may(Verb::See, ground)
}

#[derive(Properties, PartialEq)]
struct MessageDialogProps {
    card: Card,
    on_close: Callback<()>,
}

/// What is being written.
#[derive(Clone)]
struct Writing {
    text: UseStateHandle<String>,
    error: UseStateHandle<Option<ApiError>>,
    busy: UseStateHandle<bool>,
    draft: DraftKeeper,
    toasts: Toasts,
    on_close: Callback<()>,
}

impl Writing {
    fn send(&self, number: i64, said: String) {
        if *self.busy {
            return;
        }
        self.busy.set(true);
        let writing = self.clone();
        let request = LeaveMessage {
            number,
            body: (*self.text).clone(),
            attachments: Vec::new(),
        };
        spawn_local(async move {
            let answer = bridge::call(&request).await;
            writing.busy.set(false);
            match answer {
                Ok(_) => {
                    writing.draft.forget();
                    writing.on_close.emit(());
                    writing.toasts.show(Toast::done(said));
                }
                Err(refusal) => writing.error.set(Some(refusal)),
            }
        });
    }
}

#[hook]
fn use_writing(props: &MessageDialogProps) -> Writing {
    let text = use_state(String::new);
    let key = format!("message:{}", props.card.number);
    let draft = use_draft(key.clone(), (!text.trim().is_empty()).then_some(&*text));
    use_restored(key, &text, &draft);
    Writing {
        text,
        error: use_state(|| None),
        busy: use_state(|| false),
        draft,
        toasts: use_toasts(),
        on_close: props.on_close.clone(),
    }
}

/// Brings back what was left unsent, unless the keys were faster than the office.
#[hook]
fn use_restored(key: String, text: &UseStateHandle<String>, draft: &DraftKeeper) {
    let newest = use_mut_ref(|| text.clone());
    newest.replace(text.clone());
    let draft = draft.clone();
    use_effect_with((), move |()| {
        spawn_local(async move {
            // A draft that cannot be read leaves an empty field, and the strip says that the office is out of reach.
            let Ok(Some(kept)) = bridge::call(&GetDraft { key }).await else {
                return;
            };
            let text = newest.borrow().clone();
            if let Some(body) = kept.body.as_str().filter(|_| text.is_empty()) {
                draft.found(&kept.body);
                text.set(body.to_owned());
            }
        });
    });
}

/// The message; a refused one stays where it was typed, one left unsent comes back.
#[component]
fn MessageDialog(props: &MessageDialogProps) -> Html {
    let writing = use_writing(props);
    let session = use_session();
    let card = &props.card;
    let reader = card.assignee_id.map(|id| session.name_of(id));
    let reader = reader.unwrap_or_else(|| t!("message-whoever"));
    let lead = t!(
        "message-lead",
        label = card.label.clone(),
        name = reader.clone()
    );
    let on_confirm = {
        let (writing, number) = (writing.clone(), card.number);
        Callback::from(move |()| {
            let said = t!(
                "message-left",
                number = number.to_string(),
                name = reader.clone()
            );
            writing.send(number, said);
        })
    };
    let foot = foot(
        &props.on_close,
        &on_confirm,
        (Kind::Primary, t!("message-send")),
        *writing.busy,
    );
    let error = (*writing.error).as_ref();
    let wrong = refusals::of_field(error, "body")
        .or(refusals::elsewhere(error, &["body"]).map(AttrValue::from));
    let text = writing.text.clone();
    let on_input = Callback::from(move |typed| text.set(typed));
    html! {
        <Dialog title={t!("message-leave")} {lead} class="small-dialog" on_close={props.on_close.clone()} {on_confirm} {foot}>
            <TextField id="message" label={t!("message-text")} rows=4 value={(*writing.text).clone()} {on_input} error={wrong} />
        </Dialog>
    }
}
