import { TRANSPORTS, type Transport } from "../transport.ts";
import type { Group, Level, Requirement } from "../requirement.ts";

/** Where requirements come from, as they are cited. */
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

/** One requirement before it knows its group: id, level, transports, statement, source. */
export type Entry = readonly [
  id: string,
  level: Level,
  transports: readonly Transport[] | "all" | "rpc",
  statement: string,
  source: string,
];

/** Turns a group's table into requirements. */
export function define(group: Group, entries: readonly Entry[]): readonly Requirement[] {
  return entries.map(([id, level, transports, statement, source]) => ({
    id,
    level,
    group,
    statement,
    source,
    transports: expand(transports),
  }));
}

function expand(transports: Entry[2]): readonly Transport[] {
  if (transports === "all") return TRANSPORTS;
  return transports === "rpc" ? ["grpc", "grpc-web"] : transports;
}
