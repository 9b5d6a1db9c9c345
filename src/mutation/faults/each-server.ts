import type { Behaviour } from "../../servers/reference/behaviour.ts";
import type { State } from "../../servers/reference/state.ts";

/** Something of its own for each server, as one behaviour may be shared by many. */
export function eachServer<Kept>(make: (state: State) => Kept): (state: State) => Kept {
  const kept = new WeakMap<State, Kept>();
  return (state) => {
    const present = kept.get(state) ?? make(state);
    kept.set(state, present);
    return present;
  };
}

/** One behaviour for all servers, of which each has a memory of its own. */
export function remembering(make: (state: State) => Behaviour): Behaviour {
  const own = eachServer(make);
  return {
    call: (call, state) => own(state).call?.(call, state) ?? call,
    authentication: (found, call, state) => own(state).authentication?.(found, call, state) ?? found,
    answer: (answer, call, state) => own(state).answer?.(answer, call, state) ?? answer,
  };
}
