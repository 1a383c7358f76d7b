//! For which task of the company's projects.

use guichet_api::directory::{ListRecords, RecordKind};
use guichet_domain::directory::Record;
use guichet_domain::{CompanyId, Verb};
use yew::prelude::*;

use super::desk::DeskProps;
use super::facts::{chosen, none_item, said};
use crate::components::MenuItem;
use crate::load::use_call;
use crate::t;

/// The task; nothing when there is none and none to choose.
#[component]
pub fn Task(props: &DeskProps) -> Html {
    let desk = &props.desk;
    let may = desk.may(Verb::ChangeFacts);
    let now = desk.sheet.task.as_ref();
    let company = desk.sheet.ticket.company_id.filter(|_| may);
    let projects = use_call(company.map(|id| records(RecordKind::Project, Some(id)))).data;
    let projects = projects.as_deref().map(Vec::as_slice).unwrap_or_default();
    // A task names its project alone: those of the company are picked here.
    let tasks = use_call((!projects.is_empty()).then(|| records(RecordKind::Task, None))).data;
    let tasks = tasks.as_deref().map(Vec::as_slice).unwrap_or_default();
    let lines = tasks.iter().filter_map(|task| {
        let project = projects
            .iter()
            .find(|project| Some(project.id) == task.parent_id)?;
        let is_now = now.is_some_and(|now| now.id == task.id);
        ((task.active && project.active) || is_now).then(|| line(task, project, is_now))
    });
    let mut items: Vec<MenuItem> = lines.collect();
    if now.is_none() && items.is_empty() {
        return Html::default();
    }
    items.insert(0, none_item(now.is_none()));
    let acting = desk.clone();
    let on_choose = Callback::from(move |key: AttrValue| {
        acting.edit(
            move |facts| facts.task_id = key.parse().ok(),
            t!("fact-task-changed"),
        )
    });
    let shown = said(now.map(|task| task.label.clone()));
    html! { <><dt>{t!("fact-task")}</dt><dd>{chosen(t!("fact-task"), may, items, shown, None, on_choose)}</dd></> }
}

fn records(kind: RecordKind, company_id: Option<CompanyId>) -> ListRecords {
    ListRecords {
        kind,
        company_id,
        text: String::new(),
    }
}

fn line(task: &Record, project: &Record, is_now: bool) -> MenuItem {
    let words = format!("{} · {}", project.label, task.label);
    MenuItem::new(task.id.to_string(), Html::default(), words).chosen(is_now)
}
