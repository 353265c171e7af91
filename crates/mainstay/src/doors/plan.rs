//! The doors of plans: written by those who open the file; read, used and answered by those who
//! teach.

use super::*;

pub(super) fn doors() -> Vec<Door> {
    vec![
        door!(Get "/plans", PupilFile crate::plan::list),
        door!(Get "/plans/new", PupilFile crate::plan::new),
        door!(Post "/plans/new", PupilFile crate::plan::add),
        door!(Get "/plans/{id}", PupilFile crate::plan::show),
        door!(Get "/plans/{id}/write", PupilFile crate::plan::write::show),
        door!(Post "/plans/{id}/write", PupilFile crate::plan::write::keep),
        door!(Post "/plans/{id}/give", PupilFile crate::plan::give),
        door!(Post "/plans/{id}/oversee", PupilFile crate::plan::oversee),
        door!(Post "/plans/{id}/readers", PupilFile crate::plan::ask_new),
        door!(Post "/plans/{id}/ask", PupilFile crate::plan::ask::ask),
        door!(Get "/plans/{id}/replies", PupilFile crate::plan::ask::replies),
        door!(Post "/plans/{id}/check", PupilFile crate::plan::check::ask),
        door!(Get "/plans/{id}/versions/{number}", PupilFile crate::plan::version::show),
        door!(Get "/plans/reviews/{id}", PupilFile crate::plan::review::show),
        door!(Post "/plans/reviews/{id}", PupilFile crate::plan::review::hold),
        door!(Post "/plans/reviews/{id}/move", PupilFile crate::plan::review::shift),
        door!(Get "/plans/{id}/page", PupilSummary crate::plan::one_page::show),
        door!(Post "/plans/{id}/page", PupilSummary crate::plan::one_page::read),
        door!(Get "/plans/asks/{id}", PupilSummary crate::plan::ask::show),
        door!(Post "/plans/asks/{id}", PupilSummary crate::plan::ask::answer),
        door!(Post "/plans/asks/{id}/link", PupilFile crate::plan::send::link),
        door!(Get "/plans/checks/{id}", PupilSummary crate::plan::check::show),
        door!(Post "/plans/checks/{id}", PupilSummary crate::plan::check::answer),
        door!(Get "/in-my-lessons", PupilSummary crate::plan::lesson::show),
        door!(Post "/in-my-lessons", PupilSummary crate::plan::lesson::tap),
    ]
}
