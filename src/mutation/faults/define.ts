import { TRANSPORTS, type Transport } from "../../contract/transport.ts";
import type { Grade } from "../../contract/grade.ts";
import type { Fault } from "../fault.ts";

/** A fault before it knows its group. It breaks clients unless it says otherwise. */
export interface FaultEntry extends Omit<Fault, "id" | "transports" | "grade"> {
  readonly name: string;
  readonly transports: readonly Transport[] | "all" | "rpc";
  readonly grade?: Grade;
}

/** Turns a group's table into faults. */
export function define(group: string, entries: readonly FaultEntry[]): readonly Fault[] {
  return entries.map(({ name, transports, grade = "breaking", ...entry }) => ({
    ...entry,
    id: `${group}/${name}`,
    transports: transports === "all" ? TRANSPORTS : transports === "rpc" ? ["grpc", "grpc-web"] : transports,
    grade,
  }));
}
