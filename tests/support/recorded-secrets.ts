import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { authorization } from "../../src/runner/credentials.ts";
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

/** The whole content of a file: its text, and every decoded base64 body. */
function everythingIn(path: string): string {
  const bodies = (JSON.parse(readFileSync(path, "utf8")) as Partial<Recording>).exchanges ?? [];
  const decoded = bodies.flatMap(({ request, response }) => [request.body, response.body]).map(bytesOf);
  return [readFileSync(path), ...decoded].map((bytes) => Buffer.from(bytes).toString("latin1")).join("\n");
}

/** Searches files, given by their form, for every secret. */
export function assertNoSecret(files: Readonly<Record<string, string>>, secrets: ReadonlySet<string>): void {
  assert.ok(secrets.size > 10, String(secrets.size));
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
