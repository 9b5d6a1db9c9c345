import { spawn } from "node:child_process";
import { commandArguments } from "../package-file.ts";

/** A reference server in its own process. */
export interface ReferenceProgram {
  /** The printed settings for a run that provisions on it. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Starts `npm run reference` with some arguments, and reads its address from its output. */
export async function startReferenceProgram(...args: string[]): Promise<ReferenceProgram> {
  const child = spawn(process.execPath, [...commandArguments("reference"), ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) =>
    child.once("close", () => {
      resolve();
    }),
  );
  let said = "";
  const env = await new Promise<Record<string, string>>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      reject(new Error(`The reference server ended with code ${String(code)}: ${said}`));
    });
    child.stdout.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const found = exported(said);
      if (found !== undefined) resolve(found);
    });
  });
  return {
    env,
    stop: () => {
      child.kill();
      return ended;
    },
  };
}

/** The settings in the line for a run that provisions, once the line is complete. */
function exported(said: string): Record<string, string> | undefined {
  const line = /^ *export (.*\bZITADEL_ADMIN_TOKEN=.*)\n/m.exec(said)?.[1];
  if (line === undefined) return undefined;
  const pairs = line.matchAll(/(\w+)=(?:"([^"]*)"|(\S+))/g);
  return Object.fromEntries([...pairs].map(([, name = "", quoted, plain = ""]) => [name, quoted ?? plain]));
}
