import type { HttpVersion } from "../contract/transport.ts";
import type { HeaderList } from "../protocol/exchange.ts";

/** How a transport sends a call by default. */
export interface RpcWire {
  readonly httpVersion: HttpVersion;
  /** Header fields, without the credentials. */
  readonly headers: HeaderList;
  /** Encodes the body for a content type. */
  readonly encode: (body: Uint8Array, contentType: string | undefined) => Uint8Array;
}
