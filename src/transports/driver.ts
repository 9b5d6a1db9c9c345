import type { WireRequest, WireResponse } from "../protocol/exchange.ts";

/** Sends requests over one HTTP version. */
export interface Driver {
  /** Rejects with a TransportError when no answer came. */
  send(request: WireRequest): Promise<WireResponse>;
  /** Destroys every socket; requests under way are rejected. */
  close(): void;
}

/** Most bytes of header fields, either way: some cases send and some servers answer very long ones. */
export const MAX_HEADER_BYTES = 1 << 20;
