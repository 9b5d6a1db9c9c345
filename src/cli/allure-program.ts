import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";

/** How Allure's program is run. */
export interface AllureRun {
  /** `pipe` collects what it prints, `inherit` shows it. */
  readonly stdio: "pipe" | "inherit";
  readonly env: Readonly<Record<string, string>>;
}

/** How Allure's program ended, and what it printed where that was collected. */
export interface AllureEnd {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly text: string;
}

/** Runs Allure's own command line, which must not report to its makers either. */
export async function allure(args: readonly string[], { stdio, env }: AllureRun): Promise<AllureEnd> {
  const cli = join(dirname(dirname(createRequire(import.meta.url).resolve("allure"))), "cli.js");
  const child = spawn(process.execPath, [cli, ...args], {
    stdio: ["ignore", stdio, stdio],
    env: { ...process.env, ...env, ALLURE_NO_ANALYTICS: "1" },
  });
  const parts: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => parts.push(chunk.toString()));
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  return { code, text: stripVTControlCharacters(parts.join("")).trim() };
}

const OPENERS: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ["open"],
  win32: ["cmd", "/c", "start", '""'],
};

/** Opens an address with the program that the system has for it. False when there is none. */
export async function openInBrowser(address: string): Promise<boolean> {
  const [program, ...args] = OPENERS[process.platform] ?? ["xdg-open"];
  return new Promise((resolve) => {
    const child = spawn(program, [...args, address], { stdio: "ignore" });
    child.once("error", () => {
      resolve(false);
    });
    child.once("exit", (code) => {
      resolve(code === 0);
    });
  });
}
