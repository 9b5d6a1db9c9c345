import type { TokenName } from "../../contract/case.ts";
import { SettingError } from "../../errors.ts";
import type { HeaderList } from "../../protocol/exchange.ts";
import { packagePath } from "../../package-file.ts";
import { readJsonFile } from "../../util/read-json-file.ts";

/** A recorded body. */
export interface RecordedBody {
  readonly text?: string;
  readonly base64?: string;
}

/** One recorded exchange. */
export interface RecordedExchange {
  readonly id: string;
  readonly request: {
    readonly httpVersion: "1.1" | "2.0";
    readonly method: string;
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: RecordedBody;
  };
  readonly response: {
    readonly status: number;
    readonly headers: readonly (readonly [name: string, value: string])[];
    /** A list where a trailer came more than once. */
    readonly trailers: Readonly<Record<string, string | readonly string[]>>;
    readonly body: RecordedBody;
  };
}

/** Raw exchanges with one real release, without its secrets. */
export interface Recording {
  readonly vendor?: string;
  readonly version: string;
  /** RFC 3339. */
  readonly recordedAt: string;
  /** Description of the replacements. */
  readonly note?: string;
  /** What stands for the users' tokens, of their lengths; absent in recordings that name tokens `{{token:subject}}`. */
  readonly tokens?: Readonly<Partial<Record<TokenName, string>>>;
  /** Metadata of the user `subject`, base64 by key, and the organisation that owns both users. */
  readonly subject: { readonly organisationId?: string; readonly metadata: Readonly<Record<string, string>> };
  /** Metadata of the user `other`; absent in recordings older than `npm run record`. */
  readonly other?: { readonly metadata: Readonly<Record<string, string>> };
  readonly exchanges: readonly RecordedExchange[];
}

/** Reads a recording. Throws a SettingError when the file cannot be read or is not a recording. */
export function readRecording(path: string): Recording {
  const wrong = (problem: string) =>
    new SettingError(
      "RECORDING",
      `The recording ${path} ${problem}: set RECORDING to a recording such as ${packagePath("fixtures/recordings/zitadel-v4.0.0.json")}.`,
    );
  return readJsonFile(path, { name: "recording.schema.json" }, wrong) as Recording;
}

/** The trailers of a recorded answer, one for each time that it came. */
export function trailersOf({ response }: RecordedExchange): HeaderList {
  return Object.entries(response.trailers).flatMap(([name, values]) =>
    [values].flat().map((value) => [name, value] as const),
  );
}

/** The bytes of a recorded body. */
export function bytesOf(body: RecordedBody | undefined): Buffer {
  return body?.base64 === undefined ? Buffer.from(body?.text ?? "") : Buffer.from(body.base64, "base64");
}
