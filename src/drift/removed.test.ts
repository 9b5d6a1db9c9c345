import assert from "node:assert/strict";
import { test } from "node:test";
import { CASES } from "../cases/index.ts";
import type { Transport } from "../contract/transport.ts";
import type { Answer } from "./baseline.ts";
import { compare } from "./compare.ts";
import type { AnswerValue } from "./observation.ts";
import { requestClassOf, type RequestClass } from "./request-class.ts";

const SERVED: Partial<Record<RequestClass, AnswerValue>> = {
  stored: { kind: "success", httpStatus: 200 },
  missing: { kind: "error", code: 5, httpStatus: 404 },
  credentials: { kind: "error", code: 16, httpStatus: 401 },
};
const GONE: Readonly<Record<Transport, AnswerValue>> = {
  rest: { kind: "error", code: 5, httpStatus: 404 },
  grpc: { kind: "error", code: 12, httpStatus: 200 },
  "grpc-web": { kind: "other", httpStatus: 404, mediaType: "text/plain", empty: false, grpcStatus: null },
};

/** Every case with an answer of its own kind, or as a router answers that does not know the operation. */
function answers(gone: readonly Transport[], value: (id: RequestClass) => AnswerValue | undefined): Answer[] {
  return CASES.filter(({ kind }) => kind !== "scenario").flatMap(({ id, transports }) =>
    transports.flatMap((transport): Answer[] => {
      const served = value(requestClassOf({ case: id, transport }, "first"));
      if (served === undefined) return [];
      const given = gone.includes(transport) ? GONE[transport] : served;
      return [{ case: id, transport, observations: [{ kind: "answer", value: given }] }];
    }),
  );
}

function rowsOf(gone: readonly Transport[], value = (each: RequestClass) => SERVED[each]): readonly string[] {
  const old = answers([], (each) => SERVED[each]);
  const { rows } = compare({ answers: old, noise: [] }, { answers: answers(gone, value), noise: [] });
  return rows.map(
    ({ grade, slug, places }) =>
      `${grade} ${slug}: ${[...new Set(places.map((place) => place.transport))].sort().join(", ")}`,
  );
}

test("an operation that is gone is one breaking row, whatever else follows from it", () => {
  assert.deepEqual(rowsOf(["rest", "grpc", "grpc-web"]), ["breaking operation-gone: grpc, grpc-web, rest"]);
});

test("an operation that is gone over one transport is one row of that transport", () => {
  assert.deepEqual(rowsOf(["grpc"]), ["breaking operation-gone: grpc"]);
  assert.deepEqual(rowsOf([]), []);
});

test("where bad credentials are still refused the operation is there, and only the key is missing", () => {
  const withoutKeys = rowsOf([], (each) => (each === "stored" ? SERVED.missing : SERVED[each]));
  assert.deepEqual(withoutKeys, ["breaking success-became-error: grpc, grpc-web, rest"]);
});
