// Every sample page, on a desk, a tablet and a phone.

import { squeezes, violations } from '../lib/axe.mjs';
import { signIn } from '../lib/school.mjs';

export const name = 'every sample page fits its screen and is accessible';

const WIDTHS = [
  { width: 1280, height: 800 },
  { width: 820, height: 1180 },
  { width: 390, height: 844 },
];

// Two samples are looked at at once: one page keeps one core busy.
const LANES = 2;

export async function run({ page, assert, shot, visitor }) {
  await open(page);
  const samples = await page
    .locator('a[href^="/dev/gallery/"]')
    .evaluateAll((links) => [...new Set(links.map((link) => link.getAttribute('href')))]);
  assert.ok(samples.length > 0, 'the gallery lists no sample');

  const problems = [];
  const todo = [...samples];
  const lane = async (at) => {
    for (let sample = todo.shift(); sample; sample = todo.shift()) {
      problems.push(...(await look(at, sample, shot)).map((line) => `${sample.replace('/dev/gallery/', '')} ${line}`));
    }
  };
  const pages = [page];
  while (pages.length < LANES) {
    const another = await visitor();
    await open(another);
    pages.push(another);
  }
  await Promise.all(pages.map(lane));
  assert.ok(problems.length === 0, `${problems.length} problems in ${samples.length} samples\n${problems.slice(0, 40).join('\n')}`);
}

async function open(page) {
  const opened = await page.goto('/dev/gallery');
  // A gallery that is shown only to people who have come in is fine too.
  if (!opened.ok() || new URL(page.url()).pathname !== '/dev/gallery') {
    await signIn(page);
    await page.goto('/dev/gallery');
  }
}

// What is wrong with a sample, a line for each.
async function look(page, sample, shot) {
  const problems = [];
  const note = (size, found) => problems.push(...found.map((line) => `at ${size}: ${line}`));
  const answer = await page.goto(sample);
  // An error page is a page too: only a sample that is not there is wrong.
  const samplePage = (await page.locator('main').count()) === 1;
  if (!samplePage) return [`answers ${answer.status()} and has no main part`];
  for (const size of WIDTHS) {
    // The same page at another width: nothing about a page but its style sheet knows how wide it is.
    if (size !== WIDTHS[0]) await page.setViewportSize(size);
    note(size.width, await squeezes(page));
    // The tablet's page is the desk's with less room: the two ends are looked at closely.
    // Colours are judged on the desk by day and on the phone by night: judging them is most of the work.
    if (size.width === 1280) note(size.width, await violations(page));
    if (size.width === 390) note(size.width, await violations(page, { but: ['color-contrast'] }));
    // Pictures to look at, for whoever asks for them.
    if (process.env.MAINSTAY_SHOTS) await shot(`${sample.split('/').pop()}-${size.width}`, page);
  }
  await page.emulateMedia({ colorScheme: 'dark' });
  note('night', await violations(page, { only: ['color-contrast'] }));
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(WIDTHS[0]);
  return problems;
}
