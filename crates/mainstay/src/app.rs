//! The application: what every request shares, and the router built from the doors.

use crate::address::Proxies;
use crate::clock::Clock;
use crate::config::Config;
use crate::doors;
use crate::guard;
use crate::kept::Kept;
use crate::page::{NavItem, nav};
use crate::problem::Problem;
use crate::sign_in::tries::Tries;
use axum::Router;
use casework::school::Setting;
use casework::{Actor, Id};
use rulebook::{Day, Minute};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;
use store::Store;
use store::today::Due;
use tokio::sync::watch;
use tower_http::compression::CompressionLevel;

/// What every request shares. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Shared>);

struct Shared {
    store: Store,
    clock: Clock,
    config: Config,
    live: Mutex<HashMap<Id, watch::Sender<i64>>>,
    tries: Tries,
    proxies: Proxies,
    settings: Mutex<HashMap<Id, (std::time::Instant, Arc<Setting>)>>,
    actors: Kept<(Id, Id), Arc<Actor>>,
    places: Kept<Id, usize>,
    menus: Kept<(Id, Id, Day), Arc<Vec<NavItem>>>,
    todays: Kept<(Id, Id, Day, Minute), Arc<Vec<Due>>>,
    books: crate::case::book::Books,
    signs: crate::early_warning::gathered::Signs,
    held: crate::roster::held::Held,
    set_up_code: String,
    link_key: OnceLock<crate::link::token::Key>,
}

impl App {
    /// Puts it together.
    pub fn new(store: Store, clock: Clock, config: Config) -> App {
        // A setting that cannot be read stops the start; here it would only mean that nobody is.
        let proxies = Proxies::parse(&config.trusted_proxies).unwrap_or_default();
        App(Arc::new(Shared {
            store,
            clock,
            config,
            live: Mutex::default(),
            tries: Tries::default(),
            proxies,
            settings: Mutex::default(),
            actors: Kept::default(),
            places: Kept::default(),
            menus: Kept::default(),
            todays: Kept::default(),
            books: Default::default(),
            signs: Default::default(),
            held: Default::default(),
            set_up_code: crate::password::token()
                .map(|t| t.chars().take(16).collect())
                .unwrap_or_default(),
            link_key: OnceLock::new(),
        }))
    }
    /// The store.
    pub fn store(&self) -> &Store {
        &self.0.store
    }
    /// The clock.
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }
    /// Settings of the installation.
    pub fn config(&self) -> &Config {
        &self.0.config
    }
    /// Files of a roster that are being looked at.
    pub fn held(&self) -> &crate::roster::held::Held {
        &self.0.held
    }
    /// The code that opens a new installation, made anew at every start and shown on the console
    /// of the server alone. Empty when it could not be made: then nothing opens.
    pub fn set_up_code(&self) -> &str {
        &self.0.set_up_code
    }
    /// The key that links in messages are proved with; made at its first use on a new installation.
    pub fn link_key(&self) -> anyhow::Result<crate::link::token::Key> {
        if let Some(key) = self.0.link_key.get() {
            return Ok(key.clone());
        }
        let key = crate::link::token::Key::load(self.config())?;
        Ok(self.0.link_key.get_or_init(|| key).clone())
    }
    /// An address here as it is typed elsewhere, such as in a message.
    pub fn address(&self, path: &str) -> String {
        match self.config().public_address.trim_end_matches('/') {
            "" => format!("http://{}{path}", self.config().listen),
            address => format!("{address}{path}"),
        }
    }
    /// What waits for somebody, as it was at a line of the school's trail and in a minute of the
    /// day. Whatever is due is there because of what was written or because of the time, so the
    /// list is worked out once until either has moved, on whichever node.
    pub fn todays(&self) -> &Kept<(Id, Id, Day, Minute), Arc<Vec<Due>>> {
        &self.0.todays
    }
    /// Watches a school's trail grow; the value is the number of its newest line here.
    pub fn watch(&self, org: Id) -> watch::Receiver<i64> {
        let mut live = self.0.live.lock().unwrap_or_else(|e| e.into_inner());
        live.entry(org).or_insert_with(|| watch::channel(0).0).subscribe()
    }
    /// Tells those watching that the school's trail has grown to this line.
    pub fn announce(&self, org: Id, seq: i64) {
        let mut live = self.0.live.lock().unwrap_or_else(|e| e.into_inner());
        let sender = live.entry(org).or_insert_with(|| watch::channel(0).0);
        sender.send_if_modified(|at| {
            let grown = seq > *at;
            *at = (*at).max(seq);
            grown
        });
    }
    /// The school as it is set up. Kept for a few seconds: nearly every page asks, and it seldom
    /// changes. A change made here is seen at once, one made on another node within seconds.
    pub async fn setting(
        &self,
        src: &mut dyn store::Source,
        org: Id,
    ) -> Result<Arc<Setting>, Problem> {
        let now = std::time::Instant::now();
        let kept = self.0.settings.lock().unwrap_or_else(|e| e.into_inner()).get(&org).cloned();
        if let Some((at, setting)) = kept
            && now.duration_since(at) < Duration::from_secs(5)
        {
            return Ok(setting);
        }
        let setting = Arc::new(store::school::setting(src, org).await?);
        let mut settings = self.0.settings.lock().unwrap_or_else(|e| e.into_inner());
        settings.insert(org, (now, setting.clone()));
        Ok(setting)
    }
    /// Who an account is at a school, with the roles of this moment: a role taken away here is
    /// gone at once, one taken away on another node within seconds.
    pub async fn actor(
        &self,
        src: &mut dyn store::Source,
        org: Id,
        account: Id,
    ) -> Result<Arc<Actor>, store::Problem> {
        let (key, writes) = ((org, account), self.store().writes());
        if let Some(actor) = self.0.actors.get(&key, writes) {
            return Ok(actor);
        }
        let actor = Arc::new(store::account::actor(src, org, account).await?);
        self.0.actors.put(key, writes, actor.clone());
        Ok(actor)
    }
    /// In how many organisations an account may work.
    pub async fn places(&self, src: &mut dyn store::Source, account: Id) -> Result<usize, Problem> {
        let writes = self.store().writes();
        if let Some(places) = self.0.places.get(&account, writes) {
            return Ok(places);
        }
        let places = store::organisation::places(src, account).await?.len();
        self.0.places.put(account, writes, places);
        Ok(places)
    }
    /// The menu of a person, with what waits behind each.
    pub async fn menu(
        &self,
        src: &mut dyn store::Source,
        actor: &Actor,
        setting: &Setting,
        today: Day,
    ) -> Result<Arc<Vec<NavItem>>, Problem> {
        let (key, writes) = ((actor.org, actor.account, today), self.store().writes());
        if let Some(menu) = self.0.menus.get(&key, writes) {
            return Ok(menu);
        }
        let menu = Arc::new(nav::of(src, actor, setting, today).await?);
        self.0.menus.put(key, writes, menu.clone());
        Ok(menu)
    }
    /// Books of open cases, each good until something is written.
    pub(crate) fn books(&self) -> &crate::case::book::Books {
        &self.0.books
    }
    /// What early signs are made of, gathered once until something is written.
    pub(crate) fn signs(&self) -> &crate::early_warning::gathered::Signs {
        &self.0.signs
    }
    /// Forgets what was kept of the school's set-up: it has changed.
    pub fn forget_setting(&self, org: Id) {
        self.0.settings.lock().unwrap_or_else(|e| e.into_inner()).remove(&org);
    }
    /// Counts a try at a password or a code from one address; false when there were too many
    /// wrong ones.
    pub fn may_try(&self, address: &str) -> bool {
        self.0.tries.may(address, self.clock().now())
    }
    /// Takes back tries from an address: what was right in the end was no guess.
    pub fn forget_tries(&self, address: &str, count: i64) {
        self.0.tries.forget(address, count);
    }
    /// The proxies that are believed about who asked them.
    pub fn proxies(&self) -> &Proxies {
        &self.0.proxies
    }
    /// Every door as one router.
    pub fn router(&self) -> Router {
        let mut router = Router::new();
        for door in doors::all() {
            let app = self.clone();
            let path = door.path;
            router = router.route(path, guard::route(app, door));
        }
        let [lost, other, out] = [self.clone(), self.clone(), self.clone()];
        router
            .fallback(move |request| guard::nowhere(lost.clone(), request))
            .method_not_allowed_fallback(move |request| guard::not_this_way(other.clone(), request))
            .layer(axum::middleware::from_fn(move |request, next| {
                guard::last(out.clone(), request, next)
            }))
            // The quickest level: half the work of the usual one for a page a tenth longer.
            .layer(
                tower_http::compression::CompressionLayer::new()
                    .quality(CompressionLevel::Fastest)
                    .compress_when(tower_http::compression::predicate::NotForContentType::new(
                        "text/event-stream",
                    )),
            )
    }
    /// How long a request may take.
    pub fn patience(&self) -> Duration {
        Duration::from_secs(self.config().request_seconds.max(1))
    }
}
