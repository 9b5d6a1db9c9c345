import { spawn, type ChildProcess } from "node:child_process";
import { createRequire } from "node:module";
import { IS_BUILT, moduleFile } from "../package-file.ts";

/** How the child process ended. */
export interface Ended {
  /** Null when a signal ended it. */
  readonly code: number | null;
}

/** Runs Playwright's own command line in a child process and waits for its end. */
export async function runPlaywright(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  const cli = createRequire(import.meta.url).resolve("@playwright/test/cli");
  // A process group of its own: Ctrl-C reaches only this process, which passes it on once, because on a second
  // interrupt Playwright stops without writing results. The channel shows the child when this process was killed.
  const child = spawn(process.execPath, [cli, "test", ...configOf(args), ...args], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env,
    detached: process.platform !== "win32",
  });
  const release = forwardSignals(child);
  try {
    return await new Promise<Ended>((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", (code) => {
        resolve({ code });
      });
    });
  } finally {
    release();
  }
}

/** In the repository Playwright finds the configuration by itself. */
function configOf(args: readonly string[]): readonly string[] {
  const isNamed = args.some((each) => each === "-c" || each === "--config" || each.startsWith("--config="));
  return IS_BUILT && !isNamed ? ["--config", moduleFile("playwright.config.ts")] : [];
}

/** npm and the terminal may both deliver one Ctrl-C: interrupts within this time count as one. */
const SAME_INTERRUPT = 500;

/** Passes interrupts on, and SIGTERM as an interrupt, because Playwright ends its run properly only on that. */
function forwardSignals(child: ChildProcess): () => void {
  let last = -Infinity;
  const forward = (): void => {
    const now = performance.now();
    if (now - last < SAME_INTERRUPT) return;
    last = now;
    child.kill("SIGINT");
  };
  const abandon = (): void => {
    child.kill("SIGKILL");
  };
  process.on("SIGINT", forward);
  process.on("SIGTERM", forward);
  process.on("exit", abandon);
  return () => {
    process.off("SIGINT", forward);
    process.off("SIGTERM", forward);
    process.off("exit", abandon);
  };
}
