// A day in the room: a referral on a phone, an approval, the board by tap, by
// keyboard and without a network, a handover, an interview. On a desk and on a
// tablet.

import { squeezes } from '../lib/axe.mjs';
import { approve, count, interview, key, refer, tile } from '../lib/day.mjs';
import { signIn } from '../lib/school.mjs';

export const name = 'a day in the room, on a desk and on a tablet';

const SIZES = [
  { width: 1280, height: 900, find: 'Amelia', day: '2026-11-12', leaves: 'Moses', then: 'close', until: '12:20' },
  { width: 820, height: 1180, find: 'Zofia', day: '2026-11-13', leaves: 'Oluwaseun', then: 'keep', until: '12:40' },
];

export async function run(given) {
  for (const size of SIZES) await day(given, size);
}

async function day({ assert, visitor, audit }, size) {
  const { width, height } = size;
  const at = `at ${width}: `;
  const look = async (page) => {
    await audit(page);
    const found = await squeezes(page);
    assert.ok(found.length === 0, `${at}${new URL(page.url()).pathname} ${found.join('; ')}`);
  };

  // A teacher refers, on a phone.
  const teacher = await visitor({ viewport: { width: 390, height: 844 } });
  await signIn(teacher, 'Ravenhall');
  await look(teacher);
  const thread = await refer(teacher, { find: size.find, what: 'Asked twice to sit. Threw a pen. Nobody was hurt.' });
  assert.match(await teacher.locator('main').innerText(), /waiting/i, `${at}the referrer sees that it waits`);
  await look(teacher);

  // Mr Thrale approves it, for another day.
  const senior = await visitor({ viewport: { width, height } });
  await signIn(senior, 'Thrale');
  await senior.goto(thread.replace('/referrals/', '/queue/'));
  await look(senior);
  await approve(senior, thread, { day: size.day, periods: ['P1', 'P2'], plain: 'Would not sit, and threw a pen.' });
  await teacher.reload();
  assert.match(await teacher.locator('main').innerText(), /approved/i, `${at}the referrer sees that it is approved`);

  // The room: two pages of it, so that one sees what the other does.
  const room = await visitor({ viewport: { width, height }, reducedMotion: 'reduce' });
  await signIn(room, 'Okell');
  await room.goto('/board');
  await look(room);
  const second = await room.context().newPage();
  await second.goto('/board');

  // Praise keeps its place and its focus, and the other page hears of it.
  const before = await count(room, 'Tyrell', 'praise');
  await key(room, 'Tyrell', 'praise').focus();
  const top = async () => (await key(room, 'Tyrell', 'praise').boundingBox()).y;
  const place = await top();
  await room.keyboard.press('Enter');
  await says(key(room, 'Tyrell', 'praise'), `Praise ${before + 1}`);
  await says(key(second, 'Tyrell', 'praise'), `Praise ${before + 1}`);
  assert.ok(Math.abs((await top()) - place) < 2, `${at}a tap moves its key from ${place} to ${await top()}`);
  assert.equal(await room.evaluate(() => document.activeElement.value), 'praise', `${at}the focus stays on the key`);

  // Undo takes it back.
  await room.locator('.toast button').click();
  await says(key(room, 'Tyrell', 'praise'), `Praise ${before}`);
  await says(key(second, 'Tyrell', 'praise'), `Praise ${before}`);

  // A warning, and back again, so that the ladder stands where it stood.
  const ladder = (await key(room, 'Tyrell', 'warning').innerText()).replace(/\s+/g, ' ');
  await key(room, 'Tyrell', 'warning').click();
  const step = Number(ladder.match(/(\d) of/)[1]) + 1;
  await says(tile(room, 'Tyrell'), `${step} of `);
  await room.locator('.toast button').click();
  await says(tile(room, 'Tyrell'), ladder.match(/\d of \d/)[0]);

  // A mark by its radio.
  const mark = (page, n) => tile(page, 'Tyrell').locator(`.keys-marks input[name="conduct"][value="${n}"]`);
  const other = (await mark(room, 4).isChecked()) ? 3 : 4;
  await mark(room, other).check();
  await second.locator(`[data-tile] .keys-marks input[name="conduct"][value="${other}"][checked]`).first().waitFor({ state: 'attached' });
  await second.close();

  // Without a network the taps are kept, and sent when it is back.
  const helped = await count(room, 'Tyrell', 'help');
  await room.context().setOffline(true);
  await key(room, 'Tyrell', 'help').click();
  await says(room.locator('[data-live-status]'), 'kept here');
  assert.equal(await room.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('taps:')).flatMap((key) => JSON.parse(localStorage.getItem(key))).length), 1, `${at}the tap is in the queue`);
  await room.context().setOffline(false);
  await says(key(room, 'Tyrell', 'help'), `Help ${helped + 1}`);
  await room.reload();
  assert.equal(await count(room, 'Tyrell', 'help'), helped + 1, `${at}it is kept once`);

  // By keyboard alone: Tab comes to the tiles, arrows go from one to the next.
  await room.locator('[data-tile] a, [data-tile] button').first().focus();
  const where = () => room.evaluate(() => document.activeElement.closest('[data-tile]')?.id ?? '');
  const first = await where();
  await room.keyboard.press('ArrowRight');
  const next = await where();
  assert.ok(next !== '' && next !== first, `${at}the arrow goes to the next tile`);
  await room.keyboard.press('ArrowLeft');
  assert.equal(await where(), first, `${at}and back`);
  await room.keyboard.press('Tab');
  const ring = await room.evaluate(() => {
    const on = document.activeElement.matches('input') ? document.activeElement.closest('label') : document.activeElement;
    const style = getComputedStyle(on);
    return { width: parseFloat(style.outlineWidth), kind: style.outlineStyle };
  });
  assert.ok(ring.width >= 2 && ring.kind !== 'none', `${at}what has the focus shows it`);
  await room.evaluate(() => document.activeElement.blur());

  // Names hidden: no name is left on the board, and work goes on by seat.
  const hide = room.locator('button[data-names]');
  await hide.click();
  assert.ok(!(await room.locator('main').innerText()).includes('Ashdown'), `${at}no name is left`);
  assert.equal(await hide.getAttribute('aria-pressed'), 'true');
  await audit(room);
  await hide.click();
  assert.ok((await room.locator('main').innerText()).includes('Ashdown'), `${at}and they come back`);

  // "/" and three letters find somebody.
  await room.keyboard.press('/');
  await room.keyboard.type('tyr');
  await room.keyboard.press('Enter');
  await room.waitForURL(/\/pupils/);
  assert.match(await room.locator('main').innerText(), /Tyrell/, `${at}three letters find him`);
  await look(room);

  // Handing over, and the card.
  await room.goto('/board');
  await room.getByRole('link', { name: 'Hand over' }).click();
  await look(room);
  await room.locator('select[name="adult"]').selectOption({ label: (await room.locator('select[name="adult"] option').allInnerTexts()).find((words) => words.includes('Poll')) });
  await room.locator('input[name="from"]').fill(size.until);
  await room.locator('input[name="to"]').fill(size.until.replace('20', '25').replace('40', '45'));
  await room.locator('[name="watch_for"]').fill('Quiet start after lunch.');
  await room.locator('main button[type="submit"]').filter({ hasText: 'Hand over' }).click();
  await room.goto('/board');
  const relief = await visitor({ viewport: { width, height } });
  await signIn(relief, 'Poll');
  await relief.goto('/board');
  await look(relief);
  await relief.getByRole('link', { name: 'Handover card' }).click();
  await look(relief);

  // The interview.
  await room.goto('/board');
  const exit = size.then === 'close'
    ? await tile(room, size.leaves).locator('a.key-act[href$="/exit"]').getAttribute('href')
    : `${await tile(room, size.leaves).locator('.tile-name a').getAttribute('href')}/exit`;
  await room.goto(exit);
  await look(room);
  await interview(room, exit, size.then);
  assert.ok(!/problem/i.test(await room.title()), `${at}the interview is kept`);
  await look(room);
  if (size.then === 'close') {
    await room.goto('/board');
    assert.equal(await tile(room, size.leaves).locator('a[href$="/exit"]').count(), 0, `${at}nothing is owed for ${size.leaves}`);
  }
}

// Waits until a part says these words.
async function says(part, words) {
  const want = words.replace(/\s+/g, ' ');
  const until = Date.now() + 15_000;
  let said = '';
  while (Date.now() < until) {
    said = (await part.allInnerTexts()).join(' ').replace(/\s+/g, ' ');
    if (said.includes(want)) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`"${want}" was awaited; it says "${said.slice(0, 200)}"`);
}
