// A screen that goes to a pupil: no draft and no kept board stays behind the page they are given.

import { signIn } from '../lib/school.mjs';

export const name = 'a screen that goes to a pupil leaves no board and no draft behind it';

const left = (page) => page.evaluate(async () => ({
  drafts: Object.keys(sessionStorage).filter((key) => key.startsWith('draft:')),
  boards: (await caches.keys()).filter((key) => key === 'mainstay-board'),
}));

export async function run({ page, assert }) {
  await signIn(page, 'Okell');
  await page.goto('/board');
  const tile = page.locator('[data-tile] a[href^="/placements/"]').first();
  const card = (await tile.getAttribute('href')).match(/^\/placements\/[0-9a-f-]{36}/)[0];
  await page.goto(`${card}/induction`);
  await page.locator('[name="helps"]').fill('What an adult wrote.');
  // As the worker keeps the last board for when the network is away.
  await page.evaluate(async () => { (await caches.open('mainstay-board')).put('/board', new Response('Tyrell')); });
  const before = await left(page);
  assert.equal(before.drafts.length, 1);
  assert.equal(before.boards.length, 1);

  await page.goto(`${card}/reflection`);
  await page.locator('input[name="way"][value="pupil"]').check();
  await page.locator('input[name="form"][value="easy"]').check();
  await page.locator('form[action$="/reflection"] button[type="submit"]').first().click();
  await page.waitForURL(/\/reflections\//);
  await page.locator('form[action$="/hand-over"] button').click();
  await page.waitForURL(/\/pupil$/);
  assert.deepEqual(await left(page), { drafts: [], boards: [] });
  // The adult's key: they take it back, and the page asks who they are.
  await page.locator('form[action$="/back"] button').click();
  await page.waitForURL(/\/sign-in/);
}
