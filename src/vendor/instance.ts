import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { OPERATION } from "../contract/operation.ts";
import { BlockedError, LeftoverError } from "../errors.ts";
import { packageFile } from "../package-file.ts";
import { lastLine, type Ended, type Engine } from "./engine.ts";
import type { Release } from "./release.ts";

/** A real ZITADEL in containers, which answers. */
export interface Instance {
  readonly release: Release;
  readonly url: string;
  /** Personal access token of an administrator. */
  readonly adminToken: string;
}

/** Which release to start, and on which port of this machine. The port is also the name of its containers. */
export interface Wanted {
  readonly release: Release;
  readonly port: number;
}

const COMPOSE_FILE = packageFile("compose.yaml");

/** A release starts in seconds; a loaded machine with a slow disk takes more. */
const START_LIMIT = 300_000;

/** Milliseconds between two looks at a starting server. */
const INTERVAL = 500;

/**
 * Starts a release with an empty database, in place of what runs on that port, and waits until its API answers the
 * administrator. Throws a BlockedError when it does not, or when the signal is aborted. The caller removes the
 * containers in each case.
 */
export async function startInstance(engine: Engine, wanted: Wanted, signal: AbortSignal): Promise<Instance> {
  await removeInstance(engine, wanted.port);
  const { tag } = wanted.release;
  const started = await compose(engine, wanted, ["up", "--detach"], signal);
  demandGoOn(signal);
  if (started.code !== 0) throw new BlockedError(`ZITADEL ${tag} could not be started: ${lastLine(started)}`);
  const url = `http://localhost:${String(wanted.port)}`;
  const end = Date.now() + START_LIMIT;
  for (;;) {
    const adminToken = await readToken(engine, wanted.port);
    if (adminToken !== undefined && (await answers(url, adminToken))) {
      return { release: wanted.release, url, adminToken };
    }
    demandGoOn(signal);
    const why = await whyNever(engine, wanted.port, end);
    if (why !== undefined) throw new BlockedError(`ZITADEL ${tag} ${why}`);
    await wait(INTERVAL, undefined, { signal }).catch(() => undefined);
  }
}

/** Removes the containers and volumes of a port, if there are any. Throws a LeftoverError when they stay. */
export async function removeInstance(engine: Engine, port: number): Promise<void> {
  // The file wants a tag, whatever it is.
  const removed = await compose(engine, { release: { tag: "none" }, port }, ["down", "--volumes", "--timeout", "5"]);
  if (removed.code === 0) return;
  throw new LeftoverError(
    `The containers of ${nameOf(port)} could not be removed (${lastLine(removed)}): run npm run vendor:down -- --port ${String(port)}.`,
  );
}

function compose(engine: Engine, { release, port }: Wanted, args: string[], signal?: AbortSignal): Promise<Ended> {
  return engine.run(["compose", "--project-name", nameOf(port), "--file", COMPOSE_FILE, ...args], {
    variables: { ZITADEL_IMAGE_TAG: release.tag, VENDOR_PORT: String(port) },
    ...(signal === undefined ? {} : { signal }),
  });
}

/** Name of the project, and of the container of ZITADEL in it. */
function nameOf(port: number): string {
  return `zitadel-conformance-${String(port)}`;
}

/** The administrator's token as soon as the server has written it. It is copied, because the image has no shell. */
async function readToken(engine: Engine, port: number): Promise<string | undefined> {
  const folder = await mkdtemp(join(tmpdir(), "vendor-token-"));
  try {
    const file = join(folder, "admin.pat");
    const copied = await engine.run(["cp", `${nameOf(port)}:/token/admin.pat`, file]);
    const token = copied.code === 0 ? readFileSync(file, "utf8").trim() : "";
    return token === "" ? undefined : token;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The API may refuse the first calls after the server says that it is ready, so that only an answer counts. */
async function answers(url: string, token: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}${OPERATION.userPath}`, {
      headers: { authorization: `Bearer ${token}` },
      redirect: "manual",
      signal: AbortSignal.timeout(10_000),
    });
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false;
  }
}

/** Why waiting longer is in vain, or undefined while it is not. */
async function whyNever(engine: Engine, port: number, end: number): Promise<string | undefined> {
  const state = await engine.run(["inspect", "--format", "{{.State.Running}}", nameOf(port)]);
  const isRunning = state.code === 0 && state.stdout.trim() === "true";
  if (isRunning && Date.now() < end) return undefined;
  const logs = await engine.run(["logs", "--tail", "20", nameOf(port)]);
  const what = isRunning ? `does not answer after ${String(START_LIMIT / 1000)} s` : "ended at its start";
  return `${what}: ${lastLine(logs)}`;
}

function demandGoOn(signal: AbortSignal): void {
  if (signal.aborted) throw new BlockedError("Interrupted before ZITADEL answered.");
}
