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
        door!(Get "/placements/{id}/home", Home crate::home::show),
        door!(Post "/placements/{id}/home", Home crate::home::log),
        door!(Post "/placements/{id}/again/{task}", Home crate::home::give_up),
        door!(Post "/calls/{id}/correct", Home crate::home::correct),
        door!(Get "/placements/{id}/letters", Letters crate::letter::show),
        door!(Post "/placements/{id}/letters", Letters crate::letter::issue),
        door!(Get "/letters/{id}", Letters crate::letter::one),
        door!(Get "/letters/{id}/pdf", Letters crate::letter::pdf),
        door!(Get "/work/asked", AnswerWork crate::work::asked::show),
        door!(Post "/work/{id}/answer", AnswerWork crate::work::asked::answer),
        door!(Get "/work", ChaseWork crate::work::chase::show),
        door!(Get "/work/{id}", ChaseWork crate::work::one::show),
        door!(Post "/work/{id}/told", ChaseWork crate::work::one::told),
        door!(Post "/work/{id}/bank", ChaseWork crate::work::one::bank),
        door!(Post "/work/{id}/done", ChaseWork crate::work::one::done),
        door!(Post "/work/{id}/returned", ChaseWork crate::work::one::returned),
        door!(Get "/notice", ReadNotice crate::notice::show),
        door!(Post "/notice/publish", PublishNotice crate::notice::publish),
        door!(Get "/", Today today::show),
    ]
}
