import { decodeContent } from "../../protocol/content-coding.ts";
import { mediaType, type WireResponse } from "../../protocol/exchange.ts";
import type { Connection } from "../../transports/transport.ts";
import { BlockedError } from "../../errors.ts";

/**
 * A connection whose answers have their content codings undone. Rejects with a BlockedError on one that this Node cannot read,
 * and on a message of gRPC in any: its clients know the coding of messages alone (gRPC PROTOCOL-HTTP2, "Message-Encoding").
 */
export function withDecodedContent(connection: Connection): Connection {
  return {
    async send(transport, request) {
      const exchange = await connection.send(transport, request);
      const response = decodeContent(exchange.response);
      const unreadable = response.coding?.unreadable;
      if (unreadable !== undefined) throw new BlockedError(whyUnreadable(unreadable));
      const codings = response.coding?.codings.join(", ");
      if (codings !== undefined && transport === "grpc" && isOfGrpc(response))
        throw new BlockedError(whyCoded(codings));
      return response === exchange.response ? exchange : { ...exchange, response };
    },
    close: () => {
      connection.close();
    },
  };
}

/** What stands in front of the vendor may answer with a page, in any coding. */
function isOfGrpc({ headers }: WireResponse): boolean {
  return mediaType(headers)?.startsWith("application/grpc") === true;
}

function whyCoded(codings: string): string {
  return `Answers over gRPC come in the content coding ${codings}, which gRPC clients do not undo: let what compresses them, most often a proxy in front of ZITADEL, leave application/grpc as it is.`;
}

function whyUnreadable(coding: string): string {
  const remedy =
    coding === "zstd"
      ? "run with Node 22.15 or later, or switch it off"
      : "let what stands in front of ZITADEL send another one, or none";
  return `Answers come in the content coding ${coding}, which this Node (${process.version}) does not decode: ${remedy}.`;
}
