//! The office's name and its administrator: the second half of a first start.

use guichet_api::ApiError;
use guichet_api::session::SetUp;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{form, ways};
use crate::bridge;
use crate::browser;
use crate::components::{TextField, alert};
use crate::{i18n, refusals, t};

const FIELDS: [&str; 5] = ["office", "first_name", "last_name", "login", "password"];

/// Where it leads.
#[derive(Properties, PartialEq)]
pub struct OfficeFormProps {
    /// The office is there.
    pub on_ready: Callback<()>,
    /// Back to the choice.
    pub on_back: Callback<()>,
}

/// What is typed, by field.
#[derive(Clone, Default, PartialEq)]
struct Typed {
    fields: [String; 5],
    again: String,
}

impl Typed {
    fn request(&self) -> SetUp {
        let [office, first_name, last_name, login, password] = self.fields.clone();
        SetUp {
            office,
            language: i18n::language(),
            first_name,
            last_name,
            login,
            password,
            demo_tickets: 0,
        }
    }
}

/// The office and its administrator.
#[component]
pub fn OfficeForm(props: &OfficeFormProps) -> Html {
    let typed = use_state(Typed::default);
    let error = use_state(|| None::<ApiError>);
    let differs = use_state(|| false);
    let on_submit = {
        let (typed, error, differs) = (typed.clone(), error.clone(), differs.clone());
        let on_ready = props.on_ready.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let differ = typed.fields[4] != typed.again;
            differs.set(differ);
            if differ {
                return browser::focus_id("again");
            }
            set_up(typed.request(), error.clone(), on_ready.clone());
        })
    };
    let on_again = Callback::from({
        let typed = typed.clone();
        move |text| {
            typed.set(Typed {
                again: text,
                ..(*typed).clone()
            })
        }
    });
    let field = |index: usize, label: String| Field::new(index, label, &typed, &error);
    let elsewhere = refusals::elsewhere((*error).as_ref(), &FIELDS);
    let fields = html! {
        <>
            {field(0, t!("first-office")).focused().draw()}
            <div class="two">{field(1, t!("first-first-name")).draw()}{field(2, t!("first-last-name")).draw()}</div>
            {field(3, t!("first-login")).hint(t!("first-login-hint")).draw()}
            <div class="two">
                {field(4, t!("first-password")).hint(t!("first-password-hint")).draw()}
                <TextField
                    id="again" kind="password" label={t!("first-again")} value={typed.again.clone()} on_input={on_again}
                    autocomplete="new-password" error={differs.then(|| AttrValue::from(t!("first-again-differs")))}
                />
            </div>
            {alert(elsewhere)}
        </>
    };
    let words = (t!("first-admin-title"), t!("first-admin-lead"));
    let foot = ways(&props.on_back, t!("first-create"));
    form("office-title", words, on_submit, fields, foot)
}

/// One field of the form, before it is drawn.
struct Field {
    index: usize,
    label: String,
    hint: Option<String>,
    focused: bool,
    typed: UseStateHandle<Typed>,
    error: Option<AttrValue>,
}

impl Field {
    fn new(
        index: usize,
        label: String,
        typed: &UseStateHandle<Typed>,
        error: &UseStateHandle<Option<ApiError>>,
    ) -> Self {
        let error = refusals::of_field((**error).as_ref(), FIELDS[index]);
        Self {
            index,
            label,
            hint: None,
            focused: false,
            typed: typed.clone(),
            error,
        }
    }

    fn hint(self, hint: String) -> Self {
        Self {
            hint: Some(hint),
            ..self
        }
    }

    fn focused(self) -> Self {
        Self {
            focused: true,
            ..self
        }
    }

    fn draw(self) -> Html {
        let (typed, index) = (self.typed.clone(), self.index);
        let on_input = Callback::from(move |text: String| {
            let mut next = (*typed).clone();
            next.fields[index] = text;
            typed.set(next);
        });
        let is_password = FIELDS[index] == "password";
        html! {
            <TextField
                id={FIELDS[index]} label={self.label} hint={self.hint.map(AttrValue::from)} focused={self.focused}
                kind={if is_password { "password" } else { "text" }} autocomplete={if is_password { "new-password" } else { "off" }}
                value={self.typed.fields[index].clone()} error={self.error} {on_input}
            />
        }
    }
}

fn set_up(request: SetUp, error: UseStateHandle<Option<ApiError>>, on_ready: Callback<()>) {
    spawn_local(async move {
        match bridge::call(&request).await {
            Ok(_) => on_ready.emit(()),
            Err(refusal) => {
                let first = FIELDS
                    .into_iter()
                    .find(|field| refusal.fields.contains_key(*field));
                error.set(Some(refusal));
                if let Some(field) = first {
                    browser::focus_id(field);
                }
            }
        }
    });
}
