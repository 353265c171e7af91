//! One case: what it owes, what is missing, what to mind, and what can be done.

use super::one_page::CasePage;
use super::whole;
use crate::page::kit::Choice;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::case;
use casework::{Id, May};

/// Officers a case may be given to: those at this authority who may work on cases.
pub(super) async fn officers(v: &Visit) -> Result<Vec<Choice>, Problem> {
    let mut read = v.read().await?;
    let mut out = Vec::new();
    for (account, staff, active) in store::account::members(&mut read, v.org()).await? {
        if !active {
            continue;
        }
        let actor = v.app.actor(&mut read, v.org(), account.id).await;
        if actor.is_ok_and(|a| a.may(May::Cases)) {
            let s = store::staff::find(&mut read, v.org(), staff).await?;
            out.push(Choice::new(s.id.to_string(), s.full()));
        }
    }
    out.sort_by(|a, b| a.label.cmp(&b.label));
    Ok(out)
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let all = whole(&v, &mut read, v.id("id")?).await?;
    let missing = case::missing(&all.case, &all.child, &all.parents);
    let chases = store::case::work::chases(&mut read, v.org(), &[all.case.id]).await?;
    let notices = store::case::intake::of(&mut read, v.org(), &[all.case.id]).await?;
    let mut about: Vec<Id> = notices.iter().map(|i| i.id).collect();
    about.push(all.case.id);
    let files = store::attachment::of(&mut read, v.org(), &about).await?;
    let others = store::case::of_children(&mut read, v.org(), &[all.child.id]).await?;
    let others = others.into_iter().filter(|c| c.id != all.case.id).collect();
    let money = store::money::about(&mut read, v.org(), all.case.id).await?;
    drop(read);
    let officers = officers(&v).await?;
    v.page(&CasePage {
        clerks: v.may(May::Hearings),
        raises: v.may(May::CaseMoney),
        money,
        all,
        missing,
        chases,
        files,
        others,
        officers,
        me: v.actor.staff,
        today: v.today(),
        csrf: v.csrf.clone(),
    })
}

/// Hands a file out that came with a notice or was added to a case.
pub async fn file(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let about = v.id("id")?;
    // A file of a notice or a case of this authority: anything else is missing.
    let notice = store::case::intake::find(&mut read, v.org(), about).await;
    if notice.is_err() {
        store::case::find(&mut read, v.org(), about).await?;
    }
    let (file, bytes) = store::attachment::open(&mut read, v.org(), about, v.id("file")?).await?;
    v.download(&file.name, file.kind.media(), bytes)
}
