// Changing places on the seat plan: by dragging a name, by its form with a keyboard, and without any script.

import { signIn } from '../lib/school.mjs';

export const name = 'two change places by dragging a name, by keyboard and without a script';

const plan = (page) => page.locator('table.seat-plan');
const seatOf = async (page, who) => plan(page).locator('td', { hasText: who }).getAttribute('data-seat');
const option = (page, who) => page.locator('form', { has: page.locator('label', { hasText: who }) });

async function open(page) {
  await signIn(page, 'Okell');
  await page.goto('/board');
  await page.goto(`${page.url()}/seats`);
}

export async function run({ assert, visitor }) {
  const page = await visitor({});
  await open(page);
  assert.ok(await page.getByText('Or drag a name').isVisible(), 'the drag is offered where there is a script');
  const before = await seatOf(page, 'Tyrell');
  const free = await plan(page).locator('td[data-seat]', { hasText: 'Free' }).last().getAttribute('data-seat');
  const from = await plan(page).locator('[data-mover]', { hasText: 'Tyrell' }).boundingBox();
  const to = await plan(page).locator(`td[data-seat="${free}"]`).boundingBox();
  await page.mouse.move(from.x + 10, from.y + 8);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 8 });
  await Promise.all([page.waitForNavigation(), page.mouse.up()]);
  assert.equal(await seatOf(page, 'Tyrell'), free, 'the name stands where it was dropped');

  // Let go outside the plan, or over its own seat, nothing is sent.
  const name = await plan(page).locator('[data-mover]', { hasText: 'Tyrell' }).boundingBox();
  await page.mouse.move(name.x + 10, name.y + 8);
  await page.mouse.down();
  await page.mouse.move(name.x + 10, name.y + 400, { steps: 5 });
  await page.mouse.up();
  assert.equal(await seatOf(page, 'Tyrell'), free, 'a drop beside the plan changes nothing');

  // The same with the keyboard alone: choose, tab to the button, press it.
  await option(page, 'Tyrell').locator('select').focus();
  await option(page, 'Tyrell').locator('select').selectOption(before);
  await page.keyboard.press('Tab');
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  assert.equal(await seatOf(page, 'Tyrell'), before, 'the form does the same');

  const plain = await visitor({ javaScriptEnabled: false });
  await open(plain);
  assert.equal(await plain.getByText('Or drag a name').isVisible(), false, 'nothing is offered that does not work');
  await option(plain, 'Tyrell').locator('select').selectOption(free);
  await option(plain, 'Tyrell').locator('button').click();
  assert.equal(await seatOf(plain, 'Tyrell'), free, 'and without a script it works too');
  await option(plain, 'Tyrell').locator('select').selectOption(before);
  await option(plain, 'Tyrell').locator('button').click();
}
