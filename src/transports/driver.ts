import type { WireRequest, WireResponse } from "../protocol/exchange.ts";

/** Sends requests over one HTTP version. */
export interface Driver {
  /** Rejects with a TransportError when no answer came. */
  send(request: WireRequest): Promise<WireResponse>;
  /** Destroys every socket and rejects pending requests. */
  close(): void;
}

/**
 * Most bytes of header fields, in either direction: some cases send very long ones and some servers answer with them.
 */
export const MAX_HEADER_BYTES = 1 << 20;
