import assert from "node:assert/strict";
import { test } from "node:test";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { decodeContent } from "./content-coding.ts";
import type { WireResponse } from "./exchange.ts";

const TEXT = Buffer.from('{"metadata":{}}');

function answer(coding: string | undefined, body: Uint8Array): WireResponse {
  const headers = coding === undefined ? [] : [["Content-Encoding", coding] as const];
  return { httpVersion: "1.1", status: 200, headers, trailers: [], body: new Uint8Array(body), incomplete: false };
}

test("content is decoded in each coding that Node reads, the last one first", () => {
  const codings: readonly (readonly [string, Uint8Array])[] = [
    ["gzip", gzipSync(TEXT)],
    ["X-GZIP", gzipSync(TEXT)],
    ["deflate", deflateSync(TEXT)],
    ["br", brotliCompressSync(TEXT)],
    ["gzip, br", brotliCompressSync(gzipSync(TEXT))],
    ["identity, gzip", gzipSync(TEXT)],
  ];
  for (const [coding, body] of codings) {
    const decoded = decodeContent(answer(coding, body));
    assert.equal(Buffer.from(decoded.body).toString(), TEXT.toString(), coding);
    assert.equal(decoded.coding?.problem, undefined);
  }
});

test("content without a coding, and an answer without content, stay as they are", () => {
  for (const response of [answer(undefined, TEXT), answer("identity", TEXT), answer("gzip", Buffer.alloc(0))]) {
    assert.equal(decodeContent(response), response);
  }
});

test("content that does not fit its coding stays as it came, and says so", () => {
  const wrong: readonly (readonly [string, Uint8Array, RegExp])[] = [
    ["gzip", TEXT, /declared as gzip, and not gzip/],
    ["deflate", deflateRawSync(TEXT), /declared as deflate, and not deflate/],
    ["br", Buffer.from([1, 2, 3]), /declared as br/],
    ["snail", TEXT, /not a registered coding/],
  ];
  for (const [coding, body, problem] of wrong) {
    const decoded = decodeContent(answer(coding, body));
    assert.match(decoded.coding?.problem ?? "", problem);
    assert.deepEqual(decoded.body, new Uint8Array(body));
  }
});

test("a registered coding that is not decoded here is no problem of the content's", () => {
  const decoded = decodeContent(answer("compress", TEXT));
  assert.deepEqual(decoded.coding, { codings: ["compress"], unreadable: "compress" });
});
