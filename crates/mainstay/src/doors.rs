//! Every door of the building: method, address, who may use it, and what is behind it.
//!
//! One line a door, in the order people meet them. A test walks all of them as every persona.

use crate::visit::{Answer, Visit};
use casework::May;
use casework::organisation::OrgKind;
use futures_util::future::BoxFuture;

/// How a door is knocked on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Looks.
    Get,
    /// Acts; carries the form token.
    Post,
    /// Sends a file; carries the form token as its first field.
    Upload,
}

/// Who may use a door.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Nobody in particular.
    Nothing,
    /// Anybody signed in, even with a password they were given and have yet to replace.
    Session,
    /// Anybody signed in.
    SignedIn,
    /// Those whose roles carry the permission.
    May(May),
}

/// Whether an address, by the values in it, stands for somebody who may send a file.
pub type Proof =
    fn(crate::app::App, rulebook::Instant, Vec<(String, String)>) -> BoxFuture<'static, bool>;

/// What is behind a door.
#[derive(Clone, Copy)]
pub enum Behind {
    /// Before sign-in.
    Outside(fn(crate::guard::Outside) -> BoxFuture<'static, Answer>),
    /// Before sign-in, where the address itself proves who may send what comes with it. The proof
    /// stands before anything is read; the handler looks again.
    Proved(Proof, fn(crate::guard::Outside) -> BoxFuture<'static, Answer>),
    /// After.
    Inside(fn(Visit) -> BoxFuture<'static, Answer>),
}

/// A door.
#[derive(Clone, Copy)]
pub struct Door {
    /// How it is knocked on.
    pub method: Method,
    /// Address, with `{names}` for values.
    pub path: &'static str,
    /// Who may use it.
    pub needs: Needs,
    /// What is behind it.
    pub behind: Behind,
}

/// Doors an open page knocks on by itself. Nobody need be there, so they do not keep a session.
const BY_THE_PAGE: &[&str] = &["/live", "/board/{room}/tiles"];

impl Door {
    /// Whether an open page knocks on it by itself.
    pub fn by_the_page(&self) -> bool {
        BY_THE_PAGE.contains(&self.path)
    }
    /// Whether what is sent here may wait in no page: not for a sign-in, nor for whoever is next.
    pub fn leaves_nothing(&self) -> bool {
        self.path == crate::tell::PATH && self.method == Method::Post
    }
    /// Whether there is such a door in this kind of organisation at all. Most of a school's need a
    /// role of a school; these are an administrator's, or everybody's.
    pub fn is_at(&self, kind: OrgKind) -> bool {
        let inside =
            |p: &str| self.path.strip_prefix(p).is_some_and(|r| r.is_empty() || r.starts_with('/'));
        match kind {
            OrgKind::Authority | OrgKind::Trust => !schools_own::DOORS.iter().any(|p| inside(p)),
            _ => true,
        }
    }
    /// Megabytes of a file at most: what the installation takes for a whole roster, and less
    /// for what people send with their words.
    pub fn megabytes(&self, config: &crate::config::Config) -> usize {
        match self.path {
            "/matters/{id}/documents" => config.upload_megabytes.min(casework::document::MEGABYTES),
            "/roster" | "/incidents/file" | "/attendance/file" | "/mis/file"
            | "/schools/register" => config.upload_megabytes,
            _ => config.upload_megabytes.min(casework::attachment::MEGABYTES),
        }
    }
}

macro_rules! door {
    ($method:ident $path:literal, outside $handler:path) => {
        Door {
            method: Method::$method,
            path: $path,
            needs: Needs::Nothing,
            behind: Behind::Outside(|o| Box::pin($handler(o))),
        }
    };
    ($method:ident $path:literal, proved $prove:path, $handler:path) => {
        Door {
            method: Method::$method,
            path: $path,
            needs: Needs::Nothing,
            behind: Behind::Proved(
                |app, now, path| Box::pin($prove(app, now, path)),
                |o| Box::pin($handler(o)),
            ),
        }
    };
    ($method:ident $path:literal, newcomer $handler:path) => {
        Door {
            method: Method::$method,
            path: $path,
            needs: Needs::Session,
            behind: Behind::Inside(|v| Box::pin($handler(v))),
        }
    };
    ($method:ident $path:literal, anyone $handler:path) => {
        Door {
            method: Method::$method,
            path: $path,
            needs: Needs::SignedIn,
            behind: Behind::Inside(|v| Box::pin($handler(v))),
        }
    };
    ($method:ident $path:literal, $may:ident $handler:path) => {
        Door {
            method: Method::$method,
            path: $path,
            needs: Needs::May(May::$may),
            behind: Behind::Inside(|v| Box::pin($handler(v))),
        }
    };
}

mod authority;
mod hearings;
mod kit;
mod meetings;
mod outside;
mod panel;
mod plan;
mod schools_own;
mod set_up;
mod support;
mod team;

mod cases;

/// The page nearest to an address: itself where it is one, or the one its form stands on.
pub fn page_for(address: &str) -> String {
    let pages: Vec<&str> = all()
        .iter()
        .filter(|door| door.method == Method::Get && !door.by_the_page())
        .map(|door| door.path)
        .collect();
    let mut path = address.split(['?', '#']).next().unwrap_or("/");
    if pages.iter().any(|page| leads(page, path)) {
        return address.to_string();
    }
    while let Some((before, _)) = path.rsplit_once('/').filter(|(before, _)| !before.is_empty()) {
        path = before;
        if pages.iter().any(|page| leads(page, path)) {
            return path.to_string();
        }
    }
    "/".into()
}

fn leads(door: &str, path: &str) -> bool {
    let (mut door, mut path) = (door.split('/'), path.split('/'));
    loop {
        match (door.next(), path.next()) {
            (None, None) => return true,
            (Some(d), Some(p)) if d == p || (d.starts_with('{') && !p.is_empty()) => {}
            _ => return false,
        }
    }
}

mod early_warning;
mod exclusion;

/// Every door.
pub fn all() -> Vec<Door> {
    use crate::*;
    let mut all = vec![
        door!(Get "/assets/{name}", outside page::assets::serve),
        door!(Get "/sw.js", outside page::assets::worker),
        door!(Get "/health", outside page::assets::health),
        door!(Get "/sign-in", outside sign_in::show),
        door!(Post "/sign-in", outside sign_in::enter),
        door!(Post "/sign-in/demo", outside sign_in::enter_demo),
        door!(Post "/sign-out", newcomer sign_in::leave),
        door!(Get "/password", newcomer sign_in::choose::show),
        door!(Post "/password", newcomer sign_in::choose::keep),
        door!(Get "/account", anyone sign_in::account::show),
        door!(Post "/account/password", anyone sign_in::account::change_password),
        door!(Post "/account/sessions/end", anyone sign_in::account::end_sessions),
        door!(Post "/account/digest", anyone sign_in::account::choose_digest),
        door!(Get "/organisations", anyone sign_in::places::show),
        door!(Post "/organisations", anyone sign_in::places::go),
        door!(Get "/live", anyone page::live::stream),
        door!(Get "/l/{link}", outside link::show),
        door!(Get "/tell", anyone tell::show),
        door!(Post "/tell", anyone tell::pass),
        door!(Get "/safeguarding", Safeguarding safeguarding::list),
        door!(Get "/safeguarding/{id}", Safeguarding safeguarding::show),
        door!(Post "/safeguarding/{id}/received", Safeguarding safeguarding::receive),
        door!(Post "/safeguarding/{id}/next", Safeguarding safeguarding::step),
        door!(Get "/restrictive", Restrictive restrictive::list),
        door!(Get "/restrictive/figures", Restrictive restrictive::figures),
        door!(Get "/restrictive/export/{kind}", Restrictive restrictive::export),
        door!(Get "/restrictive/new", anyone restrictive::new),
        door!(Post "/restrictive/new", anyone restrictive::add),
        door!(Get "/restrictive/{id}", anyone restrictive::show),
        door!(Get "/restrictive/{id}/complete", anyone restrictive::complete),
        door!(Post "/restrictive/{id}/complete", anyone restrictive::keep),
        door!(Post "/restrictive/{id}/sign", anyone restrictive::sign),
        door!(Post "/restrictive/{id}/told/{report}", anyone restrictive::tell),
        door!(Post "/restrictive/{id}/withhold/{report}", anyone restrictive::withhold),
        door!(Get "/restrictive/{id}/copy/{report}", anyone restrictive::copy),
        door!(Post "/restrictive/{id}/copy/{report}", anyone restrictive::give),
        door!(Get "/placements/{id}/restrictive", RunRoom restrictive::ask),
        door!(Post "/placements/{id}/restrictive", RunRoom restrictive::answer),
        door!(Get "/l/{link}/pdf", outside link::pdf),
        door!(Upload "/l/{link}", proved link::opens, link::answer),
        door!(Get "/messages", Messages message::show),
        door!(Post "/messages/{id}/again", Messages message::again),
        door!(Get "/dev/gallery", outside page::gallery::index),
        door!(Get "/dev/gallery/{name}", outside page::gallery::show),
        door!(Get "/placements/{id}/home", Home crate::home::show),
        door!(Post "/placements/{id}/home", Home crate::home::log),
        door!(Post "/placements/{id}/again/{task}", Home crate::home::give_up),
        door!(Post "/calls/{id}/correct", Home crate::home::correct),
        door!(Get "/placements/{id}/receipts", Home crate::receipt::show),
        door!(Post "/placements/{id}/receipts", Home crate::receipt::heard),
        door!(Post "/placements/{id}/receipts/again", Letters crate::receipt::again),
        door!(Post "/placements/{id}/receipts/email", Home crate::receipt::email),
        door!(Post "/placements/{id}/receipts/{answer}", Home crate::receipt::see_to),
        door!(Get "/placements/{id}/standards", Home crate::standards::show),
        door!(Post "/placements/{id}/standards", Letters crate::standards::give),
        door!(Post "/placements/{id}/standards/{sheet}", Home crate::standards::heard),
        door!(Get "/sheets/{id}/pdf", Home crate::standards::pdf),
        door!(Get "/placements/{id}/told", Home crate::told::one),
        door!(Post "/placements/{id}/told", Home crate::told::tell),
        door!(Get "/told", Home crate::told::day),
        door!(Get "/pupils/{id}/good-news", Home crate::good_news::show),
        door!(Post "/pupils/{id}/good-news", Home crate::good_news::send),
        door!(Get "/good-news/{id}/pdf", Home crate::good_news::pdf),
        door!(Get "/placements/{id}/letters", Letters crate::letter::show),
        door!(Post "/placements/{id}/letters", Letters crate::letter::issue),
        door!(Get "/letters/{id}", Letters crate::letter::one),
        door!(Get "/letters/{id}/pdf", Letters crate::letter::pdf),
        door!(Get "/work/asked", AnswerWork crate::work::asked::show),
        door!(Upload "/work/{id}/answer", AnswerWork crate::work::asked::answer),
        door!(Get "/work/{id}/file/{file}", anyone crate::work::file::serve),
        door!(Get "/work", ChaseWork crate::work::chase::show),
        door!(Get "/work/{id}", ChaseWork crate::work::one::show),
        door!(Post "/work/{id}/told", ChaseWork crate::work::one::told),
        door!(Post "/work/{id}/bank", ChaseWork crate::work::one::bank),
        door!(Post "/work/{id}/done", ChaseWork crate::work::one::done),
        door!(Post "/work/{id}/returned", ChaseWork crate::work::one::returned),
        door!(Get "/work/round", RunRoom crate::work::round::show),
        door!(Get "/bank", ChaseWork crate::bank::show),
        door!(Get "/bank/new", ChaseWork crate::bank::unit::new),
        door!(Post "/bank/new", ChaseWork crate::bank::unit::add),
        door!(Get "/bank/{id}", ChaseWork crate::bank::unit::show),
        door!(Upload "/bank/{id}", ChaseWork crate::bank::unit::change),
        door!(Post "/bank/{id}/decide", ChaseWork crate::bank::unit::decide),
        door!(Post "/bank/{id}/active", ChaseWork crate::bank::unit::active),
        door!(Get "/bank/{id}/file/{file}", ChaseWork crate::bank::unit::serve),
        door!(Get "/subjects", ChaseWork crate::bank::subject::list),
        door!(Get "/subjects/one", ChaseWork crate::bank::subject::show),
        door!(Post "/subjects/one", ChaseWork crate::bank::subject::talk),
        door!(Get "/programmes/edit", ChaseWork crate::bank::programme::show),
        door!(Post "/programmes/edit", ChaseWork crate::bank::programme::keep),
        door!(Post "/programmes/{id}/agree", ChaseWork crate::bank::programme::agree),
        door!(Get "/work/walk", ChaseWork crate::set_up::walk::show),
        door!(Post "/work/walk", ChaseWork crate::set_up::walk::keep),
        door!(Get "/work/round/print", RunRoom crate::work::round_print::show),
        door!(Post "/work/{id}/collected", RunRoom crate::work::relay::collected),
        door!(Post "/work/{id}/not-there", RunRoom crate::work::relay::not_there),
        door!(Post "/work/{id}/seen", RunRoom crate::work::relay::seen),
        door!(Post "/work/{id}/judged", RunRoom crate::work::relay::judged),
        door!(Get "/work/back", RunRoom crate::work::back::show),
        door!(Post "/work/back", RunRoom crate::work::back::hand),
        door!(Get "/work/back/print", RunRoom crate::work::back_print::show),
        door!(Post "/work/{id}/nothing-back", RunRoom crate::work::back::nothing),
        door!(Post "/work/back/{id}/undo", RunRoom crate::work::back::undo),
        door!(Post "/work/back/{id}/receipt", AnswerWork crate::work::receipt::said),
        door!(Get "/notice", ReadNotice crate::notice::show),
        door!(Get "/notice/opened", PublishNotice crate::notice::opened::show),
        door!(Post "/notice/publish", PublishNotice crate::notice::publish),
        door!(Get "/", Today today::show),
        door!(Get "/roster", Import roster::show),
        door!(Upload "/roster", Import roster::take),
        door!(Get "/roster/file/{file}", Import roster::look),
        door!(Post "/roster/file/{file}", Import roster::bring_in),
        door!(Get "/roster/file/{file}/columns", Import roster::show_columns),
        door!(Post "/roster/file/{file}/columns", Import roster::save_columns),
        door!(Get "/refer", Refer referral::refer::show),
        door!(Post "/refer", Refer referral::refer::send),
        door!(Get "/referrals", Refer referral::mine::show),
        door!(Get "/referrals/{id}", Refer referral::thread::show),
        door!(Post "/referrals/{id}/context", ApproverNotes referral::thread::add_context),
        door!(Post "/referrals/{id}/withdraw", Refer referral::thread::withdraw),
        door!(Get "/queue", Approve referral::queue::show),
        door!(Get "/queue/{id}", Approve referral::approve::show),
        door!(Post "/queue/{id}/approve", Approve referral::decide::approve),
        door!(Post "/queue/{id}/decline", Approve referral::decide::decline),
        door!(Get "/placements/{id}/move", RunRoom referral::rebook::show),
        door!(Post "/placements/{id}/move", RunRoom referral::rebook::shift),
        door!(Post "/placements/{id}/cancel", RunRoom referral::rebook::cancel),
        door!(Get "/placements/{id}/exit", Interview crate::exit::show),
        door!(Post "/placements/{id}/exit", Interview crate::exit::hold),
        door!(Post "/placements/{id}/close", Interview crate::exit::close),
        door!(Post "/placements/{id}/belongings", Interview crate::exit::give_back),
        door!(Get "/targets", PupilSummary crate::exit::targets::show),
        door!(Get "/placements/{id}/repair", Interview crate::repair::offer),
        door!(Post "/placements/{id}/repair", Interview crate::repair::make_offer),
        door!(Get "/repairs/{id}", Interview crate::repair::show),
        door!(Get "/repairs/{id}/agreement", Interview crate::repair::agreement),
        door!(Post "/repairs/{id}/set", Interview crate::repair::set),
        door!(Post "/repairs/{id}/held", Interview crate::repair::held),
        door!(Post "/repairs/{id}/declined", Interview crate::repair::declined),
        door!(Post "/repairs/{id}/check", Interview crate::repair::check),
        door!(Get "/repairs/{id}/side/{side}", Interview crate::repair::side::show),
        door!(Post "/repairs/{id}/side/{side}", Interview crate::repair::side::keep),
        door!(Post "/repairs/{id}/messages", Interview crate::repair::side::carry),
        door!(Get "/placements/{id}/reflection", Interview crate::reflection::begin),
        door!(Post "/placements/{id}/reflection", Interview crate::reflection::start),
        door!(Get "/reflections/{id}", Interview crate::reflection::show),
        door!(Post "/reflections/{id}", Interview crate::reflection::keep),
        door!(Get "/reflections/{id}/print", Interview crate::reflection::hand::print),
        door!(Post "/reflections/{id}/hand-over", Interview crate::reflection::hand::over),
        door!(Get "/reflections/{id}/pupil", Interview crate::reflection::hand::show),
        door!(Post "/reflections/{id}/pupil", Interview crate::reflection::hand::keep),
        door!(Post "/reflections/{id}/back", Interview crate::reflection::hand::back),
        door!(Get "/placements/{id}/failed-day", Interview crate::failed_day::write),
        door!(Post "/placements/{id}/failed-day", Interview crate::failed_day::keep),
        door!(Get "/failed-days/{id}", Interview crate::failed_day::show),
        door!(Post "/failed-days/{id}/decide", DecideDay crate::failed_day::decide),
        door!(Post "/failed-days/{id}/read", Interview crate::failed_day::read),
        door!(Get "/mis", MisEntries crate::mis_entry::show),
        door!(Get "/mis/preview", MisEntries crate::mis_entry::preview),
        door!(Get "/mis/file", MisEntries crate::mis_entry::show_file),
        door!(Upload "/mis/file", MisEntries crate::mis_entry::look),
        door!(Post "/mis/file/columns", MisEntries crate::mis_entry::remember),
        door!(Post "/mis/file/keep", MisEntries crate::mis_entry::keep),
        door!(Post "/mis/runs/{id}/undo", MisEntries crate::mis_entry::undo),
        door!(Post "/mis/{id}", MisEntries crate::mis_entry::tick),
        door!(Post "/mis/{id}/untick", MisEntries crate::mis_entry::untick),
        door!(Get "/mis/export/{kind}", MisEntries crate::mis_entry::export),
        door!(Get "/returns", Returns crate::returning::list),
        door!(Get "/cards/missing", Returns crate::returning::card::missing::show),
        door!(Post "/cards/missing", Returns crate::returning::card::missing::remind),
        door!(Get "/returns/{id}", Returns crate::returning::show),
        door!(Post "/returns/{id}/check-in", Returns crate::returning::check_in),
        door!(Post "/returns/{id}/outcome", Returns crate::returning::outcome),
        door!(Get "/returns/{id}/card", Returns crate::returning::card::whole::show),
        door!(Post "/returns/{id}/card", Returns crate::returning::card::give),
        door!(Post "/returns/{id}/card/look", Returns crate::returning::card::look::post),
        door!(Post "/returns/{id}/card/paper", Returns crate::returning::card::whole::paper),
        door!(Get "/returns/{id}/card/print", Returns crate::returning::card::print::show),
        door!(Get "/cards", PupilSummary crate::returning::card::mine::show),
        door!(Post "/cards/{id}/mark", PupilSummary crate::returning::card::mine::mark),
        door!(Post "/cards/marks/{id}/undo", PupilSummary crate::returning::card::undo),
        door!(Get "/duties", Duties crate::duty::show),
        door!(Get "/duties/new", Duties crate::duty::take::show),
        door!(Post "/duties", Duties crate::duty::take::post),
        door!(Post "/calls", Duties crate::duty::call::log),
        door!(Get "/calls/{id}", Duties crate::duty::call::show),
        door!(Post "/calls/{id}", Duties crate::duty::call::change),
        door!(Get "/duties/timeline", Duties crate::duty::timeline::show),
        door!(Get "/mentoring", Duties crate::mentoring::list),
        door!(Get "/mentoring/new", Duties crate::mentoring::new),
        door!(Post "/mentoring/new", Duties crate::mentoring::add),
        door!(Get "/mentoring/{id}", Duties crate::mentoring::show),
        door!(Post "/mentoring/{id}", Duties crate::mentoring::change),
        door!(Post "/mentoring/{id}/sessions", Duties crate::mentoring::hold),
        door!(Get "/slips", Today crate::slip::list),
        door!(Post "/slips", Today crate::slip::send),
        door!(Get "/slips/{id}", Today crate::slip::show),
        door!(Post "/slips/{id}", Today crate::slip::answer),
        door!(Get "/pupils/{id}/slips", PupilFile crate::slip::of_pupil),
        door!(Get "/actions", Today crate::action::list),
        door!(Post "/actions/export", Today crate::action::export),
        door!(Get "/actions/new", Today crate::action::new::show),
        door!(Post "/actions/new", Today crate::action::new::add),
        door!(Get "/actions/routines", Today crate::action::routine::show),
        door!(Post "/actions/routines", Today crate::action::routine::keep),
        door!(Get "/actions/{id}", Today crate::action::show),
        door!(Post "/actions/{id}", Today crate::action::step::act),
        door!(Get "/actions/{id}/review", Today crate::action::review::show),
        door!(Post "/actions/{id}/review", Today crate::action::review::hold),
        door!(Get "/recommendations", Reports crate::recommendation::list),
        door!(Get "/recommendations/new", Reports crate::recommendation::new),
        door!(Post "/recommendations/new", Reports crate::recommendation::add),
        door!(Get "/recommendations/{id}", anyone crate::recommendation::show),
        door!(Post "/recommendations/{id}", anyone crate::recommendation::act),
        door!(Get "/reports", Reports crate::report::show),
        door!(Get "/reports/half-term", Reports crate::report::half_term),
        door!(Get "/reports/governors", Reports crate::report::governors::show),
        door!(Post "/reports/governors", Reports crate::report::governors::export),
        door!(Get "/reports/gaps", Reports crate::report::gaps::show),
        door!(Get "/reports/list", Reports crate::report::list::show),
        door!(Post "/reports/export", Reports crate::report::list::export),
        door!(Get "/reports/week", Reports crate::report::week::show),
        door!(Get "/reports/impact", Reports crate::report::impact::show),
        door!(Post "/reports/impact", Reports crate::report::impact::export),
        door!(Get "/reports/impact/list", Reports crate::report::impact::list),
        door!(Get "/reports/lessons", Faculty crate::report::ledger::show),
        door!(Get "/reports/lessons/teachers", TeacherFigures crate::report::teachers::list),
        door!(Post "/reports/lessons/teachers", TeacherFigures crate::report::teachers::open),
        door!(Get "/reports/lessons/teachers/{id}", Faculty crate::report::teachers::show),
        door!(Post "/reports/lessons/teachers/{id}/end", TeacherFigures crate::report::teachers::end),
        door!(Get "/reports/lessons/list", Reports crate::report::ledger::list),
        door!(Post "/reports/lessons/list", Reports crate::report::ledger::export),
        door!(Get "/reviews", PupilFile crate::review::list),
        door!(Get "/reviews/{id}", PupilFile crate::review::show),
        door!(Post "/reviews/{id}", PupilFile crate::review::hold),
        door!(Get "/promises", PupilFile crate::review::promise::list),
        door!(Get "/promises/{id}", PupilFile crate::review::promise::show),
        door!(Post "/promises/{id}/begun", PupilFile crate::review::promise::begun),
        door!(Post "/promises/{id}/dropped", PupilFile crate::review::promise::dropped),
        door!(Get "/pupils/{id}/lessons", PupilFile crate::pupil::lessons::show),
        door!(Post "/pupils/{id}/lessons", PupilFile crate::pupil::lessons::export),
        door!(Get "/set-up/thresholds", SetUp crate::set_up::thresholds::list),
        door!(Post "/set-up/thresholds", SetUp crate::set_up::thresholds::adopt),
        door!(Get "/set-up/thresholds/new", SetUp crate::set_up::thresholds::new),
        door!(Post "/set-up/thresholds/new", SetUp crate::set_up::thresholds::add),
        door!(Get "/set-up/thresholds/{id}", SetUp crate::set_up::thresholds::show),
        door!(Post "/set-up/thresholds/{id}", SetUp crate::set_up::thresholds::change),
        door!(Get "/law", Law law::show),
        door!(Get "/law/event/{code}", Law law::ask::show),
        door!(Get "/law/rules", Law law::rules::list),
        door!(Get "/law/rules/{id}", Law law::rules::one),
        door!(Get "/law/open", Law law::open::show),
        door!(Get "/law/codes", Law law::codes::show),
        door!(Get "/today/leave", Today today::leave::ask),
        door!(Post "/today/leave", Today today::leave::leave),
        door!(Get "/today/arrange", Today today::arrange::ask),
        door!(Post "/today/arrange", Today today::arrange::keep),
        door!(Get "/pupils", FindPupil pupil::list::show),
        door!(Post "/pupils/export", Reports pupil::take::export),
        door!(Get "/pupils/{id}", PupilSummary pupil::show),
        door!(Get "/pupils/{id}/notes", PupilFile pupil::note::new),
        door!(Post "/pupils/{id}/notes", PupilFile pupil::note::add),
        door!(Get "/notes/{id}", PupilFile pupil::note::show),
        door!(Post "/notes/{id}", PupilFile pupil::note::correct),
        door!(Get "/pupils/{id}/helps", PupilFile pupil::summary::edit),
        door!(Post "/pupils/{id}/helps", PupilFile pupil::summary::change),
        door!(Get "/keep-apart", Interview keep_apart::show),
        door!(Post "/keep-apart", Approve keep_apart::set),
        door!(Post "/keep-apart/end", Approve keep_apart::end),
        door!(Get "/set-up/first-aid", SetUp set_up::first_aid::show),
        door!(Post "/set-up/first-aid", SetUp set_up::first_aid::keep),
        door!(Get "/board", Board board::index),
        door!(Get "/board/{room}", Board board::show),
        door!(Get "/board/{room}/tiles", Board board::tiles),
        door!(Get "/board/{room}/marks", RunRoom board::marks::show),
        door!(Post "/board/{room}/marks", RunRoom board::marks::keep),
        door!(Get "/board/{room}/arrivals", RunRoom board::arrivals::show),
        door!(Post "/board/{room}/arrivals", RunRoom board::arrivals::keep),
        door!(Get "/board/{room}/break", RunRoom board::breaks::show),
        door!(Post "/board/{room}/break", RunRoom board::breaks::act),
        door!(Get "/board/{room}/handover", Board board::handover::show),
        door!(Post "/board/{room}/handover", RunRoom board::handover::act),
        door!(Get "/board/{room}/lunch", Board board::lunch::show),
        door!(Post "/board/{room}/lunch", RunRoom board::lunch::act),
        door!(Get "/board/{room}/print", Board board::print::show),
        door!(Get "/board/{room}/late", RunRoom board::late::show),
        door!(Post "/board/{room}/late", RunRoom board::late::keep),
        door!(Get "/board/{room}/arrived-without-referral", RunRoom board::brought::show),
        door!(Post "/board/{room}/arrived-without-referral", RunRoom board::brought::keep),
        door!(Get "/board/{room}/over", RunRoom board::over::show),
        door!(Post "/board/{room}/over", RunRoom board::over::accept),
        door!(Get "/board/{room}/shut", RunRoom board::shut::show),
        door!(Post "/board/{room}/shut", RunRoom board::shut::act),
        door!(Get "/board/{room}/seats", Board board::seats::show),
        door!(Post "/board/{room}/seats", RunRoom board::seats::sit),
        door!(Get "/board/{room}/scripts", Board board::scripts::show),
        door!(Get "/board/{room}/movements", Board crate::movement::show),
        door!(Get "/board/{room}/ways", RunRoom crate::movement::ways),
        door!(Post "/board/{room}/ways", RunRoom crate::movement::keep_ways),
        door!(Get "/placements/{id}/movements", RunRoom crate::movement::one),
        door!(Post "/placements/{id}/movements", RunRoom crate::movement::act),
        door!(Get "/placements/{id}/room", RunRoom board::go::show),
        door!(Post "/placements/{id}/room", RunRoom board::go::act),
        door!(Get "/rota", Board rota::show),
        door!(Post "/rota/change", RunRoom rota::change),
        door!(Post "/rota/away", Board rota::away),
        door!(Post "/rota/back", Board rota::back),
        door!(Get "/rota/week/{room}", RunRoom rota::week::show),
        door!(Post "/rota/week/{room}", RunRoom rota::week::keep),
        door!(Get "/planner", Board planner::show),
        door!(Get "/planner/print", Board planner::print::show),
        door!(Get "/known-dates", RunRoom known_date::list),
        door!(Post "/known-dates", RunRoom known_date::add),
        door!(Post "/known-dates/end", RunRoom known_date::end),
        door!(Get "/known-dates/file", RunRoom known_date::file::show),
        door!(Upload "/known-dates/file", RunRoom known_date::file::look),
        door!(Post "/known-dates/file/keep", RunRoom known_date::file::keep),
        door!(Get "/transfers", PupilFile transfer::list),
        door!(Get "/transfers/new", PupilFile transfer::ask::show),
        door!(Post "/transfers/new", PupilFile transfer::ask::send),
        door!(Get "/transfers/{id}", PupilFile transfer::show),
        door!(Post "/transfers/{id}", PupilFile transfer::answer),
        door!(Get "/placements/{id}", PupilSummary board::card::show),
        door!(Get "/placements/{id}/card", Board board::now_card::show),
        door!(Post "/placements/{id}/referral", RunRoom board::card::tie),
        door!(Post "/placements/{id}/entries", RunRoom board::entry::make),
        door!(Post "/placements/{id}/marks", RunRoom board::entry::mark),
        door!(Get "/placements/{id}/arrival", RunRoom board::arrival::show),
        door!(Post "/placements/{id}/arrival", RunRoom board::arrival::keep),
        door!(Post "/placements/{id}/not-here", RunRoom board::arrival::not_here),
        door!(Post "/placements/{id}/coming/undo", RunRoom board::undo::coming),
        door!(Get "/placements/{id}/induction", Interview board::induction::show),
        door!(Post "/placements/{id}/induction", Interview board::induction::keep),
        door!(Post "/entries/{id}/undo", RunRoom board::entry::undo),
        door!(Post "/entries/{id}/came", RunRoom board::step::came),
        door!(Post "/entries/{id}/correct", RunRoom board::entry::correct),
        door!(Get "/people", People people::list),
        door!(Get "/people/new", People people::new),
        door!(Post "/people/new", People people::add),
        door!(Get "/people/{staff}", People people::show),
        door!(Post "/people/{staff}", People people::change),
        door!(Post "/people/{staff}/password", People people::new_password),
        door!(Post "/people/{staff}/access", People people::access),
        door!(Post "/people/{staff}/sessions", People people::end_sessions),
        door!(Get "/trail", Audit trail::show),
        door!(Post "/trail/export", Audit trail::export),
        door!(Get "/welcome", outside welcome::show),
        door!(Post "/welcome", outside welcome::school),
        door!(Post "/welcome/you", outside welcome::administrator),
    ];
    all.extend(self::early_warning::doors());
    all.extend(self::exclusion::doors());
    all.extend(self::set_up::doors());
    all.extend(self::kit::doors());
    all.extend(self::plan::doors());
    all.extend(self::support::doors());
    all.extend(self::outside::doors());
    all.extend(self::team::doors());
    all.extend(self::authority::doors());
    all.extend(self::hearings::doors());
    all.extend(self::meetings::doors());
    all.extend(self::panel::doors());
    all.extend(self::cases::doors());
    all
}

#[cfg(test)]
mod tests;
