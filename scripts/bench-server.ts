import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { TargetDescriptor } from "../src/target/descriptor.ts";
import { openReference } from "../src/servers/reference/open.ts";

/** A reference server in its own process, so that it does not share a core with the measured code. */
export interface ServerProcess {
  readonly descriptor: TargetDescriptor;
  stop(): void;
}

const PROGRAM = fileURLToPath(import.meta.url);

/** Starts the server process and waits until it listens. */
export function startServerProcess(): Promise<ServerProcess> {
  const child = fork(PROGRAM, ["serve"], { execArgv: ["--import", "tsx"] });
  return new Promise((resolve, reject) => {
    child.once("message", (descriptor) => {
      resolve({ descriptor: descriptor as TargetDescriptor, stop: () => child.kill() });
    });
    child.once("exit", (code) => {
      reject(new Error(`The server ended with code ${String(code)} before it listened`));
    });
  });
}

if (process.argv[1] === PROGRAM && process.argv[2] === "serve") {
  const { descriptor } = await openReference();
  process.send?.(descriptor);
}
