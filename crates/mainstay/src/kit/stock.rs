//! Stock: what there is, what is short, what to order and what is on order. Printed, or taken away
//! as a file.
//!
//! Must never know: what is too little; casework makes the order list.

use crate::export::{As, columns, day as day_cell, hand_over};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{
    Choice, Choices, Empty, ErrorSummary, Field, Head, Standing, Table, Tag, hidden, token,
};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::kit::stock::{Item, Line, MOST, Order, order_list};
use casework::kit::{read_money, spell_money};
use casework::{Event, Id, Verb};
use maud::{Markup, html};
use paper::sheet::{Cell, Kind, Sheet};
use rulebook::Day;
use store::kit::stock::Count;

/// The page of the whole stock.
pub struct StockPage {
    /// Today.
    pub today: Day,
    /// Items.
    pub items: Vec<Item>,
    /// Orders.
    pub orders: Vec<Order>,
    /// What was wrong in an order.
    pub errors: Errors,
    /// What was typed in one.
    pub form: Form,
    /// Form token.
    pub csrf: String,
}

impl Page for StockPage {
    fn title(&self) -> String {
        "Stock and orders".into()
    }
    fn here(&self) -> &'static str {
        "/kit"
    }
    fn main(&self) -> Markup {
        html! {
            (Head::new("Stock and orders").back("/kit", "Kit").acts(html! { a.btn.btn-2 href="/kit/stock/new" { "Add an item" } }))
            (ErrorSummary(&self.errors))
            @if self.items.is_empty() {
                (Empty { title: "Nothing is counted yet", words: "Pens, paper, hand cream: what runs out. What falls below its minimum stands on the order list by itself.", step: Some(("/kit/stock/new", "Add the first item")) })
            } @else { div.stack.stack-7 { (self.to_order()) (self.every()) } }
        }
    }
}

impl StockPage {
    fn to_order(&self) -> Markup {
        let lines = order_list(&self.items, &self.orders);
        let total: i64 = lines.iter().filter(|l| l.order.is_none()).map(Line::pence).sum();
        html! {
            section.stack aria-labelledby="order" {
                div.row.row-apart.row-base {
                    h2 #order { "Order list" }
                    @if !lines.is_empty() { form.row method="post" action="/kit/stock/export" {
                        (token(&self.csrf))
                        button.btn.btn-2 type="submit" name="as" value="xlsx" { "Spreadsheet" }
                        button.btn.btn-2 type="submit" name="as" value="csv" { "CSV" }
                    } }
                }
                @if lines.is_empty() {
                    p.soft { "Nothing is below its minimum, and nothing is on order." }
                } @else {
                    ul.clocks { @for l in &lines { (self.order_line(l)) } }
                    p { "To order: " strong { (spell_money(total)) } "." }
                    p.soft { "Print this page: the frame round it stays on the screen." }
                }
            }
        }
    }
    fn order_line(&self, l: &Line<'_>) -> Markup {
        let name = format!("quantity-{}", l.item.id);
        let proposed = l.quantity.to_string();
        let value = if self.form.has(&name) { self.form.text(&name) } else { &proposed };
        let each =
            if l.item.unit.is_empty() { String::new() } else { format!(", each {}", l.item.unit) };
        html! {
            li.clock {
                @match l.order { None => (Tag(Standing::Due, "To order")), Some(_) => (Tag(Standing::None, "On order")) }
                div {
                    p.clock-what { (l.item.name) ": " (l.quantity) }
                    p.soft {
                        (l.item.level) " left of at least " (l.item.minimum) (each) ". "
                        @if l.item.pence > 0 { (spell_money(l.pence())) ". " }
                        @if !l.item.supplier.is_empty() { "From " (l.item.supplier) ". " }
                        @if let Some(o) = l.order { "Ordered " (o.ordered_at) " by " (o.ordered_by) "." }
                    }
                }
                form.row.row-end method="post" action={ "/kit/stock/" (l.item.id) "/order" } {
                    (token(&self.csrf)) (hidden("once", Id::now_v7()))
                    @if let Some(o) = l.order { (hidden("order", o.id)) }
                    (Field { value, ..Field::new(&name, if l.order.is_some() { "How many came" } else { "How many" }).kind("figure").from(&self.form, &self.errors) })
                    button.btn.btn-2 type="submit" { @if l.order.is_some() { "Received" } @else { "Ordered" } span.vh { ": " (l.item.name) } }
                }
            }
        }
    }
    fn every(&self) -> Markup {
        let rows = self
            .items
            .iter()
            .map(|i| {
                let due = i.active && i.check_on.is_some_and(|d| d <= self.today);
                vec![
                    html! { a href={ "/kit/stock/" (i.id) } { (i.name) } @if !i.unit.is_empty() { span.sub { (i.unit) } } },
                    html! { (i.level) },
                    html! { (i.minimum) },
                    html! { (spell_money(i.pence)) },
                    html! { @if let Some(d) = i.check_on { (d) } },
                    html! {
                        @if !i.active { (Tag(Standing::None, "No longer kept")) }
                        @else if i.is_short() { (Tag(Standing::Risk, "Below minimum")) }
                        @else if due { (Tag(Standing::Due, "Count it")) }
                        @else { (Tag(Standing::Done, "Enough")) }
                    },
                ]
            })
            .collect();
        let columns = vec![
            ("Item", false),
            ("There are", true),
            ("At least", true),
            ("One costs", true),
            ("Count again", false),
            ("How it stands", false),
        ];
        html! {
            section.stack aria-labelledby="every" {
                h2 #every { "Everything kept" }
                div.sheet.sheet-flush { (Table { caption: "Everything kept", columns, rows, dense: false }) }
            }
        }
    }
}

/// The page of one item.
pub struct ItemPage {
    /// Its key, or `None` for a new one.
    pub id: Option<Id>,
    /// How its level came to be.
    pub counts: Vec<Count>,
    /// What is in the form.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

impl Page for ItemPage {
    fn title(&self) -> String {
        if self.id.is_some() { "Count or change an item".into() } else { "Add an item".into() }
    }
    fn here(&self) -> &'static str {
        "/kit"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let action = match self.id {
            Some(id) => format!("/kit/stock/{id}"),
            None => "/kit/stock/new".into(),
        };
        let figure =
            |name, label, hint| Field::new(name, label).kind("figure").hint(hint).from(f, e);
        let kept = [Choice::new("yes", "Yes"), Choice::new("no", "No")];
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&self.title()).back("/kit/stock", "Stock and orders"))
                (ErrorSummary(e))
                form.stack.stack-5 method="post" action=(action) {
                    (token(&self.csrf)) (hidden("once", f.text("once"))) (hidden("version", f.text("version")))
                    (Field::new("name", "What it is").from(f, e))
                    (Field::new("unit", "What one is").hint("Such as “box of 50”.").optional().from(f, e))
                    (figure("level", "How many there are", ""))
                    (figure("minimum", "How many there should be at least", "Below this it stands on the order list."))
                    (figure("cost", "What one costs, in pounds", "Such as 2.50.").optional())
                    (Field::new("supplier", "Where it comes from").optional().from(f, e))
                    (Field::new("check_on", "Count it again on").kind("date").optional().from(f, e))
                    @if self.id.is_some() { (Choices::one("active", "Is it still kept?", &kept).from(f, e)) }
                    div.row { button.btn type="submit" { "Keep it" } a.btn.btn-2 href="/kit/stock" { "Leave it" } }
                }
                @if !self.counts.is_empty() { section.stack aria-labelledby="counts" {
                    h2 #counts { "How it came to be" }
                    ul.stack.stack-2 { @for c in &self.counts { li { (casework::words::capital(&c.how)) ": " (c.before) " → " (c.after) span.sub { (c.at) ", " (c.by_name) } } } }
                } }
            }
        }
    }
}

async fn page(v: &Visit, form: Form, errors: Errors) -> Result<StockPage, Problem> {
    let mut read = v.read().await?;
    Ok(StockPage {
        today: v.today(),
        items: store::kit::stock::all(&mut read, v.org()).await?,
        orders: store::kit::stock::orders(&mut read, v.org()).await?,
        errors,
        form,
        csrf: v.csrf.clone(),
    })
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let page = page(&v, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// A new item.
pub async fn new(v: Visit) -> Answer {
    let form = Form::of([("once", Id::now_v7().to_string())]);
    v.page(&ItemPage {
        id: None,
        counts: Vec::new(),
        form,
        errors: Errors::new(),
        csrf: v.csrf.clone(),
    })
}

fn form_of(i: &Item) -> Form {
    let pounds = spell_money(i.pence);
    Form::of([
        ("name", i.name.clone()),
        ("unit", i.unit.clone()),
        ("level", i.level.to_string()),
        ("minimum", i.minimum.to_string()),
        ("cost", pounds.trim_start_matches('£').to_string()),
        ("supplier", i.supplier.clone()),
        ("check_on", i.check_on.map(|d| d.iso()).unwrap_or_default()),
        ("active", if i.active { "yes" } else { "no" }.to_string()),
        ("version", i.version.to_string()),
    ])
}

/// One item.
pub async fn one(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let item = store::kit::stock::find(&mut read, v.org(), v.id("id")?).await?;
    let counts = store::kit::stock::counts(&mut read, v.org(), item.id).await?;
    v.page(&ItemPage {
        id: Some(item.id),
        counts,
        form: form_of(&item),
        errors: Errors::new(),
        csrf: v.csrf.clone(),
    })
}

fn read(f: &Form, e: &mut Errors, id: Id) -> Item {
    let number = |e: &mut Errors, name: &str, message: &str| {
        let n = f.int(name).filter(|n| (0..=MOST).contains(n));
        e.get(n, name, message).unwrap_or(0)
    };
    let check_on = match f.has("check_on") {
        true => e.get(f.day("check_on"), "check_on", "Give a date, such as 12 11 2026"),
        false => None,
    };
    Item {
        id,
        name: e.need(f, "name", 120, "Say what it is"),
        unit: e.limit(f, "unit", 60),
        level: number(e, "level", "Count them: a whole number, 0 or more"),
        minimum: number(e, "minimum", "Give a whole number, 0 or more"),
        pence: e
            .get(read_money(f.text("cost")), "cost", "Give pounds and pence, such as 2.50")
            .unwrap_or(0),
        supplier: e.limit(f, "supplier", 120),
        check_on,
        active: f.text("active") != "no",
        version: f.int("version").unwrap_or(1),
    }
}

/// Adds one.
pub async fn add(v: Visit) -> Answer {
    let id = v.form.id("once").unwrap_or_else(Id::now_v7);
    let mut errors = Errors::new();
    let item = Item { version: 1, active: true, ..read(&v.form, &mut errors, id) };
    if !errors.is_empty() {
        return v.again(&ItemPage {
            id: None,
            counts: Vec::new(),
            form: v.form.clone(),
            errors,
            csrf: v.csrf.clone(),
        });
    }
    let mut w = v.write("Adding an item of stock").await?;
    if store::kit::stock::all(&mut w, v.org()).await?.iter().any(|i| i.id == id) {
        return v.to("/kit/stock");
    }
    store::kit::stock::add(&mut w, &item).await?;
    let event = Event::new(Verb::KitChanged, "stock", id).fact("what", &item.name);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying("/kit/stock", format!("{} is kept", item.name))
}

/// Counts or changes one.
pub async fn change(v: Visit) -> Answer {
    let id = v.id("id")?;
    let mut errors = Errors::new();
    let item = read(&v.form, &mut errors, id);
    let mut w = v.write("Counting stock").await?;
    let kept = store::kit::stock::find(&mut w, v.org(), id).await?;
    if !errors.is_empty() {
        let counts = store::kit::stock::counts(&mut w, v.org(), id).await?;
        drop(w);
        return v.again(&ItemPage {
            id: Some(id),
            counts,
            form: v.form.clone(),
            errors,
            csrf: v.csrf.clone(),
        });
    }
    if kept.version != item.version {
        return Err(Problem::Stale(v.form.kept()));
    }
    store::kit::stock::change(&mut w, &item, "counted", &v.actor.name).await?;
    let event = Event::new(Verb::StockChanged, "stock", id)
        .fact("what", &item.name)
        .fact("how", "counted")
        .fact("from", kept.level)
        .fact("to", item.level);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying("/kit/stock", format!("{} is kept", item.name))
}

/// Says that an item was ordered, or that an order came.
pub async fn order(v: Visit) -> Answer {
    let id = v.id("id")?;
    let field = format!("quantity-{id}");
    let mut errors = Errors::new();
    let order = v.form.id("order");
    let least = if order.is_some() { 0 } else { 1 };
    let n = v.form.int(&field).filter(|n| (least..=MOST).contains(n));
    let Some(n) = errors.get(n, &field, "Say how many: a whole number") else {
        let page = page(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    };
    let mut w = v.write("Ordering stock").await?;
    let mut item = store::kit::stock::find(&mut w, v.org(), id).await?;
    let event = Event::new(Verb::StockChanged, "stock", id).fact("what", &item.name);
    let (kept, event, said) = match order {
        Some(order) => {
            let open = store::kit::stock::orders(&mut w, v.org()).await?;
            if !open.iter().any(|o| o.id == order && o.item == id) {
                return Err(Problem::Missing);
            }
            let kept = store::kit::stock::receive(&mut w, order, n, &v.actor.name).await?;
            let before = item.level;
            if kept && n > 0 {
                item.level = (item.level + n).min(MOST);
                store::kit::stock::change(&mut w, &item, "received", &v.actor.name).await?;
            }
            let event = event.fact("how", "received").fact("from", before).fact("to", item.level);
            (kept, event, format!("{n} of {} came", item.name))
        }
        None => {
            let order = Order {
                id: v.form.id("once").unwrap_or_else(Id::now_v7),
                item: id,
                quantity: n,
                ordered_at: v.now,
                ordered_by: v.actor.name.clone(),
                received: None,
                received_at: None,
            };
            let kept = store::kit::stock::order(&mut w, &order).await?;
            (kept, event.fact("how", format!("ordered {n}")), format!("{} is on order", item.name))
        }
    };
    if !kept {
        return v.to("/kit/stock");
    }
    v.commit(w, event, Vec::new()).await?;
    v.to_saying("/kit/stock", said)
}

/// Takes the order list away as a file.
pub async fn export(v: Visit) -> Answer {
    let kind = As::from_word(v.form.text("as")).ok_or(Problem::Missing)?;
    let mut read = v.read().await?;
    let items = store::kit::stock::all(&mut read, v.org()).await?;
    let orders = store::kit::stock::orders(&mut read, v.org()).await?;
    drop(read);
    let lines = order_list(&items, &orders);
    let text = |t: &str| Cell::Text(t.to_string());
    let rows: Vec<Vec<Cell>> = lines
        .iter()
        .map(|l| {
            vec![
                text(&l.item.name),
                text(&l.item.unit),
                Cell::Number(l.quantity),
                text(&spell_money(l.item.pence)),
                text(&spell_money(l.pence())),
                text(&l.item.supplier),
                l.order.map_or(Cell::Blank, |o| day_cell(o.ordered_at.day())),
            ]
        })
        .collect();
    let n = rows.len();
    let sheet = Sheet {
        name: "Order list".into(),
        notes: vec![("Made".into(), v.now.to_string())],
        columns: columns([
            ("Item", Kind::Text),
            ("What one is", Kind::Text),
            ("How many", Kind::Number),
            ("One costs", Kind::Text),
            ("Comes to", Kind::Text),
            ("From", Kind::Text),
            ("Ordered", Kind::Date),
        ]),
        rows,
    };
    let event = Event::new(Verb::ReportExported, "stock", v.org())
        .fact("list", "order list")
        .fact("rows", n)
        .fact("as", kind.word());
    let name = format!("order-list-{}", v.today().iso());
    hand_over(&v, (&sheet, kind, &name), "Exporting the order list", event).await
}
