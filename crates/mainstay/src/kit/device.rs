//! One device: what it is, what state it is in, and whether its filter is on.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{Area, Choice, Choices, ErrorSummary, Field, Head, Look, hidden, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::kit::device::{Condition, Device, DeviceKind};
use casework::kit::resource::Resource;
use casework::{Coded, Event, Id, Verb};
use maud::{Markup, html};

/// The page.
pub struct DevicePage {
    /// Its key, or `None` for a new one.
    pub id: Option<Id>,
    /// Resources its use may count for.
    pub resources: Vec<Resource>,
    /// What is in the form.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

impl Page for DevicePage {
    fn title(&self) -> String {
        if self.id.is_some() { "Change a device".into() } else { "Add a device".into() }
    }
    fn here(&self) -> &'static str {
        "/kit"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let kinds: Vec<Choice> =
            DeviceKind::ALL.iter().map(|k| Choice::new(k.code(), k.label())).collect();
        let conditions: Vec<Choice> =
            Condition::ALL.iter().map(|c| Choice::new(c.code(), c.label())).collect();
        let yes = [
            Choice::new("yes", "Yes"),
            Choice::new("no", "No").hint("It is not handed out until it is."),
        ];
        let charger = [Choice::new("yes", "Yes"), Choice::new("no", "No")];
        let mut resources = vec![Choice::new("", "None")];
        resources.extend(self.resources.iter().map(|r| Choice::new(r.id.to_string(), &r.name)));
        let action = match self.id {
            Some(id) => format!("/kit/devices/{id}"),
            None => "/kit/devices/new".into(),
        };
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&self.title()).back("/kit/devices", "Devices"))
                (ErrorSummary(e))
                form.stack.stack-5 method="post" action=(action) {
                    (token(&self.csrf)) (hidden("once", f.text("once"))) (hidden("version", f.text("version")))
                    (Field::new("name", "What is written on it").hint("Such as “Laptop 3”. It is said on the board, so keep it short.").from(f, e))
                    (Choices::one("kind", "What is it?", &kinds).from(f, e))
                    (Choices::one("condition", "Condition", &conditions).from(f, e))
                    (Choices::one("filtered", "Is the school’s web filter on it?", &yes).from(f, e))
                    (Choices::one("charger", "Has it a charger that is handed out apart?", &charger).from(f, e))
                    @if resources.len() > 1 {
                        (Choices::one("resource", "Its use counts for", &resources).look(Look::Select).hint("A resource whose effect is looked at, such as “Laptops for writing”.").from(f, e))
                    }
                    (Area::new("note", "Anything else").rows(2).optional().from(f, e))
                    @if self.id.is_some() {
                        label.choice { input type="checkbox" name="retire" value="yes" checked[f.ticked("retire")]; span { "No longer in use" } span.hint { "Who had it stays on record." } }
                    }
                    div.row { button.btn type="submit" { "Keep it" } a.btn.btn-2 href="/kit/devices" { "Leave it" } }
                }
            }
        }
    }
}

fn yes_no(yes: bool) -> String {
    if yes { "yes" } else { "no" }.to_string()
}

fn form_of(d: &Device) -> Form {
    Form::of([
        ("name", d.name.clone()),
        ("kind", d.kind.code().to_string()),
        ("condition", d.condition.code().to_string()),
        ("filtered", yes_no(d.filtered)),
        ("charger", yes_no(d.charger)),
        ("resource", d.resource.map(|r| r.to_string()).unwrap_or_default()),
        ("note", d.note.clone()),
        ("retire", yes_no(!d.active)),
        ("version", d.version.to_string()),
    ])
}

async fn sheet(
    v: &Visit,
    id: Option<Id>,
    form: Form,
    errors: Errors,
) -> Result<DevicePage, Problem> {
    let mut read = v.read().await?;
    let mut resources = store::kit::resource::all(&mut read, v.org()).await?;
    resources.retain(|r| r.active || form.id("resource") == Some(r.id));
    Ok(DevicePage { id, resources, form, errors, csrf: v.csrf.clone() })
}

/// A new one.
pub async fn new(v: Visit) -> Answer {
    let form = Form::of([
        ("once", Id::now_v7().to_string()),
        ("kind", DeviceKind::Laptop.code().to_string()),
        ("condition", Condition::Good.code().to_string()),
    ]);
    let page = sheet(&v, None, form, Errors::new()).await?;
    v.page(&page)
}

/// One.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let device = store::kit::device::find(&mut read, v.org(), v.id("id")?).await?;
    drop(read);
    let page = sheet(&v, Some(device.id), form_of(&device), Errors::new()).await?;
    v.page(&page)
}

fn read(f: &Form, e: &mut Errors, id: Id) -> Option<Device> {
    let name = e.need(f, "name", 40, "Say what is written on it");
    let kind = e.get(f.coded("kind"), "kind", "Say what it is");
    let condition = e.get(f.coded("condition"), "condition", "Say what state it is in");
    let said = |e: &mut Errors, name: &str, message: &str| {
        let told = matches!(f.text(name), "yes" | "no").then(|| f.ticked(name));
        e.get(told, name, message)
    };
    let filtered = said(e, "filtered", "Say whether the web filter is on it");
    let charger = said(e, "charger", "Say whether it has a charger");
    let note = e.limit(f, "note", 300);
    if !e.is_empty() {
        return None;
    }
    Some(Device {
        id,
        name,
        kind: kind?,
        condition: condition?,
        filtered: filtered?,
        charger: charger?,
        resource: f.id("resource"),
        note,
        active: !f.ticked("retire"),
        version: f.int("version").unwrap_or(1),
    })
}

/// Keeps a new one.
pub async fn add(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let id = v.form.id("once").unwrap_or_else(Id::now_v7);
    let device = read(&v.form, &mut errors, id);
    let mut w = v.write("Adding a device").await?;
    let all = store::kit::device::all(&mut w, v.org()).await?;
    if all.iter().any(|d| d.id == id) {
        return v.to("/kit/devices");
    }
    if let Some(d) = &device
        && all.iter().any(|o| o.active && o.name.eq_ignore_ascii_case(&d.name))
    {
        errors.add("name", "There is one with this name already. Names tell devices apart");
    }
    let Some(device) = device.filter(|_| errors.is_empty()) else {
        drop(w);
        let page = sheet(&v, None, v.form.clone(), errors).await?;
        return v.again(&page);
    };
    store::kit::device::add(&mut w, &Device { version: 1, active: true, ..device.clone() }).await?;
    let event = Event::new(Verb::KitChanged, "device", id).fact("what", &device.name);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying("/kit/devices", format!("{} is on the list", device.name))
}

/// Changes one.
pub async fn change(v: Visit) -> Answer {
    let id = v.id("id")?;
    let mut errors = Errors::new();
    let Some(device) = read(&v.form, &mut errors, id) else {
        let page = sheet(&v, Some(id), v.form.clone(), errors).await?;
        return v.again(&page);
    };
    let mut w = v.write("Changing a device").await?;
    let kept = store::kit::device::find(&mut w, v.org(), id).await?;
    if kept.version != device.version {
        return Err(Problem::Stale(v.form.kept()));
    }
    store::kit::device::change(&mut w, &device).await?;
    let mut changed = Vec::new();
    let mut say = |what: &str, from: String, to: String| {
        if from != to {
            changed.push(format!("{what}, {from} → {to}"));
        }
    };
    say("name", kept.name.clone(), device.name.clone());
    say("condition", kept.condition.label().into(), device.condition.label().into());
    say("web filter", yes_no(kept.filtered), yes_no(device.filtered));
    say("in use", yes_no(kept.active), yes_no(device.active));
    let event = Event::new(Verb::KitChanged, "device", id).fact("what", &device.name).fact(
        "changed",
        if changed.is_empty() { "its details".into() } else { changed.join("; ") },
    );
    v.commit(w, event, Vec::new()).await?;
    v.to_saying("/kit/devices", format!("{} is kept", device.name))
}
