// Taps made without a network: they outlive the tab, belong to one person, and
// one that is refused holds up none of the others.

import { signIn } from '../lib/school.mjs';

export const name = 'taps without a network outlive the tab, and a refused one holds up no other';

const kept = (page) => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('taps:')).flatMap((key) => JSON.parse(localStorage.getItem(key))).length);
const tile = (page) => page.locator('[data-tile]:has(button[name="kind"][value="praise"])').first();
const praise = (page) => tile(page).locator('button[name="kind"][value="praise"]').first();
const count = async (page) => Number((await praise(page).innerText()).replace(/\D/g, '') || 0);
// A form of the board sent as its key would, with more words than it takes.
const tooLong = (page) => tile(page).locator('form[data-tap]:has(input[name="body"])').first().evaluate((form) => {
  form.querySelector('[name="body"]').value = 'x'.repeat(2001);
  form.requestSubmit(form.querySelector('button[name="kind"], button'));
});

export async function run({ page, context, assert }) {
  await signIn(page, 'Okell');
  await page.goto('/board');
  const board = page.url();
  const before = await count(page);
  await context.setOffline(true);
  await praise(page).click();
  await page.locator('[data-live-status]').filter({ hasText: 'kept here' }).waitFor();
  assert.equal(await kept(page), 1);

  // The tab is closed; another one, once there is a network, sends it.
  await page.close();
  await context.setOffline(false);
  const other = await context.newPage();
  await other.goto(board);
  await other.waitForFunction(() => !Object.keys(localStorage).some((key) => key.startsWith('taps:')));
  await other.reload();
  assert.equal(await count(other), before + 1, 'sent once, from another tab');

  // One that is refused is shown with its words; the one behind it is kept.
  await context.setOffline(true);
  await tooLong(other);
  await praise(other).click();
  assert.equal(await kept(other), 2);
  await context.setOffline(false);
  await other.getByRole('alert').filter({ hasText: 'Not kept' }).waitFor();
  assert.match(await other.getByRole('alert').first().innerText(), /Use at most 2000 characters/);
  assert.equal((await other.locator('[role="alert"] textarea').first().inputValue()).length, 2001, 'nothing typed is lost');
  await other.waitForFunction(() => !Object.keys(localStorage).some((key) => key.startsWith('taps:')));
  await other.reload();
  assert.equal(await count(other), before + 2, 'the tap behind it went on');

  // The tablet is reloaded while the network is away: the last board is there, and says so.
  await other.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await other.reload();
  await other.waitForFunction(async () => (await caches.open('mainstay-board')).match(location.pathname).then(Boolean));
  await context.setOffline(true);
  await other.reload();
  await other.locator('[data-live-status]').filter({ hasText: 'No network. This is the board as it was' }).waitFor();
  await praise(other).click();
  await other.locator('[data-live-status]').filter({ hasText: 'kept here' }).waitFor();
  await context.setOffline(false);
  await other.waitForFunction(() => !document.documentElement.dataset.kept);
  assert.equal(await count(other), before + 3, 'what was tapped on a kept board is sent');

  // Signing out asks first: whoever stays keeps the tap, whoever goes drops it.
  await context.route('**/entries', (route) => route.abort());
  await praise(other).click();
  await other.locator('[data-live-status]').filter({ hasText: 'kept here' }).waitFor();
  await other.goto('/account');
  const out = other.locator('form[action="/sign-out"] button').first();
  let asked = '';
  other.once('dialog', (dialog) => { asked = dialog.message(); return dialog.dismiss(); });
  await out.click();
  assert.match(asked, /1 tap on the board is kept here and was not sent yet/);
  assert.equal(await kept(other), 1);
  assert.match(other.url(), /\/account$/);
  other.once('dialog', (dialog) => dialog.accept());
  await out.click();
  await other.waitForURL(/\/sign-in/);
  assert.equal(await kept(other), 0, 'nothing of theirs is left on the machine');
  assert.equal(await other.evaluate(async () => (await (await caches.open('mainstay-board')).keys()).length), 0, 'and no board');
}
