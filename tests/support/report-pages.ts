import assert from "node:assert/strict";
import type { Browser, Page } from "@playwright/test";
import { onPage } from "./browser.ts";

/** What a page of a report does on a low screen. */
interface ShownPage {
  /** Every address that it asked for until it was at rest. */
  readonly requests: readonly string[];
  /** Where its head is once it has scrolled its list and drawn itself twice. */
  readonly placeOfHead: number;
  /** Whether it shows a text to its last letter, without a click. */
  readonly showsWhole: boolean;
}

/** Opens a page of a report once, and looks for its head and for a text. */
export function showPage(browser: Browser, address: string, head: string, text: string): Promise<ShownPage> {
  return onPage(browser, { viewport: { width: 1300, height: 420 } }, async (page) => {
    const requests: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    page.on("websocket", (socket) => requests.push(socket.url()));
    await page.addInitScript("addEventListener('scroll', () => { window.hasScrolled = true; }, true);");
    await page.goto(address, { timeout: 60_000 });
    await page.waitForFunction("window.hasScrolled", undefined, { timeout: 60_000 });
    await page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
    const place = await placeOf(page, head);
    const showsWhole = await isWhole(page, text);
    await page.waitForLoadState("networkidle");
    return { requests, placeOfHead: place, showsWhole };
  });
}

async function placeOf(page: Page, head: string): Promise<number> {
  const box = await page.getByText(head).first().boundingBox();
  assert.ok(box, "box is missing");
  return box.y;
}

/** What a test asks an element of a page. */
interface Box {
  readonly parentElement: Box;
  readonly scrollWidth: number;
  readonly clientWidth: number;
}

async function isWhole(page: Page, text: string): Promise<boolean> {
  const value = page.getByText(text).first();
  await value.waitFor({ timeout: 60_000 });
  // Allure cuts the text at the edge of the boxes around it.
  return value.evaluate(({ parentElement: box }: Box) =>
    [box, box.parentElement].every(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth),
  );
}
