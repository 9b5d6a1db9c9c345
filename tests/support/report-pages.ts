import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import type { Browser } from "@playwright/test";
import { onPage } from "./browser.ts";

/** Where the head of a page is on a low screen, once the page has scrolled its list and drawn itself twice. */
export function placeOfHead(browser: Browser, path: string, head: string): Promise<number> {
  return onPage(browser, { viewport: { width: 1300, height: 420 } }, async (page) => {
    await page.addInitScript("addEventListener('scroll', () => { window.hasScrolled = true; }, true);");
    await page.goto(pathToFileURL(path).href, { timeout: 60_000 });
    await page.waitForFunction("window.hasScrolled", undefined, { timeout: 60_000 });
    await page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
    const box = await page.getByText(head).first().boundingBox();
    assert.ok(box, "box is missing");
    return box.y;
  });
}

/** What a test asks an element of a page. */
interface Box {
  readonly parentElement: Box;
  readonly scrollWidth: number;
  readonly clientWidth: number;
}

/** Whether a page shows a text to its last letter, without a click. */
export function showsWhole(browser: Browser, path: string, text: string): Promise<boolean> {
  return onPage(browser, { viewport: { width: 1300, height: 700 } }, async (page) => {
    await page.goto(pathToFileURL(path).href, { timeout: 60_000 });
    const value = page.getByText(text).first();
    await value.waitFor({ timeout: 60_000 });
    // Allure cuts the text at the edge of the boxes around it.
    return value.evaluate(({ parentElement: box }: Box) =>
      [box, box.parentElement].every(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth),
    );
  });
}
