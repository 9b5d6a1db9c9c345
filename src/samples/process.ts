import { spawn } from "node:child_process";

/** A program to run, with its limits. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Address space in KiB (`ulimit -v`); absent for run-time systems that reserve far more than they use. */
  readonly addressSpace?: number;
}

/** How a program ended. */
export interface Ended {
  /** `missing` when the program does not exist, `time` and `output` when a limit ended it. */
  readonly how: "exit" | "missing" | "time" | "output";
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Folder, environment and time limit. */
export interface Limits {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly milliseconds: number;
}

/** More than any sample prints: the longest value is 500,000 bytes. */
const OUTPUT_LIMIT = 4_000_000;

const HAS_GROUPS = process.platform !== "win32";

/** All running programs, so that none outlives this process. */
const going = new Set<() => void>();
process.once("exit", () => {
  for (const kill of going) kill();
});

/** Runs a program until it ends or exceeds its time or output; its children end with it. */
export function runProcess(command: Command, { folder, env, milliseconds }: Limits): Promise<Ended> {
  const { program, args } = limited(command);
  const child = spawn(program, args, {
    cwd: folder,
    env: { ...env, ...command.env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: HAS_GROUPS,
  });
  const kill = (): void => {
    try {
      if (HAS_GROUPS && child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
      else child.kill("SIGKILL");
    } catch {
      // It has ended by itself.
    }
  };
  going.add(kill);
  let how: Ended["how"] = "exit";
  const end = (reason: "time" | "output"): void => {
    if (how === "exit") how = reason;
    kill();
  };
  const timer = setTimeout(end, milliseconds, "time");
  const text = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  let size = 0;
  for (const name of ["stdout", "stderr"] as const) {
    child[name].on("data", (chunk: Buffer) => {
      text[name].push(chunk);
      size += chunk.length;
      if (size > OUTPUT_LIMIT) end("output");
    });
  }
  return new Promise((resolve) => {
    const done = (code: number | null): void => {
      clearTimeout(timer);
      kill();
      going.delete(kill);
      resolve({
        how,
        code,
        stdout: Buffer.concat(text.stdout).toString(),
        stderr: Buffer.concat(text.stderr).toString(),
      });
    };
    child.once("error", () => {
      how = "missing";
      done(null);
    });
    child.once("close", done);
  });
}

/** POSIX only: the shell sets the limit, then becomes the program. */
function limited({ program, args, addressSpace }: Command): Pick<Command, "program" | "args"> {
  if (addressSpace === undefined || process.platform !== "linux") return { program, args };
  return { program: "/bin/sh", args: ["-c", 'ulimit -v "$0" && exec "$@"', String(addressSpace), program, ...args] };
}

/** A program's whole output as text. */
export function outputOf({ stdout, stderr }: Ended): string {
  return [stdout.trimEnd(), stderr.trimEnd()].filter((part) => part !== "").join("\n");
}
