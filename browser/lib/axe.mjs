// Accessibility and layout checks of the page a visitor is looking at. It must
// never loosen the page's content policy: the checks go in through the
// browser's own door, not through the page.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// WCAG 2.2 AA, and what everybody agrees is good practice.
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

// Every violation as a line of text; an empty list when there is none.
export async function violations(page, { only, but = [] } = {}) {
  // A click comes back when the next page begins; without its style sheet nothing has its size.
  await page.waitForLoadState('load');
  if (!(await page.evaluate(() => typeof window.axe === 'object'))) {
    await page.evaluate(source);
  }
  const runOnly = only ? { type: 'rule', values: only } : { type: 'tag', values: TAGS };
  const found = await page.evaluate(
    (options) => window.axe.run(document, options),
    { runOnly, rules: Object.fromEntries(but.map((rule) => [rule, { enabled: false }])), resultTypes: ['violations'] },
  );
  return found.violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${node.target.join(' ')}: ${violation.help}`),
  );
}

// Fails, listing every violation, unless there is none.
export async function audit(page, options) {
  const found = await violations(page, options);
  if (found.length > 0) {
    throw new Error(`${new URL(page.url()).pathname} is not accessible\n${found.join('\n')}`);
  }
}

// What a person with a small screen or weak eyes would trip over, as lines of
// text: a page that scrolls sideways, a table that is cut off, keys that lie over
// each other or are too small to hit, words under 16 px.
export async function squeezes(page) {
  return page.evaluate(() => {
    const found = [];
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth) {
      const widest = [...document.querySelectorAll('body *')]
        .filter((part) => part.getBoundingClientRect().right > root.clientWidth + 1)
        .filter((part) => !part.closest('[role="region"][tabindex="0"]'))
        .map((part) => part.tagName.toLowerCase() + (part.className && typeof part.className === 'string' ? `.${part.className.trim().replace(/\s+/g, '.')}` : ''));
      found.push(`scrolls sideways (${root.scrollWidth} in ${root.clientWidth}): ${widest.slice(0, 3).join(', ')}`);
    }
    for (const region of document.querySelectorAll('.table-wrap')) {
      if (region.checkVisibility() && region.scrollWidth > region.clientWidth + 1) {
        found.push(`a table is cut off (${region.scrollWidth} in ${region.clientWidth}): ${region.getAttribute('aria-label')}`);
      }
    }
    // What is tapped: none over another, none too small to hit. A link within words is exempt.
    const taps = [...document.querySelectorAll('main :is(button, .btn, summary, select, textarea, input:not([type=hidden], [type=radio], [type=checkbox]))')]
      .filter((part) => part.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
      .map((part) => ({ part, box: part.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 1 && box.height > 1);
    const called = ({ part }) => `${part.tagName.toLowerCase()} ${(part.textContent || part.name || '').trim().replace(/\s+/g, ' ').slice(0, 30)}`;
    for (const [at, one] of taps.entries()) {
      if (one.box.width < 23.5 || one.box.height < 23.5) {
        found.push(`hard to tap (${Math.round(one.box.width)} by ${Math.round(one.box.height)}): ${called(one)}`);
      }
      for (const other of taps.slice(at + 1)) {
        if (one.part.contains(other.part) || other.part.contains(one.part)) continue;
        const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        if (across > 1 && down > 1) found.push(`one over another: ${called(one)}, ${called(other)}`);
      }
    }
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const small = new Set();
    while (words.nextNode()) {
      const part = words.currentNode.parentElement;
      if (!words.currentNode.data.trim() || part.closest('svg, script, style, template')) continue;
      // The check itself may be told: text nobody sees has no size.
      if (!part.checkVisibility() || part.getBoundingClientRect().width <= 1) continue;
      const size = parseFloat(getComputedStyle(part).fontSize);
      if (size < 15.99) small.add(`${part.tagName.toLowerCase()} at ${size} px: ${words.currentNode.data.trim().slice(0, 30)}`);
    }
    return [...found, ...[...small].slice(0, 3).map((line) => `small words: ${line}`)];
  });
}
