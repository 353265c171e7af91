//! Every door of the building: method, address, who may use it, and what is behind it.
//!
//! One line a door, in the order people meet them. A test walks all of them as every persona.

use crate::visit::{Answer, Visit};
use casework::May;
use futures_util::future::BoxFuture;

/// How a door is knocked on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Looks.
    Get,
    /// Acts; carries the form token.
    Post,
    /// Sends a file; carries the form token in the address.
    Upload,
}

/// Who may use a door.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Nobody in particular.
    Nothing,
    /// Anybody signed in.
    SignedIn,
    /// Those whose roles carry the permission.
    May(May),
}

/// What is behind a door.
#[derive(Clone, Copy)]
pub enum Behind {
    /// Before sign-in.
    Outside(fn(crate::guard::Outside) -> BoxFuture<'static, Answer>),
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

macro_rules! door {
    ($method:ident $path:literal, outside $handler:path) => {
        Door {
            method: Method::$method,
            path: $path,
            needs: Needs::Nothing,
            behind: Behind::Outside(|o| Box::pin($handler(o))),
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

/// Every door.
pub fn all() -> Vec<Door> {
    use crate::board;
    use crate::{page, sign_in, today};
    vec![
        door!(Get "/assets/{name}", outside page::assets::serve),
        door!(Get "/health", outside page::assets::health),
        door!(Get "/sign-in", outside sign_in::show),
        door!(Post "/sign-in", outside sign_in::enter),
        door!(Post "/sign-in/demo", outside sign_in::enter_demo),
        door!(Post "/sign-out", anyone sign_in::leave),
        door!(Get "/account", anyone sign_in::account::show),
        door!(Post "/account/password", anyone sign_in::account::change_password),
        door!(Post "/account/sessions/end", anyone sign_in::account::end_sessions),
        door!(Get "/live", anyone page::live::stream),
        door!(Get "/dev/gallery", outside page::gallery::index),
        door!(Get "/dev/gallery/{name}", outside page::gallery::show),
        door!(Get "/", Today today::show),
        door!(Get "/board", Board board::index),
        door!(Get "/board/{room}", Board board::show),
        door!(Get "/board/{room}/tiles", Board board::tiles),
        door!(Get "/board/{room}/marks", RunRoom board::marks::show),
        door!(Post "/board/{room}/marks", RunRoom board::marks::keep),
        door!(Get "/board/{room}/break", RunRoom board::breaks::show),
        door!(Post "/board/{room}/break", RunRoom board::breaks::act),
        door!(Get "/board/{room}/handover", Board board::handover::show),
        door!(Post "/board/{room}/handover", RunRoom board::handover::act),
        door!(Get "/board/{room}/lunch", Board board::lunch::show),
        door!(Get "/board/{room}/print", Board board::print::show),
        door!(Get "/board/{room}/arrived-without-referral", RunRoom board::brought::show),
        door!(Post "/board/{room}/arrived-without-referral", RunRoom board::brought::keep),
        door!(Get "/placements/{id}", PupilSummary board::card::show),
        door!(Post "/placements/{id}/entries", RunRoom board::entry::make),
        door!(Post "/placements/{id}/marks", RunRoom board::entry::mark),
        door!(Get "/placements/{id}/arrival", RunRoom board::arrival::show),
        door!(Post "/placements/{id}/arrival", RunRoom board::arrival::keep),
        door!(Post "/placements/{id}/not-here", RunRoom board::arrival::not_here),
        door!(Get "/placements/{id}/induction", Interview board::induction::show),
        door!(Post "/placements/{id}/induction", Interview board::induction::keep),
        door!(Post "/entries/{id}/undo", RunRoom board::entry::undo),
        door!(Post "/entries/{id}/correct", RunRoom board::entry::correct),
    ]
}
