import type { RequirementId } from "../../contract/requirements/index.ts";
import type { Transport } from "../../contract/transport.ts";
import type { OpenReference } from "../../servers/reference/open.ts";
import type { Behaviour } from "../../servers/reference/behaviour.ts";
import type { TargetDescriptor } from "../../target/descriptor.ts";
import type { Interference } from "./interposer.ts";
import type { RelayOptions } from "./relay.ts";
import type { ScaledClock } from "./scaled-clock.ts";

/**
 * A way of running against a live target: `read-only` with a token and a key, `with-value` when its value is known too,
 * `other-token` with a second user, `provisioned` with users of the run's own, `provisioning` the making of those users.
 */
export type Mode = "read-only" | "with-value" | "other-token" | "provisioned" | "provisioning";

/** What the run must say. */
export type Expected =
  /** Nothing is wrong. What may be seen of the circumstance: rows without judgement, and notes before the first case. */
  | { readonly verdict: "pass"; readonly inapplicable?: RegExp; readonly notes?: RegExp; readonly retried?: true }
  /** The environment stands in the way, on some transports or on all, or in some cases. */
  | { readonly blocked: RegExp; readonly transports?: readonly Transport[] }
  /** Exactly these requirements are violated, or (`deviates`) deviated from. */
  | { readonly fails: readonly RequirementId[]; readonly deviates?: readonly RequirementId[] };

/** What a circumstance is made with. */
export interface World {
  readonly reference: OpenReference;
  readonly clock: ScaledClock;
}

/** Something between client and server that is not the vendor's doing, with what the suite must say of it. */
export interface Circumstance {
  readonly id: string;
  readonly statement: string;
  readonly modes: readonly Mode[];
  /** What an interposer does; without it and a relay the suite talks to the server itself. */
  readonly between?: (world: World) => Interference | Promise<Interference>;
  readonly relay?: RelayOptions;
  /** How the server behaves, when what matters is its own clock, token or release. */
  readonly server?: (world: World) => readonly Behaviour[];
  /** What the user told, where it matters. */
  readonly told?: Partial<Pick<TargetDescriptor, "timeout" | "projectionTimeout">> & { readonly path?: string };
  /** Real milliseconds that reads lag behind writes. */
  readonly projectionDelay?: number;
  /** Scenarios too, for what they alone can see. */
  readonly scenarios?: true;
  readonly expects: Expected;
}
