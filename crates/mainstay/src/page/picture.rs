//! Our own small pictures, each beside its word: feelings as faces, and what helps as things.
//! A picture never stands alone and says nothing that its word does not.

use maud::{Markup, html};

/// The picture of a feeling or of something that helps; none for a code that has none.
pub fn picture(code: &str) -> Markup {
    let inside = match face(code) {
        Some(inside) => html! { circle cx="24" cy="24" r="20" {} (inside) },
        None => thing(code),
    };
    html! {
        svg.picture viewBox="0 0 48 48" fill="none" stroke="currentColor" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" { (inside) }
    }
}

fn eyes() -> Markup {
    html! { path d="M17 19v3M31 19v3" {} }
}

fn face(code: &str) -> Option<Markup> {
    Some(match code {
        "calm" => html! { path d="M14 20q3 3 6 0M28 20q3 3 6 0M17 31h14" {} },
        "happy" => html! { (eyes()) path d="M15 28q9 10 18 0" {} },
        "sad" => html! { (eyes()) path d="M16 34q8 -8 16 0" {} },
        "angry" => html! { path d="M13 16l7 4M35 16l-7 4M18 23v1M30 23v1M16 34q8 -6 16 0" {} },
        "worried" => html! { (eyes()) path d="M14 15l5 -2M34 15l-5 -2M16 33q4 -4 8 0q4 4 8 0" {} },
        "tired" => html! { path d="M14 21h6M28 21h6" {} circle cx="24" cy="33" r="3.5" {} },
        "mixed_up" => html! { (eyes()) path d="M16 32l5 -3l5 4l6 -4" {} },
        "left_out" => html! { path d="M17 22v3M29 22v3M18 34h9" {} },
        _ => return None,
    })
}

fn thing(code: &str) -> Markup {
    match code {
        "quiet" => html! { path d="M8 40v-22l16 -11l16 11v22zM19 40v-11h10v11" {} },
        "walk" => {
            html! { path d="M12 14q6 -6 9 2l-2 10h-7zM12 31h7l-1 5h-6zM28 22q8 -6 9 4l-2 9h-7zM28 39h7" {} }
        }
        "talk" => html! { path d="M6 9h26v17h-15l-7 6v-6h-4zM37 18h5v16h-4v6l-6 -6h-11" {} },
        "work_help" => html! { path d="M8 8h22v32h-22zM14 16h10M14 23h10M32 34l10 -12" {} },
        "time" => html! { circle cx="24" cy="24" r="18" {} path d="M24 12v12l8 6" {} },
        "draw" => html! { path d="M9 39l3 -10l20 -20l7 7l-20 20zM28 13l7 7" {} },
        "water" => html! { path d="M12 8h24l-3 32h-18zM14 22q5 4 10 0t10 0" {} },
        "seat" => html! { path d="M14 6v20h20M14 26v16M34 26v16M14 32h20" {} },
        _ => html! {},
    }
}
