// The main acts of a day in the room, as people do them: the same with a script
// and without one. It must never reach past the page it is given.

// A teacher refers somebody, found by a few letters. Gives the thread's address.
export async function refer(page, { find, what }) {
  await page.goto(`/refer?q=${encodeURIComponent(find)}`);
  await page.locator('main a[href^="/refer?pupil="]').first().click();
  await page.locator('input[name="reason"]').first().check();
  await page.locator('[name="what"]').fill(what);
  await page.locator('input[name="period"]').first().check();
  await page.locator('[name="place"]').fill('H4');
  await page.locator('input[name="hurt"][value="no"]').check();
  await page.locator('input[name="tried"]').first().check();
  await page.locator('input[name="ask"]').first().check();
  await page.locator('form[action="/refer"][method="post"] button[type="submit"]').click();
  await page.waitForURL(/\/referrals\/[0-9a-f-]{36}/);
  return new URL(page.url()).pathname;
}

// Somebody who approves opens the same referral and gives it these periods of a
// day. Fails with the page's own words when it is not taken.
export async function approve(page, thread, { day, periods, plain }) {
  const id = thread.split('/').pop();
  await page.goto(`/queue/${id}`);
  await page.locator('[name="day"]').fill(day);
  for (const box of await page.locator('input[name="period"]').all()) {
    await box.setChecked(periods.includes(await box.getAttribute('value')));
  }
  await page.locator('[name="do"][value="look"]').first().click();
  const different = page.locator('[name="different"]');
  if (await different.count()) await different.fill('A talk with the tutor first.');
  const why = page.locator('[name="fair_why"]');
  if (await why.count()) await why.fill('The last time was for something else.');
  await page.locator('[name="plain"]').fill(plain);
  const agreed = page.locator('[name="plain_ok"]');
  if (await agreed.count()) await agreed.check();
  await page.locator('[name="do"][value="approve"]').click();
  if (page.url().includes('/queue/')) {
    throw new Error(`not approved: ${(await page.locator('main').innerText()).slice(0, 400)}`);
  }
}

// The interview at the end of somebody's time in the room.
export async function interview(page, address, then) {
  await page.goto(address);
  await page.locator('[name="went_well"]').fill('Stayed with the source task for twenty minutes.');
  await page.locator('[name="target_1"]').fill('Ask before leaving my seat');
  const feeling = page.locator('input[name="feeling"][value="6"]');
  if (await feeling.count()) await feeling.check();
  const ready = page.locator('input[name="ready"]');
  if (await ready.count()) await ready.first().check();
  await page.locator('input[name="outcome"]').first().check();
  await page.locator(`[name="then"][value="${then}"]`).click();
}

// A tile by the name on it, and how many of something its key says there are.
export const tile = (page, name) => page.locator('[data-tile]').filter({ hasText: name });
export const key = (page, name, kind) => tile(page, name).locator(`.key-act[value="${kind}"]`);
export async function count(page, name, kind) {
  return Number(await key(page, name, kind).locator('small').innerText());
}
