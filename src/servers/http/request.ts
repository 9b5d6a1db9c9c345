import type { HttpVersion } from "../../contract/transport.ts";

/** A request as received, with its whole body. */
export interface RawRequest {
  readonly httpVersion: HttpVersion;
  readonly method: string;
  /** Request target as sent. */
  readonly target: string;
  /** Requested scheme and authority, such as `https://localhost:8080`. */
  readonly origin: string;
  /** Names in lower case, every value in order. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  /** Empty when it is `tooLarge`. */
  readonly body: Buffer;
  /** True when the body is larger than any request of this operation. */
  readonly tooLarge: boolean;
}

/** One header field's value; undefined when the field is absent. Several values are joined (RFC 9110 §5.3). */
export function field(raw: RawRequest, name: string): string | undefined {
  return raw.headers.get(name)?.join(", ");
}
