import { rmSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { afterClosing, SettingError } from "../errors.ts";
import { mayWriteFile } from "../util/may-write.ts";
import { findEngine } from "../vendor/engine.ts";
import { removeInstance, startInstance, type Instance } from "../vendor/instance.ts";
import { readRelease } from "../vendor/release.ts";
import { holdInterrupts } from "./interrupts.ts";
import { wrongArguments } from "./wrong-arguments.ts";

const DEFAULT_PORT = 8080;

/** Where a command prints what it did. */
interface Output {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
}

/** `npm run vendor:up`: starts a release of the vendor, and writes the settings of a run against it. Exit code 0. */
export async function runVendorUp(argv: readonly string[], { stdout, stderr }: Output): Promise<number> {
  const { port, positionals } = readArguments("vendor:up", argv);
  const [given, ...rest] = positionals;
  if (given === undefined || rest.length > 0) throw new SettingError("vendor:up", `Give one release: ${USAGE_UP}`);
  const release = readRelease(given);
  const file = settingsFile(port);
  if (!mayWriteFile(file)) {
    throw new SettingError("vendor:up", `${file} cannot be written: run it in a folder that you may write to.`);
  }
  const engine = await findEngine();
  const interrupts = holdInterrupts(() => {
    stderr("Interrupted: removing the containers; this takes a moment.");
  });
  try {
    stdout(`Starting ZITADEL ${release.tag}. The first time, its image is fetched.`);
    const instance = await startInstance(engine, { release, port }, interrupts.signal);
    writeSettings(file, instance);
    stdout(
      `ZITADEL ${release.tag} is ready at ${instance.url}, until npm run vendor:down${port === DEFAULT_PORT ? "" : ` -- --port ${String(port)}`}.`,
    );
    stdout(`${file} has its settings: ENVIRONMENT=${file.replace(".env.", "")} npm run conformance`);
    return 0;
  } catch (error) {
    throw await afterClosing(error, () => removeInstance(engine, port));
  } finally {
    interrupts.release();
  }
}

/** `npm run vendor:down`: removes what `npm run vendor:up` started, and its settings. Exit code 0. */
export async function runVendorDown(argv: readonly string[], { stdout }: Output): Promise<number> {
  const { port, positionals } = readArguments("vendor:down", argv);
  if (positionals.length > 0) throw new SettingError("vendor:down", `It takes no release: ${USAGE_DOWN}`);
  await removeInstance(await findEngine(), port);
  rmSync(settingsFile(port), { force: true });
  stdout(`Nothing of ZITADEL is left on port ${String(port)}.`);
  return 0;
}

const USAGE_UP = "npm run vendor:up -- v4.13.1 [--port 8080]";
const USAGE_DOWN = "npm run vendor:down -- [--port 8080]";

function readArguments(
  command: "vendor:up" | "vendor:down",
  argv: readonly string[],
): { readonly port: number; readonly positionals: readonly string[] } {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { port: { type: "string", default: String(DEFAULT_PORT) } },
    });
    const port = /^\d{1,5}$/.test(values.port) ? Number(values.port) : NaN;
    if (!(port >= 1 && port <= 65_535)) throw new TypeError(`--port is ${values.port}, which is no port`);
    return { port, positionals };
  } catch (error) {
    throw wrongArguments(`npm run ${command}`, error, command === "vendor:up" ? USAGE_UP : USAGE_DOWN);
  }
}

/** A file that ENVIRONMENT names; git ignores it. */
function settingsFile(port: number): string {
  return port === DEFAULT_PORT ? ".env.vendor" : `.env.vendor-${String(port)}`;
}

function writeSettings(file: string, { url, adminToken, release }: Instance): void {
  const lines = [
    `ZITADEL_BASE_URL=${url}`,
    ...(release.version === undefined ? [] : [`ZITADEL_VERSION=${release.version}`]),
    `ZITADEL_ADMIN_TOKEN=${adminToken}`,
  ];
  // Only a new file gets the mode.
  rmSync(file, { force: true });
  writeFileSync(file, `${lines.join("\n")}\n`, { mode: 0o600 });
}
