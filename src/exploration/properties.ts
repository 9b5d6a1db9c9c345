import type fc from "fast-check";
import { TRANSPORTS, type Transport } from "../contract/transport.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";
import { errors, preflights } from "./generators/beside.ts";
import { calls } from "./generators/calls.ts";
import { choice } from "./generators/choice.ts";
import { framing } from "./generators/framing.ts";
import type { Generated } from "./generators/generated.ts";
import { CHANGES, methods, READS } from "./generators/methods.ts";
import { paths } from "./generators/paths.ts";
import { requests } from "./generators/requests.ts";
import { isolation, revocations, sequences } from "./generators/sequences.ts";

/**
 * Everything that an exploration sends to a target, each with what the requirements say of its answer. What the target
 * does not allow is not generated: nothing but reads of a user who exists, no comparison with a user who is not known.
 */
export function explorable(
  descriptor: TargetDescriptor,
  transports: readonly Transport[] = TRANSPORTS,
): fc.Arbitrary<Generated> {
  const { capabilities, provisioning, tokens } = descriptor;
  const mayChange = provisioning !== undefined;
  const all = choice(
    [600, requests(descriptor, transports)],
    [60, paths],
    [80, framing(descriptor)],
    [30, calls],
    [20, preflights],
    [40, errors],
    [30, methods(capabilities.mayWrite === "nothing" ? READS : [...READS, ...CHANGES])],
    ...(mayChange ? [[40, sequences] as const, [2, revocations] as const] : []),
    ...(tokens.other === undefined ? [] : [[10, isolation] as const]),
  );
  return transports.length === TRANSPORTS.length ? all : all.filter(({ transport }) => transports.includes(transport));
}
