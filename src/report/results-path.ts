import { basename, dirname, join } from "node:path";

type Env = Readonly<Record<string, string | undefined>>;

/** Where a run puts its Allure results: `ALLURE_RESULTS_DIR`, or `allure-results`. */
export function allureDirectory(env: Env): string {
  const named = env["ALLURE_RESULTS_DIR"];
  return named === undefined || named === "" ? "allure-results" : named;
}

/**
 * Where Playwright puts what it writes about failures: beside the statement, under its name. It empties this folder
 * first, so that no other run, and nothing of the user's, may have it.
 */
export function playwrightDirectory(env: Env): string {
  const out = resultsPath(env);
  return join(dirname(out), "playwright", basename(out, ".json"));
}

/** Where a run writes its statement: `CONFORMANCE_OUT`, or by the shard that it is. */
export function resultsPath(env: Env, shard?: number): string {
  const named = env["CONFORMANCE_OUT"];
  if (named !== undefined && named !== "") return named;
  return shard === undefined ? "results/conformance.json" : `results/shard-${String(shard)}.json`;
}

/** Where a run writes JUnit XML: `CONFORMANCE_JUNIT`, or nowhere. */
export function junitPath(env: Env): string | undefined {
  const named = env["CONFORMANCE_JUNIT"];
  return named === "" ? undefined : named;
}

/** The statement for people, beside the one for programs: `results/conformance.md`, `.html` and `.svg`. */
export function readablePaths(statementPath: string): Readonly<Record<"md" | "html" | "svg", string>> {
  const base = statementPath.replace(/\.json$/, "");
  return { md: `${base}.md`, html: `${base}.html`, svg: `${base}.svg` };
}
