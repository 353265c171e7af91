// A form left open overnight: the session is over when its writer comes back,
// and sending it still sends it, once, as it was typed. With script and without.

import { doors, signIn } from '../lib/school.mjs';

export const name = 'a form left open overnight is sent as it was typed, once, by whoever wrote it';

const words = (n) => `Turned the tap on and walked out, ${n}.`;

async function writes(page, n) {
  await signIn(page, 'Ravenhall');
  await page.goto('/refer?q=Amelia');
  await page.goto(await page.locator('main a[href^="/refer?pupil="]').first().getAttribute('href'));
  await page.locator('[name="what"]').fill(words(n));
  await page.locator('input[name="reason"]').first().check();
  await page.locator('[name="place"]').fill('H1');
  await page.locator(`input[name="period"][value="P${n}"]`).check();
  for (const choice of ['hurt', 'ask']) await page.locator(`input[name="${choice}"]`).first().check();
}

async function goesOn(page, assert, n, before) {
  await page.locator('form[action="/refer"][method="post"] button[type="submit"]').last().click();
  await page.locator('h1', { hasText: 'Sign in' }).waitFor();
  assert.match(await page.locator('body').innerText(), /You were signed out while writing/);
  assert.ok(!(await page.locator('body').innerText()).includes('tap on'), 'the words are not on the screen');
  await page.locator('main details').evaluateAll((all) => all.forEach((each) => { each.open = true; })).catch(() => {});
  await doors(page).filter({ hasText: 'Ravenhall' }).first().click();
  await page.locator('h1', { hasText: 'Send what you typed?' }).waitFor();
  assert.match(await page.locator('main').innerText(), new RegExp(`walked out, ${n}\\.`));
  await page.locator('main form[action="/refer"] button[type="submit"]').first().click();
  await page.waitForURL(/\/referrals\/[0-9a-f-]{36}/);
  assert.match(await page.locator('main').innerText(), new RegExp(`walked out, ${n}\\.`));
  assert.equal(await hers(page), before + n, 'it is there once');
}

// How many referrals of hers its writer sees: another day's walk may have made some.
async function hers(page) {
  await page.goto('/referrals');
  return page.locator('main a[href^="/referrals/"]', { hasText: 'Amelia' }).count();
}

export async function run({ page, context, visitor, assert }) {
  await signIn(page, 'Ravenhall');
  const before = await hers(page);
  await context.clearCookies();
  // The cookie is gone, as after a night with the browser closed and opened again.
  await writes(page, 1);
  await context.clearCookies();
  await goesOn(page, assert, 1, before);
  // The next referral's form begins empty.
  await page.goto('/refer?q=Amelia');
  await page.goto(await page.locator('main a[href^="/refer?pupil="]').first().getAttribute('href'));
  assert.equal(await page.locator('[name="what"]').inputValue(), '');

  // The cookie is there and the session it names is over; and there is no script.
  const plain = await visitor({ javaScriptEnabled: false });
  await writes(plain, 2);
  const away = await plain.context().newPage();
  await away.goto('/account');
  await away.locator('form[action="/sign-out"] button').first().click();
  await away.waitForURL(/\/sign-in/);
  await goesOn(plain, assert, 2, before);
}
