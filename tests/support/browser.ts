import { existsSync } from "node:fs";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "@playwright/test";

const PROGRAMS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The browser of this machine; undefined when there is none. */
const BROWSER = PROGRAMS.find((path) => existsSync(path));

/** Why a test that needs a browser is skipped; false where it can run. */
export const WITHOUT_BROWSER = BROWSER === undefined ? `none of ${PROGRAMS.join(", ")} is installed` : false;

/** Starts the browser without traffic of its own. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    ...(BROWSER === undefined ? {} : { executablePath: BROWSER }),
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"],
    timeout: 60_000,
  });
}

/** Opens an address and gives every address that the page asked for until it was at rest. */
export function requestsOf(browser: Browser, address: string, ready: string): Promise<string[]> {
  return onPage(browser, {}, async (page) => {
    const requests: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    page.on("websocket", (socket) => requests.push(socket.url()));
    await page.goto(address, { timeout: 60_000 });
    await page.getByText(ready).first().waitFor({ timeout: 60_000 });
    await page.waitForLoadState("networkidle");
    return requests;
  });
}

/** Does something with a new page, which is closed in any case. */
export async function onPage<Result>(
  browser: Browser,
  options: BrowserContextOptions,
  work: (page: Page) => Promise<Result>,
): Promise<Result> {
  const page = await browser.newPage(options);
  return work(page).finally(() => page.close());
}
