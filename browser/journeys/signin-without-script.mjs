// The same door for a browser that runs no script.

import { signIn } from '../lib/school.mjs';

export const name = 'a person comes in and finds the menu without any script';

export const options = { javaScriptEnabled: false };

export async function run({ page, assert }) {
  await signIn(page);
  assert.match(await page.title(), /Today/, 'the first page is Today');
  const links = page.locator('nav[aria-label="Main"] a');
  assert.ok((await links.count()) > 1, 'the menu is on the page');
}
