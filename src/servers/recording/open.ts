import { EMBEDDED } from "../../target/capabilities.ts";
import { EMBEDDED_TIMEOUT, NOT_RECORDED_HEADER, type OpenTarget, type StoredEntry } from "../../target/descriptor.ts";
import { listenRaw } from "../http/serve.ts";
import type { WireAnswer } from "../http/wire.ts";
import { bytesOf, readRecording, type RecordedExchange, type Recording } from "./format.ts";
import { Matcher } from "./match.ts";
import { makeTokens } from "./tokens.ts";

/** Fields of the recorded connection, not sent again; everything else is replayed. */
const NOT_REPLAYED = ["connection", "transfer-encoding"];

const NOT_RECORDED: WireAnswer = {
  status: 501,
  headers: [
    [NOT_RECORDED_HEADER, "1"],
    ["content-type", "text/plain"],
  ],
  chunks: [Buffer.from("The recording does not hold this request.\n")],
  trailers: [],
  ending: "complete",
  delay: 0,
};

/** Serves a recording of a real release over real sockets. Throws a SettingError when the file is not a recording. */
export async function openRecording(path: string): Promise<OpenTarget> {
  const recording = readRecording(path);
  const tokens = makeTokens();
  const matcher = new Matcher(recording, tokens);
  const listener = await listenRaw({ port: 0 }, (request) => {
    const found = matcher.find(request);
    return found === undefined ? NOT_RECORDED : replay(found);
  });
  return {
    descriptor: {
      kind: "recording",
      capabilities: { ...EMBEDDED, mayLackAnswers: true },
      baseUrl: `http://127.0.0.1:${String(listener.port)}`,
      vendorVersion: recording.version.replace(/^v/, ""),
      tokens,
      key: "key1",
      missingKey: "no-such-key",
      ...(recording.subject.organisationId === undefined ? {} : { organisation: recording.subject.organisationId }),
      stored: entriesOf(recording.subject.metadata),
      storedByOther: otherEntries(recording),
      complete: true,
      recordedAt: Date.parse(recording.recordedAt),
      timeout: EMBEDDED_TIMEOUT,
    },
    close: () => listener.close(),
  };
}

function replay({ request, response }: RecordedExchange): WireAnswer {
  const body = bytesOf(response.body);
  return {
    status: response.status,
    headers: response.headers
      .filter(([name]) => !NOT_REPLAYED.includes(name.toLowerCase()))
      .map(([name, value]) => [name, isLength(name) && body.length > 0 ? String(body.length) : value] as const),
    chunks: request.method === "HEAD" || body.length === 0 ? [] : [body],
    trailers: Object.entries(response.trailers),
    ending: "complete",
    delay: 0,
  };
}

/** A placeholder has another length than the secret or the address that it replaces. */
function isLength(name: string): boolean {
  return name.toLowerCase() === "content-length";
}

function entriesOf(metadata: Readonly<Record<string, string>>): StoredEntry[] {
  return Object.entries(metadata).map(([key, value]) => ({ key, value }));
}

/** An older recording lists only the subject's entries; the other user's come from the recorded answers. */
function otherEntries({ exchanges, other }: Recording): StoredEntry[] {
  if (other !== undefined) return entriesOf(other.metadata);
  const answered = exchanges.find(({ id }) => id === "rest/auth/other-user");
  const only: StoredEntry = { key: "only-other", value: null };
  if (answered === undefined) return [only];
  const json = JSON.parse(bytesOf(answered.response.body).toString()) as { metadata?: { key: string; value: string } };
  return json.metadata === undefined ? [only] : [{ key: json.metadata.key, value: json.metadata.value }, only];
}
