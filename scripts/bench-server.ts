import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { TargetFacts } from "../src/target/descriptor.ts";
import { openReference } from "../src/servers/reference/open.ts";

/** A reference server in a process of its own, so that it does not share its core with what is measured. */
export interface ServerProcess {
  readonly facts: TargetFacts;
  stop(): void;
}

const PROGRAM = fileURLToPath(import.meta.url);

/** Starts the server process and waits until it listens. */
export function startServerProcess(): Promise<ServerProcess> {
  const child = fork(PROGRAM, ["serve"], { execArgv: ["--import", "tsx"] });
  return new Promise((resolve, reject) => {
    child.once("message", (facts) => {
      resolve({ facts: facts as TargetFacts, stop: () => child.kill() });
    });
    child.once("exit", (code) => {
      reject(new Error(`The server ended with code ${String(code)} before it listened`));
    });
  });
}

if (process.argv[1] === PROGRAM && process.argv[2] === "serve") {
  const { facts } = await openReference();
  process.send?.(facts);
}
