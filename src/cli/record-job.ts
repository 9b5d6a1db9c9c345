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
import type { Surroundings } from "./main-job.ts";
import { reportErrors } from "./user-facing-errors.ts";
import { writeOut } from "./write-out.ts";

const USAGE = "npm run record -- --out fixtures/recordings/zitadel-v4.0.0.json [--force]";

/** Where the three forms of a recording go. */
interface Files {
  readonly recording: string;
  readonly admin: string;
  readonly openApi: string;
}

/** Beside the sentence on what is wrong, a recording says what it wrote, and what preparing the target showed. */
type RecordSurroundings = Surroundings & { readonly stdout: (text: string) => void };

/** Records a release into three files. Exit code 0, or 2 when there is no recording to be had. */
export function runRecord(argv: readonly string[], { env, stderr, stdout }: RecordSurroundings): Promise<number> {
  return reportErrors(async () => {
    const { out, force } = readArguments(argv);
    const files = filesOf(out);
    if (!force) refuseExisting(files);
    const settings = readRecordable(env);
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
    const reason = error instanceof Error ? error.message : String(error);
    throw new SettingError("npm run record", `${reason}. Usage: ${USAGE}`);
  }
}

/** In a folder `recordings` the other forms go to its neighbours, as in `fixtures`; elsewhere they go beside the file. */
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
  throw new SettingError("--out", `${there} exists: give --force to write over it, or another file in --out.`);
}

/** Settings with which a release can be recorded: whoever tests it later has only the file. */
function readRecordable(env: Env): Settings {
  const settings = readSettings(env);
  const { target } = settings;
  if (target.kind !== "live" || target.admin === undefined) {
    throw new SettingError(
      "ZITADEL_ADMIN_TOKEN",
      "A recording needs a real instance and an administrator who makes users for it: set ZITADEL_BASE_URL and ZITADEL_ADMIN_TOKEN.",
    );
  }
  if (target.version !== undefined) return settings;
  throw new SettingError(
    "ZITADEL_VERSION",
    "A recording names its release: set ZITADEL_VERSION to the instance's own, such as 4.0.0.",
  );
}

async function record(
  settings: Settings,
  { stdout, stderr }: Pick<RecordSurroundings, "stdout" | "stderr">,
): Promise<ReleaseRecording> {
  const interrupts = holdInterrupts(() => {
    stderr("Interrupted: what was made is removed first; this takes a moment.");
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
  // The recording is last: where it stands, the others do.
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
