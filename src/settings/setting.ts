import type { Kind } from "./kinds.ts";

/** What uses a setting: every target, one kind of target, or a live target in one kind of run. */
export type Use =
  | "every target"
  | "reference"
  | "recording"
  | "live"
  | "live, except with ZITADEL_TOKEN"
  | "live, with an administrator";

/** Which commands use a setting, among those that open a target. */
type Commands =
  "all" | "all but cleanup" | "all but cleanup and explore" | "conformance" | "conformance and explore" | "explore";

/** One row of the table of settings. */
export interface Setting {
  readonly group: GroupName;
  readonly kind: Kind<unknown>;
  /** The default value. */
  readonly default?: string;
  /** What happens without a value, where there is no default value. */
  readonly unset?: string;
  /** A sentence or more. */
  readonly meaning: string;
  readonly use: Use;
  readonly commands: Commands;
  /** A variable that many programs read: checked only when used, and never noted as unused. */
  readonly shared?: true;
  /** Read before the settings files, so it cannot be in them. */
  readonly outsideFiles?: true;
}

/** A group of settings with a heading. */
export interface Group {
  readonly title: string;
  readonly text?: string;
}

/** The groups, in the order of the documentation. */
export const GROUPS = {
  target: { title: "The target" },
  instance: { title: "A live instance" },
  administrator: {
    title: "A live instance, with an administrator",
    text: "The run makes users with everything that the cases need, and removes them again. The administrator needs the role ORG_USER_MANAGER in its own organisation, where the users are made; ORG_OWNER works too, and may do more than a run needs. Set one kind of credentials, and nothing of the next group.",
  },
  user: {
    title: "A live instance, as a user who exists",
    text: "The run only reads this user's metadata. Set one kind of credentials, and nothing of the previous group.",
  },
  tokens: { title: "A live instance: tokens and projections" },
  network: { title: "A live instance: the network" },
  embedded: { title: "Embedded targets" },
  run: { title: "Every run" },
} as const satisfies Record<string, Group>;

export type GroupName = keyof typeof GROUPS;
