import type { Circumstance, World } from "../circumstance.ts";
import { withHeader } from "../answers.ts";
import { entry } from "../../faults/change.ts";
import { refuseCredentials } from "../../../servers/reference/authenticate.ts";
import type { Behaviour } from "../../../servers/reference/behaviour.ts";
import type { Timestamp } from "../../../protocol/outcome.ts";

const TEN_MINUTES = 600;
const TWENTY_MINUTES = 1200;

/** A server whose clock is so many seconds ahead of this machine's. Over gRPC its answers have no Date. */
function clockOff(seconds: number): (world: World) => readonly Behaviour[] {
  const later = ({ seconds: at, nanos }: Timestamp): Timestamp => ({ seconds: at + BigInt(seconds), nanos });
  const times = entry((found) => ({ ...found, created: later(found.created), changed: later(found.changed) }));
  const date: Behaviour = {
    wire: (wire, { call }) => {
      const value = new Date(Date.now() + seconds * 1000).toUTCString();
      return withHeader(wire, "date", call.transport === "grpc" ? undefined : value);
    },
  };
  return () => [times, date];
}

const NO_DATE: Behaviour = { wire: (wire) => withHeader(wire, "date", undefined) };

/** Clocks that differ, tokens that end, and changes that take their time. */
export const TIME_CIRCUMSTANCES: readonly Circumstance[] = [
  {
    id: "time/server-ahead",
    statement: "the server's clock is ten minutes ahead of this machine's",
    modes: ["read-only", "provisioned"],
    server: clockOff(TEN_MINUTES),
    expects: { verdict: "pass", notes: /clock is (599|60\d) s ahead of this machine's/ },
  },
  {
    id: "time/server-behind",
    statement: "the server's clock is ten minutes behind this machine's",
    modes: ["provisioned"],
    server: clockOff(-TEN_MINUTES),
    expects: { verdict: "pass", notes: /clock is (599|60\d) s behind this machine's/ },
  },
  {
    id: "time/clocks-apart",
    statement: "one of two servers behind one address has a clock that is fifteen minutes behind",
    modes: ["read-only", "provisioned"],
    between: () => ({
      after: (answer, _, nth) =>
        nth % 2 === 0 ? answer : withHeader(answer, "date", new Date(Date.now() - 900_000).toUTCString()),
    }),
    expects: { verdict: "pass", notes: /Dates that lie (899|90\d) s apart/ },
  },
  ...[TWENTY_MINUTES, -TWENTY_MINUTES].map((seconds): Circumstance => ({
    id: `time/proxy-${seconds > 0 ? "ahead" : "behind"}`,
    statement: `a proxy writes Dates, and its clock is twenty minutes ${seconds > 0 ? "ahead" : "behind"}`,
    modes: ["provisioned"],
    between: () => ({
      after: (answer) => withHeader(answer, "date", new Date(Date.now() + seconds * 1000).toUTCString()),
    }),
    scenarios: true,
    expects: { verdict: "pass", notes: /clock is (1199|120\d) s (ahead of|behind) this machine's/ },
  })),
  {
    id: "time/no-date",
    statement: "no answer has a Date, and the clocks agree",
    modes: ["read-only", "provisioned"],
    server: () => [NO_DATE],
    expects: { verdict: "pass", notes: /No answer has a Date/ },
  },
  {
    id: "time/no-date-ahead",
    statement: "no answer has a Date, and the server's clock is ten minutes ahead",
    modes: ["provisioned"],
    server: (world) => [...clockOff(TEN_MINUTES)(world), NO_DATE],
    expects: { fails: [], deviates: ["GMM-0115"] },
  },
  {
    id: "time/token-ends",
    statement: "the token ends in the middle of a run",
    modes: ["read-only", "with-value", "other-token"],
    server: () => {
      let seen = 0;
      return [
        { authentication: (found) => ("user" in found && (seen += 1) > 60 ? refuseCredentials("bad-token") : found) },
      ];
    },
    expects: { blocked: /^ZITADEL_(OTHER_)?TOKEN is no longer accepted: it ended or was revoked during the run/ },
  },
  {
    id: "time/lagging-projection",
    statement: "what is written shows a while later",
    modes: ["provisioned"],
    projectionDelay: 20,
    scenarios: true,
    expects: { verdict: "pass" },
  },
];
