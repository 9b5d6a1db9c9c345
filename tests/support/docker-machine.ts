import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import type { PrintingSurroundings } from "../../src/cli/main-job.ts";
import { reportErrors } from "../../src/cli/user-facing-errors.ts";
import { commandArguments } from "../../src/package-file.ts";
import { ROWS } from "../../src/settings/table.ts";
import { ENOUGH_TIME } from "./enough-time.ts";
import { scratchFolder } from "./scratch.ts";

/** The repository. */
export const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const FAKE = fileURLToPath(new URL("./fake-docker.sh", import.meta.url));

/** A call of docker, as its stand-in noted it. */
export interface Call {
  readonly args: readonly string[];
  /** The release, empty where the call names none. */
  readonly tag: string;
  readonly port: string;
}

/** How a program ended, and what it printed on both outputs. */
interface Ended {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly said: string;
}

/** A program's job in `src/cli`. */
type Job = (argv: readonly string[], means: PrintingSurroundings) => Promise<number>;

/** A machine whose docker is the stand-in. */
export class Machine {
  readonly folder = scratchFolder();
  readonly #env: Readonly<Record<string, string>>;
  /** What docker does wrong. */
  fault: string;

  constructor(t: TestContext, fault = "") {
    this.fault = fault;
    const bin = join(this.folder, "bin");
    mkdirSync(bin);
    const docker = join(bin, "docker");
    copyFileSync(FAKE, docker);
    chmodSync(docker, 0o755);
    const settings = new Set<string>(ROWS.map(({ name }) => name));
    const inherited = Object.entries(process.env).filter(([name]) => !settings.has(name.toUpperCase()));
    this.#env = {
      ...Object.fromEntries(inherited),
      PATH: `${bin}${delimiter}${process.env["PATH"] ?? ""}`,
      FAKE_DOCKER: this.folder,
      FAKE_DOCKER_NODE: process.execPath,
      FAKE_DOCKER_ROOT: ROOT,
      REQUEST_TIMEOUT_MS: String(ENOUGH_TIME),
      PROJECTION_TIMEOUT_MS: String(ENOUGH_TIME),
    };
    // Whatever a failing test leaves.
    t.after(() => {
      for (const pid of this.running()) process.kill(pid);
    });
  }

  /** Runs a program of src/cli in the machine's folder. */
  async run(program: string, args: readonly string[]): Promise<Ended> {
    const child = spawn(process.execPath, [...commandArguments(program), ...args], {
      cwd: this.folder,
      env: { ...this.#env, FAKE_DOCKER_FAULT: this.fault },
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
    }
    const [code] = (await once(child, "close")) as [number | null];
    return this.#checked({ code, said });
  }

  /**
   * Runs a program's job in this process, which for so long is in the machine's folder and has its environment.
   * `onOutput` sees each text that it prints.
   */
  async runHere(
    job: Job,
    args: readonly string[],
    environment: Readonly<Record<string, string>> = {},
    onOutput?: (text: string) => void,
  ): Promise<Ended> {
    const [folder, env] = [process.cwd(), process.env];
    process.chdir(this.folder);
    process.env = { ...this.#env, FAKE_DOCKER_FAULT: this.fault, ...environment };
    let said = "";
    const say = (text: string): void => {
      said += `${text}\n`;
      onOutput?.(text);
    };
    try {
      const code = await reportErrors(() => job(args, { env: process.env, stdout: say, stderr: say }), say);
      return this.#checked({ code, said });
    } finally {
      process.chdir(folder);
      process.env = env;
    }
  }

  #checked(ended: Ended): Ended {
    for (const token of this.tokens()) assert.ok(!ended.said.includes(token), "the token is printed");
    return ended;
  }

  calls(): Call[] {
    const path = join(this.folder, "calls.tsv");
    if (!existsSync(path)) return [];
    const lines = readFileSync(path, "utf8").trimEnd().split("\n");
    return lines.map((line) => {
      const [tag = "", port = "", ...args] = line.split("\t");
      return { args, tag, port };
    });
  }

  /** Process ids of the servers that stand for containers. */
  running(): number[] {
    const names = readdirSync(this.folder).filter((name) => name.endsWith(".pid"));
    return names.map((name) => Number(readFileSync(join(this.folder, name), "utf8"))).filter(isAlive);
  }

  /** Tokens that the servers printed. */
  tokens(): string[] {
    const outputs = readdirSync(this.folder).filter((name) => name.endsWith(".out"));
    return outputs.flatMap(
      (name) => /ZITADEL_ADMIN_TOKEN=(\S+)/.exec(readFileSync(join(this.folder, name), "utf8"))?.[1] ?? [],
    );
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
