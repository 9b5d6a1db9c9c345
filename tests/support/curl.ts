import { execFileSync, spawn, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { HeaderList, WireResponse } from "../../src/protocol/exchange.ts";
import { scratchFolder } from "./scratch.ts";

/** Why printed curl lines cannot be tried here, or false when they can. */
export function whyNoCurl(): string | false {
  try {
    return execFileSync("curl", ["--version"], { encoding: "utf8" }).includes("HTTP2")
      ? false
      : "this curl has no HTTP/2";
  } catch {
    return "there is no curl here";
  }
}

/** Why a program cannot be tried here, or false when it can. */
export function whyNoCommand(name: string): string | false {
  const { status } = spawnSync("sh", ["-c", `command -v ${name}`]);
  return status === 0 ? false : `there is no ${name} here`;
}

/** What a command wrote. */
export interface Pasted {
  readonly stdout: Buffer;
  readonly stderr: string;
}

/**
 * Runs commands one after the other, as if somebody pasted them into bash in the suite's own folder. One shell runs all
 * of them, as starting one takes as long as curl does.
 */
export async function paste(
  commands: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<readonly Pasted[]> {
  const folder = scratchFolder();
  const script = join(folder, "pasted.sh");
  // A terminal's shell has a history, in which `!` means something.
  const lines = commands.map((command, at) => `( ${command}\n) >"$OUT/${String(at)}" 2>"$OUT/${String(at)}.err"`);
  writeFileSync(script, `set -o history -o histexpand\n${lines.join("\n")}\n`);
  const child = spawn("bash", [script], {
    env: { PATH: process.env["PATH"], ...env, OUT: folder },
    stdio: ["ignore", "ignore", "inherit"],
  });
  await new Promise((resolve) => child.once("close", resolve));
  return commands.map((_, at) => ({
    stdout: readFileSync(join(folder, String(at))),
    stderr: readFileSync(join(folder, `${String(at)}.err`), "utf8"),
  }));
}

/** An answer as curl shows it with `-i`. */
export interface ShownAnswer {
  readonly status: number;
  readonly headers: HeaderList;
  /** The body, and the trailers as lines after it. */
  readonly rest: Buffer;
}

/** Reads what `curl -i` shows. */
export function readShown(shown: Buffer): ShownAnswer {
  const end = shown.indexOf("\r\n\r\n");
  const [first = "", ...lines] = shown.subarray(0, end).toString("latin1").split("\r\n");
  return { status: Number(first.split(" ")[1]), headers: lines.map(fieldOf), rest: shown.subarray(end + 4) };
}

/** The rest that `curl -i` shows of an answer: trailers are fields like those before the body. */
export function restOf({ body, trailers }: WireResponse): Buffer {
  const lines = trailers.map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([body, Buffer.from(lines.join(""), "latin1")]);
}

function fieldOf(line: string): readonly [string, string] {
  const colon = line.indexOf(":");
  return [line.slice(0, colon), line.slice(colon + 1).trim()];
}
