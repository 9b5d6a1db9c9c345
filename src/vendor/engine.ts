import { spawn, type ChildProcess } from "node:child_process";
import { BlockedError } from "../errors.ts";

/** A container engine whose compose command runs on this machine. */
export interface Engine {
  readonly program: string;
  /** Runs one of its commands to its end, whatever its exit code. An aborted signal ends the command. */
  run(args: readonly string[], options?: RunOptions): Promise<Ended>;
}

/** Variables for the compose file, and what ends the command early. */
interface RunOptions {
  readonly variables?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** How a command ended. */
export interface Ended {
  /** Null when a signal ended it, or when there is no such program. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const PROGRAMS = ["docker", "podman"] as const;

/** Finds the engine on the PATH, Docker before Podman. Throws a BlockedError when none can run containers. */
export async function findEngine(): Promise<Engine> {
  const complaints: string[] = [];
  for (const program of PROGRAMS) {
    if ((await run(program, ["compose", "version"], {})).code !== 0) continue;
    const listed = await run(program, ["ps"], {});
    if (listed.code === 0) return { program, run: (args, options = {}) => run(program, args, options) };
    complaints.push(`${program} does not answer (${lastLine(listed)}): start it and try again.`);
  }
  throw new BlockedError(complaints[0] ?? NONE);
}

const NONE =
  "No container engine was found: neither docker compose nor podman compose runs here. Install one of the two and try again.";

/** What an engine complains about stands at the end of what it prints. */
export function lastLine({ stdout, stderr }: Ended): string {
  const text = (stderr.trim() === "" ? stdout : stderr).trim();
  return text === "" ? "it says nothing" : (text.split("\n").at(-1) ?? "");
}

const HAS_GROUPS = process.platform !== "win32";

function run(program: string, args: readonly string[], { variables = {}, signal }: RunOptions): Promise<Ended> {
  const child = spawn(program, args, {
    env: { ...withoutSettings(), ...variables },
    stdio: ["ignore", "pipe", "pipe"],
    // Ctrl-C in the terminal must not end the command that removes the containers.
    detached: HAS_GROUPS,
  });
  const end = (): void => {
    endGroup(child);
  };
  signal?.addEventListener("abort", end, { once: true });
  if (signal?.aborted === true) end();
  const text = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].on("data", (chunk: Buffer) => (text[name] += chunk.toString()));
  }
  return new Promise((resolve) => {
    const done = (code: number | null): void => {
      signal?.removeEventListener("abort", end);
      resolve({ code, ...text });
    };
    child.once("error", () => {
      done(null);
    });
    child.once("close", done);
  });
}

/** The compose command is a child of the engine's program, so that the signal goes to both. */
function endGroup(child: ChildProcess): void {
  try {
    if (HAS_GROUPS && child.pid !== undefined) process.kill(-child.pid, "SIGTERM");
    else child.kill();
  } catch {
    // It has ended by itself.
  }
}

/** The settings of the suite hold credentials, and are none of the engine's business. */
function withoutSettings(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith("ZITADEL_"));
  // Compose reads .env for variables of its own: that file belongs to the suite.
  return { ...Object.fromEntries(own), COMPOSE_DISABLE_ENV_FILE: "1" };
}
