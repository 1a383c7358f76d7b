//! The reception desk: who calls, what for, what is promised. Everything by keys, saved by one.

mod caller;
mod card;
mod form;
mod machines;
mod message;
mod newcomer;
mod opening;
mod promise;
mod reporter;
mod request;
mod similar;

use std::cell::RefCell;
use std::rc::Rc;

use guichet_api::ApiError;
use guichet_api::reception::{CallerFile, CallerKind, CallerSheet};
use guichet_api::tickets::GetDraft;
use guichet_domain::Channel;
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::prelude::use_navigator;

use crate::components::{
    Segment, Toast, Uploads, caps, focus_cards, pick, segments, use_incoming_files, use_toasts,
    use_uploads,
};
use crate::draft::{DraftKeeper, use_draft};
use crate::i18n::names;
use crate::keys::{Action, Screen, use_commands};
use crate::load::use_call;
use crate::route::Route;
use crate::session::{Session, use_session};
use crate::settled::use_kept;
use crate::shell::Page;
use crate::{bridge, browser, t};
use form::{Form, Typed, Who};
pub(crate) use message::MessageButton;
pub(crate) use request::{category_name, category_options};

/// Where the office keeps what is typed here.
pub const DRAFT: &str = "reception";

thread_local! {
    static EXPECTED: RefCell<Option<Who>> = const { RefCell::new(None) };
}

/// The request logged next is this person's, this company's or about this machine.
pub fn expect(kind: CallerKind, id: Uuid, name: String) {
    EXPECTED.set(Some(Who { kind, id, name }));
}

/// Everything the three columns share.
#[derive(Clone, PartialEq)]
struct Desk {
    form: UseReducerHandle<Form>,
    session: Session,
    /// What is known of who was found.
    file: Option<Rc<CallerFile>>,
    /// Why the last save was refused.
    error: UseStateHandle<Option<ApiError>>,
    uploads: Uploads,
    draft: DraftKeeper,
    /// Whether a save is on its way.
    busy: UseStateHandle<bool>,
    /// Whether the field of who reported it is unfolded.
    reports: UseStateHandle<bool>,
    /// The last ticket opened here.
    opened: UseStateHandle<Option<i64>>,
    /// Shows a toast.
    say: Callback<Toast>,
    /// Goes to a ticket.
    on_show: Callback<i64>,
    places: Places,
}

/// What keys go to.
#[derive(Clone, Default, PartialEq)]
struct Places {
    caller: NodeRef,
    machines: NodeRef,
    label: NodeRef,
    description: NodeRef,
    criticality: NodeRef,
    category: NodeRef,
    note: NodeRef,
    assignee: NodeRef,
    follows: NodeRef,
    files: NodeRef,
}

impl Desk {
    fn on<T: 'static>(&self, typed: fn(T) -> Typed) -> Callback<T> {
        let form = self.form.clone();
        Callback::from(move |value| form.dispatch(typed(value)))
    }

    /// Everything away, the focus back on who calls.
    fn clear(&self) {
        self.form.dispatch(Typed::Cleared);
        self.uploads.replace(Vec::new());
        self.error.set(None);
        self.reports.set(false);
        self.draft.forget();
        browser::focus(&self.places.caller);
    }

    fn show_newcomer(&self) {
        let company = self.file.as_ref().and_then(|file| file.company.as_ref());
        let company = company.map(|company| (company.id, company.name.clone()));
        let typed = if self.form.who.is_some() {
            ""
        } else {
            self.form.search.as_str()
        };
        self.form
            .dispatch(Typed::Newcomer(Some(form::newcomer_from(typed, company))));
    }
}

/// The reception desk.
#[component]
pub fn ReceptionPage() -> Html {
    let desk = use_desk();
    use_reception_keys(&desk);
    use_incoming_files(&desk.uploads);
    html! {
        <Page title={t!("shell-reception")} new_ticket=false tools={channels(&desk)}>
            <div class="desk">
                {caller::caller_column(&desk)}
                {request::request_column(&desk)}
                {promise::promise_column(&desk)}
            </div>
        </Page>
    }
}

#[hook]
fn use_desk() -> Desk {
    let form = use_reducer(Form::default);
    let uploads = use_uploads();
    let sheet = use_call(form.who.as_ref().map(form::Who::sheet));
    let file = use_same_caller(form.who.as_ref().map(form::Who::sheet), sheet.data);
    let content = Form {
        files: uploads.sent(),
        ..(*form).clone()
    };
    let draft = use_draft(DRAFT.to_owned(), (!content.is_empty()).then_some(&content));
    use_restored(&form, &uploads, &draft);
    let toasts = use_toasts();
    let navigator = use_navigator().expect("a page stands in a router");
    let error = use_state(|| None);
    use_forgiven(&form, &error);
    Desk {
        form,
        session: use_session(),
        file,
        error,
        uploads,
        draft,
        busy: use_state(|| false),
        reports: use_state(|| false),
        opened: use_state(|| None),
        say: Callback::from(move |toast| toasts.show(toast)),
        on_show: Callback::from(move |number| navigator.push(&Route::Ticket { number })),
        places: (*use_memo((), |()| Places::default())).clone(),
    }
}

/// The file of whoever was found, and never the one of the caller before.
#[hook]
fn use_same_caller(
    sheet: Option<CallerSheet>,
    data: Option<Rc<CallerFile>>,
) -> Option<Rc<CallerFile>> {
    let kept = use_kept(data.map(|file| Rc::new((sheet.clone(), file))));
    kept.filter(|kept| kept.0 == sheet && sheet.is_some())
        .map(|kept| kept.1.clone())
}

/// Brings back what was being typed, unless the keys were faster than the office.
#[hook]
fn use_restored(form: &UseReducerHandle<Form>, uploads: &Uploads, draft: &DraftKeeper) {
    let newest = use_mut_ref(|| form.clone());
    newest.replace(form.clone());
    let (uploads, draft) = (uploads.clone(), draft.clone());
    use_effect_with((), move |()| {
        let expected = EXPECTED.take();
        spawn_local(async move {
            let kept = kept_form().await;
            let form = newest.borrow().clone();
            let who_is_free =
                form.who.is_none() && kept.as_ref().is_none_or(|(_, body)| body.who.is_none());
            if let Some((text, body)) = kept.filter(|_| form.is_empty()) {
                draft.found(&text);
                uploads.replace(body.files.clone());
                form.dispatch(Typed::Restored(Box::new(Form {
                    files: Vec::new(),
                    ..body
                })));
            }
            if let Some(who) = expected.filter(|_| who_is_free) {
                form.dispatch(Typed::Found(who));
            }
        });
    });
}

/// What was being typed when the page was left. A draft that cannot be read leaves an empty form, and the
/// strip says that the office is out of reach.
async fn kept_form() -> Option<(serde_json::Value, Form)> {
    let key = DRAFT.to_owned();
    let kept = bridge::call(&GetDraft { key }).await.ok()??;
    let form = serde_json::from_str(&kept.body.to_string()).ok()?;
    Some((kept.body, form))
}

/// What was said wrong is not said any more once something is typed.
#[hook]
fn use_forgiven(form: &UseReducerHandle<Form>, error: &UseStateHandle<Option<ApiError>>) {
    let error = error.clone();
    use_effect_with((**form).clone(), move |_| {
        if error.is_some() {
            error.set(None);
        }
    });
}

fn channels(desk: &Desk) -> Html {
    let cap = |action| {
        Screen::Reception
            .chord(action)
            .map(caps)
            .unwrap_or_default()
    };
    let options = vec![
        Segment::new(Channel::Phone, names::channel(Channel::Phone))
            .with_icon("phone")
            .with_cap(cap(Action::Phone)),
        Segment::new(Channel::WalkIn, names::channel(Channel::WalkIn))
            .with_icon("walkin")
            .with_cap(cap(Action::WalkIn)),
    ];
    segments(
        t!("reception-channel"),
        options,
        desk.form.channel,
        desk.on(Typed::Channel),
    )
}

/// What may always be done here.
const OFFERS: [Action; 16] = [
    Action::Phone,
    Action::WalkIn,
    Action::Caller,
    Action::NewContact,
    Action::Reporter,
    Action::Equipment,
    Action::NewEquipment,
    Action::Label,
    Action::Description,
    Action::Criticality,
    Action::Category,
    Action::Note,
    Action::Assignee,
    Action::Follows,
    Action::Attach,
    Action::Confirm,
];

#[hook]
fn use_reception_keys(desk: &Desk) {
    let navigator = use_navigator().expect("a page stands in a router");
    let mut offers = OFFERS.to_vec();
    offers.extend(desk.opened.map(|_| Action::Open));
    if !(desk.form.is_empty() && desk.uploads.is_empty()) {
        offers.push(Action::Back);
    }
    let desk = desk.clone();
    use_commands(Screen::Reception, &offers, move |action| {
        let places = &desk.places;
        match action {
            Action::Phone => desk.form.dispatch(Typed::Channel(Channel::Phone)),
            Action::WalkIn => desk.form.dispatch(Typed::Channel(Channel::WalkIn)),
            Action::Caller => browser::focus(&places.caller),
            Action::NewContact => desk.show_newcomer(),
            Action::Reporter => reporter::unfold(&desk),
            Action::Equipment => focus_cards(&places.machines),
            Action::NewEquipment => machines::unfold(&desk),
            Action::Label => browser::focus(&places.label),
            Action::Description => browser::focus(&places.description),
            Action::Criticality => focus_cards(&places.criticality),
            Action::Category => browser::focus(&places.category),
            Action::Note => browser::focus(&places.note),
            Action::Assignee => focus_cards(&places.assignee),
            Action::Follows => press(&places.follows),
            Action::Attach => pick(&places.files),
            Action::Confirm => opening::open(&desk),
            Action::Open => opening::show_last(&desk, &navigator),
            _ => desk.clear(),
        }
    });
}

fn press(button: &NodeRef) {
    if let Some(button) = button.cast::<web_sys::HtmlElement>() {
        button.click();
    }
}
