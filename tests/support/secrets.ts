import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { TestContext } from "node:test";
import type { Behaviour } from "../../src/servers/reference/behaviour.ts";
import { startLive, type LiveServer } from "./live-server.ts";
import type { CommandRun } from "./run-command.ts";

/** A server that notes every token that it issues or receives. */
interface Watched extends LiveServer {
  readonly secrets: Set<string>;
  behave(...behaviours: readonly Behaviour[]): void;
  /** Settings of a run, with its journal among the searched files. */
  readonly base: Readonly<Record<string, string>>;
}

export async function watch(t: TestContext): Promise<Watched> {
  const live = await startLive(t);
  const { server } = live.server;
  const secrets = new Set<string>([live.server.adminToken]);
  const note = (): void => {
    for (const value of server.state.tokens.keys()) secrets.add(value);
  };
  // What one request makes no other one removes unseen.
  const noting: Behaviour = {
    raw: (raw) => {
      note();
      return raw;
    },
    wire: (wire) => {
      note();
      return wire;
    },
  };
  note();
  const behave = (...behaviours: readonly Behaviour[]): void => {
    server.setBehaviours([noting, ...behaviours]);
  };
  behave();
  return { ...live, secrets, behave, base: { ZITADEL_BASE_URL: live.env["ZITADEL_BASE_URL"] ?? "" } };
}

/** Encodings in which a secret could appear. */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const base64 = [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString("base64");
    return encoded.slice(4, -4);
  });
  const hex = bytes.toString("hex");
  const percent = hex.replace(/../g, "%$&");
  const url = base64.map((text) => text.replaceAll("+", "-").replaceAll("/", "_"));
  return [secret, secret.slice(0, -2), ...base64, ...url, hex, hex.toUpperCase(), percent, percent.toUpperCase()];
}

/** Searches all output of a program for every secret. */
export function assertHidden(run: CommandRun, secrets: Iterable<string>): void {
  const outputs = [["stdout", run.stdout], ["stderr", run.stderr], ...run.files] as const;
  for (const secret of secrets) {
    assert.ok(secret.length >= 20, "a secret is too long to occur by chance");
    for (const form of formsOf(secret)) {
      for (const [name, text] of outputs) assert.ok(!text.includes(form), `${name} holds a secret`);
    }
  }
}

/** The lines of a key file's PEM that contain the key. */
export function linesOfKey(path: string): string[] {
  const { key } = JSON.parse(readFileSync(path, "utf8")) as { key: string };
  const lines = key.split("\n").filter((line) => line.length > 20 && !line.startsWith("-----"));
  assert.ok(lines.length > 10, String(lines.length));
  return lines;
}
