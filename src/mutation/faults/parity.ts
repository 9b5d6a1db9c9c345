import type { Transport } from "../../contract/transport.ts";
import type { Behaviour } from "../../servers/reference/behaviour.ts";
import type { Entry } from "../../servers/reference/state.ts";
import { entry, errorWith, failure } from "./change.ts";
import { define, type FaultEntry } from "./define.ts";

/** Transports that are compared with one: a fault of its own is noticed there too. */
const NOTICED: Readonly<Record<Transport, readonly Transport[]>> = {
  rest: ["rest", "grpc-web"],
  grpc: ["rest", "grpc"],
  "grpc-web": ["grpc", "grpc-web"],
};

const toMilliseconds = (found: Entry): Entry => {
  const cut = ({ seconds, nanos }: Entry["changed"]) => ({ seconds, nanos: nanos - (nanos % 1_000_000) });
  return { ...found, created: cut(found.created), changed: cut(found.changed) };
};

function missingIsFound(only: Transport): Behaviour {
  return {
    answer: (answer, { transport, route }, state) => {
      const user = [...state.tokens.values()][0]?.user;
      const first = [...(user?.entries.values() ?? [])][0];
      const isMissing = answer.kind === "error" && answer.error.code === 5 && route.kind === "metadata";
      if (!isMissing || transport !== only || first === undefined) return answer;
      return { kind: "entry", entry: { ...first, key: route.key } };
    },
  };
}

/** One transport that was changed where the others were not. */
function alone(only: Transport): FaultEntry[] {
  const noticed = NOTICED[only];
  return [
    {
      name: `${only}-value`,
      statement: `the value is trimmed over ${only} only`,
      requirement: "GMM-0901",
      transports: noticed,
      behaviour: entry((found) => ({ ...found, value: found.value.subarray(0, -1) }), only),
    },
    {
      name: `${only}-sequence`,
      statement: `the sequence is that of the user over ${only} only`,
      requirement: "GMM-0902",
      transports: noticed,
      behaviour: entry((found) => ({ ...found, sequence: found.sequence + 100n }), only),
    },
    {
      name: `${only}-key`,
      statement: `the key is in upper case over ${only} only`,
      requirement: "GMM-0901",
      transports: noticed,
      behaviour: entry((found) => ({ ...found, key: found.key.toUpperCase() }), only),
    },
    {
      name: `${only}-owner`,
      statement: `the resource owner is the instance over ${only} only`,
      requirement: "GMM-0902",
      transports: noticed,
      behaviour: entry((found) => ({ ...found, owner: "100000000000000009" }), only),
    },
    {
      name: `${only}-times`,
      statement: `times are cut to milliseconds over ${only} only`,
      requirement: "GMM-0903",
      transports: noticed,
      behaviour: entry(toMilliseconds, only),
      grade: "risky",
    },
    {
      name: `${only}-code`,
      statement: `a missing key is OUT_OF_RANGE over ${only} only`,
      requirement: "GMM-0904",
      transports: noticed,
      behaviour: errorWith(5, (found) => ({ ...found, code: 11, status: 400 }), only),
    },
    {
      name: `${only}-found`,
      statement: `a missing key is found over ${only} only`,
      requirement: "GMM-0905",
      transports: noticed,
      behaviour: missingIsFound(only),
    },
    {
      name: `${only}-down`,
      statement: `${only} alone is unavailable`,
      requirement: "GMM-0905",
      transports: noticed,
      behaviour: {
        answer: (answer, { transport }) => (transport === only && answer.kind === "entry" ? failure(14, 503) : answer),
      },
    },
  ];
}

/** What may be wrong on one transport and right on the others. */
export const PARITY_FAULTS = define("parity", [...alone("rest"), ...alone("grpc"), ...alone("grpc-web")]);
