import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { allTests, type Test } from "../../src/cases/tests.ts";
import { TRANSPORTS, type Transport } from "../../src/contract/transport.ts";
import { placeOf, type Comparable } from "../../src/drift/baseline.ts";
import { recordAnswers } from "../../src/drift/record.ts";
import type { WireRequest } from "../../src/protocol/exchange.ts";
import { openRunner } from "../../src/provisioning/open-runner.ts";
import type { CaseRun } from "../../src/runner/result.ts";
import { fieldsAsSent, rawRequest } from "../../src/servers/http/read.ts";
import type { RawRequest } from "../../src/servers/http/request.ts";
import { readRecording, type Recording } from "../../src/servers/recording/format.ts";
import { Matcher } from "../../src/servers/recording/match.ts";
import { openRecording } from "../../src/servers/recording/open.ts";
import type { RecordedTokens } from "../../src/servers/recording/tokens.ts";
import { scratchFolder } from "./scratch.ts";

/** A recorded answer that an edit may write to. */
export interface EditedResponse {
  status: number;
  headers: [name: string, value: string][];
  trailers: Record<string, string>;
  body: { text?: string; base64?: string };
}

/** Path of the recording of a release. */
export function recordingPath(version: string): string {
  return fileURLToPath(new URL(`../../fixtures/recordings/zitadel-v${version}.json`, import.meta.url));
}

const read = new Map<string, Recording>();

/** The recording of a release, read once. */
function recordingOf(version: string): Recording {
  const recording = read.get(version) ?? readRecording(recordingPath(version));
  read.set(version, recording);
  return recording;
}

/** A recording's answers to tests, by default to all. */
export async function askRecording(path: string, tests?: readonly Test[]): Promise<AskedRecording> {
  const { descriptor, close } = await openRecording(path);
  try {
    const runner = openRunner(descriptor);
    const { answers, runs } = await recordAnswers(descriptor, runner, tests);
    runner.close();
    return { answers, noise: [], runs, tokens: descriptor.tokens as RecordedTokens };
  } finally {
    await close();
  }
}

/** The answers of a recording, and how it was asked for them. */
interface AskedRecording extends Comparable {
  readonly runs: readonly CaseRun[];
  readonly tokens: RecordedTokens;
}

/** The tests over the transport of a recorded exchange that send its request: an edit of its answer shows in no others. */
export function testsThatSend(version: string, id: string, { runs, tokens }: AskedRecording): readonly Test[] {
  const recording = recordingOf(version);
  const transport = transportOf(id);
  const matcher = new Matcher(
    { ...recording, exchanges: recording.exchanges.filter((each) => each.id === id) },
    tokens,
  );
  const places = runs
    .filter((run) => run.transport === transport)
    .filter(({ exchanges }) => exchanges.some(({ request }) => matcher.find(received(request)) !== undefined))
    .map(placeOf);
  return allTests().filter(({ testCase, transport: over }) =>
    places.includes(placeOf({ case: testCase.id, transport: over })),
  );
}

/** The other transports have exchanges of their own, which stay as they are. */
function transportOf(id: string): Transport {
  const found = TRANSPORTS.find((each) => id.startsWith(`${each}/`));
  if (found === undefined) throw new Error(`${id} names no transport`);
  return found;
}

function received({ httpVersion, method, path, headers, body }: WireRequest): RawRequest {
  return rawRequest(httpVersion, method, path, fieldsAsSent(headers.flat()), Buffer.from(body));
}

/** Writes the recording with one edited answer to a new file. */
export function editedRecording(
  version: string,
  id: string,
  edit: (response: EditedResponse, other: (id: string) => EditedResponse) => void,
): string {
  const recording = structuredClone(recordingOf(version));
  const response = responseOf(recording, id);
  edit(response, (otherId) => responseOf(recording, otherId));
  // The length was right only before the edit.
  response.headers = response.headers.filter(([name]) => name !== "content-length");
  const path = join(scratchFolder(), "recording.json");
  writeFileSync(path, JSON.stringify(recording));
  return path;
}

function responseOf({ exchanges }: Recording, id: string): EditedResponse {
  const found = exchanges.find((each) => each.id === id);
  if (found === undefined) throw new Error(`There is no recorded exchange ${id}`);
  return found.response as unknown as EditedResponse;
}
