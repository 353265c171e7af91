// The runner for browser journeys: one Chromium, a fresh visitor for each
// journey, a line for each outcome. It must never visit anything but the
// school whose address it is given.
//
//   MAINSTAY_BASE=http://127.0.0.1:8080 node run.mjs [name ...]

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { audit } from './lib/axe.mjs';

const here = import.meta.dirname;
const shots = path.join(here, 'shots');
const base = (process.env.MAINSTAY_BASE ?? '').replace(/\/+$/, '');
const LONGEST = 30 * 60 * 1000;

if (!/^http:\/\/(127\.0\.0\.1|localhost)(:\d+)?$/.test(base)) {
  console.error('MAINSTAY_BASE must be the address of a Mainstay on this machine');
  process.exit(2);
}

const wanted = process.argv.slice(2);
const files = readdirSync(path.join(here, 'journeys'))
  .filter((file) => file.endsWith('.mjs'))
  .filter((file) => wanted.length === 0 || wanted.includes(file.replace(/\.mjs$/, '')))
  .sort();
mkdirSync(shots, { recursive: true });

const browser = await chromium.launch({
  executablePath: findChromium(),
  headless: true,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});

let passed = 0;
let failed = 0;
for (const file of files) {
  const journey = await import(path.join(here, 'journeys', file));
  const began = Date.now();
  const problem = await attempt(journey, file.replace(/\.mjs$/, ''));
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  if (problem === null) {
    passed += 1;
    console.log(`   passed  ${journey.name} (${seconds} s)`);
  } else {
    failed += 1;
    console.log(`   FAILED  ${journey.name} (${seconds} s)`);
    console.log(problem.replace(/^/gm, '             '));
  }
}
await browser.close();
if (process.env.MAINSTAY_TALLY) {
  writeFileSync(process.env.MAINSTAY_TALLY, `${passed}\n`);
}
console.log(`   ${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);

// Runs one journey. Gives null, or what went wrong.
async function attempt(journey, short) {
  const noticed = [];
  const contexts = [];
  // A person at a browser of their own, watched like every other.
  const visitor = async (options) => {
    const context = await browser.newContext({
      baseURL: base,
      locale: 'en-GB',
      timezoneId: 'Europe/London',
      viewport: { width: 1280, height: 800 },
      ...options,
    });
    context.setDefaultTimeout(15_000);
    watch(context, noticed);
    contexts.push(context);
    return context.newPage();
  };
  const page = await visitor(journey.options);
  const context = page.context();
  const shot = (name, of = page) => of.screenshot({ path: path.join(shots, `${name}.png`), fullPage: true });
  const axe = (options) => audit(page, options);
  let timer;
  try {
    await Promise.race([
      journey.run({ page, context, base, assert, axe, audit, shot, visitor }),
      new Promise((_, reject) => {
        timer = setTimeout(() => reject(new Error('took too long')), LONGEST);
      }),
    ]);
    if (noticed.length > 0) throw new Error('the browser complained');
    return null;
  } catch (error) {
    const last = contexts.flatMap((each) => each.pages()).filter((each) => each.url() !== 'about:blank').pop() ?? page;
    await shot(`FAILED-${short}`, last).catch(() => {});
    const message = error instanceof Error ? error.message : String(error);
    return [message, ...new Set(noticed), `at ${last.url()}, seen in shots/FAILED-${short}.png`].join('\n');
  } finally {
    clearTimeout(timer);
    for (const each of contexts) await each.close();
  }
}

// Notes everything that a visitor's browser would complain of: a script that
// fails, anything that the content policy refuses, any request that leaves the
// school, any page that the server could not make.
function watch(context, noticed) {
  context.on('weberror', (error) => noticed.push(`script failed: ${error.error().message}`));
  context.on('console', (message) => {
    if (/content security policy/i.test(message.text())) noticed.push(message.text());
  });
  context.on('request', (request) => {
    const url = request.url();
    const ours = url.startsWith(`${base}/`) || /^(data|blob|about):/.test(url);
    if (!ours) noticed.push(`asked another site: ${url}`);
  });
  context.on('response', (response) => {
    if (response.status() >= 500) noticed.push(`${response.status()} from ${response.url()}`);
  });
}

function findChromium() {
  const known = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  const found = [process.env.CHROME, ...known].find((file) => file && existsSync(file));
  if (!found) {
    console.error('There is no Chromium here; CHROME names one.');
    process.exit(2);
  }
  return found;
}
