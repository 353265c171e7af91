// A name of eighty letters without a break: no page is pushed wider than the
// screen by it, and no key is squeezed.

import { signIn } from '../lib/school.mjs';

export const name = 'a long unbroken name pushes nothing off the page, on a phone, a tablet or a desk';

// Every name of theirs on the page, as long as names get.
const lengthen = () => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walk.nextNode()); ) {
    node.data = node.data.replace(/Tyrell/g, 'W'.repeat(80)).replace(/Ashdown-Moss|Moss/g, 'Q'.repeat(80));
  }
};
const measure = () => ({
  wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  upright: [...document.querySelectorAll('main :is(h1, h2, .btn)')].filter((e) => {
    const box = e.getBoundingClientRect();
    return box.width > 0 && box.width < 30 && box.height > 90;
  }).map((e) => e.textContent),
  category: [...document.querySelectorAll('.table-wrap[aria-label^="The notice"]')].some((e) => e.scrollWidth > e.clientWidth),
});

export async function run({ page, assert }) {
  await signIn(page, 'Okell');
  await page.goto('/board');
  const board = new URL(page.url()).pathname;
  const tile = page.locator('[data-tile]').filter({ hasText: 'Tyrell' }).locator('a[href^="/placements/"]').first();
  const card = (await tile.getAttribute('href')).match(/^\/placements\/[0-9a-f-]{36}/)[0];
  await page.goto(card);
  const links = await page.locator('main a').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
  const file = links.find((href) => /^\/pupils\/[0-9a-f-]{36}$/.test(href));
  const ways = [board, card, file, `${card}/home`, `${card}/letters`, `${card}/arrival`, `${card}/induction`, `${card}/exit`, `/refer?pupil=${file.slice('/pupils/'.length)}`, '/notice', `${board}/marks`];
  for (const width of [390, 820, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    for (const way of ways) {
      await page.goto(way);
      const wrong = async () => {
        await page.evaluate(lengthen);
        return page.evaluate(measure);
      };
      const { wide, upright, category } = await wrong();
      assert.ok(wide <= 0, `${way} at ${width} is ${wide} too wide`);
      assert.deepEqual(upright, [], `${way} at ${width} stands words on end`);
      assert.ok(!category, `the category of the notice is cut off at ${width}`);
    }
  }
  // On paper the sheet of the room keeps its columns.
  await page.goto(`${board}/print`);
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 794, height: 1123 });
  await page.evaluate(lengthen);
  const over = await page.locator('.grid-sheet tbody th').evaluateAll((all) => all.filter((cell) => cell.scrollWidth > cell.clientWidth).length);
  assert.equal(over, 0, 'a name runs into the boxes beside it');
}
