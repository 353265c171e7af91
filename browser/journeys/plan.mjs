// A plan in the hands of those who teach: on Today, one step to the one-pager and one key to say
// that it was read; in the lesson, one tap whether a strategy was used. On a phone and on a desktop,
// and once without a script.

import { squeezes } from '../lib/axe.mjs';
import { signIn } from '../lib/school.mjs';

export const name = 'the one-pager and the lesson tap';

const PHONE = { viewport: { width: 390, height: 844 } };
const DESK = { viewport: { width: 1280, height: 900 } };

export async function run({ assert, visitor, audit, shot }) {
  // Whoever oversees the plan gives teachers a new version: one strategy more.
  const owner = await visitor(DESK);
  await signIn(owner, 'Okell');
  await owner.goto('/plans');
  const plan = await owner.locator('main a[href^="/plans/"]', { hasText: 'Jude Marl' }).first().getAttribute('href');
  await owner.goto(`${plan}/write`);
  const start = 'Names the first step as he comes in';
  // Another each time, so that a demonstration walked twice still has something new.
  const words = `${start}, ${Date.now() % 100000}`;
  await owner.locator('input[name^="strategy-"]').evaluateAll((all, [said, before]) => {
    const free = all.find((each) => each.value === '' || each.value.startsWith(before));
    free.value = said;
  }, [words, start]);
  await owner.locator('main form button', { hasText: 'Keep the draft' }).last().click();
  await owner.waitForURL((url) => url.pathname === plan);
  const give = owner.getByRole('button', { name: 'Give it to teachers' });
  assert.equal(await give.count(), 1, 'the draft lacks nothing');
  await give.click();
  await owner.waitForLoadState();
  assert.match(await owner.locator('main').innerText(), /0 of \d+ have read version/, 'each is asked again');

  for (const [who, options, label] of [
    ['Roe', PHONE, 'phone'],
    ['Stroud', DESK, 'desk'],
    ['Sethi', { ...PHONE, javaScriptEnabled: false }, 'phone without a script'],
  ]) {
    const page = await visitor(options);
    const scripted = options.javaScriptEnabled !== false;
    await enters(page, who, scripted);
    await page.goto('/');
    const asked = page.locator('.due-line', { hasText: 'Read it' }).locator(`a[href="${plan}/page"]`);
    assert.equal(await asked.count(), 1, `${label}: it waits on Today`);
    // One step from the lesson it is for.
    await page.goto('/in-my-lessons');
    await page.locator(`main a[href="${plan}/page"]`).first().click();
    await page.waitForURL((url) => url.pathname === `${plan}/page`);
    const text = await page.locator('main').innerText();
    assert.ok(text.includes(words), `${label}: the strategy is on the page`);
    assert.ok(text.includes('New since version'), `${label}: what changed is said`);
    if (scripted) await audit(page);
    await fits(page, assert, `one-pager, ${label}`, scripted);
    await shot(`one-pager-${label.replaceAll(' ', '-')}`, page);
    // And one key.
    await page.getByRole('button', { name: 'I have read this' }).click();
    await page.waitForLoadState();
    assert.match(await page.locator('main').innerText(), /You have read this/, `${label}: it is kept`);
    assert.equal(await page.getByRole('button', { name: 'I have read this' }).count(), 0, `${label}: and asked once`);

    // The lesson: one tap each, taken back, and it stays.
    await page.goto('/in-my-lessons');
    if (scripted) await page.locator('main details').evaluateAll((all) => all.forEach((each) => { each.open = true; }));
    if (scripted) await audit(page);
    await fits(page, assert, `lesson, ${label}`, scripted);
    const line = page.locator('.tap-line', { hasText: words }).first();
    assert.equal(await line.count(), 1, `${label}: the strategy is in the lesson`);
    for (const key of await line.locator('button').all()) {
      const box = await key.boundingBox();
      assert.ok(box && box.height >= 24 && box.width >= 24, `${label}: a key for a thumb`);
    }
    await shot(`lesson-tap-${label.replaceAll(' ', '-')}`, page);
    await tap(page, line, 'Used');
    const used = page.locator('.tap-line', { hasText: words }).first();
    assert.match(await used.innerText(), /Used/, `${label}: said`);
    assert.equal(await used.getByRole('button', { name: /^Used/ }).count(), 0, `${label}: and not asked again`);
    await tap(page, used, 'Undo');
    const open = page.locator('.tap-line', { hasText: words }).first();
    await tap(page, open, 'Not used');
    await page.reload();
    assert.match(await page.locator('.tap-line', { hasText: words }).first().innerText(), /Not used/, `${label}: it stays`);
  }

  // Three have read it, and their taps are on the plan.
  await owner.goto(plan);
  const whole = await owner.locator('main').innerText();
  assert.match(whole, /3 of \d+ have read version/, 'three of those asked');
  assert.match(whole, /0 of 3/, 'three taps, none of them used');
}

// Without a script nothing opens a <details> but a click.
async function enters(page, who, scripted) {
  if (scripted) return signIn(page, who);
  await page.goto('/sign-in');
  const rest = page.locator('main details summary');
  for (const each of await rest.all()) await each.click();
  await page.locator('main form button', { hasText: who }).first().click();
  await page.waitForURL((url) => url.pathname !== '/sign-in');
}

async function tap(page, line, words) {
  await Promise.all([
    page.waitForLoadState('load'),
    line.getByRole('button', { name: new RegExp(`^${words}`) }).first().click(),
  ]);
  await page.waitForTimeout(200);
}

async function fits(page, assert, what, scripted) {
  if (!scripted) return;
  const across = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(across <= 0, `${what} is ${across} too wide`);
  const tight = await squeezes(page);
  assert.ok(tight.length === 0, `${what}: ${tight.join('; ')}`);
}
