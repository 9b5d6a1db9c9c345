import { BlockedError, SettingError } from "../../errors.ts";
import { spawn, type ChildProcess } from "node:child_process";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { CONTRACT_FILE } from "../../contract/openapi.ts";
import { EMBEDDED } from "../../target/capabilities.ts";
import { EMBEDDED_TIMEOUT, type OpenTarget } from "../../target/descriptor.ts";
import { PRISM_EXAMPLES } from "./examples.ts";

/** The value of the documented example. */
const EXAMPLE = "VGhpcyBpcyBteSBmaXJzdCB2YWx1ZQ==";

/**
 * Starts Prism's mock of the contract document on a free port of 127.0.0.1, in a separate process: users of the
 * document would run the same command line. Throws a BlockedError when it does not start.
 */
export async function openPrism(): Promise<OpenTarget> {
  const child = start();
  const baseUrl = await listening(child);
  return {
    descriptor: {
      kind: "prism",
      capabilities: { ...EMBEDDED, judges: PRISM_EXAMPLES, publishesContract: false },
      baseUrl,
      tokens: { subject: "prism-takes-any-token" },
      key: "key1",
      missingKey: "no-such-key",
      stored: [{ key: "key1", value: EXAMPLE }],
      storedByOther: [],
      complete: false,
      timeout: EMBEDDED_TIMEOUT,
    },
    close: () => stop(child),
  };
}

function start(): ChildProcess {
  const program = join(dirname(manifestOfPrism()), "dist/index.js");
  const options = ["mock", "--host", "127.0.0.1", "--port", "0", CONTRACT_FILE];
  const child = spawn(process.execPath, [program, ...options], { stdio: ["ignore", "pipe", "pipe"] });
  // The mock must not outlive this process.
  const kill = (): void => {
    child.kill();
  };
  process.once("exit", kill);
  child.once("exit", () => {
    process.off("exit", kill);
  });
  return child;
}

/** Prism is a third of what an install brings, for one target: users of the package add it when they want it. */
function manifestOfPrism(): string {
  try {
    return fileURLToPath(import.meta.resolve("@stoplight/prism-cli/package.json"));
  } catch {
    throw new SettingError(
      "TARGET",
      "TARGET=prism needs Prism, which is not installed: run npm install --save-dev @stoplight/prism-cli, or choose another target.",
    );
  }
}

function listening(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const said: string[] = [];
    const { stdout, stderr } = child;
    for (const stream of [stdout, stderr]) {
      if (stream === null) continue;
      createInterface({ input: stream }).on("line", (line) => {
        said.push(line);
        const url = /listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1];
        if (url !== undefined) resolve(url);
      });
    }
    child.once("exit", (code) => {
      const last = said.at(-1) ?? "it printed nothing";
      reject(new BlockedError(`Prism ended with code ${String(code)} before it listened (${last}): run npm ci again.`));
    });
  });
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) {
      resolve();
      return;
    }
    child.once("exit", () => {
      resolve();
    });
    child.kill();
  });
}
