import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { CASES } from "../../src/cases/index.ts";
import { OPERATION } from "../../src/contract/operation.ts";
import type { TargetDescriptor } from "../../src/target/descriptor.ts";
import { createRunner } from "../../src/runner/runner.ts";
import { readStatementText } from "../support/statement-text.ts";
import { rawRequest, readBody } from "../../src/servers/http/read.ts";
import type { RawRequest } from "../../src/servers/http/request.ts";
import { writeHttp1 } from "../../src/servers/http/write.ts";
import { preflight } from "../../src/bootstrap/preflight.ts";
import type { Behaviour } from "../../src/servers/reference/behaviour.ts";
import { openReference, type OpenReference } from "../../src/servers/reference/open.ts";
import { respond } from "../../src/servers/reference/respond.ts";
import { liveDescriptorFor } from "../support/live-descriptor.ts";
import { runConformance } from "../support/run-command.ts";

/** A reference server as a real instance: the run knows only what a user would configure. */
function asLive({ descriptor }: OpenReference): TargetDescriptor {
  const { baseUrl, tokens, key } = descriptor;
  return liveDescriptorFor({ baseUrl, token: tokens.subject ?? "", key });
}

/** Two transports and one worker are enough to see what the process sends. */
const NARROW = ["--project", "rest", "--project", "grpc", "--workers", "1"];

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

test("a live run only reads, judges what it can, and says why it skips the rest", async () => {
  const target = await openReference();
  const seen: RawRequest[] = [];
  target.server.setBehaviours([
    {
      raw: (raw) => {
        seen.push(raw);
        return raw;
      },
    },
  ]);
  const { baseUrl, tokens } = target.descriptor;
  const env = { ZITADEL_BASE_URL: baseUrl, ZITADEL_TOKEN: tokens.subject ?? "" };
  const run = await runConformance(env, "--grep", "methods/|bad-token/|missing-key/|success/|wire/unknown", ...NARROW);
  await target.close();
  assert.equal(run.code, 0, run.stdout + run.stderr);
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
