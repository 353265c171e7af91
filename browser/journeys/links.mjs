// The links in messages, as teachers and parents meet them: work, a letter home
// and a report card, opened without signing in on a phone, a tablet and a desk,
// answered by keyboard alone and without a script.

import { squeezes } from '../lib/axe.mjs';
import { signIn } from '../lib/school.mjs';

export const name = 'the links to work, a letter and a report card';

const SIZES = [
  { width: 390, height: 844 },
  { width: 820, height: 1180 },
  { width: 1280, height: 900 },
];

export async function run({ assert, visitor, audit }) {
  const room = await visitor();
  await signIn(room, 'Okell');
  await giveCard(room);
  // The day's cards go out by themselves within the minute.
  let links = await collected(room);
  const until = Date.now() + 90_000;
  while (!links.has('Report card') && Date.now() < until) {
    await room.waitForTimeout(3_000);
    links = await collected(room);
  }
  for (const kind of ['Work asked for', 'A letter is there', 'Report card']) {
    assert.ok(links.get(kind)?.length, `the demonstration has a message of the kind "${kind}"`);
  }

  // Every link of each kind until one still asks for something, at three sizes.
  const open = new Map();
  for (const [kind, asks] of [
    ['Work asked for', 'Same as class'],
    ['A letter is there', 'I have read it'],
    ['Report card', 'Not in the lesson'],
  ]) {
    for (const size of SIZES) {
      const page = await visitor({ viewport: size });
      let found = open.get(kind);
      for (const link of found ? [found] : links.get(kind)) {
        await page.goto(link);
        const waits = page.locator('main button').filter({ hasText: asks });
        if ((await waits.count()) > 0) { found = link; break; }
      }
      if (!found) continue;
      open.set(kind, found);
      await audit(page);
      const tight = await squeezes(page);
      assert.ok(tight.length === 0, `${kind} at ${size.width}: ${tight.join('; ')}`);
      const across = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(across <= 0, `${kind} at ${size.width} is ${across} too wide`);
      assert.equal(await page.locator('nav a[href="/board"]').count(), 0, `${kind}: no menu without signing in`);
    }
  }
  assert.equal(open.size, 3, `something waits behind each kind of link: ${[...open.keys()].join(', ')}`);

  // Work: one key, by keyboard, without a script. What was answered stays answered.
  const phone = { viewport: SIZES[0], javaScriptEnabled: false };
  const teacher = await visitor(phone);
  await teacher.goto(open.get('Work asked for'));
  const before = await teacher.locator('main button').filter({ hasText: 'Same as class' }).count();
  await press(teacher, 'Same as class');
  assert.equal(await teacher.locator('main button').filter({ hasText: 'Same as class' }).count(), before - 1, 'that lesson is answered');
  await teacher.goto(open.get('Work asked for'));
  assert.match(await teacher.locator('main').innerText(), /Answered/, 'and stays answered');

  // The report card: one key marks the lesson, on a phone.
  const marker = await visitor(phone);
  await marker.goto(open.get('Report card'));
  const lessons = await marker.locator('main button').filter({ hasText: 'Not in the lesson' }).count();
  await press(marker, 'Not in the lesson');
  assert.equal(await marker.locator('main button').filter({ hasText: 'Not in the lesson' }).count(), lessons - 1, 'that lesson is marked');

  // A parent says that they have read it, and writes back.
  const parent = await visitor(phone);
  await parent.goto(open.get('A letter is there'));
  await press(parent, 'I have read it');
  assert.match(await parent.locator('main').innerText(), /the letter has been read/, 'the school knows');
  const reply = parent.locator('textarea[name="reply"]');
  await reply.focus();
  await parent.keyboard.type('We will talk at home tonight.');
  await press(parent, 'Send it to the school');
  assert.match(await parent.locator('main').innerText(), /We will talk at home tonight/, 'the reply is there');

  // A guess opens nothing and says nothing of anybody.
  const stranger = await visitor();
  const guess = open.get('A letter is there').replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
  const answer = await stranger.goto(guess);
  assert.ok(answer.status() >= 400, `a guessed link answers ${answer.status()}`);
  assert.equal(await stranger.locator('main button').filter({ hasText: 'I have read it' }).count(), 0);
}

// A report card for the first pupil back in lessons who has none, unless one is out.
async function giveCard(page) {
  await page.goto('/returns');
  const returns = await page.locator('main a[href^="/returns/"]').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
  for (const one of [...new Set(returns)].filter((href) => href.length > 30)) {
    await page.goto(one);
    const give = page.locator('form[action$="/card"]');
    if (await give.count()) {
      await give.locator('button[type="submit"]').first().click();
      return;
    }
  }
}

// The links of every message on the demonstration's list of email, by kind.
async function collected(page) {
  const links = new Map();
  let next = '/messages';
  for (let pages = 0; next && pages < 40; pages += 1) {
    await page.goto(next);
    const rows = await page.locator('main tbody tr').evaluateAll((all) => all.map((row) => ({
      words: row.innerText,
      link: row.querySelector('a[href*="/l/"]')?.getAttribute('href') ?? '',
    })));
    for (const { words, link } of rows.filter((row) => row.link)) {
      const kind = ['Work asked for', 'A letter is there', 'Report card'].find((k) => words.includes(k));
      if (kind) links.set(kind, [...(links.get(kind) ?? []), new URL(link, page.url()).pathname]);
    }
    const older = page.getByRole('link', { name: 'Older' });
    next = (await older.count()) ? await older.getAttribute('href') : null;
  }
  return links;
}

// Tab until the button with these words has the focus, then Enter.
async function press(page, words) {
  for (let tabs = 0; tabs < 80; tabs += 1) {
    await page.keyboard.press('Tab');
    const focused = page.locator('button:focus');
    if ((await focused.count()) && (await focused.innerText()).includes(words)) {
      await Promise.all([page.waitForLoadState('load'), page.keyboard.press('Enter')]);
      await page.waitForTimeout(150);
      return;
    }
  }
  throw new Error(`Tab never came to "${words}"`);
}
