import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { openRun } from "../bootstrap/open-run.ts";
import { BlockedError, SettingError } from "../errors.ts";
import { recordRelease, type RecordableTarget, type ReleaseRecording } from "../recording/record-release.ts";
import type { Env } from "../settings/env.ts";
import { readSettings, type Settings } from "../settings/settings.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";
import { holdInterrupts } from "./interrupts.ts";
import type { PrintingSurroundings } from "./main-job.ts";
import { reportErrors } from "./user-facing-errors.ts";
import { demandOut, writeOut } from "./write-out.ts";
import { wrongArguments } from "./wrong-arguments.ts";

const USAGE = "npm run record -- --out recordings/zitadel-v4.13.1.json [--force]";

/** Paths of the three parts of a recording. */
interface Files {
  readonly recording: string;
  readonly admin: string;
  readonly openApi: string;
}

/** Records a release into three files. Exit code 0, or 2 when that fails. */
export function runRecord(argv: readonly string[], { env, stderr, stdout }: PrintingSurroundings): Promise<number> {
  return reportErrors(async () => {
    const { out, force } = readArguments(argv);
    const files = filesOf(out);
    if (!force) refuseExisting(files);
    const settings = readRecordable(env);
    demandOut(files.admin, { kind: "recording", name: "a part of a recording" });
    demandOut(files.openApi, { kind: "openApi", name: "the OpenAPI document of a recording" });
    demandOut(files.recording, { kind: "recording", name: "a recording" });
    const release = await record(settings, { stdout, stderr });
    write(release, files, stdout);
    return 0;
  }, stderr);
}

function readArguments(argv: readonly string[]): { readonly out: string; readonly force: boolean } {
  const options = { out: { type: "string" }, force: { type: "boolean", default: false } } as const;
  try {
    const { out, force } = parseArgs({ args: [...argv], options }).values;
    if (out?.endsWith(".json") !== true) throw new TypeError("--out names no file that ends in .json");
    return { out, force };
  } catch (error) {
    throw wrongArguments("npm run record", error, USAGE);
  }
}

/**
 * For a file in a folder `recordings` the other parts go to neighbouring folders, as in `fixtures`; otherwise beside
 * the file.
 */
function filesOf(out: string): Files {
  const folder = dirname(out);
  const name = basename(out);
  if (basename(folder) === "recordings") {
    const beside = (neighbour: string): string => join(dirname(folder), neighbour, name);
    return { recording: out, admin: beside("admin"), openApi: beside("openapi") };
  }
  const ending = (form: string): string => out.replace(/\.json$/, `.${form}.json`);
  return { recording: out, admin: ending("admin"), openApi: ending("openapi") };
}

function refuseExisting(files: Files): void {
  const there = Object.values<string>({ ...files }).find((path) => existsSync(path));
  if (there === undefined) return;
  throw new SettingError("--out", `${there} exists: add --force to overwrite it, or set --out to another file.`);
}

/** Checks that the settings can record a release, whose later users have only the file. */
function readRecordable(env: Env): Settings {
  const settings = readSettings(env);
  const { target } = settings;
  if (target.kind !== "live" || target.admin === undefined) {
    throw new SettingError(
      "ZITADEL_ADMIN_TOKEN",
      "A recording needs a real instance and an administrator who creates users for it: set ZITADEL_BASE_URL and ZITADEL_ADMIN_TOKEN.",
    );
  }
  if (target.version !== undefined) return settings;
  throw new SettingError(
    "ZITADEL_VERSION",
    "A recording names its release: set ZITADEL_VERSION to the instance's release, such as 4.0.0.",
  );
}

async function record(
  settings: Settings,
  { stdout, stderr }: Pick<PrintingSurroundings, "stdout" | "stderr">,
): Promise<ReleaseRecording> {
  const interrupts = holdInterrupts(() => {
    stderr("Interrupted: removing the users of the recording; this takes a moment.");
  });
  try {
    const run = await openRun(settings, { onNote: stdout, signal: interrupts.signal });
    try {
      const { descriptor, blocked } = run.context;
      const [whyBlocked] = Object.values(blocked);
      if (whyBlocked !== undefined) throw new BlockedError(whyBlocked);
      return await recordRelease(recordable(descriptor), interrupts.signal);
    } finally {
      await run.close();
    }
  } finally {
    interrupts.release();
  }
}

function recordable(descriptor: TargetDescriptor): RecordableTarget {
  const { vendorVersion, provisioning } = descriptor;
  if (vendorVersion === undefined || provisioning === undefined) throw new Error("A release that nobody can record");
  return { ...descriptor, vendorVersion, provisioning };
}

function write(
  { recording, admin, openApi, skipped }: ReleaseRecording,
  files: Files,
  print: (text: string) => void,
): void {
  const count = ({ exchanges }: ReleaseRecording["admin"]): string => `${String(exchanges.length)} exchanges`;
  // Written last: if the recording exists, the other parts do too.
  writeOut(files.admin, jsonOf(admin));
  print(`${files.admin}: ${count(admin)} with the management API and the token endpoint`);
  if ("document" in openApi) {
    writeOut(files.openApi, jsonOf(openApi.document));
    print(`${files.openApi}: the structure of the published OpenAPI document`);
  } else print(`No OpenAPI document was written: ${openApi.reason}.`);
  writeOut(files.recording, jsonOf(recording));
  print(`${files.recording}: ${count(recording)} of ZITADEL ${recording.version}`);
  for (const each of skipped) print(`not sent: ${each}`);
}

function jsonOf(value: object): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}
