import { randomBytes } from "node:crypto";
import { OTHER_HOLDS, SUBJECT_HOLDS } from "../../cases/seed-data.ts";
import type { Role } from "./model.ts";
import { State, type StateOptions, type User } from "./state.ts";

/** A demo state and the tokens of its users. */
export interface Demo {
  readonly state: State;
  readonly subject: User;
  readonly other: User;
  readonly tokens: Readonly<Record<"subject" | "other" | "expired" | "deactivated", string>>;
  /** Token of a user who may manage the others. */
  readonly adminToken: string;
}

/** Options of a demo state. */
export interface DemoOptions extends StateOptions {
  /** The administrator's role; IAM_OWNER by default. */
  readonly adminRole?: Role;
}

const HOUR = 3_600_000;
const ORGANISATION = "100000000000000001";
/**
 * Creates users, tokens and metadata for every case of the suite, with new tokens each time. The lag of reads starts
 * afterwards.
 */
export function demoState({ projectionDelay = 0, adminRole = "IAM_OWNER", ...options }: DemoOptions = {}): Demo {
  const state = new State(options);
  const subject = state.addUser("200000000000000001", ORGANISATION, { userName: "demo-subject" });
  const other = state.addUser("200000000000000002", ORGANISATION, { userName: "demo-other" });
  const deactivated = state.addUser("200000000000000003", ORGANISATION, { userName: "demo-deactivated" });
  state.changeUser(deactivated, { active: false });
  const admin = state.addUser("200000000000000004", ORGANISATION, { userName: "demo-admin", role: adminRole });
  for (const { key, value } of SUBJECT_HOLDS) {
    // Written twice, so that the two dates differ.
    state.put(subject, key, "an earlier value");
    state.put(subject, key, value);
  }
  // A user who gets access by mistake needs an entry, so that the mistake shows.
  for (const user of [other, deactivated]) for (const { key, value } of OTHER_HOLDS) state.put(user, key, value);
  const tokens = {
    subject: issue(state, subject, HOUR * 24 * 365),
    other: issue(state, other, HOUR * 24 * 365),
    expired: issue(state, subject, -HOUR),
    deactivated: issue(state, deactivated, HOUR * 24 * 365),
  };
  const adminToken = issue(state, admin, HOUR * 24 * 365);
  state.lag.delay = projectionDelay;
  return { state, subject, other, tokens, adminToken };
}

function issue(state: State, user: User, lifetime: number): string {
  // Never ends in AA, which a case writes over the last two characters.
  const value = `demo-${randomBytes(24).toString("hex")}`;
  state.tokens.set(value, { user, expires: state.now() + lifetime });
  return value;
}
