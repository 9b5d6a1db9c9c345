import type { Behaviour } from "../../../servers/reference/behaviour.ts";
import type { Call, Refusal } from "../../../servers/reference/call.ts";
import type { OperationName } from "../../../servers/reference/management/route-table.ts";
import type { ManagementFault } from "./fault.ts";

/** Requests that are refused before one is not. */
const FIRST_TRIES = 2;
/** Management requests that the quota is enough for. */
const QUOTA = 3;

/** With the seconds to wait (RFC 6585 §4, RFC 9110 §10.2.3). */
const EXHAUSTED: Refusal = { code: 8, text: "quota", headers: [["retry-after", "1"]] };
const INTERNAL: Refusal = { code: 13, text: "internal" };

const isManagement = ({ route }: Call): boolean => route.kind === "management";
const isApi = (call: Call): boolean => isManagement(call) || ["metadata", "user"].includes(call.route.kind);
const asksFor =
  (operation: OperationName) =>
  ({ route }: Call): boolean =>
    route.kind === "management" && route.operation === operation;

/** Refuses requests before they are tried; of those that a condition picks, the ones whose number is asked for. */
function refusing(
  picks: (call: Call) => boolean,
  refusal: Refusal,
  isAsked: (number: number) => boolean = () => true,
): () => Behaviour {
  return () => {
    let count = 0;
    return {
      call: (call) => {
        if (!picks(call)) return call;
        count += 1;
        return isAsked(count) ? { ...call, route: { kind: "refused", refusal, early: false } } : call;
      },
    };
  };
}

/** Requests that are refused though they are right. */
export const REFUSAL_FAULTS: readonly ManagementFault[] = [
  {
    id: "quota/exhausted",
    statement: "the quota is exhausted, and every request to the API is refused",
    make: refusing(isApi, EXHAUSTED),
  },
  {
    id: "quota/exhausted-midway",
    statement: `the quota is exhausted after ${String(QUOTA)} management requests`,
    make: refusing(isManagement, EXHAUSTED, (number) => number > QUOTA),
  },
  {
    id: "quota/exhausted-at-first",
    statement: `the first ${String(FIRST_TRIES)} management requests find the quota exhausted`,
    make: refusing(isManagement, EXHAUSTED, (number) => number <= FIRST_TRIES),
  },
  {
    id: "admin/refused",
    statement: "management requests are answered 403",
    make: refusing(isManagement, { code: 7, text: "no-permission" }),
  },
  {
    id: "create/second-fails",
    statement: "creating the second user fails",
    make: refusing(asksFor("addMachineUser"), INTERNAL, (number) => number === 2),
  },
  {
    id: "delete/fails",
    statement: "deleting a user fails",
    make: refusing(asksFor("removeUser"), INTERNAL),
  },
  {
    id: "delete/not-found",
    statement: "deleting a user is answered as if the user did not exist",
    make: refusing(asksFor("removeUser"), { code: 5, text: "no-such-user" }),
  },
];
