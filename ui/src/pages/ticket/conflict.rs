//! What two people changed at once, side by side: one chooses yours, theirs, or both where it is a text.

use std::collections::BTreeMap;
use std::rc::Rc;

use guichet_api::ApiError;
use guichet_domain::Moment;
use serde_json::{Value, json};
use yew::prelude::*;

use super::desk::Desk;
use super::history::{field_name, is_told, said};
use crate::components::{Button, Dialog, Kind, criticality_mark, icon, priority_mark};
use crate::i18n::when;
use crate::keys::{Action, Screen};
use crate::{bridge, t};

/// A change that met somebody else's, read from JSON by hand: as typed data it would cost the interface more than its page.
pub struct Meeting {
    /// The ticket's version now.
    pub version: i64,
    /// Its facts, where the other's stand for what collides.
    facts: Value,
    collisions: Vec<Collision>,
    names: BTreeMap<String, String>,
    /// What the others changed.
    since: Value,
    /// Who changed it last, and at what time.
    who: String,
    hour: String,
    /// What is said and done once it is saved.
    said: String,
    after: Callback<()>,
}

impl PartialEq for Meeting {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

/// A field that two people changed from the same version.
struct Collision {
    field: String,
    before: Value,
    mine: Value,
    theirs: Value,
}

/// Which of the two stays.
#[derive(Clone, Copy, PartialEq)]
enum Kept {
    Mine,
    Theirs,
    Both,
}

impl Meeting {
    /// What one is asked when a change of facts was refused; none when another thing is why.
    pub fn of(desk: &Desk, refusal: &ApiError, said: String, after: Callback<()>) -> Option<Self> {
        let conflict = refusal
            .conflict
            .as_ref()
            .filter(|conflict| !conflict["facts"].is_null())?;
        let told = conflict["collisions"].as_array()?;
        let collisions = told.iter().map(|one| Collision {
            field: one["change"]["field"]
                .as_str()
                .unwrap_or_default()
                .to_owned(),
            before: one["change"]["before"].clone(),
            mine: one["mine"].clone(),
            theirs: one["change"]["after"].clone(),
        });
        Some(Self {
            version: conflict["version"].as_i64()?,
            facts: conflict["facts"].clone(),
            collisions: collisions.collect(),
            names: names(&conflict["names"]),
            since: conflict["since"].clone(),
            who: author(desk, told.last()?),
            hour: hour(told.last()?),
            said,
            after,
        })
    }

    /// The change to send, as it was chosen.
    fn chosen(&self, number: i64, kept: &[Kept]) -> String {
        let mut facts = self.facts.clone();
        for (one, kept) in self.collisions.iter().zip(kept) {
            let chosen = match kept {
                Kept::Mine => one.mine.clone(),
                Kept::Both => both(one).unwrap_or_default(),
                Kept::Theirs => continue,
            };
            // One person reported it, whichever of the two fields names them.
            if one.field.starts_with("reporter") {
                facts["reporter_id"] = Value::Null;
                facts["reporter_staff_id"] = Value::Null;
            }
            facts[&one.field] = chosen;
        }
        json!({ "number": number, "version": self.version, "facts": facts }).to_string()
    }
}

/// What collides.
#[derive(Properties, PartialEq)]
pub struct ConflictProps {
    /// The page.
    pub desk: Desk,
    /// The two changes.
    pub meeting: Rc<Meeting>,
}

/// Why a move was refused: who moved the ticket meanwhile.
pub fn sentence(desk: &Desk, refusal: &ApiError) -> String {
    let told = refusal
        .conflict
        .as_ref()
        .map(|conflict| &conflict["collisions"]);
    match told.and_then(Value::as_array).and_then(|all| all.last()) {
        Some(by) => t!("ticket-moved", name = author(desk, by), hour = hour(by)),
        None => t!("ticket-conflict"),
    }
}

fn author(desk: &Desk, told: &Value) -> String {
    let staff = told["by_staff_id"].as_str().and_then(|id| id.parse().ok());
    match (staff, told["by_contact"].as_str()) {
        (Some(id), _) => desk.staff_name(id),
        (None, Some(name)) => name.to_owned(),
        (None, None) => t!("ticket-office"),
    }
}

fn hour(told: &Value) -> String {
    let at = told["at"].as_str().and_then(|at| at.parse::<Moment>().ok());
    at.map(when::hour).unwrap_or_default()
}

fn names(told: &Value) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    // Not collected: that would bring in a sort.
    for (id, name) in told.as_object().into_iter().flatten() {
        names.insert(id.clone(), name.as_str().unwrap_or_default().to_owned());
    }
    names
}

/// Both versions, field by field.
#[component]
pub fn ConflictDialog(props: &ConflictProps) -> Html {
    let ConflictProps { desk, meeting } = props;
    let count = meeting.collisions.len();
    let kept = use_state(|| vec![Kept::Mine; count]);
    let on_close = {
        let meeting = desk.meeting.clone();
        Callback::from(move |()| meeting.set(None))
    };
    let on_confirm = {
        let (desk, meeting, kept) = (desk.clone(), meeting.clone(), kept.clone());
        Callback::from(move |()| {
            let request = meeting.chosen(desk.number(), &kept);
            desk.save(request, meeting.said.clone(), meeting.after.clone());
        })
    };
    let first = meeting.who.split(' ').next().unwrap_or_default().to_owned();
    let foot = html! {
        <>
            <span class="small faint">{t!("conflict-history")}</span>
            <Button class="push" on_click={on_close.reform(|_| ())} keys={(Screen::Overlay, Action::Back)}>{t!("conflict-back")}</Button>
            <Button kind={Kind::Primary} disabled={*desk.busy} on_click={on_confirm.reform(|_| ())} keys={(Screen::Overlay, Action::Confirm)}>{t!("save")}</Button>
        </>
    };
    html! {
        <Dialog title={t!("conflict-title", name = first)} lead={t!("conflict-lead", count = count)} {on_close} {on_confirm} {foot}>
            <table class="table merge">
                <thead><tr>
                    <th scope="col">{t!("conflict-field")}</th><th scope="col">{t!("conflict-before")}</th>
                    <th scope="col">{t!("conflict-you", hour = when::hour(bridge::now()))}{" "}<kbd class="kbd">{"←"}</kbd></th>
                    <th scope="col">{&meeting.who}{", "}{&meeting.hour}{" "}<kbd class="kbd">{"→"}</kbd></th>
                </tr></thead>
                <tbody>{for meeting.collisions.iter().enumerate().map(|(at, one)| row(at, one, &meeting.names, &kept))}</tbody>
            </table>
            {merged(desk, meeting)}
        </Dialog>
    }
}

fn row(
    at: usize,
    one: &Collision,
    names: &BTreeMap<String, String>,
    kept: &UseStateHandle<Vec<Kept>>,
) -> Html {
    let (field, before) = (&*one.field, &one.before);
    let choose = {
        let kept = kept.clone();
        move |which| {
            let mut all = (*kept).clone();
            all[at] = which;
            kept.set(all);
        }
    };
    let choice = |which: Kept, shown: Html| {
        let (choose, chosen) = (choose.clone(), kept[at] == which);
        html! {
            <button type="button" class="choice" role="radio" aria-checked={chosen.to_string()} onclick={move |_| choose(which)}>
                <span class="box" data-kind="radio" />{shown}
            </button>
        }
    };
    let value = |value: &Value| shown(field, value, before, names);
    let on_key = {
        let choose = choose.clone();
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            "ArrowLeft" => choose(Kept::Mine),
            "ArrowRight" => choose(Kept::Theirs),
            _ => (),
        })
    };
    let both = both(one).map(|both| {
        html! { <tr><td colspan="2" class="faint">{t!("conflict-both")}</td><td colspan="2">{choice(Kept::Both, value(&both))}</td></tr> }
    });
    html! {
        <>
            <tr onkeydown={on_key}>
                <th scope="row">{field_name(field)}</th><td class="faint">{value(before)}</td>
                <td>{choice(Kept::Mine, value(&one.mine))}</td><td>{choice(Kept::Theirs, value(&one.theirs))}</td>
            </tr>
            {both}
        </>
    }
}

/// A value as people read it; of a text, what was added to the earlier one is marked.
fn shown(field: &str, value: &Value, before: &Value, names: &BTreeMap<String, String>) -> Html {
    let text = value.as_str().unwrap_or_default();
    match field {
        "priority" => text.parse().map(priority_mark).unwrap_or_default(),
        "criticality" => text.parse().map(criticality_mark).unwrap_or_default(),
        _ => {
            let (text, before) = (
                said(field, value, names),
                before.as_str().unwrap_or_default(),
            );
            match text
                .strip_prefix(before)
                .filter(|added| !added.is_empty() && !before.is_empty())
            {
                Some(added) => html! { <span>{before}<ins>{added}</ins></span> },
                None if text.is_empty() => html! { <span class="faint">{t!("none")}</span> },
                None => html! { <span>{text}</span> },
            }
        }
    }
}

/// Both texts in one; none when it is no text, or one of them is empty.
fn both(one: &Collision) -> Option<Value> {
    let between = match one.field.as_str() {
        "label" => " / ",
        "description" => "\n\n",
        _ => return None,
    };
    let texts = [&one.before, &one.theirs, &one.mine].map(|text| text.as_str().unwrap_or_default());
    let [before, theirs, mine] = texts;
    if theirs.is_empty() || mine.is_empty() {
        return None;
    }
    // What each added to the same beginning follows it once.
    let joined = match (theirs.starts_with(before), mine.strip_prefix(before)) {
        (true, Some(added)) => format!("{theirs}{added}"),
        _ => format!("{theirs}{between}{mine}"),
    };
    Some(joined.into())
}

/// What the others changed that collides with nothing.
fn merged(desk: &Desk, meeting: &Meeting) -> Html {
    let collides = |field: &str| meeting.collisions.iter().any(|one| one.field == field);
    let mut lines = Vec::new();
    let since = meeting.since.as_array().into_iter().flatten();
    for line in since.filter(|line| line["entity"] == "ticket") {
        let (by, known) = (author(desk, line), names(&line["names"]));
        for change in line["changes"].as_array().into_iter().flatten() {
            let field = change["field"].as_str().unwrap_or_default();
            if is_told(field) && !collides(field) {
                lines.push(html! {
                    <li>{icon("check")}<span><span class="capital">{field_name(field)}</span>{" "}<b>{shown(field, &change["after"], &Value::Null, &known)}</b>{" "}<span class="faint">{t!("conflict-of", name = by.clone())}</span></span></li>
                });
            }
        }
    }
    if lines.is_empty() {
        return Html::default();
    }
    html! { <><h3 class="merge-h">{t!("conflict-merged")}</h3><ul class="merged">{for lines}</ul></> }
}
