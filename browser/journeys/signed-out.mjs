// A board on a screen that others can see: when the session is over the board
// goes, by itself, and what was half typed comes back to its writer alone.

import { doors, signIn } from '../lib/school.mjs';

export const name = 'a board whose session is over goes by itself and keeps what was typed';

export async function run({ page, context, assert }) {
  await signIn(page, 'Okell');
  await page.goto('/board');
  const board = new URL(page.url()).pathname;
  // A form on the page with words in it, as a note is; the board itself asks for few.
  const card = (await page.locator('[data-tile] a[href^="/placements/"]').first().getAttribute('href')).match(/^\/placements\/[0-9a-f-]{36}/)[0];

  const away = await context.newPage();
  const leave = async () => {
    await away.goto('/account');
    await away.locator('form[action="/sign-out"] button').first().click();
    await away.waitForURL(/\/sign-in/);
  };
  await leave();
  await page.waitForURL(/\/sign-in/, { timeout: 45_000 });
  assert.equal(new URL(page.url()).searchParams.get('next'), board, 'signing in leads back to the board');
  assert.ok(!(await page.locator('body').innerText()).includes('Ashdown'), 'no name is left on the screen');

  // Somebody is writing in a form of the board's page as it ends.
  await signIn(page, 'Okell');
  await page.goto(board);
  await page.evaluate((to) => {
    const form = document.createElement('form');
    form.method = 'post'; form.action = `${to}/entries`;
    const field = (tag, name, value) => Object.assign(form.appendChild(document.createElement(tag)), { name, value });
    field('input', 'csrf', document.querySelector('[name=csrf]').value).type = 'hidden';
    field('input', 'kind', 'note').type = 'hidden';
    field('textarea', 'body', 'Asked to ring his grandmother.');
    document.querySelector('main').append(form);
  }, card);
  await leave();
  await page.locator('h1', { hasText: 'Sign in' }).waitFor({ timeout: 45_000 });
  assert.match(await page.locator('body').innerText(), /You were signed out while writing/);
  assert.ok(!(await page.locator('body').innerText()).includes('grandmother'), 'the words are not on the screen');
  await doors(page).filter({ hasText: 'Ravenhall' }).first().click();
  await page.locator('h1', { hasText: 'Somebody else was writing here' }).waitFor();
  assert.ok(!(await page.locator('body').innerText()).includes('grandmother'), 'nobody else reads them');
  await page.locator('button', { hasText: 'Sign out and let them sign in' }).click();
  await doors(page).filter({ hasText: 'Okell' }).first().click();
  await page.locator('h1', { hasText: 'Send what you typed?' }).waitFor();
  assert.match(await page.locator('main').innerText(), /Asked to ring his grandmother\./);
}
