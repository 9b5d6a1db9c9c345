import assert from "node:assert/strict";
import { test } from "node:test";
import { placeOf, type Comparable } from "../../src/drift/baseline.ts";
import { compare } from "../../src/drift/compare.ts";
import { noiseBetween } from "../../src/drift/make.ts";
import { recordAnswers } from "../../src/drift/record.ts";
import { sidesOf } from "../../src/report/drift/values.ts";
import { openRunner } from "../../src/provisioning/open-runner.ts";
import { openReference } from "../../src/servers/reference/open.ts";
import { baselineOf } from "../support/drift-command.ts";
import {
  askRecording,
  editedRecording,
  recordingPath,
  testsThatSend,
  type EditedResponse,
} from "../support/drift-recordings.ts";

const VERSION = "4.0.0";

let asked: ReturnType<typeof askRecording> | undefined;

/** The recording's own answers, asked for once. */
function right(): ReturnType<typeof askRecording> {
  return (asked ??= askRecording(recordingPath(VERSION)));
}

/** Replaces a piece of a recorded JSON text, which must be there. */
function replace(response: EditedResponse, from: string, to: string): void {
  const { text = "" } = response.body;
  assert.ok(text.includes(from), from);
  response.body.text = text.replace(from, to);
}

function bytesOf(response: EditedResponse): Buffer {
  return Buffer.from(response.body.base64 ?? "", "base64");
}

type Edit = Parameters<typeof editedRecording>[2];

/** Ways in which an upgrade breaks clients: the recorded answer, the edit, and the row that shows it. */
const EDITS: readonly (readonly [name: string, id: string, edit: Edit, subject: string, old: string, now: string])[] = [
  [
    "another status",
    "rest/key/missing",
    (response) => (response.status = 410),
    ...(["answer to a missing key", "error 5 (NOT_FOUND) (HTTP 404)", "error 5 (NOT_FOUND) (HTTP 410)"] as const),
  ],
  [
    "another code",
    "rest/key/missing",
    (response) => {
      replace(response, '"code":5', '"code":9');
    },
    "answer to a missing key",
    ...(["error 5 (NOT_FOUND) (HTTP 404)", "error 9 (FAILED_PRECONDITION) (HTTP 404)"] as const),
  ],
  [
    "another media type",
    "rest/key/space",
    (response) => {
      response.headers = response.headers.map(([name, value]) => [name, name === "content-type" ? "text/json" : value]);
    },
    ...(["media type", "application/json", "text/json"] as const),
  ],
  [
    "a member is gone",
    "rest/key/space",
    (response) => {
      replace(response, '"sequence":"5", ', "");
    },
    ...(["body /metadata/details/sequence", "uint64 string", "absent"] as const),
  ],
  [
    "a member has another type",
    "rest/key/space",
    (response) => {
      replace(response, '"sequence":"5"', '"sequence":5');
    },
    ...(["body /metadata/details/sequence", "uint64 string", "number"] as const),
  ],
  [
    "another value",
    "rest/key/space",
    (response) => {
      replace(response, '"value":"VGhp', '"value":"VGhq');
    },
    ...(["body /metadata/value", "the stored bytes", "22 other bytes than stored (sha256 087be3cd9c0a)"] as const),
  ],
  [
    "another key is echoed",
    "rest/key/space",
    (response) => {
      replace(response, '"key":"with space"', '"key":"with+space"');
    },
    ...(["body /metadata/key", "the requested key", '"with+space"'] as const),
  ],
  [
    "a success became an error",
    "rest/key/space",
    (response, other) => Object.assign(response, other("rest/key/missing")),
    ...(["answer to a stored key", "success (HTTP 200)", "error 5 (NOT_FOUND) (HTTP 404)"] as const),
  ],
  [
    "an error became a success",
    "rest/key/missing",
    (response, other) => Object.assign(response, other("rest/key/space")),
    ...(["answer to a missing key", "error 5 (NOT_FOUND) (HTTP 404)", "success (HTTP 200)"] as const),
  ],
  [
    "another gRPC status",
    "grpc/key/missing",
    (response) => (response.trailers["grpc-status"] = "9"),
    "answer to a missing key",
    ...(["error 5 (NOT_FOUND) (HTTP 200)", "error 9 (FAILED_PRECONDITION) (HTTP 200)"] as const),
  ],
  [
    "a frame is cut",
    "grpc/key/space",
    (response) => (response.body.base64 = bytesOf(response).subarray(0, -4).toString("base64")),
    ...(["answer to a stored key", "success (HTTP 200)", "HTTP 200 with application/grpc, status 0"] as const),
  ],
  [
    "a message comes twice",
    "grpc/key/space",
    (response) => (response.body.base64 = Buffer.concat([bytesOf(response), bytesOf(response)]).toString("base64")),
    ...(["number of messages", "1 message", "2 messages"] as const),
  ],
  [
    "a redirect instead of an answer",
    "rest/key/space",
    (response) => Object.assign(response, { status: 302, headers: [["location", "/ui/login"]], body: { text: "" } }),
    "answer to a stored key",
    ...(["success (HTTP 200)", "HTTP 302 with no media type and no content"] as const),
  ],
];

/** The answers of the recording and of an edited one, to the tests that the edit can show in. */
async function rightAndEdited(id: string, edit: Edit): Promise<readonly [right: Comparable, edited: Comparable]> {
  const first = await right();
  const tests = testsThatSend(VERSION, id, first);
  assert.ok(tests.length > 0, id);
  const places = tests.map(({ testCase, transport }) => placeOf({ case: testCase.id, transport }));
  const answers = first.answers.filter((answer) => places.includes(placeOf(answer)));
  return [{ answers, noise: [] }, await askRecording(editedRecording(VERSION, id, edit), tests)];
}

for (const [name, id, edit, subject, before, now] of EDITS) {
  test(`${name}: one row, and it is breaking`, async () => {
    const { rows } = compare(...(await rightAndEdited(id, edit)));
    const shown = rows.map((row) => [row.grade, row.subject, sidesOf(row).old, sidesOf(row).new]);
    assert.deepEqual(shown, [["breaking", subject, before, now]]);
  });
}

test("a recording against itself and against a second run of itself: nothing differs", async () => {
  const first = await right();
  assert.deepEqual(compare(first, first).rows, []);
  assert.deepEqual(compare(first, await baselineOf(VERSION)).rows, []);
});

test("2.71.19 against 4.0.0: the gateway exposes more header fields to pages, and nothing else changed", async () => {
  const { rows, compared, onlyOld, onlyNew } = compare(await baselineOf("2.71.19"), await right());
  assert.deepEqual(
    rows.map(({ rule, grade, subject, places }) => ({ rule, grade, subject, places: places.map(placeOf) })),
    [
      {
        rule: "DRIFT-0503",
        grade: "compatible",
        subject: "header access-control-expose-headers",
        places: ["wire/cors-rest rest"],
      },
    ],
  );
  assert.ok(rows[0] !== undefined, "rows[0] is missing");
  assert.equal(sidesOf(rows[0]).new, "content-length, grpc-message, grpc-status, grpc-status-details-bin, location");
  assert.equal(compared, 253);
  assert.deepEqual([...onlyOld, ...onlyNew], []);
});

test("the reference server against itself: nothing differs", async (t) => {
  const { descriptor, close } = await openReference();
  t.after(close);
  const runner = openRunner(descriptor);
  t.after(() => {
    runner.close();
  });
  const { answers } = await recordAnswers(descriptor, runner);
  const { rows, compared } = compare(await baselineOf("reference"), { answers, noise: [] });
  assert.deepEqual(rows, []);
  assert.equal(compared, answers.length);
});

test("noise on either side is not compared, and what only one side has is counted", async () => {
  const [old, now] = await rightAndEdited("rest/key/space", (response) => {
    replace(response, '"sequence":"5"', '"sequence":5');
  });
  assert.equal(compare(old, now).rows.length, 1);
  const noise = noiseBetween(old.answers, now.answers).map(({ name }) => name);
  assert.ok(noise.includes("key-forms/space rest body /metadata/details/sequence"), String(noise));
  assert.deepEqual(compare({ ...old, noise }, now).rows, []);
  const { onlyOld, compared } = compare(old, { ...now, answers: now.answers.slice(1) });
  assert.equal(onlyOld.length, 1);
  assert.equal(compared, now.answers.length - 1);
});

test("a requirement that only one side judged is not compared", async () => {
  const old = await right();
  const value = { verdict: "fail", seen: ["/new absent"] } as const;
  const answers = old.answers.map((answer) => ({
    ...answer,
    observations: [...answer.observations, { kind: "verdict", requirement: "GMM-9999", value }] as const,
  }));
  assert.deepEqual(compare(old, { ...old, answers }).rows, []);
  assert.deepEqual(compare({ ...old, answers }, old).rows, []);
});

test("a field outside the contract shows as an addition", async () => {
  const sides = await rightAndEdited("grpc/key/space", (response) => {
    const bytes = bytesOf(response);
    const added = Buffer.concat([bytes, Buffer.from([0x7a, 0x01, 0x61])]);
    added.writeUInt32BE(bytes.readUInt32BE(1) + 3, 1);
    response.body.base64 = added.toString("base64");
  });
  const [row, ...others] = compare(...sides).rows;
  assert.deepEqual(others, []);
  assert.ok(row !== undefined, "row is missing");
  assert.deepEqual([row.grade, row.subject, sidesOf(row).new], ["compatible", "body field 15", "wire type 2"]);
});
