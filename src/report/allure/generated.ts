import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ReportError } from "../../errors.ts";
import { withFirstView } from "./first-view.ts";

/** The script of a tag manager that Allure's page loads, and the one that calls it: no option leaves them out. */
const TAG_MANAGER =
  /<script[^>]*\ssrc="https:\/\/www\.googletagmanager\.com\/[^"]*"[^>]*><\/script>(\s*<script>(?:(?!<\/script>)[^])*gtag\((?:(?!<\/script>)[^])*<\/script>)?/g;

/** What makes a browser load something of its own accord. */
const LOADS = /<(?:script|img|iframe|link|source)\b[^>]*\b(?:src|href)\s*=\s*["']?((?:https?:)?\/\/[^"'\s>]+)/gi;

/**
 * Takes the tag manager out of every page of a generated report, and lets it show first what was found. Throws a
 * ReportError when a page still loads anything from another host: a new version of Allure may, and nobody is to learn of a
 * run from its report.
 */
export function finishPages(folder: string): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!name.endsWith(".html")) continue;
    const page = join(folder, name);
    const clean = withoutTagManager(readFileSync(page, "utf8"));
    writeFileSync(page, withFirstView(clean));
    const [foreign] = foreignAddresses(clean);
    if (foreign !== undefined)
      throw new ReportError(`${page} loads ${foreign}, and a report must not: do not open it.`);
  }
}

/** A page without the tag manager. */
export function withoutTagManager(page: string): string {
  return page.replace(TAG_MANAGER, "");
}

/** The addresses of other hosts that a page loads from. */
export function foreignAddresses(page: string): string[] {
  return [...page.matchAll(LOADS)].map(([, address = ""]) => address);
}

/** How many tests a generated report holds. */
export function readReportTotal(folder: string): number {
  const summary = JSON.parse(readFileSync(join(folder, "summary.json"), "utf8")) as {
    readonly stats: { readonly total?: number };
  };
  return summary.stats.total ?? 0;
}
