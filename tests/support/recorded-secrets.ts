import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { authorization } from "../../src/runner/credentials.ts";
import { splitFrames } from "../../src/protocol/frame.ts";
import { bytesOf, type Recording } from "../../src/servers/recording/format.ts";
import type { Behaviour } from "../../src/servers/reference/behaviour.ts";
import { field } from "../../src/servers/http/request.ts";

/** Deliberately wrong tokens of the cases. */
const UNSIGNED_JWT = authorization("unsigned-jwt", "")?.slice("Bearer ".length) ?? "";
const MADE_UP = [UNSIGNED_JWT, "not-a-token", "x".repeat(4000)];

/** Every secret that a server receives: tokens, client secrets and assertions. */
export function secretsSpy(secrets: Set<string>): Behaviour {
  return {
    raw: (raw) => {
      const sent = field(raw, "authorization");
      const token = /^bearer +(\S+)$/i.exec(sent ?? "")?.[1];
      if (token !== undefined && !MADE_UP.includes(token)) secrets.add(token);
      const form = new URLSearchParams(raw.body.toString("latin1"));
      for (const name of ["client_secret", "assertion"]) {
        const value = form.get(name);
        if (value !== null && value !== "wrong") secrets.add(value);
      }
      return raw;
    },
  };
}

/** The whole content of a file: its text, every decoded base64 body, and what base64 in them holds. */
function everythingIn(path: string): string {
  const bodies = (JSON.parse(readFileSync(path, "utf8")) as Partial<Recording>).exchanges ?? [];
  const decoded = bodies.flatMap(({ request, response }) => [request.body, response.body]).map(bytesOf);
  const texts = [readFileSync(path), ...decoded.flatMap((body) => [body, ...decompressed(body)])];
  return unfolded(new Set(texts.map((bytes) => Buffer.from(bytes).toString("latin1"))), 2);
}

/** The messages that gzip compressed. */
function decompressed(body: Buffer): Buffer[] {
  const { frames } = splitFrames(body);
  return frames
    .filter(({ payload }) => payload[0] === 0x1f && payload[1] === 0x8b)
    .map(({ payload }) => gunzipSync(payload));
}

/** Texts with the meaning of their escapes, and of base64 in them wherever that begins. Most base64 comes many times. */
function unfolded(texts: ReadonlySet<string>, depth: number): string {
  const plain = [...texts].map((text) =>
    text.replace(/(?:%|\\u00)([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
  );
  if (depth === 0) return plain.join("\n");
  const runs = new Set([...texts].flatMap((text) => text.match(/[A-Za-z0-9+/_-]{24,}/g) ?? []));
  const held = [...runs].flatMap((run) =>
    [0, 1, 2, 3].map((from) => Buffer.from(run.slice(from), "base64").toString("latin1")),
  );
  return [...plain, unfolded(new Set(held), depth - 1)].join("\n");
}

/** Searches files, given by their form, for every secret. */
export function assertNoSecret(files: Readonly<Record<string, string>>, secrets: ReadonlySet<string>): void {
  assert.ok(secrets.size > 3, String(secrets.size));
  const signs = new Set([...secrets].flatMap(signsOf));
  for (const path of Object.values(files)) {
    const text = everythingIn(path).replaceAll(UNSIGNED_JWT, "");
    for (const sign of signs) assert.ok(!text.includes(sign), `${path} holds a secret`);
    const found = /PRIVATE KEY|eyJ[\w-]+\.eyJ|useragent=(?!\{\{)|127\.0\.0\.1/.exec(text);
    assert.equal(found?.[0], undefined, path);
  }
}

/** Texts of which one is wherever the secret is. The subject's truncated token is most of the token. */
function signsOf(secret: string): readonly string[] {
  const [beginning, encoded] = [secret.slice(0, 16), encodeURIComponent(secret)];
  return encoded.includes(beginning) ? [beginning] : [beginning, encoded];
}
