//! Good news told at school as well: to the form tutor and to whoever leads the year, where its
//! writer chooses so.
//!
//! Must never do: tell anybody at school without being asked to.

use crate::problem::Problem;
use crate::visit::Visit;
use casework::good_news::GoodNews;
use casework::message::{self, Draft, Kind};
use casework::pupil::Pupil;
use casework::school::Staff;
use casework::words::{Concept, capital};
use casework::{Id, Role};
use store::{Source, Write};

/// A colleague it can be told to, and what they are to the pupil.
pub struct Colleague {
    /// Who.
    pub staff: Staff,
    /// "Form tutor"
    pub what: String,
}

impl Colleague {
    /// Whether there is an address to write to.
    pub fn has_address(&self) -> bool {
        !self.staff.email.trim().is_empty()
    }
}

/// Those at school who would like to know: the form tutor and whoever leads the year, each once,
/// and not the writer.
pub async fn colleagues(
    src: &mut dyn Source,
    v: &Visit,
    pupil: &Pupil,
) -> Result<Vec<Colleague>, Problem> {
    let mut out: Vec<Colleague> = Vec::new();
    let lead = store::year_lead::of(src, v.org(), pupil.year).await?;
    let tutors: Vec<Id> = pupil.tutor.into_iter().collect();
    let tutors = store::staff::several(src, v.org(), &tutors).await?;
    let tutor = tutors.into_iter().map(|s| (s, capital(&v.words().role(Role::Tutor))));
    let lead = lead.into_iter().map(|s| (s, v.words().cap(Concept::YearLead)));
    for (staff, what) in tutor.chain(lead) {
        if staff.id == v.actor.staff {
            continue;
        }
        match out.iter_mut().find(|c| c.staff.id == staff.id) {
            Some(known) => known.what = format!("{}, {}", known.what, what.to_lowercase()),
            None => out.push(Colleague { staff, what }),
        }
    }
    Ok(out)
}

/// Tells them by email. It says whom it is about in the words of it, and not in its subject.
pub async fn tell(
    w: &mut Write,
    v: &Visit,
    news: &GoodNews,
    pupil: &Pupil,
    to: &[&Colleague],
) -> Result<(), Problem> {
    let who = format!("{}, {}", pupil.name(), pupil.form);
    let drafts: Vec<Draft> = to
        .iter()
        .map(|c| {
            let id = Id::now_v7();
            let school = &v.setting.school.name;
            let reference = message::reference(id);
            let colleague = c.staff.formal();
            Draft {
                id,
                kind: Kind::GoodNewsStaff,
                staff: Some(c.staff.id),
                contact: None,
                to_name: c.staff.full(),
                to: c.staff.email.clone(),
                words: message::good_news_at_school(school, &colleague, &who, news, &reference),
                about: news.id,
                pupil: Some(news.pupil),
                link: None,
                until: casework::link::day_is_over(v.today().plus(rulebook::room::NEWS_TRIED)),
            }
        })
        .collect();
    Ok(store::message::add(w, &drafts).await?)
}
