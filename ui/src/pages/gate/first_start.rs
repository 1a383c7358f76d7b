//! First start: this workstation, the office's own database, or a demonstration office. The
//! design's fourth choice appears with what it leads to.

use std::rc::Rc;

use guichet_api::ApiError;
use guichet_api::session::{LogOut, OfficeState, SetUp};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::join::Join;
use super::log_in::Languages;
use super::office_form::OfficeForm;
use super::place::PlaceField;
use super::{form, onwards, refused};
use crate::bridge;
use crate::browser;
use crate::components::{Tone, icon, notice};
use crate::keys::{Action, Screen, use_keys};
use crate::{i18n, t};

/// Tickets of the demonstration office.
const DEMO_TICKETS: u32 = 1_200;

#[derive(Clone, Copy, PartialEq)]
enum Choice {
    Here,
    Shared,
    Demo,
}

impl Choice {
    const fn id(self) -> &'static str {
        match self {
            Self::Here => "first-here",
            Self::Shared => "first-shared",
            Self::Demo => "first-demo",
        }
    }
}

#[derive(Clone, PartialEq)]
enum Step {
    Choosing,
    Naming,
    Joining,
    Writing,
}

/// What is known before an office is.
#[derive(Properties, PartialEq)]
pub struct FirstStartProps {
    /// Where it will be.
    pub office: Rc<OfficeState>,
    /// The door is asked again: it now has people to let in.
    pub on_ready: Callback<()>,
}

/// First start.
#[component]
pub fn FirstStart(props: &FirstStartProps) -> Html {
    let choice = use_state(|| Choice::Here);
    let step = use_state(|| Step::Choosing);
    let error = use_state(|| None::<ApiError>);
    {
        let (choice, step) = (choice.clone(), step.clone());
        use_keys(Screen::Gate, false, move |action| match action {
            Action::Digit1 => pick(&choice, &step, Choice::Here),
            Action::Digit2 if bridge::on_the_desktop() => pick(&choice, &step, Choice::Shared),
            Action::Digit2 | Action::Digit3 => pick(&choice, &step, Choice::Demo),
            Action::Back => {
                step.set(Step::Choosing);
                true
            }
            _ => false,
        });
    }
    // Enter goes on from the choice in force, whose box holds the focus.
    use_effect_with((*choice, *step == Step::Choosing), |(choice, choosing)| {
        if *choosing {
            browser::focus_id(choice.id());
        }
    });
    let on_back = Callback::from({
        let step = step.clone();
        move |()| step.set(Step::Choosing)
    });
    match *step {
        Step::Naming => html! { <OfficeForm on_ready={props.on_ready.clone()} {on_back} /> },
        Step::Joining => html! { <Join on_ready={props.on_ready.clone()} {on_back} /> },
        Step::Choosing | Step::Writing => choosing(&choice, &step, &error, props),
    }
}

fn pick(choice: &UseStateHandle<Choice>, step: &UseStateHandle<Step>, value: Choice) -> bool {
    let picks = **step == Step::Choosing;
    if picks {
        choice.set(value);
    }
    picks
}

fn choosing(
    choice: &UseStateHandle<Choice>,
    step: &UseStateHandle<Step>,
    error: &UseStateHandle<Option<ApiError>>,
    props: &FirstStartProps,
) -> Html {
    let on_submit = {
        let (choice, step, error, on_ready) = (
            choice.clone(),
            step.clone(),
            error.clone(),
            props.on_ready.clone(),
        );
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            match *choice {
                Choice::Here => step.set(Step::Naming),
                Choice::Shared => step.set(Step::Joining),
                Choice::Demo => write_demo(step.clone(), error.clone(), on_ready.clone()),
            }
        })
    };
    let writing = **step == Step::Writing;
    let fields = html! {
        <>
                <div class="gate-choices" role="radiogroup" aria-labelledby="first">
                    {card(choice, Choice::Here, "monitor", t!("first-here"), t!("first-here-note"), "1")}
                    if bridge::on_the_desktop() {
                        {card(choice, Choice::Shared, "server", t!("first-shared"), t!("first-shared-note"), "2")}
                    }
                    {card(choice, Choice::Demo, "bulb", t!("first-demo"), t!("first-demo-note", count = DEMO_TICKETS), if bridge::on_the_desktop() { "3" } else { "2" })}
                </div>
                if **choice != Choice::Shared {
                    <PlaceField path={props.office.place.clone()} on_moved={props.on_ready.clone()} />
                    <p class="hint">{t!("first-backup")}</p>
                }
                if writing {
                    {notice(Tone::Info, Some("refresh"), html! { {t!("first-working")} }, Html::default())}
                }
                {refused(error)}
        </>
    };
    let on = match **choice {
        Choice::Shared => t!("first-go"),
        Choice::Here | Choice::Demo => t!("first-create"),
    };
    let foot = html! { <><Languages />{onwards(on, "push", writing)}</> };
    let words = (t!("first-title"), t!("first-lead"));
    form("first", words, on_submit, fields, foot)
}

fn card(
    choice: &UseStateHandle<Choice>,
    value: Choice,
    pictogram: &'static str,
    title: String,
    note: String,
    cap: &'static str,
) -> Html {
    let checked = **choice == value;
    let on_change = Callback::from({
        let choice = choice.clone();
        move |_: Event| choice.set(value)
    });
    html! {
        <label class="gate-choice choice" data-checked={checked.then_some("")}>
            <input id={value.id()} class="sr" type="radio" name="first" checked={checked} onchange={on_change} />
            {icon(pictogram)}<span class="stack"><b>{title}</b><span class="muted">{note}</span></span><kbd class="kbd">{cap}</kbd>
        </label>
    }
}

fn write_demo(
    step: UseStateHandle<Step>,
    error: UseStateHandle<Option<ApiError>>,
    on_ready: Callback<()>,
) {
    step.set(Step::Writing);
    spawn_local(async move {
        let request = SetUp {
            office: String::new(),
            language: i18n::language(),
            first_name: String::new(),
            last_name: String::new(),
            login: String::new(),
            password: String::new(),
            demo_tickets: DEMO_TICKETS,
        };
        match bridge::call(&request).await {
            Ok(_) => {
                let _ = bridge::call(&LogOut {}).await;
                on_ready.emit(());
            }
            Err(refusal) => {
                step.set(Step::Choosing);
                error.set(Some(refusal));
            }
        }
    });
}
