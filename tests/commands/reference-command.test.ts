import { SettingError } from "../../src/errors.ts";
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { readArguments } from "../../src/cli/reference-arguments.ts";
import { openReference } from "../../src/servers/reference/open.ts";
import { commandArguments } from "../../src/package-file.ts";
import { Client } from "../support/management-client.ts";
import { scratchFolder } from "../support/scratch.ts";

const HAS_IPV6 = Object.values(networkInterfaces()).some((found) => found?.some(({ address }) => address === "::1"));
const WITHOUT_IPV6 = HAS_IPV6 ? false : "this machine has no ::1";

/** Runs the program until it prints a text, and returns its output. */
async function run(t: TestContext, ...args: string[]): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [...commandArguments("reference"), ...args]);
  t.after(() => child.kill());
  let said = "";
  const first = new Promise<null>((resolve) => {
    child.stdout.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      resolve(null);
    });
  });
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const ended = once(child, "close").then(([code]) => code as number | null);
  return { code: await Promise.race([first, ended]), said };
}

/** The settings in the last line of exports. */
function exported(said: string): Record<string, string> {
  const line = said.trim().split("\n").at(-1) ?? "";
  const settings: Record<string, string> = {};
  for (const [, name = "", value = ""] of line.matchAll(/(ZITADEL_\w+)="?([^\s"]+)"?/g)) settings[name] = value;
  return settings;
}

test("the program prints the settings of a run that provisions, and they work", { skip: WITHOUT_IPV6 }, async (t) => {
  const file = join(scratchFolder(), "ca.pem");
  const { said } = await run(t, "--host", "::1", "--tls", "--ca-out", file, "--projection-delay", "60000");
  const { ZITADEL_BASE_URL = "", ZITADEL_ADMIN_TOKEN = "", ZITADEL_CA = "" } = exported(said);
  assert.match(ZITADEL_BASE_URL, /^https:\/\/\[::1\]:\d+$/);
  assert.equal(ZITADEL_CA, file);
  const client = new Client(t, ZITADEL_BASE_URL, ZITADEL_ADMIN_TOKEN, readFileSync(ZITADEL_CA, "utf8"));
  const id = await client.create("robot");
  assert.equal((await client.manage("GET", `/${id}`)).status, 404, "reads lag");
});

test("a certificate that cannot be written is one clear sentence, and code 2", async (t) => {
  const { code, said } = await run(t, "--tls", "--ca-out", scratchFolder());
  assert.equal(code, 2);
  assert.match(said, /^--ca-out names \S+, which cannot be written \(EISDIR\): use another path\.\n$/);
  const letter = join(scratchFolder(), "letter.txt");
  writeFileSync(letter, "Dear reader");
  const other = await run(t, "--tls", "--ca-out", letter);
  assert.equal(other.code, 2);
  assert.match(other.said, /^--ca-out names \S+, which holds something else than a certificate: [^\n]+\n$/);
  assert.equal(readFileSync(letter, "utf8"), "Dear reader");
});

test("the address of an IPv6 host has brackets", { skip: WITHOUT_IPV6 }, async (t) => {
  const { descriptor, close } = await openReference({ host: "::1" });
  t.after(close);
  assert.match(descriptor.baseUrl, /^http:\/\/\[::1\]:\d+$/);
  const client = new Client(t, descriptor.baseUrl, descriptor.tokens.subject ?? "");
  assert.equal((await client.ask("GET", "/auth/v1/users/me")).status, 200);
});

test("a host that is not on this machine is refused in one clear sentence", async () => {
  await assert.rejects(openReference({ host: "192.0.2.1" }), (error: unknown) => {
    assert.ok(error instanceof SettingError, "not a SettingError");
    assert.match(error.message, /^The host 192\.0\.2\.1 cannot be listened on \(\w+\): set --host to an address/);
    return true;
  });
});

test("arguments are read", () => {
  assert.deepEqual(readArguments([]), { port: 0, projectionDelay: 0, tls: false });
  const { profile, ...rest } = readArguments(["--host", "[::1]", "--port", "8080", "--profile", "zitadel-4.0.0"]);
  assert.deepEqual(rest, { host: "::1", port: 8080, projectionDelay: 0, tls: false });
  assert.equal(profile?.version, "4.0.0");
});

const wrong: readonly (readonly [args: readonly string[], message: RegExp])[] = [
  [["--port", "65536"], /--port is "65536", which is not a whole number from 0 to 65535/],
  [["--projection-delay", "soon"], /--projection-delay is "soon", which is not a whole number/],
  [["--projection-delay", "-1"], /--projection-delay/],
  [["--ca-out", "x"], /--ca-out has no certificate to write without --tls/],
  [["--profile", "zitadel-1"], /--profile is "zitadel-1", which is none of zitadel-2\.71\.19, zitadel-4\.0\.0/],
  [["--colour"], /--colour/],
];

for (const [args, message] of wrong) {
  test(`${args.join(" ")} is refused with its usage`, () => {
    assert.throws(
      () => readArguments(args),
      (error: unknown) => {
        assert.ok(error instanceof SettingError, "not a SettingError");
        assert.match(error.message, message);
        assert.match(error.message, /Usage: npm run reference -- /);
        return true;
      },
    );
  });
}
