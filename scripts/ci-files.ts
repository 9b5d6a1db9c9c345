import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** The repository. */
export const ROOT = join(import.meta.dirname, "..");

/** A step of a job, or of a composite action. */
export interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A job of a workflow: its own steps, or a call of another workflow. */
export interface Job extends Step {
  readonly permissions?: unknown;
  readonly steps?: readonly Step[];
  readonly with?: Readonly<Record<string, unknown>>;
}

/** What a workflow that can be called takes. */
export type Inputs = Readonly<Record<string, { readonly required?: boolean }>>;

/** A file of GitHub Actions. */
export interface CiFile {
  /** Path in the repository. */
  readonly path: string;
  readonly text: string;
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
  readonly inputs: Inputs;
}

/** Workflows of this repository, and the one that init writes into others. */
const FOLDERS = [".github/workflows", "templates"];

interface Workflow {
  readonly on: { readonly workflow_call?: { readonly inputs?: Inputs } | null };
  readonly permissions?: unknown;
  readonly jobs: CiFile["jobs"];
}

/** Every workflow. */
export function workflows(): CiFile[] {
  return FOLDERS.flatMap((folder) => {
    const names = readdirSync(join(ROOT, folder)).filter((name) => name.endsWith(".yml"));
    return names.map((name) => workflow(`${folder}/${name}`));
  });
}

function workflow(path: string): CiFile {
  const text = textOf(path);
  const { on, permissions, jobs } = parse(text) as Workflow;
  return { path, text, permissions, jobs, inputs: on.workflow_call?.inputs ?? {} };
}

/** The composite action, whose steps are those of one job. */
export function action(): CiFile {
  const path = "action.yml";
  const text = textOf(path);
  const { runs, inputs } = parse(text) as { readonly runs: Job; readonly inputs: Inputs };
  return { path, text, permissions: undefined, jobs: { runs }, inputs };
}

/** Every job and every step of a file: what may use an action, run commands or set variables. */
export function stepsOf({ jobs }: CiFile): Step[] {
  return Object.values(jobs).flatMap((job) => [job, ...(job.steps ?? [])]);
}

/** A file of the repository as text. */
export function textOf(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

/** Names of the npm scripts that a text tells to run. */
export function npmScripts(text: string): string[] {
  return [...text.matchAll(/\bnpm run (?:--silent )?([a-z][a-z:]*[a-z])/g)].map(([, name = ""]) => name);
}
