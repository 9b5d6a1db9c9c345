import assert from "node:assert/strict";
import { test } from "node:test";
import type { WireRequest } from "../protocol/exchange.ts";
import { guard, GuardError, whyGuarded } from "./guard.ts";
import { EMBEDDED, READ_ONLY, THROWAWAY_USERS, type Capabilities } from "../target/capabilities.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";

const live: TargetDescriptor = {
  kind: "live",
  baseUrl: "https://id.example.com",
  tokens: {},
  key: "key1",
  missingKey: "no-such-key",
  stored: [],
  storedByOther: [],
  complete: false,
  capabilities: READ_ONLY,
  timeout: 1000,
};
const throwaway: TargetDescriptor = { ...live, capabilities: THROWAWAY_USERS };
const metadata = "/auth/v1/users/me/metadata";
const rpc = "/zitadel.auth.v1.AuthService/GetMyMetadata";

function sent(method: string, path: string): WireRequest {
  return { httpVersion: "1.1", method, path, headers: [], body: new Uint8Array() };
}

test("a read-only run lets reads and the documented RPC out", () => {
  for (const method of ["GET", "HEAD", "OPTIONS"])
    assert.equal(whyGuarded(live, sent(method, `${metadata}/..`)), undefined);
  assert.equal(whyGuarded(live, sent("POST", rpc)), undefined);
  const behindPath = { ...live, baseUrl: "https://id.example.com/zitadel" };
  assert.equal(whyGuarded(behindPath, sent("POST", `/zitadel${rpc}`)), undefined);
});

test("a read-only run lets nothing else out", () => {
  for (const method of ["POST", "PUT", "PATCH", "DELETE", "TRACE", "get"]) {
    assert.throws(
      () => {
        guard(live, sent(method, `${metadata}/key1`));
      },
      GuardError,
      method,
    );
    assert.throws(
      () => {
        guard(live, sent(method, "/auth/v1/users/me"));
      },
      GuardError,
      method,
    );
  }
  for (const path of [`${rpc}/`, `${rpc}?x=1`, rpc.replace("Get", "Delete"), `/x/..${rpc}`]) {
    assert.throws(
      () => {
        guard(live, sent("POST", path));
      },
      GuardError,
      path,
    );
  }
});

test("with a throwaway user unsafe methods go to its made-up plain key", () => {
  for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
    assert.equal(whyGuarded(throwaway, sent(method, `${metadata}/key1`)), undefined);
    assert.equal(whyGuarded(throwaway, sent(method, `${metadata}/no-such-key`)), undefined);
  }
});

test("even with a throwaway user unsafe methods go nowhere else", () => {
  const keys = [
    "",
    "/",
    "/.",
    "/..",
    "/%2e%2e",
    "/%2E.",
    "/a/b",
    "/a%2Fb",
    "/key1/..",
    "/key1%2f..",
    "/another",
    "/key1?x",
    "/key1#",
  ];
  for (const key of keys) {
    assert.throws(
      () => {
        guard(throwaway, sent("DELETE", `${metadata}${key}`));
      },
      GuardError,
      key,
    );
  }
  assert.throws(() => {
    guard(throwaway, sent("DELETE", "/auth/v1/users/me"));
  }, GuardError);
});

test("a key of ours that is not plain is no excuse", () => {
  const odd = { ...throwaway, key: "..", missingKey: "a/b" };
  for (const key of ["..", "a/b", "%2e%2e"]) {
    assert.throws(
      () => {
        guard(odd, sent("DELETE", `${metadata}/${key}`));
      },
      GuardError,
      key,
    );
  }
});

test("embedded targets have nothing to lose", () => {
  const embedded = { ...live, kind: "reference", capabilities: EMBEDDED } as const;
  assert.equal(whyGuarded(embedded, sent("DELETE", `${metadata}/key1`)), undefined);
});

test("a real instance never may be written to anywhere", () => {
  // @ts-expect-error The type has no such value.
  const reckless: Capabilities = { ...READ_ONLY, mayWrite: "anything" };
  assert.equal(reckless.isEmbedded, false);
});

test("a target that does not say what may be written is only read", () => {
  // A descriptor comes from another process as JSON: a member may be absent whatever its type says.
  const silent = { ...live, capabilities: { ...READ_ONLY, mayWrite: undefined } } as unknown as TargetDescriptor;
  for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
    assert.notEqual(whyGuarded(silent, sent(method, `${metadata}/key1`)), undefined, method);
  }
});
