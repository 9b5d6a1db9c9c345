import { TRANSPORTS, type Transport } from "../transport.ts";
import type { Group, Requirement } from "../requirement.ts";

/** Sources of requirements, in the form of citations. */
export const SOURCES = {
  docs: "ZITADEL API reference, Get My User Metadata By Key",
  proto: "@zitadel/proto",
  protoJson: "ProtoJSON (protobuf.dev/programming-guides/json)",
  codes: "google/rpc/code.proto",
  status: "google/rpc/status.proto",
  http: "google/api/http.proto",
  grpc: "gRPC over HTTP2 (PROTOCOL-HTTP2.md)",
  grpcWeb: "gRPC-Web (PROTOCOL-WEB.md)",
  statusCodes: "gRPC statuscodes.md",
  compression: "gRPC compression.md",
} as const;

/** One requirement, without its group. */
export interface Entry<Id extends string = string> extends Omit<Requirement, "id" | "group" | "transports"> {
  readonly id: Id;
  readonly transports: readonly Transport[] | "all" | "rpc";
}

/** A requirement whose id the compiler knows. */
type Defined<Id extends string> = Requirement & { readonly id: Id };

/** Turns a group's table into requirements. */
export function define<const Id extends string>(group: Group, entries: readonly Entry<Id>[]): readonly Defined<Id>[] {
  return entries.map((entry) => ({ ...entry, group, transports: expand(entry.transports) }));
}

function expand(transports: Entry["transports"]): readonly Transport[] {
  if (transports === "all") return TRANSPORTS;
  return transports === "rpc" ? ["grpc", "grpc-web"] : transports;
}
