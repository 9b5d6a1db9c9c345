import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { createServer as createRawServer, connect, type Server, type Socket } from "node:net";
import { test, type TestContext } from "node:test";
import { CASES } from "../cases/index.ts";
import type { HeaderList } from "../protocol/exchange.ts";
import { RetryCounter } from "../runner/http/retry-statistics.ts";
import { createRunner } from "../runner/runner.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";
import { rawRequest, readBody } from "../servers/http/read.ts";
import { withContent, withHeader, type WireAnswer } from "../servers/http/wire.ts";
import { writeHttp1 } from "../servers/http/write.ts";
import { preflight } from "./preflight.ts";
import { refuseCredentials } from "../servers/reference/authenticate.ts";
import { createCertificate } from "../servers/reference/certificate.ts";
import { openReference, type OpenReference } from "../servers/reference/open.ts";
import { respond } from "../servers/reference/respond.ts";
import { listening } from "../../tests/support/listening.ts";
import { liveDescriptorFor } from "../../tests/support/live-descriptor.ts";

/** A reference server taken for a real instance. */
async function live(t: TestContext): Promise<{ target: OpenReference; descriptor: TargetDescriptor }> {
  const target = await openReference();
  t.after(() => target.close());
  const { baseUrl, tokens, key } = target.descriptor;
  return { target, descriptor: liveDescriptorFor({ baseUrl, token: tokens.subject ?? "", key }) };
}

/** What a load balancer answers in place of ZITADEL. */
function page(status: number, headers: HeaderList = [["content-type", "text/html"]]): Partial<WireAnswer> {
  return { status, headers, trailers: [], chunks: [Buffer.from("<html><h1>Load balancer</h1></html>")] };
}

const PAGES: readonly (readonly [what: string, answer: Partial<WireAnswer>, shown: string])[] = [
  ["404 with HTML", page(404), "HTTP 404 with text/html"],
  ["464", page(464, []), "HTTP 464 with no media type"],
  ["502 with HTML", page(502), "HTTP 502 with text/html"],
  ["503 with HTML", page(503), "HTTP 503 with text/html"],
  ["200 with HTML", page(200), "HTTP 200 with text/html"],
];

for (const [what, answer, shown] of PAGES) {
  test(`a load balancer that answers gRPC with ${what} is named, and blocks gRPC alone`, async (t) => {
    const { target, descriptor } = await live(t);
    target.server.setBehaviours([
      { wire: (wire, { call }) => (call.transport === "grpc" ? { ...wire, ...answer } : wire) },
    ]);
    assert.deepEqual((await preflight(descriptor)).blocked, {
      grpc: `${descriptor.baseUrl} does not pass grpc on to ZITADEL (${shown}): let the proxy or load balancer in front of it forward HTTP/2 with trailers.`,
    });
  });
}

test("a load balancer that resets gRPC streams is named, and blocks gRPC alone", async (t) => {
  const { target, descriptor } = await live(t);
  target.server.setBehaviours([
    { wire: (wire, { call }) => (call.transport === "grpc" ? { ...wire, ending: "none" } : wire) },
  ]);
  const { host } = new URL(descriptor.baseUrl);
  assert.deepEqual((await preflight(descriptor)).blocked, {
    grpc: `${host} closed the connection on grpc without an answer: let the proxy or load balancer in front of ZITADEL forward HTTP/2 with trailers.`,
  });
});

/** Answers HTTP/1.1 as the reference server does. */
function http1Only({ server }: OpenReference): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    void (async () => {
      const { method = "GET", url = "/", headers } = request;
      const body = (await readBody(request)) ?? Buffer.alloc(0);
      await writeHttp1(response, await respond(rawRequest("1.1", method, url, headers, body), server.state, []));
    })();
  };
}

/** What comes before HTTP/2 without TLS is not looked at by everybody: some answer with a page, some hang up. */
async function beforeHttp2(
  t: TestContext,
  target: OpenReference,
  onPreface: (socket: Socket) => void,
): Promise<string> {
  const { port } = new URL(target.descriptor.baseUrl);
  const server = createRawServer((socket) => {
    socket.once("data", (first) => {
      if (first.toString("latin1").startsWith("PRI")) {
        onPreface(socket);
        return;
      }
      const onward = connect(Number(port), "127.0.0.1");
      onward.on("error", () => socket.destroy());
      onward.write(first);
      socket.pipe(onward).pipe(socket);
    });
  });
  return `http://127.0.0.1:${String(await listening(t, server))}`;
}

test("an HTTP/1.1 page in answer to HTTP/2, and a connection closed on it, block gRPC alone", async (t) => {
  const { target, descriptor } = await live(t);
  const badRequest = await beforeHttp2(t, target, (socket) => {
    socket.end("HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\n\r\n<html></html>");
  });
  const { blocked } = await preflight({ ...descriptor, baseUrl: badRequest });
  assert.deepEqual(Object.keys(blocked), ["grpc"]);
  assert.match(blocked.grpc ?? "", /does not speak HTTP\/2, which gRPC needs: let the proxy or load balancer/);
  const closing = await beforeHttp2(t, target, (socket) => socket.resetAndDestroy());
  const { blocked: reset } = await preflight({ ...descriptor, baseUrl: closing });
  assert.deepEqual(Object.keys(reset), ["grpc"]);
  assert.match(reset.grpc ?? "", /closed the connection on grpc .*load balancer in front of ZITADEL forward HTTP\/2/);
});

test("a load balancer that chooses HTTP/1.1 by ALPN, or nothing, blocks gRPC alone", async (t) => {
  const { target, descriptor } = await live(t);
  const { key, cert } = await createCertificate();
  for (const ALPNProtocols of [["http/1.1"], []]) {
    const server: Server = createSecureServer({ key, cert, ALPNProtocols }, http1Only(target));
    const baseUrl = `https://127.0.0.1:${String(await listening(t, server))}`;
    const { blocked } = await preflight({ ...descriptor, baseUrl, ca: cert });
    assert.deepEqual(Object.keys(blocked), ["grpc"]);
    assert.match(blocked.grpc ?? "", /does not speak HTTP\/2, which gRPC needs: let the proxy or load balancer/);
  }
});

test("a transport that is refused what another one was given is judged, not blocked", async (t) => {
  const { target, descriptor } = await live(t);
  target.server.setBehaviours([
    { authentication: (found, { transport }) => (transport === "grpc" ? refuseCredentials("bad-token") : found) },
  ]);
  assert.deepEqual((await preflight(descriptor)).blocked, {});
});

test("a page that misses a client's certificate is told from one that is not ZITADEL's", async (t) => {
  const server = createServer((_, response) => {
    const body = "<html><h1>400 Bad Request</h1><center>No required SSL certificate was sent</center></html>";
    response.writeHead(400, { "content-type": "text/html" }).end(body);
  });
  const baseUrl = `http://127.0.0.1:${String(await listening(t, server))}`;
  await assert.rejects(preflight(liveDescriptorFor({ baseUrl, token: "some-token", key: "key1" })), {
    name: "BlockedError",
    message: /requires a client certificate that it trusts \(HTTP 400 with text\/html\): set ZITADEL_CLIENT_CERT/,
  });
});

test("one reset is not enough to block a transport", async (t) => {
  const { target, descriptor } = await live(t);
  let resets = 0;
  target.server.setBehaviours([{ wire: (wire) => (resets++ % 2 === 0 ? { ...wire, ending: "none" } : wire) }]);
  const retryCounter = new RetryCounter();
  assert.deepEqual((await preflight(descriptor, { retryCounter })).blocked, {});
  // Three questions to the transports, and three more over each of four connections; each is reset once.
  assert.deepEqual([resets, retryCounter.retries], [30, 15]);
});

test("what blocks gRPC makes no transport fail that is compared with it", async (t) => {
  const { descriptor } = await live(t);
  const runner = createRunner(descriptor, { blocked: { grpc: "no HTTP/2" } });
  t.after(() => {
    runner.close();
  });
  const [testCase] = CASES.filter(({ kind }) => kind === "parity");
  assert.ok(testCase !== undefined, "testCase is missing");
  const verdicts = async (transport: "rest" | "grpc" | "grpc-web"): Promise<Set<string>> =>
    new Set((await runner.run(testCase, transport)).rows.map(({ verdict, reason = "" }) => `${verdict} ${reason}`));
  assert.deepEqual(await verdicts("grpc"), new Set(["blocked no HTTP/2"]));
  assert.deepEqual(await verdicts("rest"), new Set(["skipped cannot be compared with grpc: no HTTP/2"]));
  assert.equal((await verdicts("grpc-web")).has("pass "), true);
});

test("a page in the middle of a run blocks, and its text says who answered what", async (t) => {
  const { target, descriptor } = await live(t);
  const runner = createRunner(descriptor);
  t.after(() => {
    runner.close();
  });
  const testCase = CASES.find(({ id }) => id === "success/text");
  assert.ok(testCase !== undefined, "testCase is missing");
  for (const status of [403, 502, 503, 504]) {
    target.server.setBehaviours([{ wire: (wire) => ({ ...wire, ...page(status) }) }]);
    for (const transport of testCase.transports) {
      for (const { verdict, reason = "" } of (await runner.run(testCase, transport)).rows) {
        assert.equal(verdict, "blocked");
        assert.ok(reason.includes(`answered in ZITADEL's place (HTTP ${String(status)} with text/html)`), reason);
      }
    }
  }
});

test("an error that has the vendor's shape or fields is the vendor's, whatever its status", async (t) => {
  const { target, descriptor } = await live(t);
  const { descriptor: known } = await preflight(descriptor);
  const runner = createRunner(known);
  t.after(() => {
    runner.close();
  });
  const testCase = CASES.find(({ id }) => id === "success/text");
  assert.ok(testCase !== undefined, "testCase is missing");
  const body = '{"code":14,"message":"unavailable","details":[]}';
  const answers: readonly ((wire: WireAnswer) => WireAnswer)[] = [
    (wire) => ({ ...withContent(wire, body), status: 503 }),
    (wire) => ({ ...withContent(withHeader(wire, "content-type", "text/html"), "<html></html>"), status: 500 }),
  ];
  for (const wire of answers) {
    target.server.setBehaviours([{ wire }]);
    const { rows } = await runner.run(testCase, "rest");
    assert.equal(
      rows.some(({ verdict }) => verdict === "fail"),
      true,
    );
  }
});
