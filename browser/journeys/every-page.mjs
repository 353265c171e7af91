// Every page that the menu opens, as every kind of person, at three widths: none
// scrolls sideways, none is inaccessible.

import { squeezes, violations } from '../lib/axe.mjs';
import { signIn } from '../lib/school.mjs';

export const name = 'every page of every menu fits its screen and is accessible';

const PEOPLE = ['Okell', 'Ravenhall', 'Catterall', 'Thrale', 'Poll', 'Adair', 'Tansley', 'Abbot', 'Lyle', 'Osei-Brandt'];
const WIDTHS = [
  { width: 1280, height: 900 },
  { width: 820, height: 1180 },
  { width: 390, height: 844 },
];
// A page begins with a number of the school's own: one of each kind is enough.
const kind = (href) => href.split(/[?#]/)[0].replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID').replace(/\d+/g, 'N');

// Two people walk at once: one keeps one core busy.
const LANES = 2;

export async function run({ assert, visitor, shot }) {
  const problems = [];
  // Past the menu, a page that one person was led to is not walked again by the next.
  const deep = new Set();
  const waiting = [...PEOPLE];
  const lane = async () => {
    for (let person = waiting.shift(); person; person = waiting.shift()) await walk(person);
  };
  const walk = async (person) => {
    const page = await visitor({ viewport: WIDTHS[0] });
    await signIn(page, person);
    const links = (where) => page.locator(`${where} a[href^="/"]`).evaluateAll((found) => found.map((link) => link.getAttribute('href').replace(/#.*/, '')));
    const seen = new Set(['/sign-out']);
    const todo = [...new Set(['/', ...(await links('nav[aria-label="Main"]')), '/account'])];
    const menu = todo.length;
    for (let n = 0; n < todo.length; n += 1) {
      const href = todo[n];
      if (seen.has(kind(href)) || /\/(export|pdf)(\/|$)/.test(href)) continue;
      if (n >= menu && deep.has(kind(href))) continue;
      seen.add(kind(href));
      if (n >= menu) deep.add(kind(href));
      const answer = await page.goto(href).catch(() => null);
      if (!answer || !/html/.test(answer.headers()['content-type'] ?? '')) continue;
      const said = (size, found) => problems.push(...found.map((line) => `${person}, ${href} at ${size}: ${line}`));
      // A refusal says why and what can be done: it is a page like any other.
      if (![200, 409].includes(answer.status())) said('any width', [`answers ${answer.status()}`]);
      // One step further than the menu: a page of each kind that its pages lead to.
      if (n < menu) todo.push(...(await links('main')));
      for (const size of WIDTHS) {
        await page.setViewportSize(size);
        said(size.width, await squeezes(page));
        if (process.env.MAINSTAY_SHOTS) await shot(`real-${person}${kind(href).replace(/\W+/g, '-')}-${size.width}`, page);
      }
      // Colours are judged once, on the desk: judging them is most of the work.
      said('a phone', await violations(page, { but: ['color-contrast'] }));
      await page.setViewportSize(WIDTHS[0]);
      said('a desk', await violations(page));
    }
    await page.context().close();
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  assert.ok(problems.length === 0, `${problems.length} problems\n${problems.slice(0, 60).join('\n')}`);
}
