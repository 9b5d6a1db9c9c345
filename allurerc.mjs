import { defineConfig } from "allure";

const has =
  (label, wanted) =>
  ({ labels }) =>
    labels.some(({ name, value }) => name === label && value === wanted);

/**
 * An environment of the report for the one that ENVIRONMENT names and for each target, so that runs against several stand
 * side by side.
 */
const named = process.env.ENVIRONMENT ?? "";
const environments = Object.fromEntries([
  ...(named === "" ? [] : [[named, { matcher: has("environment", named) }]]),
  ...["reference", "recording", "live", "prism"].map((kind) => [kind, { matcher: has("target", kind) }]),
]);

export default defineConfig({
  name: "ZITADEL GetMyMetadata: conformance",
  output: "allure-report",
  historyPath: "results/allure-history.jsonl",
  historyLimit: 50,
  environments,
  categories: [
    {
      name: "Violation of a MUST",
      matchers: { labels: { verdict: "fail" } },
      groupBy: [{ label: "transport" }],
      expand: true,
    },
    { name: "Listed deviation not seen (stale)", matchers: { labels: { verdict: "stale" } }, expand: true },
    { name: "Blocked by the environment", matchers: { labels: { verdict: "blocked" } }, groupByMessage: true },
    { name: "Deviation from a SHOULD", matchers: { labels: { verdict: "deviation" } } },
    { name: "Known deviation", matchers: { labels: { verdict: "known" } } },
    {
      name: "Drift: what clients rely on is gone or another",
      matchers: { labels: { drift: "regressed" } },
      groupBy: [{ label: "grade" }],
      expand: true,
    },
    { name: "Drift: now as required", matchers: { labels: { drift: "fixed" } } },
    { name: "Drift: new", matchers: { labels: { drift: "new" } } },
    { name: "Unstable: not the same in every attempt", matchers: { flaky: true } },
    { name: "Fault of the suite", matchers: { statuses: ["failed", "broken"] } },
  ],
  plugins: {
    awesome: {
      options: {
        reportName: "ZITADEL GetMyMetadata: conformance",
        reportLanguage: "en",
        groupBy: ["transport", "feature"],
        appendTitlePath: false,
        stepTreeExpansion: "expand_failed_only",
        singleFile: process.env.ALLURE_SINGLE_FILE === "1",
      },
    },
  },
});
