// What is typed and not yet sent: it waits for its writer, at its address, for
// its pupil, and for nobody else.

import { signIn } from '../lib/school.mjs';

export const name = 'a draft waits for its writer and its pupil only';

const drafts = (page) => page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('draft:')));
const words = (page) => page.locator('[name="what"]').inputValue();

export async function run({ page, context, assert }) {
  await signIn(page, 'Ravenhall');
  const pupils = [];
  for (const find of ['Amelia', 'Zofia']) {
    await page.goto(`/refer?q=${find}`);
    pupils.push(await page.locator('main a[href^="/refer?pupil="]').first().getAttribute('href'));
  }
  await page.goto(pupils[0]);
  await page.locator('[name="what"]').fill('Threw a chair.');
  await page.locator('input[name="reason"]').first().check();

  // Another pupil's form knows nothing of it; the same pupil's still has it.
  await page.goto(pupils[1]);
  assert.equal(await words(page), '', 'words about one pupil are not in the form of another');
  assert.equal(await page.locator('input[name="reason"]:checked').count(), 0);
  await page.goto(pupils[0]);
  assert.equal(await words(page), 'Threw a chair.');
  assert.ok(await page.locator('input[name="reason"]').first().isChecked());

  // Sent with something missing: it comes back, is changed, and the change waits too.
  await page.locator('form[action="/refer"][method="post"] button[type="submit"]').click();
  assert.equal(await words(page), 'Threw a chair.');
  await page.locator('[name="what"]').fill('Threw a chair. Nobody was near.');
  await page.goto(pupils[0]);
  assert.equal(await words(page), 'Threw a chair. Nobody was near.');

  // Sent where there is no network: the page stays, says so, and the words wait for another day.
  await context.setOffline(true);
  await page.locator('[name="what"]').fill('Threw a chair. Nobody was near. Sorry at once.');
  await page.locator('form[action="/refer"][method="post"] button[type="submit"]').click();
  assert.match(await page.locator('[data-no-network]').innerText(), /There is no network/);
  assert.equal(await words(page), 'Threw a chair. Nobody was near. Sorry at once.');
  await context.setOffline(false);
  await page.goto(pupils[0]);
  assert.equal(await words(page), 'Threw a chair. Nobody was near. Sorry at once.');

  // The session ends, and somebody else signs in at this tab.
  await context.clearCookies();
  await signIn(page, 'Okell');
  assert.deepEqual(await drafts(page), [], 'nothing of it is left in the tab');
  await page.goto(pupils[0]);
  assert.equal(await words(page), '');

  // Signing out drops it.
  await page.locator('[name="what"]').fill('Walked out.');
  assert.equal((await drafts(page)).length, 1);
  await page.goto('/account');
  await page.locator('form[action="/sign-out"] button').first().click();
  await page.waitForURL(/\/sign-in/);
  assert.deepEqual(await drafts(page), [], 'signing out drops it');

  // What was kept since, elsewhere, stands; the words are shown beside it.
  await signIn(page, 'Okell');
  await page.goto('/board');
  const tile = page.locator('[data-tile] a[href^="/placements/"]').first();
  const card = (await tile.getAttribute('href')).match(/^\/placements\/[0-9a-f-]{36}/)[0];
  await page.goto(`${card}/induction`);
  await page.locator('[name="helps"]').fill('A quiet corner.');
  await page.locator('[name="goal"]').fill('Finish the essay.');
  const second = await context.newPage();
  await second.goto(`${card}/induction`);
  await second.locator('[name="helps"]').fill('Music.');
  await second.locator('input[name="read_aloud"]').first().check();
  await second.locator('input[name="understood"]').first().check();
  await second.locator('form[data-draft] button[type="submit"]').click();
  await second.waitForURL((url) => !url.pathname.endsWith('/induction'));
  await page.reload();
  assert.equal(await page.locator('[name="helps"]').inputValue(), 'Music.', 'what was kept stands');
  assert.match(await page.locator('form[data-draft] [role="status"]').innerText(), /A quiet corner\./);
  assert.equal(await page.locator('[name="goal"]').inputValue(), 'Finish the essay.', 'what nobody changed is put back');
  await page.locator('form[data-draft] button[type="submit"]').click();
  await page.waitForURL((url) => !url.pathname.endsWith('/induction'));
  await page.goto(`${card}/induction`);
  assert.equal(await page.locator('[role="status"]', { hasText: 'not put back' }).count(), 0, 'what was sent does not come back');
}
