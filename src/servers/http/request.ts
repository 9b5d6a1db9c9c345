import type { HttpVersion } from "../../contract/transport.ts";

/** A request as it came over the wire, its body whole. */
export interface RawRequest {
  readonly httpVersion: HttpVersion;
  readonly method: string;
  /** Request target as it was sent. */
  readonly target: string;
  /** Scheme and authority that were asked, such as `https://localhost:8080`. */
  readonly origin: string;
  /** Names in lower case, every value in order. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  /** Empty when it is `tooLarge`. */
  readonly body: Buffer;
  /** The body is larger than any request of this operation can be. */
  readonly tooLarge: boolean;
}

/** One header field's value; undefined when the field is absent. Several values are joined (RFC 9110 §5.3). */
export function field(raw: RawRequest, name: string): string | undefined {
  return raw.headers.get(name)?.join(", ");
}
