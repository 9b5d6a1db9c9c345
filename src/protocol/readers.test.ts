import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { TRANSPORTS } from "../contract/transport.ts";
import { characters } from "../exploration/generators/keys.ts";
import { encodeFrame } from "./frame.ts";
import { readers } from "../transports/index.ts";
import { answered } from "../../tests/support/answered.ts";

test("readers never throw, whatever a server sent", () => {
  const name = fc.constantFrom(
    "grpc-status",
    "grpc-message",
    "grpc-status-details-bin",
    "grpc-encoding",
    "content-type",
  );
  const value = fc.oneof(
    fc.constantFrom("0", "5", "gzip", "application/grpc-web-text", "application/json", "CAU="),
    fc.string({ unit: characters }),
  );
  const fields = fc.array(fc.tuple(name, value), { maxLength: 4 });
  const framed = fc
    .tuple(fc.constantFrom(0, 1, 0x80, 0x81), fc.uint8Array())
    .map(([flags, payload]) => encodeFrame({ flags, payload }));
  const body = fc.oneof(
    fc.uint8Array(),
    framed,
    fc.json().map((text) => new TextEncoder().encode(text)),
  );
  const response = fc.record({
    status: fc.constantFrom(200, 204, 301, 404, 500),
    headers: fields,
    trailers: fields,
    body,
  });
  fc.assert(
    fc.property(fc.constantFrom(...TRANSPORTS), response, (transport, parts) => {
      assert.ok(readers[transport](answered(transport, parts)).outcome.kind, "the outcome has no kind");
    }),
    { numRuns: 500 },
  );
});
