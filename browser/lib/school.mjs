// What every journey does the same way: coming in through the demo school's
// one-click door, and walking by keyboard. It must never know a password.

// The doors are the buttons of forms that ask for no password, one a person.
export function doors(page) {
  return page.locator('main form:not(:has(input[type="password"])) button');
}

// Signs in as the first person whose button says these words (anyone, if none
// are given), and waits for the page that follows.
export async function signIn(page, words) {
  await page.goto('/sign-in');
  // Those who are met less often stand behind "Everybody else".
  await page.locator('main details').evaluateAll((all) => all.forEach((each) => { each.open = true; })).catch(() => {});
  const door = words ? doors(page).filter({ hasText: words }).first() : doors(page).first();
  await door.click();
  await page.waitForURL((url) => url.pathname !== '/sign-in');
}

// Presses Tab once and says what is now in focus.
export async function tab(page) {
  await page.keyboard.press('Tab');
  return page.evaluate(() => {
    const part = document.activeElement;
    return { href: part.getAttribute('href'), words: part.textContent.trim() };
  });
}
