import type { Problem } from "../errors.ts";
import type { Exchange, HeaderList } from "./exchange.ts";

/** A point in time to the nanosecond (google.protobuf.Timestamp). */
export interface Timestamp {
  readonly seconds: bigint;
  readonly nanos: number;
}

/** The vendor's details of an object (zitadel.v1.ObjectDetails). */
export interface Details {
  readonly sequence: bigint | undefined;
  readonly creationDate: Timestamp | undefined;
  readonly changeDate: Timestamp | undefined;
  readonly resourceOwner: string | undefined;
}

/** One metadata entry, the same for every transport. An absent member is undefined. */
export interface Metadata {
  readonly key: string | undefined;
  readonly value: Uint8Array | undefined;
  readonly details: Details | undefined;
}

/** A detail of an error, by its type URL without the host (google.protobuf.Any). */
export interface ErrorDetail {
  readonly type: string | undefined;
}

/** The meaning of an exchange, the same type for every transport. */
export type Outcome =
  | { readonly kind: "success"; readonly metadata: Metadata | undefined }
  | {
      readonly kind: "error";
      readonly code: number | undefined;
      readonly message: string | undefined;
      readonly details: readonly ErrorDetail[];
    }
  /** Neither a success nor an error of the documented kind: a redirect, a proxy's page, a broken frame. */
  | { readonly kind: "other"; readonly reason: string };

/** The body of a REST answer. `value` is undefined when `problem` says why it is not one JSON text. */
export interface JsonBody {
  readonly kind: "json";
  readonly value: unknown;
  readonly problem: string | undefined;
}

/** One length-prefixed message (gRPC over HTTP/2, "Length-Prefixed-Message"). */
export interface Frame {
  readonly flags: number;
  readonly payload: Uint8Array;
}

/** Where a gRPC status was found: in HTTP trailers, in response headers (trailers-only), in a gRPC-Web trailer frame. */
export type StatusPlace = "trailers" | "headers" | "trailer-frame";

/** The parsed bytes of a gRPC or gRPC-Web answer, before any check. */
export interface GrpcBody {
  readonly kind: "grpc";
  /** Every frame in order, including a gRPC-Web trailer frame. */
  readonly frames: readonly Frame[];
  /** Why the body is not a sequence of whole frames, if so. */
  readonly framing: string | undefined;
  /** Every place with a grpc-status; exactly one is right. */
  readonly statusPlaces: readonly StatusPlace[];
  /** The fields beside the status: trailers, or headers when trailers-only. */
  readonly trailers: HeaderList;
  /** The status field as sent. */
  readonly status: string | undefined;
  /** The message, percent-decoded; undefined when absent. */
  readonly message: string | undefined;
  /** Why the payload is not the documented protobuf message, if so. */
  readonly decoding: string | undefined;
  /** google.rpc.Status of grpc-status-details-bin; undefined when absent. */
  readonly statusDetails: StatusDetails | undefined;
}

/** grpc-status-details-bin, decoded, or why it could not be. */
export type StatusDetails = Problem | ReadableDetails;

/** grpc-status-details-bin, decoded. An absent field has its zero value. */
export interface ReadableDetails {
  readonly problem?: never;
  readonly code: number;
  readonly message: string;
  readonly details: readonly ErrorDetail[];
}

/** An exchange with its meaning: everything that a check may look at. */
export interface Evidence {
  readonly exchange: Exchange;
  readonly outcome: Outcome;
  readonly body: JsonBody | GrpcBody;
}

/** Reads the meaning of an exchange. Pure, and never throws, whatever a server sent. */
export type Reader = (exchange: Exchange) => Evidence;
