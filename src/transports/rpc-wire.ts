import type { HttpVersion } from "../contract/transport.ts";
import type { HeaderList } from "../protocol/exchange.ts";

/** How a transport sends a call when a case does not say otherwise. */
export interface RpcWire {
  readonly httpVersion: HttpVersion;
  /** Fields beside the credentials. */
  readonly headers: HeaderList;
  /** The body as it goes over the wire under a content type. */
  readonly encode: (body: Uint8Array, contentType: string | undefined) => Uint8Array;
}
