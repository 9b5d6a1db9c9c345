import { TRANSPORTS, type Transport } from "../../contract/transport.ts";
import type { Grade } from "../../contract/grade.ts";
import type { Behaviour } from "../../servers/reference/behaviour.ts";
import type { Fault } from "../fault.ts";

/** A fault before it knows its group: name, statement, requirement, transports, behaviour, grade. */
export type FaultEntry = readonly [
  name: string,
  statement: string,
  requirement: string,
  transports: readonly Transport[] | "all" | "rpc",
  behaviour: Behaviour,
  grade?: Grade,
];

/** Turns a group's table into faults; a fault breaks clients unless it says otherwise. */
export function define(group: string, entries: readonly FaultEntry[]): readonly Fault[] {
  return entries.map(([name, statement, requirement, transports, behaviour, grade = "breaking"]) => ({
    id: `${group}/${name}`,
    statement,
    requirement,
    transports: transports === "all" ? TRANSPORTS : transports === "rpc" ? ["grpc", "grpc-web"] : transports,
    behaviour,
    grade,
  }));
}
