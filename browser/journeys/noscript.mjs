// The same day in a browser that runs no script: every act is a form and a link.

import { approve, count, interview, key, refer, tile } from '../lib/day.mjs';
import { signIn } from '../lib/school.mjs';

export const name = 'the main acts of the day without any script';

const PLAIN = { javaScriptEnabled: false };

export async function run({ assert, visitor }) {
  const teacher = await visitor({ ...PLAIN, viewport: { width: 390, height: 844 } });
  await signIn(teacher, 'Ravenhall');
  const thread = await refer(teacher, { find: 'Reuben', what: 'Talked over me. Would not move seat when asked.' });
  assert.match(await teacher.locator('main').innerText(), /waiting/i, 'the referrer sees that it waits');

  const senior = await visitor(PLAIN);
  await signIn(senior, 'Thrale');
  await approve(senior, thread, { day: '2026-11-16', periods: ['P3'], plain: 'Would not move seat when asked.' });
  await teacher.reload();
  assert.match(await teacher.locator('main').innerText(), /approved/i, 'the referrer sees that it is approved');

  const room = await visitor(PLAIN);
  await signIn(room, 'Okell');
  await room.goto('/board');
  const before = await count(room, 'Tyrell', 'praise');
  await key(room, 'Tyrell', 'praise').click();
  assert.equal(await count(room, 'Tyrell', 'praise'), before + 1, 'praise is kept');
  assert.match(room.url(), /#seat-/, 'and comes back to the tile');
  await room.locator('.toast button').click();
  assert.equal(await count(room, 'Tyrell', 'praise'), before, 'and is taken back');

  const marks = tile(room, 'Tyrell').locator('form[action$="/marks"]');
  await marks.locator('input[name="conduct"][value="3"]').check();
  await marks.locator('input[name="learning"][value="4"]').check();
  await marks.locator('button').click();
  assert.ok(await marks.locator('input[name="learning"][value="4"]').isChecked(), 'the marks are kept');

  // Out opens from its key without a script too.
  await tile(room, 'Tyrell').locator('.key-act[popovertarget^="out-"]').click();
  const out = tile(room, 'Tyrell').locator('form[id^="out-"]');
  await out.locator('input[name="body"]').fill('Mr Adair');
  await out.locator('button[value="out"]').click();
  await tile(room, 'Tyrell').locator('button[value="back"]').click();
  assert.equal(await key(room, 'Tyrell', 'praise').count(), 1, 'he is back in the room');

  // Search, the handover card, and the interview as far as it can be kept.
  await room.locator('#find').fill('tyr');
  await room.locator('#find').press('Enter');
  assert.match(await room.locator('main').innerText(), /Tyrell/, 'three letters find him');
  await room.goto('/board');
  await room.getByRole('link', { name: 'Hand over' }).click();
  assert.match(await room.locator('h1').innerText(), /Handover/);
  await room.goto('/board');
  const card = await tile(room, 'Saffron').locator('.tile-name a').getAttribute('href');
  await interview(room, `${card}/exit`, 'keep');
  assert.match(await room.locator('main').innerText(), /The exit interview is kept/, 'the interview is kept');
  assert.equal(await room.locator('[name="target_1"]').inputValue(), 'Ask before leaving my seat');
}
