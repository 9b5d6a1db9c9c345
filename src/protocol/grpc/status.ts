import { header, headerValues, type HeaderList } from "../exchange.ts";
import type { GrpcBody, StatusPlace } from "../outcome.ts";
import { decodePercent } from "../percent.ts";
import { readStatusDetails } from "./status-details.ts";

/** Fields that may hold a status. */
export interface StatusBlock {
  readonly place: StatusPlace;
  readonly fields: HeaderList;
}

type Status = Pick<GrpcBody, "statusPlaces" | "trailers" | "status" | "message" | "statusDetails">;

/**
 * Finds the status among the blocks, the first of which is where the protocol puts it, and reads the fields beside it
 * (gRPC PROTOCOL-HTTP2, "Responses").
 */
export function readStatus(blocks: readonly StatusBlock[]): Status {
  const statusPlaces = blocks.flatMap(({ place, fields }) => headerValues(fields, "grpc-status").map(() => place));
  const block = blocks.find(({ place }) => place === statusPlaces[0]) ?? blocks[0];
  const trailers = block?.fields ?? [];
  const message = header(trailers, "grpc-message");
  const details = headerValues(trailers, "grpc-status-details-bin")[0];
  return {
    statusPlaces,
    trailers,
    status: headerValues(trailers, "grpc-status")[0],
    message: message === undefined ? undefined : decodePercent(message),
    statusDetails: details === undefined ? undefined : readStatusDetails(details),
  };
}
