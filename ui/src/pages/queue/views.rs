//! The tabs of the queue: the views everybody has, then the saved ones, each with its counter.

use guichet_api::lists::{Count, CountTickets};
use guichet_api::session::{DeleteView, Me, SaveView, View};
use guichet_domain::{Status, TicketFilter, ViewId};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::lens::Lens;
use crate::bridge;
use crate::components::{
    Button, Dialog, Kind, Menu, MenuItem, Tab, Tabs, TextField, Toast, foot, icon, use_toasts,
};
use crate::load::use_call;
use crate::session::{Session, use_session};
use crate::{refusals, t};

/// The key of the tab *My day*, which is a page of its own.
pub const MY_DAY: &str = "my-day";
/// The key of the first view.
pub const OPEN: &str = "open";

/// The views everybody has: key and what they keep.
pub fn standing() -> Vec<(&'static str, String, Lens)> {
    let of = |filter: TicketFilter| Lens::by_due(filter);
    let open = TicketFilter {
        open: true,
        ..TicketFilter::default()
    };
    let with = |status: Status| TicketFilter {
        statuses: vec![status],
        ..TicketFilter::default()
    };
    vec![
        (OPEN, t!("queue-view-open"), of(open.clone())),
        (
            "unassigned",
            t!("queue-view-unassigned"),
            of(with(Status::Unassigned)),
        ),
        (
            "late",
            t!("queue-view-late"),
            of(TicketFilter {
                late: true,
                ..TicketFilter::default()
            }),
        ),
        (
            "mine",
            t!("queue-view-mine"),
            of(TicketFilter { mine: true, ..open }),
        ),
        (
            "waiting",
            t!("queue-view-waiting"),
            of(with(Status::AwaitingReply)),
        ),
    ]
}

/// Every view of whoever is logged in.
pub fn all(session: &Session) -> Vec<(String, String, Lens)> {
    let saved = session
        .me
        .views
        .iter()
        .map(|view| (view.id.to_string(), view.name.clone(), lens(view)));
    standing()
        .into_iter()
        .map(|(key, name, lens)| (key.to_owned(), name, lens))
        .chain(saved)
        .collect()
}

fn lens(view: &View) -> Lens {
    Lens {
        sort: view.sort,
        descending: view.descending,
        ..Lens::by_due(view.filter.clone())
    }
}

/// What the tabs show.
#[derive(Properties, PartialEq)]
pub struct ViewsProps {
    /// The key of the one in front.
    pub view: AttrValue,
    /// What the list keeps now, to save it; none on *My day*.
    #[prop_or_default]
    pub lens: Option<Lens>,
    /// Called with the key of another view and what it keeps.
    pub on_look: Callback<(AttrValue, Option<Lens>)>,
}

/// The tabs.
#[component]
pub fn Views(props: &ViewsProps) -> Html {
    let session = use_session();
    let views = all(&session);
    let counts = use_call(Some(CountTickets {
        filters: views
            .iter()
            .map(|(_, _, lens)| lens.filter.clone())
            .collect(),
    }));
    let count = |at: usize| {
        counts
            .data
            .as_ref()
            .and_then(|counts| counts.get(at))
            .map(written)
    };
    let mut tabs = vec![Tab {
        key: MY_DAY.into(),
        words: t!("account-my-day").into(),
        count: None,
    }];
    tabs.extend(views.iter().enumerate().map(|(at, (key, name, _))| Tab {
        key: key.clone().into(),
        words: name.clone().into(),
        count: count(at),
    }));
    let on_select = props.on_look.reform(move |key: AttrValue| {
        let lens = views
            .iter()
            .find(|(view, _, _)| key == *view)
            .map(|(_, _, lens)| lens.clone());
        (key, lens)
    });
    html! {
        <Tabs label={t!("queue-views")} {tabs} selected={props.view.clone()} {on_select} controls="queue-list">
            {props.lens.clone().map(|lens| html! { <Keep view={props.view.clone()} {lens} on_look={props.on_look.clone()} /> })}
        </Tabs>
    }
}

/// A capped count as it is written: `38`, `999+`.
fn written(count: &Count) -> AttrValue {
    if count.capped {
        "999+".into()
    } else {
        count.count.to_string().into()
    }
}

#[derive(Properties, PartialEq)]
struct KeepProps {
    view: AttrValue,
    lens: Lens,
    on_look: Callback<(AttrValue, Option<Lens>)>,
}

/// The button after the tabs: saves what the list keeps as a view, changes or deletes one's own.
#[component]
fn Keep(props: &KeepProps) -> Html {
    let session = use_session();
    let (open, naming) = (use_state(|| false), use_state(|| false));
    let anchor = use_node_ref();
    let save = use_save(&props.on_look);
    let own: Option<ViewId> = session
        .me
        .views
        .iter()
        .find(|view| props.view == view.id.to_string())
        .map(|view| view.id);
    let mut items = vec![MenuItem::new("save", icon("plus"), t!("queue-view-save"))];
    if own.is_some() {
        items.push(MenuItem::new(
            "change",
            icon("check"),
            t!("queue-view-change"),
        ));
        items.push(MenuItem::new("delete", icon("x"), t!("queue-view-delete")));
    }
    let on_choose = {
        let (naming, save, lens) = (naming.clone(), save.clone(), props.lens.clone());
        let name = session
            .me
            .views
            .iter()
            .find(|view| Some(view.id) == own)
            .map(|view| view.name.clone());
        Callback::from(move |key: AttrValue| match (key.as_str(), own) {
            ("change", Some(id)) => save.emit(Keeping::Save(
                Some(id),
                name.clone().unwrap_or_default(),
                Box::new(lens.clone()),
            )),
            ("delete", Some(id)) => save.emit(Keeping::Delete(id)),
            _ => naming.set(true),
        })
    };
    let (set_open, set_naming) = (open.clone(), naming.clone());
    html! {
        <>
            <Button node={anchor.clone()} class="square small" kind={Kind::Quiet} icon="plus" label={t!("queue-view-save")} opens="menu" expanded={*open} on_click={let open = open.clone(); move |_| open.set(!*open)} />
            if *open {
                <Menu label={t!("queue-view-save")} {items} {anchor} {on_choose} on_close={move |()| set_open.set(false)} />
            }
            if *naming {
                <Naming lens={props.lens.clone()} on_save={save} on_close={move |()| set_naming.set(false)} />
            }
        </>
    }
}

/// What becomes of a view.
enum Keeping {
    Save(Option<ViewId>, String, Box<Lens>),
    Delete(ViewId),
}

#[hook]
fn use_save(on_look: &Callback<(AttrValue, Option<Lens>)>) -> Callback<Keeping> {
    let (session, toasts, on_look) = (use_session(), use_toasts(), on_look.clone());
    Callback::from(move |keeping| {
        let (session, toasts, on_look) = (session.clone(), toasts.clone(), on_look.clone());
        spawn_local(async move {
            match apply(keeping, &session).await {
                Ok((me, look)) => {
                    session.on_me.emit(me);
                    on_look.emit(look);
                }
                Err(error) => toasts.show(Toast::failed(refusals::sentence(&error))),
            }
        });
    })
}

/// Saves or deletes, and says which view to look at then.
async fn apply(
    keeping: Keeping,
    session: &Session,
) -> Result<(Me, (AttrValue, Option<Lens>)), guichet_api::ApiError> {
    match keeping {
        Keeping::Save(id, name, lens) => {
            let Lens {
                filter,
                sort,
                descending,
                ..
            } = (*lens).clone();
            let me = bridge::call(&SaveView {
                id,
                name,
                filter,
                sort,
                descending,
            })
            .await?;
            let known = |id: ViewId| session.me.views.iter().any(|view| view.id == id);
            let saved = id.or(me.views.iter().map(|view| view.id).find(|id| !known(*id)));
            let key = saved.map(|id| id.to_string()).unwrap_or_default();
            Ok((me, (key.into(), Some(*lens))))
        }
        Keeping::Delete(id) => {
            let me = bridge::call(&DeleteView { id }).await?;
            let (key, _, lens) = standing().swap_remove(0);
            Ok((me, (key.into(), Some(lens))))
        }
    }
}

#[derive(Properties, PartialEq)]
struct NamingProps {
    lens: Lens,
    on_save: Callback<Keeping>,
    on_close: Callback<()>,
}

/// Asks for the name of a new view.
#[component]
fn Naming(props: &NamingProps) -> Html {
    let name = use_state(String::new);
    let empty = use_state(|| false);
    let on_confirm = {
        let (name, empty, lens) = (name.clone(), empty.clone(), props.lens.clone());
        let (on_save, on_close) = (props.on_save.clone(), props.on_close.clone());
        Callback::from(move |()| {
            empty.set(name.trim().is_empty());
            if !name.trim().is_empty() {
                on_close.emit(());
                on_save.emit(Keeping::Save(
                    None,
                    name.trim().to_owned(),
                    Box::new(lens.clone()),
                ));
            }
        })
    };
    let on_input = Callback::from({
        let name = name.clone();
        move |text| name.set(text)
    });
    let foot = foot(
        &props.on_close,
        &on_confirm,
        (Kind::Primary, t!("save")),
        false,
    );
    let error = empty.then(|| AttrValue::from(t!("problem-empty")));
    html! {
        <Dialog title={t!("queue-view-save")} class="small-dialog" on_close={props.on_close.clone()} {on_confirm} {foot}>
            <TextField id="view-name" label={t!("queue-view-name")} value={(*name).clone()} {on_input} {error} />
        </Dialog>
    }
}
