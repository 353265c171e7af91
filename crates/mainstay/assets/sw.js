// The board while the network is away: the last one that was seen is shown again after a reload,
// for half an hour at most. Nothing else that names anybody is kept, and signing out drops it.
const KEPT = "mainstay-board";
const LOOKS = "mainstay-looks";
const HALF_AN_HOUR = 30 * 60 * 1000;
// A wireless network that has gone may keep a request hanging for minutes.
const PATIENCE = 8000;
const BOARD = /^\/board(\/[0-9a-f-]{36})?$/;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith("/assets/") && url.search) event.respondWith(look(request));
  else if (request.mode === "navigate") event.respondWith(page(request, url));
});

// Style and script: their address changes with what is in them.
async function look(request) {
  const looks = await caches.open(LOOKS);
  const kept = await looks.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) {
    const name = new URL(request.url).pathname;
    for (const old of await looks.keys()) if (new URL(old.url).pathname === name) await looks.delete(old);
    await looks.put(request, answer.clone());
  }
  return answer;
}

async function page(request, url) {
  // Whoever signs in next, or goes on at another organisation, is shown nothing of the one before.
  if (url.pathname === "/sign-in" || url.pathname === "/organisations") await caches.delete(KEPT);
  if (!BOARD.test(url.pathname)) return fetch(request);
  const boards = await caches.open(KEPT);
  const kept = await boards.match(url.pathname);
  try {
    const answer = await (kept ? fetch(request, { signal: AbortSignal.timeout(PATIENCE) }) : fetch(request));
    if (answer.ok && !url.search) await keep(boards, url.pathname, answer.clone());
    // Signed out, or no longer theirs.
    else if (!answer.ok && answer.status < 500) await boards.delete(url.pathname);
    return answer;
  } catch (fault) {
    const at = Number(kept?.headers.get("x-kept-at") ?? 0);
    if (!kept || Date.now() - at > HALF_AN_HOUR) { await caches.delete(KEPT); throw fault; }
    const text = (await kept.text()).replace("<html", `<html data-kept="${at}"`);
    return new Response(text, { headers: { "content-type": "text/html; charset=utf-8", "content-security-policy": kept.headers.get("content-security-policy") ?? "default-src 'self'" } });
  }
}

async function keep(boards, path, answer) {
  const headers = new Headers(answer.headers);
  headers.set("x-kept-at", String(Date.now()));
  await boards.put(path, new Response(await answer.blob(), { headers }));
}
