// Every sample page, on a desk, a tablet and a phone.

import { squeezes, violations } from '../lib/axe.mjs';
import { signIn } from '../lib/school.mjs';

export const name = 'every sample page fits its screen and is accessible';

const WIDTHS = [
  { width: 1280, height: 800 },
  { width: 820, height: 1180 },
  { width: 390, height: 844 },
];

export async function run({ page, assert, shot }) {
  const opened = await page.goto('/dev/gallery');
  // A gallery that is shown only to people who have come in is fine too.
  if (!opened.ok() || new URL(page.url()).pathname !== '/dev/gallery') {
    await signIn(page);
    await page.goto('/dev/gallery');
  }
  const samples = await page
    .locator('a[href^="/dev/gallery/"]')
    .evaluateAll((links) => [...new Set(links.map((link) => link.getAttribute('href')))]);
  assert.ok(samples.length > 0, 'the gallery lists no sample');

  const problems = [];
  const note = (sample, size, found) =>
    problems.push(...found.map((line) => `${sample.replace('/dev/gallery/', '')} at ${size}: ${line}`));
  for (const sample of samples) {
    for (const size of WIDTHS) {
      await page.setViewportSize(size);
      const answer = await page.goto(sample);
      // An error page is a page too: only a sample that is not there is wrong.
      const samplePage = (await page.locator('main').count()) === 1;
      if (!samplePage) {
        note(sample, size.width, [`answers ${answer.status()} and has no main part`]);
        break;
      }
      note(sample, size.width, await squeezes(page));
      // The tablet's page is the desk's with less room: the two ends are looked at closely.
      if (size.width !== 820) note(sample, size.width, await violations(page));
      // Pictures to look at, for whoever asks for them.
      if (process.env.MAINSTAY_SHOTS) await shot(`${sample.split('/').pop()}-${size.width}`);
    }
    await page.setViewportSize(WIDTHS[0]);
    await page.emulateMedia({ colorScheme: 'dark' });
    note(sample, 'night', await violations(page, { only: ['color-contrast'] }));
    await page.emulateMedia({ colorScheme: 'light' });
  }
  assert.ok(problems.length === 0, `${problems.length} problems in ${samples.length} samples\n${problems.slice(0, 40).join('\n')}`);
}
