import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { CASES } from "../../src/cases/index.ts";
import { OPERATION } from "../../src/contract/operation.ts";
import type { TargetDescriptor } from "../../src/target/descriptor.ts";
import { plannedTests } from "../../src/report/planned-tests.ts";
import { createRunner } from "../../src/runner/runner.ts";
import { readStatementText } from "../support/statement-text.ts";
import { rawRequest, readBody } from "../../src/servers/http/read.ts";
import type { RawRequest } from "../../src/servers/http/request.ts";
import { writeHttp1 } from "../../src/servers/http/write.ts";
import { preflight } from "../../src/bootstrap/preflight.ts";
import { createCertificate, type Certificate } from "../../src/servers/reference/certificate.ts";
import type { Behaviour } from "../../src/servers/reference/behaviour.ts";
import { openReference, type OpenReference } from "../../src/servers/reference/open.ts";
import { respond } from "../../src/servers/reference/respond.ts";
import { announcing } from "../support/announcing.ts";
import { liveDescriptorFor } from "../support/live-descriptor.ts";
import { runConformance, type CommandRun } from "../support/run-command.ts";
import { scratchFolder } from "../support/scratch.ts";

/** A reference server as a real instance: the run knows only what a user would configure. */
function asLive({ descriptor }: OpenReference): TargetDescriptor {
  const { baseUrl, tokens, key } = descriptor;
  return liveDescriptorFor({ baseUrl, token: tokens.subject ?? "", key });
}

test("the preflight finds no problem with a reference server", async () => {
  const target = await openReference();
  assert.deepEqual((await preflight(asLive(target))).blocked, {});
  await target.close();
});

test("a proxy without HTTP/2 blocks gRPC only, and is named", async () => {
  const target = await openReference();
  const proxy = createServer((request, response) => {
    void (async () => {
      const { method = "GET", url = "/", headers } = request;
      const body = (await readBody(request)) ?? Buffer.alloc(0);
      const passed = rawRequest("1.1", method, url, headers, body);
      await writeHttp1(response, await respond(passed, target.server.state, []));
    })();
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const baseUrl = `http://127.0.0.1:${String((proxy.address() as AddressInfo).port)}`;
  const { blocked } = await preflight({ ...asLive(target), baseUrl });
  assert.deepEqual(Object.keys(blocked), ["grpc"]);
  assert.match(blocked.grpc ?? "", /HTTP\/2.*proxy or load balancer/);
  proxy.closeAllConnections();
  proxy.close();
  await target.close();
});

test("a proxy that answers gRPC with a page of its own is named", async () => {
  const target = await openReference();
  const page: Behaviour = {
    wire: (wire, { call }) =>
      call.transport === "grpc"
        ? {
            ...wire,
            status: 464,
            headers: [["content-type", "text/html"]],
            trailers: [],
            chunks: [Buffer.from("<p>no</p>")],
          }
        : wire,
  };
  target.server.setBehaviours([page]);
  const { blocked } = await preflight(asLive(target));
  assert.match(blocked.grpc ?? "", /does not pass grpc on to ZITADEL \(HTTP 464 with text\/html\): let the proxy/);
  await target.close();
});

/** Two transports are enough to see what the process sends. */
const NARROW = ["--project", "rest", "--project", "grpc"];
const CHOSEN = ["--grep", "methods/|bad-token/|missing-key/|success/|wire/unknown", ...NARROW];

describe("a live run with a client certificate and a rate limit", () => {
  const seen: RawRequest[] = [];
  let own: Certificate;
  let run: CommandRun;

  before(async () => {
    own = await createCertificate();
    const target = await openReference({ tls: true, clientCa: own.cert });
    let [answers, heads] = [0, 0];
    target.server.setBehaviours([
      announcing,
      {
        raw: (raw) => {
          seen.push(raw);
          return raw;
        },
        wire: (wire, { call }) => {
          answers += 1;
          if (call.raw.method === "HEAD") heads += 1;
          // One in the preflight, and one in the cases, which alone send HEAD.
          const isThrottled = answers === 1 || (call.raw.method === "HEAD" && heads === 1);
          return isThrottled ? { ...wire, status: 429, headers: [["retry-after", "0"]] } : wire;
        },
      },
    ]);
    const { baseUrl, tokens, ca = "" } = target.descriptor;
    const folder = scratchFolder();
    const file = (name: string, content: string): string => {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    };
    const env = {
      ZITADEL_BASE_URL: baseUrl,
      ZITADEL_TOKEN: tokens.subject ?? "",
      ZITADEL_CA: file("ca.pem", ca),
      ZITADEL_CLIENT_CERT: file("own.pem", own.cert),
      ZITADEL_CLIENT_KEY: file("own.key", own.key),
      MAX_REQUESTS_PER_SECOND: "100",
    };
    run = await runConformance(env, ...CHOSEN);
    await target.close();
    assert.equal(run.code, 0, run.stdout + run.stderr);
  });

  test("only reads, judges what it can, and says why it skips the rest", () => {
    const unsafe = seen.filter(
      ({ method, target: path }) => !["GET", "HEAD", "OPTIONS"].includes(method) && path !== OPERATION.rpcPath,
    );
    assert.deepEqual(unsafe, []);
    const { results, target: judged } = readStatementText(run.files.get("conformance.json") ?? "");
    assert.equal(judged.kind, "live");
    const reasonOf = (id: string): string | undefined =>
      results.find(({ case: each, verdict }) => each === id && verdict === "skipped")?.reason;
    assert.match(reasonOf("methods/delete") ?? "", /without an admin token a live run only reads/);
    assert.match(reasonOf("bad-token/other") ?? "", /ZITADEL_OTHER_TOKEN/);
    const entry = "needs a user who is known to have the case's metadata: set ZITADEL_ADMIN_TOKEN";
    assert.deepEqual(["success/json", "success/binary"].map(reasonOf), [entry, entry], "one reason for all such cases");
    assert.equal(reasonOf("bad-token/expired"), "needs an expired token: set ZITADEL_ADMIN_TOKEN");
    assert.equal(
      results.some(({ case: id, verdict }) => id === "success/text" && verdict === "pass"),
      true,
    );
  });

  test("waits when throttled, notes once that the operation is deprecated and ends, and reports both", () => {
    const tests = String(plannedTests(CHOSEN).length);
    assert.match(run.stdout, new RegExp(`^Tests: ${tests} of \\d+ \\(.*\\), over rest, grpc, with 1 worker$`, "m"));
    assert.match(run.stdout, /^Retries: 2 answers 429 or 503 waited for \(1 s\)$/m);
    assert.deepEqual(run.stdout.match(/^(Deprecation|Sunset): .*$/gm), [
      "Deprecation: answers announce that the operation is deprecated, as of 2023-06-30 (RFC 9745).",
      "Sunset: answers announce that the operation ends, on 2027-01-31 (RFC 8594).",
    ]);
    const { announced, throttled, results } = readStatementText(run.files.get("conformance.json") ?? "");
    assert.deepEqual(throttled, { count: 2, waitedMs: 1000 });
    assert.deepEqual(
      announced.map(({ field, date }) => [field, date]),
      [
        ["deprecation", "2023-06-30T23:59:59.000Z"],
        ["sunset", "2027-01-31T23:59:59.000Z"],
      ],
    );
    assert.equal(
      results.some(({ verdict }) => verdict === "pass"),
      true,
    );
    assert.equal(
      results.every(({ verdict }) => ["pass", "inapplicable", "skipped"].includes(verdict)),
      true,
    );
    const secret = own.key.split("\n")[1] ?? "";
    for (const [name, text] of [["stdout", run.stdout], ...run.files] as const) {
      assert.ok(!text.includes(secret), `${name} holds the key`);
    }
  });
});

test("the path of a base URL prefixes every request", async () => {
  const target = await openReference();
  const seen: string[] = [];
  const strip: Behaviour = {
    raw: (raw) => {
      seen.push(raw.target);
      return { ...raw, target: raw.target.replace(/^\/behind\/proxy/, "") };
    },
  };
  target.server.setBehaviours([strip]);
  const descriptor = { ...asLive(target), baseUrl: `${target.descriptor.baseUrl}/behind/proxy` };
  assert.deepEqual((await preflight(descriptor)).blocked, {});
  const runner = createRunner(descriptor);
  for (const id of ["success/text", "key-forms/trailing-slash", "wire/preflight-web", "wire/unknown-field"]) {
    const testCase = CASES.find((each) => each.id === id);
    assert.ok(testCase, "testCase is missing");
    for (const transport of testCase.transports) {
      const { rows } = await runner.run(testCase, transport);
      assert.deepEqual(
        rows.filter(({ verdict }) => !["pass", "inapplicable", "skipped"].includes(verdict)),
        [],
        id,
      );
    }
  }
  runner.close();
  assert.ok(seen.length >= 8, String(seen.length));
  assert.ok(
    seen.every((path) => path.startsWith("/behind/proxy/")),
    seen.join(" "),
  );
  await target.close();
});
