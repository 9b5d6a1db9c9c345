import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import type { RestParts, RpcParts } from "../contract/case.ts";
import type { HttpVersion, Transport } from "../contract/transport.ts";
import type { Exchange, HeaderList, WireRequest } from "../protocol/exchange.ts";
import { buildRequest, readers } from "./index.ts";

interface RecordedBody {
  text?: string;
  base64?: string;
}

interface Recorded {
  id: string;
  request: {
    httpVersion: HttpVersion;
    method: string;
    path: string;
    headers: Record<string, string>;
    body?: RecordedBody;
  };
  response: { status: number; headers: [string, string][]; trailers: Record<string, string>; body: RecordedBody };
}

interface Recording {
  subject: { metadata: Record<string, string> };
  other?: unknown;
  exchanges: Recorded[];
}

const folder = new URL("../../fixtures/recordings/", import.meta.url);

function bytes({ text, base64 }: RecordedBody = {}): Uint8Array {
  return new Uint8Array(base64 === undefined ? Buffer.from(text ?? "") : Buffer.from(base64, "base64"));
}

function transportOf(id: string): Transport {
  if (id.startsWith("grpc-web/")) return "grpc-web";
  return id.startsWith("grpc/") ? "grpc" : "rest";
}

function exchangeOf({ id, request, response }: Recorded): Exchange {
  const { httpVersion, method, path, headers, body } = request;
  return {
    transport: transportOf(id),
    request: { httpVersion, method, path, headers: Object.entries(headers), body: bytes(body) },
    response: {
      httpVersion,
      status: response.status,
      headers: response.headers,
      trailers: Object.entries(response.trailers),
      body: bytes(response.body),
      incomplete: false,
    },
    startedAt: 0,
    duration: 0,
  };
}

function sorted(headers: HeaderList): HeaderList {
  return [...headers].sort(([a], [b]) => a.localeCompare(b));
}

/** What a recorded request changes about the documented one, by its id; its key comes from `requestKeyOf`. */
const PARTS: Readonly<Record<string, { key?: string; credential?: "none"; rest?: RestParts; rpc?: RpcParts }>> = {
  "rest/h2": { rest: { httpVersion: "2.0" } },
  "rest/trailing-slash": { rest: { rawPath: "/{key}/" } },
  "rest/no-key-no-slash": { rest: { rawPath: "" } },
  "rest/raw-slash": { rest: { rawPath: "/a/b" } },
  "rest/invalid-utf8": { rest: { rawPath: "/%ff" } },
  "rest/bad-percent": { rest: { rawPath: "/%zz" } },
  "rest/query-ignored": { rest: { query: "x=1&key=other" } },
  "rest/double-encoded": { key: "with%20space" },
  "rest/cors/simple": { rest: { headers: { Origin: "https://app.example.com" } } },
  "grpc/content-type/application/grpc+proto": { rpc: { headers: { "content-type": "application/grpc+proto" } } },
  "grpc/no-te": { rpc: { headers: { te: null } } },
  "grpc/accept-gzip": { key: "big", rpc: { headers: { "grpc-accept-encoding": "gzip,identity" } } },
  "grpc/unknown-method": { rpc: { path: "/zitadel.auth.v1.AuthService/NoSuchMethod" } },
  "grpc/unknown-service": { rpc: { path: "/zitadel.auth.v9.AuthService/GetMyMetadata" } },
  "grpc/malformed-message": { rpc: { rawBody: "00000000030a7f61" } },
  "grpc/truncated-frame": { rpc: { rawBody: "00000000060a04" } },
  "grpc/empty-body": { rpc: { rawBody: "" } },
  "grpc/two-messages": { rpc: { rawBody: "00000000060a046b65793100000000060a046b657931" } },
  "grpc/unknown-field": { rpc: { extraFields: "7a0161" } },
  "grpc/invalid-utf8-key": { rpc: { rawBody: "00000000040a02fffe" } },
  "grpc/compressed-flag-no-encoding": { rpc: { rawBody: "01000000060a046b657931" } },
  "grpc-web/h2": { rpc: { httpVersion: "2.0" } },
  "grpc-web/cors/simple": { rpc: { headers: { origin: "https://app.example.com" } } },
  "grpc-web/cors/preflight": {
    rpc: {
      method: "OPTIONS",
      headers: {
        origin: "https://app.example.com",
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,content-type,x-grpc-web,x-user-agent",
      },
    },
  },
};

function rebuild({ id, request }: Recorded, restOf: ReadonlyMap<string, Recorded>): WireRequest | undefined {
  const transport = transportOf(id);
  const authorization = request.headers["authorization"];
  const build = (key: string, parts: { rest?: RestParts; rpc?: RpcParts }): WireRequest =>
    buildRequest(transport, { basePath: "", key, authorization, request: parts });

  const parts = PARTS[id];
  if (parts !== undefined) return build(parts.key ?? "key1", parts);
  const [place, group = "", ...rest] = id.split("/");
  if (place === "meta") return undefined;
  if (group === "auth") return build("key1", {});
  if (group === "method") return build("key1", { rest: { method: rest.join("/") } });
  if (group === "content-type" && transport === "grpc-web") {
    const key = rest.at(-1) === "missing" ? "no-such-key" : "key1";
    return build(key, { rpc: { headers: { "content-type": rest.slice(0, -1).join("/") } } });
  }
  if (group !== "key") return undefined;
  // The key for each transport comes from the REST path of the same name, so that encodings are compared too.
  const path = restOf.get(`rest/key/${rest.join("/")}`)?.request.path ?? "";
  return build(decodeURIComponent(path.slice("/auth/v1/users/me/metadata/".length)), {});
}

for (const name of readdirSync(folder).filter((file) => /^zitadel-v[0-9.]+\.json$/.test(file))) {
  const { exchanges, subject, other } = JSON.parse(readFileSync(new URL(name, folder), "utf8")) as Recording;
  // Recordings by `npm run record` come from these same request builders, so they prove nothing about them.
  if (other !== undefined) continue;
  const byId = new Map(exchanges.map((recorded) => [recorded.id, recorded]));

  test(`${name}: requests are rebuilt byte for byte`, () => {
    let rebuilt = 0;
    for (const recorded of exchanges) {
      const request = rebuild(recorded, byId);
      if (request === undefined) continue;
      const expected = exchangeOf(recorded).request;
      assert.deepEqual(
        { ...request, headers: sorted(request.headers) },
        { ...expected, headers: sorted(expected.headers) },
        recorded.id,
      );
      rebuilt += 1;
    }
    assert.ok(rebuilt >= 147, `only ${String(rebuilt)} requests were compared`);
  });

  test(`${name}: stored values are the same over every transport`, () => {
    let read = 0;
    for (const recorded of exchanges) {
      const exchange = exchangeOf(recorded);
      const { outcome } = readers[exchange.transport](exchange);
      const documented = /^(rest|grpc|grpc-web)\/(key|auth)\//.test(recorded.id);
      if (!documented || outcome.kind !== "success") continue;
      assert.ok(outcome.metadata?.key !== undefined, recorded.id);
      assert.ok(outcome.metadata.details?.creationDate !== undefined, recorded.id);
      assert.ok(outcome.metadata.details.changeDate !== undefined, recorded.id);
      assert.match(outcome.metadata.details.resourceOwner ?? "", /^[0-9]+$/, recorded.id);
      assert.ok((outcome.metadata.details.sequence ?? 0n) > 0n, recorded.id);
      const stored = subject.metadata[outcome.metadata.key];
      if (recorded.id.endsWith("/other-user")) continue;
      assert.deepEqual(outcome.metadata.value, new Uint8Array(Buffer.from(stored ?? "", "base64")), recorded.id);
      const peer = byId.get(recorded.id.replace(/^[^/]+/, "grpc"));
      assert.ok(peer, "peer is missing");
      const other = readers.grpc(exchangeOf(peer)).outcome;
      assert.deepEqual(outcome, other, recorded.id);
      read += 1;
    }
    assert.ok(read >= 30, `only ${String(read)} successes were read`);
  });

  test(`${name}: the outcome of every answer agrees with its status`, () => {
    for (const recorded of exchanges.filter(({ id }) => !id.startsWith("meta/"))) {
      const { id, response } = recorded;
      const exchange = exchangeOf(recorded);
      const { outcome, body } = readers[exchange.transport](exchange);
      if (exchange.transport === "rest") {
        const hasJson = exchange.response.body.length > 0 && !id.endsWith("/bad-percent");
        const expected = !hasJson ? "other" : response.status === 200 ? "success" : "error";
        assert.equal(outcome.kind, expected, id);
        continue;
      }
      assert.ok(body.kind === "grpc", "body is not grpc");
      if (response.status !== 200) {
        assert.equal(outcome.kind, "other", id);
        assert.deepEqual(body.statusPlaces, [], id);
        continue;
      }
      assert.equal(body.framing, undefined, id);
      assert.equal(body.decoding, undefined, id);
      assert.deepEqual(body.statusPlaces, [exchange.transport === "grpc" ? "trailers" : "trailer-frame"], id);
      assert.equal(outcome.kind, body.status === "0" ? "success" : "error", id);
      if (outcome.kind !== "error") continue;
      assert.equal(String(outcome.code), body.status, id);
      assert.ok(outcome.message, id);
      if (body.statusDetails === undefined) continue;
      assert.ok(body.statusDetails.problem === undefined, id);
      assert.equal(body.statusDetails.code, outcome.code, id);
      assert.equal(body.statusDetails.message, outcome.message, id);
      assert.deepEqual(outcome.details, [{ type: "zitadel.v1.ErrorDetail" }], id);
    }
  });
}
