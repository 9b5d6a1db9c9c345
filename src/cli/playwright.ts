import { spawn, type ChildProcess } from "node:child_process";
import module, { createRequire } from "node:module";
import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { IS_BUILT, moduleFile, sourceFile } from "../package-file.ts";
import { AWAITS_CONTEXT } from "./parent.ts";

/** How the child process ended. */
export interface Ended {
  /** Null when a signal ended it. */
  readonly code: number | null;
}

/** Playwright, which loads while the target opens. */
export interface StartedPlaywright {
  /** Lets it run its tests against what the variables describe, and waits for its end. */
  run(context: Readonly<Record<string, string>>): Promise<Ended>;
  /** Ends it unless it has ended. */
  abandon(): void;
}

/** Starts Playwright, which runs no test and prints nothing before it has its context. */
export function startPlaywright(args: readonly string[], env: NodeJS.ProcessEnv): StartedPlaywright {
  // A configuration of the user's own may look for its context as soon as it is loaded.
  if (isConfigNamed(args))
    return { run: (context) => runPlaywright(args, { ...env, ...context }), abandon: () => undefined };
  const playwright = spawnPlaywright(args, { ...env, ...AWAITS_CONTEXT });
  return {
    run: async (context) => {
      if (playwright.child.connected) playwright.child.send(context);
      return endOf(playwright);
    },
    abandon: () => {
      playwright.child.kill("SIGKILL");
    },
  };
}

/** Runs Playwright's own command line in a child process and waits for its end. */
function runPlaywright(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  return endOf(spawnPlaywright(args, env));
}

/**
 * Prints what Playwright says of its tests or of itself, and returns its exit code. A reader such as head may have
 * enough.
 */
export async function printPlaywright(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const playwright = spawnPlaywright(args, env, "pipe");
  const { child } = playwright;
  const enough = new Promise<0>((resolve) => {
    process.stdout.once("error", () => {
      child.kill("SIGKILL");
      resolve(0);
    });
  });
  child.stdout?.pipe(process.stdout);
  return Promise.race([enough, endOf(playwright).then(({ code }) => code ?? 2)]);
}

/** A child process, and its end, which may come before anybody waits for it. */
interface PlaywrightProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended | Error>;
}

function spawnPlaywright(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  stdout: "inherit" | "pipe" = "inherit",
): PlaywrightProcess {
  const cli = createRequire(import.meta.url).resolve("@playwright/test/cli");
  const config = configOf(args);
  // A process group of its own: Ctrl-C reaches only this process, which passes it on once, because on a second
  // interrupt Playwright stops without writing results. The channel shows the child when this process was killed.
  const child = spawn(process.execPath, [cli, "test", ...config.args, ...args], {
    stdio: ["inherit", stdout, "inherit", "ipc"],
    env: { ...env, ...compileCache(env), ...(config.isBuilt ? WITHOUT_LOADER : {}) },
    detached: process.platform !== "win32",
  });
  const ended = new Promise<Ended | Error>((resolve) => {
    child.once("error", resolve);
    child.once("exit", (code) => {
      resolve({ code });
    });
  });
  return { child, ended };
}

async function endOf({ child, ended }: PlaywrightProcess): Promise<Ended> {
  const release = forwardSignals(child);
  try {
    const end = await ended;
    if (end instanceof Error) throw end;
    return end;
  } finally {
    release();
  }
}

/** Options with which people read the tests: they want the files that they know. */
const SHOWS_FILES = /^--(ui|debug|list)\b/;

/** A line of a file. */
const LINE = /\.ts:\d+/;

/**
 * Playwright's own switch for its loader of TypeScript modules, which costs each process a thread and a quarter of a second:
 * built modules need none.
 */
export const WITHOUT_LOADER = { PW_DISABLE_TS_ESM: "1" };

/** Where this process keeps compiled code, from Node 22 on: Playwright's seven megabytes load faster from there. */
function compileCache(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { getCompileCacheDir } = module as { readonly getCompileCacheDir?: () => string | undefined };
  const folder = getCompileCacheDir?.();
  // Node adds the folder of its own version itself.
  return folder === undefined || env["NODE_COMPILE_CACHE"] !== undefined ? {} : { NODE_COMPILE_CACHE: dirname(folder) };
}

/** The configuration to use. The built one loads faster; a developer's own, and one to read tests with, are TypeScript. */
function configOf(args: readonly string[]): { readonly args: readonly string[]; readonly isBuilt: boolean } {
  if (!IS_BUILT || isConfigNamed(args)) return { args: [], isBuilt: false };
  const source = sourceFile("playwright.config.ts");
  const wantsSource = args.some((each) => SHOWS_FILES.test(each) || LINE.test(each)) && existsSync(source);
  return { args: ["--config", wantsSource ? source : moduleFile("playwright.config.ts")], isBuilt: !wantsSource };
}

function isConfigNamed(args: readonly string[]): boolean {
  return args.some((each) => /^(-c|--config)(=|$)/.test(each));
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
