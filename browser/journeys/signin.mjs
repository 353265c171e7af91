// Coming in to the demo school, and moving about by keyboard alone.

import { doors, signIn, tab } from '../lib/school.mjs';

export const name = 'one click opens Today, and the first Tab reaches the skip link';

export async function run({ page, assert, axe, shot }) {
  await page.goto('/sign-in');
  assert.ok((await doors(page).count()) > 1, 'there is a button for each person');
  await axe();
  await shot('sign-in');
  const first = await tab(page);
  assert.equal(first.href, '#main', `the first stop on the sign-in page is "${first.words}"`);

  await signIn(page);
  assert.match(await page.title(), /Today/, 'the first page is Today');
  await axe();
  await shot('today');

  await page.reload();
  const skip = await tab(page);
  assert.equal(skip.href, '#main', `the first stop is "${skip.words}"`);
  await page.keyboard.press('Enter');
  // From here the next stop is inside the page, past the whole menu. A page
  // with nothing to press sends the visitor round to the start again.
  await page.keyboard.press('Tab');
  const stops = 'main :is(a[href], button, input, select, textarea, summary, [tabindex="0"])';
  const nothingToPress = (await page.locator(stops).count()) === 0;
  const inside = await page.evaluate(() => document.activeElement.closest('main') !== null);
  assert.ok(inside || nothingToPress, 'the skip link leads into the page');
}
