import { decodeContent } from "../../protocol/content-coding.ts";
import type { Connection } from "../../transports/transport.ts";
import { BlockedError } from "../../errors.ts";

/** A connection whose answers have their content codings undone. Rejects with a BlockedError on one that this Node cannot read. */
export function withDecodedContent(connection: Connection): Connection {
  return {
    async send(transport, request) {
      const exchange = await connection.send(transport, request);
      const response = decodeContent(exchange.response);
      const unreadable = response.coding?.unreadable;
      if (unreadable !== undefined) throw new BlockedError(whyUnreadable(unreadable));
      return response === exchange.response ? exchange : { ...exchange, response };
    },
    close: () => {
      connection.close();
    },
  };
}

function whyUnreadable(coding: string): string {
  const remedy =
    coding === "zstd"
      ? "run with Node 22.15 or later, or switch it off"
      : "let what stands in front of ZITADEL send another one, or none";
  return `Answers come in the content coding ${coding}, which this Node (${process.version}) does not decode: ${remedy}.`;
}
