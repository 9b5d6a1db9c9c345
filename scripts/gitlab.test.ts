import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "yaml";
import { ROWS } from "../src/settings/table.ts";
import { textOf } from "./ci-files.ts";

interface GitlabJob {
  readonly stage?: string;
  readonly extends?: string;
  readonly image?: string;
  readonly script?: readonly string[];
  readonly before_script?: readonly string[];
  readonly after_script?: readonly string[];
  readonly needs?: readonly string[];
  readonly rules?: readonly { readonly if?: string }[];
}

interface Pipeline {
  readonly stages: readonly string[];
  readonly jobs: Readonly<Record<string, GitlabJob>>;
}

const NOT_JOBS = ["stages", "variables"];

function pipeline(text: string): Pipeline {
  const all = parse(text) as Record<string, unknown>;
  const jobs = Object.entries(all).filter(([name]) => !NOT_JOBS.includes(name));
  return { stages: all["stages"] as string[], jobs: Object.fromEntries(jobs) as Pipeline["jobs"] };
}

/** What is wrong in a pipeline: GitLab publishes no schema that may be kept here, so these are its rules that matter. */
function mistakes({ stages, jobs }: Pipeline): string[] {
  const visible = Object.entries(jobs).filter(([name]) => !name.startsWith("."));
  return visible.flatMap(([name, job]) => {
    const base = job.extends === undefined ? {} : jobs[job.extends];
    const needs = job.needs ?? [];
    return [
      ...(base === undefined ? [`${name} extends ${String(job.extends)}, which is not there`] : []),
      ...(stages.includes(job.stage ?? "") ? [] : [`${name} is in stage ${String(job.stage)}`]),
      ...((job.script ?? []).length > 0 ? [] : [`${name} has no script`]),
      ...(job.rules === undefined ? [`${name} has no rules: it runs in every pipeline`] : []),
      ...((job.image ?? base?.image) === undefined ? [`${name} has no image`] : []),
      ...needs.filter((need) => !(need in jobs)).map((need) => `${name} needs ${need}, which is not there`),
    ];
  });
}

const TEXT = textOf("docs/ci/gitlab-ci.yml");

test("the pipeline for GitLab holds together", () => {
  assert.deepEqual(mistakes(pipeline(TEXT)), []);
});

test("the check above can fail", () => {
  const spoilt = TEXT.replace("needs: [conformance]", "needs: [confrmance]").replace("stage: publish", "stage: publsh");
  assert.deepEqual(mistakes(pipeline(spoilt)), [
    "report needs confrmance, which is not there",
    "pages is in stage publsh",
  ]);
});

test("the variables of the suite in it are settings", () => {
  const settings = new Set<string>(ROWS.map(({ name }) => name));
  const named = [...TEXT.matchAll(/\b(?:ZITADEL_\w+|CONFORMANCE_OUT|ALLURE_\w+|ENVIRONMENT)\b/g)].map(([name]) => name);
  assert.ok(named.length > 5, String(named.length));
  assert.deepEqual(
    named.filter((name) => !settings.has(name)),
    [],
  );
});
