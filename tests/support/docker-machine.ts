import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { commandArguments } from "../../src/package-file.ts";
import { ROWS } from "../../src/settings/table.ts";
import { ENOUGH_TIME } from "./enough-time.ts";
import { scratchFolder } from "./scratch.ts";

/** The repository. */
export const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const FAKE = fileURLToPath(new URL("./fake-docker.mjs", import.meta.url));

/** A call of docker, as its stand-in noted it. */
export interface Call {
  readonly args: readonly string[];
  readonly tag?: string;
  readonly port?: string;
}

/** A machine whose docker is the stand-in. */
export class Machine {
  readonly folder = scratchFolder();
  readonly #env: Readonly<Record<string, string>>;

  constructor(t: TestContext, fault = "") {
    const bin = join(this.folder, "bin");
    mkdirSync(bin);
    const docker = join(bin, "docker");
    writeFileSync(docker, `#!/bin/sh\ncd "${ROOT}" && exec "${process.execPath}" "${FAKE}" "$@"\n`);
    chmodSync(docker, 0o755);
    const settings = new Set<string>(ROWS.map(({ name }) => name));
    const inherited = Object.entries(process.env).filter(([name]) => !settings.has(name.toUpperCase()));
    this.#env = {
      ...Object.fromEntries(inherited),
      PATH: `${bin}${delimiter}${process.env["PATH"] ?? ""}`,
      FAKE_DOCKER: this.folder,
      FAKE_DOCKER_FAULT: fault,
      REQUEST_TIMEOUT_MS: String(ENOUGH_TIME),
      PROJECTION_TIMEOUT_MS: String(ENOUGH_TIME),
    };
    // Whatever a failing test leaves.
    t.after(() => {
      for (const pid of this.running()) process.kill(pid);
    });
  }

  /** Runs a program of src/cli in the machine's folder. `onOutput` sees what it has printed so far. */
  async run(
    program: string,
    args: readonly string[],
    onOutput?: (said: string, interrupt: () => void) => void,
    path?: string,
  ): Promise<{ readonly code: number | null; readonly said: string }> {
    const child = spawn(process.execPath, [...commandArguments(program), ...args], {
      cwd: this.folder,
      env: path === undefined ? this.#env : { ...this.#env, PATH: path },
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        said += chunk.toString();
        onOutput?.(said, () => child.kill("SIGINT"));
      });
    }
    const [code] = (await once(child, "close")) as [number | null];
    for (const token of this.tokens()) assert.ok(!said.includes(token), "the token is printed");
    return { code, said };
  }

  calls(): Call[] {
    const path = join(this.folder, "calls.jsonl");
    if (!existsSync(path)) return [];
    const lines = readFileSync(path, "utf8").trim().split("\n");
    return lines.map((line) => JSON.parse(line) as Call);
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
