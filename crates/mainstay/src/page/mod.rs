//! Pages: the frame round them, the parts they are made of, and the gallery that shows them all.
//!
//! A page is a plain struct that can be drawn without a database. Must never know: how its
//! facts were found.

pub mod assets;
pub mod earlier;
pub mod error;
pub mod frame;
pub mod gallery;
pub mod kit;
pub mod live;
pub mod name;
pub mod nav;
pub mod picture;
mod table;
mod typed;

pub use frame::{Frame, NavItem, Part};

use maud::Markup;

/// A page.
pub trait Page {
    /// Title in the browser, without the product's name.
    fn title(&self) -> String;
    /// What is inside `main`.
    fn main(&self) -> Markup;
    /// Class of `main`.
    fn class(&self) -> &'static str {
        "page"
    }
    /// Which item of the menu is here: the start of its address.
    fn here(&self) -> &'static str {
        ""
    }
    /// Script modules the page is quicker with, by asset name.
    fn scripts(&self) -> &'static [&'static str] {
        &[]
    }
    /// The page as a document of its own, for people who have not signed in.
    fn alone(&self) -> Markup {
        frame::document(
            &self.title(),
            "door",
            maud::html! {
                a.skip href="#main" { "Skip to the page" }
                main.page #main { div.page-one { (self.main()) } }
            },
            self.scripts(),
        )
    }
}
