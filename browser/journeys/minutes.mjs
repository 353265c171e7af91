// Minutes typed live beside the agenda: kept while somebody types, through a network that is lost
// in the middle, with nothing lost and nothing doubled; and two people at one item, whose words
// both stand until one of them puts them together.

import { signIn } from '../lib/school.mjs';

export const name = 'minutes typed through a lost network are kept once, and two writers keep both texts';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const notes = (page, n = 0) => page.locator('form[data-minutes] textarea').nth(n);
const status = (page, n = 0) => page.locator('form[data-minutes] [data-minutes-status]').nth(n);
const kept = (page, n = 0) => status(page, n).filter({ hasText: /^Kept \d/ }).waitFor();

// A meeting of today with two items, arranged through the pages; where its minutes are.
async function arranged(page, place) {
  await page.goto('/meetings/new');
  await page.locator('[name="kind"]').first().selectOption('behaviour_team');
  await page.locator('[name="on"]').fill('2026-11-10');
  await page.locator('[name="from"]').fill('15:15');
  await page.locator('[name="to"]').fill('16:15');
  await page.locator('[name="place"]').fill(place);
  await page.locator('form[action="/meetings/new"][method="post"] button[type="submit"]').click();
  await page.waitForURL(/\/meetings\/[0-9a-f-]{36}/);
  const there = new URL(page.url()).pathname;
  for (const title of ['How the week went', 'What next']) {
    await page.locator('[name="item_title"]').fill(title);
    await page.locator('form:has([name="item_title"]) button[type="submit"]').click();
    await page.locator('#agenda').getByText(title, { exact: true }).first().waitFor();
  }
  return `${there}/minutes`;
}

async function through(page, context, assert, place) {
  const there = await arranged(page, place);
  await page.goto(there);
  await notes(page).fill('Callie had four good days.');
  await notes(page).blur();
  await kept(page);

  // The network goes in the middle of a sentence; typing goes on, at two items.
  await context.setOffline(true);
  await notes(page).focus();
  await page.keyboard.press('End');
  await notes(page).pressSequentially(' On Thursday she walked out of');
  await status(page).filter({ hasText: 'No network' }).waitFor();
  await notes(page).pressSequentially(' Science.');
  await notes(page, 1).fill('Ring home on Friday.');
  await notes(page, 1).blur();
  await status(page, 1).filter({ hasText: 'No network' }).waitFor();
  assert.equal(await notes(page).inputValue(), 'Callie had four good days. On Thursday she walked out of Science.');

  // It comes back: both go by themselves, once.
  await context.setOffline(false);
  await kept(page);
  await kept(page, 1);
  const other = await context.newPage();
  await other.goto(there);
  assert.equal(await notes(other).inputValue(), 'Callie had four good days. On Thursday she walked out of Science.');
  assert.equal(await notes(other, 1).inputValue(), 'Ring home on Friday.');
  assert.equal(await other.locator('form[data-minutes] [role="status"]', { hasText: 'not put back' }).count(), 0);
  await other.close();

  // What was said arrives, and its answer is lost: sent again, it is kept once and goes on.
  let lost = 0;
  await context.route('**/minutes/*', async (route) => {
    if (route.request().method() !== 'POST' || lost > 0) return route.continue();
    lost += 1;
    await route.fetch();
    return route.abort('connectionreset');
  });
  await notes(page).focus();
  await page.keyboard.press('End');
  await notes(page).pressSequentially(' Mr Adair sat with her.');
  await notes(page).blur();
  await status(page).filter({ hasText: 'No network' }).waitFor();
  await notes(page).pressSequentially(' Twice.');
  await notes(page).blur();
  await kept(page);
  await context.unroute('**/minutes/*');
  assert.equal(lost, 1);
  assert.equal(await page.locator('[data-beside]').count(), 0, 'nobody else wrote: nothing is asked');

  // The tab is loaded again while there is no network to send through: the words wait in the tab.
  await context.route('**/minutes/*', (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()));
  await notes(page).pressSequentially(' Agreed: a quiet start.');
  await notes(page).blur();
  await status(page).filter({ hasText: 'No network' }).waitFor();
  await page.reload();
  const whole = 'Callie had four good days. On Thursday she walked out of Science. Mr Adair sat with her. Twice. Agreed: a quiet start.';
  assert.equal(await notes(page).inputValue(), whole);
  await context.unroute('**/minutes/*');
  await kept(page);
  await page.reload();
  assert.equal(await notes(page).inputValue(), whole, 'nothing lost, nothing doubled');
  return there;
}

export async function run({ page, context, assert, visitor, audit, shot }) {
  await signIn(page, 'Okell');
  const there = await through(page, context, assert, `Room ${Date.now()}`);
  await shot('minutes-desktop');

  // Two at one item: the second is shown the first one's words, and neither is written over.
  const second = await context.newPage();
  await page.goto(there);
  await second.goto(there);
  await notes(page, 1).fill('Ring home on Friday. From the first.');
  await notes(page, 1).blur();
  await kept(page, 1);
  await notes(second, 1).fill('Ring home on Friday. From the second.');
  await notes(second, 1).blur();
  const beside = second.locator('[data-beside]');
  await beside.waitFor();
  assert.match(await beside.innerText(), /From the first/);
  assert.match(await notes(second, 1).inputValue(), /From the second/);
  await shot('minutes-two-writers', second);
  await beside.getByRole('button', { name: 'Keep both, theirs first' }).click();
  await kept(second, 1);
  await page.reload();
  assert.match(await notes(page, 1).inputValue(), /From the first\.\n\nRing home on Friday\. From the second\./);
  await second.close();

  // The same on a telephone.
  const phone = await visitor(PHONE);
  await signIn(phone, 'Okell');
  const small = await through(phone, phone.context(), assert, `Room ${Date.now()}`);
  await phone.goto(small);
  await audit(phone);
  await shot('minutes-phone', phone);
}
