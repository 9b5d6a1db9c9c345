import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { runMainJob } from "../../src/cli/main-job.ts";
import { createCertificate } from "../../src/servers/reference/certificate.ts";
import { openReference } from "../../src/servers/reference/open.ts";
import { runConformance } from "../support/run-command.ts";
import { scratchFolder } from "../support/scratch.ts";

/** Exit code 2 and one clear sentence, with nothing of the code's inside. */
async function refused(env: Readonly<Record<string, string>>, sentence: RegExp): Promise<void> {
  const sentences: string[] = [];
  const folder = scratchFolder();
  const files = { CONFORMANCE_OUT: join(folder, "conformance.json"), ALLURE_RESULTS_DIR: join(folder, "allure") };
  const code = await runMainJob([], { env: { ...files, ...env }, stderr: (text) => sentences.push(text) });
  assert.equal(code, 2, sentences.join("\n"));
  assert.equal(sentences.length, 1, sentences.join("\n"));
  assert.match(sentences[0] ?? "", sentence);
  assert.equal(sentences[0]?.split("\n").length, 1);
}

const recording = fileURLToPath(new URL("../../fixtures/recordings/zitadel-v4.0.0.json", import.meta.url));

test("the command itself says so on its error stream, and ends with code 2", async () => {
  const { code, stdout, stderr } = await runConformance({ TARGET: "nowhere" });
  assert.equal(code, 2, stdout);
  assert.match(stderr, /^TARGET is "nowhere": set it to one of [^\n]+\n$/);
});

test("an unknown setting", () =>
  refused(
    { ZITADEL_BASEURL: "https://x.example" },
    /ZITADEL_BASEURL is not a setting: did you mean ZITADEL_BASE_URL\?/,
  ));

test("a malformed setting", () => refused({ REQUEST_TIMEOUT_MS: "soon" }, /REQUEST_TIMEOUT_MS/));

test("a malformed setting that the target does not use", () =>
  refused(
    { TARGET: "reference", MAX_REQUESTS_PER_SECOND: "fast" },
    /^MAX_REQUESTS_PER_SECOND is "fast": set it to a number from 0\.001, such as 5 or 0\.5\.$/,
  ));

test("a setting without effect is named before the run", async () => {
  const live = { ZITADEL_BASE_URL: "http://127.0.0.1:1", ZITADEL_TOKEN: "some-token" };
  const { code, stdout } = await runConformance({ ...live, PROVISIONING_JOURNAL: "", REFERENCE_PORT: "0" });
  assert.equal(code, 2);
  assert.match(stdout, /^REFERENCE_PORT has no effect on a live run with ZITADEL_TOKEN\.\n/);
});

test("a malformed base URL", () =>
  refused({ ZITADEL_BASE_URL: "localhost", ZITADEL_TOKEN: "some-token" }, /ZITADEL_BASE_URL/));

test("a recording that cannot be read", () =>
  refused({ RECORDING: "no/such/file.json" }, /no\/such\/file\.json cannot be read: set RECORDING/));

test("a recording that is none", () =>
  refused(
    { RECORDING: fileURLToPath(new URL("../../package.json", import.meta.url)) },
    /does not fit schemas\/recording\.schema\.json/,
  ));

test("a list of known deviations that does not fit its schema", () =>
  refused({ RECORDING: recording, KNOWN_DEVIATIONS: recording }, /KNOWN_DEVIATIONS/));

test("a port in use", async () => {
  const target = await openReference();
  await refused({ REFERENCE_PORT: new URL(target.descriptor.baseUrl).port }, /give another one in REFERENCE_PORT/);
  await target.close();
});

async function live(listener: RequestListener, sentence: RegExp): Promise<void> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await refused(
    { ZITADEL_BASE_URL: `http://127.0.0.1:${String(port)}`, ZITADEL_TOKEN: "some-token-of-a-user" },
    sentence,
  );
  server.closeAllConnections();
  server.close();
}

test("a base URL of something that is not ZITADEL", () =>
  live((_, response) => {
    response.writeHead(200, { "content-type": "text/html" }).end("<h1>Welcome</h1>");
  }, /is not ZITADEL's API \(HTTP 200 with text\/html .*set ZITADEL_BASE_URL/));

test("a wrong host", () =>
  live((_, response) => {
    response.writeHead(404, { "content-type": "application/json" }).end(`{"code":5,"message":"Instance not found"}`);
  }, /knows no instance for the host 127\.0\.0\.1:\d+: set ZITADEL_BASE_URL/));

test("nothing that listens", () =>
  refused(
    { ZITADEL_BASE_URL: "http://127.0.0.1:1", ZITADEL_TOKEN: "some-token" },
    /Nothing listens at 127\.0\.0\.1:1 .*ZITADEL_BASE_URL/,
  ));

test("an instance that asks to wait longer than it may", () =>
  live((_, response) => {
    response.writeHead(429, { "retry-after": "3600" }).end();
  }, /^127\.0\.0\.1:\d+ answered HTTP 429 and asked to wait 3600 s, .*: set MAX_REQUESTS_PER_SECOND .*quotas\.$/));

test("an instance that is not ready", () =>
  live((_, response) => {
    response.writeHead(503, { "content-type": "text/html" }).end("<h1>Soon</h1>");
  }, /is not ready to be tested \(HTTP 503 with text\/html\): wait until it is/));

test("a client's certificate that is missing", async () => {
  const { descriptor, close } = await openReference({ tls: true, clientCa: (await createCertificate()).cert });
  const ca = join(scratchFolder(), "ca.pem");
  writeFileSync(ca, descriptor.ca ?? "");
  await refused(
    { ZITADEL_BASE_URL: descriptor.baseUrl, ZITADEL_TOKEN: descriptor.tokens.subject ?? "", ZITADEL_CA: ca },
    /^127\.0\.0\.1:\d+ wants a client certificate that it trusts .*ZITADEL_CLIENT_CERT, and its key in ZITADEL_CLIENT_KEY/,
  );
  await close();
});

test("an expired token, and a key that the user does not have", async () => {
  const target = await openReference();
  const { baseUrl, tokens } = target.descriptor;
  await refused(
    { ZITADEL_BASE_URL: baseUrl, ZITADEL_TOKEN: tokens.expired ?? "" },
    /does not accept ZITADEL_TOKEN: give one that has not expired/,
  );
  await refused(
    { ZITADEL_BASE_URL: baseUrl, ZITADEL_TOKEN: tokens.subject ?? "", ZITADEL_METADATA_KEY: "never-set" },
    /has no metadata under the key "never-set": set ZITADEL_METADATA_KEY/,
  );
  await target.close();
});
