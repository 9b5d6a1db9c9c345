import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { allTests } from "../../src/cases/tests.ts";
import type { Transport } from "../../src/contract/transport.ts";
import type { Comparable } from "../../src/drift/compare.ts";
import { recordAnswers } from "../../src/drift/record.ts";
import { openRunner } from "../../src/provisioning/open-runner.ts";
import { readRecording, type Recording } from "../../src/servers/recording/format.ts";
import { openRecording } from "../../src/servers/recording/open.ts";
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

/** A recording's answers to every case, over every transport or over one. */
export async function askRecording(path: string, over?: Transport): Promise<Comparable> {
  const target = await openRecording(path);
  try {
    const runner = openRunner(target.descriptor);
    const tests = allTests().filter(({ transport }) => over === undefined || transport === over);
    const { answers } = await recordAnswers(target.descriptor, runner, tests);
    runner.close();
    return { answers, noise: [] };
  } finally {
    await target.close();
  }
}

/** Writes the recording with one edited answer to a new file. */
export function editedRecording(
  version: string,
  id: string,
  edit: (response: EditedResponse, other: (id: string) => EditedResponse) => void,
): string {
  const recording = structuredClone(readRecording(recordingPath(version)));
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
